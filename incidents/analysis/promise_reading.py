"""Reads one communication: what it promises about the next update, and what it says about when the fix will be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from incidents.analysis import promise_words as words
from incidents.analysis.promise_text import Plain, plain, sentences
from incidents.analysis.promise_times import Mention, TimeUnclear, mentions
from incidents.analysis.records import Communication

FAR = 90
"""How many characters may stand between the words that promise and their time."""

FAR_KOREAN = 50
ESTIMATE_AHEAD = timedelta(hours=12)
_HANGUL = re.compile(r"[가-힣]")
_MARKS_SPAN = re.compile(
    r"(?:take|takes|eta|etr|소요|예상|시간은|시간)\W{0,3}(?:(?:up\s+to|about|is|of|약|최대)\s*)?$", re.IGNORECASE
)

Span = tuple[int, int]


class PromiseKind(StrEnum):
    """How the time was said: as a span from the posting, or as a time on the clock."""

    IN = "in"
    BY = "by"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of the next update in the text of the communication ``key``, from ``start`` to ``end``.

    ``due_at`` (UTC) is always later than the posting. "Every 30 minutes" is due as "in 30 minutes" is.
    """

    key: str
    kind: PromiseKind
    due_at: datetime
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text of one communication says of times to come, each in the order of the text.

    ``vague`` are spans of the text that promise an update without a time, ``unclear`` with a time that may mean
    several; ``estimates`` say when the trouble will be over.
    """

    promises: tuple[Promise, ...] = ()
    vague: tuple[Span, ...] = ()
    unclear: tuple[Span, ...] = ()
    estimates: tuple[Span, ...] = ()


class _Said(NamedTuple):
    """Words in a sentence that promise, and their time if they have one."""

    start: int
    end: int
    mention: Mention | None
    firm: bool = True
    """False when the time counts from something that has not happened yet."""


def read(communication: Communication, *, zone: str) -> Reading:
    """What ``communication`` says; a time without a zone is in ``zone`` (an IANA name). Never raises for any text."""
    text = plain(communication.text)
    home = ZoneInfo(zone)
    posted_at = communication.posted_at
    promises: dict[datetime, Promise] = {}
    vague: list[Span] = []
    unclear: list[Span] = []
    estimates: list[Span] = []
    for begin, end in sentences(text.words):
        sentence = text.words[begin:end]
        korean = _HANGUL.search(sentence) is not None
        heard = list((words.KOREAN if korean else words.ENGLISH).finditer(sentence))
        if not heard and not words.FIX.search(sentence):
            continue
        times = sorted(mentions(sentence), key=lambda mention: mention.start)
        spoken = list((_korean if korean else _english)(sentence, heard, times))
        for said in spoken:
            span = text.original(begin + said.start, begin + said.end)
            if said.mention is None or not said.firm:
                vague.append(span)
                continue
            try:
                due_at = said.mention.due(posted_at, home)
            except TimeUnclear:
                unclear.append(span)
                continue
            kind = PromiseKind.IN if said.mention.is_span else PromiseKind.BY
            promises.setdefault(due_at, Promise(communication.key, kind, due_at, *span))
        taken = [said.mention for said in spoken if said.mention is not None]
        free = [mention for mention in times if mention not in taken]
        estimates += _estimates(text, begin, sentence, free, posted_at, home)
    return Reading(tuple(promises.values()), tuple(vague), tuple(unclear), tuple(estimates))


def _english(sentence: str, heard: list[re.Match[str]], times: list[Mention]) -> Iterator[_Said]:
    for found in heard:
        before = sentence[max(0, found.start() - 40) : found.start()]
        if words.NEGATED.search(before) or (not found["next"] and words.NOT_OURS.search(before)):
            continue
        mention = _inside(found, times) or _following(sentence, found, times) or _heading(sentence, found, times)
        if mention is not None:
            firm = not (mention.is_span and _counts_from_something_else(sentence, found, mention))
            yield _Said(min(found.start(), mention.start), max(found.end(), mention.end), mention, firm)
        elif found["gives"] or (not found["back"] and words.VAGUELY.match(sentence, found.end())):
            yield _Said(found.start(), found.end(), None)


def _inside(found: re.Match[str], times: list[Mention]) -> Mention | None:
    """The time within the words, as in "30-minute updates"."""
    inside = (one for one in times if one.is_span and one.led and found.start() <= one.start and one.end <= found.end())
    return next(inside, None)


def _following(sentence: str, found: re.Match[str], times: list[Mention]) -> Mention | None:
    for mention in times:
        if mention.start < found.end():
            continue
        between = sentence[found.end() : mention.start]
        if len(between) > FAR:
            return None
        if not mention.led:
            belongs = (found["next"] or found["more"] or found["bare"]) and words.LABEL.fullmatch(between)
        elif found["tells"] or found["back"]:
            belongs = words.OR_AT.search(between) or words.LIGHT.fullmatch(between)
        else:
            belongs = words.OR_AT.search(between) or not words.OTHER_CLAUSE.search(between)
        if belongs:
            return mention
    return None


def _heading(sentence: str, found: re.Match[str], times: list[Mention]) -> Mention | None:
    """The time with which the sentence begins: "By 18:00 UTC we will …"."""
    for mention in times:
        if mention.led and mention.end <= found.start() and words.HEAD.search(sentence[: mention.start]):
            between = sentence[mention.end : found.start()]
            if len(between) <= FAR and words.AHEAD.match(between):
                return mention
    return None


def _counts_from_something_else(sentence: str, found: re.Match[str], mention: Mention) -> bool:
    conditional = found.start() > 0 and words.CONDITION.match(sentence) is not None
    return conditional or words.OF_SOMETHING.match(sentence, mention.end) is not None


def _korean(sentence: str, heard: list[re.Match[str]], times: list[Mention]) -> Iterator[_Said]:
    for found in heard:
        before = sentence[: found.start()]
        if words.KOREAN_NOT_OURS.search(before) or words.KOREAN_SOFTWARE.search(before):
            continue
        mention = _before(sentence, found, times) or (_after(sentence, found.end(), times) if found["next"] else None)
        present = found["present"] or found["present_too"]
        if mention is None:
            if not present and not found["next"]:
                yield _Said(found.start(), found.end(), None)
        elif not present or words.KOREAN_LIMIT.search(mention.found["tail"] or ""):
            firm = not (mention.is_span and words.KOREAN_CONDITION.search(sentence[: mention.start]))
            yield _Said(min(found.start(), mention.start), max(found.end(), mention.end), mention, firm)


def _before(sentence: str, found: re.Match[str], times: list[Mention]) -> Mention | None:
    """The last time before the words, unless something else happens at it."""
    mention = next((one for one in reversed(times) if one.end <= found.start() and one.led), None)
    if mention is None or found.start() - mention.end > FAR_KOREAN:
        return None
    other = words.KOREAN_OTHER.search(sentence, mention.end, found.end())
    return None if other is not None and other.start() < found.start() else mention


def _after(sentence: str, end: int, times: list[Mention]) -> Mention | None:
    mention = next((one for one in times if one.start >= end), None)
    if mention is None:
        return None
    between = sentence[end : mention.start]
    return None if len(between) > FAR_KOREAN / 2 or words.KOREAN_OTHER.search(between) else mention


def _estimates(
    text: Plain, begin: int, sentence: str, times: list[Mention], posted_at: datetime, home: ZoneInfo
) -> Iterator[Span]:
    """Where ``sentence`` says when the trouble will be over, with a time or loosely."""
    found = [(one.start, one.end) for one in times if _ahead(one, sentence, posted_at, home)]
    found += [one.span() for one in words.LOOSELY.finditer(sentence)]
    for start, end in found:
        around = sentence[max(0, start - FAR) : end + FAR // 2]
        if words.FIX.search(around) and words.ESTIMATE.search(around):
            yield text.original(begin + start, begin + end)


def _ahead(mention: Mention, sentence: str, posted_at: datetime, home: ZoneInfo) -> bool:
    if not mention.led and not _MARKS_SPAN.search(sentence[max(0, mention.start - 40) : mention.start]):
        return False
    if mention.is_span:
        return not words.RHYTHM.match(mention.found[0])
    try:
        return mention.due(posted_at, home) - posted_at <= ESTIMATE_AHEAD
    except TimeUnclear:
        return False
