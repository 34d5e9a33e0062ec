"""What a browser shows to be let in: the cookie with its seat's key, the socket's ticket, the display's link."""

import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from incidents.models.people import hash_token
from sessions.models import Retrospective, Seat, SeatKey

SALT = "seat"
TICKET_SALT = "socket-ticket"
TICKET_SECONDS = 5 * 60
DISPLAY_SALT = "display-link"
COOKIE_SECONDS = 30 * 24 * 3600


def cookie_name(uid: str, *, display: bool = False) -> str:
    """One cookie for each retrospective, and another for its display: a facilitator has both windows open."""
    return f"{settings.COOKIE_PREFIX}{'display' if display else 'seat'}-{uid}"


def give_key(response: HttpResponse, seat: Seat, token: str) -> None:
    """Let the browser keep the secret of its seat."""
    response.set_signed_cookie(
        cookie_name(seat.retrospective.uid, display=seat.displays),
        token,
        salt=SALT,
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def take_key(response: HttpResponse, seat: Seat, token: str) -> None:
    """Let the browser forget the secret of its seat, and the database that it ever had it."""
    seat.keys.filter(token_hash=hash_token(token)).delete()
    response.delete_cookie(cookie_name(seat.retrospective.uid, display=seat.displays), samesite="Lax")


def token_of(request: HttpRequest, uid: str, *, display: bool = False) -> str:
    """The secret that this browser holds for the retrospective; empty if it holds none."""
    name = cookie_name(uid, display=display)
    return request.get_signed_cookie(name, default="", salt=SALT, max_age=COOKIE_SECONDS)


def token_in(cookies: dict[str, str], uid: str, *, display: bool) -> str:
    """The same, from the cookies of a socket's handshake."""
    request = HttpRequest()
    request.COOKIES = cookies
    return token_of(request, uid, display=display)


def seat_of(request: HttpRequest, uid: str, *, display: bool = False) -> tuple[Seat | None, str]:
    """The seat this browser holds in the retrospective, a person's or the display's, and its secret."""
    token = token_of(request, uid, display=display)
    seat = SeatKey.objects.seat_for(uid, token) if token else None
    return (seat if seat and seat.displays == display else None), token


def ticket_for(seat: Seat, token: str) -> str:
    """A short-lived pass for the socket, so that the handshake needs no database."""
    contents = {
        "retrospective": seat.retrospective_id,
        "uid": seat.retrospective.uid,
        "seat": seat.uid,
        "role": seat.role,
        "language": seat.language,
        "key": hash_token(token)[:16],
        "at": time.time(),
    }
    return signing.dumps(contents, salt=TICKET_SALT)


def admitted(ticket: str, cookies: dict[str, str]) -> dict[str, Any] | None:
    """What the ticket says, if it is fresh and the cookie of the same seat comes with it."""
    try:
        contents: dict[str, Any] = signing.loads(ticket, salt=TICKET_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return None
    token = token_in(cookies, contents["uid"], display=contents["role"] == Seat.Role.DISPLAY)
    return contents if token and hash_token(token)[:16] == contents["key"] else None


def void_tickets(seat_uids: list[str], *, again: bool) -> None:
    """Let no ticket given out until now open a socket for these seats; ``again``: a new one may."""
    voided = {void_key(uid): {"at": time.time(), "again": again} for uid in seat_uids}
    cache.set_many(voided, TICKET_SECONDS)


async def voided(contents: dict[str, Any]) -> str:
    """Whether an admitted ticket is void: "" if not, "again" if a new one will do, else "gone"."""
    void = await cache.aget(void_key(contents["seat"]))
    if void is None or contents["at"] > void["at"]:
        return ""
    return "again" if void["again"] else "gone"


def void_key(seat_uid: str) -> str:
    """The cache key that tells since when a seat's tickets are void."""
    return f"void-tickets:{seat_uid}"


def display_link(retrospective: Retrospective) -> str:
    """What the link to the display carries; void when the retrospective's ``display_version`` rises."""
    contents = {"uid": retrospective.uid, "version": retrospective.display_version}
    # Without a time in it: the fragment that shows the link is the same whenever it is rendered.
    return signing.Signer(salt=DISPLAY_SALT).sign_object(contents)


def display_of(link: str) -> Retrospective | None:
    """The retrospective whose display this link opens."""
    try:
        contents = signing.Signer(salt=DISPLAY_SALT).unsign_object(link)
    except signing.BadSignature:
        return None
    return (
        Retrospective.objects.select_related("incident__team")
        .filter(uid=contents["uid"], display_version=contents["version"])
        .first()
    )
