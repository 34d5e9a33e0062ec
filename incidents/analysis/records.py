"""What the analysis reads: an incident, its channels and the communications customers could see.

All datetimes are aware and in UTC; an unknown time is ``None``. Records are frozen, so an analysis can be shared
between audiences and threads.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    """The state a communication claims, in the words of status pages."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    UPDATE = "update"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"


class IncidentKind(StrEnum):
    """Whether something broke or was planned."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


class PhaseKind(StrEnum):
    """The two phases the play asks for (P4)."""

    INVESTIGATION = "investigation"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where customers were told something; ``kind`` picks its sign (see ``incidents.models.Channel.Kind``)."""

    key: str
    name: str
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class Communication:
    """One message customers could see.

    ``posted_at`` is when they could really see it, ``shown_at`` the time its page claims when that differs
    (back-dated). ``approximate`` is a time given as "about"; ``remembered`` was added from memory in a session.
    """

    key: str
    channel: str
    posted_at: datetime
    shown_at: datetime | None = None
    sender: str = ""
    status: Status | None = None
    text: str = ""
    url: str = ""
    reference: str = ""
    edited_at: datetime | None = None
    approximate: bool = False
    remembered: bool = False

    @property
    def back_dated(self) -> bool:
        """True when the page claims another minute than the one in which customers could see the message."""
        if self.shown_at is None:
            return False
        return self.shown_at.replace(second=0, microsecond=0) != self.posted_at.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Phase:
    """A span of the incident, from ``begins_at`` to ``ends_at``."""

    kind: PhaseKind
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """Everything the analysis knows of one incident. ``zone`` is an IANA name, used for labels only."""

    title: str
    started_at: datetime | None = None
    first_alert_at: datetime | None = None
    resolved_at: datetime | None = None
    kind: IncidentKind = IncidentKind.INCIDENT
    zone: str = "UTC"
    phases: tuple[Phase, ...] = ()
    channels: tuple[Channel, ...] = ()
    communications: tuple[Communication, ...] = ()
    window_begins_at: datetime | None = None
    window_ends_at: datetime | None = None
    approximate: frozenset[str] = field(default_factory=frozenset)
    """Names of the incident's own times that are known only approximately, such as ``"started_at"``."""


@dataclass(frozen=True, slots=True)
class Targets:
    """How long a silence may be (P7: every 20-30 minutes) and how close posts are one moment. Adjustable per team."""

    good: timedelta = timedelta(minutes=20)
    gap: timedelta = timedelta(minutes=30)
    merge: timedelta = timedelta(minutes=2)
    maintenance: bool = False
    """Whether gaps inside a maintenance window count; off by default."""
