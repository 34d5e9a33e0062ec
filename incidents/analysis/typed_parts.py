"""Dates and clock times at the beginning of what people type; the text is lower case, NFKC, single spaces."""

import re
from datetime import date, timedelta
from typing import NamedTuple

YEARS = range(1970, 2200)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_YMD = re.compile(r"(?P<year>\d{4})\s?[-./년]\s?(?P<month>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})(?!\d)\s?[일.]?")
_MD = re.compile(r"(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?=[\s,(]|$)|\s?월\s?(?P<k_day>\d{1,2})\s?일)")
_NAMED = (
    re.compile(_MONTH + r"\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year>\d{4})\b)?"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s" + _MONTH + r"(?:,?\s(?P<year>\d{4})\b)?"),
)
_EITHER = re.compile(r"(?P<one>\d{1,2})\s?(?P<dot>[./])\s?(?P<two>\d{1,2})(?:(?P=dot)\s?(?P<year>\d{4}))?\.?(?=[\s,(])")
_AFTER_DATE = re.compile(r"(?:\s?\(\w{1,9}\))?(?:\s-\s|\sat\s|,\s?|\s|t(?=\d))?")
_TIME = re.compile(
    r"(?P<before>오전|오후|am|pm)?\s?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"|(?P<k_hour>\d{1,2})\s?시(?:\s?(?P<k_minute>\d{1,2})(?:\s?분|$)|\s?(?P<half>반))?(?:\s?(?P<k_second>\d{1,2})\s?초)?"
    r"|(?P<bare>\d{1,2})(?=\s?[ap]\.?m))"
    r"(?:\s?(?P<after>[ap])\.?m\b\.?)?"
)


class TimeNotUnderstood(ValueError):  # noqa: N818 (reads as what happened)
    """What was typed is no time; ``code``, one of ``CODES``, says why, so that a form can word it."""

    CODES = {
        "unreadable": "no form that is known",
        "no_time": "only a date",
        "impossible": "no such time, as 25:00 or 30 February",
        "skipped": "clocks leave this time out when they change",
        "no_begin": "a span from the begin, which is unknown",
        "no_date": "nothing tells the day",
        "ambiguous_date": "day and month cannot be told apart, as in 10/4",
        "unknown_zone": "a zone with no or with several meanings",
    }

    def __init__(self, code: str) -> None:
        super().__init__(self.CODES[code])
        self.code = code


class TypedDate(NamedTuple):
    """A date as typed; ``year`` is ``None`` when it was left out."""

    year: int | None
    month: int
    day: int

    def on(self, year: int) -> date | None:
        """This day in ``year``, where there is one."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def read_date(text: str) -> tuple[TypedDate | None, str]:
    """The date that ``text`` begins with, ``None`` when it begins with none, and the rest of the text."""
    for pattern in (_YMD, _MD, *_NAMED):
        if found := pattern.match(text):
            parts = found.groupdict()
            month = parts["month"]
            number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
            return _checked(parts.get("year"), number, int(parts["day"] or parts["k_day"])), _rest(text, found.end())
    if found := _EITHER.match(text):
        month, day = sorted((int(found["one"]), int(found["two"])))
        if month != day <= 12:
            raise TimeNotUnderstood("ambiguous_date")
        return _checked(found["year"], month, day), _rest(text, found.end())
    return None, text


def read_clock(text: str) -> tuple[timedelta, str]:
    """The clock time that ``text`` begins with, since midnight (24:00 is a whole day), and the rest of the text."""
    found = _TIME.match(text)
    if found is None:
        raise TimeNotUnderstood("unreadable")
    hour = int(found["hour"] or found["k_hour"] or found["bare"])
    minute = 30 if found["half"] else int(found["minute"] or found["k_minute"] or 0)
    second = int(found["second"] or found["k_second"] or 0)
    half = {"오전": "a", "오후": "p"}.get(found["before"] or "", (found["before"] or found["after"] or "")[:1])
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour >= 12:
        hour = 0 if hour == 12 else 99
    since_midnight = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or since_midnight > timedelta(days=1):
        raise TimeNotUnderstood("impossible")
    return since_midnight, text[found.end() :].strip()


def _checked(year: str | None, month: int, day: int) -> TypedDate:
    typed = TypedDate(int(year) if year else None, month, day)
    known = typed.year if typed.year is not None else 2000
    if known not in YEARS or typed.on(known) is None:
        raise TimeNotUnderstood("impossible")
    return typed


def _rest(text: str, end: int) -> str:
    separator = _AFTER_DATE.match(text, end)
    return text[separator.end() if separator else end :].strip()
