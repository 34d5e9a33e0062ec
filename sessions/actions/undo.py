"""Taking back the last thing one did."""

import secrets
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import serializers
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.actions.change import Board, action, row
from sessions.actions.steps import EVERYTHING
from sessions.models import LogEntry
from sessions.models.refused import Refused
from sessions.models.seat import author_mac


@action("undo", *EVERYTHING, undoable=False)
def undo(board: Board, *, undone: UUID) -> None:
    """Take back one's own change, if nobody has changed the same thing since.

    Raises ``Refused`` when it was somebody else's, was undone already, belongs to a step that is left, or when other
    changes came on top of it.
    """
    retrospective = board.retrospective
    retrospective.require_running()
    entry = retrospective.log.filter(request_id=undone).first()
    if entry is None or not did(entry, board) or not entry.changes:
        raise Refused(_("You have nothing to undo here."), "nothing")
    if entry.undone_at:
        raise Refused(_("This has been undone already."), "already")
    board.anonymous = bool(entry.author_mac)
    for change in reversed(entry.changes):
        take_back(change)
    entry.undone_at = board.now
    entry.save(update_fields=["undone_at"])


def did(entry: LogEntry, board: Board) -> bool:
    """Whether this seat, or for an anonymous change this browser, made the entry."""
    if entry.author_mac:
        return secrets.compare_digest(entry.author_mac, author_mac(board.token, str(entry.request_id)))
    return entry.seat_id == board.seat.pk


def take_back(change: dict[str, Any]) -> None:
    """Put one row back to what it was before. Raises ``Refused`` if it has been changed since."""
    model: type[models.Model] = apps.get_model(change["model"])
    current = model._default_manager.filter(pk=change["pk"]).first()
    if change["after"] is None:
        if current is None:
            deserialised(change["before"]).save()
        return
    names = touched(change)
    if current is None or any(row(current)["fields"][name] != change["after"]["fields"][name] for name in names):
        raise Refused(_("Somebody has changed this since, so it cannot be undone any more."), "changed_since")
    if change["before"] is None:
        current.delete()
        return
    old = deserialised(change["before"]).object
    for name in names:
        attribute = model._meta.get_field(name).attname
        setattr(current, attribute, getattr(old, attribute))
    current.save(update_fields=names)


def deserialised(data: dict[str, Any]) -> Any:
    """A row out of the log, ready to be saved."""
    return next(serializers.deserialize("python", [data]))


def touched(change: dict[str, Any]) -> list[str]:
    """The fields that a change set; those of a new row are all."""
    after = change["after"]["fields"]
    before = change["before"]["fields"] if change["before"] else {}
    return [name for name, value in after.items() if name not in before or before[name] != value]
