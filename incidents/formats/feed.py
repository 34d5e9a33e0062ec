"""Statuspage's Atom and RSS histories.

Both times of an entry are those of its last post, and the lines of the posts carry no year: it is found backwards from
the entry's time, post by post, so that an incident may run over New Year.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import IncidentKind
from incidents.analysis.typed_parts import TimeNotUnderstood, TypedDate, read_clock, read_date
from incidents.analysis.zones import moments_of
from incidents.formats.drafts import STATUS_PAGE, Post, found
from incidents.formats.faults import FormatError
from incidents.formats.guard import clean, read_xml
from incidents.formats.instants import instant, placed, zone_of_words
from incidents.formats.markup import from_html
from incidents.formats.reading import Doubt, Format, Found, Options, Reading, Source, read_each
from incidents.formats.states import find_status

KEY = "feed"
LATER_AT_MOST = timedelta(days=2)
"""How much later than the post above a post may be: authors move times, but not by days."""

_NEW_LINE = re.compile(r"<p>\s*<small>", re.IGNORECASE)
_STATE = re.compile(r"\s*<br\s*/?>\s*<strong>", re.IGNORECASE)
_PLANNED = re.compile(r"THIS IS A SCHEDULED EVENT\s*(?P<span>[^<]*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]+>")


def detect(source: Source) -> bool:
    """True for XML that begins as a feed does."""
    return source.is_text and re.search(r"<(feed|rss)\b", source.text[:2000]) is not None


def read(source: Source, options: Options) -> Reading:
    """Every entry, in the order of the feed."""
    root = read_xml(source.text)
    entries = [element for element in root.iter() if element.tag in {"entry", "item"}]
    return read_each(entries, lambda entry: _entry(entry, options.zone), KEY, lambda entry: _child(entry, "title"))


def _entry(entry: Element, zone: str) -> Found:
    last_at = _last_post(entry)
    body = _child(entry, "content") or _child(entry, "description")
    posts = list(_posts(body, last_at, zone))
    if not posts:
        raise FormatError("wrong_shape", _child(entry, "title"))
    planned = _PLANNED.search(body) is not None
    return found(
        from_html(_child(entry, "title")),
        posts,
        reference=_child(entry, "id") or _child(entry, "guid") or _link(entry),
        url=_link(entry),
        doubts=[(Doubt.TO_THE_MINUTE, "")],
        kind=IncidentKind.MAINTENANCE if planned else IncidentKind.INCIDENT,
        zone=zone,
    )


def _posts(body: str, last_at: datetime, zone: str) -> Iterator[Post]:
    """The posts of one entry, newest first as they stand there."""
    above = last_at
    for line in _NEW_LINE.split(body)[1:]:
        when, _end, rest = line.partition("</small>")
        begin = _STATE.match(rest)
        if begin is None:
            raise FormatError("wrong_shape", when)
        state, _end, text = rest[begin.end() :].partition("</strong>")
        above = _moment(" ".join(_TAG.sub("", when).split()), above, zone)
        word = clean(from_html(state), 40)
        status = find_status(word)
        yield Post(
            channel=STATUS_PAGE,
            posted_at=last_at if above == last_at.replace(second=0, microsecond=0) else above,
            status=status,
            text=from_html(clean(text)).removeprefix("-").strip(),
            doubts=() if status else ((Doubt.UNKNOWN_STATE, word),),
        )


def _moment(when: str, above: datetime, home: str) -> datetime:
    """The time of a line such as ``Aug 21, 00:37 UTC``: the last one that is not (much) later than the post above."""
    try:
        day, rest = read_date(when.lower())
        if day is None:
            raise FormatError("bad_time", when)
        since_midnight, words = read_clock(rest)
    except TimeNotUnderstood:
        raise FormatError("bad_time", when) from None
    zone = zone_of_words(words, home, above.year).zone
    years = [above.year + 1, above.year, above.year - 1, above.year - 2] if day.year is None else [day.year]
    for year in years:
        at = _on(day, year, since_midnight, zone)
        if at is not None and (day.year is not None or at <= above + LATER_AT_MOST):
            return at
    raise FormatError("bad_time", when)


def _on(day: TypedDate, year: int, since_midnight: timedelta, zone: tzinfo) -> datetime | None:
    date = day.on(year)
    if date is None:
        return None
    moments = moments_of(datetime(date.year, date.month, date.day) + since_midnight, zone)
    return moments[0] if moments else None


def _last_post(entry: Element) -> datetime:
    """The time of the entry, which is that of its last post."""
    iso = _child(entry, "published") or _child(entry, "updated")
    if iso:
        return instant(iso).at
    written = _child(entry, "pubDate")
    try:
        at = parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError):
        raise FormatError("bad_time", written or "published") from None
    return placed(at if at.tzinfo else at.replace(tzinfo=UTC), "UTC", written).at


def _child(entry: Element, tag: str) -> str:
    return (entry.findtext(tag) or "").strip()


def _link(entry: Element) -> str:
    element = entry.find("link")
    return "" if element is None else element.get("href") or (element.text or "").strip()


FORMAT = Format(KEY, _("Statuspage (Atom, RSS)"), detect, read)
