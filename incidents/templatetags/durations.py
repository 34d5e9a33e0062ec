"""Durations and times in words, in the language of the page: ``{{ gap.length|duration }}``."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext as _

from incidents.analysis.durations import round_to, split

register = template.Library()

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@register.filter
def duration(value: timedelta | None) -> str:
    """The size of a duration: "45 s", "28 min", "2 h 47 min", "1 d 3 h"; the sign is left to the words around it.

    Rounded to minutes, from a day on to hours, under a minute to seconds. Nothing for ``None``.
    """
    if value is None:
        return ""
    seconds = round_to(abs(value), timedelta(seconds=1))
    if timedelta(0) < seconds < MINUTE:
        return _("%(seconds)d s") % {"seconds": seconds.seconds}
    minutes = round_to(abs(value), MINUTE)
    if minutes < DAY:
        return hours_minutes(minutes)
    parts = split(round_to(abs(value), HOUR))
    if parts.hours:
        return _("%(days)d d %(hours)d h") % {"days": parts.days, "hours": parts.hours}
    return _("%(days)d d") % {"days": parts.days}


@register.filter
def hours_minutes(value: timedelta | None) -> str:
    """The size of a duration in hours and minutes, however long: "28 min", "2 h", "27 h 5 min"."""
    if value is None:
        return ""
    hours, minutes = divmod(round_to(abs(value), MINUTE) // MINUTE, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


@register.filter
def clock_time(value: datetime | None, zone: str) -> str:
    """The time of day in ``zone`` (an IANA name): "14:20", the same in both languages."""
    return "" if value is None else f"{value.astimezone(ZoneInfo(zone)):%H:%M}"


@register.filter
def date_time(value: datetime | None, zone: str) -> str:
    """Date and time of day in ``zone``: "2021-10-04 14:20", as it may be typed back."""
    return "" if value is None else f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
