"""Nonsense in bodies and addresses is answered, and is never an error of ours."""

import pytest

from tests.addresses import POSTED, Address, addresses
from tests.houses import Houses, houses, pictures, undone

__all__ = ["houses", "pictures"]
pytestmark = pytest.mark.django_db
OURS = [one for one in addresses() if one.name.startswith("retro:")]
FORMS = [one for one in OURS if one.name in {*POSTED, "retro:plan", "retro:edit"}]
FIELDS = (
    "text",
    "kind",
    "anonymous",
    "version",
    "anchor",
    "posted_at",
    "at",
    "channel",
    "channel_name",
    "channel_kind",
)
FIELDS += ("sender", "status", "owner", "owner_name", "due", "note", "recommendation", "name", "code", "language")
FIELDS += ("new-name", "new-kind", "facilitator", "votes_each", "on", "box_gap")
NONSENSE = {
    "nothing": "",
    "a null byte": "a\x00b",
    "very long": "x" * 20_000,
    "markup": "<script>alert(1)</script>",
    "a template": "{{ settings.SECRET_KEY }}{% now 'Y' %}",
    "other scripts": "‮مرحبا😀\U0001f469‍\U0001f4bb",
    "a lone surrogate": "\udcff",
    "a huge number": "9" * 400,
    "no number": "1e999",
    "another place": "../../etc/passwd",
    "a time far away": "time:99999999999",
    "the first day of all": "0001-01-01 00:00",
    "the last day of all": "9999-12-31 23:59",
}


ODD_PARTS = ("%00", "%F0%9F%98%80", "..%2f..", "x" * 500, "9" * 5000, "%0d%0aSet-Cookie:x=1", "%27%20OR%201=1")


@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
def test_a_body_of_nonsense_is_no_error_of_ours(houses: Houses, one: Address):
    for what, nonsense in NONSENSE.items():
        with undone(one):
            body = dict.fromkeys(FIELDS, nonsense.encode("utf-8", "surrogateescape"))
            answer = houses.browser("facilitator").post(one.at(houses.things), body)
            assert answer.status_code < 500, what
            assert nonsense != NONSENSE["markup"] or nonsense not in answer.content.decode()


@pytest.mark.parametrize("one", [one for one in OURS if one.parts], ids=lambda one: one.name)
def test_an_address_with_nonsense_in_it_leads_nowhere(houses: Houses, one: Address):
    with undone(one):
        where = one.at(houses.things)
        for part in [str(one.part(part, houses.things)) for part in one.parts]:
            for nonsense in ODD_PARTS:
                answer = houses.browser("facilitator").post(where.replace(part, nonsense), one.body())
                assert answer.status_code in {400, 404, 405, 409}, nonsense
