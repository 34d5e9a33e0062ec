"""Incidents written down by hand for the tests of the analysis: clock times of one day, in UTC."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from incidents.analysis.findings import Analysis, Chain
from incidents.analysis.gaps import analyse
from incidents.analysis.records import Communication, Incident, Status, Targets

DAY = datetime(2021, 10, 4, tzinfo=UTC)
NOW = DAY + timedelta(days=30)
RESOLVED = Status.RESOLVED
_numbers = count(1)


def at(clock: str, day: int = 0) -> datetime:
    """``at("14:20")`` or ``at("14:20:35")``, ``day`` days after 2021-10-04."""
    hours, minutes, seconds = ([int(part) for part in clock.split(":")] + [0])[:3]
    return DAY + timedelta(days=day, hours=hours, minutes=minutes, seconds=seconds)


def post(clock: str, channel: str = "status page", status: Status | None = None, **more: Any) -> Communication:
    """A communication; its key is given or a number of its own, its text is its key unless given."""
    key = more.pop("key", None) or f"post-{next(_numbers):06}"
    moment = at(clock, more.pop("day", 0))
    return Communication(key, channel, moment, status=status, **{"text": key, **more})


def incident(*posts: Communication, **more: Any) -> Incident:
    return Incident("Checkout outage", communications=posts, **more)


def found(*posts: Communication, targets: Targets | None = None, now: datetime = NOW, **more: Any) -> Analysis:
    return analyse(incident(*posts, **more), targets or Targets(), now)


def chain(*posts: Communication, **more: Any) -> Chain:
    """The chain over all channels of an incident of these posts."""
    return found(*posts, **more).chain


def minutes(findings: Chain) -> list[float]:
    """The lengths of the gaps in minutes."""
    return [gap.length / timedelta(minutes=1) for gap in findings.gaps]


def network_outage() -> Incident:
    """The social network's outage of 2021-10-04: six accounts, times to the second, as they can be looked up."""
    times = [
        ("16:07:50", "Spokesperson"),
        ("16:16:18", "Messenger product"),
        ("16:16:20", "Main product"),
        ("16:25:30", "Photo product"),
        ("19:52:55", "CTO"),
        ("22:33:59", "Company"),
    ]
    posts = [post(clock, channel, key=channel) for clock, channel in times]
    return incident(*posts, started_at=at("15:40"), resolved_at=at("22:30"))
