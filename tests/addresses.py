"""Every address of the house with something behind it, and what a browser posts there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib.auth.tokens import default_token_generator
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from incidents.forms.sections import SECTIONS
from incidents.models import Invitation
from sessions.keys import display_link
from tests.lived import Lived

MESSAGE = {"posted_at": "2026-05-14 22:40", "channel_name": "Carrier pigeon", "channel": "Carrier pigeon"}
ACTION = {"text": "Write a template", "owner_name": "The press team", "due": "2027-05-14", "version": "1"}
NOTE = {"text": "Nobody looked", "kind": "problem", "version": "1"}
POSTED: dict[str, dict[str, str]] = {
    "set_language": {"language": "ko"},
    "team_new": {"name": "A third team", "zone": "UTC"},
    "incidents:communication_add": MESSAGE,
    "incidents:communication": MESSAGE,
    "retro:join": {"code": "MNDGAP"},
    "retro:join_link": {"name": "Noor Haddad"},
    "retro:speak": {"language": "en"},
    "retro:display_speak": {"language": "en"},
    "retro:rename": {"name": "Noor Haddad"},
    "retro:add_communication": MESSAGE,
    "retro:correct_communication": {"at": "2026-05-14 22:40"},
    "retro:correct_time": {"at": "2026-05-14 21:05"},
    "retro:add_channel": {"new-name": "Carrier pigeon", "new-kind": "pigeon"},
    "retro:write_note": NOTE,
    "retro:edit_note": NOTE,
    "retro:pin_note": {"anchor": "gap:begin"},
    "retro:add_why": {"text": "Because"},
    "retro:edit_why": {"text": "Because"},
    "retro:add_commitment": ACTION,
    "retro:edit_commitment": ACTION,
}
"""What is posted; nothing at all where a button is pressed."""
STEPS: dict[str, str] = {"retro:start": "", "retro:go": "stage", "retro:reveal": "assess", "retro:prompt": "assess"}
STEPS |= {"retro:write_note": "causes"}
"""The step in which an address does something, where that is not the plan."""


@dataclass(frozen=True)
class Address:
    """One named address: its name with the namespace, its route, and the names of its parts."""

    name: str
    route: str
    parts: tuple[str, ...]

    def at(self, things: Lived, **other: Any) -> str:
        """Where it is in this room; ``other`` parts take the place of what is there."""
        return reverse(self.name, kwargs={part: other.get(part) or self.part(part, things) for part in self.parts})

    def part(self, part: str, things: Lived) -> Any:
        """What stands for a part: something real of this room."""
        room = things.room
        places = {
            "teams/": room.team.uid,
            "incidents/communications/": things.remembered.uid,
            "incidents/screenshots/": things.screenshot.uid,
            "incidents/": room.incident.uid,
        }
        if part == "uid":
            return next((uid for place, uid in places.items() if self.route.startswith(place)), room.retrospective.uid)
        found: dict[str, Any] = {
            "incident_uid": room.incident.uid,
            "channel_uid": things.remembered.channel.uid,
            "token": room.retrospective.join_token,
            "link": display_link(room.fresh()),
            "undone": things.last[1],
            "came_from": "stage",
            "step": "gap",
            "minutes": 5,
            "field": "first_alert_at",
            "screenshot": things.screenshot.uid,
            "note": things.mine.uid,
            "item": self._item(things),
            "digest": "0",
            "name": "site.css",
            "who": "nobody",
            "key": "begin" if self.name.startswith("retro:") else SECTIONS[0].key,
        }
        if self.name == "invitation":
            return Invitation.make(room.team, room.facilitator.seat.user)
        if self.name == "member_remove":
            return room.team.memberships.last().pk
        if self.name == "password_reset_confirm":
            return reset_part(part, room.facilitator.seat.user)
        return {"number": 2, **found}[part]

    def _item(self, things: Lived) -> str:
        items = {
            "/seats/": things.room.korean.seat.uid,
            "/communications/": things.remembered.uid,
            "/channels/": things.remembered.channel.uid,
            "/screenshots/": things.screenshot.uid,
            "/notes/": things.mine.uid,
            "/whys/": things.why and things.why.uid,
            "/commitments/": things.action and things.action.uid,
        }
        return next((uid for place, uid in items.items() if place in self.route), "nothing")

    def body(self) -> dict[str, str]:
        """What is posted there."""
        return {"request_id": str(uuid4())} | POSTED.get(self.name, {})


def reset_part(part: str, user: Any) -> str:
    """A part of a link that sets a new password."""
    made = default_token_generator.make_token(user)
    return made if part == "token" else urlsafe_base64_encode(force_bytes(user.pk))


def addresses() -> list[Address]:
    """All that the URLconf knows."""

    def walk(resolver: URLResolver, space: str, before: str) -> Iterator[Address]:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield Address(f"{space}{pattern.name}", route, tuple(pattern.pattern.converters))
            else:
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, route)

    return list(walk(get_resolver(), "", ""))
