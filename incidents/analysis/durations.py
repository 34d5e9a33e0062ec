"""Durations as numbers and as people type them, in no language: the words live in ``templatetags/durations.py``."""

import re
import unicodedata
from datetime import timedelta
from typing import NamedTuple

LONGEST = timedelta(days=366)
"""A typed duration beyond this is a slip of the finger."""

UNITS = {
    "days": ("d", "day", "days", "일"),
    "hours": ("h", "hr", "hrs", "hour", "hours", "시간"),
    "minutes": ("m", "min", "mins", "minute", "minutes", "분"),
    "seconds": ("s", "sec", "secs", "second", "seconds", "초"),
}
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_PART = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([^\W\d_]+)\.?")
_HOURS_MINUTES = re.compile(r"(\d{1,4}):([0-5]\d)")


class DurationNotUnderstood(ValueError):  # noqa: N818 (reads as what happened)
    """What was typed is no duration; ``typed`` is what it was."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"not a duration: {typed!r}")
        self.typed = typed


class Parts(NamedTuple):
    """A duration taken apart; hours are below 24, minutes and seconds below 60."""

    days: int
    hours: int
    minutes: int
    seconds: int


def split(duration: timedelta) -> Parts:
    """Whole days, hours, minutes and seconds of ``duration``'s size; its sign and fractions of a second are dropped."""
    minutes, seconds = divmod(abs(duration) // timedelta(seconds=1), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return Parts(days, hours, minutes, seconds)


def round_to(duration: timedelta, unit: timedelta) -> timedelta:
    """``duration`` in whole ``unit``s, the nearest; a half goes up (away from zero)."""
    size = (abs(duration) + unit / 2) // unit * unit
    return -size if duration < timedelta(0) else size


def parse_duration(text: str) -> timedelta:
    """What ``"30m"``, ``"1h 30m"``, ``"2:30"`` (hours and minutes), ``"90"`` (minutes), ``"2시간 30분"`` mean.

    Each unit may stand once; larger ones come first. Raises ``DurationNotUnderstood``, also beyond a year.
    """
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    duration = _duration(typed)
    if duration is None or duration > LONGEST:
        raise DurationNotUnderstood(text)
    return duration


def _duration(typed: str) -> timedelta | None:
    if typed.isascii() and typed.isdigit():
        return timedelta(minutes=int(typed)) if len(typed) <= 6 else None
    if clock := _HOURS_MINUTES.fullmatch(typed):
        return timedelta(hours=int(clock[1]), minutes=int(clock[2]))
    amounts: dict[str, float] = {}
    position = 0
    while position < len(typed):
        part = _PART.match(typed, position)
        unit = _UNIT_OF.get(part[2]) if part else None
        if (
            part is None
            or unit is None
            or any(list(UNITS).index(known) >= list(UNITS).index(unit) for known in amounts)
        ):
            return None
        amounts[unit] = float(part[1])
        position = part.end()
        while position < len(typed) and typed[position] in " ,":
            position += 1
    return timedelta(**amounts) if amounts else None
