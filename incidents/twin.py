"""The board as a list: begin, silences, moments and end in the order in which customers lived them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from incidents.analysis.findings import Chain, Gap
from incidents.analysis.records import Channel, Communication, Incident
from incidents.analysis.timeline_lanes import COLOURS
from incidents.analysis.timeline_scale import zone_of


@dataclass(frozen=True, slots=True)
class Message:
    """One communication with its channel."""

    communication: Communication
    channel: Channel
    colour: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list. ``kind`` is one of start, begin, unknown, moment, gap, end, now, follow-up.

    ``before``: the moment was this long before the begin; its ``gap`` has no length then. ``day``: another day than the
    row before, in the incident's zone.
    """

    kind: str
    at: datetime | None = None
    messages: tuple[Message, ...] = ()
    gap: Gap | None = None
    before: timedelta | None = None
    approximate: bool = False
    resolution: bool = False
    never_told: bool = False
    day: bool = False


def twin_of(incident: Incident, chain: Chain) -> tuple[Row, ...]:
    """The rows of ``chain``. Every gap stands between what it separates, follow-ups come last."""
    zone = zone_of(incident.zone)
    rows: list[Row] = []
    last: date | None = None
    for row in _rows(incident, chain, _messages(incident)):
        day = row.at.astimezone(zone).date() if row.at is not None else last
        rows.append(replace(row, day=day != last))
        last = day
    return tuple(rows)


def _messages(incident: Incident) -> dict[str, Message]:
    known = {channel.key: channel for channel in incident.channels}
    for post in incident.communications:
        known.setdefault(post.channel, Channel(post.channel, post.channel))
    colours = {key: index % COLOURS + 1 for index, key in enumerate(known)}
    return {post.key: Message(post, known[post.channel], colours[post.channel]) for post in incident.communications}


def _rows(incident: Incident, chain: Chain, messages: dict[str, Message]) -> Iterator[Row]:
    gaps = {gap.key: gap for gap in chain.gaps}
    begin, end = chain.begin_at, incident.resolved_at
    early = [moment for moment in chain.moments if begin is not None and moment.at < begin]
    begin_gap = gaps.get("begin")
    if chain.other_begin_at is not None and begin is not None and chain.other_begin_at < begin:
        yield Row("start", chain.other_begin_at, approximate="started_at" in incident.approximate)
    for index, moment in enumerate(early):
        gap = gaps.get(early[index - 1].key) if index else begin_gap
        yield Row(
            "moment",
            moment.at,
            tuple(messages[post.key] for post in moment.communications),
            gap=gap,
            before=gap.before_begin if gap else None,
        )
    if begin is None:
        yield Row("unknown")
    else:
        field = "first_alert_at" if chain.begin_is == "first alert" else "started_at"
        yield Row("begin", begin, approximate=field in incident.approximate)
    gap = gaps.get(early[-1].key) if early else begin_gap
    if gap is not None:
        yield Row("gap", gap=gap)
    told_end = end is None
    for moment in chain.moments[len(early) :]:
        if not told_end and end is not None and moment.at >= end:
            told_end = True
            yield _end(incident, chain)
        posts = tuple(messages[post.key] for post in moment.communications)
        yield Row("moment", moment.at, posts, resolution=moment.is_resolution)
        gap = gaps.get(moment.key)
        if gap is not None:
            yield Row("gap", gap=gap)
    if chain.open:
        yield Row("now", chain.end_at)
    elif not told_end:
        yield _end(incident, chain)
    for post in chain.follow_ups:
        yield Row("follow-up", post.posted_at, (messages[post.key],))


def _end(incident: Incident, chain: Chain) -> Row:
    return Row(
        "end",
        incident.resolved_at,
        approximate="resolved_at" in incident.approximate,
        never_told=chain.never_told,
    )
