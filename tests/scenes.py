"""Everything that can happen on a board, acted out by the people of ``tests.lived`` wherever it may happen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from incidents.models import Channel
from tests.lived import LOBBY, NEXT_YEAR, PLACES, RUNNING, SECRET, Lived
from tests.room import NOON, Person

SHOWN = ("assess", "causes", "plan")
"""Places in which all notes are shown."""
Did = tuple[Person, dict[str, Any]]


@dataclass(frozen=True)
class Scene:
    """Somebody does ``verb`` at some places; ``by`` says who, and with which arguments."""

    verb: str
    places: tuple[str, ...]
    by: Callable[[Lived], Did]


def dana(**named: Any) -> Callable[[Lived], Did]:
    """The facilitator does it; arguments that are functions are asked what they are in this room."""
    return lambda things: (things.room.facilitator, found_in(things, named))


def amir(**named: Any) -> Callable[[Lived], Did]:
    """The participant does it."""
    return lambda things: (things.room.participant, found_in(things, named))


def seoyeon(**named: Any) -> Callable[[Lived], Did]:
    """The Korean participant does it."""
    return lambda things: (things.room.korean, found_in(things, named))


def found_in(things: Lived, named: dict[str, Any]) -> dict[str, Any]:
    return {name: value(things) if callable(value) else value for name, value in named.items()}


def mine(things: Lived) -> str:
    return things.mine.uid


def theirs(things: Lived) -> str:
    return things.theirs.uid


def stacked(things: Lived) -> str:
    return things.stacked.uid


def korean(things: Lived) -> str:
    return things.room.korean.seat.uid


def owner(things: Lived) -> str:
    return things.room.participant.seat.uid


def why(things: Lived) -> str:
    return things.why.uid


def act(things: Lived) -> str:
    return things.action.uid


def remembered(things: Lived) -> str:
    return things.remembered.uid


def here(things: Lived) -> str:
    return things.room.fresh().step


def channel(things: Lived) -> Channel:
    return things.room.incident.channel_uses.first().channel


def undoing(things: Lived) -> Did:
    person, request_id = things.last
    return person, {"undone": request_id}


def taking_the_lead(things: Lived) -> Did:
    """Somebody of the team sits among the participants."""
    return things.room.of_the_team(things.room.participant), {}


BUSY = ("gap", SECRET, "plan")
"""Three very different places: enough for what is the same everywhere."""
EARLY = NOON + timedelta(minutes=4)
NOTE = {"text": "Customers asked on the phone", "kind": "problem"}
MESSAGE = {"posted_at": NOON + timedelta(minutes=150), "approximate": True, "text": "We are looking into it"}
OPEN = (LOBBY, *RUNNING)

SCENES: tuple[Scene, ...] = (
    Scene("session.start", (LOBBY,), dana()),
    Scene("step.go", ("stage", "gap", "causes", "plan"), dana(step="assess", came_from=here)),
    Scene("step.go", ("stage", SECRET, "causes"), dana(step="plan", came_from=here)),
    Scene("step.go", ("gap", "plan"), dana(step="stage", came_from=here)),
    Scene("clock.pause", BUSY, dana()),
    Scene("clock.resume", BUSY, dana()),
    Scene("clock.extend", BUSY, dana(minutes=5)),
    Scene("prompt.show", (SECRET, "assess"), dana(number=2)),
    Scene("session.finish", BUSY, dana()),
    Scene("undo", RUNNING, undoing),
    Scene("seat.done", BUSY, amir(done=True)),
    Scene("seat.done", BUSY, amir(done=False)),
    Scene("seat.rename", OPEN, amir(name="Amir the Second")),
    Scene("seat.hand_over", OPEN, dana(item=korean)),
    Scene("seat.take_lead", OPEN, taking_the_lead),
    Scene("seat.remove", PLACES, dana(item=korean)),
    Scene("seat.remove", PLACES, dana(item=owner)),
    Scene("doors.close", OPEN, dana()),
    Scene("doors.open", OPEN, dana()),
    Scene("display.revoke", PLACES, dana()),
    Scene("communication.add", BUSY, amir(channel=channel, **MESSAGE)),
    Scene("communication.add", BUSY, amir(channel_name="Carrier pigeon", channel_kind="pigeon", **MESSAGE)),
    Scene("communication.remove", RUNNING, dana(item=remembered)),
    Scene("communication.correct", BUSY, dana(item=remembered, posted_at=EARLY, approximate=False)),
    Scene("incident.correct", BUSY, dana(field="first_alert_at", at=EARLY)),
    Scene("incident.correct", BUSY, dana(field="started_at", at=NOON - timedelta(minutes=9))),
    Scene("incident.correct", BUSY, dana(field="resolved_at", at=NOON + timedelta(hours=7))),
    Scene("channel.add", BUSY, amir(name="Carrier pigeon", kind="pigeon")),
    Scene("screenshot.light", OPEN, dana(item=lambda things: things.screenshot.uid)),
    Scene("screenshot.light", OPEN, dana(item=None)),
    Scene("gap.light", BUSY, dana(key=lambda things: things.room.incident.communications.first().uid)),
    Scene("gap.light", BUSY, dana(key="")),
    Scene("gap.circle", RUNNING, dana()),
    Scene("channel.show", BUSY, dana(item=lambda things: channel(things).uid)),
    Scene("channel.show", BUSY, dana(item=None)),
    Scene("gap.judge", RUNNING, amir(key="begin", agrees=False)),
    Scene("note.write", (SECRET, "assess", "causes"), amir(anonymous=False, **NOTE)),
    Scene("note.write", (SECRET, "assess", "causes"), amir(anonymous=True, **NOTE)),
    Scene("note.edit", (SECRET, *SHOWN), amir(item=mine, version=1, **NOTE)),
    Scene("note.edit", (SECRET, *SHOWN), seoyeon(item=theirs, version=1, **NOTE)),
    Scene("note.edit", (SECRET, *SHOWN), seoyeon(item=stacked, version=1, **NOTE)),
    Scene("note.delete", (SECRET, *SHOWN), amir(item=mine)),
    Scene("note.delete", SHOWN, dana(item=theirs)),
    Scene("notes.reveal", (SECRET, "assess"), dana()),
    Scene("note.pin", SHOWN, amir(item=mine, anchor="gap", key="begin")),
    Scene("note.pin", SHOWN, amir(item=theirs, anchor="time", at=EARLY)),
    Scene("note.pin", SHOWN, amir(item=stacked, anchor="")),
    Scene("note.light", SHOWN, dana(item=theirs)),
    Scene("note.light", SHOWN, dana(item=None)),
    Scene("note.stack", SHOWN, amir(item=mine, on=stacked)),
    Scene("note.unstack", SHOWN, amir(item=stacked)),
    Scene("cause.add", ("causes", "plan"), amir(note=mine, text="Nobody looked")),
    Scene("cause.edit", ("causes", "plan"), amir(item=why, text="Said better")),
    Scene("cause.remove", ("causes", "plan"), amir(item=why)),
    Scene("cause.root", ("causes", "plan"), amir(item=why, root=True)),
    Scene("vote.give", ("plan",), amir(note=mine)),
    Scene("vote.give", ("plan",), amir(note=theirs)),
    Scene("vote.give", ("plan",), amir(note=stacked)),
    Scene("vote.take_back", ("plan",), amir(note=mine)),
    Scene("problem.choose", ("plan",), dana(note=theirs)),
    Scene("problem.choose", ("plan",), dana(note=stacked)),
    Scene("problem.let_go", ("plan",), dana(note=mine)),
    Scene("commitment.add", ("plan",), amir(text="Write a template", due=NEXT_YEAR, owner_name="The press team")),
    Scene("commitment.edit", ("plan",), amir(item=act, version=1, text="Sooner", due=NEXT_YEAR, owner=korean)),
    Scene("commitment.remove", ("plan",), amir(item=act)),
    Scene("commitment.drive", ("plan",), amir(item=act)),
    Scene("commitment.let_go", ("plan",), amir(item=act)),
)
