"""Google Cloud's ``incidents.json``: it says when trouble really began and ended."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import Status
from incidents.formats.drafts import STATUS_PAGE, Post, found
from incidents.formats.faults import FormatError, shorten
from incidents.formats.guard import clean
from incidents.formats.instants import instant, moment
from incidents.formats.markup import from_html, from_markdown
from incidents.formats.reading import Format, Found, Options, Reading, Source, read_each

KEY = "google-cloud"
SITE = "https://status.cloud.google.com/"
AVAILABLE = "AVAILABLE"
TROUBLE = {"SERVICE_DISRUPTION", "SERVICE_OUTAGE"}


def detect(source: Source) -> bool:
    """True for a list of incidents that have a begin and updates."""
    data = source.json_or_none
    first = data[0] if isinstance(data, list) and data else None
    return isinstance(first, dict) and {"begin", "updates", "external_desc"} <= set(first)


def read(source: Source, options: Options) -> Reading:
    """Every incident of the list, in its order."""
    if not isinstance(source.json, list):
        raise FormatError("wrong_shape", "[…]")
    return read_each(source.json, lambda entry: _incident(entry, options.zone), KEY, _title)


def _incident(entry: Any, zone: str) -> Found:
    if not isinstance(entry, dict) or not isinstance(entry.get("updates"), list):
        raise FormatError("wrong_shape", "updates")
    updates = sorted(((_posted_at(update), update) for update in entry["updates"]), key=lambda pair: pair[0])
    resolution = _resolution([update for _at, update in updates])
    posts = [_post(update, is_resolution=place == resolution) for place, (_at, update) in enumerate(updates)]
    uri = clean(entry.get("uri"), 200)
    return found(
        _title(entry) or entry.get("id"),
        posts,
        reference=entry.get("id") or entry.get("number"),
        url=f"{SITE}{uri}" if uri else "",
        started_at=moment(entry.get("begin")),
        channels=(STATUS_PAGE,),
        resolved_at=moment(entry.get("end")),
        zone=zone,
    )


def _resolution(updates: list[dict[str, Any]]) -> int | None:
    """The place of the first update that says *available* after the last that says otherwise; what follows is extra."""
    last = max((place for place, update in enumerate(updates) if update.get("status") in TROUBLE), default=-1)
    later = range(last + 1, len(updates))
    return next((place for place in later if updates[place].get("status") == AVAILABLE), None)


def _posted_at(update: Any) -> datetime:
    if not isinstance(update, dict):
        raise FormatError("wrong_shape", "updates")
    made = update.get("created") or update.get("when")
    if not made:
        raise FormatError("no_time", "created")
    return instant(made).at


def _post(update: dict[str, Any], *, is_resolution: bool) -> Post:
    return Post(
        channel=STATUS_PAGE,
        posted_at=_posted_at(update),
        shown_at=moment(update.get("when")),
        status=Status.RESOLVED if is_resolution else Status.UPDATE,
        text=from_markdown(from_html(clean(update.get("text")))),
        edited_at=moment(update.get("modified")),
    )


def _title(entry: Any) -> str:
    """The first line of the description, which may be a whole report."""
    if not isinstance(entry, dict):
        return ""
    lines = (line.strip() for line in from_markdown(from_html(clean(entry.get("external_desc")))).split("\n"))
    return shorten(next((line for line in lines if line), ""), 120)


FORMAT = Format(KEY, _("Google Cloud (JSON)"), detect, read)
