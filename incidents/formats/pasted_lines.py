"""The lines of a pasted text: which carry a time, which only a date, and what stands beside the time."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.formats.instants import zone_of_words
from incidents.formats.reading import Doubt
from incidents.formats.typed import Typed, typed_time

LONGEST_STAMP = 200
"""Characters at the beginning of a line in which a time is looked for."""

OTHER_DAY = timedelta(hours=12)
DAY_BEFORE = timedelta(hours=18)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{4}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}\s?[일.]?|\d{1,2}\s?월\s?\d{1,2}\s?일"
    rf"|{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?(?![\d:])(?:,?\s\d{{4}}\b)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s{_MONTH}(?:,?\s\d{{4}}\b)?)"
)
_WEEKDAY = (
    r"(?:,?\s?\(?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|[월화수목금토일]요일|[월화수목금토일](?=\)))\)?,?)"
)
_TIME = (
    r"(?:(?:오전|오후|am|pm)\s?)?\d{1,2}(?::\d{2}(?::\d{2})?(?:[.,]\d{1,6})?|\s?시(?:\s?\d{1,2}\s?분|\s?반)?)(?!\d)"
    r"(?:\s?[ap]\.?m\b\.?)?"
)
_ZONE = (
    r"(?:\s?\(?(?:(?:utc|gmt)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|kst|jst|sgt|hkt|[ecmp][sd]t|cest|cet|eest|eet|west|wet|aest|aedt"
    r"|nzst|nzdt|한국\s?시간|[+-]\d{2}:?\d{2}|z)(?![\w가-힣])\)?)"
)
_STAMP = re.compile(
    rf"[~약]?\s?(?:(?P<day>{_DATE}){_WEEKDAY}?(?:\s?-\s?|,?\sat\s|[\s,t]{{1,3}}))?(?P<time>{_TIME})(?P<zone>{_ZONE})?",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(rf"[-=\s]{{0,40}}(?P<day>{_DATE}){_WEEKDAY}?[-=\s:]{{0,40}}", re.IGNORECASE)
_POSTED = re.compile(r"(?:posted\s.{0,40}?ago\.?|게시(?:됨|일)?:?|posted\s(?:on|at)|posted:?)\s{1,3}", re.IGNORECASE)
_CHAT = re.compile(rf"\[(?P<who>[^\]]{{1,60}})\]\s?\[(?P<time>{_TIME})\]\s?", re.IGNORECASE)
_NAMED = re.compile(rf"(?P<who>[^\d\s:][^:\d]{{0,50}}?)\s{{1,3}}(?P<time>{_TIME})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``day`` and ``time`` as typed (``""`` where it has none), who said it, and the rest of it.

    ``trailing`` is for the lines of status pages that close what stands above them ("Posted 3 days ago. …").
    """

    number: int
    text: str
    day: str = ""
    time: str = ""
    zone: str = ""
    about: bool = False
    who: str = ""
    trailing: bool = False


def read_line(number: int, text: str) -> Line:
    """What ``text`` is; a line without a time keeps all of its words."""
    text = text.strip()
    head = text[:LONGEST_STAMP]
    if only := _DAY_ONLY.fullmatch(head):
        return Line(number, "", day=only["day"])
    if chat := _CHAT.match(head):
        return Line(number, text[chat.end() :], time=chat["time"], who=chat["who"].strip())
    posted = _POSTED.match(head)
    begin = posted.end() if posted else 1 if head[:1] in {"[", "("} else 0
    if stamp := _STAMP.match(head, begin):
        rest = text[stamp.end() :]
        if rest[:1].isalnum():
            return Line(number, text)
        return Line(
            number,
            rest.lstrip(" \t-–—:|,.])·•").strip(),
            day=stamp["day"] or "",
            time=stamp["time"],
            zone=(stamp["zone"] or "").strip(" ()"),
            about=stamp[0][:1] in {"~", "약"},
            trailing=posted is not None,
        )
    if (named := _NAMED.fullmatch(head)) and len(named["who"].split()) <= 4:
        return Line(number, "", time=named["time"], who=named["who"].strip())
    return Line(number, text)


class Calendar:
    """Knows the day of times that name none, from the lines above them."""

    def __init__(self, zone: str, now: datetime | None) -> None:
        self.zone = zone
        # The last year before now: what is pasted has happened.
        self.near = now - timedelta(days=180) if now is not None else None
        self.day = ""
        self.words = ""
        self.last: datetime | None = None

    def moment(self, line: Line) -> Typed:
        """When ``line`` was. Raises ``FormatError``."""
        words = line.zone or self.words
        self.words = words
        about = "~" if line.about else ""
        day = line.day or self.day
        if day:
            self.day = ""
            typed = typed_time(f"{about}{day} {line.time} {words}".strip(), zone=self.zone, near=self.last or self.near)
        elif self.last is not None:
            zone = zone_of_words(words, self.zone, self.last.year).zone
            local = self.last.astimezone(zone)
            typed = typed_time(f"{about}{local:%Y-%m-%d} {line.time} {words}".strip(), zone=self.zone)
            typed = typed._replace(at=typed.at + self._days_off(typed.at - self.last))
        else:
            typed = typed_time(f"{about}{line.time} {words}".strip(), zone=self.zone, near=self.near)
            typed = typed._replace(doubts=(*typed.doubts, (Doubt.NO_DAY, line.time)))
        self.last = typed.at
        return typed

    def _days_off(self, step: timedelta) -> timedelta:
        """A clock that falls by half a day went over midnight; one that rises by most of a day, back over it."""
        if step < -OTHER_DAY:
            return timedelta(days=1)
        return timedelta(days=-1) if step > DAY_BEFORE else timedelta(0)
