"""What ``manage.py gaps`` prints: each incident with its chain drawn as a bar and its gaps, then all together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from incidents.analysis.durations import round_to, split
from incidents.analysis.findings import BeginIs, Chain, Figures, FromIs, Gap, ToIs
from incidents.analysis.records import IncidentKind, Targets
from incidents.formats import Found
from incidents.gap_data import PROMISES, Measured, Summary, share

WIDTH = 64
"""Columns of a bar."""

ROWS = 12
"""Gaps that a table shows; of more, the longest."""

BEGINS = {
    BeginIs.FIRST_ALERT: "from the first alert",
    BeginIs.START: "from the start of the trouble",
    BeginIs.FIRST_UPDATE: "from the first update: nothing says when it began",
}
FROM_WORDS = {FromIs.BEGIN: "begin", FromIs.UPDATE: "update"}
TO_WORDS = {
    ToIs.UPDATE: "update",
    ToIs.RESOLUTION: "resolution update",
    ToIs.RESOLVED: "resolved, never told",
    ToIs.NOW: "now, still open",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of a bar."""

    begin: str
    update: str
    resolution: str
    open: str
    short: str
    over: str
    largest: str
    times: str
    to: str


SIGNS = Signs("┃", "●", "◆", "›", "─", "━", "█", "×", "→")
PLAIN_SIGNS = Signs("|", "o", "#", ">", ".", "-", "=", "x", "->")
"""For terminals that know no more than ASCII."""


def incident_lines(one: Measured, targets: Targets, signs: Signs) -> Iterator[str]:
    """One incident: title, span, bar, gaps, channels."""
    chain, figures, incident = one.analysis.chain, one.analysis.figures, one.found.incident
    zone = ZoneInfo(incident.zone)
    name = f"  [{one.found.reference}]" if one.found.reference else ""
    yield f"{' '.join(incident.title.split())}{name}"
    begin, end = one.begin_at, chain.end_at
    if begin is None:
        yield "  Nobody was told anything, and nothing says when it began."
    elif end is not None:
        local = begin.astimezone(zone)
        other_day = "" if end.astimezone(zone).date() == local.date() else "%Y-%m-%d "
        span = f"{local:%Y-%m-%d %H:%M} {signs.to} {end.astimezone(zone).strftime(f'{other_day}%H:%M')} {incident.zone}"
        yield f"  {span}, {words(end - begin)}, {BEGINS[chain.begin_is]}"
    yield f"  {_sentence(figures)}"
    if one.promises.made:
        yield f"  promises of the next update: {_promises({name: getattr(one.promises, name) for name in PROMISES})}"
    if chain.gaps:
        yield f"  {bar(chain, targets, signs)}"
        yield from (f"  {line}" for line in gap_lines(chain.gaps, zone, signs))
    elif incident.kind is IncidentKind.MAINTENANCE:
        yield "  Planned: silences are not measured."
    if len(one.analysis.by_channel) > 1:
        names = {channel.key: channel.name for channel in incident.channels}
        for key in one.analysis.by_channel:
            yield f"  {names.get(key, key)}: {_sentence(one.analysis.figures_by_channel[key])}"
    if one.found.candidates:
        yield f"  {_picking(one.found)}"


def bar(chain: Chain, targets: Targets, signs: Signs, width: int = WIDTH) -> str:
    """The chain from begin to end, drawn to scale in ``width`` columns; every end of a gap keeps its sign."""
    first, last = chain.gaps[0], chain.gaps[-1]
    span = last.ends_at - first.begins_at

    def column(at: datetime) -> int:
        return round((at - first.begins_at) / span * (width - 1)) if span else 0

    drawn = [" "] * width if span else [" "]
    for gap in chain.gaps:
        sign = signs.largest if gap.largest else signs.over if gap.length > targets.gap else signs.short
        for place in range(column(gap.begins_at), column(gap.ends_at) + 1):
            drawn[place] = sign
    for gap in chain.gaps:
        drawn[column(gap.begins_at)] = signs.begin if gap.from_is is FromIs.BEGIN else signs.update
    ends = {ToIs.UPDATE: signs.update, ToIs.RESOLUTION: signs.resolution, ToIs.RESOLVED: signs.begin}
    drawn[column(last.ends_at)] = ends.get(last.to_is, signs.open)
    return "".join(drawn)


