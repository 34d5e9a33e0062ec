"""The times people type: clock times, dates, spans from the begin, in English, Korean and ISO 8601.

A time without a date belongs to the incident: it is the first such time from two hours before the begin on, so that an
incident may run over midnight. While the begin is unknown it is the one nearest to ``near``.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from incidents.analysis.durations import DurationNotUnderstood, parse_duration
from incidents.analysis.typed_parts import TimeNotUnderstood, TypedDate, read_clock, read_date
from incidents.analysis.zones import Clock, find_clock, moments_of

__all__ = ["TimeNotUnderstood", "TypedTime", "parse_time"]

BEFORE_BEGIN = timedelta(hours=2)
"""How long before the begin a time without a date may lie: customers sometimes hear of it before the alert."""

HALF_A_DAY = timedelta(hours=12)
HALF_A_YEAR = timedelta(days=184)

_ABOUT_BEFORE = re.compile(r"[~≈〜]\s?|(?:about|around|approx\.?|circa|ca\.?|c\.|약|대략)\s|약(?=\d)")
_ABOUT_AFTER = re.compile(r"\s?(?:[~〜]|쯤|경|무렵)$")


@dataclass(frozen=True, slots=True)
class TypedTime:
    """What a typed time means, in UTC; ``approximate`` when it was typed as "about".

    ``doubt`` is a remark for the one who typed it, ``""`` when there is none: ``"twice"`` when clocks show that time
    twice that day (the first is taken, unless only the second lies after the begin); ``"season"`` when the zone that
    was typed is not kept on that day ("PST" in July; taken to the letter).
    """

    at: datetime
    approximate: bool = False
    doubt: str = ""


def parse_time(text: str, *, zone: str, near: datetime | None = None, begin: datetime | None = None) -> TypedTime:
    """What ``text`` means for an incident in ``zone`` (an IANA name) that began at ``begin``, if that is known.

    ``near`` tells the day while the begin is unknown. Raises ``TimeNotUnderstood``.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").lower().split())
    about = _ABOUT_BEFORE.match(typed)
    bare = _ABOUT_AFTER.sub("", typed[about.end() :] if about else typed)
    approximate = bare != typed
    if bare[:1] in {"+", "-"}:
        return TypedTime(_from_begin(bare, begin), approximate)
    day, rest = read_date(bare)
    if day is not None and not rest:
        raise TimeNotUnderstood("no_time")
    since_midnight, rest = read_clock(rest)
    reference = begin or near
    if reference is None:
        if day is None or day.year is None:
            raise TimeNotUnderstood("no_date")
        reference = datetime(day.year, day.month, day.day, tzinfo=UTC)
    clock = _clock(rest, ZoneInfo(zone), (day and day.year) or reference.year)
    if day is not None:
        found = _moments(_date(day, reference, clock.zone), since_midnight, clock.zone)
    else:
        since = reference - (HALF_A_DAY if begin is None else BEFORE_BEGIN)
        found = _first_since(since, since_midnight % timedelta(days=1), clock.zone)
    at = found[-1] if begin is not None and found[0] < begin <= found[-1] else found[0]
    doubt = "twice" if len(found) > 1 else "season" if clock.out_of_season(at) else ""
    return TypedTime(at, approximate, doubt)


def _from_begin(text: str, begin: datetime | None) -> datetime:
    """``+35m`` and ``-10m``, from the begin."""
    try:
        span = parse_duration(text[1:])
    except DurationNotUnderstood:
        raise TimeNotUnderstood("unreadable") from None
    if begin is None:
        raise TimeNotUnderstood("no_begin")
    return begin - span if text[0] == "-" else begin + span


def _clock(name: str, home: ZoneInfo, year: int) -> Clock:
    """The zone typed behind the time, else the incident's."""
    name = name.strip("() ")
    if not name:
        return Clock(home)
    clock = find_clock(name, home, year)
    if clock is None:
        raise TimeNotUnderstood("unknown_zone" if re.fullmatch(r"[a-z]{1,4}|\S*[+-]\d+", name) else "unreadable")
    return clock


def _date(day: TypedDate, reference: datetime, zone: tzinfo) -> date:
    """The typed day; without a year the one nearest to ``reference``."""
    today = reference.astimezone(zone).date()
    years = [today.year - 1, today.year, today.year + 1] if day.year is None else [day.year]
    found = [known for year in years if (known := day.on(year)) is not None]
    nearest = min(found, key=lambda known: abs(known - today), default=None)
    if nearest is None or (day.year is None and abs(nearest - today) > HALF_A_YEAR):
        raise TimeNotUnderstood("impossible")
    return nearest


def _moments(day: date, since_midnight: timedelta, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments at which clocks show that time of that day; never none."""
    found = moments_of(datetime.combine(day, time.min) + since_midnight, zone)
    if not found:
        raise TimeNotUnderstood("skipped")
    return found


def _first_since(since: datetime, since_midnight: timedelta, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments of the first day on which clocks show that time at or after ``since``."""
    day = since.astimezone(zone).date()
    naive = datetime.combine(day, time.min) + since_midnight
    if naive.replace(tzinfo=zone, fold=1).astimezone(UTC) < since:
        day += timedelta(days=1)
    found = _moments(day, since_midnight, zone)
    return tuple(at for at in found if at >= since)
