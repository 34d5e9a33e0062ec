"""The people of the tests, known by their roles, and the incident they look back on."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from incidents.models import Channel, Communication, Incident, Membership, Team, User

PASSWORD = "correct horse battery"


def at(clock: str, day: int = 4) -> datetime:
    """``at("16:07:50")`` on 2021-10-04 (or another ``day`` of that October), UTC."""
    hours, minutes, seconds = [*map(int, clock.split(":")), 0][:3]
    return datetime(2021, 10, day, tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)


@dataclass(frozen=True)
class Fact:
    """One communication of incident A."""

    at: str
    account: str
    who: str
    text: str
    status: str = Communication.Status.UPDATE


FACTS_OF_A = (
    Fact("16:07:50", "Twitter, spokesperson", "Spokesperson", "Aware of trouble with the apps, working on it, sorry."),
    Fact("16:16:18", "Twitter, messenger", "Product account", "Aware that some people have trouble."),
    Fact("16:16:20", "Twitter, main product", "Product account", "Aware that some people have trouble."),
    Fact("16:25:30", "Twitter, photo product", "Communications team", "Having a hard time, hold on."),
    Fact("19:52:55", "Twitter, CTO", "CTO", "Sincere apologies; networking issues."),
    Fact(
        "22:33:59", "Twitter, company", "Company account", "Coming back online, sorry.", Communication.Status.RESOLVED
    ),
)


def make_incident_a(team: Team) -> Incident:
    """The social network's outage of 2021-10-04: trouble from 15:40, resolved at about 22:30, six posts on Twitter."""
    incident = Incident.objects.create(
        team=team,
        title="Everything away from the internet",
        zone="UTC",
        started_at=at("15:40"),
        resolved_at=at("22:30"),
        approximate_times=["resolved_at"],
        severity=Incident.Severity.CRITICAL,
    )
    for fact in FACTS_OF_A:
        Communication.objects.create(
            incident=incident,
            channel=Channel.called(team, fact.account),
            posted_at=at(fact.at),
            sender=fact.who,
            text=fact.text,
            status=fact.status,
        )
    return incident


def make_person(name: str) -> User:
    """Somebody with an account: ``Dana Reyes`` is ``dana@example.org``."""
    return User.objects.create_user(f"{name.split()[0].lower()}@example.org", PASSWORD, name=name)


@pytest.fixture
def facilitator(db: None) -> User:
    """Owns ``team``, prepares incidents, runs sessions."""
    return make_person("Dana Reyes")


@pytest.fixture
def team(facilitator: User) -> Team:
    return Team.found("Platform team", facilitator)


@pytest.fixture
def member(team: Team) -> User:
    """Belongs to ``team`` without owning it."""
    person = make_person("Amir Malik")
    Membership.objects.create(team=team, user=person)
    return person


@pytest.fixture
def stranger(db: None) -> User:
    """Owns another team."""
    person = make_person("Sam Stranger")
    Team.found("Another team", person)
    return person


@pytest.fixture
def incident_a(team: Team) -> Incident:
    """First update after 28 min, one merged moment at 16:16, largest gap 207 min from 16:25 to 19:52."""
    return make_incident_a(team)
