"""What the picture of a timeline is made of: plain numbers and ready texts, in layout units, y growing downwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from incidents.analysis.findings import Band, BeginIs
from incidents.analysis.records import Communication, PhaseKind
from incidents.analysis.timeline_text import Box, Label


class Style(StrEnum):
    """Which picture: the board's, a phone's, or one line of a list."""

    FULL = "full"
    COMPACT = "compact"
    STRIP = "strip"


@dataclass(frozen=True, slots=True)
class Options:
    """What to draw.

    ``scale_to``: a strip's whole width is this long, so that strips of a list compare.
    ``lit_gap``: key of the gap that is lit. ``circled``: whether the largest gap wears the marker's circle.
    ``channel``: key of the channel whose own chain is drawn; ``None`` draws the chain over all channels.
    ``target``: from which length on a silence is drawn red.
    """

    style: Style = Style.FULL
    scale_to: timedelta | None = None
    lit_gap: str | None = None
    circled: bool = True
    channel: str | None = None
    target: timedelta = timedelta(minutes=30)


def _hours(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words on the picture, in the language of its reader. The defaults are figures and signs only."""

    duration: Callable[[timedelta], str] = _hours
    silence: Callable[[timedelta], str] = _hours
    before: Callable[[timedelta], str] = lambda length: f"−{_hours(length)}"
    date: Callable[[date], str] = date.isoformat
    phase: Callable[[PhaseKind], str] = str
    begin: Callable[[BeginIs], str] = lambda _: "▸"
    started: str = "…"
    resolved: str = "■"
    now: str = "→"
    never_told: str = "×"
    nothing_sent: str = "∅"
    follow_ups: str = "+"


@dataclass(frozen=True, slots=True)
class Badge:
    """The number of a gap, or of a run of gaps too small to number apart (``"5–9"``), in a rounded box."""

    text: str
    x: float
    y: float
    box: Box
    radius: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the main line: begin, start, end or now, with its label in up to two lines and its outline."""

    kind: str
    x: float
    y: float
    at: datetime | None
    labels: tuple[Label, ...]
    approximate: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A phase above the line. ``label`` is missing where there is no room; ``title`` always says it."""

    kind: PhaseKind
    box: Box
    label: Label | None
    title: str
    length: timedelta


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the scale; ``date`` is printed below where a day begins."""

    x: float
    at: datetime
    label: Label | None
    date: Label | None
    midnight: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the scale, straight between its ends; ``broken`` where time is shortened."""

    left: float
    right: float
    begins_at: datetime
    ends_at: datetime
    broken: bool = False

    @property
    def width(self) -> float:
        return round(self.right - self.left, 1)


@dataclass(frozen=True, slots=True)
class Bracket:
    """One gap above the line, or a run of neighbouring gaps too narrow to be drawn apart (``keys`` has several).

    ``hit`` is the area on which a note can be dropped. ``circle`` is the marker's path, ``circle_box`` its extent; a
    ``slight`` one is drawn with a finer pen.
    ``leader`` joins a label that had to move up to its bracket.
    """

    keys: tuple[str, ...]
    numbers: tuple[int, ...]
    left: float
    right: float
    begins_at: datetime
    ends_at: datetime
    length: timedelta
    band: Band
    path: str
    hit: Box
    column: Box
    badge: Badge | None
    label: Label | None
    leader: Stroke | None
    title: str
    circle: str = ""
    circle_box: Box | None = None
    slight: bool = False
    lit: bool = False
    open: bool = False
    never_told: bool = False
    early: bool = False

    @property
    def key(self) -> str:
        """The key of the gap, or of the first gap of the run."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Dot:
    """One communication, or several too near to be drawn apart (then ``count`` is printed).

    ``path`` is the outline of the channel's shape, or the capsule of a cluster. ``pencil`` marks a remembered one.
    ``title`` says what it is, with the words that were sent.
    """

    posts: tuple[Communication, ...]
    x: float
    y: float
    path: str
    box: Box
    at: datetime
    ends_at: datetime
    label: Label | None
    title: str = ""
    count: Label | None = None
    approximate: bool = False
    remembered: bool = False
    back_dated: bool = False
    follow_up: bool = False
    resolution: bool = False
    pencil: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(post.key for post in self.posts)

    @property
    def key(self) -> str:
        """The key of the communication, or of the first of the cluster."""
        return self.posts[0].key

    @property
    def cluster(self) -> bool:
        return len(self.posts) > 1


@dataclass(frozen=True, slots=True)
class Ghost:
    """The time a back-dated communication claims, joined to its dot by an arc."""

    key: str
    path: str
    box: Box
    arc: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One channel: its name, its sign, the branch that leaves the main line at ``leaves``, and its dots."""

    key: str
    names: tuple[Label, ...]
    name: str
    colour: int
    shape: str
    sign: str
    y: float
    guides: tuple[Stroke, ...]
    branch: str
    leaves: float
    tail: Stroke | None
    dots: tuple[Dot, ...]
    ghosts: tuple[Ghost, ...]
    empty: Label | None
    faded: bool = False


@dataclass(frozen=True, slots=True)
class MainLine:
    """The line from begin to resolution. ``dark`` are its stretches of silence past the target."""

    y: float
    left: float
    right: float
    lead_left: float
    tail_right: float
    dark: tuple[Stroke, ...]
    knots: tuple[float, ...]
    breaks: tuple[str, ...]
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture, ``width`` × ``height``. Everything in it lies inside the frame."""

    style: Style
    width: float
    height: float
    main: MainLine
    begin: Mark
    begin_known: bool
    end: Mark | None
    start: Mark | None
    phases: tuple[PhaseBand, ...]
    ticks: tuple[Tick, ...]
    grid: Stroke
    zone: Label | None
    spans: tuple[Span, ...]
    axis: Box
    brackets: tuple[Bracket, ...]
    lanes: tuple[Lane, ...]
    notes: tuple[Label, ...]
    never_told: Label | None = None
    channel: str | None = None
    signs: frozenset[str] = field(default_factory=frozenset)
    """Which signs occur and want a legend: ``approximate remembered back_dated follow_up cluster dark broken``."""

    @property
    def clusters(self) -> tuple[Dot, ...]:
        return tuple(dot for lane in self.lanes for dot in lane.dots if dot.cluster)
