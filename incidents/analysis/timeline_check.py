"""What must hold for every picture, whatever the incident: the invariants that random incidents are thrown at."""

import math
from collections.abc import Iterator
from itertools import combinations, pairwise

from incidents.analysis.marker import circle_points, overshoot
from incidents.analysis.timeline_parts import Bracket, Layout
from incidents.analysis.timeline_text import Box

HAIR = 0.6
"""Rounding may move things by this much."""


def check_layout(layout: Layout) -> list[str]:
    """Every invariant that ``layout`` breaks, in words; empty when the picture is sound."""
    return [*_frame(layout), *_texts(layout), *_dots(layout), *_time(layout), *_gaps(layout), *_circles(layout)]


def texts_of(layout: Layout) -> Iterator[tuple[str, Box]]:
    """Every text on the picture with the room it takes."""
    labels = [*layout.notes, layout.zone, layout.never_told]
    labels += [label for mark in (layout.begin, layout.end, layout.start) if mark for label in mark.labels]
    labels += [phase.label for phase in layout.phases]
    labels += [label for tick in layout.ticks for label in (tick.label, tick.date)]
    for lane in layout.lanes:
        labels += [*lane.names, lane.empty]
        labels += [label for dot in lane.dots for label in (dot.label, dot.count)]
    labels += [bracket.label for bracket in layout.brackets]
    yield from ((label.text, label.box) for label in labels if label is not None)
    yield from ((f"({b.badge.text})", b.badge.box) for b in layout.brackets if b.badge is not None)


def _frame(layout: Layout) -> Iterator[str]:
    frame = Box(0, 0, layout.width, layout.height).grown(HAIR)
    boxes = list(texts_of(layout))
    boxes += [(f"dot {dot.key}", dot.box) for lane in layout.lanes for dot in lane.dots]
    boxes += [(f"ghost {ghost.key}", ghost.box) for lane in layout.lanes for ghost in lane.ghosts]
    boxes += [(f"phase {phase.title}", phase.box) for phase in layout.phases]
    boxes += [(f"gap {bracket.key}", bracket.hit) for bracket in layout.brackets]
    boxes += [(f"circle {b.key}", b.circle_box.grown(overshoot(b.circle_box))) for b in layout.brackets if b.circle_box]
    for name, box in boxes:
        numbers = (box.left, box.top, box.right, box.bottom)
        if not all(math.isfinite(number) for number in numbers):
            yield f"{name} is nowhere"
        elif box.left < frame.left or box.top < frame.top or box.right > frame.right or box.bottom > frame.bottom:
            yield f"{name} leaves the frame"


def _texts(layout: Layout) -> Iterator[str]:
    for (one, box), (other, other_box) in combinations(texts_of(layout), 2):
        if box.overlaps(other_box, -HAIR):
            yield f"{one!r} overlaps {other!r}"


def _dots(layout: Layout) -> Iterator[str]:
    for lane in layout.lanes:
        for dot, after in pairwise(lane.dots):
            if dot.box.overlaps(after.box):
                yield f"dots {dot.key} and {after.key} overlap"
            if dot.x > after.x or dot.at > after.at:
                yield f"dot {after.key} is drawn before {dot.key}"
            if dot.label is not None and dot.label.box.overlaps(after.box, -HAIR):
                yield f"the time of {dot.key} lies on {after.key}"
        for ghost in lane.ghosts:
            if any(ghost.box.overlaps(dot.box) for dot in lane.dots):
                yield f"the ghost of {ghost.key} lies on a dot"


def _time(layout: Layout) -> Iterator[str]:
    for span in layout.spans:
        if span.right < span.left or span.ends_at < span.begins_at:
            yield f"the scale runs backwards at {span.begins_at}"
    for span, after in pairwise(layout.spans):
        if span.right != after.left or span.ends_at != after.begins_at:
            yield f"the scale has a hole at {span.ends_at}"
    for tick, after in pairwise(layout.ticks):
        if tick.x > after.x or tick.at >= after.at:
            yield f"tick {after.at} stands before {tick.at}"


def _gaps(layout: Layout) -> Iterator[str]:
    for bracket in layout.brackets:
        if bracket.right < bracket.left - HAIR:
            yield f"gap {bracket.key} runs backwards"
        if bracket.open and bracket.circle:
            yield f"gap {bracket.key} is open and circled"
    for bracket, after in pairwise(layout.brackets):
        if abs(bracket.right - after.left) > HAIR:
            yield f"gaps {bracket.key} and {after.key} do not meet"
    numbers = [number for bracket in layout.brackets for number in bracket.numbers]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "the gaps are not numbered from 1 on"


def _circles(layout: Layout) -> Iterator[str]:
    texts = list(texts_of(layout))
    for bracket in layout.brackets:
        box = bracket.circle_box
        if box is None:
            continue
        if box.left > bracket.left or box.right < bracket.right or box.top > bracket.hit.top + 6:
            yield f"the circle does not cover gap {bracket.key}"
        for text, room in texts:
            if _crosses(bracket, box, room):
                yield f"the circle of {bracket.key} lies on {text!r}"


def _crosses(bracket: Bracket, circle: Box, room: Box) -> bool:
    if not circle.grown(overshoot(circle)).overlaps(room):
        return False
    for (x, y), (next_x, next_y) in pairwise(circle_points(circle, bracket.key)):
        steps = max(1, int(math.hypot(next_x - x, next_y - y) / 6))
        for step in range(steps):
            at_x, at_y = x + (next_x - x) * step / steps, y + (next_y - y) * step / steps
            if room.left < at_x < room.right and room.top < at_y < room.bottom:
                return True
    return False
