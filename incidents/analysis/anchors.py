"""What the chains of an incident hang on: where they begin, and whether the incident is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from incidents.analysis.findings import BeginIs
from incidents.analysis.records import Communication, Incident, IncidentKind, Status

TROUBLE = {Status.INVESTIGATING, Status.IDENTIFIED}
"""States that say that something is wrong (again)."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """``closed_at`` is ``None`` while the incident is open; no gap counts beyond ``limit``, a maintenance's end."""

    begin_at: datetime | None
    begin_is: BeginIs
    other_begin_at: datetime | None
    closed_at: datetime | None
    start_after_end: bool = False
    limit: datetime | None = None

    def inside(self, at: datetime) -> datetime:
        """``at``, moved to the begin or to the end of the maintenance window when it lies outside."""
        if self.limit is not None:
            at = min(at, self.limit)
        return at if self.begin_at is None else max(at, self.begin_at)


def find_anchors(incident: Incident, now: datetime) -> Anchors:
    """The begin is the first alert, else the start; either is taken as unknown when it lies after the end.

    A maintenance begins and ends with its window, where that is known.
    """
    planned = incident.kind is IncidentKind.MAINTENANCE
    start, alert, closed = incident.started_at, incident.first_alert_at, incident.resolved_at
    if planned:
        start = incident.window_begins_at or start
        if closed is None and incident.window_ends_at is not None and incident.window_ends_at <= now:
            closed = incident.window_ends_at
    end = closed or _told_resolved_at(incident.communications)
    known_start = start if start is None or end is None or start <= end else None
    known_alert = alert if alert is None or end is None or alert <= end else None
    begins = [(known_alert, BeginIs.FIRST_ALERT), (known_start, BeginIs.START)]
    if planned:
        begins.reverse()
    known = [(at, kind) for at, kind in begins if at is not None]
    begin_at, begin_is = known[0] if known else (None, BeginIs.FIRST_UPDATE)
    return Anchors(
        begin_at=begin_at,
        begin_is=begin_is,
        other_begin_at=known[1][0] if len(known) > 1 else None,
        closed_at=closed,
        start_after_end=(known_start, known_alert) != (start, alert),
        limit=incident.window_ends_at if planned else None,
    )


def _told_resolved_at(communications: Iterable[Communication]) -> datetime | None:
    """When customers were last told that it is over, unless they were told of trouble again after that."""
    told = [post for post in communications if post.status is Status.RESOLVED or post.status in TROUBLE]
    last = max(told, key=lambda post: (post.posted_at, post.key), default=None)
    return last.posted_at if last is not None and last.status is Status.RESOLVED else None
