"""Sticky notes: what was confusing, where it hurt, what went well."""

import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from incidents.models import Communication
from incidents.models.identity import Identified, IdentifiedQuerySet
from sessions.models.refused import Refused
from sessions.models.retrospective import Retrospective
from sessions.models.seat import Seat, author_mac

TEXT_LIMIT = 1000


def random_place() -> int:
    """A random order, so that the order of arrival tells nobody anything."""
    return secrets.randbelow(2**31)


class NoteQuerySet(IdentifiedQuerySet["Note"]):
    def on_board(self) -> "NoteQuerySet":
        """Notes in their random order with what a board shows of them, in a fixed number of queries."""
        return (
            self.select_related("seat", "anchor_communication__channel", "retrospective")
            .prefetch_related("causes")
            .annotate(votes_count=Count("votes"))
        )

    def written_by(self, seat: Seat, token: str) -> list["Note"]:
        """This seat's own notes: the named ones, and the anonymous ones this browser wrote."""
        candidates = self.filter(Q(seat=seat) | Q(seat__isnull=True))
        return [note for note in candidates if note.is_by(seat, token)]

    def chosen(self) -> "NoteQuerySet":
        """The problems the group wants to solve, in the order they were chosen."""
        return self.filter(chosen_at__isnull=False).order_by("chosen_at", "pk")


class Note(Identified):
    """A sticky note. An anonymous one stores no seat, only ``author_mac`` (see ``sessions.models.seat``).

    It is pinned to a gap (``anchor_communication`` is the post after which the gap begins, none for the beginning), to
    a communication, or to a time. ``anchor_at`` keeps the place when the anchor itself disappears.
    """

    class Kind(models.TextChoices):
        PROBLEM = "problem", _("Problem")
        CONFUSION = "confusion", _("Confusion")
        IDEA = "idea", _("Idea")
        WELL = "well", _("Went well")

    class Anchor(models.TextChoices):
        NONE = "", _("Not placed yet")
        GAP = "gap", _("A gap")
        COMMUNICATION = "message", _("A communication")
        TIME = "time", _("A time")

    retrospective = models.ForeignKey(Retrospective, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=TEXT_LIMIT)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PROBLEM)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    author_mac = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    place = models.PositiveIntegerField(default=random_place)
    anchor = models.CharField(max_length=8, choices=Anchor.choices, blank=True)
    anchor_communication = models.ForeignKey(
        Communication, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    anchor_at = models.DateTimeField(null=True, blank=True)
    stacked_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="stack")
    chosen_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def anonymous(self) -> bool:
        return bool(self.author_mac)

    def is_by(self, seat: Seat, token: str) -> bool:
        """Whether this seat wrote the note; for an anonymous one only the writing browser's token can tell."""
        if self.author_mac:
            return secrets.compare_digest(self.author_mac, author_mac(token, self.uid))
        return self.seat_id == seat.pk

    def require_author(self, seat: Seat, token: str, *, or_facilitator: bool = False) -> None:
        """Refuse a change to somebody else's note."""
        if not (self.is_by(seat, token) or (or_facilitator and seat.facilitates)):
            raise Refused(_("Only the person who wrote this note can change it."), "not_yours")

    def pinned(self, anchor: str, communication: Communication | None, at: datetime | None) -> dict[str, Any]:
        """The fields that pin this note somewhere."""
        return {"anchor": anchor, "anchor_communication": communication, "anchor_at": at}
