"""What a format is, and what reading a file gives: incidents, doubts about them, and what could not be read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from incidents.analysis.records import Communication, Incident
from incidents.formats import guard
from incidents.formats.faults import FormatError, Place

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Doubt(StrEnum):
    """What may be wrong with something that was read all the same."""

    BACK_DATED = "back_dated"
    OUT_OF_ORDER = "out_of_order"
    EDITED = "edited"
    NO_ZONE = "no_zone"
    NO_DAY = "no_day"
    OUT_OF_SEASON = "out_of_season"
    TWICE = "twice"
    UNKNOWN_STATE = "unknown_state"
    NO_START = "no_start"
    CLAIMED_START = "claimed_start"
    NO_WORDS = "no_words"
    ASSUMED_TIME = "assumed_time"
    END_BEFORE_BEGIN = "end_before_begin"
    TO_THE_MINUTE = "to_the_minute"


@dataclass(frozen=True, slots=True)
class Warned:
    """One doubt about an incident or, where ``key`` names one, about a communication of it."""

    doubt: Doubt
    key: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One incident that was read.

    ``reference`` is what its source calls it, the same at every import. ``candidates`` are messages that may have been
    said to customers: somebody has to pick them, so they stand in no timeline yet.
    """

    incident: Incident
    reference: str = ""
    url: str = ""
    warnings: tuple[Warned, ...] = ()
    candidates: tuple[Communication, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """An incident or a row that could not be read, where it stands, and why (a ``FormatError``'s ``code``)."""

    error: FormatError
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a file gave; ``format`` is the key of the format that read it."""

    format: str
    incidents: tuple[Found, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may be told besides the file.

    ``zone`` (an IANA name) is meant by times that name none, ``now`` (aware) gives years to dates without one, and
    ``columns`` says which field a column of a table is, where its heading does not (heading to field).
    """

    zone: str = "UTC"
    now: datetime | None = None
    columns: Mapping[str, str] | None = None


class Source:
    """The bytes of a file and its name; what they are is worked out once, however many formats ask."""

    def __init__(self, data: bytes, name: str = "") -> None:
        """Raises ``FormatError`` for what is empty or too large for any format."""
        guard.check_size(data)
        self.data = data
        self.name = name.lower()

    @cached_property
    def text(self) -> str:
        """The file as text; raises ``FormatError`` when it is none."""
        return guard.decode(self.data)

    @cached_property
    def json(self) -> Any:
        """The file as JSON; raises ``FormatError`` when it is none."""
        return guard.read_json(self.text)

    @property
    def is_text(self) -> bool:
        """False for ZIP files and the like."""
        try:
            return bool(self.text)
        except FormatError:
            return False

    @property
    def json_or_none(self) -> Any:
        """As ``json``, with ``None`` for what is no JSON, so that formats can look at it."""
        try:
            return self.json if self.is_text and self.text.lstrip()[:1] in {"{", "["} else None
        except FormatError:
            return None


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which others keep incidents.

    ``detect`` says whether a file looks like it, ``read`` raises ``FormatError`` when nothing of it can be read,
    ``write`` is ``None`` where we only read.
    """

    key: str
    label: "Promise"
    detect: Callable[[Source], bool]
    read: Callable[[Source, Options], Reading]
    write: Callable[[Iterable[Found]], bytes] | None = None


def read_each(
    entries: Iterable[Any], read_one: Callable[[Any], Found], key: str, title: Callable[[Any], str]
) -> Reading:
    """Read every entry of a list; one that fails is reported with its number, the others go on."""
    found, unread = [], []
    for number, entry in enumerate(entries, start=1):
        try:
            found.append(read_one(entry))
        except FormatError as error:
            unread.append(Unread(error.at(Place.ENTRY, number), title(entry)))
    return Reading(key, tuple(found), tuple(unread))
