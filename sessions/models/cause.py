"""From a problem to somebody who drives its solution: whys, votes, commitments."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models.identity import Identified, IdentifiedQuerySet
from sessions.models.note import Note
from sessions.models.retrospective import Retrospective, RetrospectiveQuerySet
from sessions.models.seat import Seat


class CauseQuerySet(IdentifiedQuerySet["Cause"]):
    def of(self, retrospective: Retrospective) -> "CauseQuerySet":
        return self.filter(note__retrospective=retrospective).select_related("note")


class Cause(Identified):
    """One answer to "why did this happen?"; ``depth`` counts from 1, and each why asks about the one before."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="causes")
    depth = models.PositiveSmallIntegerField()
    text = models.CharField(_("why"), max_length=500)
    root_at = models.DateTimeField(null=True, blank=True)
    """When the group said: this is the root cause."""

    objects = CauseQuerySet.as_manager()

    class Meta:
        ordering = ["depth", "pk"]
        verbose_name = _("cause")
        verbose_name_plural = _("causes")

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One dot of one person on one note."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")

    def __str__(self) -> str:
        return f"{self.seat} → {self.note_id}"


class CommitmentQuerySet(IdentifiedQuerySet["Commitment"]):
    def driven(self) -> "CommitmentQuerySet":
        """Those somebody promised to drive: only these are kept (P11)."""
        return self.filter(driven_at__isnull=False)

    def undriven(self) -> "CommitmentQuerySet":
        return self.filter(driven_at__isnull=True)

    def of_finished(self, retrospectives: RetrospectiveQuerySet) -> "CommitmentQuerySet":
        """What was promised in those of these sessions that are finished, the next due first."""
        found = self.driven().filter(retrospective__in=retrospectives.finished().order_by())
        return found.select_related("retrospective__incident", "note").order_by("due", "pk")


class Commitment(Identified):
    """An action with an owner and a due date; it is kept only when somebody says "I will drive this" (P11)."""

    retrospective = models.ForeignKey(Retrospective, on_delete=models.CASCADE, related_name="commitments")
    note = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments")
    text = models.CharField(_("action"), max_length=300)
    owner_seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments")
    owner_name = models.CharField(_("owner"), max_length=60)
    due = models.DateField(_("due date"))
    recommendation = models.CharField(max_length=20, blank=True)
    """The key of the catalogue's entry it came from, if it did."""
    driven_at = models.DateTimeField(null=True, blank=True)
    driven_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self) -> str:
        return self.text

    @property
    def owner_is_absent(self) -> bool:
        """Whether its owner cannot promise it here: somebody who has no seat, or whose seat was removed."""
        return self.owner_seat is None or self.owner_seat.removed_at is not None
