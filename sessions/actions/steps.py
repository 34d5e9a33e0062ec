"""The course of the session: starting, going on and back, the clock, prompts, the end."""

from django.utils.translation import gettext_lazy as _

from sessions.actions.change import Board, action
from sessions.models.refused import Refused
from sessions.play import STEPS

EVERYTHING = ("clock", "people", "figure", "figures", "twin", "progress", "panel")
LONGEST_EXTENSION = 15


@action("session.start", *EVERYTHING, facilitator=True, undoable=False)
def start(board: Board) -> None:
    """Begin the first step and the clock."""
    retrospective = board.retrospective
    retrospective.require_open()
    if retrospective.started_at:
        raise Refused(_("The session has begun already."), "already")
    retrospective.boxes = retrospective.minutes
    retrospective.set_clock(retrospective.clock.start(board.now))
    retrospective.started_at = board.now
    retrospective.save()


@action("step.go", *EVERYTHING, facilitator=True, undoable=False)
def go_to_step(board: Board, *, step: str, came_from: str) -> None:
    """Go on or back to a step; ``came_from`` is the step the facilitator saw, so that two clicks count once."""
    retrospective = board.retrospective
    retrospective.require_running()
    if retrospective.step != came_from:
        raise Refused(_("The session is in another step already."), "already")
    target = next((index for index, known in enumerate(STEPS) if known.key == step), None)
    if target is None or step == came_from:
        raise Refused(_("There is no such step to go to."), "no_step")
    retrospective.set_clock(retrospective.clock.go(target, board.now))
    if retrospective.is_past("causes"):
        retrospective.reveal(board.now)
    retrospective.dim()
    retrospective.save()
    retrospective.seats.update(done_with="")
    # The ids that browsers made for anonymous notes are of no more use once their step is left.
    retrospective.log.anonymous().forget_authors()


@action("clock.pause", "clock", facilitator=True, undoable=False)
def pause(board: Board) -> None:
    """Stop the clock."""
    board.retrospective.require_running()
    board.retrospective.set_clock(board.retrospective.clock.pause(board.now))
    board.retrospective.save()


@action("clock.resume", "clock", facilitator=True, undoable=False)
def resume(board: Board) -> None:
    """Let the clock run on."""
    board.retrospective.require_running()
    board.retrospective.set_clock(board.retrospective.clock.resume(board.now))
    board.retrospective.save()


@action("clock.extend", "clock", facilitator=True, undoable=False)
def extend(board: Board, *, minutes: int) -> None:
    """Give the step more time, borrowed from the later ones."""
    board.retrospective.require_running()
    if not 1 <= minutes <= LONGEST_EXTENSION:
        raise Refused(_("A step can be extended by 1 to 15 minutes at a time."), "too_long")
    board.retrospective.set_clock(board.retrospective.clock.extend(60 * minutes, board.now))
    board.retrospective.save()


@action("prompt.show", "panel", facilitator=True, undoable=False)
def show_prompt(board: Board, *, number: int | None) -> None:
    """Show one of the step's prompts to everybody (counted from 0), or none."""
    retrospective = board.retrospective
    retrospective.require_running()
    prompts = retrospective.current.prompts if retrospective.current else ()
    if number is not None and not 0 <= number < len(prompts):
        raise Refused(_("There is no such prompt."), "no_prompt")
    board.change(retrospective, prompt=number)


@action("session.finish", *EVERYTHING, facilitator=True, undoable=False)
def finish(board: Board) -> None:
    """End the session: only actions that somebody drives are kept (P11), and nobody else can join."""
    retrospective = board.retrospective
    retrospective.require_running()
    retrospective.commitments.undriven().delete()
    retrospective.reveal(board.now)
    retrospective.dim()
    retrospective.circled_at = retrospective.circled_at or board.now
    retrospective.doors_closed_at = retrospective.doors_closed_at or board.now
    retrospective.finished_at = board.now
    retrospective.step_ends_at, retrospective.paused_remaining = None, None
    retrospective.save()
    # What can be undone no longer needs to be kept: above all the words of deleted notes.
    retrospective.log.update(changes=[])
    retrospective.log.anonymous().forget_authors()
