"""Promises of the next update: found in what was posted, and held against what came next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.analysis.findings import Analysis, Moment
from incidents.analysis.promise_reading import Promise, PromiseKind, read
from incidents.analysis.records import Communication, Incident

__all__ = [
    "EDITED_LONG_AFTER",
    "GRACE",
    "Judged",
    "Promise",
    "PromiseKind",
    "Promises",
    "Verdict",
    "edited_long_after",
    "find_promises",
    "judge",
]

GRACE = timedelta(minutes=5)
"""An update this long after it was due is late; after that the promise was missed."""

EDITED_LONG_AFTER = timedelta(minutes=30)
"""Words that were edited later than this may never have been read by those who waited."""

SAME = timedelta(minutes=2)
"""One promise told on several channels at one moment is one promise: their dues lie within this."""


class Verdict(StrEnum):
    """What came of a promise."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise and what came of it; ``followed_at`` is the next moment, ``None`` while nothing has followed."""

    promise: Promise
    verdict: Verdict
    followed_at: datetime | None

    @property
    def off_by(self) -> timedelta | None:
        """How long after the due time customers heard again; negative before it, ``None`` while they have not."""
        return None if self.followed_at is None else self.followed_at - self.promise.due_at


@dataclass(frozen=True, slots=True)
class Promises:
    """All promises of an incident, in the order of their posts.

    ``announced`` are the keys of gaps that a kept promise covers: long perhaps, but said beforehand. ``share`` is how
    many of the updates that were not the last word promise the next one, ``None`` without such updates.
    """

    verdicts: tuple[Judged, ...]
    announced: frozenset[str]
    share: float | None

    @property
    def made(self) -> int:
        """How many promises there are, open ones included."""
        return len(self.verdicts)

    @property
    def kept(self) -> int:
        """How many were kept on time."""
        return self._count(Verdict.KEPT)

    @property
    def late(self) -> int:
        """How many were kept within the grace, or still may be."""
        return self._count(Verdict.LATE)

    @property
    def missed(self) -> int:
        """How many were missed."""
        return self._count(Verdict.MISSED)

    @property
    def open(self) -> int:
        """How many are not due yet."""
        return self._count(Verdict.OPEN)

    def _count(self, verdict: Verdict) -> int:
        return sum(judged.verdict is verdict for judged in self.verdicts)


def find_promises(communication: Communication, *, zone: str) -> tuple[Promise, ...]:
    """The promises of the next update in the text, in its order; a time without a zone is in ``zone`` (IANA name).

    Vague ones and those whose time may mean several are left out: see ``promise_reading.read``.
    """
    return read(communication, zone=zone).promises


def edited_long_after(communication: Communication) -> bool:
    """True when the text is not the one that customers read at first: it is not judged."""
    edited_at = communication.edited_at
    return edited_at is not None and edited_at - communication.posted_at > EDITED_LONG_AFTER


def judge(incident: Incident, analysis: Analysis, now: datetime) -> Promises:
    """The promises in the chain over all channels of ``analysis``, each held against the moment that came next.

    The resolution update promises no next one, and follow-ups are not in the chain.
    """
    moments = analysis.chain.moments
    owing = moments[:-1] if analysis.chain.resolution is not None else moments
    verdicts: list[Judged] = []
    announced: set[str] = set()
    promising = 0
    for number, moment in enumerate(owing):
        followed_at = moments[number + 1].at if number + 1 < len(moments) else None
        found = list(_promises_of(moment, incident.zone))
        promising += len({promise.key for promise in found})
        for promise in _told_once(found):
            verdict = _verdict(promise.due_at, followed_at, now)
            verdicts.append(Judged(promise, verdict, followed_at))
            if verdict is Verdict.KEPT:
                announced.add(moment.key)
    posts = sum(len(moment.communications) for moment in owing)
    return Promises(tuple(verdicts), frozenset(announced), promising / posts if posts else None)


def _promises_of(moment: Moment, zone: str) -> Iterator[Promise]:
    for post in moment.communications:
        if not edited_long_after(post):
            yield from find_promises(post, zone=zone)


def _told_once(promises: list[Promise]) -> Iterator[Promise]:
    """Those that are not due with an earlier one of the same moment."""
    dues: list[datetime] = []
    for promise in promises:
        if all(abs(promise.due_at - due) > SAME for due in dues):
            yield promise
        dues.append(promise.due_at)


def _verdict(due_at: datetime, followed_at: datetime | None, now: datetime) -> Verdict:
    if followed_at is None and now <= due_at:
        return Verdict.OPEN
    at = followed_at or now
    if at <= due_at:
        return Verdict.KEPT
    return Verdict.LATE if at <= due_at + GRACE else Verdict.MISSED
