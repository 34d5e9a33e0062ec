"""Two rooms of two teams with everything in them, the browsers of all kinds of people, and how to leave no trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from incidents.models import Invitation, Membership, Team, User
from sessions.actions import seats
from sessions.models import Retrospective
from tests.addresses import STEPS, Address
from tests.conftest import signed_in
from tests.doors import Browser, browser_of
from tests.lived import Lived, lived, one_more
from tests.people import make_person

PEOPLE = ("nobody", "elsewhere", "removed", "outsider", "member", "participant", "facilitator", "display")
"""Nobody has neither account nor seat; elsewhere sits in another session; the outsider leads another team and the
member belongs to this one, both without a seat; the facilitator has a seat and an account."""


@dataclass
class Houses:
    """The room of the table in the step of the plan, and another room of another team with as much in it."""

    things: Lived
    other: Lived
    cookies: dict[str, SimpleCookie]
    """What the browser of each of ``PEOPLE`` holds."""
    media: Path

    def browser(self, who: str, **options: Any) -> Browser:
        """A browser of one of ``PEOPLE``."""
        browser = Browser(**options)
        browser.cookies = copy(self.cookies[who])
        return browser


@pytest.fixture(scope="module")
def houses(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Houses]:
    """Made once for a file of tests, each of which leaves them as they were."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        things = lived("plan")
        other = lived("plan", email="olga@example.org", code="0THER1", join_token="another-link")
        yield Houses(things, other, cookies_of(things, other), media)
        transaction.set_rollback(True)


def cookies_of(things: Lived, other: Lived) -> dict[str, SimpleCookie]:
    """What the browsers of ``PEOPLE`` hold."""
    room = things.room
    removed = one_more(room)
    room.facilitator.does(seats.remove_seat, item=removed.seat.uid)
    member = make_person("Mina Member")
    Membership.objects.create(team=room.team, user=member)
    holding = {
        "elsewhere": other.room.participant,
        "removed": removed,
        "participant": room.participant,
        "facilitator": room.facilitator,
        "display": room.display,
    }
    accounts = {
        "outsider": other.room.facilitator.seat.user,
        "member": member,
        "facilitator": room.facilitator.seat.user,
    }
    browsers = {who: browser_of(holding.get(who)) for who in PEOPLE}
    for who, user in accounts.items():
        signed_in(browsers[who], user)
    return {who: browser.cookies for who, browser in browsers.items()}


@pytest.fixture(autouse=True)
def pictures(house: None, houses: Houses, settings: Any) -> None:
    """The pictures are where they were put when the houses were made."""
    settings.MEDIA_ROOT = houses.media


@contextmanager
def undone(address: Address) -> Iterator[None]:
    """The session is in the step in which the address does something; afterwards everything is as before."""
    with transaction.atomic():
        if (step := STEPS.get(address.name)) is not None:
            started = timezone.now() if step else None
            Retrospective.objects.update(
                step=step, started_at=started, revealed_at=None if step == "assess" else started
            )
        Invitation.make(Team.objects.first(), User.objects.first())
        yield
        transaction.set_rollback(True)
