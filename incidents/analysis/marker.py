"""SVG path data: the marker's circle, the signs of the channels, brackets and breaks."""

import math
import zlib
from collections.abc import Iterable

from incidents.analysis.timeline_text import Box

Point = tuple[float, float]

SHAPES = {
    "status_page": "circle",
    "email": "square",
    "social": "diamond",
    "service_desk": "triangle",
    "in_app": "hexagon",
    "chat": "pentagon",
    "sms": "nabla",
    "phone": "cross",
    "blog": "page",
    "pigeon": "pigeon",
    "other": "octagon",
}
"""The sign of each kind of channel, so that no two kinds are told apart by colour alone."""

_SQUARENESS = 2.5
_TURN = 2 * math.pi
_REGULAR = {
    # corners, turn of the first corner from the top, size relative to a circle of equal weight
    "diamond": (4, 0.0, 1.16),
    "triangle": (3, 0.0, 1.22),
    "nabla": (3, math.pi, 1.22),
    "pentagon": (5, 0.0, 1.1),
    "hexagon": (6, math.pi / 6, 1.08),
    "octagon": (8, math.pi / 8, 1.04),
}
_OUTLINES: dict[str, tuple[Point, ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "page": ((-0.72, -1.0), (0.3, -1.0), (0.78, -0.5), (0.78, 1.0), (-0.72, 1.0)),
    "cross": tuple(
        (x, y)
        for x, y in (
            (-0.38, -1), (0.38, -1), (0.38, -0.38), (1, -0.38), (1, 0.38), (0.38, 0.38),
            (0.38, 1), (-0.38, 1), (-0.38, 0.38), (-1, 0.38), (-1, -0.38), (-0.38, -0.38),
        )
    ),
    "pigeon": (
        (1.1, -0.42), (0.74, -0.86), (0.36, -0.74), (0.1, -0.26), (-0.42, -0.8), (-0.5, -0.06), (-1.1, 0.42),
        (-0.42, 0.4), (-0.06, 0.82), (0.42, 0.62), (0.76, 0.02), (0.78, -0.4),
    ),
}  # fmt: skip
_PENCIL: tuple[Point, ...] = ((-0.9, 0.9), (-0.7, 0.25), (0.45, -0.9), (0.9, -0.45), (-0.25, 0.7))


def shape_path(kind: str, x: float, y: float, radius: float) -> str:
    """The sign of a channel kind (unknown kinds count as ``other``) around ``x, y``; about ``2 × radius`` wide."""
    shape = SHAPES.get(kind, SHAPES["other"])
    if shape == "circle":
        return capsule_path(Box(x - radius, y - radius, x + radius, y + radius))
    if shape in _REGULAR:
        corners, turn, size = _REGULAR[shape]
        angles = (turn + index * _TURN / corners - math.pi / 2 for index in range(corners))
        drop = 0.12 * radius if corners == 3 else 0.0
        sign = -drop if shape == "nabla" else drop
        return _closed((x + size * radius * math.cos(a), y + sign + size * radius * math.sin(a)) for a in angles)
    return _closed((x + px * radius, y + py * radius) for px, py in _OUTLINES[shape])


def pencil_path(x: float, y: float, radius: float) -> str:
    """A small pencil: something was written down from memory."""
    return _closed((x + px * radius, y + py * radius) for px, py in _PENCIL)


def end_path(kind: str, x: float, y: float, radius: float) -> str:
    """The end of the main line: a square where the incident was resolved, an arrow head where it still goes on."""
    if kind == "now":
        return _closed(((x - radius, y - radius * 1.1), (x + radius, y), (x - radius, y + radius * 1.1)))
    return _closed(
        ((x - radius, y - radius), (x + radius, y - radius), (x + radius, y + radius), (x - radius, y + radius))
    )


def capsule_path(box: Box) -> str:
    """A box with round ends; a circle when it is as wide as high."""
    radius = box.height / 2
    straight = max(0.0, box.width - box.height)
    return (
        f"M{_n(box.left + radius)},{_n(box.top)} h{_n(straight)} a{_n(radius)},{_n(radius)} 0 0 1 0,{_n(box.height)} "
        f"h{_n(-straight)} a{_n(radius)},{_n(radius)} 0 0 1 0,{_n(-box.height)} Z"
    )


def bracket_path(left: float, right: float, top: float, bottom: float, *, is_open: bool = False) -> str:
    """A bracket over ``left … right`` with round shoulders; an arrow to the right when ``is_open``."""
    bend = max(0.0, min(14.0, (right - left) / 2, bottom - top))
    start = f"M{_n(left)},{_n(bottom)} V{_n(top + bend)} q0,{_n(-bend)} {_n(bend)},{_n(-bend)}"
    if is_open:
        head = max(0.0, min(9.0, right - left - bend))
        barb = f"l{_n(head)},{_n(head * 0.8)} l{_n(-head)},{_n(head * 0.8)}"
        return f"{start} H{_n(right)} m{_n(-head)},{_n(-head * 0.8)} {barb}"
    return f"{start} H{_n(right - bend)} q{_n(bend)},0 {_n(bend)},{_n(bend)} V{_n(bottom)}"


def break_path(x: float, y: float, reach: float) -> str:
    """Two slanted strokes across a line: time is shortened here."""
    return " ".join(
        f"M{_n(x + shift - reach * 0.35)},{_n(y + reach)} l{_n(reach * 0.7)},{_n(-2 * reach)}" for shift in (-5.0, 5.0)
    )


def half_height_of_loop(across: float, half_width: float, half_height: float) -> float:
    """How far above its middle a circle of these half axes still is at ``across`` from its centre; 0 outside."""
    share = abs(across) / half_width if half_width else 1.0
    return half_height * (1 - share**_SQUARENESS) ** (1 / _SQUARENESS) if share < 1 else 0.0


def circle_points(box: Box, seed: str) -> list[Point]:
    """The marker's way around ``box``: once around and a bit, wavering, its end passing outside its beginning.

    The same ``seed`` gives the same circle. The way never comes inside the loop that just fills ``box`` by more than a
    hair, and never leaves ``box`` by more than ``overshoot(box)``.
    """
    noise = zlib.crc32(seed.encode())
    phases = [(noise >> shift & 255) / 255 * _TURN for shift in (0, 8, 16)]
    lean = ((noise >> 24 & 255) / 255 - 0.5) * 0.5
    half_width, half_height = box.width / 2, box.height / 2
    centre = (box.left + half_width, box.top + half_height)
    reach, begin, turn = overshoot(box), -2.15 + lean, 1.13
    points = []
    steps = 44
    for step in range(steps + 1):
        share = step / steps
        angle = begin + share * turn * _TURN
        waver = (
            math.sin(2 * angle + phases[0])
            + 0.6 * math.sin(3 * angle + phases[1])
            + 0.3 * math.sin(5 * angle + phases[2])
        )
        out = reach * (0.26 + 0.13 * waver + 0.48 * max(0.0, share - 0.6) / 0.4 - 0.12 * max(0.0, 0.12 - share) / 0.12)
        cosine, sine = math.cos(angle), math.sin(angle)
        points.append(
            (
                centre[0] + (half_width + out) * math.copysign(abs(cosine) ** (2 / _SQUARENESS), cosine),
                centre[1] + (half_height + out) * math.copysign(abs(sine) ** (2 / _SQUARENESS), sine),
            )
        )
    return points


def overshoot(box: Box) -> float:
    """How far outside of ``box`` the marker may go."""
    return min(21.0, 6.0 + 0.08 * min(box.width, box.height) + 0.008 * max(box.width, box.height))


def smooth_path(points: list[Point]) -> str:
    """A curve through ``points`` (Catmull-Rom, written as cubic Bézier pieces)."""
    pieces = [f"M{_n(points[0][0])},{_n(points[0][1])}"]
    for index in range(len(points) - 1):
        before, here = points[max(0, index - 1)], points[index]
        there, after = points[index + 1], points[min(len(points) - 1, index + 2)]
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        pieces.append("C" + " ".join(f"{_n(x)},{_n(y)}" for x, y in (first, second, there)))
    return " ".join(pieces)


def _closed(points: Iterable[Point]) -> str:
    return "M" + " L".join(f"{_n(x)},{_n(y)}" for x, y in points) + " Z"


def _n(number: float) -> str:
    """A number for path data: one decimal, without a useless ``.0`` or ``-0``."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
