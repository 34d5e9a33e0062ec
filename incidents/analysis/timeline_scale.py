"""Time to place: a scale that is straight between its knots, and the ticks of its clock."""

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidents.analysis.findings import Chain
from incidents.analysis.records import Incident
from incidents.analysis.timeline_parts import Span, Tick
from incidents.analysis.timeline_text import Anchor, Box, Label, place, text_width

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STEPS = (
    *(MINUTE * n for n in (1, 2, 5, 10, 15, 20, 30)),
    *(HOUR * n for n in (1, 2, 3, 4, 6, 12)),
    *(DAY * n for n in (1, 2, 7, 14, 28, 91, 364)),
)
SHORTEST = 10 * MINUTE
"""An incident shorter than this is drawn as if it had lasted this long, so that nothing divides by nothing."""

LEAD_SHARE, TAIL_SHARE, GAP_SHARE = 0.6, 0.25, 0.72
"""How long, in parts of the incident, what lies before and after may be, and one gap, until time is shortened."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The spans of the axis from left to right; they meet. ``begin`` and ``end`` bound the incident itself."""

    spans: tuple[Span, ...]
    begin: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        """The place of a time; times outside of the scale stand at its ends."""
        index = bisect.bisect_right([span.begins_at for span in self.spans], at) - 1
        span = self.spans[max(0, index)]
        length = span.ends_at - span.begins_at
        share = (at - span.begins_at) / length if length else 0.0
        return span.left + min(1.0, max(0.0, share)) * (span.right - span.left)

    @property
    def after(self) -> datetime | None:
        """The end of a shortened tail, if there is one."""
        last = self.spans[-1]
        shortened = last.begins_at >= self.end and any(span.broken for span in self.spans[-2:])
        return last.ends_at if shortened else None

    @property
    def left(self) -> float:
        return self.spans[0].left

    @property
    def right(self) -> float:
        return self.spans[-1].right


