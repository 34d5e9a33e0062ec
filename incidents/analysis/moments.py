"""Which posts customers lived as one moment, and which post told them that it was over."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from incidents.analysis.anchors import TROUBLE, Anchors
from incidents.analysis.findings import Moment
from incidents.analysis.records import Communication, Status

order = attrgetter("posted_at", "key")
"""Sorts posts; posts of one second stand in one order whatever order they came in."""


def find_moments(communications: Iterable[Communication], merge: timedelta) -> tuple[Moment, ...]:
    """Gather posts on different channels within ``merge`` of the first post of their moment.

    A second post of one channel opens a new moment, unless it repeats the same words; posts without words are never
    taken for repetitions.
    """
    groups: list[list[Communication]] = []
    latest: dict[str, Communication] = {}
    until: datetime | None = None
    for post in sorted(communications, key=order):
        before = latest.get(post.channel)
        if until is not None and post.posted_at <= until and (before is None or _repeats(post, before)):
            groups[-1].append(post)
        else:
            groups.append([post])
            latest, until = {}, post.posted_at + merge
        latest[post.channel] = post
    return tuple(Moment(group[0].posted_at, tuple(group)) for group in groups)


def _repeats(post: Communication, before: Communication) -> bool:
    words = post.text.split()
    return bool(words) and words == before.text.split()


def find_resolution(posts: Sequence[Communication], anchors: Anchors) -> Communication | None:
    """The resolution update among ``posts`` (in order, without post-mortems), or ``None``.

    It is the last post that says *resolved*, else the first at or after the resolution. A *resolved* from before the
    begin belongs to earlier trouble; while the incident is open, a *resolved* followed by trouble ends nothing.
    """
    begin, closed = anchors.begin_at, anchors.closed_at
    since_begin = [post for post in posts if begin is None or post.posted_at >= begin]
    for post in reversed(since_begin):
        if closed is None and post.status in TROUBLE:
            return None
        if post.status is Status.RESOLVED:
            return post
    if closed is None:
        return None
    return next((post for post in since_begin if post.posted_at >= closed), None)
