"""One person's place in one retrospective, and the keys that browsers hold to it."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models import User
from incidents.models.identity import Identified, IdentifiedQuerySet
from incidents.models.people import hash_token
from sessions.models.refused import Refused
from sessions.models.retrospective import Retrospective

COLOURS = 8


class SeatQuerySet(IdentifiedQuerySet["Seat"]):
    def here(self) -> "SeatQuerySet":
        """Seats nobody has removed."""
        return self.filter(removed_at__isnull=True)

    def of(self, retrospective: Retrospective) -> "SeatQuerySet":
        return self.filter(retrospective=retrospective)

    def people(self) -> "SeatQuerySet":
        """Seats of persons, the projector left out."""
        return self.here().exclude(role=Seat.Role.DISPLAY)


class Seat(Identified):
    """A place in a retrospective: participant, facilitator or display (the projector)."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        FACILITATOR = "facilitator", _("Facilitator")
        DISPLAY = "display", _("Display")

    retrospective = models.ForeignKey(Retrospective, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    name = models.CharField(_("your name"), max_length=40)
    colour = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    done_with = models.CharField(max_length=10, blank=True)
    """The key of the step this person is done with."""

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """One or two characters for the presence sign: initials, or the last two syllables of a Korean name."""
        words = self.name.split()
        if len(words) > 1:
            return (words[0][0] + words[-1][0]).upper()
        return self.name[-2:] if "가" <= self.name[-1:] <= "힣" else self.name[:2].upper()

    @property
    def facilitates(self) -> bool:
        return self.role == self.Role.FACILITATOR

    @property
    def displays(self) -> bool:
        return self.role == self.Role.DISPLAY

    def require_facilitator(self) -> None:
        """Refuse what only the facilitator may do."""
        if not self.facilitates:
            raise Refused(_("Only the facilitator can do this."), "facilitator_only")

    def speak(self, language: str) -> None:
        """See the board in another language from now on."""
        self.language = language
        self.save(update_fields=["language"])

    def new_key(self) -> str:
        """Make a key for one more browser; returns the secret, of which the database keeps a hash."""
        token = secrets.token_urlsafe(32)
        SeatKey.objects.create(seat=self, token_hash=hash_token(token))
        return token

    @classmethod
    def free_name(cls, retrospective: Retrospective, wanted: str, *, own: "Seat | None" = None) -> str:
        """The name itself, or with a number behind it when somebody here but the ``own`` seat has it already."""
        others = retrospective.seats.here().exclude(pk=own.pk if own else None)
        taken = {name.casefold() for name in others.values_list("name", flat=True)}
        name, number = wanted, 2
        while name.casefold() in taken:
            name = f"{wanted[:37]} {number}"
            number += 1
        return name


class SeatKeyQuerySet(models.QuerySet["SeatKey"]):
    def seat_for(self, retrospective_uid: str, token: str) -> Seat | None:
        """The seat this secret opens in this retrospective, unless it was removed."""
        key = (
            self.filter(
                token_hash=hash_token(token),
                seat__retrospective__uid=retrospective_uid,
                seat__removed_at__isnull=True,
            )
            .select_related("seat__retrospective__incident__team")
            .first()
        )
        return key.seat if key else None


class SeatKey(models.Model):
    """A browser's key to a seat; one person may sit at a laptop and a phone."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)

    objects = SeatKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key to a seat")
        verbose_name_plural = _("keys to seats")

    def __str__(self) -> str:
        return str(self.seat)


def author_mac(token: str, subject: str) -> str:
    """What ties something anonymous to its author's browser: only the holder of the token can compute it again."""
    return hmac.new(token.encode(), subject.encode(), hashlib.sha256).hexdigest()
