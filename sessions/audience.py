"""Who a rendering is for: a role and a language. Everybody in one audience gets the same bytes."""

from dataclasses import dataclass

from django.conf import settings

from sessions.models import Seat


@dataclass(frozen=True, slots=True)
class Audience:
    """A role (``Seat.Role``) and a language code."""

    role: str
    language: str

    def __str__(self) -> str:
        return f"{self.role}-{self.language}"

    @property
    def facilitates(self) -> bool:
        return self.role == Seat.Role.FACILITATOR

    @property
    def displays(self) -> bool:
        return self.role == Seat.Role.DISPLAY

    @property
    def takes_part(self) -> bool:
        """Whether these are people, who may act, and not the projector."""
        return not self.displays

    @classmethod
    def of(cls, seat: Seat) -> "Audience":
        return cls(seat.role, seat.language)


AUDIENCES: tuple[Audience, ...] = tuple(
    Audience(role, language) for role in Seat.Role.values for language, _name in settings.LANGUAGES
)


def group_name(retrospective_pk: int, audience: Audience | None = None) -> str:
    """The layer's group of one audience of a retrospective, or of everybody in it."""
    return f"retro.{retrospective_pk}.{audience or 'all'}"


def lease_key(retrospective_pk: int, audience: Audience) -> str:
    """The cache key that lives while somebody of this audience listens."""
    return f"listening:{group_name(retrospective_pk, audience)}"
