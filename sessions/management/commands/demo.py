"""``manage.py demo``: from nothing to a board in seconds, on one's own machine."""

import io
import os
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from incidents.models import User
from incidents.sign_in_links import sign_in_path
from sessions import links
from sessions.demo import seed
from sessions.management.address import Address, own_addresses, own_names
from sessions.management.serving import CannotListen, require_free, serve
from sessions.models import Retrospective

EVERYWHERE = "0.0.0.0"  # noqa: S104  only on request


class Command(BaseCommand):
    help = "Bring Mind the Gap up with three real incidents in it, and print how to get in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--addr",
            type=Address.parse,
            default=Address.parse("8000"),
            metavar="HOST:PORT",
            help="where to listen; 127.0.0.1:8000 if nothing is said",
        )
        parser.add_argument("--lan", action="store_true", help="let phones and laptops in the same network join")
        parser.add_argument("--empty", action="store_true", help="without content: the first user makes an account")

    def handle(self, *args: Any, addr: Address, lan: bool, empty: bool, **options: Any) -> None:
        if settings.ENVIRONMENT != "local":
            raise CommandError("The demo is for your own machine. In production use: manage.py serve")
        if lan and not addr.everywhere:
            addr = Address(EVERYWHERE, addr.port)
        if settings.DEBUG and not addr.loopback:
            raise CommandError("With DEBUG the demo listens on this machine only. Unset DEBUG to let others in.")
        try:
            require_free(addr)
        except CannotListen as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)
        if not empty:
            seed.seed_once()
        reachable_at(addr)
        words = self.words(addr)
        try:
            serve(addr, lambda: self.say(words))
        except CannotListen as error:
            raise CommandError(str(error)) from error

    def say(self, words: str) -> None:
        """Print, now that the server answers."""
        self.stdout.write(words)
        self.stdout.flush()

    def words(self, addr: Address) -> str:
        """What one needs to get in."""
        leader = seed.leader()
        session = seed.ready_session(leader) if leader else None
        lines = [self.style.SUCCESS(f"\nMind the Gap is running at {settings.SITE_URL}"), ""]
        lines += [f"  {label:<22} {text}" for label, text in ways_in(leader, session)]
        if session:
            lines += ["", qr_of(links.join_url(session))]
        if addr.loopback:
            lines.append("  Phones cannot reach this address. To let them join, start again with --lan\n")
        lines.append("  Stop with Ctrl-C. Everything stays, and is there again at the next start.\n")
        return "\n".join(lines)


def qr_of(text: str) -> str:
    """A QR code in block characters."""
    drawn = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(out=drawn, compact=True)
    return drawn.getvalue()


def ways_in(leader: User | None, session: Retrospective | None) -> list[tuple[str, str]]:
    """What each link is for, and the link."""
    site = links.site()
    if leader is None:
        path = reverse("login" if User.objects.exists() else "sign_up")
        return [("Begin here", site + path)]
    following = reverse("retro:prepare", args=[session.uid]) if session else reverse("retro:list")
    sign_in = f"{site}{sign_in_path(leader)}?{urlencode({'next': following})}"
    found = [(f"Sign in as {leader.name}", f"{sign_in}  (works once, for an hour)")]
    if session:
        found += [
            ("The board", site + reverse("retro:board", args=[session.uid])),
            ("The display", links.display_url(session)),
            ("Join as participant", f"{links.join_url(session)}  (or code {session.spoken_code})"),
        ]
    return found


def reachable_at(addr: Address) -> None:
    """Let the browsers in that come by this machine's own addresses, and let links carry the one that others reach."""
    host = addr.host
    if addr.everywhere:
        addresses = own_addresses()
        host = addresses[0] if addresses else "127.0.0.1"
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *addresses, *own_names()]
    elif host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, host]
    if "SITE_URL" not in os.environ:
        settings.SITE_URL = f"http://{Address(host, addr.port)}"
