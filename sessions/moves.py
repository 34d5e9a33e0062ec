"""What the facilitator does next, so that the one button that matters can be the largest."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sessions.board import BoardState


@dataclass(frozen=True, slots=True)
class Move:
    """``key`` names the move; ``on`` is the uid or key of what it is about, if it is about something.

    Keys: start, gap, circle, reveal, note, vote, choose, act, finish, next; empty when the session is finished.
    """

    key: str
    on: str = ""


def next_move(board: "BoardState") -> Move:
    """The next thing to do at this place of the session."""
    moves = {"lobby": _lobby, "gap": _gap, "assess": _assess, "causes": _causes, "plan": _plan, "finished": _over}
    return moves.get(board.place, _go_on)(board)


def _lobby(board: "BoardState") -> Move:
    return Move("start")


def _over(board: "BoardState") -> Move:
    return Move("")


def _go_on(board: "BoardState") -> Move:
    return Move("next" if board.next_step else "finish")


def _gap(board: "BoardState") -> Move:
    if board.circled:
        return _go_on(board)
    key = board.next_gap_key
    return Move("gap", key) if key else Move("circle")


def _assess(board: "BoardState") -> Move:
    return _go_on(board) if board.retrospective.revealed else Move("reveal")


def _causes(board: "BoardState") -> Move:
    note = board.next_note
    return Move("note", note.uid) if note else _go_on(board)


def _plan(board: "BoardState") -> Move:
    if len(board.chosen) < 2 and board.top_problem:
        return Move("choose", board.top_problem.uid)
    if not board.chosen:
        return Move("vote" if board.shown_notes else "finish")
    return Move("finish" if board.commitments else "act")
