"""Renders what a change touched, once per audience, and hands it to everybody who listens."""

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from channels.layers import get_channel_layer
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from sessions.audience import AUDIENCES, Audience, group_name, lease_key
from sessions.board import BoardState
from sessions.keys import void_tickets
from sessions.models import Seat

logger = logging.getLogger(__name__)

EVERYBODY = frozenset(Seat.Role.values)
PEOPLE = EVERYBODY - {Seat.Role.DISPLAY.value}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A live region: the element with this id, its template, and the roles that have it on their page."""

    name: str
    template: str
    roles: frozenset[str] = EVERYBODY


REGIONS: tuple[Fragment, ...] = (
    Fragment("clock", "sessions/_clock.html"),
    Fragment("people", "sessions/_people.html"),
    Fragment("figure", "sessions/_figure.html"),
    Fragment("figures", "sessions/_figures.html"),
    Fragment("progress", "sessions/_progress.html"),
    Fragment("panel", "sessions/_panel.html"),
    Fragment("twin", "sessions/_twin.html", PEOPLE),
)
"""Every region of the board, in the order of the page."""

NOTE = "note-"
"""A fragment of this beginning is a single note; the rest is its uid."""

_loop: asyncio.AbstractEventLoop | None = None


def remember_loop() -> None:
    """Keep the server's loop, so that a thread can hand it a message without waiting."""
    global _loop
    _loop = asyncio.get_running_loop()


def regions_for(audience: Audience) -> list[Fragment]:
    """The regions on the page of this audience."""
    return [region for region in REGIONS if audience.role in region.roles]


def render(name: str, state: BoardState, audience: Audience) -> str:
    """One fragment as HTML; empty when this audience has no such thing on its page."""
    context = state.context(audience)
    if name.startswith(NOTE):
        note = state.on_top(name.removeprefix(NOTE))
        return render_to_string("sessions/_note.html", context | {"note": note}) if note else ""
    region = next((region for region in regions_for(audience) if region.name == name), None)
    return render_to_string(region.template, context) if region else ""


def render_all(state: BoardState, audience: Audience) -> str:
    """The whole board of an audience, in its language."""
    with translation.override(audience.language):
        return "\n".join(render(region.name, state, audience) for region in regions_for(audience))


def publish(retrospective_pk: int, revision: int, names: Iterable[str]) -> None:
    """Send one frame with these fragments to each audience that somebody listens in.

    Runs after the commit and never raises for a layer that is down: boards fetch what they missed.
    """
    listening = audiences_listening(retrospective_pk)
    if not listening:
        return
    state = BoardState.load(retrospective_pk)
    # The page's order, then single notes: a note is drawn after the region that may contain it.
    order = [region.name for region in REGIONS]
    wanted = sorted(names, key=lambda name: order.index(name) if name in order else len(order))
    for audience in listening:
        with translation.override(audience.language):
            html = "\n".join(filter(None, (render(name, state, audience) for name in wanted)))
        text = json.dumps({"revision": revision, "html": html})
        send(group_name(retrospective_pk, audience), {"type": "frame", "text": text, "revision": revision})


def audiences_listening(retrospective_pk: int) -> list[Audience]:
    """Those audiences that some process holds a socket of; all of them when the cache cannot say."""
    keys = {lease_key(retrospective_pk, audience): audience for audience in AUDIENCES}
    try:
        return [keys[key] for key in cache.get_many(keys)]
    except Exception:
        logger.exception("The cache does not answer; rendering for every audience")
        return list(AUDIENCES)


def close_sockets(retrospective_pk: int, seat_uids: list[str], *, again: bool = False) -> None:
    """Close the sockets of these seats: for good, or so that they come back with their new role."""
    try:
        void_tickets(seat_uids, again=again)
    except Exception:
        logger.exception("The cache does not answer; old tickets stay good until they expire")
    send(group_name(retrospective_pk), {"type": "close", "seats": seat_uids, "again": again})


def send(group: str, message: dict[str, Any]) -> None:
    """Hand a message to the layer without waiting for the loop."""
    if _loop is None or _loop.is_closed():
        return
    sending = asyncio.run_coroutine_threadsafe(announce(group, message), _loop)
    sending.add_done_callback(_log_failure)


async def announce(group: str, message: dict[str, Any]) -> None:
    """Send a message to every process that has sockets in this group."""
    layer = get_channel_layer()
    if layer is not None:
        await layer.group_send(group, message | {"group": group})


def _log_failure(sending: Any) -> None:
    if not sending.cancelled() and sending.exception():
        logger.error("A frame was not sent: %r", sending.exception())
