"""A session that was played to its end, through the same actions that a room uses."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from incidents.models import Communication, Incident, User
from sessions.actions import Actor, causes, notes, plan, schedule, seats, steps, timeline
from sessions.models import Note, Retrospective, Seat
from sessions.play import STEPS

DAYS_AGO = timedelta(days=8)
LASTED = timedelta(minutes=57)
Kind, Anchor = Note.Kind, Note.Anchor


@dataclass(frozen=True, slots=True)
class Written:
    """A note: who wrote it (nobody when anonymous) and where it was pinned; ``place`` is a clock time or "begin"."""

    author: str
    text: str
    kind: str
    anchor: str
    place: str
    anonymous: bool = False
    on: int | None = None
    """The number of the note that it was stacked on."""
    votes: tuple[str, ...] = ()
    whys: tuple[str, ...] = ()


NOTES = (
    Written(
        "Amir",
        "Nearly four hours until our first word. Customers told each other before we told them.",
        Kind.PROBLEM, Anchor.GAP, "begin", votes=("Amir", "Dana", "Mina", "Junho"),
        whys=(
            "Only the duty manager may write on the status page, and nobody woke her.",
            "The alert goes to engineers. None of them knew that telling customers was theirs to start.",
            "Nobody owns telling customers before the duty manager is there.",
        ),
    ),
    Written(
        "Mina", "Who may post before nine in the morning? I asked twice and then stopped asking.",
        Kind.CONFUSION, Anchor.GAP, "begin", anonymous=True, on=0,
    ),
    Written(
        "Junho",
        "We promised an update every 30 minutes, kept it twice, and then went quiet for two hours and for five.",
        Kind.PROBLEM, Anchor.GAP, "12:13", votes=("Mina", "Junho", "Amir", "Dana", "Mina"),
        whys=(
            "The one who wrote the updates went off duty at ten.",
            "What had been promised to customers was not part of the hand-over.",
        ),
    ),
    Written(
        "Amir", "After the fix we all left. The page still said that we were watching.",
        Kind.PROBLEM, Anchor.GAP, "12:13", anonymous=True, on=2,
    ),
    Written(
        "Mina", "“Monitoring”: does that mean it works again? Three customers asked me.",
        Kind.CONFUSION, Anchor.COMMUNICATION, "09:34", votes=("Dana",),
    ),
    Written(
        "Dana", "Say in every message when the next one comes, even when there is nothing new.",
        Kind.IDEA, Anchor.COMMUNICATION, "08:35", votes=("Junho",),
    ),
    Written(
        "Mina", "Both promises of the morning were kept to the minute. Support could point at the page.",
        Kind.WELL, Anchor.COMMUNICATION, "10:04",
    ),
    Written(
        "Junho", "Support heard of it from the status page, like everybody else.",
        Kind.PROBLEM, Anchor.TIME, "08:20", anonymous=True, votes=("Amir",),
    ),
)  # fmt: skip

COMMITMENTS = (
    ("Amir", "Name one incident communicator per shift, and a deputy", 0, "nobody", 6),
    ("Mina", "Put promises to customers on the hand-over checklist", 2, "plan", 13),
    ("Dana", "Write templates for the first message and for “still working on it”", 0, "wording", 20),
)
"""Owner, action, number of the note, key of the catalogue, due in so many days."""


class Room:
    """The people of a session, who act one after the other."""

    def __init__(self, retrospective: Retrospective, people: dict[str, User], leader: str) -> None:
        self.retrospective = retrospective
        self.leader = leader
        self.seats: dict[str, tuple[Seat, str]] = {
            name: seats.join(
                retrospective,
                name=user.name,
                language="ko" if name == "Junho" else "en",
                request_id=uuid4(),
                role=Seat.Role.FACILITATOR if name == leader else Seat.Role.PARTICIPANT,
                user=user,
            )
            for name, user in people.items()
        }

    def does(self, name: str, action: Any, **arguments: Any) -> None:
        """Let somebody do something."""
        seat, token = self.seats[name]
        action(Actor(seat, token, uuid4()), **arguments)

    def leads(self, action: Any, **arguments: Any) -> None:
        """Let the facilitator do something."""
        self.does(self.leader, action, **arguments)

    def goes_on(self, step: str) -> None:
        """Let the facilitator go from the step before to this one."""
        keys = [known.key for known in STEPS]
        self.leads(steps.go_to_step, came_from=keys[keys.index(step) - 1], step=step)


def play(incident: Incident, people: dict[str, User], leader: str) -> Retrospective:
    """Play a whole session about ``incident`` and date it back a few days; ``people`` by their first names."""
    retrospective = schedule.plan(incident, facilitator=people[leader], language="en", votes_each=3)
    room = Room(retrospective, people, leader)
    posts = {f"{post.posted_at.astimezone(zone_of(incident)):%H:%M}": post for post in incident.communications.all()}
    room.leads(steps.start)
    room.goes_on("gap")
    for name in people:
        room.does(name, timeline.judge_gap, key="begin", agrees=True)
        room.does(name, timeline.judge_gap, key=posts["12:13"].uid, agrees=name != "Amir")
    room.leads(timeline.circle_largest)
    room.goes_on("assess")
    written = [write(room, note) for note in NOTES]
    room.leads(notes.reveal)
    room.goes_on("causes")
    for note, row in zip(NOTES, written, strict=True):
        room.does(note.author, notes.pin_note, item=row.uid, **place_of(note, incident, posts))
        ask_why(room, note, row)
    for note, row in zip(NOTES, written, strict=True):
        if note.on is not None:
            room.leads(notes.stack_note, item=row.uid, on=written[note.on].uid)
    room.goes_on("plan")
    agree_on_a_plan(room, written)
    room.leads(steps.finish)
    return dated_back(retrospective, incident)


def write(room: Room, note: Written) -> Note:
    """Put up a note, and find it again on the board."""
    room.does(note.author, notes.write_note, text=note.text, kind=note.kind, anonymous=note.anonymous)
    return room.retrospective.notes.get(text=note.text)


def place_of(note: Written, incident: Incident, posts: dict[str, Communication]) -> dict[str, Any]:
    """Where a note is pinned, as ``pin_note`` takes it."""
    if note.anchor == Anchor.TIME:
        hour, minute = map(int, note.place.split(":"))
        begin = next(iter(posts.values())).posted_at.astimezone(zone_of(incident))
        return {"anchor": note.anchor, "at": begin.replace(hour=hour, minute=minute)}
    return {"anchor": note.anchor, "key": "begin" if note.place == "begin" else posts[note.place].uid}


def ask_why(room: Room, note: Written, row: Note) -> None:
    """Answer why and why again; the last answer is the root cause."""
    for why in note.whys:
        room.leads(causes.add_why, note=row.uid, text=why)
    if note.whys:
        room.leads(causes.mark_root, item=row.causes.last().uid, root=True)


def agree_on_a_plan(room: Room, written: list[Note]) -> None:
    """Vote, choose the two problems that matter most, and promise what to do about them."""
    for note, row in zip(NOTES, written, strict=True):
        for voter in note.votes:
            room.does(voter, plan.vote, note=row.uid)
    for number in (2, 0):
        room.leads(plan.choose_problem, note=written[number].uid)
    for owner, text, number, key, days in COMMITMENTS:
        due = timezone.localdate() + timedelta(days=days)
        about = {"note": written[number].uid, "recommendation": key, "owner": room.seats[owner][0].uid}
        room.leads(plan.add_commitment, text=text, due=due, **about)
        room.does(owner, plan.drive, item=room.retrospective.commitments.get(text=text).uid)


def dated_back(retrospective: Retrospective, incident: Incident) -> Retrospective:
    """Let the session have been a week ago, in the morning of the incident's zone."""
    morning = (timezone.now() - DAYS_AGO).astimezone(zone_of(incident)).replace(hour=10, minute=0, second=0)
    retrospective.refresh_from_db()
    retrospective.planned_for = retrospective.started_at = morning
    retrospective.finished_at = morning + LASTED
    retrospective.save(update_fields=["planned_for", "started_at", "finished_at"])
    return retrospective


def zone_of(incident: Incident) -> ZoneInfo:
    """The incident's zone, for local times."""
    return ZoneInfo(incident.zone)
