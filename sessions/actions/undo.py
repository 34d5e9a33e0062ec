"""Taking back the last thing one did."""

import secrets
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import serializers
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models import Channel, ChannelUse
from sessions.actions.causes import DEEPEST
from sessions.actions.change import Board, action, pointing_at, row
from sessions.actions.steps import EVERYTHING
from sessions.models import Cause, LogEntry, Vote
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
    retrospective.require_running(entry.step)
    board.anonymous = bool(entry.author_mac)
    for change in reversed(entry.changes):
        take_back(change)
    require_rules(board, entry)
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
            bring_back(deserialised(change["before"]).object)
        return
    names = touched(change)
    if current is None or any(row(current)["fields"][name] != change["after"]["fields"][name] for name in names):
        raise changed_since()
    if change["before"] is None:
        take_away(current)
        return
    old = deserialised(change["before"]).object
    for name in names:
        attribute = model._meta.get_field(name).attname
        setattr(current, attribute, getattr(old, attribute))
    require_neighbours(current)
    current.save(update_fields=names)


def bring_back(obj: models.Model) -> None:
    """Keep a removed row again. Raises ``Refused`` if what it hangs on is gone meanwhile."""
    require_neighbours(obj)
    obj.save_base(raw=True)


def take_away(obj: models.Model) -> None:
    """Delete a row that was made. Raises ``Refused`` if others have built on it; a channel they use just stays."""
    if isinstance(obj, ChannelUse) and obj.channel.communications.filter(incident=obj.incident_id).exists():
        return
    if isinstance(obj, Channel) and (obj.uses.exists() or obj.communications.exists()):
        return
    for field in pointing_at(obj):
        others = field.model._default_manager.filter(**{field.name: obj.pk})
        if field.remote_field.on_delete is models.CASCADE and others.exists():
            raise changed_since()
    obj.delete()


def require_neighbours(obj: models.Model) -> None:
    """Refuse a row that would point at something that is gone."""
    for field in obj._meta.concrete_fields:
        value = getattr(obj, field.attname)
        if field.is_relation and value and not field.related_model._default_manager.filter(pk=value).exists():
            raise changed_since()


def require_rules(board: Board, entry: LogEntry) -> None:
    """Refuse an undo that would go around a rule: more votes than one has, too many whys, two root causes."""
    touched_models = {change["model"] for change in entry.changes}
    if Vote._meta.label in touched_models and board.seat.votes.count() > board.retrospective.votes_each:
        raise changed_since()
    if Cause._meta.label in touched_models:
        for note in board.retrospective.notes.prefetch_related("causes"):
            answers = list(note.causes.all())
            roots = [cause for cause in answers if cause.root_at]
            if len(answers) > DEEPEST or len(roots) > 1:
                raise changed_since()


def changed_since() -> Refused:
    """What is said when somebody's later change is in the way."""
    return Refused(_("Somebody has changed this since, so it cannot be undone any more."), "changed_since")


def deserialised(data: dict[str, Any]) -> Any:
    """A row out of the log, ready to be saved."""
    return next(serializers.deserialize("python", [data]))


def touched(change: dict[str, Any]) -> list[str]:
    """The fields that a change set; those of a new row are all."""
    after = change["after"]["fields"]
    before = change["before"]["fields"] if change["before"] else {}
    return [name for name, value in after.items() if name not in before or before[name] != value]
