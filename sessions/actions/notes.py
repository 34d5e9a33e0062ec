"""Sticky notes: writing, changing, revealing, placing beside the timeline."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from sessions.actions.change import Board, action
from sessions.actions.timeline import gap_called
from sessions.models import Note
from sessions.models.refused import Refused
from sessions.models.seat import author_mac
from sessions.play import STEPS

logger = logging.getLogger(__name__)

PER_MINUTE = 30
"""How many notes one person may write in a minute; more is a program, not a person."""
ONE_MINUTE = timedelta(minutes=1)
WRITING_STEPS = tuple(step.key for step in STEPS if step.notes)
PRIVATE_STEPS = tuple(step.key for step in STEPS if step.private)


@action("note.write")
def write_note(board: Board, *, text: str, kind: str, anonymous: bool) -> None:
    """Put up a sticky note; in a private step nobody else sees it before the reveal."""
    retrospective = board.retrospective
    retrospective.require_running(*WRITING_STEPS)
    if anonymous and not retrospective.anonymous_allowed:
        raise Refused(_("Anonymous notes are switched off in this session."), "named_only")
    if retrospective.notes.count() >= settings.NOTES_PER_SESSION:
        raise Refused(_("This board is full."), "full")
    require_patience(board)
    note = Note(retrospective=retrospective, text=text, kind=kind)
    if anonymous:
        note.author_mac = author_mac(board.token, note.uid)
        board.anonymous = True
    else:
        note.seat = board.seat
    board.create(note)
    show_board_of(board)


@action("note.edit")
def edit_note(board: Board, *, item: str, text: str, kind: str, version: int) -> None:
    """Change one's own note; ``version`` is the one that was read, so that nothing is overwritten unseen."""
    board.retrospective.require_running()
    note = note_of(board, item)
    note.require_author(board.seat, board.token)
    if note.version != version and (note.text, note.kind) != (text, kind):
        raise Refused(_("This note was changed in another window meanwhile."), "conflict")
    board.anonymous = note.anonymous
    board.change(note, text=text, kind=kind, version=note.version + 1)
    if board.retrospective.revealed:
        board.show(f"note-{note.uid}")
    if note.chosen_at:
        board.show("panel")


@action("note.delete")
def delete_note(board: Board, *, item: str) -> None:
    """Take a note down: one's own, or as facilitator anybody's once it is revealed."""
    board.retrospective.require_running()
    note = note_of(board, item)
    note.require_author(board.seat, board.token, or_facilitator=board.retrospective.revealed)
    board.anonymous = note.anonymous and note.is_by(board.seat, board.token)
    board.remove(note)
    show_board_of(board)


@action("notes.reveal", "panel", "progress", "figure", "clock", facilitator=True, undoable=False)
def reveal(board: Board) -> None:
    """Show everybody's notes, in random order."""
    board.retrospective.require_running(*PRIVATE_STEPS)
    board.retrospective.reveal(board.now)
    board.retrospective.save()


@action("note.pin", "panel", "figure")
def pin_note(board: Board, *, item: str, anchor: str, key: str = "", at: datetime | None = None) -> None:
    """Place a note at a gap (``key`` is the gap's), a communication (``key`` is its uid), a time, or nowhere."""
    board.retrospective.require_running()
    note = shown_note(board, item)
    incident = board.retrospective.incident
    communication = None
    if anchor == Note.Anchor.GAP:
        gap = gap_called(board, key)
        at = gap.begins_at + (gap.ends_at - gap.begins_at) / 2
    if anchor == Note.Anchor.COMMUNICATION or (anchor == Note.Anchor.GAP and key != "begin"):
        communication = incident.communications.filter(uid=key).first()
        if communication is None:
            raise Refused(_("This message is not on the timeline any more."), "gone")
        at = communication.posted_at if anchor == Note.Anchor.COMMUNICATION else at
    board.change(note, **note.pinned(anchor, communication, at), stacked_on=None)


@action("note.light", "panel", "figure", facilitator=True, undoable=False)
def light_note(board: Board, *, item: str | None) -> None:
    """Light one note on every screen, or none."""
    board.retrospective.require_running()
    board.change(board.retrospective, lit_note=shown_note(board, item) if item else None)


@action("note.stack", "panel", "figure")
def stack_note(board: Board, *, item: str, on: str) -> None:
    """Put a note on a similar one; a stack stays one layer deep."""
    board.retrospective.require_running()
    note, below = shown_note(board, item), shown_note(board, on)
    below = below.stacked_on or below
    if below.pk == note.pk:
        raise Refused(_("A note cannot be stacked on itself."), "itself")
    for stacked in note.stack.all():
        board.change(stacked, stacked_on=below)
    board.change(note, stacked_on=below)


@action("note.unstack", "panel", "figure")
def unstack_note(board: Board, *, item: str) -> None:
    """Take a note off its stack; it keeps the place of the stack."""
    board.retrospective.require_running()
    note = shown_note(board, item)
    below = note.stacked_on
    if below is None:
        return
    place = note.pinned(below.anchor, below.anchor_communication, below.anchor_at)
    board.change(note, stacked_on=None, **place)


def show_board_of(board: Board) -> None:
    """Before the reveal the others get a count only; afterwards the pinboard."""
    board.show("progress")
    if board.retrospective.revealed:
        board.show("panel", "figure")


def require_patience(board: Board) -> None:
    """Refuse a flood of notes from one seat.

    Counted in the cache, which forgets, and not in the database: there a count would tell who wrote anonymously.
    """
    key = f"notes-of-a-minute:{board.seat.uid}"
    try:
        cache.add(key, 0, ONE_MINUTE.total_seconds())
        written = cache.incr(key)
    except Exception:
        # A cache that is away, or forgets at this very moment, must not keep anybody from writing.
        logger.exception("The notes of a minute were not counted")
        return
    if written > PER_MINUTE:
        raise Refused(_("That is a lot of notes at once. Please wait a minute."), "flood")


def note_of(board: Board, uid: str) -> Note:
    """A note of this board. Raises ``Refused`` when somebody took it down."""
    note = board.retrospective.notes.filter(uid=uid).first()
    if note is None:
        raise Refused(_("This note is not on the board any more."), "gone")
    return note


def shown_note(board: Board, uid: str) -> Note:
    """A note that everybody may see. Raises ``Refused`` before the reveal."""
    if not board.retrospective.revealed:
        raise Refused(_("The notes are not revealed yet."), "hidden")
    return note_of(board, uid)
