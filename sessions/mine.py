"""What only one person sees: their own notes, votes and taps. Goes to them alone, in the answer of a request."""

from dataclasses import dataclass

from sessions.access import Viewer
from sessions.models import Note, Seat


@dataclass(frozen=True, slots=True)
class Mine:
    """One viewer's own things. ``votes`` holds a note's uid once per dot."""

    seat: Seat
    notes: list[Note]
    votes: list[str]
    votes_left: int
    judged: list[tuple[str, bool]]
    done: bool

    @classmethod
    def of(cls, viewer: Viewer) -> "Mine":
        """Read what belongs to this viewer."""
        seat, retrospective = viewer.seat, viewer.retrospective
        votes = list(seat.votes.values_list("note__uid", flat=True))
        return cls(
            seat=seat,
            notes=retrospective.notes.written_by(seat, viewer.token),
            votes=votes,
            votes_left=max(0, retrospective.votes_each - len(votes)),
            judged=list(seat.judgements.values_list("gap", "agrees")),
            done=bool(seat.done_with) and seat.done_with == retrospective.step,
        )
