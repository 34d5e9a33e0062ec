"""What ``manage.py gaps`` found, as plain data for ``--json``: times in ISO 8601 UTC, spans in seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from incidents.analysis.figures import percentile
from incidents.analysis.findings import Analysis, Chain, Figures, Gap
from incidents.analysis.gaps import analyse
from incidents.analysis.promises import Promises, judge
from incidents.analysis.records import Targets
from incidents.formats import Found

NOTHING = timedelta(0)
PROMISES = ("made", "kept", "late", "missed")


@dataclass(frozen=True, slots=True)
class Measured:
    """One incident that was read, with what the analysis found in it."""

    found: Found
    analysis: Analysis
    promises: Promises

    @property
    def begin_at(self) -> datetime | None:
        """Where the chain begins: at the first update, when nothing earlier is known."""
        chain = self.analysis.chain
        return chain.begin_at or (chain.moments[0].at if chain.moments else None)

    @property
    def resolved_at(self) -> datetime | None:
        """The resolution or, where only customers were told of one, that update."""
        told = self.analysis.chain.resolution
        return self.found.incident.resolved_at or (told.at if told else None)

    @property
    def length(self) -> timedelta:
        """From the begin to the end of the chain; nothing where neither is known."""
        end = self.resolved_at or self.analysis.chain.end_at
        return max(NOTHING, end - self.begin_at) if end is not None and self.begin_at is not None else NOTHING


def measure(found: Found, targets: Targets, now: datetime) -> Measured:
    """``found`` analysed as it stands at ``now``."""
    analysis = analyse(found.incident, targets, now)
    return Measured(found, analysis, judge(found.incident, analysis, now))


def as_data(one: Measured) -> dict[str, Any]:
    """One incident for ``--json``."""
    analysis, incident = one.analysis, one.found.incident
    names = {channel.key: channel.name for channel in incident.channels}
    return {
        "ref": one.found.reference,
        "title": incident.title,
        "begin": iso(one.begin_at),
        "begin_is": analysis.chain.begin_is.value,
        "resolved": iso(one.resolved_at),
        **_figures(analysis.chain, analysis.figures),
        "promises": {name: getattr(one.promises, name) for name in PROMISES},
        "channels": {
            names.get(key, key): _figures(chain, analysis.figures_by_channel[key])
            for key, chain in analysis.by_channel.items()
        },
    }


def _figures(chain: Chain, figures: Figures) -> dict[str, Any]:
    return {
        "updates": figures.updates,
        "moments": figures.moments,
        "gaps": [_gap(gap) for gap in chain.gaps],
        "first_update_after": seconds(figures.first_update_after),
        "longest_silence": seconds(figures.longest_silence),
        "time_in_the_dark": seconds(figures.time_in_the_dark),
        "never_told": chain.never_told,
        "open": chain.open,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "from": iso(gap.begins_at),
        "to": iso(gap.ends_at),
        "seconds": seconds(gap.length),
        "from_is": gap.from_is.value,
        "to_is": gap.to_is.value,
        "largest": gap.largest,
    }


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures over all incidents. Spans are ``None`` where no incident has them."""

    incidents: int
    updates: int
    first_update_known: int
    first_update_median: timedelta | None
    largest_median: timedelta | None
    largest: timedelta | None
    largest_in: str
    gaps: int
    gaps_over_target: int
    incidents_over_target: int
    time_in_the_dark: timedelta
    never_told: int
    open: int
    promises: dict[str, int]
    """Those made, kept, late and missed; the others are not due yet."""


def summarise(measured: Sequence[Measured], targets: Targets) -> Summary:
    """All of ``measured`` together; a silence that still lasts counts as it stands."""
    figures = [one.analysis.figures for one in measured]
    firsts = sorted(one.first_update_after for one in figures if one.first_update_after is not None)
    silences = sorted(one.longest_silence for one in figures if one.longest_silence is not None)
    lengths = [gap.length for one in measured for gap in one.analysis.chain.gaps]
    worst = max(measured, key=lambda one: one.analysis.figures.longest_silence or NOTHING, default=None)
    return Summary(
        incidents=len(measured),
        updates=sum(one.updates for one in figures),
        first_update_known=len(firsts),
        first_update_median=percentile(firsts, 50),
        largest_median=percentile(silences, 50),
        largest=silences[-1] if silences else None,
        largest_in=worst.found.reference or worst.found.incident.title if worst is not None and silences else "",
        gaps=len(lengths),
        gaps_over_target=sum(length > targets.gap for length in lengths),
        incidents_over_target=sum(length > targets.gap for length in silences),
        time_in_the_dark=sum((one.time_in_the_dark for one in figures), NOTHING),
        never_told=sum(one.analysis.chain.never_told for one in measured),
        open=sum(one.analysis.chain.open for one in measured),
        promises={name: sum(getattr(one.promises, name) for one in measured) for name in PROMISES},
    )


def summary_data(summary: Summary, targets: Targets) -> dict[str, Any]:
    """The summary for ``--json``."""
    return {
        "incidents": summary.incidents,
        "updates": summary.updates,
        "target": seconds(targets.gap),
        "merge": seconds(targets.merge),
        "first_update_after": {
            "known": summary.first_update_known,
            "median": seconds(summary.first_update_median),
        },
        "largest": {
            "median": seconds(summary.largest_median),
            "longest": seconds(summary.largest),
            "ref": summary.largest_in,
        },
        "gaps": summary.gaps,
        "gaps_over_target": summary.gaps_over_target,
        "incidents_over_target": summary.incidents_over_target,
        "share_over_target": share(summary.incidents_over_target, summary.incidents),
        "time_in_the_dark": seconds(summary.time_in_the_dark),
        "never_told": summary.never_told,
        "open": summary.open,
        "promises": {**summary.promises, "share_kept": share(summary.promises["kept"], summary.promises["made"])},
    }


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` between 0 and 1; ``None`` of nothing."""
    return round(part / whole, 4) if whole else None


def iso(at: datetime | None) -> str | None:
    """A moment in ISO 8601, UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at is not None else None


def seconds(span: timedelta | None) -> float | int | None:
    """A span in seconds, whole ones as an integer."""
    if span is None:
        return None
    value = span.total_seconds()
    return int(value) if value.is_integer() else value


def long_enough(measured: Iterable[Measured], length: timedelta) -> list[Measured]:
    """Those that lasted at least ``length``."""
    return [one for one in measured if one.length >= length]
