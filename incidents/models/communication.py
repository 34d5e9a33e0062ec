"""What customers were told: channels, their use in an incident, and communications."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.analysis import records
from incidents.models.identity import Identified, IdentifiedQuerySet
from incidents.models.incident import Incident
from incidents.models.people import Team, User

if TYPE_CHECKING:
    from incidents.models.correction import Correction


GUESSES = (
    ("status_page", ("status", "상태")),
    ("email", ("mail", "메일")),
    ("service_desk", ("desk", "support", "ticket", "portal", "zendesk", "지원", "고객센터")),
    ("social", ("twitter", "facebook", "instagram", "linkedin", "mastodon", "bluesky", "social", "트위터", "소셜")),
    ("in_app", ("banner", "in-app", "notice", "배너", "공지")),
    ("sms", ("sms", "text message", "문자")),
    ("chat", ("slack", "teams", "discord", "chat", "kakao", "카카오", "채팅")),
    ("phone", ("phone", "call", "전화")),
    ("blog", ("blog", "news", "블로그", "뉴스")),
    ("pigeon", ("pigeon", "비둘기")),
)
"""Words in names of channels that tell their kind, in the order in which they are looked for."""


def guess_kind(name: str) -> str:
    """The kind of channel that a name sounds like; ``other`` when nothing in it tells."""
    lower = name.casefold()
    return next((kind for kind, words in GUESSES if any(word in lower for word in words)), "other")


class Channel(Identified):
    """A medium on which the team tells customers something (P4). Never the websocket library's object."""

    class Kind(models.TextChoices):
        STATUS_PAGE = "status_page", _("Status page")
        EMAIL = "email", _("E-mail")
        SOCIAL = "social", _("Social media")
        SERVICE_DESK = "service_desk", _("Service desk")
        IN_APP = "in_app", _("Notice in the product")
        CHAT = "chat", _("Chat")
        TEXT_MESSAGE = "sms", _("Text message")
        PHONE = "phone", _("Telephone")
        BLOG = "blog", _("Blog or news")
        PIGEON = "pigeon", _("Carrier pigeon")
        OTHER = "other", _("Other")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="channels")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_channel_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def record(self) -> records.Channel:
        return records.Channel(key=self.uid, name=self.name, kind=self.kind)

    @classmethod
    def called(cls, team: Team, name: str, kind: str = "") -> "Channel":
        """The team's channel of this name in any case, made if it is new; without ``kind`` its name tells the kind."""
        found = cls.objects.filter(team=team, name__iexact=name).first()
        return found or cls.objects.create(team=team, name=name, kind=kind or cls.Kind(guess_kind(name)))

    def leave(self, incident: Incident) -> None:
        """Take the channel out of an incident in which nothing was sent on it, and away if nothing else knows it."""
        if self.communications.filter(incident=incident).exists():
            return
        with transaction.atomic():
            self.uses.filter(incident=incident).delete()
            if not self.uses.exists():
                self.delete()


class ChannelUse(models.Model):
    """A channel that was used in an incident, even when nothing was sent on it. Gives the branches their order."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="channel_uses")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("channel used")
        verbose_name_plural = _("channels used")
        constraints = [models.UniqueConstraint(fields=["incident", "channel"], name="one_use_per_channel")]

    def __str__(self) -> str:
        return str(self.channel)


class Communication(Identified):
    """One message customers could see, on a channel, at a time (UTC).

    ``posted_at`` is when they could really see it; ``shown_at`` what its page claims when that differs.
    ``remembered_at`` is set when somebody added it from memory in a session.
    """

    class Status(models.TextChoices):
        INVESTIGATING = records.Status.INVESTIGATING.value, _("Investigating")
        IDENTIFIED = records.Status.IDENTIFIED.value, _("Identified")
        MONITORING = records.Status.MONITORING.value, _("Monitoring")
        UPDATE = records.Status.UPDATE.value, _("Update")
        RESOLVED = records.Status.RESOLVED.value, _("Resolved")
        POSTMORTEM = records.Status.POSTMORTEM.value, _("Post-mortem")

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="communications")
    channel = models.ForeignKey(Channel, on_delete=models.RESTRICT, related_name="communications")
    posted_at = models.DateTimeField(_("time"))
    shown_at = models.DateTimeField(_("time the page claims"), null=True, blank=True)
    approximate = models.BooleanField(_("about"), default=False)
    sender = models.CharField(_("who"), max_length=80, blank=True)
    status = models.CharField(_("state"), max_length=14, choices=Status.choices, default=Status.UPDATE)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    url = models.URLField(max_length=500, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_reference = models.CharField(max_length=200, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    remembered_at = models.DateTimeField(null=True, blank=True)
    remembered_by = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        ordering = ["posted_at", "pk"]
        verbose_name = _("communication")
        verbose_name_plural = _("communications")
        indexes = [models.Index(fields=["incident", "posted_at"])]

    def __str__(self) -> str:
        return f"{self.posted_at:%Y-%m-%d %H:%M} UTC · {self.channel}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the communication and note that its channel was used in this incident."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            ChannelUse.objects.get_or_create(incident_id=self.incident_id, channel_id=self.channel_id)

    @property
    def record(self) -> records.Communication:
        return records.Communication(
            key=self.uid,
            channel=self.channel.uid,
            posted_at=self.posted_at,
            shown_at=self.shown_at,
            sender=self.sender,
            status=records.Status(self.status),
            text=self.text,
            url=self.url,
            reference=self.source_reference,
            edited_at=self.edited_at,
            approximate=self.approximate,
            remembered=self.remembered_at is not None,
        )

    def correct(self, at: datetime, *, approximate: bool, by_name: str, user: User | None = None) -> bool:
        """Move the communication to another time, keeping the original with who and when; False if nothing changed."""
        if self.posted_at == at and self.approximate == approximate:
            return False
        before, self.posted_at, self.approximate = self.posted_at, at, approximate
        with transaction.atomic():
            self.save(update_fields=["posted_at", "approximate"])
            self.note_correction(before, by_name=by_name, user=user)
        return True

    def note_correction(self, before: datetime, *, by_name: str, user: User | None = None) -> "Correction | None":
        """Keep the time that stood here before; ``None`` if nothing changed."""
        if before == self.posted_at:
            return None
        return self.corrections.create(
            incident_id=self.incident_id,
            field="posted_at",
            before=before,
            after=self.posted_at,
            by_name=by_name,
            user=user,
        )
