"""The times in a sentence that somebody may promise, and what they mean for those who read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from incidents.analysis.durations import UNITS
from incidents.analysis.promise_time_words import (
    ANY_CLOCK,
    ANY_TIME,
    CLOCKS,
    FORENOON,
    NUMBERS,
    PARTS,
    SPANS,
    TODAY,
    TOMORROW,
    WEEKDAYS,
    WHOLE,
)
from incidents.analysis.typed_parts import TimeNotUnderstood, TypedDate, read_clock, read_date
from incidents.analysis.zones import Clock, find_clock, moments_of

LONGEST = timedelta(days=7)
"""Nobody promises the next update for later than this: such a time is of something else."""

JUST_OVER = timedelta(hours=4)
"""A clock time that was over this shortly before the posting is a slip rather than one of the day after."""

CLEARLY_NEXT = timedelta(hours=3)
"""Without a.m. or p.m., "6:30" is the one that comes within this; further ahead it may be either."""

HALF_A_DAY = timedelta(hours=12)
DAY = timedelta(days=1)
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_DAY_OF_WEEK = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ")
_NO_HALF = re.compile(r"[1-9](?!\d)|1[0-2](?!\d)")


class TimeUnclear(ValueError):  # noqa: N818 (reads as what happened)
    """What a time means cannot be told: its zone has several meanings, clocks show it twice, it is over …"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time in a sentence, from ``start`` to ``end``; ``led`` when words such as "in", "by", "까지" go with it."""

    start: int
    end: int
    led: bool
    is_span: bool
    found: re.Match[str]

    def due(self, posted_at: datetime, home: ZoneInfo) -> datetime:
        """The moment that is meant by whoever says it at ``posted_at`` in zone ``home``, later than ``posted_at``.

        Raises ``TimeUnclear``.
        """
        try:
            at = posted_at + _length(self.found) if self.is_span else _clock_time(self.found, posted_at, home)
            ahead = at - posted_at
        except (TimeNotUnderstood, OverflowError, ValueError) as wrong:
            raise TimeUnclear(str(wrong)) from None
        if not timedelta(0) < ahead <= LONGEST:
            raise TimeUnclear("over, or too far ahead")
        return at


def mentions(sentence: str) -> Iterator[Mention]:
    """The times in ``sentence``; spans of nothing or of more than ``LONGEST`` are left out."""
    if not ANY_TIME.search(sentence):
        return
    for found in SPANS.finditer(sentence):
        if timedelta(0) < _length(found) <= LONGEST:
            led = bool(found["lead"]) or found["tail"] is not None or found["amount"].lower().endswith("hourly")
            yield Mention(found.start(), found.end(), led, True, found)
    for found in CLOCKS.finditer(sentence) if ANY_CLOCK.search(sentence) else ():
        yield Mention(found.start(), found.end(), bool(found["lead"] or found["tail"]), False, found)


def _length(found: re.Match[str]) -> timedelta:
    """The length of a span; of a range the longer end."""
    amount = " ".join(found["amount"].lower().replace("-", " ").split())
    if amount in WHOLE:
        return WHOLE[amount]
    if amount.endswith("hourly"):
        return WHOLE[amount.replace(" ", "-")]
    if "half" in amount and not amount.endswith("and a half"):
        return WHOLE["half hour"]
    total = timedelta(0)
    for part in PARTS.finditer(found["amount"].lower()):
        typed = part["to"] or part["number"]
        number = NUMBERS[typed] if typed in NUMBERS else float(typed.replace(",", "."))
        total += timedelta(**{_UNIT_OF[part["unit"]]: number + (0.5 if part["half"] else 0)})
    return total


