"""The one error of all formats: what is wrong, and in which line or entry."""

from collections.abc import Callable
from enum import StrEnum


def gettext_noop(text: str) -> str:
    """Marks ``text`` for the catalogue, as Django's function of this name does, which needs settings to be there."""
    return text


class Place(StrEnum):
    """What the number of a place counts."""

    LINE = "line"
    ENTRY = "entry"


PLACES: dict[Place, str] = {
    Place.LINE: gettext_noop("line %(number)s: %(fault)s"),
    Place.ENTRY: gettext_noop("entry %(number)s: %(fault)s"),
}

FAULTS: dict[str, str] = {
    "empty": gettext_noop("there is nothing in it"),
    "too_large": gettext_noop("larger than %(detail)s"),
    "not_text": gettext_noop("neither text in UTF-8 nor in Korean (cp949)"),
    "not_json": gettext_noop("not JSON: %(detail)s"),
    "not_xml": gettext_noop("not XML: %(detail)s"),
    "entities": gettext_noop("it declares entities, which is refused"),
    "too_deep": gettext_noop("nested more than %(detail)s levels deep"),
    "unknown_format": gettext_noop("no known format"),
    "no_time": gettext_noop("a time is missing: %(detail)s"),
    "bad_time": gettext_noop("not a time: %(detail)s"),
    "wrong_shape": gettext_noop("%(detail)s is not as expected"),
    "unknown_value": gettext_noop("unknown value: %(detail)s"),
    "no_columns": gettext_noop("no column with times was found in: %(detail)s"),
    "bad_table": gettext_noop("not a table: %(detail)s"),
    "unsafe_zip": gettext_noop("this ZIP is refused: %(detail)s"),
    "bad_zip": gettext_noop("not a sound ZIP: %(detail)s"),
    "no_incident": gettext_noop("no incident in it"),
}
"""What a code of ``FormatError`` means, in English; ``FormatError.words`` translates."""


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

    def words(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong and where, in English or as ``translate`` (such as ``gettext``) says it."""
        fault = translate(FAULTS[self.code]) % {"detail": self.detail}
        if self.place is None:
            return fault
        return translate(PLACES[self.place]) % {"number": self.number, "fault": fault}

    def __str__(self) -> str:
        return self.words()


def shorten(text: str, room: int = 60) -> str:
    """``text`` on one line, cut to ``room`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= room else line[: room - 1].rstrip() + "…"
