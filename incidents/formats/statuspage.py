"""Statuspage's JSON: ``/api/v2/incidents.json``, one incident, scheduled maintenances, and pages that speak alike.

Pages hosted by incident.io leave components out, may say ``"incidents": null``, write Markdown and offsets instead of
Z. Pages from 2019 know no ``started_at``. Authors can move ``display_at``: what customers could see is ``created_at``.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import IncidentKind, Status
from incidents.formats.drafts import POSTS_ON_X, STATUS_PAGE, Post, found
from incidents.formats.faults import FormatError
from incidents.formats.guard import clean
from incidents.formats.instants import from_post_id, instant, known_zone, moment
from incidents.formats.markup import from_html, from_markdown
from incidents.formats.reading import Doubt, Format, Found, Options, Reading, Source, read_each
from incidents.formats.states import find_status

KEY = "statuspage"
LISTS = ("incidents", "scheduled_maintenances")
PLANNED = {"scheduled", "in_progress", "verifying", "completed"}
A_MINUTE = timedelta(minutes=1)


def detect(source: Source) -> bool:
    """True for the lists of Statuspage, for one of its incidents, and for a bare list of them."""
    data = source.json_or_none
    if isinstance(data, list):
        return bool(data) and _is_incident(data[0])
    if not isinstance(data, dict):
        return False
    if any(name in data for name in LISTS):
        lists = [entry for name in LISTS for entry in _list(data.get(name))]
        return any(map(_is_incident, lists)) if lists else "page" in data or data.get("incidents", "") is None
    return _is_incident(data.get("incident", data))


def read(source: Source, options: Options) -> Reading:
    """Every incident of the page, in its order."""
    data = source.json
    if isinstance(data, dict):
        page = data.get("page") if isinstance(data.get("page"), dict) else {}
        zone = known_zone(page.get("time_zone"), options.zone)
        listed = any(name in data for name in LISTS)
        entries = (
            [entry for name in LISTS for entry in _list(data.get(name))] if listed else [data.get("incident", data)]
        )
    else:
        zone, entries = options.zone, _list(data)
    return read_each(entries, lambda entry: _incident(entry, zone), KEY, _title)


def _incident(entry: Any, zone: str) -> Found:
    if not isinstance(entry, dict):
        raise FormatError("wrong_shape", type(entry).__name__)
    updates = entry.get("incident_updates")
    if updates is not None and not isinstance(updates, list):
        raise FormatError("wrong_shape", "incident_updates")
    posts = [post for update in updates or () for post in _posts(update, zone)]
    planned = (
        entry.get("scheduled_for") is not None or entry.get("impact") == "maintenance" or entry.get("status") in PLANNED
    )
    started_at, doubts = _start(entry, posts, zone)
    return found(
        entry.get("name") or entry.get("title") or entry.get("id"),
        posts,
        reference=entry.get("id"),
        url=entry.get("shortlink") or entry.get("url"),
        started_at=started_at,
        doubts=doubts,
        channels=(STATUS_PAGE,),
        resolved_at=moment(entry.get("resolved_at"), zone),
        kind=IncidentKind.MAINTENANCE if planned else IncidentKind.INCIDENT,
        window_begins_at=moment(entry.get("scheduled_for"), zone),
        window_ends_at=moment(entry.get("scheduled_until"), zone),
        zone=zone,
    )


def _start(entry: dict[str, Any], posts: list[Post], zone: str) -> tuple[datetime | None, list[tuple[Doubt, str]]]:
    """When the trouble began: Statuspage says the time of the first update where nobody said anything else."""
    started_at = moment(entry.get("started_at"), zone)
    if started_at is None or not posts:
        return started_at, []
    if started_at > min(post.posted_at for post in posts) - A_MINUTE:
        return None, []
    claimed = min(post.shown_at or post.posted_at for post in posts)
    return started_at, [(Doubt.CLAIMED_START, "")] if abs(claimed - started_at) < A_MINUTE else []


def _posts(update: Any, zone: str) -> list[Post]:
    """One update: on the page and, where it was sent there too, on X."""
    if not isinstance(update, dict):
        raise FormatError("wrong_shape", "incident_updates")
    made, shown = update.get("created_at"), update.get("display_at")
    if not made and not shown:
        raise FormatError("no_time", update.get("id") or "created_at")
    posted = instant(made or shown, zone)
    status = find_status(update.get("status"))
    doubts = [] if posted.zoned else [(Doubt.NO_ZONE, zone)]
    if status is None:
        doubts.append((Doubt.UNKNOWN_STATE, clean(update.get("status"), 40)))
    text = from_markdown(from_html(clean(update.get("body"))))
    reference = clean(update.get("id"), 200)
    posts = [
        Post(
            channel=STATUS_PAGE,
            posted_at=posted.at,
            shown_at=moment(shown, zone),
            status=status,
            text=text,
            reference=reference,
            edited_at=moment(update.get("updated_at"), zone),
            doubts=tuple(doubts),
        )
    ]
    sent_at = from_post_id(update.get("tweet_id")) or moment(update.get("twitter_updated_at"), zone)
    if sent_at is not None:
        number = clean(update.get("tweet_id"), 30)
        posts.append(
            Post(
                channel=POSTS_ON_X,
                posted_at=sent_at,
                status=Status.UPDATE if status is None else status,
                text=clean(update.get("custom_tweet")) or text,
                url=f"https://x.com/i/status/{number}" if number else "",
                reference=f"{reference}:x",
            )
        )
    return posts


def _is_incident(entry: Any) -> bool:
    return isinstance(entry, dict) and "incident_updates" in entry


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _title(entry: Any) -> str:
    return clean(entry.get("name"), 200) if isinstance(entry, dict) else ""


FORMAT = Format(KEY, _("Statuspage (JSON)"), detect, read)
