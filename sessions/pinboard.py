"""Where the notes hang: beside the timeline, in columns by what they are pinned to, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from incidents.analysis.findings import Analysis, Gap
from incidents.models import Communication
from sessions.models import Note


@dataclass(frozen=True, slots=True)
class Stack:
    """A note, and the similar ones that lie under it."""

    note: Note
    under: tuple[Note, ...]

    @property
    def votes(self) -> int:
        """Dots on the whole stack."""
        return self.note.votes_count + sum(note.votes_count for note in self.under)


@dataclass(frozen=True, slots=True)
class Column:
    """What notes are pinned to: a gap, a communication, a time (UTC), or nothing. ``anchor`` names it on the wire."""

    anchor: str
    stacks: tuple[Stack, ...]
    gap: Gap | None = None
    communication: Communication | None = None
    at: datetime | None = None


def columns_of(notes: Iterable[Note], analysis: Analysis) -> tuple[Column, ...]:
    """The columns that have notes: not placed ones first, then along the timeline."""
    notes = list(notes)
    under: dict[int, list[Note]] = {}
    for note in notes:
        if note.stacked_on_id:
            under.setdefault(note.stacked_on_id, []).append(note)
    held: dict[str, list[Stack]] = {}
    places: dict[str, Column] = {}
    for note in notes:
        if note.stacked_on_id:
            continue
        column = column_for(note, analysis)
        places.setdefault(column.anchor, column)
        held.setdefault(column.anchor, []).append(Stack(note, tuple(under.get(note.pk, ()))))
    columns = [
        Column(anchor, tuple(stacks), places[anchor].gap, places[anchor].communication, places[anchor].at)
        for anchor, stacks in held.items()
    ]
    return tuple(sorted(columns, key=lambda column: (column.at is not None, column.at or datetime.min, column.anchor)))


def column_for(note: Note, analysis: Analysis) -> Column:
    """The (empty) column that a note belongs into as the timeline stands now.

    A note on a gap follows the post after which the gap began; when a corrected time or a new post splits that gap, it
    stays with the part that holds its place. A note on a communication that is gone stays at its time.
    """
    if note.anchor == Note.Anchor.GAP:
        gap = gap_of(note, analysis)
        if gap:
            return Column(f"gap:{gap.key}", (), gap=gap, at=gap.begins_at)
    if note.anchor == Note.Anchor.COMMUNICATION and note.anchor_communication:
        communication = note.anchor_communication
        return Column(f"message:{communication.uid}", (), communication=communication, at=communication.posted_at)
    if note.anchor and note.anchor_at:
        return Column(f"time:{note.anchor_at.timestamp():.0f}", (), at=note.anchor_at)
    return Column("", ())


def gap_of(note: Note, analysis: Analysis) -> Gap | None:
    """The gap that a note pinned to a gap lies in now."""
    gaps = analysis.chain.gaps
    inside = [gap for gap in gaps if note.anchor_at and gap.begins_at <= note.anchor_at <= gap.ends_at]
    key = note.anchor_communication.uid if note.anchor_communication else "begin"
    named = [gap for gap in gaps if gap.key == key]
    both = [gap for gap in named if gap in inside]
    return next(iter(both or inside or named), None)
