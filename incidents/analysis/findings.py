"""What the analysis finds: moments, gaps, chains and figures. Computed at every change, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from incidents.analysis.records import Communication, PhaseKind


class Band(StrEnum):
    """How a silence compares with the team's targets: up to ``good``, up to ``gap``, longer."""

    GOOD = "good"
    BORDERLINE = "borderline"
    GAP = "gap"


class BeginIs(StrEnum):
    """What the chain begins with."""

    FIRST_ALERT = "first alert"
    START = "start"
    FIRST_UPDATE = "first update"


class FromIs(StrEnum):
    """What stands at the left end of a gap."""

    BEGIN = "begin"
    UPDATE = "update"


class ToIs(StrEnum):
    """What stands at the right end of a gap."""

    UPDATE = "update"
    RESOLUTION = "resolution"
    RESOLVED = "resolved"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Moment:
    """Posts on different channels within the merge window of the first; its time is its first post's."""

    at: datetime
    communications: tuple[Communication, ...]
    is_resolution: bool = False

    @property
    def key(self) -> str:
        """The key of the moment's first communication."""
        return self.communications[0].key


@dataclass(frozen=True, slots=True)
class PhaseShare:
    """How much of a gap lies in one phase."""

    kind: PhaseKind
    overlap: timedelta


class Gap(NamedTuple):
    """One silence. ``key`` is ``"begin"`` or the key of the communication after which it begins.

    ``length`` is never negative; ``before_begin`` is how long before the begin the first update was posted, if it was
    ("12 min before", length 0). ``largest`` is never set on an open gap; with ties every one is largest and ``tied``.
    """

    key: str
    number: int
    begins_at: datetime
    ends_at: datetime
    from_is: FromIs
    to_is: ToIs
    length: timedelta
    band: Band
    times_target: float
    rank: int
    largest: bool = False
    tied: bool = False
    open: bool = False
    never_told: bool = False
    before_begin: timedelta | None = None
    phases: tuple[PhaseShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Begin → moments → resolution, over all channels (``channel`` is ``None``) or within one.

    ``begin_at`` is ``None`` when neither start nor alert is known: then the first gap is unknown, and said so.
    ``follow_ups`` are communications after the resolution update, or post-mortems: drawn, not in the chain.
    """

    channel: str | None
    begin_at: datetime | None
    begin_is: BeginIs
    other_begin_at: datetime | None
    """The other of start and alert, when both are known, so that its figure can be shown beside."""
    end_at: datetime | None
    moments: tuple[Moment, ...]
    gaps: tuple[Gap, ...]
    follow_ups: tuple[Communication, ...]
    resolution: Moment | None
    never_told: bool
    open: bool
    start_after_end: bool = False
    """The start given is after the resolution: treated as unknown, to be asked."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one chain. Spans are ``None`` where they cannot be known."""

    first_update_after: timedelta | None
    first_update_after_other: timedelta | None
    longest_silence: timedelta | None
    median_interval: timedelta | None
    p90_interval: timedelta | None
    updates: int
    moments: int
    updates_per_hour: float | None
    channels_used: int
    time_in_the_dark: timedelta
    dark_share: float | None
    resolution_distance: timedelta | None
    """Resolution update minus resolution; negative when customers were told before."""
    duration: timedelta | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found for one incident at one ``now``."""

    chain: Chain
    figures: Figures
    by_channel: Mapping[str, Chain]
    figures_by_channel: Mapping[str, Figures]
    now: datetime
