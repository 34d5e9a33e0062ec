"""Fills an empty installation with the demo's content, once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from incidents.models import Membership, Team, User
from sessions.actions import schedule
from sessions.demo import pictures
from sessions.demo.chat import CHAT
from sessions.demo.messenger import MESSENGER
from sessions.demo.network import NETWORK
from sessions.demo.played import play
from sessions.demo.stories import write_down
from sessions.models import Retrospective

LEADER = "dana@example.org"
PEOPLE = {
    "Dana": ("Dana Reyes", LEADER),
    "Amir": ("Amir Haddad", "amir@example.org"),
    "Mina": ("Mina Okafor", "mina@example.org"),
    "Seoyeon": ("김서연", "seoyeon@example.org"),
    "Junho": ("박준호", "junho@example.org"),
}
"""The demo's people by their first names; none of them has a password."""


def leader() -> User | None:
    """The person who leads in the demo, if it was seeded here."""
    return User.objects.filter(email=LEADER).first()


def ready_session(user: User) -> Retrospective | None:
    """The session this person can start or go on with."""
    return Retrospective.objects.visible_to(user).unfinished().filter(facilitator=user).first()


@transaction.atomic
def seed_once() -> bool:
    """Make the demo's content if nobody has an account yet; says whether it did."""
    if User.objects.exists():
        return False
    people = {first: User.objects.create_user(email, name=name) for first, (name, email) in PEOPLE.items()}
    dana, seoyeon = people["Dana"], people["Seoyeon"]
    team = Team.found("Platform team", dana)
    for user in people.values():
        Membership.objects.get_or_create(team=team, user=user)

    network = write_down(
        NETWORK,
        team,
        dana,
        (
            (pictures.no_site(), "The website, in any browser"),
            (pictures.no_feed(), "The app, for six hours"),
        ),
    )
    messenger = write_down(MESSENGER, team, seoyeon, ((pictures.not_sent(), "보내지지 않는 메시지"),))
    chat = write_down(CHAT, team, dana)

    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    schedule.plan(network, facilitator=dana, planned_for=soon, language="en")
    next_week = (soon + timedelta(days=6)).astimezone(ZoneInfo(messenger.zone)).replace(hour=10)
    schedule.plan(messenger, facilitator=seoyeon, planned_for=next_week, language="ko")
    play(chat, {first: people[first] for first in ("Dana", "Amir", "Mina", "Junho")}, "Dana")
    return True
