"""Serves pages and boards with daphne: bodies are cut early, nobody's address is logged, stopping takes seconds."""

import errno
import os
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn

from daphne.endpoints import build_endpoint_description_strings
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from django.conf import settings
from django.utils.module_loading import import_string
from twisted.internet import reactor

from sessions.management.address import Address

BODY_MAX = 12 * 1024 * 1024
"""Bytes of a request's body that are kept: a picture of 10 MB and what a form wraps around it."""
DRAINED_MAX = 100 * 1024 * 1024
"""Up to here a body that is too large is read away, so that its sender reads the answer; then the line is cut."""
FRAME_MAX = 8 * 1024 * 1024
"""The limit holds in both directions: a full board must fit. What comes up is refused whatever its size."""
STOP_SECONDS = 8
"""What is not over by then, after the signal to stop, is given up."""


class CannotListen(Exception):  # noqa: N818  reads as what happened
    """Nobody can listen at this address; the message says why, and what to try."""


class GuardedRequest(WebRequest):
    """A request whose body is left alone until Django reads it, and is cut at ``BODY_MAX``.

    daphne would parse forms in memory, inside the event loop and before anybody signed in.
    """

    received = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802  Twisted's name
        """Cut the line at once when the length that is announced is absurd."""
        super().gotLength(min(length or 0, BODY_MAX) if length is not None else None)
        if (length or 0) > DRAINED_MAX:
            self.cut()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        """Keep a piece of the body as long as the whole is not too large."""
        self.received += len(data)
        if self.received <= BODY_MAX:
            super().handleContentChunk(data)
        elif self.received > DRAINED_MAX:
            self.cut()
        else:
            self.content.seek(0)
            self.content.truncate()

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:  # noqa: N802  Twisted's name
        """Go on with what was received, or answer 413 to what was too much."""
        if self.received <= BODY_MAX:
            super().requestReceived(command, path, version)
            return
        self.method, self.uri, self.path, self.clientproto = command, path, path, version
        self.responseHeaders.setRawHeaders(b"Connection", [b"close"])
        self.channel.persistent = False
        self.basic_error(413, b"Content Too Large", f"This is more than {BODY_MAX // 1024 // 1024} MB.")

    def cut(self) -> None:
        """Close the line without another word."""
        self.channel.transport.abortConnection()


class GuardedFactory(HTTPFactory):
    """Makes guarded requests where daphne would make its own."""

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802  Twisted's name
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = GuardedRequest
        return protocol


class GuardedServer(Server):
    """daphne's server with guarded requests."""

    @property
    def http_factory(self) -> GuardedFactory:
        return self._guarded

    @http_factory.setter
    def http_factory(self, _own: HTTPFactory) -> None:
        # daphne makes its factory itself and has no setting for another one.
        self._guarded = GuardedFactory(self)


def serve(address: Address, on_ready: Callable[[], None] | None = None) -> NoReturn:
    """Listen until a signal stops the process, and end it. Raises ``CannotListen``.

    ``on_ready`` runs inside of the event loop and must not touch the database.
    """
    require_free(address)
    server = GuardedServer(
        application=import_string(settings.ASGI_APPLICATION),
        endpoints=build_endpoint_description_strings(host=address.host, port=address.port),
        request_buffer_size=64 * 1024,
        websocket_handshake_timeout=20,
        websocket_max_message_size=FRAME_MAX,
        websocket_max_frame_size=FRAME_MAX,
        application_close_timeout=STOP_SECONDS,
        server_name="mind-the-gap",
        verbosity=0,
    )
    reactor.addSystemEventTrigger("before", "shutdown", give_up_later)
    if on_ready:
        # Not before the loop runs: only then does a signal stop the server.
        reactor.callLater(0, on_ready)
    server.run()
    # A thread that still works for a request would hold the process, and Python 3.11 may crash while it takes open
    # sockets apart; everything that was acknowledged is on the disk already.
    leave()


def give_up_later() -> None:
    """Make sure that stopping comes to an end."""
    timer = threading.Timer(STOP_SECONDS, leave)
    timer.daemon = True
    timer.start()


def leave() -> NoReturn:
    """End the process here and now, as stopped on purpose."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def require_free(address: Address) -> None:
    """Raise ``CannotListen`` when somebody listens there already, or when nobody can."""
    try:
        bind(address)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CannotListen(f"Cannot listen at {address}: {error.strerror or error}.") from error
        free = free_port(address)
        hint = f" Try --addr {address.at_port(free)}" if free else ""
        raise CannotListen(f"Something else is running at {address}.{hint}") from error


def bind(address: Address) -> None:
    """Take the address and let it go again. Raises ``OSError``."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address.host, address.port))


def free_port(address: Address) -> int | None:
    """The next port that nobody uses, among the next twenty; ``None`` if there is none."""
    for port in range(address.port + 1, min(address.port + 21, 65536)):
        try:
            bind(address.at_port(port))
        except OSError:
            continue
        return port
    return None
