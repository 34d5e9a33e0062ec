"""Whether an incident fits the play (P3): three conditions, told and never enforced."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.analysis.records import Incident

LONG_ENOUGH = timedelta(hours=2)


class Fit(StrEnum):
    """The conditions, in the order in which they are shown."""

    LASTED = "lasted"
    INCONVENIENCED = "inconvenienced"
    COMMUNICATED = "communicated"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; ``holds`` is ``None`` while nobody has said what would decide it."""

    key: Fit
    holds: bool | None


def fitness(incident: Incident, *, inconvenienced: bool | None, now: datetime | None = None) -> tuple[Condition, ...]:
    """The conditions for ``incident``: at least 2 hours, customers inconvenienced, some customer communication.

    It lasted from the earlier of start and first alert. ``inconvenienced`` is what the team says about its customers.
    With ``now``, an incident that is still open holds the first once it has lasted 2 hours, and is undecided before.
    """
    begin = min((at for at in (incident.started_at, incident.first_alert_at) if at is not None), default=None)
    lasted: bool | None = None
    if begin is not None and incident.resolved_at is not None:
        lasted = incident.resolved_at - begin >= LONG_ENOUGH if begin <= incident.resolved_at else None
    elif begin is not None and now is not None and now - begin >= LONG_ENOUGH:
        lasted = True
    return (
        Condition(Fit.LASTED, lasted),
        Condition(Fit.INCONVENIENCED, inconvenienced),
        Condition(Fit.COMMUNICATED, bool(incident.communications)),
    )
