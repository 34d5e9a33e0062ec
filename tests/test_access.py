"""Who gets in where: every address × every person, in one table."""

import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

from tests.addresses import Address, addresses
from tests.houses import PEOPLE, Houses, houses, pictures, undone
from tests.lived import Lived

__all__ = ["houses", "pictures"]
pytestmark = pytest.mark.django_db
TABLE = """
address                         nobody  elsewhe removed outside member  partici facilit display
home                            302/405 302/405 302/405 302/405 302/405 302/405 302/405 302/405
login                           200/200 200/200 200/200 302/302 302/302 200/200 302/302 200/200
logout                          405/200 405/200 405/200 405/200 405/200 405/200 405/200 405/200
sign_up                         404/404 404/404 404/404 302/302 302/302 404/404 302/302 404/404
invitation                      200/422 200/422 200/422 200/302 200/302 200/422 200/302 200/422
password_reset                  200/200 200/200 200/200 200/200 200/200 200/200 200/200 200/200
password_reset_done             200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405
password_reset_confirm          302/302 302/302 302/302 302/302 302/302 302/302 302/302 302/302
password_reset_complete         200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405
team_new                        302/302 302/302 302/302 200/302 200/302 302/302 200/302 302/302
team                            302/302 302/302 302/302 404/404 200/422 302/302 200/422 302/302
invite                          405/302 405/302 405/302 405/404 405/200 405/302 405/200 405/302
invitation_revoke               405/302 405/302 405/302 405/404 405/302 405/302 405/302 405/302
member_remove                   405/302 405/302 405/302 405/404 405/404 405/302 405/302 405/302
incidents:list                  302/405 302/405 302/405 200/405 200/405 302/405 200/405 302/405
incidents:new                   302/302 302/302 302/302 200/422 200/422 302/302 200/422 302/302
incidents:edit                  302/405 302/405 302/405 404/405 200/405 302/405 200/405 302/405
incidents:zone                  405/302 405/302 405/302 405/404 405/422 405/302 405/422 405/302
incidents:delete                302/302 302/302 302/302 404/404 200/422 302/302 200/422 302/302
incidents:corrections           302/405 302/405 302/405 404/405 200/405 302/405 200/405 302/405
incidents:section               405/302 405/302 405/302 405/404 405/422 405/302 405/422 405/302
incidents:communication_add     405/302 405/302 405/302 405/404 405/422 405/302 405/422 405/302
incidents:channel_add           405/302 405/302 405/302 405/404 405/422 405/302 405/422 405/302
incidents:channel_kind          405/302 405/302 405/302 405/404 405/302 405/302 405/302 405/302
incidents:channel_remove        405/302 405/302 405/302 405/404 405/302 405/302 405/302 405/302
incidents:screenshot_add        405/302 405/302 405/302 405/404 405/422 405/302 405/422 405/302
incidents:communication         405/302 405/302 405/302 405/404 405/422 405/302 405/422 405/302
incidents:communication_delete  405/302 405/302 405/302 405/404 405/302 405/302 405/302 405/302
incidents:screenshot            302/405 302/405 302/405 404/405 200/405 302/405 200/405 302/405
incidents:screenshot_caption    405/302 405/302 405/302 405/404 405/302 405/302 405/302 405/302
incidents:screenshot_delete     405/302 405/302 405/302 405/404 405/302 405/302 405/302 405/302
retro:list                      302/405 302/405 302/405 200/405 200/405 302/405 200/405 302/405
retro:plan                      302/302 302/302 302/302 404/404 200/422 302/302 200/422 302/302
retro:prepare                   302/405 302/405 302/405 404/405 200/405 302/405 200/405 302/405
retro:edit                      302/302 302/302 302/302 404/404 200/422 302/302 200/422 302/302
retro:review                    302/405 302/405 302/405 404/405 302/405 302/405 302/405 302/405
retro:join                      200/302 200/302 200/302 200/302 200/302 200/302 200/302 200/302
retro:join_link                 200/302 200/302 200/302 200/302 200/302 302/302 302/302 200/302
retro:display                   200/405 200/405 200/405 200/405 200/405 200/405 200/405 302/405
retro:show_display              405/302 405/302 405/302 405/302 405/302 405/302 405/302 405/302
retro:display_board             404/405 404/405 404/405 404/405 404/405 404/405 404/405 200/405
retro:display_snapshot          404/405 404/405 404/405 404/405 404/405 404/405 404/405 200/405
retro:display_speak             405/404 405/404 405/404 405/404 405/404 405/404 405/404 405/302
retro:display_leave             405/404 405/404 405/404 405/404 405/404 405/404 405/404 405/302
retro:enter                     302/302 302/302 302/302 404/404 200/302 302/302 302/302 302/302
retro:leave                     405/404 405/404 405/404 405/404 405/404 405/302 405/302 405/404
retro:speak                     405/404 405/404 405/404 405/404 405/404 405/302 405/302 405/404
retro:board                     404/405 404/405 404/405 302/405 302/405 200/405 200/405 404/405
retro:snapshot                  404/405 404/405 404/405 404/405 404/405 200/405 200/405 404/405
retro:mine                      404/405 404/405 404/405 404/405 404/405 200/405 200/405 404/405
retro:desk                      404/405 404/405 404/405 404/405 404/405 200/405 200/405 404/405
retro:picture                   404/405 404/405 404/405 404/405 404/405 200/405 200/405 200/405
retro:start                     405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:go                        405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:pause                     405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:resume                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:extend                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:prompt                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:no_prompt                 405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:finish                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:undo                      405/404 405/404 405/404 405/404 405/404 405/204 405/409 405/404
retro:done                      405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:not_done                  405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:rename                    404/404 404/404 404/404 404/404 404/404 200/204 200/204 404/404
retro:hand_over                 405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:take_lead                 405/404 405/404 405/404 405/404 405/404 405/409 405/409 405/404
retro:remove_seat               405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:close_doors               405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:open_doors                405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:revoke_displays           405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:add_communication         405/404 405/404 405/404 405/404 405/404 405/200 405/200 405/404
retro:correct_communication     404/404 404/404 404/404 404/404 404/404 403/403 200/204 404/404
retro:remove_communication      405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:correct_time              404/404 404/404 404/404 404/404 404/404 403/403 200/204 404/404
retro:add_channel               405/404 405/404 405/404 405/404 405/404 405/200 405/200 405/404
retro:show_all_channels         405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:show_channel              405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:dim_screenshot            405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:light_screenshot          405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:dim_gap                   405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:light_gap                 405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:agree                     405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:disagree                  405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:circle                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:write_note                405/404 405/404 405/404 405/404 405/404 405/200 405/200 405/404
retro:reveal                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:dim_note                  405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:light_note                405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:edit_note                 404/404 404/404 404/404 404/404 404/404 200/204 404/404 404/404
retro:delete_note               405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:pin_note                  404/404 404/404 404/404 404/404 404/404 200/204 200/204 404/404
retro:unstack_note              405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:add_why                   404/404 404/404 404/404 404/404 404/404 200/204 200/204 404/404
retro:edit_why                  404/404 404/404 404/404 404/404 404/404 200/204 200/204 404/404
retro:remove_why                405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:root                      405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:not_root                  405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:vote                      405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:take_back_vote            405/404 405/404 405/404 405/404 405/404 405/204 405/409 405/404
retro:choose                    405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:let_go_problem            405/404 405/404 405/404 405/404 405/404 405/403 405/204 405/404
retro:add_commitment            404/404 404/404 404/404 404/404 404/404 200/200 200/200 404/404
retro:edit_commitment           404/404 404/404 404/404 404/404 404/404 200/204 200/204 404/404
retro:remove_commitment         405/404 405/404 405/404 405/404 405/404 405/204 405/204 405/404
retro:drive                     405/404 405/404 405/404 405/404 405/404 405/204 405/409 405/404
retro:let_go                    405/404 405/404 405/404 405/404 405/404 405/204 405/409 405/404
bundle                          200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405
set_language                    302/302 302/302 302/302 302/302 302/302 302/302 302/302 302/302
sign_in_once                    404/404 404/404 404/404 302/302 302/302 404/404 302/302 404/404
"""
ADDRESSES = {address.name: address for address in addresses()}
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]


