"""An incident: when it began and ended, its phases, and what customers saw."""

import unicodedata
import zoneinfo
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.analysis import records
from incidents.analysis.findings import Analysis
from incidents.analysis.gaps import analyse
from incidents.models.identity import Identified, IdentifiedQuerySet, new_uid
from incidents.models.people import Team, User

if TYPE_CHECKING:
    from incidents.models.correction import Correction


def valid_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone. Raises ``ValidationError``."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(_("There is no time zone called “%(name)s”."), params={"name": name}) from None


SYNONYMS = ("인시던트", "장애", "사고", "incident", "outage")


def synonyms(word: str) -> set[str]:
    """The word, and what else it may be called: "결제장애" is a "결제사고" is a "결제인시던트"."""
    lower = word.casefold()
    return {word} | {lower.replace(known, other) for known in SYNONYMS if known in lower for other in SYNONYMS}


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, user: Any) -> "IncidentQuerySet":
        """The incidents of the teams this person belongs to."""
        return self.filter(team__memberships__user_id=user.pk or 0)

    def search(self, words: str) -> "IncidentQuerySet":
        """Those whose title has all of these words; the Korean words for an incident stand for one another."""
        found = self
        # Some databases take no NUL character, not even to find that nothing has it.
        for word in unicodedata.normalize("NFC", words.replace("\0", " ")).split():
            title = models.Q()
            for other in synonyms(word):
                title |= models.Q(title__icontains=other)
            found = found.filter(title)
        return found

    def newest_first(self) -> "IncidentQuerySet":
        """By when they began, as far as that is known; the others after them, the last one written down first."""
        began = Coalesce("first_alert_at", "started_at", "window_begins_at")
        return self.order_by(began.desc(nulls_last=True), "-created_at")

    def with_story(self) -> "IncidentQuerySet":
        """Everything the analysis needs, in a fixed number of queries."""
        return self.select_related("team").prefetch_related(
            "phases", "screenshots", "channel_uses__channel", "communications__channel"
        )


