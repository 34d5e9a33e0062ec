"""Everything that happened in a retrospective, one row a change."""

import hashlib
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.retrospective import Retrospective
from sessions.models.seat import Seat


def digest_of(request_id: UUID) -> UUID:
    """What is kept of a request's id once it is forgotten: enough to know the same request again, and no more."""
    return UUID(bytes=hashlib.sha256(request_id.bytes).digest()[:16])


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def of_request(self, request_id: UUID) -> "LogEntry | None":
        """What this request did when it came for the first time, even if its id is forgotten meanwhile."""
        return self.filter(request_id__in=(request_id, digest_of(request_id))).first()

    def anonymous(self) -> "LogEntryQuerySet":
        """Changes that name nobody, and that their author's browser can still undo."""
        return self.filter(seat__isnull=True).exclude(author_mac="")

    def forget_authors(self) -> None:
        """Leave nothing by which a browser could prove that it made these changes."""
        entries = list(self)
        for entry in entries:
            entry.author_mac = ""
            entry.request_id = digest_of(entry.request_id) if entry.request_id else None
        self.bulk_update(entries, ["author_mac", "request_id"])


class LogEntry(models.Model):
    """One change. ``changes`` lists the rows touched, as they were before and after, so that it can be undone.

    An anonymous change names no seat: ``author_mac`` lets only the writing browser undo it, and ``at`` is cut to the
    beginning of the step.
    """

    retrospective = models.ForeignKey(Retrospective, on_delete=models.CASCADE, related_name="log")
    revision = models.PositiveIntegerField()
    request_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    step = models.CharField(max_length=10, blank=True)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author_mac = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        ordering = ["revision"]
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        constraints = [
            models.UniqueConstraint(fields=["retrospective", "revision"], name="one_entry_per_revision"),
            models.UniqueConstraint(fields=["retrospective", "request_id"], name="one_entry_per_request"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.verb}"
