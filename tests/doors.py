"""Browsers of the people of a room, with the keys to their seats."""

from typing import Any, ClassVar
from uuid import uuid4

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from sessions.keys import SALT, cookie_name
from tests.room import Person, Room


def key_cookie(person: Person) -> tuple[str, str]:
    """Name and value of the cookie that a person's browser holds."""
    name = cookie_name(person.seat.retrospective.uid, display=person.seat.displays)
    return name, signing.get_cookie_signer(salt=name + SALT).sign(person.token)


class Browser(Client):
    """A browser like Django's; all of them share one stack of middleware, which takes long to build."""

    shared: ClassVar[dict[bool, ClientHandler]] = {}

    def __init__(self, *, enforce_csrf_checks: bool = False, **options: Any) -> None:
        super().__init__(enforce_csrf_checks=enforce_csrf_checks, **options)
        self.handler = self.shared.setdefault(enforce_csrf_checks, self.handler)


def browser_of(person: Person | None, **options: Any) -> Browser:
    """A browser that holds the person's key; none for ``None``."""
    browser = Browser(**options)
    if person:
        name, value = key_cookie(person)
        browser.cookies[name] = value
    return browser


def address(room: Room, name: str, *parts: Any) -> str:
    """The address of a page of this room: ``address(room, "write_note")``."""
    return reverse(f"retro:{name}", args=[room.retrospective.uid, *parts])


def post(person: Person, room: Room, name: str, *parts: Any, request_id: Any = None, **data: Any) -> HttpResponse:
    """Post what a browser of this person would."""
    body = {"request_id": str(request_id or uuid4())} | data
    return browser_of(person).post(address(room, name, *parts), body, headers={"HX-Request": "true"})
