"""The marks on the main line, begin, start, resolution or now, and the words that stand at them."""

from dataclasses import dataclass
from datetime import datetime

from incidents.analysis.findings import BeginIs, Chain
from incidents.analysis.marker import end_path
from incidents.analysis.records import Incident
from incidents.analysis.timeline_captions import Room
from incidents.analysis.timeline_line import end_of
from incidents.analysis.timeline_parts import Mark, Words
from incidents.analysis.timeline_scale import Scale, zone_of
from incidents.analysis.timeline_text import Anchor, Box, Label, place, text_width

TEXT = 22
UNDER = 68
"""Baseline of the words below the line: out of the marker's reach and above the first lane's dots."""
NEAR_END = 40
RADIUS = 12
ENDS = ("end", "now")


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for words: the whole picture, where texts left of the axis end, and where those right of it begin.

    ``branches`` are the places below the line where a branch goes down; words avoid them if they can. ``taken`` is the
    room of other texts and of dots.
    """

    left: float
    right: float
    column: float
    beside: float | None
    branches: tuple[float, ...]
    taken: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """Begin always; end and start where they are known."""

    begin: Mark
    end: Mark | None
    start: Mark | None
    never_told: Label | None
    notes: tuple[Label, ...]


def end_word(chain: Chain, words: Words) -> str:
    return words.now if chain.open else words.resolved


def marks_of(incident: Incident, chain: Chain, scale: Scale, words: Words, *, y: float, frame: Frame) -> Marks:
    """The marks with their labels: beside the line where they stand at its ends, else below it where it is free."""
    zone = zone_of(incident.zone)
    room = Room(Box(frame.left, 0, frame.right, 0), list(frame.taken))
    branches = [Box(x - 4, y, x + 6, y + 2 * UNDER) for x in frame.branches]
    leftmost = True

    def mark(kind: str, word: str, at: datetime, field: str, *, timed: bool = True) -> Mark:
        nonlocal leftmost
        x = round(scale.x(at), 1)
        about = field in incident.approximate
        lines = [word, f"{'~' * about}{at.astimezone(zone):%H:%M}"] if timed else [word]
        if kind in ENDS and frame.beside is not None and scale.right - x < NEAR_END:
            labels = _beside(lines, frame.beside, y, Anchor.START)
        elif kind not in ENDS and leftmost and x - scale.left < 1:
            leftmost, labels = False, _beside(lines, frame.column, y, Anchor.END)
        else:
            labels = _below(" ".join(lines), x, y + UNDER, room, branches)
        room.take(*(label.box for label in labels))
        return Mark(kind, x, y, at, labels, about, end_path(kind, x, y, RADIUS))

    by_alert = chain.begin_is is BeginIs.FIRST_ALERT
    begin = mark(
        "begin",
        words.begin(chain.begin_is),
        scale.begin,
        "first_alert_at" if by_alert else "started_at",
        timed=chain.begin_at is not None,
    )
    at, start, never, notes = end_of(incident, chain), None, None, ()
    end = mark("now" if chain.open else "end", end_word(chain, words), at, "resolved_at") if at is not None else None
    if by_alert and incident.started_at is not None and chain.other_begin_at == incident.started_at != scale.begin:
        start = mark("start", words.started, incident.started_at, "started_at")
    if chain.never_told and at is not None:
        notes = _below(words.never_told, scale.x(at), y + UNDER, room, branches, bold=True)
        never = notes[0] if notes else None
        room.take(*(label.box for label in notes))
    apart = chain.follow_ups and scale.spans[-1].begins_at >= scale.end
    return Marks(
        begin, end, start, never, _below(words.follow_ups, scale.right, y + UNDER, room, branches) if apart else ()
    )


def _beside(lines: list[str], x: float, y: float, anchor: Anchor) -> tuple[Label, ...]:
    """One or two lines at the end of the main line, the first in bold."""
    top = y + TEXT * 0.36 - (len(lines) - 1) * TEXT * 0.6
    return tuple(
        place(line, x, top + index * TEXT * 1.2, TEXT, anchor, bold=index == 0) for index, line in enumerate(lines)
    )


def _below(text: str, x: float, y: float, room: Room, branches: list[Box], *, bold: bool = False) -> tuple[Label, ...]:
    """One line below the main line near ``x`` where it is free, best where no branch passes; else none."""
    width = text_width(text, TEXT, bold=bold)
    beside = [left for branch in branches for left in (branch.left - width - 4, branch.right + 4)]
    tries = (x - width / 2, *sorted(beside, key=lambda left: abs(left + width / 2 - x)), x + 24, x - width - 24)
    places = [min(max(left, room.frame.left), room.frame.right - width) for left in tries]
    labels = [place(text, left, y, TEXT, bold=bold) for left in places]
    free = [label for label in labels if room.free(label.box)]
    clear = [label for label in free if not any(label.box.overlaps(line) for line in branches)]
    return tuple([*clear, *free][:1])
