"""Pasted text in English or Korean: a copied status page, a chat, or notes with a time in front of each line.

Status pages print the time below what was said, people write it before: the text tells by itself which it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import Channel, Status
from incidents.formats.drafts import STATUS_PAGE, Post, channel_called, found
from incidents.formats.events import EVENTS
from incidents.formats.faults import FormatError, Place
from incidents.formats.guard import clean
from incidents.formats.instants import region_of
from incidents.formats.pasted_lines import Calendar, Line, read_line
from incidents.formats.reading import Doubt, Format, Found, Options, Reading, Source, Unread
from incidents.formats.states import find_status
from incidents.formats.typed import Typed

KEY = "pasted"
PASTED = Channel("pasted", "Pasted text")
CHAT = Channel("chat", "Chat", "chat")
ENOUGH = 2
"""Times that a text must have to be taken for a timeline."""

_LABEL = re.compile(
    r"(?:[\[(【](?P<boxed>[^\])】]{1,40})[\])】]\s?[-:：]?\s?|(?P<plain>[^\s:：\-][^:：\n]{0,30}?)(?:\s?[:：]\s|\s[-–—]\s))"
)
_REPORT = re.compile(
    r"(?:incident report for\b|this (?:incident|scheduled maintenance) (?:affected|affects)\b)", re.IGNORECASE
)


@dataclass
class Draft:
    """One incident while its lines come."""

    title: str
    posts: list[Post] = field(default_factory=list)
    times: dict[str, datetime] = field(default_factory=dict)
    approximate: set[str] = field(default_factory=set)
    zoned: bool = True

    def found(self, zone: str) -> Found:
        """The incident of these lines."""
        doubts = [] if self.zoned else [(Doubt.NO_ZONE, zone)]
        return found(
            self.title, self.posts, doubts=doubts, zone=zone, approximate=frozenset(self.approximate), **self.times
        )


def detect(source: Source) -> bool:
    """True for text with two lines or more that have a time."""
    if not source.is_text or re.match(r"\s*(?:[{<]|\[\s*[{\[\]\"]|---\n)", source.text):
        return False
    timed = 0
    for number, text in enumerate(source.text.split("\n")):
        timed += bool(read_line(number, text).time)
        if timed >= ENOUGH:
            return True
    return False


def read(source: Source, options: Options) -> Reading:
    """Every incident of the text. Times without a day take it from what stands above them."""
    lines = [read_line(number, text) for number, text in enumerate(source.text.split("\n"), start=1)]
    timed = [line for line in lines if line.time]
    if not timed:
        raise FormatError("no_incident")
    calendar = Calendar(options.zone, options.now)
    reader = _read_page if _times_below(lines) else _read_notes
    drafts, unread = reader(lines, calendar)
    zone = region_of(calendar.words) or options.zone
    for draft in drafts:
        draft.title = draft.title or PurePath(source.name).stem
    incidents = tuple(draft.found(zone) for draft in drafts if draft.posts or draft.times)
    return Reading(KEY, incidents, tuple(unread))


def _times_below(lines: Sequence[Line]) -> bool:
    """True when the text begins with what was said and the time stands below it, alone in its line."""
    timed = next(place for place, line in enumerate(lines) if line.time)
    if lines[timed].trailing:
        return True
    above = [line for line in lines[:timed] if line.text]
    return not lines[timed].text and not lines[timed].who and any(_state(line.text)[0] for line in above)


def _read_page(lines: Sequence[Line], calendar: Calendar) -> tuple[list[Draft], list[Unread]]:
    """A status page: what was said, then when; a line above a state names the next incident."""
    drafts: list[Draft] = []
    unread: list[Unread] = []
    block: list[str] = []
    for line in lines:
        if not line.time:
            calendar.day = line.day or calendar.day
            if line.text and not _REPORT.match(line.text):
                block.append(line.text)
            continue
        begin = next((place for place, text in enumerate(block) if _state(text)[0]), 0)
        if begin or not drafts:
            drafts.append(Draft(" ".join(block[:begin])))
        status, first = _state(block[begin]) if block else (None, "")
        words = "\n".join([first, *block[begin + 1 :]]).strip()
        block = []
        _add(drafts[-1], line, calendar, unread, channel=STATUS_PAGE, status=status, text=words)
    return drafts, unread


def _read_notes(lines: Sequence[Line], calendar: Calendar) -> tuple[list[Draft], list[Unread]]:
    """Notes and chats: when, then what was said, up to the next time."""
    first = next((line for line in lines if line.text or line.time), None)
    draft = Draft(first.text if first is not None and not first.time else "")
    unread: list[Unread] = []
    for place, line in enumerate(lines):
        if not line.time:
            calendar.day = line.day or calendar.day
            continue
        more = []
        for after in lines[place + 1 :]:
            if after.time or after.day:
                break
            more.append(after.text)
        words = "\n".join([line.text, *more]).strip()
        event = EVENTS.get(words.casefold())
        if event in {"started_at", "first_alert_at", "resolved_at"}:
            typed = _moment(draft, line, calendar, unread)
            if typed is not None:
                draft.times[event] = typed.at
                draft.approximate |= {event} if typed.approximate else set()
            continue
        channel, status, words = _labels(words)
        _add(
            draft, line, calendar, unread, channel=channel or (CHAT if line.who else PASTED), status=status, text=words
        )
    return [draft], unread


def _labels(words: str) -> tuple[Channel | None, Status | None, str]:
    """A channel and a state that stand before the words: ``Twitter: …``, ``[notice] Resolved - …``."""
    channel, status = None, None
    for _turn in range(2):
        label = _LABEL.match(words)
        if label is None:
            break
        name = (label["boxed"] or label["plain"]).strip()
        state = find_status(name)
        if state is not None and status is None:
            status = state
        elif channel is None:
            channel = channel_called(name)
        else:
            break
        words = words[label.end() :]
    return channel, status, words


def _state(text: str) -> tuple[Status | None, str]:
    """The state that a line of a status page begins with, and what it says after it."""
    word, _dash, rest = text.partition(" - ")
    status = find_status(word)
    return (status, rest.strip()) if status is not None else (None, text)


def _moment(draft: Draft, line: Line, calendar: Calendar, unread: list[Unread]) -> Typed | None:
    try:
        typed = calendar.moment(line)
    except FormatError as error:
        unread.append(Unread(error.at(Place.LINE, line.number), clean(draft.title, 200)))
        return None
    draft.zoned = draft.zoned and typed.zoned
    return typed


def _add(
    draft: Draft,
    line: Line,
    calendar: Calendar,
    unread: list[Unread],
    *,
    channel: Channel,
    status: Status | None,
    text: str,
) -> None:
    """Put a post where it belongs, or say why it cannot be read."""
    typed = _moment(draft, line, calendar, unread)
    if typed is None:
        return
    draft.posts.append(
        Post(
            channel=channel,
            posted_at=typed.at,
            sender=line.who,
            status=status,
            text=text,
            approximate=typed.approximate,
            doubts=typed.doubts,
        )
    )


FORMAT = Format(KEY, _("Pasted text"), detect, read)
