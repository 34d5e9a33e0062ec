"""A retrospective with people in it, for tests: names and roles are always the same."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from incidents.models import Channel, Communication, Incident, Membership, Team, User
from sessions import actions
from sessions.actions import Actor, Outcome
from sessions.actions.seats import join
from sessions.models import Retrospective, Seat

NOON = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


@dataclass
class Person:
    """A seat with the secret of its browser."""

    seat: Seat
    token: str

    def actor(self, request_id: Any = None) -> Actor:
        return Actor(Seat.objects.get(pk=self.seat.pk), self.token, request_id or uuid4())

    def does(self, action: Any, request_id: Any = None, **named: Any) -> Outcome:
        return action(self.actor(request_id), **named)


@dataclass
class Room:
    """A session about an incident of 4 h 38 min with four posts on two channels; nobody has begun yet."""

    team: Team
    incident: Incident
    retrospective: Retrospective
    facilitator: Person
    participant: Person
    korean: Person
    display: Person

    def fresh(self) -> Retrospective:
        return Retrospective.objects.get(pk=self.retrospective.pk)

    def of_the_team(self, person: Person) -> Person:
        """Let this person have an account and be a member of the team."""
        person.seat.user = User.objects.create_user(f"{person.seat.pk}@example.org", name=person.seat.name)
        person.seat.save(update_fields=["user"])
        Membership.objects.create(team=self.team, user=person.seat.user)
        return person

    def at_step(self, key: str) -> "Room":
        """Begin the session and go on to this step."""
        self.facilitator.does(actions.steps.start)
        if key != "stage":
            self.facilitator.does(actions.steps.go_to_step, step=key, came_from="stage")
        return self

    def note(self, person: Person | None = None, text: str = "Nobody knew who may post", **named: Any) -> Any:
        """Write a note and give it back."""
        before = set(self.retrospective.notes.values_list("pk", flat=True))
        options = {"kind": "problem", "anonymous": False} | named
        (person or self.participant).does(actions.notes.write_note, text=text, **options)
        return self.retrospective.notes.exclude(pk__in=before).get()


def make_incident(team: Team) -> Incident:
    """The checkout outage: alert 12:00, posts at 12:38, 13:11, 15:58 and 16:38 (resolved) UTC, shown in Seoul."""
    incident = Incident.objects.create(
        team=team,
        title="Checkout outage",
        zone="Asia/Seoul",
        first_alert_at=NOON,
        resolved_at=NOON + timedelta(hours=4, minutes=30),
        customers_saw="An error page that sent them to the portal.",
    )
    page = Channel.objects.create(team=team, name="Status page", kind=Channel.Kind.STATUS_PAGE)
    mail = Channel.objects.create(team=team, name="E-mail", kind=Channel.Kind.EMAIL)
    for minutes, channel, status in (
        (38, page, "investigating"),
        (71, mail, "update"),
        (238, page, "monitoring"),
        (278, page, "resolved"),
    ):
        Communication.objects.create(
            incident=incident,
            channel=channel,
            posted_at=NOON + timedelta(minutes=minutes),
            status=status,
            sender="Support lead",
            text=f"Word number {minutes}",
        )
    return incident


def make_room(*, email: str = "dana@example.org", **options: Any) -> Room:
    """A fresh room, led by who has this address; ``options`` are fields of the retrospective."""
    user = User.objects.create_user(email, name="Dana Reyes")
    team = Team.found("Platform team", user)
    incident = make_incident(team)
    retrospective = Retrospective.objects.create(incident=incident, facilitator=user, **options)

    def seat(name: str, role: str = Seat.Role.PARTICIPANT, language: str = "en", of: User | None = None) -> Person:
        made, token = join(retrospective, name=name, language=language, request_id=uuid4(), role=role, user=of)
        return Person(made, token)

    return Room(
        team=team,
        incident=incident,
        retrospective=retrospective,
        facilitator=seat("Dana Reyes", Seat.Role.FACILITATOR, of=user),
        participant=seat("Amir Malik"),
        korean=seat("김서연", language="ko"),
        display=seat("Display", Seat.Role.DISPLAY),
    )
