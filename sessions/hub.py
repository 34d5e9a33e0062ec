"""One listener per process: joins each audience's group once and hands frames to its own sockets.

Channels would otherwise give every socket a channel of its own and hop threads for every frame of every socket. A
socket that does not keep up is told to refetch, never waited for.
"""

import asyncio
import json
import logging
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.core.cache import cache

from sessions.audience import Audience, group_name, lease_key
from sessions.fragments import announce

logger = logging.getLogger(__name__)

BEAT_SECONDS = 10
LEASE_SECONDS = 45
BACKLOG = 32
"""Frames a socket may be behind before it is told to fetch the board instead."""
GONE = 4403
COME_BACK = 4401
BROKEN = 1011


class Line(Protocol):
    """What the hub needs of a consumer."""

    async def send(self, text_data: str) -> None: ...
    async def close(self, code: int) -> None: ...


@dataclass(eq=False)
class Socket:
    """One open tab."""

    line: Line
    retrospective: int
    seat: str
    audience: Audience
    backlog: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(BACKLOG))
    sender: asyncio.Task[None] | None = None

    def hand(self, text: str) -> None:
        """Queue a frame; a full backlog is replaced by one word: refetch."""
        if self.backlog.full():
            while not self.backlog.empty():
                self.backlog.get_nowait()
            text = json.dumps({"refetch": True})
        self.backlog.put_nowait(text)

    async def send_all(self) -> None:
        """Write the backlog out as fast as this viewer takes it; a line that fails is closed, so that it comes back."""
        try:
            while True:
                await self.line.send(text_data=await self.backlog.get())
        except Exception as error:
            # Browsers leave in the middle of a frame every day: worth a line, not a traceback.
            logger.warning("A frame could not be written, so the socket is closed: %r", error)
            await self.line.close(code=BROKEN)


class Hub:
    """The sockets of this process, by group, and who else is present elsewhere."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.layer: Any = get_channel_layer()
        self.channel = ""
        self.groups: dict[str, set[Socket]] = {}
        self.elsewhere: dict[int, dict[str, tuple[float, list[str]]]] = {}
        self.revisions: dict[int, int] = {}
        self.tasks: list[asyncio.Task[None]] = []

    async def join(self, socket: Socket) -> None:
        """Let a socket listen: from when this returns, no frame of its audience passes it by.

        While the layer or the cache is away the socket is closed, so that it comes back later.
        """
        try:
            await self._let_in(socket)
        except Exception:
            logger.exception("A socket could not join")
            await self.leave(socket)
            await socket.line.close(code=BROKEN)

    async def _let_in(self, socket: Socket) -> None:
        if not self.tasks:
            self.channel = await self.layer.new_channel("hub")
            self.tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]
        socket.sender = asyncio.create_task(socket.send_all())
        for group in (group_name(socket.retrospective, socket.audience), group_name(socket.retrospective)):
            members = self.groups.setdefault(group, set())
            members.add(socket)
            if len(members) == 1:
                await self.layer.group_add(group, self.channel)
        await self._lease(socket.retrospective, socket.audience)
        await self._announce_presence(socket.retrospective)

    async def leave(self, socket: Socket) -> None:
        """Forget a socket; its audience's lease runs out by itself."""
        if socket.sender:
            socket.sender.cancel()
        empty: list[str] = []
        for group in (group_name(socket.retrospective, socket.audience), group_name(socket.retrospective)):
            members = self.groups.get(group, set())
            members.discard(socket)
            if not members and self.groups.pop(group, None) is not None:
                empty.append(group)
        if group_name(socket.retrospective) in empty:
            self.elsewhere.pop(socket.retrospective, None)
            self.revisions.pop(socket.retrospective, None)
        try:
            for group in empty:
                await self.layer.group_discard(group, self.channel)
            await self._announce_presence(socket.retrospective)
        except Exception:
            # Presence is a lease: it ends by itself.
            logger.exception("It was not told that a socket left")

    async def _listen(self) -> None:
        while True:
            try:
                await self._deliver(await self.layer.receive(self.channel))
            except asyncio.CancelledError:
                raise
            except Exception:
                # The layer may be away for a while; boards fetch what they miss meanwhile.
                logger.exception("A message of the layer was lost")
                await asyncio.sleep(1)

    async def _deliver(self, message: dict[str, Any]) -> None:
        sockets = list(self.groups.get(message["group"], ()))
        match message["type"]:
            case "frame":
                if sockets:
                    self.revisions[sockets[0].retrospective] = message["revision"]
                for socket in sockets:
                    socket.hand(message["text"])
            case "presence":
                stranger = self._hear_presence(message)
                if stranger:
                    await self._announce_presence(message["retrospective"])
            case "close":
                shut_out = [socket for socket in sockets if socket.seat in message["seats"]]
                for socket in shut_out:
                    await self.leave(socket)
                code = COME_BACK if message["again"] else GONE
                # A line that is dead already keeps nobody else's open.
                await asyncio.gather(*(socket.line.close(code=code) for socket in shut_out), return_exceptions=True)

    async def _beat(self) -> None:
        """Every few seconds: a sign of life to each socket, and the leases renewed."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            sockets = {socket for members in self.groups.values() for socket in members}
            for socket in sockets:
                socket.hand(json.dumps({"beat": self.revisions.get(socket.retrospective)}))
            try:
                for group in list(self.groups):
                    # A layer that was restarted has forgotten who listens.
                    await self.layer.group_add(group, self.channel)
                for retrospective, audience in {(socket.retrospective, socket.audience) for socket in sockets}:
                    await self._lease(retrospective, audience)
                for retrospective in {socket.retrospective for socket in sockets}:
                    await self._announce_presence(retrospective)
            except Exception:
                logger.exception("Leases were not renewed")

    async def _lease(self, retrospective: int, audience: Audience) -> None:
        await cache.aset(lease_key(retrospective, audience), self.name, LEASE_SECONDS)

    async def _announce_presence(self, retrospective: int) -> None:
        """Tell every process which seats have a socket here; the renewal makes presence a lease, not a counter."""
        here = {socket.seat for socket in self.groups.get(group_name(retrospective), ())}
        message = {"type": "presence", "hub": self.name, "retrospective": retrospective, "seats": sorted(here)}
        await announce(group_name(retrospective), message)

    def _hear_presence(self, message: dict[str, Any]) -> bool:
        """Tell the sockets here who is present everywhere; whether this process has not heard of that one before."""
        retrospective = message["retrospective"]
        hubs = self.elsewhere.setdefault(retrospective, {})
        stranger = message["hub"] not in hubs and message["hub"] != self.name
        hubs[message["hub"]] = (time.monotonic() + LEASE_SECONDS, message["seats"])
        now = time.monotonic()
        present = sorted({seat for until, seats in hubs.values() if until > now for seat in seats})
        for socket in self.groups.get(group_name(retrospective), ()):
            socket.hand(json.dumps({"present": present}))
        return stranger


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running loop; a server has one loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
