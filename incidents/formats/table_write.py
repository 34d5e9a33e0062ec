"""Writes incidents as CSV for spreadsheets: UTF-8 with BOM, every cell quoted, nothing that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from incidents.analysis.records import Incident
from incidents.formats.cells import guarded
from incidents.formats.reading import Found

COLUMNS = (
    "incident", "incident reference", "event", "time", "until", "shown at", "channel", "channel kind", "sender",
    "status", "text", "url", "reference", "edited at", "zone",
)  # fmt: skip

Row = dict[str, str]


def write(incidents: Iterable[Found]) -> bytes:
    """One row an incident, one for each of its known times and phases, and one for each communication."""
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    for number, one in enumerate(incidents, start=1):
        always = {
            "incident": one.incident.title,
            "incident reference": one.reference or f"#{number}",
            "zone": one.incident.zone,
        }
        for row in _rows(one):
            cells = always | row
            table.writerow([guarded(cells.get(column, "")) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _rows(one: Found) -> Iterator[Row]:
    incident = one.incident
    yield {
        "event": incident.kind.value,
        "time": _time(incident.window_begins_at),
        "until": _time(incident.window_ends_at),
        "url": one.url,
    }
    for event, name in (("start", "started_at"), ("first alert", "first_alert_at"), ("resolution", "resolved_at")):
        at: datetime | None = getattr(incident, name)
        if at is not None:
            yield {"event": event, "time": _time(at, about=name in incident.approximate)}
    for phase in incident.phases:
        yield {"event": phase.kind.value, "time": _time(phase.begins_at), "until": _time(phase.ends_at)}
    yield from _communications(incident)


def _communications(incident: Incident) -> Iterator[Row]:
    channels = {channel.key: channel for channel in incident.channels}
    for post in incident.communications:
        channel = channels.get(post.channel)
        yield {
            "event": "communication",
            "time": _time(post.posted_at, about=post.approximate),
            "shown at": _time(post.shown_at),
            "channel": channel.name if channel else post.channel,
            "channel kind": channel.kind if channel else "",
            "sender": post.sender,
            "status": post.status.value if post.status else "",
            "text": post.text,
            "url": post.url,
            "reference": post.reference,
            "edited at": _time(post.edited_at),
        }


def _time(at: datetime | None, *, about: bool = False) -> str:
    """ISO 8601 in UTC; ``~`` before what is known only about; nothing for what is unknown."""
    if at is None:
        return ""
    return ("~" if about else "") + at.astimezone(UTC).isoformat().replace("+00:00", "Z")
