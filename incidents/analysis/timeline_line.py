"""The main line: from begin to resolution, with its silences past the target, its moments and its breaks."""

from datetime import datetime

from incidents.analysis.findings import Analysis, Chain
from incidents.analysis.marker import break_path, overshoot
from incidents.analysis.records import Incident
from incidents.analysis.timeline_parts import Bracket, MainLine, Options, Stroke
from incidents.analysis.timeline_scale import Scale

KNOTS_APART = 6.0
FAINTEST = 0.5
"""Shorter stretches of the line are not drawn."""


def chain_of(analysis: Analysis, options: Options) -> Chain:
    """The chain that is drawn: that of the channel asked for, else the one over all channels."""
    return analysis.by_channel.get(options.channel or "", analysis.chain)


def end_of(incident: Incident, chain: Chain) -> datetime | None:
    """When the incident was resolved; now while it is open; ``None`` when only a resolution update is known."""
    return chain.end_at if chain.open else incident.resolved_at


def main_line(chain: Chain, scale: Scale, end: datetime | None, options: Options, y: float) -> MainLine:
    """The line at height ``y``."""
    knots: list[float] = []
    for moment in chain.moments:
        x = round(scale.x(moment.at), 1)
        if not knots or x - knots[-1] >= KNOTS_APART:
            knots.append(x)
    left = round(scale.x(scale.begin), 1)
    ends = [(scale.x(gap.begins_at + options.target), scale.x(gap.ends_at)) for gap in chain.gaps]
    return MainLine(
        y=y,
        left=left,
        right=max(left, round(scale.x(end or scale.end), 1)),
        lead_left=round(scale.left, 1),
        tail_right=round(scale.right, 1),
        dark=tuple(Stroke(round(a, 1), y, round(b, 1), y) for a, b in ends if b - a >= FAINTEST),
        knots=tuple(knots),
        breaks=tuple(break_path((span.left + span.right) / 2, y, 13) for span in scale.spans if span.broken),
    )


def rise(brackets: tuple[Bracket, ...]) -> float:
    """How far the gaps over a line at height 0 reach above it."""
    tops = [bracket.hit.top for bracket in brackets]
    tops += [part.box.top for each in brackets for part in (each.badge, each.label) if part is not None]
    tops += [each.circle_box.top - overshoot(each.circle_box) - 4 for each in brackets if each.circle_box is not None]
    return max(30.0, -min(tops, default=0.0))
