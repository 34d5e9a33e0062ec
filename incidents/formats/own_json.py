"""Our own JSON: everything that is known of an incident, without loss: reading what was written gives the same.

``{"format": "mind-the-gap", "version": 1, "incidents": […]}``; times are ISO 8601 in UTC, what is unknown is left out.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import Channel, Communication, Incident, IncidentKind, Phase, PhaseKind, Status
from incidents.formats.faults import FormatError
from incidents.formats.guard import clean, storable
from incidents.formats.instants import instant, known_zone
from incidents.formats.reading import Doubt, Format, Found, Options, Reading, Source, Warned, read_each

KEY = "json"
NAME, VERSION = "mind-the-gap", 1

Record = TypeVar("Record")
Reader = Callable[[Any], Any]


def detect(source: Source) -> bool:
    """True for what says that it is ours."""
    data = source.json_or_none
    return isinstance(data, dict) and data.get("format") == NAME


def write(incidents: Iterable[Found]) -> bytes:
    """``incidents`` as a file that ``read`` understands."""
    data = {"format": NAME, "version": VERSION, "incidents": [_plain(one) for one in incidents]}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def read(source: Source, options: Options) -> Reading:
    """Every incident; unknown fields of later versions are passed over."""
    data = source.json
    entries = data.get("incidents") if isinstance(data, dict) else None
    if not isinstance(entries, list) or data.get("version") != VERSION:
        raise FormatError("wrong_shape", "version" if isinstance(entries, list) else "incidents")
    return read_each(entries, lambda entry: _record(Found, entry), KEY, _title)


def _plain(value: Any) -> Any:
    """A record as JSON has it; fields that hold what they hold by default are left out."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        known = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(one) for name, one in known.items() if one not in (None, "", (), frozenset(), False)}
    return value


def _record(kind: type[Record], value: Any) -> Record:
    """A record of ``kind`` out of JSON. Raises ``FormatError``, naming the field."""
    if not isinstance(value, dict):
        raise FormatError("wrong_shape", kind.__name__)
    readers = READERS[kind]
    given: dict[str, Any] = {}
    for name, reader in readers.items():
        if name in value:
            try:
                given[name] = reader(value[name])
            except (TypeError, ValueError) as error:
                raise error if isinstance(error, FormatError) else FormatError("wrong_shape", name) from None
    try:
        return kind(**given)
    except TypeError:
        raise FormatError("wrong_shape", f"{kind.__name__}: {', '.join(given)}") from None


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return storable(value)


def _time(value: Any) -> datetime:
    return instant(value).at


def _zone(value: Any) -> str:
    zone = known_zone(value, "")
    if not zone:
        raise FormatError("unknown_value", value)
    return zone


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _one_of(kind: type[StrEnum]) -> Reader:
    def reader(value: Any) -> StrEnum:
        try:
            return kind(value)
        except ValueError:
            raise FormatError("unknown_value", value) from None

    return reader


def _all(kind: type) -> Reader:
    def reader(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError
        return tuple(_record(kind, one) for one in value)

    return reader


def _names(value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise TypeError
    return frozenset(_words(name) for name in value)


READERS: dict[type, dict[str, Reader]] = {
    Found: {
        "incident": lambda value: _record(Incident, value),
        "reference": _words,
        "url": _words,
        "warnings": _all(Warned),
        "candidates": _all(Communication),
    },
    Warned: {"doubt": _one_of(Doubt), "key": _words, "detail": _words},
    Incident: {
        "title": _words,
        "started_at": _time,
        "first_alert_at": _time,
        "resolved_at": _time,
        "kind": _one_of(IncidentKind),
        "zone": _zone,
        "phases": _all(Phase),
        "channels": _all(Channel),
        "communications": _all(Communication),
        "window_begins_at": _time,
        "window_ends_at": _time,
        "approximate": _names,
    },
    Phase: {"kind": _one_of(PhaseKind), "begins_at": _time, "ends_at": _time},
    Channel: {"key": _words, "name": _words, "kind": _words},
    Communication: {
        "key": _words,
        "channel": _words,
        "posted_at": _time,
        "shown_at": _time,
        "sender": _words,
        "status": _one_of(Status),
        "text": _words,
        "url": _words,
        "reference": _words,
        "edited_at": _time,
        "approximate": _yes,
        "remembered": _yes,
    },
}
"""How each field of each record is read; a test compares it with the records."""


def _title(entry: Any) -> str:
    incident = entry.get("incident") if isinstance(entry, dict) else None
    return clean(incident.get("title"), 200) if isinstance(incident, dict) else ""


FORMAT = Format(KEY, _("Mind the Gap (JSON)"), detect, read, write)
