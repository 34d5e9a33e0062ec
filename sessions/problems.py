"""The two or three problems that matter most, each with its root cause and with what is going to be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sessions.models import Cause, Commitment, Note


@dataclass(frozen=True, slots=True)
class Problem:
    """A chosen note, counted from 1, and the actions against it."""

    number: int
    note: Note
    commitments: tuple[Commitment, ...]

    @property
    def cause(self) -> Cause | None:
        """Why it happened: the root cause the group marked, else the last answer it found."""
        return cause_of(self.note)


def problems_of(chosen: Iterable[Note], commitments: Iterable[Commitment]) -> tuple[Problem, ...]:
    """The chosen notes in the order in which they were chosen."""
    commitments = list(commitments)
    return tuple(
        Problem(number, note, tuple(commitment for commitment in commitments if commitment.note_id == note.pk))
        for number, note in enumerate(chosen, start=1)
    )


def cause_of(note: Note) -> Cause | None:
    """The root cause of a note, or the deepest answer while none is marked; ``None`` before the first why."""
    answers = list(note.causes.all())
    root = next((cause for cause in answers if cause.root_at), None)
    return root or (answers[-1] if answers else None)
