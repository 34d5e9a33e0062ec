"""Everything that happened in a retrospective, one row a change."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.retrospective import Retrospective
from sessions.models.seat import Seat


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
