"""The chain of gaps: begin → moment → moment → … → the resolution update, over all channels and within each.

What lies before the begin is no silence of the incident: a post from before it makes a gap of length 0 that says how
long before, so the gaps of a chain always sum up to its span.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from incidents.analysis.anchors import Anchors, find_anchors
from incidents.analysis.figures import figures_of
from incidents.analysis.findings import Analysis, Band, Chain, FromIs, Gap, Moment, PhaseShare, ToIs
from incidents.analysis.moments import find_moments, find_resolution, order
from incidents.analysis.on_demand import OnDemand
from incidents.analysis.records import (
    Communication,
    Incident,
    IncidentKind,
    Phase,
    PhaseKind,
    Status,
    Targets,
)

NOTHING = timedelta(0)
BEGIN_KEY = "begin"

Spans = dict[PhaseKind, list[tuple[datetime, datetime]]]


def analyse(incident: Incident, targets: Targets, now: datetime) -> Analysis:
    """All chains and figures of ``incident`` as they stand at ``now`` (aware; only what is still open depends on it).

    Channels come in the order of ``incident.channels``. A channel that carried nothing before the resolution update
    has no gaps.
    """
    anchors = find_anchors(incident, now)
    chain = chain_for(None, incident.communications, anchors, incident, targets, now)
    if anchors.closed_at is None and chain.resolution is not None:
        anchors = replace(anchors, closed_at=chain.resolution.at)
    told = {post.channel for moment in chain.moments for post in moment.communications}
    posts = _by_channel(incident)

    def channel_chain(key: str) -> Chain:
        if key in told:
            return chain_for(key, posts[key], anchors, incident, targets, now)
        return _unused(key, posts[key], anchors)

    by_channel = OnDemand(posts, channel_chain)
    return Analysis(
        chain=chain,
        figures=figures_of(chain, incident.resolved_at, targets),
        by_channel=by_channel,
        figures_by_channel=OnDemand(posts, lambda key: figures_of(by_channel[key], incident.resolved_at, targets)),
        now=now,
    )


def chain_for(
    channel: str | None,
    communications: Iterable[Communication],
    anchors: Anchors,
    incident: Incident,
    targets: Targets,
    now: datetime,
) -> Chain:
    """The chain of ``communications``: those of one ``channel`` or, with ``None``, of all channels together."""
    posts = sorted(communications, key=order)
    updates = [post for post in posts if post.status is not Status.POSTMORTEM]
    resolution = find_resolution(updates, anchors)
    moments = find_moments(updates, targets.merge)
    if resolution is not None:
        last = next(index for index, moment in enumerate(moments) if resolution in moment.communications)
        moments = (*moments[:last], replace(moments[last], is_resolution=True))
    told = {post.key for moment in moments for post in moment.communications}
    ends = _ends(moments, anchors, now)
    counted = incident.kind is not IncidentKind.MAINTENANCE or targets.maintenance
    return Chain(
        channel=channel,
        begin_at=anchors.begin_at,
        begin_is=anchors.begin_is,
        other_begin_at=anchors.other_begin_at,
        end_at=ends[-1].at if ends else anchors.closed_at,
        moments=moments,
        gaps=_gaps(ends, anchors, incident.phases, targets) if counted else (),
        follow_ups=tuple(post for post in posts if post.key not in told),
        resolution=moments[-1] if resolution is not None else None,
        never_told=resolution is None and anchors.closed_at is not None,
        open=resolution is None and anchors.closed_at is None,
        start_after_end=anchors.start_after_end,
    )


def band_of(length: timedelta, targets: Targets) -> Band:
    """The band of one silence; a length exactly on a target still keeps it."""
    if length <= targets.good:
        return Band.GOOD
    return Band.BORDERLINE if length <= targets.gap else Band.GAP


class _End(NamedTuple):
    """Where one gap ends (as ``to_is``) and the next, which takes ``key``, begins (as ``from_is``).

    ``at`` is kept inside the begin and the maintenance window, ``really_at`` is not.
    """

    at: datetime
    really_at: datetime
    key: str
    from_is: FromIs
    to_is: ToIs


def _ends(moments: tuple[Moment, ...], anchors: Anchors, now: datetime) -> list[_End]:
    """Begin, moments and, where no update ends the chain, the resolution or now; empty when nothing is known."""
    inside, from_update, to_update = anchors.inside, FromIs.UPDATE, ToIs.UPDATE
    ends = [_End(inside(m.at), m.at, m.communications[0].key, from_update, to_update) for m in moments]
    if ends and moments[-1].is_resolution:
        ends[-1] = ends[-1]._replace(to_is=ToIs.RESOLUTION)
    begin = anchors.begin_at
    if begin is not None:
        ends.insert(0, _End(begin, begin, BEGIN_KEY, FromIs.BEGIN, to_update))
    if ends and ends[-1].to_is is not ToIs.RESOLUTION:
        at, to_is = (now, ToIs.NOW) if anchors.closed_at is None else (anchors.closed_at, ToIs.RESOLVED)
        at = max(at, ends[-1].really_at)
        ends.append(_End(inside(at), at, "", from_update, to_is))
    return ends


def _gaps(ends: list[_End], anchors: Anchors, phases: Iterable[Phase], targets: Targets) -> tuple[Gap, ...]:
    """The silences between neighbouring ends, held against the targets and against each other.

    Where there is a maintenance window, those that lie outside it are left out.
    """
    pairs = [
        (left, right)
        for left, right in pairwise(ends)
        if anchors.limit is None or left.at != right.at or left.really_at == right.really_at
    ]
    open_pairs = 1 if pairs and pairs[-1][1].to_is is ToIs.NOW else 0
    lengths = [right.at - left.at for left, right in pairs]
    closed = Counter(lengths[: len(lengths) - open_pairs])
    longest = max(closed, default=NOTHING)
    verdicts = _verdicts(Counter(lengths), targets)
    spans = _spans(phases)
    gaps = []
    for number, (length, (left, right)) in enumerate(zip(lengths, pairs, strict=True), start=1):
        band, times_target, rank = verdicts[length]
        is_open = number > len(pairs) - open_pairs
        largest = not is_open and length == longest > NOTHING
        gaps.append(
            Gap(
                key=left.key,
                number=number,
                begins_at=left.at,
                ends_at=right.at,
                from_is=left.from_is,
                to_is=right.to_is,
                length=length,
                band=band,
                times_target=times_target,
                rank=rank,
                largest=largest,
                tied=largest and closed[longest] > 1,
                open=is_open,
                never_told=right.to_is is ToIs.RESOLVED,
                before_begin=right.at - right.really_at if right.really_at < right.at else None,
                phases=_shares(left.at, right.at, spans) if spans else (),
            )
        )
    return tuple(gaps)


def _verdicts(lengths: Counter[timedelta], targets: Targets) -> dict[timedelta, tuple[Band, float, int]]:
    """The band, the multiple of the target and the rank of each length (1 is the longest; equals share a rank)."""
    verdicts, rank = {}, 1
    for length in sorted(lengths, reverse=True):
        verdicts[length] = band_of(length, targets), length / targets.gap if targets.gap else 0.0, rank
        rank += lengths[length]
    return verdicts


def _spans(phases: Iterable[Phase]) -> Spans:
    """The spans of each kind of phase, in order and without overlap, so that no minute counts twice."""
    spans: Spans = {}
    for phase in sorted(phases, key=lambda phase: (phase.begins_at, phase.kind)):
        if phase.begins_at >= phase.ends_at:
            continue
        known = spans.setdefault(phase.kind, [])
        if known and phase.begins_at <= known[-1][1]:
            known[-1] = known[-1][0], max(known[-1][1], phase.ends_at)
        else:
            known.append((phase.begins_at, phase.ends_at))
    return spans


def _shares(begins_at: datetime, ends_at: datetime, spans: Spans) -> tuple[PhaseShare, ...]:
    """How much of begin to end lies in each phase, in the order of the phases; phases without a share are left out."""
    overlaps: dict[PhaseKind, timedelta] = {}
    for kind, known in spans.items():
        for begin, end in known:
            if begin < ends_at and begins_at < end:
                overlaps[kind] = overlaps.get(kind, NOTHING) + min(ends_at, end) - max(begins_at, begin)
    return tuple(PhaseShare(kind, overlap) for kind, overlap in overlaps.items() if overlap)


def _by_channel(incident: Incident) -> dict[str, list[Communication]]:
    """The communications of each channel, also of channels that carried none."""
    posts: dict[str, list[Communication]] = {channel.key: [] for channel in incident.channels}
    for post in sorted(incident.communications, key=order):
        posts.setdefault(post.channel, []).append(post)
    return posts


def _unused(channel: str, posts: list[Communication], anchors: Anchors) -> Chain:
    """The chain of a channel that told nothing during the incident: what it carried are follow-ups."""
    return Chain(
        channel=channel,
        begin_at=anchors.begin_at,
        begin_is=anchors.begin_is,
        other_begin_at=anchors.other_begin_at,
        end_at=anchors.closed_at,
        moments=(),
        gaps=(),
        follow_ups=tuple(posts),
        resolution=None,
        never_told=anchors.closed_at is not None,
        open=anchors.closed_at is None,
        start_after_end=anchors.start_after_end,
    )
