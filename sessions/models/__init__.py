"""The live retrospective: its clock and steps, seats, notes, causes, votes, plan and log."""

from sessions.models.attempt import Attempt
from sessions.models.cause import Cause, Commitment, Vote
from sessions.models.log import LogEntry
from sessions.models.note import Note
from sessions.models.retrospective import Judgement, Retrospective
from sessions.models.seat import Seat, SeatKey

__all__ = [
    "Attempt",
    "Cause",
    "Commitment",
    "Judgement",
    "LogEntry",
    "Note",
    "Retrospective",
    "Seat",
    "SeatKey",
    "Vote",
]
