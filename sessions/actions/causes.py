"""Why it happened, and why again, down to the cause (P9)."""

from django.utils.translation import gettext_lazy as _

from sessions.actions.change import Board, action
from sessions.actions.notes import shown_note
from sessions.models import Cause
from sessions.models.refused import Refused

DEEPEST = 5


@action("cause.add", "panel")
def add_why(board: Board, *, note: str, text: str) -> None:
    """Answer the next why of a problem; five are enough."""
    board.retrospective.require_running("causes", "plan")
    problem = shown_note(board, note)
    depth = problem.causes.count() + 1
    if depth > DEEPEST:
        raise Refused(_("Five whys are enough. Choose the root cause among them."), "deep_enough")
    board.create(Cause(note=problem, depth=depth, text=text))


@action("cause.edit", "panel")
def edit_why(board: Board, *, item: str, text: str) -> None:
    """Word an answer differently."""
    board.retrospective.require_running("causes", "plan")
    board.change(cause_of(board, item), text=text)


@action("cause.remove", "panel")
def remove_why(board: Board, *, item: str) -> None:
    """Take an answer away; those below move up."""
    board.retrospective.require_running("causes", "plan")
    cause = cause_of(board, item)
    below = list(cause.note.causes.filter(depth__gt=cause.depth))
    board.remove(cause)
    for later in below:
        board.change(later, depth=later.depth - 1)


@action("cause.root", "panel")
def mark_root(board: Board, *, item: str, root: bool) -> None:
    """Say that this answer is the root cause, or not after all; a problem has one."""
    board.retrospective.require_running("causes", "plan")
    cause = cause_of(board, item)
    for other in cause.note.causes.exclude(pk=cause.pk):
        board.change(other, root_at=None)
    board.change(cause, root_at=board.now if root else None)


def cause_of(board: Board, uid: str) -> Cause:
    """An answer on this board. Raises ``Refused`` when it is gone."""
    causes = Cause.objects.filter(note__retrospective=board.retrospective)
    cause = causes.filter(uid=uid).select_related("note").first()
    if cause is None:
        raise Refused(_("This answer is not on the board any more."), "gone")
    return cause
