"""What is worth a second look in the words of the updates: remarks, no verdicts."""

import re
from collections.abc import Iterator
from enum import StrEnum

from incidents.analysis.findings import Analysis
from incidents.analysis.promise_reading import read
from incidents.analysis.promises import edited_long_after
from incidents.analysis.records import Communication, Incident


class Flag(StrEnum):
    """One remark on a text, in the order in which they are told."""

    SAME_TEXT = "same text"
    NO_PROMISE = "no promise"
    VAGUE_PROMISE = "vague promise"
    UNCLEAR_PROMISE = "unclear promise"
    NO_IMPACT = "no impact"
    ESTIMATE = "estimate"


_IMPACT = re.compile(
    r"\b(?:impact|affect|unable|unavailab|inaccessib|fail|error|degrad|slow|delay|latenc|interrupt|"
    r"time[- ]?outs?\b|timed\s+out|"
    r"lost|loss|missing|down\b|downtime|experienc|offline|outage\s+lasted|were\s+not|was\s+not|did\s+not|"
    r"(?:could|can|did|was|were)(?:\s?not\b|n['’]t\b))"
    r"|영향|오류|지연|실패|불가|중단|느려|느린|느렸|유실|손실|끊|접속|못\s?하|안\s?되|되지\s?않",
    re.IGNORECASE,
)
"""Words for what customers lived through."""


def text_flags(incident: Incident, analysis: Analysis) -> dict[str, tuple[Flag, ...]]:
    """The remarks by the key of the communication; those without any are left out.

    Only updates of the chain are read, and among them only texts that were not edited long after posting.
    """
    flags: dict[str, tuple[Flag, ...]] = {}
    latest: dict[str, Communication] = {}
    for moment in analysis.chain.moments:
        for post in moment.communications:
            before = latest.get(post.channel)
            latest[post.channel] = post
            if post.text.strip() and not edited_long_after(post):
                found = tuple(_flags(post, before, incident.zone, last=moment.is_resolution))
                if found:
                    flags[post.key] = found
    return flags


def _flags(post: Communication, before: Communication | None, zone: str, *, last: bool) -> Iterator[Flag]:
    if before is not None and not edited_long_after(before) and _words(post.text) == _words(before.text):
        yield Flag.SAME_TEXT
    reading = read(post, zone=zone)
    if last:
        if not _IMPACT.search(post.text):
            yield Flag.NO_IMPACT
    else:
        if reading.unclear:
            yield Flag.UNCLEAR_PROMISE
        elif not reading.promises:
            yield Flag.VAGUE_PROMISE if reading.vague else Flag.NO_PROMISE
    if reading.estimates:
        yield Flag.ESTIMATE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
