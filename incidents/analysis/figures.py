"""The figures of one chain: how soon, how often, how long in the dark."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from incidents.analysis.findings import Chain, Figures
from incidents.analysis.records import Targets

NOTHING = timedelta(0)
HOUR = timedelta(hours=1)


def figures_of(chain: Chain, resolved_at: datetime | None, targets: Targets) -> Figures:
    """The figures of ``chain``; ``resolved_at`` is the incident's resolution, ``None`` when unknown.

    An open gap counts as it stands for the longest silence and the time in the dark, but is no interval yet, so it
    does not move the median and the 90th percentile. Rates and shares are of the chain's span, from begin to end.
    """
    lengths = [gap.length for gap in chain.gaps]
    intervals = sorted(gap.length for gap in chain.gaps if not gap.open)
    posts = [post for moment in chain.moments for post in moment.communications]
    dark = sum((max(NOTHING, length - targets.gap) for length in lengths), NOTHING)
    span = _after(chain.begin_at, chain.end_at) or NOTHING
    first = chain.moments[0].at if chain.moments else None
    told_at = chain.resolution.at if chain.resolution else None
    return Figures(
        first_update_after=_after(chain.begin_at, first),
        first_update_after_other=_after(chain.other_begin_at, first),
        longest_silence=max(lengths, default=None),
        median_interval=percentile(intervals, 50),
        p90_interval=percentile(intervals, 90),
        updates=len(posts),
        moments=len(chain.moments),
        updates_per_hour=len(posts) / (span / HOUR) if span else None,
        channels_used=len({post.channel for post in posts}),
        time_in_the_dark=dark,
        dark_share=dark / span if span else None,
        resolution_distance=told_at - resolved_at if told_at is not None and resolved_at is not None else None,
        duration=_after(chain.begin_at, resolved_at or chain.end_at),
    )


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """The ``percent``-th percentile of ascending ``ordered`` (0 < percent ≤ 100), ``None`` without any.

    The middle two are averaged for the median; other percentiles are a length that occurred (nearest rank).
    """
    if not ordered:
        return None
    place = len(ordered) * percent / 100
    if percent == 50 and place.is_integer():
        return (ordered[int(place) - 1] + ordered[int(place)]) / 2
    return ordered[ceil(place) - 1]


def _after(begin: datetime | None, at: datetime | None) -> timedelta | None:
    """How long after ``begin``; nothing when before it, ``None`` when either is unknown."""
    if begin is None or at is None:
        return None
    return max(NOTHING, at - begin)
