"""Who may see what: people with an account, their teams, and invitations by link."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import Targets
from incidents.models.identity import Identified


class UserManager(BaseUserManager["User"]):
    """People are known by their e-mail address, in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it can be entered by a reset link only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that may enter the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: Any) -> "TeamQuerySet":
        """The teams this person belongs to."""
        return self.filter(memberships__user_id=user.pk or 0)

    def owned_by(self, user: Any) -> "TeamQuerySet":
        """The teams this person owns."""
        return self.filter(memberships__user_id=user.pk or 0, memberships__role=Membership.Role.OWNER)


class Team(Identified):
    """People who run incidents and sessions together. Everything belongs to a team; nothing shows across teams."""

    name = models.CharField(_("team name"), max_length=60)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    good_minutes = models.PositiveSmallIntegerField(_("a good interval, up to (minutes)"), default=20)
    gap_minutes = models.PositiveSmallIntegerField(_("a gap, from (minutes)"), default=30)
    merge_minutes = models.PositiveSmallIntegerField(_("posts this close are one moment (minutes)"), default=2)
    maintenance_counts = models.BooleanField(_("measure gaps in maintenance windows"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def found(cls, name: str, owner: User, zone: str = "UTC") -> "Team":
        """Make a team with its first member, who owns it."""
        with transaction.atomic():
            team = cls.objects.create(name=name, zone=zone)
            Membership.objects.create(team=team, user=owner, role=Membership.Role.OWNER)
        return team

    def has_member(self, user: User) -> bool:
        """Whether this person belongs to the team."""
        return self.memberships.filter(user=user).exists()

    def targets(self) -> Targets:
        """The team's own targets, for the analysis."""
        return Targets(
            good=timedelta(minutes=self.good_minutes),
            gap=timedelta(minutes=self.gap_minutes),
            merge=timedelta(minutes=self.merge_minutes),
            maintenance=self.maintenance_counts,
        )


class Membership(models.Model):
    """One person in one team."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MEMBER = "member", _("Member")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="one_membership_per_person")]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Those that still let somebody in."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def by_token(self, token: str) -> "Invitation | None":
        """The open invitation this link carries, if there is one."""
        return self.open().filter(token_hash=hash_token(token)).select_related("team").first()


def hash_token(token: str) -> str:
    """What the database keeps of a secret. Tokens are random and long, so a plain SHA-256 suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


def _in_two_weeks() -> Any:
    return timezone.now() + timedelta(days=14)


class Invitation(models.Model):
    """A link that lets whoever holds it join the team, until it expires or is revoked."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=_in_two_weeks)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.team} · {self.made_at:%Y-%m-%d}"

    @classmethod
    def make(cls, team: Team, by: User) -> str:
        """Make an invitation that replaces the team's earlier ones; returns its secret, shown once."""
        token = secrets.token_urlsafe(24)
        with transaction.atomic():
            cls.objects.open().filter(team=team).update(revoked_at=timezone.now())
            cls.objects.create(team=team, token_hash=hash_token(token), made_by=by)
        return token

    def accept(self, user: User) -> Membership:
        """Make this person a member; doing it again changes nothing."""
        membership, _made = Membership.objects.get_or_create(team=self.team, user=user)
        return membership

    def revoke(self) -> None:
        """Let nobody in any more."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
