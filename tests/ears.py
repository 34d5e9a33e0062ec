"""Sockets of the people of a room, through the real application."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import channel_layers
from channels.testing import WebsocketCommunicator
from django.core.cache import cache

from playbook.asgi import application
from sessions.keys import ticket_for
from tests.doors import key_cookie
from tests.room import Person

HOST = "localhost:8000"
PATIENCE = 5
"""Seconds until something that should arrive counts as lost."""


class Ear(WebsocketCommunicator):
    """One tab's socket; by default with the ticket, cookie and origin of the person's own page."""

    def __init__(
        self,
        person: Person,
        *,
        ticket: str | None = None,
        cookie: str | None = None,
        uid: str = "",
        headers: list[tuple[str, str]] | None = None,
        scheme: str = "ws",
    ) -> None:
        uid = uid or person.seat.retrospective.uid
        ticket = ticket_for(person.seat, person.token) if ticket is None else ticket
        if headers is None:
            headers = [("origin", f"http://{HOST}"), ("host", HOST)]
        cookie = "=".join(key_cookie(person)) if cookie is None else cookie
        sent = [*headers, ("cookie", cookie)]
        path = f"/ws/s/{uid}/?ticket={ticket}"
        super().__init__(application, path, headers=[(name.encode(), value.encode("latin-1")) for name, value in sent])
        self.scope["scheme"] = scheme

    async def hear(self, key: str) -> dict[str, Any]:
        """The next message that has this key; others before it are dropped."""
        while True:
            message = json.loads(await self.receive_from(timeout=PATIENCE))
            if key in message:
                return message

    async def frame(self) -> dict[str, Any]:
        return await self.hear("revision")

    async def code(self) -> int:
        """With which code it is closed."""
        while True:
            message = await self.receive_output(timeout=PATIENCE)
            if message["type"] == "websocket.close":
                return message["code"]

    async def silence(self) -> list[dict[str, Any]]:
        """The frames that arrive within a short while."""
        frames = []
        while not await self.receive_nothing(timeout=0.3):
            message = json.loads(await self.receive_from())
            frames += [message] if "revision" in message else []
        return frames


async def listening(person: Person, **options: Any) -> Ear:
    """An open socket, once it has heard who is present."""
    ear = Ear(person, **options)
    connected, _code = await ear.connect(timeout=PATIENCE)
    assert connected
    await ear.hear("present")
    return ear


async def refused_with(person: Person, **options: Any) -> int:
    """The code with which a socket is refused, before or after it was accepted."""
    ear = Ear(person, **options)
    connected, code = await ear.connect(timeout=PATIENCE)
    return await ear.code() if connected else code


@contextmanager
def quiet_house() -> Iterator[None]:
    """Nobody listens, and nothing is remembered of who did, before and afterwards."""
    for place in (cache, channel_layers.backends):
        place.clear()
    yield
    for place in (cache, channel_layers.backends):
        place.clear()


def do(call: Callable[..., Any], *args: Any, **named: Any) -> Awaitable[Any]:
    """Do something that writes, from within a scene."""
    return sync_to_async(call)(*args, **named)


def played(scene: Callable[[], Awaitable[Any]]) -> Any:
    """Play an asynchronous scene in a loop of its own."""

    async def whole() -> Any:
        try:
            return await scene()
        finally:
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    return async_to_sync(whole)()
