"""The words on the picture and beside it, in the language that is active."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from incidents.analysis.findings import BeginIs
from incidents.analysis.records import IncidentKind, PhaseKind
from incidents.analysis.timeline import Words
from incidents.templatetags.durations import duration


def words(kind: IncidentKind = IncidentKind.INCIDENT) -> Words:
    """What ``lay_out`` prints on the picture of an incident of this kind."""
    planned = kind is IncidentKind.MAINTENANCE
    return Words(
        duration=duration,
        silence=lambda length: _("%(duration)s of silence") % {"duration": duration(length)},
        before=lambda length: _("%(duration)s before") % {"duration": duration(length)},
        date=_day,
        phase=phase_name,
        begin=begin_name,
        started=_("Trouble began"),
        resolved=_("Window ends") if planned else _("Resolved"),
        now=pgettext("time", "Now"),
        never_told=_("Customers were never told"),
        nothing_sent=_("used, nothing sent"),
        follow_ups=_("Follow-ups"),
    )


def phase_name(kind: PhaseKind) -> str:
    """A phase, short enough for a band."""
    names: dict[PhaseKind, Callable[[], str]] = {
        PhaseKind.INVESTIGATION: lambda: _("Investigation"),
        PhaseKind.ESCALATION: lambda: _("Escalation & decision"),
    }
    return names[kind]()


def begin_name(kind: BeginIs) -> str:
    """What the chain begins with, short enough to stand beside the line."""
    if kind is BeginIs.FIRST_ALERT:
        return _("First alert")
    return _("Trouble began") if kind is BeginIs.START else _("Start unknown")


def times_target(share: float) -> str:
    """How many times the target a silence lasted: "5.6 × the target"."""
    return _("%(times)s × the target") % {"times": f"{share:.1f}" if share < 10 else f"{share:.0f}"}


def percent(share: float) -> str:
    """A share as whole percent, which says 100 % only of everything and 0 % only of nothing."""
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return _("%(percent)d %%") % {"percent": whole}


def rate(per_hour: float) -> str:
    """A number of updates an hour, one decimal."""
    return _("%(rate)s per hour") % {"rate": f"{per_hour:.1f}"}


def target(length: timedelta) -> str:
    """What a figure is held against."""
    return _("target %(duration)s") % {"duration": duration(length)}


def _day(day: date) -> str:
    """A day on the scale, without its year: "5 Oct", "10월 5일"."""
    return date_format(day, pgettext("date format of the scale", "j M"))
