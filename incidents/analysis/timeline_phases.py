"""The phases above the line, in rows where they overlap."""

from collections.abc import Iterable

from incidents.analysis.records import Phase
from incidents.analysis.timeline_parts import PhaseBand, Words
from incidents.analysis.timeline_scale import Scale
from incidents.analysis.timeline_text import Anchor, Box, Label, place, text_width

HEIGHT, SPACE, TEXT, APART = 34, 4, 22, 4.0
INSET = 10


def phases_of(
    phases: Iterable[Phase], scale: Scale, words: Words, *, top: float, frame: float
) -> tuple[tuple[PhaseBand, ...], float]:
    """The bands from ``top`` downwards, and the y at which they end.

    A name that does not fit its band stands beside it, else it is left out (``title`` keeps it).
    """
    rows: list[list[Box]] = []
    bands: list[PhaseBand] = []
    for phase in sorted(phases, key=lambda phase: (phase.begins_at, phase.ends_at)):
        left, right = scale.x(phase.begins_at), scale.x(phase.ends_at)
        bar = Box(left, 0, max(right - 2, left + 3), HEIGHT)
        length = phase.ends_at - phase.begins_at
        name = words.phase(phase.kind)
        title = f"{name} · {words.duration(length)}"
        row, label = _settle(rows, bar, (title, name), frame)
        y = top + row * (HEIGHT + SPACE)
        box = Box(bar.left, y, bar.right, y + HEIGHT)
        placed = place(label.text, label.x, y + label.y, TEXT, label.anchor, full=title) if label else None
        bands.append(PhaseBand(phase.kind, box, placed, title, length))
    return tuple(bands), top + len(rows) * (HEIGHT + SPACE)


def _settle(rows: list[list[Box]], bar: Box, texts: tuple[str, ...], frame: float) -> tuple[int, Label | None]:
    """The first row where the bar and its label are free; the label is relative to the row's top."""
    inside = [label for text in texts for label in _inside(bar, text)]
    choices = inside or [label for text in texts for label in _beside(bar, text, frame)]
    for index in range(len(rows) + 1):
        row = rows[index] if index < len(rows) else []
        if any(bar.overlaps(other, APART - 2) for other in row):
            continue
        label = next((c for c in choices if not any(c.box.overlaps(other, APART) for other in row)), None)
        if label is not None or index == len(rows):
            if index == len(rows):
                rows.append([])
            rows[index] += [bar] if label is None else [bar, label.box]
            return index, label
    return 0, None


def _inside(bar: Box, text: str) -> list[Label]:
    if text_width(text, TEXT) + 2 * INSET > bar.width:
        return []
    return [place(text, bar.middle, HEIGHT / 2 + TEXT * 0.36, TEXT, Anchor.MIDDLE)]


def _beside(bar: Box, text: str, frame: float) -> list[Label]:
    y = HEIGHT / 2 + TEXT * 0.36
    right, left = place(text, bar.right + INSET, y, TEXT), place(text, bar.left - INSET, y, TEXT, Anchor.END)
    return [label for label in (right, left) if label.box.left >= 0 and label.box.right <= frame]
