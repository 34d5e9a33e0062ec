"""One live run of the play."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models import Channel, Incident, Screenshot, User
from incidents.models.identity import Identified, new_uid
from sessions.clock import Clock
from sessions.models.refused import Refused
from sessions.play import STEPS, Step

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6


def new_code() -> str:
    """A short code to be spoken: six characters without I, L, O and U."""
    return "".join(secrets.choice(CROCKFORD) for _place in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """What somebody meant when typing a code: no spaces or hyphens, capitals, O for 0 and I or L for 1."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))


def default_boxes() -> list[int]:
    """Minutes per step, as the play has them."""
    return [step.minutes for step in STEPS]


class RetrospectiveQuerySet(models.QuerySet["Retrospective"]):
    def visible_to(self, user: Any) -> "RetrospectiveQuerySet":
        """The sessions of the teams this person belongs to."""
        return self.filter(incident__team__memberships__user_id=user.pk or 0)

    def for_lists(self) -> "RetrospectiveQuerySet":
        """With what a list shows of each, in a fixed number of queries; ``actions_count`` is what came of it."""
        promised = models.Count("commitments", filter=models.Q(commitments__driven_at__isnull=False), distinct=True)
        return (
            self.select_related("facilitator", "incident__team")
            .prefetch_related(
                "incident__phases", "incident__channel_uses__channel", "incident__communications__channel"
            )
            .annotate(actions_count=promised)
        )

    def finished(self) -> "RetrospectiveQuerySet":
        return self.filter(finished_at__isnull=False).order_by("-finished_at")

    def unfinished(self) -> "RetrospectiveQuerySet":
        return self.filter(finished_at__isnull=True).order_by("planned_for", "pk")

    def joinable(self) -> "RetrospectiveQuerySet":
        """Those whose doors are open."""
        return self.filter(finished_at__isnull=True, doors_closed_at__isnull=True)

    def by_code(self, typed: str) -> "Retrospective | None":
        """The session that may be joined with this spoken code."""
        code = tidy_code(typed)
        return self.joinable().filter(code=code).select_related("incident__team").first() if code else None

    def by_join_token(self, token: str) -> "Retrospective | None":
        """The session that may be joined with this link."""
        return self.joinable().filter(join_token=token).select_related("incident__team").first()

    def live(self) -> "RetrospectiveQuerySet":
        """Those that boards may be open for."""
        return self.filter(finished_at__isnull=True)


class Retrospective(Identified):
    """One session. ``revision`` rises by one with every change; ``step`` is a key of ``STEPS``, empty in the lobby."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="retrospectives")
    facilitator = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    planned_for = models.DateTimeField(_("date and time"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    votes_each = models.PositiveSmallIntegerField(_("votes per person"), default=3)
    boxes = models.JSONField(_("minutes per step"), default=default_boxes)
    anonymous_allowed = models.BooleanField(_("anonymous notes are allowed"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    join_token = models.CharField(max_length=22, unique=True, default=new_uid, editable=False)
    doors_closed_at = models.DateTimeField(null=True, blank=True)
    display_version = models.PositiveIntegerField(default=1)

    revision = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=10, blank=True)
    step_ends_at = models.DateTimeField(null=True, blank=True)
    paused_remaining = models.IntegerField(null=True, blank=True)
    allotted = models.JSONField(default=list, blank=True)
    slack = models.IntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    lit_gap = models.CharField(max_length=22, blank=True)
    circled_at = models.DateTimeField(null=True, blank=True)
    shown_channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lit_screenshot = models.ForeignKey(Screenshot, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    prompt = models.PositiveSmallIntegerField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    lit_note = models.ForeignKey("retro.Note", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RetrospectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return str(self.incident)

    @property
    def current(self) -> Step | None:
        """The step the session is in; ``None`` in the lobby."""
        return next((step for step in STEPS if step.key == self.step), None)

    @property
    def step_index(self) -> int:
        """Which step it is, from 0; -1 in the lobby."""
        return next((index for index, step in enumerate(STEPS) if step.key == self.step), -1)

    @property
    def revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def running(self) -> bool:
        return bool(self.started_at) and not self.finished_at

    @property
    def spoken_code(self) -> str:
        """The code in two halves, as people read it aloud."""
        return f"{self.code[:3]}-{self.code[3:]}"

    def is_past(self, key: str) -> bool:
        """Whether the session has reached or passed this step."""
        keys = [step.key for step in STEPS]
        return self.step in keys[keys.index(key) :]

    @property
    def minutes(self) -> list[int]:
        """Minutes per step as planned; as the play has them, when it has got other steps since."""
        return self.boxes if len(self.boxes) == len(STEPS) else default_boxes()

    @property
    def clock(self) -> Clock:
        seconds = tuple(60 * box for box in self.minutes)
        return Clock(
            planned=seconds,
            allotted=tuple(self.allotted) if len(self.allotted) == len(seconds) else seconds,
            step=self.step_index,
            ends_at=self.step_ends_at,
            paused_remaining=self.paused_remaining,
            slack=self.slack,
        )

    def set_clock(self, clock: Clock) -> None:
        """Take over a clock; the caller saves."""
        self.step = STEPS[clock.step].key
        self.step_ends_at = clock.ends_at
        self.paused_remaining = clock.paused_remaining
        self.allotted = list(clock.allotted)
        self.slack = clock.slack

    def require_running(self, *keys: str) -> None:
        """Refuse what belongs to a session that runs, or to one of these steps only."""
        if self.finished_at:
            raise Refused(_("This session is finished. Nothing was changed."), "finished")
        if not self.started_at:
            raise Refused(_("The session has not begun yet."), "not_begun")
        if keys and self.step not in keys:
            raise Refused(_("This step is over. Nothing was changed."), "step_over")

    def require_open(self) -> None:
        """Refuse what a finished session no longer takes; the lobby is open."""
        if self.finished_at:
            raise Refused(_("This session is finished. Nothing was changed."), "finished")

    def reveal(self, now: datetime) -> None:
        """Show everybody's notes; the caller saves."""
        self.revealed_at = self.revealed_at or now

    def dim(self) -> None:
        """Turn off every light, and show all channels and no prompt again; the caller saves."""
        self.lit_gap, self.lit_note, self.lit_screenshot = "", None, None
        self.shown_channel, self.prompt = None, None


class Judgement(models.Model):
    """One person's tap on a gap: is it one (P7)? ``gap`` is the gap's key."""

    retrospective = models.ForeignKey(Retrospective, on_delete=models.CASCADE, related_name="judgements")
    seat = models.ForeignKey("retro.Seat", on_delete=models.CASCADE, related_name="judgements")
    gap = models.CharField(max_length=22)
    agrees = models.BooleanField()

    class Meta:
        verbose_name = _("judgement of a gap")
        verbose_name_plural = _("judgements of gaps")
        constraints = [models.UniqueConstraint(fields=["seat", "gap"], name="one_judgement_per_gap")]

    def __str__(self) -> str:
        return f"{self.gap}: {self.agrees}"
