"""How everything on a board happens: lock, rule, log, publish after the commit.

``@action`` turns a rule into something a person can do once: the retrospective's row is locked, its revision rises by
one, the rule runs (and may refuse), one ``LogEntry`` is written, and the fragments it touched are published when the
transaction is on the disk. A ``request_id`` that was seen before changes nothing and is answered as the first time.
"""

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core import serializers
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions import fragments
from sessions.models import LogEntry, Retrospective, Seat
from sessions.models.refused import Refused
from sessions.models.seat import author_mac

Arguments = ParamSpec("Arguments")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a seat, the token its browser holds, and the id that browser gave this request."""

    seat: Seat
    token: str
    request_id: UUID


@dataclass(slots=True)
class Board:
    """The locked retrospective while a rule runs, and what the rule has touched so far."""

    retrospective: Retrospective
    seat: Seat | None
    token: str
    now: datetime
    shown: set[str]
    changes: list[dict[str, Any]] = field(default_factory=list)
    anonymous: bool = False
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    def create(self, obj: models.Model) -> None:
        """Keep a new row."""
        obj.save()
        self.created(obj)

    def created(self, obj: models.Model | None) -> None:
        """Remember a row that a model method made, if it made one."""
        if obj is not None:
            self.changes.append({"model": obj._meta.label, "pk": obj.pk, "before": None, "after": row(obj)})

    def change(self, obj: models.Model, **values: Any) -> None:
        """Change fields of a row; ``values`` that are the same already touch nothing."""
        before = row(obj)
        for name, value in values.items():
            setattr(obj, name, value)
        after = row(obj)
        if before == after:
            return
        obj.save(update_fields=list(values))
        self.changes.append({"model": obj._meta.label, "pk": obj.pk, "before": before, "after": after})

    def remove(self, obj: models.Model) -> None:
        """Delete a row and what hangs on it, so that an undo brings back all of it."""
        for key in pointing_at(obj):
            for other in key.model._default_manager.filter(**{key.name: obj.pk}):
                if key.remote_field.on_delete is models.CASCADE:
                    self.remove(other)
                else:
                    self.change(other, **{key.name: None})
        self.changes.append({"model": obj._meta.label, "pk": obj.pk, "before": row(obj), "after": None})
        obj.delete()

    def show(self, *names: str) -> None:
        """Let the boards draw these fragments anew."""
        self.shown.update(names)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an action: the log entry, and whether the request had been carried out before."""

    entry: LogEntry
    repeated: bool

    @property
    def revision(self) -> int:
        """The revision that the change made."""
        return self.entry.revision


def pointing_at(obj: models.Model) -> list[models.ForeignKey]:
    """The foreign keys of all models by which rows hang on one like this."""
    relations = obj._meta.get_fields(include_hidden=True)
    return [relation.field for relation in relations if relation.one_to_many and relation.auto_created]


def row(obj: models.Model) -> dict[str, Any]:
    """A row as it is kept in the log: ``{"model", "pk", "fields"}`` of JSON values."""
    return json.loads(serializers.serialize("json", [obj]))[0]


ACTIONS: dict[str, Callable[..., Outcome]] = {}
"""Everything that can happen on a board, by its verb."""


def action(
    verb: str, *shown: str, facilitator: bool = False, undoable: bool = True
) -> Callable[[Callable[Concatenate[Board, Arguments], None]], Callable[Concatenate[Actor, Arguments], Outcome]]:
    """Make a rule an action that logs ``verb`` and publishes the fragments named in ``shown``.

    The action raises ``Refused`` when its rule says no, or when a removed seat acts; then nothing was changed.
    """

    def wrap(
        rule: Callable[Concatenate[Board, Arguments], None],
    ) -> Callable[Concatenate[Actor, Arguments], Outcome]:
        @functools.wraps(rule)
        def perform(actor: Actor, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Outcome:
            with transaction.atomic():
                retrospective = locked(actor.seat.retrospective_id)
                if earlier := retrospective.log.of_request(actor.request_id):
                    return Outcome(earlier, True)
                seat = retrospective.seats.here().filter(pk=actor.seat.pk).first()
                if seat is None:
                    raise Refused(_("You were removed from this session."), "removed")
                if facilitator:
                    seat.require_facilitator()
                board = Board(retrospective, seat, actor.token, timezone.now(), set(shown))
                rule(board, *args, **kwargs)
                entry = written(board, verb, actor.request_id, undoable)
            return Outcome(entry, False)

        perform.needs_facilitator = facilitator  # type: ignore[attr-defined]  # the view refuses before any lock
        ACTIONS[verb] = perform
        return perform

    return wrap


def locked(pk: int) -> Retrospective:
    """The retrospective, locked until the transaction ends."""
    return Retrospective.objects.select_for_update(of=("self",)).select_related("incident__team").get(pk=pk)


def written(board: Board, verb: str, request_id: UUID | None, undoable: bool) -> LogEntry:
    """Raise the revision, write the log entry and publish on commit."""
    retrospective = board.retrospective
    retrospective.revision += 1
    retrospective.save(update_fields=["revision"])
    entry = LogEntry.objects.create(
        retrospective=retrospective,
        revision=retrospective.revision,
        request_id=request_id,
        verb=verb,
        step=retrospective.step,
        seat=None if board.anonymous else board.seat,
        author_mac=author_mac(board.token, str(request_id)) if board.anonymous else "",
        at=step_began(retrospective, board.now) if board.anonymous else board.now,
        changes=board.changes if undoable else [],
    )
    announce_on_commit(retrospective, board.shown, board.after_commit)
    return entry


def announce_on_commit(
    retrospective: Retrospective, shown: set[str], also: list[Callable[[], None]] | None = None
) -> None:
    """Publish when the change is on the disk; a failing layer must not turn a kept change into an error.

    ``also`` is called first: who was shut out is not sent what comes after.
    """
    pk, revision, names = retrospective.pk, retrospective.revision, frozenset(shown)
    for call in also or ():
        transaction.on_commit(call, robust=True)
    transaction.on_commit(lambda: fragments.publish(pk, revision, names), robust=True)


def step_began(retrospective: Retrospective, now: datetime) -> datetime:
    """When the running step was entered: all that is kept of the time of something anonymous."""
    entered = retrospective.log.filter(verb__in=("session.start", "step.go")).last()
    return entered.at if entered else now.replace(minute=0, second=0, microsecond=0)
