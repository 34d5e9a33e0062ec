"""From the posts of one incident, in the order of their source, to an incident with its doubts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from incidents.analysis.records import Channel, Communication, Incident, IncidentKind, Status
from incidents.formats.guard import clean
from incidents.formats.reading import Doubt, Found, Warned

EDITED_AFTER = timedelta(minutes=1)
"""An edit sooner than this belongs to the posting."""

STATUS_PAGE = Channel("status-page", "Status page", "status_page")
POSTS_ON_X = Channel("x", "X (Twitter)", "social")


def channel_called(name: str, kind: str = "other") -> Channel:
    """The channel of that name; the same name, however it is written, is the same channel."""
    shown = " ".join(unicodedata.normalize("NFC", clean(name, 60)).split())
    return Channel("-".join(shown.casefold().split()) or "unknown", shown, kind)


@dataclass(frozen=True, slots=True)
class Post:
    """One communication before its key is known, on a channel, with what is doubtful about it."""

    channel: Channel
    posted_at: datetime
    shown_at: datetime | None = None
    sender: str = ""
    status: Status | None = None
    text: str = ""
    url: str = ""
    reference: str = ""
    edited_at: datetime | None = None
    approximate: bool = False
    doubts: tuple[tuple[Doubt, str], ...] = ()

    def communication(self, key: str) -> Communication:
        """This post as a record. A shown time that is the same to the minute says nothing and is left out."""
        edited = self.edited_at
        post = Communication(
            key=key,
            channel=self.channel.key,
            posted_at=self.posted_at,
            shown_at=self.shown_at,
            sender=clean(self.sender, 200),
            status=self.status,
            text=clean(self.text),
            url=clean(self.url, 2000),
            reference=clean(self.reference, 200),
            edited_at=edited if edited is not None and edited - self.posted_at > EDITED_AFTER else None,
            approximate=self.approximate,
        )
        return post if post.back_dated else replace(post, shown_at=None)


def found(
    title: Any,
    posts: Sequence[Post],
    *,
    reference: Any = "",
    url: Any = "",
    started_at: datetime | None = None,
    doubts: Sequence[tuple[Doubt, str]] = (),
    candidates: Sequence[Post] = (),
    channels: Sequence[Channel] = (),
    **incident: Any,
) -> Found:
    """The incident of ``posts``, which may come in any order; ``incident`` are further fields of the record."""
    ordered = sorted(oldest_first(posts), key=lambda post: post.posted_at)
    communications = [post.communication(f"{number:05}") for number, post in enumerate(ordered, start=1)]
    warnings = [Warned(doubt, detail=detail) for doubt, detail in doubts]
    planned = incident.get("kind") is IncidentKind.MAINTENANCE
    if started_at is None and incident.get("first_alert_at") is None and not planned:
        warnings.append(Warned(Doubt.NO_START))
    astray = out_of_order(posts)
    for post, made in zip(ordered, communications, strict=True):
        own = [*post.doubts]
        own += [(Doubt.BACK_DATED, "")] if made.back_dated else []
        own += [(Doubt.EDITED, "")] if made.edited_at else []
        own += [(Doubt.NO_WORDS, "")] if not made.text else []
        own += [(Doubt.OUT_OF_ORDER, "")] if id(post) in astray else []
        warnings += [Warned(doubt, made.key, detail) for doubt, detail in own]
    used = {channel.key: channel for channel in (*channels, *(post.channel for post in (*ordered, *candidates)))}
    return Found(
        incident=Incident(
            title=clean(title, 500) or "?",
            started_at=started_at,
            channels=tuple(used.values()),
            communications=tuple(communications),
            **incident,
        ),
        reference=clean(reference, 200),
        url=clean(url, 2000),
        warnings=tuple(warnings),
        candidates=tuple(post.communication(f"c{number:05}") for number, post in enumerate(candidates, start=1)),
    )


def newest_first(posts: Sequence[Post]) -> bool:
    """True when a list runs backwards, as status pages do."""
    steps = [later.posted_at - earlier.posted_at for earlier, later in pairwise(posts)]
    return sum(step < timedelta(0) for step in steps) > sum(step > timedelta(0) for step in steps)


def oldest_first(posts: Sequence[Post]) -> list[Post]:
    """The posts in the direction of time, so that those of one minute keep their order when sorted."""
    return list(reversed(posts)) if newest_first(posts) else list(posts)


def out_of_order(posts: Sequence[Post]) -> set[int]:
    """The ``id`` of every post that stands after a later one of its channel, the way the list runs."""
    latest: dict[str, datetime] = {}
    astray = set()
    for post in oldest_first(posts):
        before = latest.get(post.channel.key, post.posted_at)
        if post.posted_at < before:
            astray.add(id(post))
        latest[post.channel.key] = max(before, post.posted_at)
    return astray