def gap_lines(gaps: Sequence[Gap], zone: ZoneInfo, signs: Signs) -> Iterator[str]:
    """The gaps in order, aligned; of more than ``ROWS`` the longest."""
    shown = sorted(sorted(gaps, key=lambda gap: gap.rank)[:ROWS], key=lambda gap: gap.number)
    many_days = gaps[0].begins_at.astimezone(zone).date() != gaps[-1].ends_at.astimezone(zone).date()
    clock = "%m-%d %H:%M" if many_days else "%H:%M"
    table = [
        (
            str(gap.number),
            f"{gap.begins_at.astimezone(zone):{clock}} {FROM_WORDS[gap.from_is]}",
            f"{gap.ends_at.astimezone(zone):{clock}} {TO_WORDS[gap.to_is]}",
            words(gap.length),
            f"{gap.times_target:.1f} {signs.times} target",
            _remark(gap),
        )
        for gap in shown
    ]
    widths = [max(len(row[place]) for row in table) for place in range(5)]
    for number, begin, end, length, times, remark in table:
        yield (
            f"{number:>{widths[0]}}  {begin:<{widths[1]}} {signs.to} {end:<{widths[2]}}  "
            f"{length:>{widths[3]}}  {times:>{widths[4]}}  {remark}"
        ).rstrip()
    if len(gaps) > len(shown):
        yield f"and {len(gaps) - len(shown)} that are not longer"


def _remark(gap: Gap) -> str:
    if gap.before_begin is not None:
        return f"{words(gap.before_begin)} before the begin"
    if gap.largest:
        return "largest, a tie" if gap.tied else "largest"
    return ""


def _sentence(figures: Figures) -> str:
    """``3 updates in 2 moments, first after 28 min, longest silence 3 h 27 min, 5 h 1 min in the dark``."""
    parts = [_count(figures.updates, "update")]
    if figures.moments != figures.updates:
        parts[0] += f" in {_count(figures.moments, 'moment')}"
    if figures.first_update_after is not None:
        parts.append(f"first after {words(figures.first_update_after)}")
    if figures.longest_silence is not None:
        parts.append(f"longest silence {words(figures.longest_silence)}")
    if figures.time_in_the_dark:
        parts.append(f"{words(figures.time_in_the_dark)} in the dark")
    return ", ".join(parts)


def _promises(counts: dict[str, int]) -> str:
    """``3 made, 2 kept, 1 missed``."""
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _picking(found: Found) -> str:
    return f"{_count(len(found.candidates), 'message')} to pick from: none counts before somebody picks it"


def summary_lines(summary: Summary, targets: Targets) -> Iterator[str]:
    """All incidents together."""
    counts = ((summary.incidents, "incident"), (summary.updates, "update"), (summary.gaps, "gap"))
    yield ", ".join(_count(number, name) for number, name in counts)
    if not summary.incidents:
        return
    over = share(summary.incidents_over_target, summary.incidents)
    rows = [
        (
            "first update",
            f"median {words(summary.first_update_median)} after the begin, known of {summary.first_update_known}"
            if summary.first_update_median is not None
            else "unknown: nothing says when they began",
        ),
        (
            "largest silence",
            f"median {words(summary.largest_median)}" if summary.largest_median is not None else "none",
        ),
        (f"over {words(targets.gap)}", f"{_count(summary.incidents_over_target, 'incident')}, {percent(over)}"),
        ("in the dark", words(summary.time_in_the_dark)),
    ]
    if summary.largest is not None:
        rows[1] = (rows[1][0], f"{rows[1][1]}, longest {words(summary.largest)} in {summary.largest_in}")
    if summary.promises["made"]:
        kept = share(summary.promises["kept"], summary.promises["made"])
        rows.append(("promises", f"{_promises(summary.promises)}: {percent(kept)} on time"))
    if summary.never_told:
        rows.append(("never told", f"{_count(summary.never_told, 'incident')} ended without a word"))
    if summary.open:
        rows.append(("open", f"{_count(summary.open, 'incident')}, measured up to now"))
    room = max(len(name) for name, _value in rows)
    yield from (f"  {name:<{room}}  {value}" for name, value in rows)


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def percent(part: float | None) -> str:
    """A share between 0 and 1 in whole percents."""
    return "-" if part is None else f"{part * 100:.0f} %"


def words(span: timedelta) -> str:
    """``45 s``, ``28 min``, ``3 h 27 min``, ``2 d 4 h``: as exact as such a length needs."""
    unit = timedelta(hours=1) if span >= timedelta(days=1) else timedelta(minutes=1)
    days, hours, minutes, seconds = split(span if span < timedelta(minutes=1) else round_to(span, unit))
    parts = [f"{amount} {name}" for amount, name in ((days, "d"), (hours, "h"), (minutes, "min")) if amount]
    return " ".join(parts[:2]) or f"{seconds} s"
