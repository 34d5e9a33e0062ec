"""An old board and the frames it was sent are a fresh board: for everything that can happen, and for every audience."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sessions import fragments
from sessions.actions import ACTIONS, outside, schedule
from sessions.actions.seats import join
from sessions.audience import AUDIENCES, Audience, group_name
from sessions.board import BoardState
from sessions.models import Seat
from tests.doors import browser_of
from tests.frames import apply, top_level
from tests.lived import FINISHED, LOBBY, PLACES, RUNNING, SECRET, Lived, lived
from tests.room import NOON
from tests.scenes import SCENES, Scene

LATER = NOON + timedelta(days=3)
LANGUAGES = ("en", "ko")
CASES = [(scene, place) for scene in SCENES for place in scene.places]
NUMBERED = [
    pytest.param(scene, place, LANGUAGES[number % 2], id=f"{scene.verb}-{place}-{number}")
    for number, (scene, place) in enumerate(CASES)
]
"""Every scene at all its places, in the languages by turns: what a frame forgets, it forgets in both."""


@dataclass
class Screens:
    """What each audience has on its page, by region, and the frames that were sent meanwhile."""

    pk: int
    regions: dict[Audience, dict[str, str]]
    frames: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def receive(self) -> None:
        """Apply what was sent, each frame to its own audience only."""
        by_group = {group_name(self.pk, audience): audience for audience in self.regions}
        for group, message in self.frames:
            if message["type"] == "frame" and group in by_group:
                apply(self.regions[by_group[group]], json.loads(message["text"])["html"])

    def stale(self) -> list[str]:
        """The regions that are not what a page opened now would have."""
        self.receive()
        return [
            f"{name} of {audience}"
            for audience, fresh in fresh_regions(self.pk, *self.regions).items()
            for name, html in fresh.items()
            if self.regions[audience][name] != html
        ]


def fresh_regions(pk: int, *audiences: Audience) -> dict[Audience, dict[str, str]]:
    """Every region as pages that are opened now have it."""
    state = BoardState.load(pk)
    return {audience: top_level(fragments.render_all(state, audience)) for audience in audiences}


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still, so that only what happened makes a difference."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    cache.clear()


@pytest.fixture(scope="module")
def rooms(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Lived]]:
    """A room at every place, made once; every test leaves them as they were."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as still:
        still.setattr(timezone, "now", lambda: LATER)
        yield {
            place: lived(place, email=f"{place}@example.org", code=f"R00M0{number}", join_token=f"to-{place}")
            for number, place in enumerate(PLACES)
        }
        transaction.set_rollback(True)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screens]:
    """Opens a page for each audience and listens."""

    def watched(things: Lived, languages: tuple[str, ...] = LANGUAGES) -> Screens:
        pk = things.room.retrospective.pk
        audiences = [audience for audience in AUDIENCES if audience.language in languages]
        screens = Screens(pk, fresh_regions(pk, *audiences))
        monkeypatch.setattr(fragments, "audiences_listening", lambda _pk: audiences)
        monkeypatch.setattr(fragments, "send", lambda group, message: screens.frames.append((group, message)))
        return screens

    return watched


@pytest.mark.django_db
@pytest.mark.parametrize(("scene", "place", "language"), NUMBERED)
def test_an_old_board_and_its_frames_are_a_fresh_board(
    rooms: Any, scene: Scene, place: str, language: str, watch: Any, django_capture_on_commit_callbacks: Any
):
    things = rooms[place]
    person, named = scene.by(things)
    screens = watch(things, (language,))
    with django_capture_on_commit_callbacks(execute=True):
        person.does(ACTIONS[scene.verb], **named)
    assert screens.stale() == []


def test_everything_that_can_happen_has_a_scene():
    assert {scene.verb for scene in SCENES} == set(ACTIONS)


def somebody_comes(things: Lived) -> None:
    join(things.room.retrospective, name="Noor Haddad", language="en", request_id=uuid4())


def a_display_comes(things: Lived) -> None:
    join(things.room.retrospective, name="Display", language="en", request_id=uuid4(), role=Seat.Role.DISPLAY)


def the_incident_is_edited(things: Lived) -> None:
    things.room.incident.title = "Checkout outage, the whole story"
    things.room.incident.summary = "A certificate expired."
    things.room.incident.resolved_at = NOON + timedelta(hours=6)
    things.room.incident.save()
    outside.incident_changed(None, things.room.incident.pk)


def the_session_is_planned_anew(things: Lived) -> None:
    schedule.replan(things.room.retrospective, boxes=[5, 10, 20, 15, 10], votes_each=5, language="ko")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("happens", "place"),
    [
        *((somebody_comes, place) for place in (LOBBY, *RUNNING)),
        (a_display_comes, LOBBY),
        (a_display_comes, "plan"),
        *((the_incident_is_edited, place) for place in (LOBBY, *RUNNING)),
        (the_session_is_planned_anew, LOBBY),
    ],
)
def test_what_happens_outside_of_the_board_reaches_every_board_too(
    rooms: Any, happens: Callable[[Lived], None], place: str, watch: Any, django_capture_on_commit_callbacks: Any
):
    things = rooms[place]
    screens = watch(things)
    with django_capture_on_commit_callbacks(execute=True):
        happens(things)
    assert screens.stale() == []


@pytest.mark.django_db
def test_a_finished_session_is_not_drawn_anew_when_its_incident_is_edited(rooms: Any, watch: Any):
    things = rooms[FINISHED]
    screens = watch(things)
    outside.incident_changed(None, things.room.incident.pk)
    assert screens.frames == []


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_the_page_and_the_snapshot_show_the_same_regions(rooms: Any, place: str):
    room = rooms[place].room
    for person in (room.facilitator, room.participant, room.korean, room.display):
        name = "retro:display_board" if person.seat.displays else "retro:board"
        response = browser_of(person).get(reverse(name, args=[room.retrospective.uid]))
        audience = Audience.of(person.seat)
        shown = fresh_regions(room.retrospective.pk, audience)[audience]
        for html in shown.values():
            assert html in response.content.decode()


@pytest.mark.django_db
def test_before_the_reveal_no_frame_carries_a_word_of_a_note(
    rooms: Any, watch: Any, django_capture_on_commit_callbacks: Any
):
    things = rooms[SECRET]
    screens = watch(things)
    with django_capture_on_commit_callbacks(execute=True):
        things.room.note(text="zebra crossing")
        things.room.note(things.room.korean, text="zebra crossing", anonymous=True)
    assert screens.frames
    assert not any("zebra" in message["text"] for _group, message in screens.frames)
