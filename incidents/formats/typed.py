"""Times as people write them in tables and texts, with what is doubtful about them."""

from datetime import datetime
from typing import NamedTuple

from incidents.analysis.times import TimeNotUnderstood, parse_time
from incidents.formats.faults import FormatError
from incidents.formats.instants import from_sheet, instant
from incidents.formats.reading import Doubt

SHEET_DAYS = (20_000.0, 80_000.0)
"""Day numbers of spreadsheets that can be times: from 1954 to 2119."""


ELSEWHERE = "Etc/GMT+12"
"""Where hardly anybody lives: a time that means the same there names its zone itself."""


class Typed(NamedTuple):
    """A time that was understood; ``zoned`` is False when it was read in the zone of its source."""

    at: datetime
    zoned: bool = True
    approximate: bool = False
    doubts: tuple[tuple[Doubt, str], ...] = ()


def typed_time(text: str, *, zone: str, near: datetime | None = None) -> Typed:
    """What ``text`` means in ``zone``: ISO 8601, a spreadsheet's day number, or any way in which people write times.

    ``near`` tells the day where it is left out. Raises ``FormatError``.
    """
    if text[:1] == "~":
        return typed_time(text[1:].strip(), zone=zone, near=near)._replace(approximate=True)
    try:
        exact = instant(text, zone)
    except FormatError:
        pass
    else:
        return Typed(exact.at, exact.zoned)
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if SHEET_DAYS[0] <= number <= SHEET_DAYS[1]:
        return Typed(*from_sheet(number, zone))
    try:
        typed = parse_time(text, zone=zone, near=near)
        zoned = parse_time(text, zone=ELSEWHERE, near=near).at == typed.at
    except (TimeNotUnderstood, OverflowError):
        raise FormatError("bad_time", text) from None
    doubt = {"twice": Doubt.TWICE, "season": Doubt.OUT_OF_SEASON}.get(typed.doubt)
    return Typed(typed.at, zoned, typed.approximate, ((doubt, text),) if doubt else ())
