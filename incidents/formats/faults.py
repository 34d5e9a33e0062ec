"""The one error of all formats: what is wrong, and in which line or entry."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Place(StrEnum):
    """What the number of a place counts."""

    LINE = "line"
    ENTRY = "entry"


PLACES: dict[Place, "Promise"] = {
    Place.LINE: _("line %(number)s: %(fault)s"),
    Place.ENTRY: _("entry %(number)s: %(fault)s"),
}

FAULTS: dict[str, "Promise"] = {
    "empty": _("there is nothing in it"),
    "too_large": _("larger than %(detail)s"),
    "not_text": _("neither text in UTF-8 nor in Korean (cp949)"),
    "not_json": _("not JSON: %(detail)s"),
    "not_xml": _("not XML: %(detail)s"),
    "entities": _("it declares entities, which is refused"),
    "too_deep": _("nested more than %(detail)s levels deep"),
    "unknown_format": _("no known format"),
    "no_time": _("%(detail)s: a time is missing"),
    "bad_time": _("not a time: %(detail)s"),
    "wrong_shape": _("%(detail)s is not as expected"),
    "unknown_value": _("unknown value: %(detail)s"),
    "no_columns": _("no column with times was found in: %(detail)s"),
    "bad_table": _("not a table: %(detail)s"),
    "no_incident": _("no incident in it"),
    "unsafe_zip": _("this ZIP is refused: %(detail)s"),
    "bad_zip": _("not a sound ZIP: %(detail)s"),
}
"""What a code of ``FormatError`` means, for people."""


class FormatError(ValueError):
    """A file or a part of it cannot be read. ``code`` is one of ``FAULTS``, ``detail`` what was found there."""

    def __init__(self, code: str, detail: object = "", *, place: Place | None = None, number: int = 0) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = shorten(str(detail))
        self.place = place
        self.number = number

    def at(self, place: Place, number: int) -> "FormatError":
        """The same error, for what stands at ``place`` ``number``; a place that is known already stays."""
        if self.place is not None:
            return self
        return FormatError(self.code, self.detail, place=place, number=number)

    def __str__(self) -> str:
        fault = str(FAULTS[self.code]) % {"detail": self.detail}
        if self.place is None:
            return fault
        return str(PLACES[self.place]) % {"number": self.number, "fault": fault}


def shorten(text: str, room: int = 60) -> str:
    """``text`` on one line, cut to ``room`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= room else line[: room - 1].rstrip() + "…"
