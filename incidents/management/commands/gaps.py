"""``manage.py gaps``: how the incidents in files were communicated. Needs no database and loads no models."""

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from incidents import gap_data, gap_table
from incidents.analysis.durations import DurationNotUnderstood, parse_duration
from incidents.analysis.records import Targets
from incidents.formats import FormatError, Options, Reading, read
from incidents.formats.guard import LARGEST
from incidents.formats.instants import instant

STDIN = "-"


def duration(text: str) -> timedelta:
    """A span on the command line."""
    try:
        return parse_duration(text)
    except DurationNotUnderstood as error:
        raise ArgumentTypeError(str(error)) from None


def moment(text: str) -> datetime:
    """A moment on the command line; UTC where it names no zone."""
    try:
        return instant(text).at
    except FormatError:
        raise ArgumentTypeError(f"not a time in ISO 8601: {text!r}") from None


class Command(BaseCommand):
    help = "Measure how the incidents in files were communicated: every gap, the largest, what promises were worth."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="in any known format; - reads standard input")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        parser.add_argument("--target", type=duration, default="30m", help="longest silence that is no gap (30m)")
        parser.add_argument("--merge", type=duration, default="2m", help="posts this close on several channels are one")
        parser.add_argument("--now", type=moment, help="up to when open incidents are measured; this moment")
        parser.add_argument("--min-length", type=duration, default="0m", help="leave out shorter incidents")

    def handle(
        self,
        *args: Any,
        files: list[str],
        as_json: bool,
        target: timedelta,
        merge: timedelta,
        now: datetime | None,
        min_length: timedelta,
        **options: Any,
    ) -> None:
        now = now or datetime.now(UTC)
        targets = Targets(good=min(Targets().good, target), gap=target, merge=merge)
        readings = [self.read(name, now) for name in files]
        found = [one for reading in readings if reading for one in reading.incidents]
        measured = gap_data.long_enough((gap_data.measure(one, targets, now) for one in found), min_length)
        try:
            if as_json:
                self.print_json(measured, targets)
            elif measured or all(readings):
                self.print_tables(measured, targets)
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not all(readings):
            sys.exit(2)

    def read(self, name: str, now: datetime) -> Reading | None:
        """What the file gave; ``None``, and a line that says why, when nobody can read it."""
        try:
            data = sys.stdin.buffer.read(LARGEST + 1) if name == STDIN else self.bytes_of(name)
            reading = read(data, Path(name).name, Options(now=now))
        except (OSError, FormatError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            self.stderr.write(f"{name}: {why}")
            return None
        for one in reading.unread:
            title = f" ({one.title})" if one.title else ""
            self.stderr.write(f"{name}: left out{title}, {one.error}")
        return reading

    def bytes_of(self, name: str) -> bytes:
        """The file, and no more of it than is ever read."""
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)

    def print_json(self, measured: list[gap_data.Measured], targets: Targets) -> None:
        summary = gap_data.summarise(measured, targets)
        data = {
            "incidents": [gap_data.as_data(one) for one in measured],
            "summary": gap_data.summary_data(summary, targets),
        }
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))

    def print_tables(self, measured: list[gap_data.Measured], targets: Targets) -> None:
        signs = gap_table.SIGNS if self.can_print("".join(vars_of(gap_table.SIGNS))) else gap_table.PLAIN_SIGNS
        for one in measured:
            for line in gap_table.incident_lines(one, targets, signs):
                self.stdout.write(self.printable(line))
            self.stdout.write("")
        for line in gap_table.summary_lines(gap_data.summarise(measured, targets), targets):
            self.stdout.write(self.printable(line))

    @property
    def encoding(self) -> str:
        return getattr(self.stdout, "encoding", None) or "utf-8"

    def can_print(self, text: str) -> bool:
        return self.printable(text) == text

    def printable(self, line: str) -> str:
        """``line`` as this terminal can show it."""
        return line.encode(self.encoding, "replace").decode(self.encoding)


def vars_of(signs: gap_table.Signs) -> list[str]:
    """The characters of a set of signs."""
    return [getattr(signs, name) for name in signs.__slots__]