def zone_of(name: str) -> ZoneInfo:
    """The zone called ``name``; UTC when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_name(at: datetime, zone: ZoneInfo) -> str:
    """What to print for the zone at ``at``: ``KST`` where the zone has letters of its own, else its IANA name."""
    letters = at.astimezone(zone).tzname() or ""
    return letters if letters.isalpha() else zone.key


def bounds(incident: Incident, chain: Chain, now: datetime) -> tuple[datetime, datetime]:
    """Begin and end of the incident as it is drawn: from the begin of the chain to the last time that belongs to it."""
    known = [gap.begins_at for gap in chain.gaps] + [gap.ends_at for gap in chain.gaps]
    known += [moment.at for moment in chain.moments]
    known += [at for at in (chain.begin_at, chain.end_at, incident.resolved_at) if at is not None]
    if not known:
        known = [post.posted_at for post in incident.communications] or [now]
    begin = chain.begin_at or min(known)
    return begin, max(begin, *known)


def build_scale(incident: Incident, chain: Chain, now: datetime, left: float, right: float) -> Scale:
    """The scale from ``left`` to ``right``: the incident, and beside it what came before and after.

    A lead or a tail much longer than fits is shortened by a break, and so is one gap that would squeeze all others.
    """
    begin, end = bounds(incident, chain, now)
    end = max(end, begin + SHORTEST)
    beside = [at for post in incident.communications for at in (post.posted_at, post.shown_at) if at is not None]
    beside += [at for phase in incident.phases for at in (phase.begins_at, phase.ends_at)]
    beside += [] if incident.started_at is None else [incident.started_at]
    lead, tail = sorted(at for at in beside if at < begin), sorted(at for at in beside if at > end)
    core, width = end - begin, right - left
    knots: list[tuple[datetime, float]] = []
    breaks: set[datetime] = set()
    lead_width = tail_width = 0.0
    if lead and begin - lead[0] > LEAD_SHARE * core:
        lead_width = width * (0.07 if lead[0] == lead[-1] else 0.12)
        knots += [(lead[0], left), *([(lead[-1], left + width * 0.06)] if lead[0] != lead[-1] else [])]
        breaks.add(lead[-1])
    elif lead:
        knots.append((lead[0], left))
    if tail and tail[-1] - end > TAIL_SHARE * core:
        tail_width = width * (0.08 if tail[0] == tail[-1] else 0.15)
        breaks.add(end)
    first = begin if lead_width or not lead else lead[0]
    last = end if tail_width or not tail else tail[-1]
    spans = _core_knots(chain, first, last, left + lead_width, right - tail_width)
    breaks.update(spans.breaks)
    knots = [knot for knot in knots if knot[0] < first] + spans.knots
    if tail_width:
        if tail[0] != tail[-1]:
            knots.append((tail[0], right - tail_width * 0.55))
        knots.append((tail[-1], right))
    return Scale(
        tuple(
            Span(round(x, 2), round(next_x, 2), at, next_at, broken=at in breaks)
            for (at, x), (next_at, next_x) in pairwise(knots)
        ),
        begin,
        max(end, begin),
    )


@dataclass(frozen=True, slots=True)
class _Core:
    knots: list[tuple[datetime, float]]
    breaks: set[datetime]


def _core_knots(chain: Chain, first: datetime, last: datetime, left: float, right: float) -> _Core:
    """Knots of the incident itself; one gap that would take most of it is shortened, yet stays the longest by far."""
    plain = [(first, left), (last, right)]
    gap = max(chain.gaps, key=lambda gap: gap.length, default=None)
    if gap is None or len(chain.gaps) < 4 or gap.length < GAP_SHARE * (last - first):
        return _Core(plain, set())
    rest = (last - first) - gap.length
    if not rest:
        return _Core(plain, set())
    others = (right - left) * 0.5
    a = left + others * ((gap.begins_at - first) / rest)
    b = right - others * ((last - gap.ends_at) / rest)
    knots = [(first, left), (gap.begins_at, a), (gap.ends_at, b), (last, right)]
    knots = [knot for index, knot in enumerate(knots) if index == 0 or knot[0] > knots[index - 1][0]]
    return _Core(knots, {gap.begins_at})


def ticks_of(
    scale: Scale,
    zone: ZoneInfo,
    words_for_date: Callable[[date], str],
    *,
    y: float,
    size: int,
    frame: float,
    beside: Label,
) -> tuple[Tick, ...]:
    """The ticks of the scale, their times at baseline ``y``, dates below where a new day begins.

    None of them touch each other or the label ``beside``. Hours are hours of the wall clock in ``zone``: on a day of a
    DST change ticks stand wherever the clock shows them.
    """
    dates = [at.astimezone(zone).date() for at in (scale.spans[0].begins_at, scale.spans[-1].ends_at)]
    taken: list[Box] = [beside.box]

    def free(text: str, x: float, row: int) -> Label | None:
        label = place(text, x, y + row * size * 1.2, size, Anchor.MIDDLE)
        label = label if label.box.right <= frame else place(text, frame, label.y, size, Anchor.END)
        room = Box(label.box.left - size * 0.35, label.box.top, label.box.right + size * 0.35, label.box.bottom)
        if label.box.left < 0 or any(room.overlaps(other) for other in taken):
            return None
        taken.append(label.box)
        return label

    ticks: list[Tick] = []
    candidates = list(_candidates(scale, zone, text_width("00:00", size) + size * 1.4))
    by_day = bool(candidates) and all(step >= DAY for _, step in candidates)
    for at, _ in candidates:
        x, local = round(scale.x(at), 1), at.astimezone(zone)
        midnight, last = local.time() == time(0), at == scale.after
        label = free(words_for_date(local.date()) if by_day else f"{local:%H:%M}", x, 0)
        names_day = not by_day and (midnight or last) and dates[0] != dates[1]
        day = free(words_for_date(local.date()), x, 1) if names_day else None
        if label is not None or midnight:
            ticks.append(Tick(x, at, label, day, midnight))
    ticks.sort(key=lambda tick: tick.at)
    if ticks and dates[0] != dates[1] and ticks[0].date is None and not ticks[0].midnight:
        ticks[0] = replace(ticks[0], date=free(words_for_date(ticks[0].at.astimezone(zone).date()), ticks[0].x, 1))
    return tuple(ticks)


def _candidates(scale: Scale, zone: ZoneInfo, room: float) -> Iterator[tuple[datetime, timedelta]]:
    """Times worth a tick with the step they come from, the most important first: end of a shortened tail, days."""
    if scale.after is not None:
        yield scale.after, MINUTE
    rest: list[tuple[datetime, timedelta]] = []
    for span in scale.spans:
        if span.broken or span.width <= 0 or span.ends_at <= span.begins_at:
            continue
        step = next((s for s in STEPS if s / (span.ends_at - span.begins_at) * span.width >= room), STEPS[-1])
        rest += [(at, step) for at in _clock(span.begins_at, span.ends_at, step, zone)]
    yield from sorted(rest, key=lambda pair: (pair[0].astimezone(zone).time() != time(0), pair[0]))


def _clock(begin: datetime, end: datetime, step: timedelta, zone: ZoneInfo) -> Iterator[datetime]:
    """The times from ``begin`` to ``end`` at which the wall clock of ``zone`` shows a multiple of ``step``."""
    day, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
    days = max(1, step // DAY)
    while day <= last:
        if day.toordinal() % days == 0:
            for minute in range(0, 1440, min(1440, step // MINUTE)):
                wall = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
                for at in sorted({wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)}):
                    skipped = at.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)
                    if begin <= at <= end and not skipped:
                        yield at
        if day == date.max:
            return
        day += DAY
