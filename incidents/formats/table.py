"""CSV and TSV, as spreadsheets save them: one row a communication, or a time of the incident.

Headings are found in English and Korean, dates may be a spreadsheet's day numbers, and the encoding UTF-8 or cp949.
What ``write`` wrote is read back without loss of incidents, times, phases and communications.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import IncidentKind, Phase, PhaseKind
from incidents.formats.cells import freed
from incidents.formats.columns import find_columns, zone_in
from incidents.formats.drafts import STATUS_PAGE, Post, channel_called, found
from incidents.formats.events import EVENTS
from incidents.formats.faults import FormatError, Place
from incidents.formats.guard import clean
from incidents.formats.instants import known_zone, region_of
from incidents.formats.reading import Doubt, Format, Found, Options, Reading, Source, Unread
from incidents.formats.states import find_status
from incidents.formats.table_write import write
from incidents.formats.typed import Typed, typed_time

KEY = "csv"
DELIMITERS = ",\t;|"
HEADING_WITHIN = 10
"""Rows above the headings, such as a title, are passed over."""


@dataclass
class Draft:
    """What the rows of one incident gave so far."""

    title: str
    reference: str
    url: str = ""
    zone: str = ""
    kind: IncidentKind = IncidentKind.INCIDENT
    times: dict[str, datetime] = field(default_factory=dict)
    approximate: set[str] = field(default_factory=set)
    phases: list[Phase] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    zoned: bool = True

    def found(self, zone: str) -> Found:
        """The incident of these rows."""
        return found(
            self.title,
            self.posts,
            reference=self.reference,
            url=self.url,
            doubts=[] if self.zoned else [(Doubt.NO_ZONE, zone)],
            kind=self.kind,
            zone=self.zone or zone,
            phases=tuple(self.phases),
            approximate=frozenset(self.approximate),
            **self.times,
        )


def detect(source: Source) -> bool:
    """True when a row near the top has headings: one for times, and another that is known."""
    if not source.is_text or source.text.lstrip()[:1] in {"{", "<"}:
        return False
    try:
        heading = _layout(source.text, Options())[1]
    except FormatError:
        return False
    return len(find_columns(heading)) > 1 and len(heading) > 1


def read(source: Source, options: Options) -> Reading:
    """Every row of the table; a row that cannot be read is reported with its line, the others go on."""
    delimiter, heading = _layout(source.text, options)
    columns = find_columns(heading, options.columns)
    rows = _rows(source.text, delimiter)
    while next(rows)[1] != heading:
        pass
    home = zone_in(heading[columns["time"]])
    drafts: dict[str, Draft] = {}
    unread: list[Unread] = []
    near: datetime | None = None
    for line, row in _safely(rows):
        cells = {name: clean(freed(row[at])) if at < len(row) else "" for name, at in columns.items()}
        if not any(cells.values()):
            continue
        reference = cells.get("incident_reference", "")
        title = cells.get("incident") or reference or PurePath(source.name).stem
        draft = drafts.setdefault(reference or title, Draft(title, reference))
        try:
            near = _take(cells, draft, home, options.zone, near) or near
        except FormatError as error:
            unread.append(Unread(error.at(Place.LINE, line), title))
    if not drafts:
        raise FormatError("no_incident")
    return Reading(KEY, tuple(draft.found(options.zone) for draft in drafts.values()), tuple(unread))


def _take(cells: dict[str, str], draft: Draft, home: str, zone: str, near: datetime | None) -> datetime | None:
    """Put one row where it belongs; its time, if it has one."""
    event = EVENTS.get(cells.get("event", "").casefold())
    words = cells.get("zone") or home
    named = known_zone(words, "")
    draft.zone = region_of(words) or draft.zone
    if named:
        zone, words = named, ""

    def time_in(field_name: str) -> Typed | None:
        text = cells.get(field_name, "")
        if field_name == "time":
            text = _with_date(cells.get("date", ""), text)
        if not text:
            return None
        typed = typed_time(text, zone=zone, near=near)
        if not typed.zoned and words:
            typed = typed_time(f"{text} {words}", zone=zone, near=near)
        if not typed.zoned and not named:
            draft.zoned = False
        return typed

    at, until = time_in("time"), time_in("until")
    if event in {"incident", "maintenance"}:
        draft.url = cells.get("url", "")
        draft.kind = IncidentKind(event)
        draft.times |= {name: one.at for name, one in (("window_begins_at", at), ("window_ends_at", until)) if one}
        return None
    if at is None:
        raise FormatError("no_time", cells.get("text") or cells.get("event"))
    if isinstance(event, PhaseKind):
        if until is None:
            raise FormatError("no_time", cells["event"])
        draft.phases.append(Phase(event, at.at, until.at))
    elif event:
        draft.times[event] = at.at
        draft.approximate |= {event} if at.approximate else set()
    else:
        draft.posts.append(_post(cells, at, time_in("shown_at"), time_in("edited_at")))
    return at.at


def _post(cells: dict[str, str], at: Typed, shown: Typed | None, edited: Typed | None) -> Post:
    said = cells.get("event", "")
    word = cells.get("status") or ("" if said.casefold() in EVENTS else said)
    status = find_status(word)
    name = cells.get("channel", "")
    return Post(
        channel=channel_called(name, cells.get("channel_kind") or "other") if name else STATUS_PAGE,
        posted_at=at.at,
        shown_at=shown.at if shown else None,
        sender=cells.get("sender", ""),
        status=status,
        text=cells.get("text", ""),
        url=cells.get("url", ""),
        reference=cells.get("reference", ""),
        edited_at=edited.at if edited else None,
        approximate=at.approximate,
        doubts=(*at.doubts, *(((Doubt.UNKNOWN_STATE, word),) if cells.get("status") and status is None else ())),
    )


def _with_date(day: str, clock: str) -> str:
    """Date and time out of two columns; both may be numbers of a spreadsheet."""
    if not day or not clock:
        return clock
    try:
        return str(float(day) + float(clock))
    except ValueError:
        return f"{day} {clock}"


def _layout(text: str, options: Options) -> tuple[str, list[str]]:
    """The delimiter and the headings: the row near the top in which most is known. Raises ``FormatError``."""
    best: tuple[int, str, list[str]] = (0, "", [])
    for delimiter in DELIMITERS:
        for _line, row in islice(_safely(_rows(text, delimiter)), HEADING_WITHIN):
            try:
                known = len(find_columns(row, options.columns))
            except FormatError:
                continue
            if known > best[0]:
                best = known, delimiter, row
    if not best[0]:
        raise FormatError("no_columns", text.strip().partition("\n")[0])
    return best[1], best[2]


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        yield reader.line_num, row


def _safely(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, Sequence[str]]]:
    """``rows``, up to where they are no table. Raises ``FormatError``."""
    line = 0
    try:
        for line, row in rows:
            yield line, row
    except csv.Error as error:
        raise FormatError("bad_table", error, place=Place.LINE, number=line + 1) from None


FORMAT = Format(KEY, _("Table (CSV, TSV)"), detect, read, write)
