"""A board costs the same few queries, however much is on it and however many look at it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.models import Communication
from sessions import fragments
from sessions.actions import causes, notes, plan, seats, steps
from sessions.audience import AUDIENCES
from tests.doors import address, browser_of, post
from tests.lived import NEXT_YEAR, Lived, lived, one_more
from tests.room import NOON

pytestmark = pytest.mark.django_db
NAMES = tuple(region.name for region in fragments.REGIONS)


def make_it_full(things: Lived) -> None:
    """Many notes, stacks, whys, votes, actions, messages and people more."""
    room = things.room
    people = [one_more(room, f"Person {number}") for number in range(8)]
    room.facilitator.does(steps.go_to_step, step="causes", came_from="plan")
    written = [room.note(person, f"Note {turn}", anonymous=bool(turn % 2)) for person in people for turn in range(4)]
    for note, below in zip(written[:8], written[8:16], strict=True):
        room.korean.does(notes.stack_note, item=note.uid, on=below.uid)
    for note in written[16:24]:
        room.korean.does(notes.pin_note, item=note.uid, anchor="message", key=things.remembered.uid)
        for text in "abc":
            room.korean.does(causes.add_why, note=note.uid, text=text)
    for number in range(20):
        Communication.objects.create(
            incident=room.incident, channel=things.remembered.channel, posted_at=NOON + timedelta(minutes=9 * number)
        )
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    for person, note in zip(people, written[16:24], strict=True):
        person.does(plan.vote, note=note.uid)
        named = {"text": "Do it", "due": NEXT_YEAR, "owner": person.seat.uid, "note": note.uid}
        person.does(plan.add_commitment, **named)
    for note in written[16:20]:
        room.facilitator.does(plan.choose_problem, note=note.uid)


def queries_of(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        call()
    return len(caught)


def open_board(things: Lived) -> None:
    browser_of(things.room.participant).get(address(things.room, "board"))


def open_facilitators_board(things: Lived) -> None:
    browser_of(things.room.facilitator).get(address(things.room, "board"))


def fetch_snapshot(things: Lived) -> None:
    browser_of(things.room.participant).get(address(things.room, "snapshot"))


def fetch_desk(things: Lived) -> None:
    browser_of(things.room.participant).get(address(things.room, "desk"))


def fetch_mine(things: Lived) -> None:
    browser_of(things.room.participant).get(address(things.room, "mine"))


def publish_everything(things: Lived) -> None:
    fragments.publish(things.room.retrospective.pk, things.room.fresh().revision, NAMES)


def give_and_take_back_a_vote(things: Lived) -> None:
    for name in ("vote", "take_back_vote"):
        assert post(things.room.facilitator, things.room, name, things.theirs.uid).status_code == 204


@pytest.fixture(autouse=True)
def everybody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "audiences_listening", lambda _pk: list(AUDIENCES))


@pytest.mark.parametrize(
    ("act", "most"),
    [
        (open_board, 22),
        (open_facilitators_board, 22),
        (fetch_snapshot, 16),
        (fetch_desk, 22),
        (fetch_mine, 6),
        (publish_everything, 16),
        (give_and_take_back_a_vote, 30),
    ],
)
def test_a_full_board_costs_no_query_more_than_an_empty_one(act: Callable[[Lived], None], most: int):
    things = lived("plan")
    before = queries_of(lambda: act(things))
    make_it_full(things)
    after = queries_of(lambda: act(things))
    assert after <= before
    assert after <= most


@pytest.mark.parametrize("place", ["stage", "gap", "secret", "assess", "causes", "plan", "finished"])
def test_more_audiences_cost_no_query_more(place: str, monkeypatch: pytest.MonkeyPatch):
    things = lived(place)
    pk = things.room.retrospective.pk
    costs = []
    for audiences in (AUDIENCES[:1], AUDIENCES):
        monkeypatch.setattr(fragments, "audiences_listening", lambda _pk, audiences=audiences: list(audiences))
        costs.append(queries_of(lambda: fragments.publish(pk, 1, NAMES)))
    assert costs[1] <= costs[0] + 2


def test_a_page_that_is_up_to_date_costs_one_look_at_its_key():
    room = lived("plan").room
    where = f"{address(room, 'snapshot')}?since={room.fresh().revision}"
    assert queries_of(lambda: browser_of(room.participant).get(where)) == 1


def test_who_is_done_costs_few_queries():
    room = lived("plan").room
    assert queries_of(lambda: room.participant.does(seats.be_done, done=True)) < 25
