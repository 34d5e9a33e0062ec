"""Who may listen: frames go out, nothing comes in."""

import logging
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from sessions.audience import Audience
from sessions.fragments import remember_loop
from sessions.hub import BROKEN, COME_BACK, GONE, Socket, hub
from sessions.keys import admitted, voided

logger = logging.getLogger(__name__)

FOREIGN = 4403
NOTHING_TO_SAY = 4400


def same_origin(headers: list[tuple[bytes, bytes]], scheme: str) -> bool:
    """Whether a page of this very site opens the socket: one Origin, one Host, the same scheme, name and port."""
    origins = [value for name, value in headers if name == b"origin"]
    hosts = [value for name, value in headers if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    host = hosts[0].lower()
    if origins[0].lower() != scheme.encode() + b"://" + host:
        return False
    domain, _port = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def page_scheme(scope: dict[str, Any]) -> str:
    """``https`` or ``http``: of the page that opens the socket, as a trusted proxy saw it."""
    if settings.TRUSTED_PROXIES:
        forwarded = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
        if forwarded:
            return forwarded[-1].decode("latin-1").lower()
    return {"wss": "https", "ws": "http"}.get(scope.get("scheme", "ws"), "http")


class BoardConsumer(AsyncWebsocketConsumer):
    """One tab's socket. Touches no database: the ticket and the cookie say who it is."""

    # The hub listens for all sockets of the process, so a socket needs no channel of its own.
    channel_layer_alias = "none"
    socket: Socket | None = None

    async def connect(self) -> None:
        remember_loop()
        if not same_origin(self.scope["headers"], page_scheme(self.scope)):
            await self.close(code=FOREIGN)
            return
        ticket = parse_qs(self.scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        seat = admitted(ticket, self._cookies())
        # Accepted first, because browsers are told a code only on an open socket.
        await self.accept()
        if seat is None or seat["uid"] != self.scope["url_route"]["kwargs"]["uid"]:
            await self.close(code=COME_BACK)
            return
        if code := await self._shut_out(seat):
            await self.close(code=code)
            return
        self.socket = Socket(self, seat["retrospective"], seat["seat"], Audience(seat["role"], seat["language"]))
        await hub().join(self.socket)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nobody has anything to say here: writes go up by HTTP."""
        await self.close(code=NOTHING_TO_SAY)

    async def disconnect(self, code: int) -> None:
        if self.socket:
            await hub().leave(self.socket)

    async def _shut_out(self, seat: dict[str, Any]) -> int:
        """With which code somebody is turned away whose ticket was void before it expired; 0 for everybody else."""
        try:
            void = await voided(seat)
        except Exception:
            logger.exception("The cache cannot say whether a ticket is void")
            return BROKEN
        return {"": 0, "again": COME_BACK, "gone": GONE}[void]

    def _cookies(self) -> dict[str, str]:
        jar: SimpleCookie = SimpleCookie()
        for name, value in self.scope["headers"]:
            if name == b"cookie":
                jar.load(value.decode("latin-1"))
        return {key: morsel.value for key, morsel in jar.items()}
