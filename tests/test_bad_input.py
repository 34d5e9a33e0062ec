"""What cannot be right is questioned at its field, in words; it changes nothing and keeps what was typed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from sessions.actions import seats, steps
from sessions.models import Attempt, Commitment, Note
from sessions.models.attempt import IN_ALL, PER_ADDRESS, neighbourhood
from tests.doors import Browser, address, browser_of, post
from tests.room import Room, make_room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("request_id", ["x", "1", "not-a-uuid-at-all", "'; drop table", "%00", "ffffffff"])
def test_a_request_id_that_is_none_is_refused(request_id: str):
    room = make_room().at_step("causes")
    answer = post(room.participant, room, "write_note", request_id=request_id, text="A note", kind="problem")
    assert answer.status_code == 400
    assert not Note.objects.exists()


@pytest.fixture
def room() -> Room:
    cache.clear()
    return make_room().at_step("causes")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "", "kind": "problem"},
        {"text": " \t\n", "kind": "problem"},
        {"text": "x" * 1001, "kind": "problem"},
        {"text": "x" * 2000, "kind": "problem"},
        {"text": "a\x00b", "kind": "problem"},
        {"text": "A note"},
        {"text": "A note", "kind": "praise"},
    ],
    ids=str,
)
def test_a_note_that_is_none_is_questioned_at_its_field(room: Room, body: dict[str, str]):
    answer = post(room.participant, room, "write_note", **body)
    assert answer.status_code == 422
    assert 'class="errorlist' in answer.content.decode()
    assert not Note.objects.exists()


def test_a_thousand_characters_are_a_note_in_every_script(room: Room):
    for text in ("가" * 1000, "e\u0301" * 1000, "a\r\n" * 500):
        assert post(room.participant, room, "write_note", text=text, kind="problem").status_code == 200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"posted_at": "", "channel_name": "Pigeon"}, "This field is required"),
        ({"posted_at": "half past never", "channel_name": "Pigeon"}, "cannot read"),
        ({"posted_at": "25:61", "channel_name": "Pigeon"}, ""),
        ({"posted_at": "13:40", "channel_name": ""}, "On which channel?"),
        ({"posted_at": "13:40", "channel_name": "Pigeon", "channel_kind": "smoke"}, "smoke"),
        ({"posted_at": "13:40", "channel_name": "x" * 61}, "60"),
        ({"posted_at": "13:40", "channel_name": "Pigeon", "text": "x" * 10_001}, ""),
    ],
    ids=str,
)
def test_a_message_without_time_or_channel_is_questioned_and_kept_in_the_form(
    room: Room, body: dict[str, str], said: str
):
    answer = post(room.participant, room, "add_communication", **body)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'class="errorlist' in page
    assert room.incident.communications.count() == 4


def test_an_action_without_owner_or_date_is_questioned(room: Room):
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    answer = post(room.participant, room, "add_commitment", text="Write a template")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "An action needs an owner" in page
    assert "An action needs a due date" in page
    assert "Write a template" in page
    assert not Commitment.objects.exists()


def test_an_end_before_the_beginning_is_questioned_at_the_field(room: Room):
    answer = post(room.facilitator, room, "correct_time", "resolved_at", at="2026-05-14 20:00")
    assert answer.status_code == 422
    assert "The end is before the beginning" in answer.content.decode()


def test_a_step_that_is_over_and_a_session_that_is_finished_say_so(room: Room):
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    over = post(room.participant, room, "write_note", text="Late", kind="problem")
    room.facilitator.does(steps.finish)
    finished = post(room.participant, room, "done")
    assert (over.status_code, finished.status_code) == (409, 409)
    assert "This step is over" in over["HX-Trigger"]
    assert "This session is finished" in finished["HX-Trigger"]


def test_a_removed_seat_is_told_that_there_is_nothing_here(room: Room):
    room.facilitator.does(seats.remove_seat, item=room.participant.seat.uid)
    assert post(room.participant, room, "write_note", text="Still here", kind="problem").status_code == 404


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"text": "A note"}', 422),
        ("multipart/form-data; boundary=x", b"no boundary at all", 422),
        ("multipart/form-data", b"text=A note", 400),
        ("application/x-www-form-urlencoded; charset=utf-7", b"text=+ADw-", 415),
        ("application/x-www-form-urlencoded", b"text=" + b"x" * 1_100_000, 400),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(300)), 400),
        ("application/x-www-form-urlencoded", b"text=%ff%fe&kind=problem", 200),
    ],
    ids=lambda value: str(value)[:40],
)
def test_odd_bodies_are_answered_clearly(room: Room, content_type: str, body: bytes, status: int):
    browser = browser_of(room.participant, raise_request_exception=False)
    answer = browser.post(address(room, "write_note"), body, content_type=content_type)
    assert answer.status_code == status


# Codes


def joining(code: str, **headers: str) -> Any:
    return Browser().post("/join/", {"code": code}, headers=headers or None)


def without_what_was_typed(answer: Any, typed: str) -> str:
    """A page without the code in its field and the tokens against forgery."""
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode().replace(typed, ""))


def test_wrong_closed_and_finished_codes_are_answered_alike(room: Room):
    closed, finished = (make_room(email=f"{name}@example.org", code=name) for name in ("C10SED", "F1N1SH"))
    closed.facilitator.does(seats.close_doors)
    finished.at_step("plan").facilitator.does(steps.finish)
    answers = [without_what_was_typed(joining(code), code) for code in ("N0SVCH", "C10SED", "F1N1SH")]
    assert answers[0] == answers[1] == answers[2]
    assert "No session can be joined with this code" in answers[0]


def test_a_code_may_be_typed_as_it_was_heard(room: Room):
    room.retrospective.code = "A10B2C"
    room.retrospective.save()
    for typed in ("a10b2c", "A1O-B2C", " aLo b2c ", "AI0B2C"):
        assert joining(typed).status_code == 302, typed


def test_ten_wrong_codes_are_enough_and_right_ones_do_not_count(room: Room):
    for _time in range(3):
        assert joining(room.retrospective.code).status_code == 302
    assert [joining(f"N0SVC{number}").status_code for number in range(PER_ADDRESS)] == [422] * PER_ADDRESS
    slowed = joining("N0SVCH")
    assert (slowed.status_code, slowed["Retry-After"]) == (429, "600")
    assert joining(room.retrospective.code).status_code == 429


def test_after_ten_minutes_one_may_guess_again(room: Room):
    Attempt.objects.bulk_create(
        Attempt(client="127.0.0.1", at=timezone.now() - timedelta(minutes=11)) for _time in range(PER_ADDRESS)
    )
    assert joining("N0SVCH").status_code == 422
    assert Attempt.objects.count() == 1


def test_nobody_guesses_on_from_a_hundred_addresses(room: Room):
    Attempt.objects.bulk_create(Attempt(client=f"10.0.0.{number}") for number in range(IN_ALL))
    assert joining("N0SVCH").status_code == 429


def test_a_forged_address_starts_no_new_count(room: Room):
    for number in range(PER_ADDRESS):
        joining("N0SVCH", **{"X-Forwarded-For": f"10.0.0.{number}"})
    assert joining("N0SVCH", **{"X-Forwarded-For": "10.1.1.1"}).status_code == 429


def test_behind_a_proxy_the_address_it_saw_counts_whatever_it_looks_like(room: Room, settings: Any):
    settings.TRUSTED_PROXIES = 1
    for seen in ("forged, 10.0.0.1", "10.0.0.2:4711", "unknown", "::1%eth0", ""):
        assert joining("N0SVCH", **{"X-Forwarded-For": seen}).status_code == 422
    assert Attempt.objects.filter(client="10.0.0.1").count() == 1


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("x" * 99, "x" * 50),
    ],
)
def test_one_client_is_an_address_or_its_neighbourhood(address: str, client: str):
    assert neighbourhood(address) == client


@pytest.mark.parametrize("link", ["x", "é", "a:b:c", "%00", "e30:1tXyZ:nonsense", "x" * 5000])
def test_a_forged_link_to_the_display_opens_nothing(room: Room, link: str):
    assert Browser().get(f"/d/{link}/").status_code == 404
    assert Browser().post(f"/d/{link}/show").status_code == 404


def test_a_link_to_a_session_that_is_over_or_closed_says_so_exactly_as_a_mistyped_one(room: Room):
    def said(token: str) -> tuple[int, str]:
        answer = Browser().get(reverse("retro:join_link", args=[token]))
        return answer.status_code, answer.content.decode()

    wrong = said("no-such-link")
    room.facilitator.does(seats.close_doors)
    closed = said(room.retrospective.join_token)
    room.facilitator.does(seats.open_doors)
    room.facilitator.does(steps.finish)
    assert said(room.retrospective.join_token) == closed == wrong
    assert wrong[0] == 404
    assert "This link lets nobody in" in wrong[1]
