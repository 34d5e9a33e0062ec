"""cstate: one Markdown file an incident, its facts in front matter.

The facts are ``key: value`` lines between two lines ``---``; nothing of YAML beyond that is needed, or trusted. Updates
may carry their time (``{{< track "…" >}}``); else only the page's begin and end are known, and messages are told apart
by lines such as ``[Initial message]`` and ``[Final message]``.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import IncidentKind, Status
from incidents.formats.drafts import STATUS_PAGE, Post, found
from incidents.formats.faults import FormatError
from incidents.formats.guard import clean
from incidents.formats.instants import Instant, instant
from incidents.formats.markup import from_html, from_markdown
from incidents.formats.reading import Doubt, Format, Options, Reading, Source
from incidents.formats.states import find_status

KEY = "cstate"
FENCE = "---"

_FACT = re.compile(r"([A-Za-z]\w{0,40}):[ \t]*(.*)")
_TRACK = re.compile(r"\{\{<\s{0,3}track\s{1,3}\"([^\"\n]{1,40})\"\s{0,3}>\}\}")
_STATE = re.compile(r"\*{1,2}([^*\n]{1,40})\*{1,2}\s?-?\s?")
_FINAL = re.compile(r"\[(?:final|close|resolved)[^\]\n]{0,30}\][ \t]*\n", re.IGNORECASE)
_HEADING = re.compile(r"^\[[A-Za-z ]{3,30}\][ \t]*$", re.MULTILINE)
_SHORT_HOUR = re.compile(r"([T ])(\d:)")
_PLANNED = re.compile(r"\b(?:maintenance|upgrade|update .{0,60}\bto|migration|brownout)\b|점검", re.IGNORECASE)


def detect(source: Source) -> bool:
    """True for front matter that has a title and says whether the incident is resolved."""
    if not source.is_text or not source.text.lstrip().startswith(f"{FENCE}\n"):
        return False
    return {"title", "resolved"} <= set(_split(source.text)[0])


def read(source: Source, options: Options) -> Reading:
    """The incident of this file."""
    facts, body = _split(source.text)
    begin = _time(facts, "date", options.zone)
    if begin is None:
        raise FormatError("no_time", "date")
    end = _time(facts, "resolvedWhen", options.zone) if facts.get("resolved") == "true" else None
    turned = end is not None and end.at < begin.at
    planned = facts.get("informational") == "true" or _PLANNED.search(facts.get("title", "")) is not None
    posts = _tracked(body, options.zone) or _posts(body, None if turned else begin.at, end.at if end else None)
    doubts = [(Doubt.END_BEFORE_BEGIN, "")] if turned else []
    doubts += [] if begin.zoned else [(Doubt.NO_ZONE, options.zone)]
    window = begin.at if planned and not turned else None
    incident = found(
        facts.get("title"),
        posts,
        reference=source.name.removesuffix(".md"),
        doubts=doubts,
        channels=(STATUS_PAGE,),
        resolved_at=end.at if end is not None else None,
        kind=IncidentKind.MAINTENANCE if planned else IncidentKind.INCIDENT,
        window_begins_at=window,
        window_ends_at=end.at if window is not None and end is not None and end.at > window else None,
        zone=options.zone,
    )
    return Reading(KEY, (incident,))


def _split(text: str) -> tuple[dict[str, str], str]:
    """The facts, and the text below them. Facts that are lists or nested are passed over."""
    _begin, facts, body = (*text.lstrip().split(f"{FENCE}\n", 2), "", "")[:3]
    known = (_FACT.fullmatch(line.rstrip()) for line in facts.split("\n"))
    return {fact[1]: fact[2].strip().strip("\"'") for fact in known if fact}, body


def _time(facts: dict[str, str], name: str, zone: str) -> Instant | None:
    value = facts.get(name)
    return instant(_SHORT_HOUR.sub(r"\g<1>0\2", value), zone) if value else None


def _tracked(body: str, zone: str) -> list[Post]:
    """The updates that carry a time, which stands behind their words; none where there is none."""
    pieces = _TRACK.split(body)
    posts = []
    for words, written in zip(pieces[::2], pieces[1::2], strict=False):
        at = instant(written, zone)
        state = _STATE.match(words.strip())
        status = find_status(state[1]) if state else None
        text = words.strip()[state.end() :] if state and status else words
        doubts: Sequence[tuple[Doubt, str]] = () if at.zoned else ((Doubt.NO_ZONE, zone),)
        posts.append(Post(STATUS_PAGE, at.at, status=status, text=_words(text), doubts=tuple(doubts)))
    return posts


def _posts(body: str, begin: datetime | None, end: datetime | None) -> list[Post]:
    """The first and the last message, at the times of the page; without an end, or a last message, only the first."""
    assumed = ((Doubt.ASSUMED_TIME, ""),)
    final = _FINAL.search(body) if end is not None else None
    last, first = "", body
    if final is not None:
        others = _HEADING.search(body, final.end())
        until = others.start() if others else len(body)
        last, first = body[final.end() : until], body[: final.start()] + body[until:]
    posts = []
    if begin is not None and _words(first):
        posts.append(Post(STATUS_PAGE, begin, text=_words(first), doubts=assumed))
    if end is not None and (final is not None or begin is None):
        at = max(end, begin + timedelta(seconds=1)) if begin is not None else end
        posts.append(Post(STATUS_PAGE, at, status=Status.RESOLVED, text=_words(last or first), doubts=assumed))
    return posts


def _words(text: str) -> str:
    return from_markdown(from_html(clean(_HEADING.sub("", text))))


FORMAT = Format(KEY, _("cstate (Markdown)"), detect, read)
