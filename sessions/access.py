"""Who may do what in a retrospective: the first statement of every view asks here."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import translation

from sessions.actions import Actor
from sessions.audience import Audience
from sessions.keys import seat_of
from sessions.models import Retrospective, Seat

PEOPLE = (Seat.Role.PARTICIPANT, Seat.Role.FACILITATOR)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody with a seat, and the secret by which the browser proves it."""

    seat: Seat
    token: str

    @property
    def retrospective(self) -> Retrospective:
        return self.seat.retrospective

    @property
    def audience(self) -> Audience:
        return Audience.of(self.seat)

    def actor(self, request: HttpRequest) -> Actor:
        """This person doing what the request asks for. Raises ``BadRequest`` for an id that is no UUID."""
        return Actor(self.seat, self.token, request_id_of(request))


def seated(request: HttpRequest, uid: str, roles: tuple[Any, ...] = PEOPLE, *, display: bool = False) -> Viewer:
    """The seat this browser holds here, a person's or the ``display``'s, speaking its own language from now on.

    Raises ``Http404`` without a seat, so that nothing tells whether the session exists, and ``PermissionDenied`` when
    the seat's role is not among ``roles``.
    """
    seat, token = seat_of(request, uid, display=display)
    if seat is None:
        raise Http404
    translation.activate(seat.language)
    request.LANGUAGE_CODE = seat.language
    if not display and seat.role not in roles:
        raise PermissionDenied
    return Viewer(seat, token)


def of_my_team(request: HttpRequest, uid: str) -> Retrospective:
    """A retrospective of one of this person's teams. Raises ``Http404`` otherwise."""
    found = (
        Retrospective.objects.visible_to(request.user).select_related("incident__team", "facilitator").filter(uid=uid)
        if request.user.is_authenticated
        else Retrospective.objects.none()
    ).first()
    if found is None:
        raise Http404
    return found


def request_id_of(request: HttpRequest) -> UUID:
    """The id that the browser gave this request; one without JavaScript gets one here."""
    sent = request.POST.get("request_id", "")
    if not sent:
        return uuid4()
    try:
        return UUID(sent)
    except ValueError:
        raise BadRequest("The request_id is no UUID.") from None
