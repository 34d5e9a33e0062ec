"""The one entry for browsers: pages over HTTP, boards over the socket."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playbook.settings")
pages = get_asgi_application()

# Django must be set up before any routing is imported.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from sessions.fragments import remember_loop  # noqa: E402
from sessions.routing import websocket_urlpatterns  # noqa: E402


async def pages_of_this_loop(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Serve a page, and let its view hand frames to this loop."""
    remember_loop()
    await pages(scope, receive, send)


application = ProtocolTypeRouter({"http": pages_of_this_loop, "websocket": URLRouter(websocket_urlpatterns)})
