"""Giving an incident another time zone, when its times were meant in it or are only to be shown in it."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from incidents.analysis.zones import moments_of
from incidents.models.incident import Incident
from incidents.models.people import User

OWN_TIMES = ("started_at", "first_alert_at", "resolved_at", "window_begins_at", "window_ends_at")


@transaction.atomic
def change_zone(incident: Incident, zone: str, *, keep_clock: bool, user: User) -> None:
    """Show the incident's times in ``zone``.

    With ``keep_clock`` they were typed in that zone all along: 14:20 stays 14:20, and the moments move, with their
    originals kept. Raises ``ValidationError`` when one of them does not exist in that zone.
    """
    if keep_clock:
        _move(incident, ZoneInfo(incident.zone), ZoneInfo(zone), user)
    incident.zone = zone
    incident.save(update_fields=["zone", *OWN_TIMES])


def _move(incident: Incident, old: tzinfo, new: ZoneInfo, user: User) -> None:
    for field in OWN_TIMES:
        before = getattr(incident, field)
        setattr(incident, field, _same_clock(before, old, new))
        incident.note_correction(field, before, by_name=user.name, user=user)
    for phase in incident.phases.all():
        phase.begins_at = _same_clock(phase.begins_at, old, new)
        phase.ends_at = _same_clock(phase.ends_at, old, new)
        phase.save(update_fields=["begins_at", "ends_at"])
    for post in incident.communications.all():
        before = post.posted_at
        post.posted_at = _same_clock(post.posted_at, old, new)
        post.shown_at = _same_clock(post.shown_at, old, new)
        post.save(update_fields=["posted_at", "shown_at"])
        post.note_correction(before, by_name=user.name, user=user)


def _same_clock(at: datetime | None, old: tzinfo, new: ZoneInfo) -> datetime | None:
    """The moment at which clocks in ``new`` show what those in ``old`` showed at ``at``."""
    if at is None:
        return None
    shown = at.astimezone(old).replace(tzinfo=None, fold=0)
    found = moments_of(shown, new)
    if not found:
        raise ValidationError(
            _("%(time)s does not exist in %(zone)s: the clocks were put forward over it. Correct that time first."),
            code="skipped",
            params={"time": f"{shown:%Y-%m-%d %H:%M}", "zone": new.key},
        )
    return found[0]
