"""Everything that can happen on a board, one function each."""

from sessions.actions import causes, notes, plan, seats, steps, timeline, undo
from sessions.actions.change import ACTIONS, Actor, Outcome

__all__ = ["ACTIONS", "Actor", "Outcome", "causes", "notes", "plan", "seats", "steps", "timeline", "undo"]
