"""The gaps above the line as brackets that meet; too narrow ones are gathered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from incidents.analysis.findings import Band, Chain, Gap
from incidents.analysis.marker import bracket_path, circle_points, overshoot, smooth_path
from incidents.analysis.timeline_captions import (
    NO_TIME,
    Caption,
    Room,
    Run,
    Sizes,
    boxes_of,
    circle,
    duration_at,
    duration_raised,
    number_at,
    words_outside,
)
from incidents.analysis.timeline_parts import Bracket, Options, Words
from incidents.analysis.timeline_scale import Scale
from incidents.analysis.timeline_text import Box

NARROW = 9
"""Neighbouring gaps narrower than this are drawn as one run."""
SLIGHT = 90
"""A circle around less than this is drawn with a finer pen."""
FEW = 8
"""Among more gaps than these, one within the target that is narrow shows its number only."""
BANDS = tuple(Band)


def runs_of(chain: Chain, scale: Scale) -> tuple[Run, ...]:
    """The gaps of ``chain`` from left to right with their places; they meet. Narrow neighbours are gathered."""
    groups: list[tuple[list[Gap], float, float]] = []
    for gap, left, right in _places(chain, scale):
        if groups and _gathers(gap, right - left):
            members, begins, ends = groups[-1]
            if _gathers(members[-1], (ends - begins) / len(members)):
                members.append(gap)
                groups[-1] = (members, begins, right)
                continue
        groups.append(([gap], left, right))
    return tuple(Run(tuple(members), left, right) for members, left, right in groups)


def brackets_of(
    runs: tuple[Run, ...],
    *,
    y: float,
    bottom: float,
    room: Room,
    options: Options,
    words: Words,
    zone: ZoneInfo,
    sizes: Sizes,
) -> tuple[Bracket, ...]:
    """The brackets over a line at ``y``, columns down to ``bottom``; every text placed where ``room`` is free."""
    captions: dict[int, Caption] = {}
    circled = [i for i, run in enumerate(runs) if options.circled and run.largest and not run.gaps[-1].open]
    for index in circled:
        captions[index] = circle(runs[index], y, room, words, sizes, alone=len(circled) == 1)
        box = captions[index].circle_box
        if box is not None:
            room.rings.append(box.grown(overshoot(box) + 2))
    for index in circled:
        if captions[index].label is None:
            captions[index] = words_outside(
                runs[index], captions[index], y, room, words, sizes, alone=len(circled) == 1
            )
        else:
            room.take(*boxes_of(captions[index]))
    rest = sorted(set(range(len(runs))) - set(circled), key=lambda i: (not _lit(runs[i], options), -runs[i].length, i))
    if sizes.sparing:
        rest = [index for index in rest if _lit(runs[index], options)]
    for index in rest:
        captions[index] = duration_at(runs[index], y, room, words, sizes, rows=range(1), lit=_lit(runs[index], options))
    for index in sorted([*rest, *circled]):
        if sizes.numbered and captions[index].badge is None:
            number = number_at(runs[index], y, room, sizes)
            captions[index] = replace(number, circle_box=captions[index].circle_box)
    few = len(runs) <= FEW
    for index in rest:
        run = runs[index]
        worth = few or _lit(run, options) or any(gap.band is not Band.GOOD for gap in run.gaps)
        if captions[index].label is None and worth:
            captions[index] = duration_raised(
                runs[index], captions[index], y, room, words, sizes, lit=_lit(runs[index], options)
            )
    if sizes.numbered and not sizes.sparing:
        captions |= _ranges(runs, captions, y, room, sizes)
    return tuple(
        _bracket(run, captions.get(index, Caption()), y, bottom, options, words, zone, sizes)
        for index, run in enumerate(runs)
    )


def _ranges(
    runs: tuple[Run, ...], captions: dict[int, Caption], y: float, room: Room, sizes: Sizes
) -> dict[int, Caption]:
    """One common number ("5–9") for neighbours that found no room for their own; it stands with the first of them."""
    found: dict[int, Caption] = {}
    for bare, group in groupby(range(len(runs)), key=lambda index: captions[index].badge is None):
        members = list(group)
        if bare and len(members) > 1:
            gaps = tuple(gap for index in members for gap in runs[index].gaps)
            together = Run(gaps, runs[members[0]].left, runs[members[-1]].right)
            number = number_at(together, y, room, sizes)
            found[members[0]] = replace(number, circle_box=captions[members[0]].circle_box)
    return found


def _places(chain: Chain, scale: Scale) -> Iterator[tuple[Gap, float, float]]:
    """Every gap with its left and right end. Posts from before the begin reach from their time to the next of them."""
    early = [gap for gap in chain.gaps if gap.before_begin is not None]
    starts = {gap.key: _early_at(chain, gap) for gap in early}
    ends = {a.key: starts[b.key] for a, b in pairwise(early)}
    for gap in chain.gaps:
        if gap.key in starts:
            yield gap, scale.x(starts[gap.key]), scale.x(ends.get(gap.key, gap.ends_at))
        else:
            yield gap, scale.x(gap.begins_at), scale.x(gap.ends_at)


def _early_at(chain: Chain, gap: Gap) -> datetime:
    return (chain.begin_at or gap.begins_at) - (gap.before_begin or NO_TIME)


def _gathers(gap: Gap, width: float) -> bool:
    """True when a gap that is (on average) so wide may share its bracket with a neighbour."""
    return width < NARROW and not gap.open and (gap.tied or not gap.largest)


def _lit(run: Run, options: Options) -> bool:
    return options.lit_gap is not None and any(gap.key == options.lit_gap for gap in run.gaps)


def _bracket(
    run: Run,
    caption: Caption,
    y: float,
    bottom: float,
    options: Options,
    words: Words,
    zone: ZoneInfo,
    sizes: Sizes,
) -> Bracket:
    first, last = run.gaps[0], run.gaps[-1]
    pad = min(6.0, run.width * 0.2)
    times = "–".join(f"{at.astimezone(zone):%H:%M}" for at in (first.begins_at, last.ends_at))
    box = caption.circle_box
    return Bracket(
        keys=tuple(gap.key for gap in run.gaps),
        numbers=tuple(gap.number for gap in run.gaps),
        left=run.left,
        right=run.right,
        begins_at=first.begins_at,
        ends_at=last.ends_at,
        length=run.length,
        band=max((gap.band for gap in run.gaps), key=BANDS.index),
        path=bracket_path(run.left + pad, run.right - pad, y - sizes.back, y - sizes.feet, is_open=last.open),
        hit=Box(run.left, y - sizes.back - 6, run.right, y + 12),
        column=Box(run.left, y, run.right, bottom),
        badge=caption.badge,
        label=caption.label,
        leader=caption.leader,
        title=f"{run.number} · {words.duration(run.length)} · {times}",
        circle=smooth_path(circle_points(box, first.key)) if box else "",
        circle_box=box,
        slight=run.width < SLIGHT,
        lit=_lit(run, options),
        open=last.open,
        never_told=last.never_told,
        early=first.before_begin is not None,
    )
