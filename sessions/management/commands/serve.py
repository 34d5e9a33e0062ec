"""``manage.py serve``: pages and boards from one process, for production behind a proxy."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sessions.management.address import Address
from sessions.management.serving import CannotListen, serve


class Command(BaseCommand):
    help = "Serve Mind the Gap. Settings come from the environment; see the README."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--addr", type=Address.parse, default=Address.parse("8000"), metavar="HOST:PORT")

    def handle(self, *args: Any, addr: Address, **options: Any) -> None:
        try:
            serve(addr, lambda: self.stdout.write(f"Serving on {addr}"))
        except CannotListen as error:
            raise CommandError(str(error)) from error