def _clock_time(found: re.Match[str], posted_at: datetime, home: ZoneInfo) -> datetime:
    clock = _zone(found["zone"] or found["zone_before"] or "", posted_at, home)
    since_midnight = _since_midnight(found)
    here = posted_at.astimezone(clock.zone).date()
    day = _day(found["day"] or found["day_after"] or "", here)
    if day is not None:
        at = _only(day, since_midnight, clock.zone, posted_at)
    else:
        at = _next(here, since_midnight % DAY, clock.zone, posted_at)
        if at - posted_at >= DAY - JUST_OVER:
            raise TimeUnclear("just over")
        if not found["half"] and _NO_HALF.match(found["clock"]) and not re.search(r"(?i)[ap]m", found["clock"]):
            at = _in_its_half(at, posted_at)
    if clock.out_of_season(at):
        raise TimeUnclear("out of season")
    return at


def _zone(name: str, posted_at: datetime, home: ZoneInfo) -> Clock:
    name = " ".join(name.lower().split())
    name = re.sub(r"^한국\s?(?:표준\s?)?시간?$", "kst", name)
    name = re.sub(r"^(?:us[ /])?([pmce])(?:acific|ountain|entral|astern)(?: ([sd])\w+)?(?: time)?$", r"\1\2t", name)
    clock = find_clock(name, home, posted_at.year) if name else Clock(home)
    if clock is None:
        raise TimeUnclear("zone")
    return clock


def _since_midnight(found: re.Match[str]) -> timedelta:
    typed = re.sub(r"\s", "", found["clock"].lower())
    if typed in {"noon", "정오"}:
        return HALF_A_DAY
    if typed in {"midnight", "자정"} or (found["half"] == "밤" and typed.startswith("12")):
        return DAY
    typed = re.sub(r"^(\d{1,2})[.h](\d\d)", r"\1:\2", typed)
    typed = re.sub(r"^(\d\d)(\d\d)$", r"\1:\2", typed)
    half = "" if not found["half"] else "오전" if found["half"] in FORENOON else "오후"
    return read_clock(half + (f"{typed}:00" if typed.isdigit() else typed))[0]


def _day(name: str, today: date) -> date | None:
    """The day that is named, ``None`` when none is; a weekday is the next one, today included."""
    name = " ".join(name.lower().split())
    if not name:
        return None
    if name in TOMORROW:
        return today + DAY
    if name in TODAY:
        return today
    if not any(map(str.isdecimal, name)):
        weekday = next(number for number, start in enumerate(WEEKDAYS) if name.startswith(start)) % 7
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    name = _DAY_OF_WEEK.sub("", name)
    typed, _ = read_date(f"{name} ")
    if typed is None:
        typed = TypedDate(None, today.month, int(re.findall(r"\d+", name)[0]))
    years = (today.year, today.year + 1) if typed.year is None else (typed.year,)
    known = [day for year in years if (day := typed.on(year)) is not None and day >= today]
    if not known:
        raise TimeUnclear("a day that is over")
    return known[0]


def _only(day: date, since_midnight: timedelta, zone: tzinfo, after: datetime) -> datetime:
    """The one moment after ``after`` at which clocks show that time of that day."""
    later = [at for at in moments_of(datetime.combine(day, time.min) + since_midnight, zone) if at > after]
    if len(later) != 1:
        raise TimeUnclear("over, skipped by clocks, or shown twice")
    return later[0]


def _next(today: date, since_midnight: timedelta, zone: tzinfo, after: datetime) -> datetime:
    """The next moment after ``after`` at which clocks show that time."""
    over = max(moments_of(datetime.combine(today, time.min) + since_midnight, zone), default=None)
    return _only(today + DAY if over is not None and over <= after else today, since_midnight, zone, after)


def _in_its_half(at: datetime, posted_at: datetime) -> datetime:
    """The nearer of ``at`` and the same time in the other half of the day, when it comes soon."""
    nearest = at if at - posted_at <= HALF_A_DAY else at - HALF_A_DAY
    if nearest - posted_at > CLEARLY_NEXT:
        raise TimeUnclear("which half of the day")
    return nearest
