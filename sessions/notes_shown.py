"""The notes that everybody may read: where they hang, which is in the light, which has most votes."""

from functools import cached_property

from incidents.analysis.findings import Analysis
from sessions.models import Note, Retrospective
from sessions.pinboard import Column, Stack, columns_of

FEW, SOME = 12, 28
"""Up to how many notes the display writes large, and up to how many it still writes several lines of each."""


class NotesShown:
    """The part of a board's state that is about notes; before the reveal it knows none."""

    retrospective: Retrospective
    analysis: Analysis
    notes: list[Note]

    @property
    def shown_notes(self) -> list[Note]:
        """The notes everybody may read: none before the reveal."""
        return self.notes if self.retrospective.revealed else []

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.shown_notes, self.analysis)

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """All stacks, those with most votes first."""
        return tuple(sorted((stack for column in self.columns for stack in column.stacks), key=lambda s: -s.votes))

    @property
    def crowd(self) -> str:
        """How many notes are shown: "few", "some" or "many"; the more, the smaller the display writes them."""
        count = len(self.shown_notes)
        return "few" if count <= FEW else "some" if count <= SOME else "many"

    @cached_property
    def lying_under(self) -> dict[int, list[Note]]:
        """The notes that lie under another one, by its primary key."""
        under: dict[int, list[Note]] = {}
        for note in self.shown_notes:
            if note.stacked_on_id:
                under.setdefault(note.stacked_on_id, []).append(note)
        return under

    @cached_property
    def row_of_notes(self) -> list[Note]:
        """The notes that lie on top, along the timeline: how the facilitator walks along them."""
        return [stack.note for column in self.columns for stack in column.stacks]

    @property
    def next_note(self) -> Note | None:
        """The note to light next; ``None`` after the last."""
        return self._note_beside(1)

    @property
    def previous_note(self) -> Note | None:
        """The note before the lit one; ``None`` before the first."""
        return self._note_beside(-1)

    def _note_beside(self, by: int) -> Note | None:
        notes = self.row_of_notes
        lit = next((index for index, note in enumerate(notes) if self.is_lit(note)), -1 if by > 0 else len(notes))
        return notes[lit + by] if 0 <= lit + by < len(notes) else None

    def is_lit(self, note: Note) -> bool:
        """Whether this note, or one that lies under it, is in the light."""
        lit = self.lit_note
        return lit is not None and note.pk in (lit.pk, lit.stacked_on_id)

    @cached_property
    def lit_note(self) -> Note | None:
        return next((note for note in self.shown_notes if note.pk == self.retrospective.lit_note_id), None)

    @cached_property
    def spot(self) -> Note | None:
        """The note in the light; of a stack the one on top."""
        return next((note for note in self.row_of_notes if self.is_lit(note)), None)

    def on_top(self, uid: str) -> Note | None:
        """The note of this id, or the one it lies under; ``None`` for one that nobody may read yet."""
        found = next((note for note in self.shown_notes if note.uid == uid), None)
        if found is None or not found.stacked_on_id:
            return found
        return next((note for note in self.shown_notes if note.pk == found.stacked_on_id), None)

    @cached_property
    def votes_given(self) -> int:
        return sum(stack.votes for stack in self.stacks)

    @cached_property
    def top_problem(self) -> Note | None:
        """The note with most votes that is not chosen yet; ``None`` while nothing has votes."""
        open_stacks = [stack for stack in self.stacks if stack.votes and not stack.note.chosen_at]
        return open_stacks[0].note if open_stacks else None

    @cached_property
    def chosen(self) -> list[Note]:
        return sorted((note for note in self.shown_notes if note.chosen_at), key=lambda note: note.chosen_at)

    @property
    def too_many_chosen(self) -> bool:
        return len(self.chosen) > 3
