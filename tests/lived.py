"""A room in which something of everything has happened, so that every part of the board has something to show."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from PIL import Image

from incidents.models import Communication, Screenshot
from sessions.actions import causes, notes, plan, seats, steps, timeline
from sessions.actions.seats import join
from sessions.models import Cause, Commitment, Note
from sessions.play import STEPS
from tests.room import NOON, Person, Room, make_room

LOBBY, SECRET, FINISHED = "lobby", "secret", "finished"
"""Places beside the steps themselves; at ``SECRET`` the notes of *assess* are not revealed yet."""
RUNNING = ("stage", "gap", SECRET, "assess", "causes", "plan")
PLACES = (LOBBY, *RUNNING, FINISHED)
NEXT_YEAR = date(2027, 5, 14)


@dataclass
class Lived:
    """A room with its things by name. ``mine`` is the participant's note, ``theirs`` the Korean's anonymous one."""

    room: Room
    screenshot: Screenshot
    remembered: Communication | None = None
    mine: Note | None = None
    theirs: Note | None = None
    stacked: Note | None = None
    why: Cause | None = None
    action: Commitment | None = None
    last: tuple[Person, UUID] | None = None
    """Who did the last thing that can be undone, and the id of that request."""

    def done_last(self, person: Person, action: Any, **named: Any) -> None:
        """Let somebody do something that a test may undo."""
        self.last = (person, uuid4())
        person.does(action, self.last[1], **named)


def lived(place: str, **options: Any) -> Lived:
    """A room that has come to ``place``; everything usual was done on the way. ``options`` are those of the room."""
    room = make_room(**{"code": "MNDGAP", "join_token": "a-link-to-join"} | options)
    found = Lived(room, add_screenshot(room))
    if place == LOBBY:
        return found
    room.facilitator.does(steps.start)
    for step in [step.key for step in STEPS]:
        if step != "stage":
            room.facilitator.does(steps.go_to_step, step=step, came_from=room.fresh().step)
        ACTS[step](found)
        if place == step or (place, step) == (SECRET, "assess"):
            break
    if place == "assess":
        room.facilitator.does(notes.reveal)
        found.done_last(room.participant, notes.pin_note, item=found.mine.uid, anchor="gap", key="begin")
    elif place == FINISHED:
        room.facilitator.does(steps.finish)
    for row in (found.mine, found.theirs, found.stacked):
        if row:
            row.refresh_from_db()
    return found


def set_the_stage(found: Lived) -> None:
    posted_at = NOON + timedelta(minutes=120)
    channel = found.room.incident.channel_uses.first().channel
    message = {"posted_at": posted_at, "approximate": True, "channel": channel, "sender": "Amir"}
    found.done_last(found.room.participant, timeline.add_communication, **message)
    found.remembered = found.room.incident.communications.get(posted_at=posted_at)
    found.room.facilitator.does(timeline.light_screenshot, item=found.screenshot.uid)


def mind_the_gap(found: Lived) -> None:
    found.room.participant.does(timeline.judge_gap, key="begin", agrees=True)
    found.done_last(found.room.facilitator, timeline.circle_largest)
    found.room.facilitator.does(timeline.light_gap, key="begin")


def assess(found: Lived) -> None:
    room = found.room
    found.theirs = room.note(room.korean, "고객은 아무 말도 듣지 못했어요", anonymous=True)
    found.stacked = room.note(room.korean, "상태 페이지를 못 찾았어요", kind="confusion")
    room.participant.does(seats.be_done, done=True)
    named = {"text": "Nobody knew who may post", "kind": "problem", "anonymous": False}
    found.done_last(room.participant, notes.write_note, **named)
    found.mine = room.retrospective.notes.get(text=named["text"])


def find_causes(found: Lived) -> None:
    room = found.room
    room.participant.does(notes.pin_note, item=found.mine.uid, anchor="message", key=found.remembered.uid)
    room.korean.does(notes.pin_note, item=found.theirs.uid, anchor="gap", key="begin")
    room.korean.does(notes.stack_note, item=found.stacked.uid, on=found.theirs.uid)
    room.korean.does(causes.add_why, note=found.mine.uid, text="The runbook names nobody")
    found.done_last(room.participant, causes.add_why, note=found.mine.uid, text="Nobody owns the runbook")
    found.why = found.mine.causes.first()
    room.facilitator.does(notes.light_note, item=found.mine.uid)


def make_a_plan(found: Lived) -> None:
    room = found.room
    room.participant.does(plan.vote, note=found.mine.uid)
    room.korean.does(plan.vote, note=found.stacked.uid)
    room.facilitator.does(plan.choose_problem, note=found.mine.uid)
    action = {"text": "Name one communicator per shift", "due": NEXT_YEAR, "note": found.mine.uid}
    found.done_last(room.participant, plan.add_commitment, owner=room.participant.seat.uid, **action)
    found.action = room.retrospective.commitments.get()


ACTS = {
    "stage": set_the_stage,
    "gap": mind_the_gap,
    "assess": assess,
    "causes": find_causes,
    "plan": make_a_plan,
}
"""What people do in each step."""


def add_screenshot(room: Room) -> Screenshot:
    """A small picture of what customers saw."""
    picture = BytesIO()
    Image.new("RGB", (8, 6), "white").save(picture, "PNG")
    file = ContentFile(picture.getvalue(), "page.png")
    return Screenshot.objects.create(incident=room.incident, caption="The error page", file=file)


def one_more(room: Room, name: str = "Noor Haddad") -> Person:
    """One more participant."""
    seat, token = join(room.retrospective, name=name, language="en", request_id=uuid4())
    return Person(seat, token)
