"""Taking back the last thing one did."""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import serializers
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from incidents.models import Channel, ChannelUse
from sessions.actions.causes import DEEPEST
from sessions.actions.change import Board, action, pointing_at, row
from sessions.actions.steps import EVERYTHING
from sessions.models import Cause, Commitment, LogEntry, Note, Retrospective, Vote
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
    """Refuse an undo that would go around a rule that later changes have kept."""
    kinds = {change["model"] for change in entry.changes}
    if any(model._meta.label in kinds and broken(board.retrospective) for model, broken in RULES):
        raise changed_since()


def too_many_votes(retrospective: Retrospective) -> bool:
    """Whether somebody has given more votes than everybody has."""
    given = retrospective.seats.annotate(given=Count("votes"))
    return given.filter(given__gt=retrospective.votes_each).exists()


def too_many_answers(retrospective: Retrospective) -> bool:
    """Whether a problem has too many whys, or two root causes."""
    counted = retrospective.notes.annotate(whys=Count("causes"), roots=Count("causes__root_at"))
    return counted.filter(Q(whys__gt=DEEPEST) | Q(roots__gt=1)).exists()


def too_deep_stacks(retrospective: Retrospective) -> bool:
    """Whether a note lies under one that lies under another, where nobody would see it."""
    return retrospective.notes.filter(stacked_on__stacked_on__isnull=False).exists()


def promised_by_others(retrospective: Retrospective) -> bool:
    """Whether an action is promised in the name of somebody who is here and did not promise it."""
    owned = retrospective.commitments.driven().filter(owner_seat__in=retrospective.seats.here())
    return owned.exclude(driven_by=F("owner_seat")).exists()


RULES: tuple[tuple[type[models.Model], Callable[[Retrospective], bool]], ...] = (
    (Vote, too_many_votes),
    (Cause, too_many_answers),
    (Note, too_deep_stacks),
    (Commitment, promised_by_others),
)
"""What an undo must not break, with the model whose rows may break it."""


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
