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
    by_channel = {
        key: chain_for(key, posts, anchors, incident, targets, now) if key in told else _unused(key, posts, anchors)
        for key, posts in _by_channel(incident).items()
    }
    return Analysis(
        chain=chain,
        figures=figures_of(chain, incident.resolved_at, targets),
        by_channel=by_channel,
        figures_by_channel={key: figures_of(one, incident.resolved_at, targets) for key, one in by_channel.items()},
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
        end_at=anchors.inside(ends[-1].at) if ends else anchors.closed_at,
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
    """Where one gap ends and the next, which takes ``key``, begins. The begin of the chain ends no gap."""

    at: datetime
    key: str
    ends: ToIs | None


class _Silence(NamedTuple):
    """A gap before it is held against the targets and the other gaps."""

    begins_at: datetime
    ends_at: datetime
    length: timedelta
    left: _End
    right: _End


def _ends(moments: tuple[Moment, ...], anchors: Anchors, now: datetime) -> list[_End]:
    """Begin, moments and, where no update ends the chain, the resolution or now; empty when nothing is known."""
    ends = [] if anchors.begin_at is None else [_End(anchors.begin_at, BEGIN_KEY, None)]
    ends += [_End(moment.at, moment.key, ToIs.UPDATE) for moment in moments]
    if not ends:
        return []
    if moments and moments[-1].is_resolution:
        return [*ends[:-1], ends[-1]._replace(ends=ToIs.RESOLUTION)]
    at, kind = (now, ToIs.NOW) if anchors.closed_at is None else (anchors.closed_at, ToIs.RESOLVED)
    return [*ends, _End(max(at, ends[-1].at), "", kind)]


def _silences(ends: list[_End], anchors: Anchors) -> list[_Silence]:
    """What lies between neighbouring ends, cut to the maintenance window where there is one."""
    silences = []
    for left, right in pairwise(ends):
        begins_at, ends_at = anchors.inside(left.at), anchors.inside(right.at)
        outside = anchors.limit is not None and begins_at == ends_at and left.at != right.at
        if not outside:
            silences.append(_Silence(begins_at, ends_at, ends_at - begins_at, left, right))
    return silences


def _gaps(ends: list[_End], anchors: Anchors, phases: Iterable[Phase], targets: Targets) -> tuple[Gap, ...]:
    """The silences with band, rank (1 is the longest, open ones included), phases, and the largest circled."""
    silences = _silences(ends, anchors)
    closed = Counter(silence.length for silence in silences if silence.right.ends is not ToIs.NOW)
    longest = max(closed, default=NOTHING)
    ranks = _ranks(Counter(silence.length for silence in silences))
    spans = _spans(phases)
    gaps = []
    for number, (begins_at, ends_at, length, left, right) in enumerate(silences, start=1):
        is_open = right.ends is ToIs.NOW
        largest = not is_open and length == longest > NOTHING
        gaps.append(
            Gap(
                key=left.key,
                number=number,
                begins_at=begins_at,
                ends_at=ends_at,
                from_is=FromIs.BEGIN if left.ends is None else FromIs.UPDATE,
                to_is=right.ends or ToIs.UPDATE,
                length=length,
                band=band_of(length, targets),
                times_target=length / targets.gap if targets.gap else 0.0,
                rank=ranks[length],
                largest=largest,
                tied=largest and closed[longest] > 1,
                open=is_open,
                never_told=right.ends is ToIs.RESOLVED,
                before_begin=anchors.begin_at - right.at if anchors.begin_at and right.at < anchors.begin_at else None,
                phases=_shares(begins_at, ends_at, spans) if spans else (),
            )
        )
    return tuple(gaps)


def _ranks(lengths: Counter[timedelta]) -> dict[timedelta, int]:
    """The place of each length, longest first; equal lengths share a place."""
    ranks, place = {}, 1
    for length in sorted(lengths, reverse=True):
        ranks[length] = place
        place += lengths[length]
    return ranks


def _spans(phases: Iterable[Phase]) -> Spans:
    """The spans of each kind of phase, in order and without overlap, so that no minute counts twice."""
    spans: Spans = {}
    for phase in sorted(phases, key=lambda phase: phase.begins_at):
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
    shares = []
    for kind, known in spans.items():
        overlap = sum((max(NOTHING, min(ends_at, end) - max(begins_at, begin)) for begin, end in known), NOTHING)
        if overlap:
            shares.append(PhaseShare(kind, overlap))
    return tuple(shares)


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