class Incident(Identified):
    """Something that hurt customers. Times are UTC; ``zone`` is the one named zone in which they are shown."""

    class Kind(models.TextChoices):
        INCIDENT = records.IncidentKind.INCIDENT.value, _("Incident")
        MAINTENANCE = records.IncidentKind.MAINTENANCE.value, _("Maintenance")

    class Severity(models.TextChoices):
        CRITICAL = "critical", _("Critical")
        MAJOR = "major", _("Major")
        MINOR = "minor", _("Minor")

    TIMES = ("started_at", "first_alert_at", "resolved_at")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="incidents")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what happened"), max_length=4000, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.INCIDENT)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[valid_zone])
    started_at = models.DateTimeField(_("trouble began"), null=True, blank=True)
    first_alert_at = models.DateTimeField(_("first alert"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    window_begins_at = models.DateTimeField(_("maintenance window begins"), null=True, blank=True)
    window_ends_at = models.DateTimeField(_("maintenance window ends"), null=True, blank=True)
    approximate_times = models.JSONField(default=list, blank=True)
    customers_saw = models.TextField(_("what customers saw"), max_length=4000, blank=True)
    inconvenienced_customers = models.BooleanField(_("it inconvenienced customers"), null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_reference = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = [models.F("first_alert_at").desc(nulls_last=True), "-created_at"]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")

    def __str__(self) -> str:
        return self.title

    @property
    def begins_at(self) -> datetime | None:
        """The first alert, or else the start of the trouble."""
        return self.first_alert_at or self.started_at

    @property
    def counts_from(self) -> datetime | None:
        """What ``+35m`` counts from: the beginning, or that of a maintenance's window."""
        return self.begins_at or self.window_begins_at

    @property
    def some_time(self) -> datetime | None:
        """Any time that is known of the incident; tells the day of a time typed without one."""
        first = min((post.posted_at for post in self.communications.all()), default=None)
        return self.counts_from or self.resolved_at or first

    @cached_property
    def record(self) -> records.Incident:
        """This incident as the analysis reads it; cached, so take a fresh object after a change."""
        return records.Incident(
            title=self.title,
            started_at=self.started_at,
            first_alert_at=self.first_alert_at,
            resolved_at=self.resolved_at,
            kind=records.IncidentKind(self.kind),
            zone=self.zone,
            phases=tuple(phase.record for phase in self.phases.all()),
            channels=tuple(use.channel.record for use in self.channel_uses.all()),
            communications=tuple(communication.record for communication in self.communications.all()),
            window_begins_at=self.window_begins_at,
            window_ends_at=self.window_ends_at,
            approximate=frozenset(self.approximate_times),
        )

    def analyse(self, now: datetime | None = None) -> Analysis:
        """The gap analysis as of ``now`` (default: this moment), by the team's targets."""
        return analyse(self.record, self.team.targets(), now or timezone.now())

    def correct(self, field: str, at: datetime | None, *, by_name: str, user: User | None = None) -> bool:
        """Change one of the incident's own times and keep the original with who and when; False if nothing changed.

        Raises ``ValidationError`` when the end would come before the begin.
        """
        before = getattr(self, field)
        if before == at:
            return False
        setattr(self, field, at)
        self.clean()
        with transaction.atomic():
            self.save(update_fields=[field])
            self.note_correction(field, before, by_name=by_name, user=user)
        return True

    def note_correction(
        self, field: str, before: datetime | None, *, by_name: str, user: User | None = None
    ) -> "Correction | None":
        """Keep what stood in one of the incident's own times before; ``None`` if nothing changed."""
        after = getattr(self, field)
        if before == after:
            return None
        return self.corrections.create(field=field, before=before, after=after, by_name=by_name, user=user)

    def clean(self) -> None:
        """Refuse an end before the begin, at the field."""
        if self.resolved_at:
            for field in ("first_alert_at", "started_at"):
                begin = getattr(self, field)
                if begin and self.resolved_at < begin:
                    raise ValidationError({"resolved_at": _("The end is before the beginning. Which one is right?")})
        if self.window_begins_at and self.window_ends_at and self.window_ends_at < self.window_begins_at:
            raise ValidationError({"window_ends_at": _("The window ends before it begins.")})


class Phase(models.Model):
    """The span of one phase of the incident (P4)."""

    class Kind(models.TextChoices):
        INVESTIGATION = records.PhaseKind.INVESTIGATION.value, _("Investigation")
        ESCALATION = records.PhaseKind.ESCALATION.value, _("Escalation, decision, change")

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("phase"), max_length=14, choices=Kind.choices)
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering = ["begins_at", "pk"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [models.UniqueConstraint(fields=["incident", "kind"], name="one_span_per_phase")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def record(self) -> records.Phase:
        return records.Phase(records.PhaseKind(self.kind), self.begins_at, self.ends_at)

    def clean(self) -> None:
        """Refuse a phase that ends before it begins."""
        if self.begins_at and self.ends_at and self.ends_at < self.begins_at:
            raise ValidationError({"ends_at": _("The phase ends before it begins.")})


def screenshot_path(screenshot: "Screenshot", _sent_name: str) -> str:
    """A random name: the name the picture was sent with may tell who took it."""
    return f"screenshots/{new_uid()}.{screenshot.extension}"


class Screenshot(Identified):
    """A picture of what customers saw, re-encoded and stripped before it is kept (see ``incidents.pictures``)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="screenshots")
    file = models.ImageField(upload_to=screenshot_path, width_field="width", height_field="height")
    extension = models.CharField(max_length=4, default="png", editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("screenshot")
        verbose_name_plural = _("screenshots")

    def __str__(self) -> str:
        return self.caption or self.uid


@receiver(post_delete, sender=Screenshot)
def remove_file(instance: Screenshot, **_signal: Any) -> None:
    """Delete the picture itself once its row is gone for good, also when the incident or team takes it along."""
    transaction.on_commit(lambda: instance.file.delete(save=False), robust=True)