def contents() -> str:
    """Everything that the database holds, in short."""
    tables = [serializers.serialize("json", model._base_manager.order_by("pk")) for model in apps.get_models()]
    return hashlib.sha256("".join(tables).encode()).hexdigest()


def status(houses: Houses, who: str, address: Address, method: str) -> int:
    """What one of ``PEOPLE`` is answered."""
    browser = houses.browser(who, raise_request_exception=False)
    with undone(address):
        where = address.at(houses.things)
        answer = browser.get(where) if method == "GET" else browser.post(where, address.body())
        return answer.status_code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_everybody_gets_in_where_the_table_says_and_nowhere_else(houses: Houses, row: list[str]):
    name, *expected = row
    answered = [
        "/".join(str(status(houses, who, ADDRESSES[name], method)) for method in ("GET", "POST")) for who in PEOPLE
    ]
    assert answered == expected


def test_every_address_is_in_the_table():
    assert sorted(name for name, *_expected in ROWS) == sorted(ADDRESSES)


READ = [name for name, *expected in ROWS if any(not cell.startswith("405") for cell in expected)]
WRITTEN_ON_GET = {"password_reset_confirm"}
"""Django keeps the token of the link in the login session, so that it does not stay in the address."""


@pytest.mark.parametrize("name", READ)
def test_looking_changes_nothing(houses: Houses, name: str):
    where = ADDRESSES[name].at(houses.things)
    before = contents()
    for who in PEOPLE:
        houses.browser(who).get(where)
    assert (contents() == before) is (name not in WRITTEN_ON_GET)


@pytest.mark.parametrize("name", [name for name, *cells in ROWS if any(not cell.endswith("405") for cell in cells)])
def test_a_page_of_another_site_can_post_nowhere(houses: Houses, name: str):
    browser = houses.browser("facilitator", enforce_csrf_checks=True)
    address = ADDRESSES[name]
    with undone(address):
        where, before = address.at(houses.things), contents()
        assert browser.post(where, address.body()).status_code == 403
        assert contents() == before


def foreign_parts(address: Address, other: Lived) -> dict[str, Any]:
    """The parts of the address that name a thing of the room, as they would be in another room."""
    mine = {"item", "note", "screenshot", "undone", "key", "channel_uid", "number"} & set(address.parts)
    parts = {part: address.part(part, other) for part in mine}
    return parts | ({"key": other.remembered.uid} if parts.get("key") == "begin" else {})


NAMING = [
    name
    for name, address in ADDRESSES.items()
    if {"item", "note", "screenshot", "undone", "channel_uid"} & set(address.parts)
    or name in {"member_remove", "retro:light_gap", "retro:agree", "retro:disagree"}
]
"""Addresses that name a thing inside of the room, the incident or the team."""


@pytest.mark.parametrize("name", NAMING)
def test_through_ones_own_room_nobody_reaches_a_thing_of_another(houses: Houses, name: str):
    address = ADDRESSES[name]
    browser = houses.browser("facilitator")
    with undone(address):
        where = address.at(houses.things, **foreign_parts(address, houses.other))
        before = contents()
        assert browser.get(where).status_code in {404, 405}
        assert browser.post(where, address.body()).status_code in {404, 405, 409}
        assert contents() == before
