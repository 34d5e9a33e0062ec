"""Writes over HTTP: once however often they are sent, acknowledged when kept, refused clearly, never locked."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from sessions.actions import plan, seats, steps
from sessions.models import Commitment, Note, Seat
from tests.crowd import at_once
from tests.doors import address, browser_of, key_cookie, post
from tests.lived import NEXT_YEAR
from tests.room import Person, Room, make_room

NOTE = {"text": "Nobody looked", "kind": "problem"}


@pytest.fixture
def room(db: None) -> Room:
    return make_room().at_step("causes")


def trigger(answer: HttpResponse, event: str) -> dict[str, Any]:
    return json.loads(answer["HX-Trigger"])[event]


# Once


def shape(answer: HttpResponse) -> tuple[Any, ...]:
    """What a browser goes by."""
    return answer.status_code, answer["X-Revision"], answer["HX-Trigger"], answer.content


def test_a_request_that_is_sent_twice_is_answered_alike_and_done_once(room: Room):
    request_id = uuid4()
    answers = [post(room.participant, room, "write_note", request_id=request_id, **NOTE) for _time in range(2)]
    assert shape(answers[0]) == shape(answers[1])
    assert Note.objects.count() == 1


def test_the_first_words_count_when_a_request_comes_again_with_others(room: Room):
    request_id = uuid4()
    for text in ("first", "second"):
        answer = post(room.participant, room, "write_note", request_id=request_id, **NOTE | {"text": text})
        assert answer.status_code == 200
    assert Note.objects.get().text == "first"


def test_a_press_without_script_is_done_without_a_request_id(room: Room):
    answer = browser_of(room.participant).post(address(room, "write_note"), NOTE)
    assert (answer.status_code, Note.objects.count()) == (200, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_request_from_four_sides_at_once_is_done_once():
    room = make_room().at_step("causes")
    request_id = uuid4()
    answers = at_once([lambda: post(room.participant, room, "write_note", request_id=request_id, **NOTE)] * 4)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer["X-Revision"] for answer in answers}) == 1
    assert Note.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_people_write_at_once_and_nobody_is_locked_out():
    room = make_room().at_step("causes")
    before = room.fresh().revision
    writers = [room.facilitator, room.participant, room.korean] * 7
    calls = [lambda person=person: post(person, room, "write_note", **NOTE) for person in writers[:20]]
    answers = at_once(calls)
    assert [getattr(answer, "status_code", answer) for answer in answers] == [200] * 20
    assert sorted(int(answer["X-Revision"]) for answer in answers) == list(range(before + 1, before + 21))
    assert Note.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_press_next_at_once_go_on_one_step():
    room = make_room().at_step("stage")
    answers = at_once([lambda: post(room.facilitator, room, "go", "stage", "gap")] * 2)
    assert sorted(answer.status_code for answer in answers) == [204, 409]
    assert room.fresh().step == "gap"


@pytest.mark.django_db(transaction=True)
def test_people_who_come_at_once_all_get_a_name_of_their_own():
    room = make_room()
    link = f"/join/{room.retrospective.join_token}/"
    answers = at_once([lambda: browser_of(None).post(link, {"name": "Noor"})] * 5)
    assert [answer.status_code for answer in answers] == [302] * 5
    names = set(Seat.objects.filter(name__startswith="Noor").values_list("name", flat=True))
    assert names == {"Noor", "Noor 2", "Noor 3", "Noor 4", "Noor 5"}


def test_a_join_that_is_sent_twice_is_no_error(room: Room):
    body = {"name": "Noor", "request_id": str(uuid4())}
    link = f"/join/{room.retrospective.join_token}/"
    assert [browser_of(None).post(link, body).status_code for _time in range(2)] == [302, 302]


# Acknowledged


def test_what_is_kept_says_its_revision_and_how_to_undo_it(room: Room):
    answer = post(room.participant, room, "write_note", **NOTE)
    assert int(answer["X-Revision"]) == room.fresh().revision
    undo = trigger(answer, "saved")["undo"]
    assert browser_of(room.participant).post(undo).status_code == 204
    assert not Note.objects.exists()


def test_what_cannot_be_undone_offers_no_undo(room: Room):
    assert trigger(post(room.facilitator, room, "extend", 1), "saved") == {"undo": ""}


def test_the_answer_to_a_note_brings_its_author_what_is_his(room: Room):
    page = post(room.participant, room, "write_note", **NOTE).content.decode()
    assert 'id="composer"' in page
    assert NOTE["text"] not in page.partition('id="mine"')[0]
    assert Note.objects.get().uid in page.partition('id="mine"')[2]


def test_answers_are_kept_by_no_cache(room: Room):
    for name in ("board", "snapshot", "mine", "desk"):
        answer = browser_of(room.participant).get(address(room, name))
        assert "no-store" in answer["Cache-Control"], name


# Refused


def test_a_rule_that_says_no_is_told_in_words_and_swaps_nothing(room: Room):
    answer = post(room.participant, room, "vote", "nowhere")
    assert (answer.status_code, answer.content) == (409, b"")
    assert trigger(answer, "refused")["message"]
    assert "X-Revision" not in answer


def test_a_rule_says_no_in_the_language_of_the_seat(room: Room):
    english, korean = (
        trigger(post(person, room, "vote", "nowhere"), "refused")["message"]
        for person in (room.participant, room.korean)
    )
    assert english.isascii()
    assert not korean.isascii()


def test_a_form_with_an_error_comes_back_with_what_was_typed(room: Room):
    answer = post(room.participant, room, "write_note", text="x" * 1001, kind="problem")
    assert answer.status_code == 422
    assert "x" * 1001 in answer.content.decode()
    assert "X-Revision" not in answer
    assert not Note.objects.exists()


def test_of_two_who_change_a_note_one_is_told_and_keeps_both_texts(room: Room):
    note = room.note()
    change = {"kind": "problem", "version": 1}
    assert post(room.participant, room, "edit_note", note.uid, text="From the laptop", **change).status_code == 204
    late = post(room.participant, room, "edit_note", note.uid, text="From the phone", **change)
    page = late.content.decode()
    assert late.status_code == 422
    assert "From the laptop" in page
    assert ">\nFrom the phone</textarea>" in page
    assert 'name="version" value="2"' in page
    again = post(room.participant, room, "edit_note", note.uid, text="From the phone", **change | {"version": 2})
    assert again.status_code == 204


def test_of_two_who_change_an_action_one_is_told_and_keeps_both_texts(room: Room):
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    room.participant.does(plan.add_commitment, text="First", due=NEXT_YEAR, owner_name="The press team")
    action = Commitment.objects.get()
    change = {"owner_name": "The press team", "due": "2027-05-14", "version": 1}
    assert post(room.korean, room, "edit_commitment", action.uid, text="Second", **change).status_code == 204
    late = post(room.participant, room, "edit_commitment", action.uid, text="Third", **change)
    page = late.content.decode()
    assert late.status_code == 422
    assert "Second" in page
    assert "Third</textarea>" in page
    assert 'name="version" value="2"' in page


def test_a_flood_is_asked_to_wait(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sessions.actions.notes.PER_MINUTE", 0)
    answer = post(room.participant, room, "write_note", **NOTE)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


@pytest.mark.parametrize("where", ["sessions.actions.change.locked", "sessions.access.seat_of"])
def test_while_the_database_is_away_one_is_asked_to_try_again(room: Room, monkeypatch: pytest.MonkeyPatch, where: str):
    def away(*_args: Any, **_named: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(where, away)
    browser = browser_of(room.participant, raise_request_exception=False)
    answer = browser.post(address(room, "write_note"), NOTE)
    assert (answer.status_code, answer["Retry-After"]) == (503, "3")


# Keys


@pytest.mark.parametrize("secure", [False, True])
def test_the_key_to_a_seat_is_for_this_site_and_no_script(room: Room, settings: Any, secure: bool):
    settings.SESSION_COOKIE_SECURE = secure
    answer = browser_of(None).post(f"/join/{room.retrospective.join_token}/", {"name": "Noor"})
    (cookie,) = answer.cookies.values()
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", secure)
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_the_database_cannot_open_a_seat(room: Room):
    """It keeps a hash only; and a key opens nothing but its own session."""
    key = room.participant.seat.keys.get()
    assert room.participant.token not in key.token_hash
    other = make_room(email="olga@example.org")
    stolen = browser_of(None)
    stolen.cookies[key_cookie(other.participant)[0]] = key_cookie(room.participant)[1]
    assert stolen.get(address(other, "board")).status_code == 404


def test_who_leaves_gives_up_the_key_wherever_it_was_copied_to(room: Room):
    browser, copy = browser_of(room.participant), browser_of(room.participant)
    answer = browser.post(address(room, "leave"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert copy.get(address(room, "board")).status_code == 404


def test_somebody_with_two_browsers_leaves_one_and_keeps_the_other(room: Room):
    phone = Person(room.participant.seat, room.participant.seat.new_key())
    browser_of(room.participant).post(address(room, "leave"))
    assert browser_of(phone).get(address(room, "board")).status_code == 200


def test_a_seat_speaks_its_own_language_whatever_the_browser_asks_for(room: Room):
    post(room.participant, room, "speak", language="ko")
    page = browser_of(room.participant).get(address(room, "board"), headers={"Accept-Language": "en"})
    assert 'lang="ko"' in page.content.decode()


def test_the_facilitator_is_offered_to_promise_for_an_owner_who_has_left(room: Room):
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    owner = room.participant.seat.uid
    room.korean.does(plan.add_commitment, text="Write a template", due=NEXT_YEAR, owner=owner)
    drive = address(room, "drive", Commitment.objects.get().uid)
    button = f'drive" hx-post="{drive}"'
    before = browser_of(room.facilitator).get(address(room, "board")).content.decode()
    room.facilitator.does(seats.remove_seat, item=owner)
    after = browser_of(room.facilitator).get(address(room, "board")).content.decode()
    assert (button in before, button in after) == (False, True)
