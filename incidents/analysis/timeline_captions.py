"""What stands at the gaps: number, duration, leader and the marker's circle, each where there is room for it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from incidents.analysis.findings import Gap
from incidents.analysis.marker import half_height_of_loop, overshoot
from incidents.analysis.timeline_parts import Badge, Stroke, Words
from incidents.analysis.timeline_text import Box, Label, place, text_width

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of text and rows above the line; ``shouts`` are tried in turn for the words inside the circle.

    ``feet`` and ``back`` are how far above the line a bracket ends and runs, ``reach`` how far beside it the circle.
    ``sparing``: only a circled or lit gap is captioned.
    """

    text: int = 24
    lit: int = 32
    badge: int = 22
    row: int = 36
    rows: int = 4
    shouts: tuple[int, ...] = (40, 34, 28)
    numbered: bool = True
    sparing: bool = False
    feet: int = 24
    back: int = 42
    reach: float = 12.0


@dataclass(slots=True)
class Room:
    """What is already taken on the picture. Texts ask here before they settle.

    ``rings`` are the marker's circles: no text may lie in one, but a leader may pass.
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)
    rings: list[Box] = field(default_factory=list)

    def free(self, box: Box, margin: float = 4.0) -> bool:
        return (
            self.frame.left <= box.left
            and box.right <= self.frame.right
            and not any(box.overlaps(other, margin) for other in (*self.taken, *self.rings))
        )

    def open_to(self, stem: Box) -> bool:
        """True when a leader can pass without touching a text."""
        return not any(stem.overlaps(other, 1) for other in self.taken)

    def take(self, *boxes: Box) -> None:
        self.taken.extend(boxes)


@dataclass(frozen=True, slots=True)
class Run:
    """One gap, or several neighbours too narrow to be told apart, with its place on the line."""

    gaps: tuple[Gap, ...]
    left: float
    right: float

    @property
    def single(self) -> Gap | None:
        return self.gaps[0] if len(self.gaps) == 1 else None

    @property
    def length(self) -> timedelta:
        return sum((gap.length for gap in self.gaps), NO_TIME)

    @property
    def largest(self) -> bool:
        return any(gap.largest for gap in self.gaps)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return round((self.left + self.right) / 2, 1)

    @property
    def number(self) -> str:
        first, last = self.gaps[0].number, self.gaps[-1].number
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class Caption:
    """Where number, words, leader and circle of one run came to stand."""

    badge: Badge | None = None
    label: Label | None = None
    leader: Stroke | None = None
    circle_box: Box | None = None


def circle(run: Run, y: float, room: Room, words: Words, sizes: Sizes, *, alone: bool) -> Caption:
    """The circle with its words inside, in the largest size that stays free of the marker; else the bare circle."""
    reach = sizes.reach + 0.008 * run.width
    choices = [
        *((words.silence, size) for size in sizes.shouts[:2]),
        *((words.duration, size) for size in sizes.shouts),
    ]
    for word, size in choices:
        badge, label, box = _caption_at(run, word(run.length), size, 0, y - sizes.back - 6, sizes)
        if box.width > (run.width + 8 if alone else run.width - 60):
            continue
        left = (run.left + run.right - box.width) / 2
        badge, label, box = _caption_at(run, word(run.length), size, left, y - sizes.back - 6, sizes)
        for lift in (14, 22, 32):
            circle = Box(run.left - reach, box.top - lift, run.right + reach, y + 22)
            middle = (circle.top + circle.bottom) / 2
            inside = half_height_of_loop(box.width / 2 + 8, circle.width / 2, circle.height / 2)
            if box.top - 5 >= middle - inside and room.free(box):
                return Caption(badge, label, None, circle)
    return Caption(circle_box=Box(run.left - reach, y - sizes.back - 14, run.right + reach, y + 22))


def words_outside(
    run: Run, caption: Caption, y: float, room: Room, words: Words, sizes: Sizes, *, alone: bool
) -> Caption:
    """The words of a circle too small to hold them: above it, joined by a leader."""
    circle = caption.circle_box or Box(run.left, y - sizes.back, run.right, y)
    top = circle.top - overshoot(circle) - 3
    choices = ((words.silence, sizes.shouts[-1]),) if alone else ()
    for row in range(sizes.rows):
        for word, size in (*choices, (words.duration, sizes.text)):
            bottom = min(top - 5, y - sizes.back - 8 - sizes.row) - row * sizes.row
            found = _settle(run, word(run.length), size, bottom, top, room, sizes)
            if found is not None:
                return replace(found, circle_box=circle)
    return caption


def duration_at(run: Run, y: float, room: Room, words: Words, sizes: Sizes, *, rows: range, lit: bool) -> Caption:
    """Number and duration: over the bracket where it is wide enough (row 0), or in a higher row with a leader."""
    gap = run.single
    if gap is None:
        return Caption()
    text = words.before(gap.before_begin) if gap.before_begin is not None else words.duration(gap.length)
    for row in rows:
        bottom, foot = y - sizes.back - 6 - row * sizes.row, y - sizes.back - 3
        for size in (sizes.lit, sizes.text) if lit else (sizes.text,):
            found = _settle(run, text, size, bottom, foot if row else None, room, sizes)
            if found is not None:
                return found
    return Caption()


def duration_raised(
    run: Run, number: Caption, y: float, room: Room, words: Words, sizes: Sizes, *, lit: bool
) -> Caption:
    """Number and duration in a higher row, in place of the bare ``number``; that stays where there is no room."""
    held = boxes_of(number)
    room.taken = [box for box in room.taken if box not in held]
    found = duration_at(run, y, room, words, sizes, rows=range(1, sizes.rows), lit=lit)
    if found.label is not None:
        return found
    room.take(*held)
    return number


def _settle(
    run: Run, text: str, size: int, bottom: float, foot: float | None, room: Room, sizes: Sizes
) -> Caption | None:
    """A caption standing on ``bottom``, joined by a leader down to ``foot`` if there is one; ``None`` without room."""
    width = _caption_at(run, text, size, 0, bottom, sizes)[2].width
    if foot is None and width > run.width + 12:
        return None
    for left in _shifts(run, width, room.frame, inside=foot is None):
        badge, label, box = _caption_at(run, text, size, left, bottom, sizes)
        stem = None if foot is None else Box(run.middle - 2, bottom + 2, run.middle + 2, max(foot, bottom + 3))
        if room.free(box) and (stem is None or room.open_to(stem)):
            caption = Caption(badge, label, _leader(stem))
            room.take(*boxes_of(caption))
            return caption
    return None


def number_at(run: Run, y: float, room: Room, sizes: Sizes) -> Caption:
    """The number alone, in the first row where it is free."""
    for row in range(sizes.rows):
        middle = y - sizes.back - 6 - sizes.badge * 0.7 - row * sizes.row
        width = _badge(run.number, 0, middle, sizes.badge).box.width
        for left in _shifts(run, width, room.frame, inside=row == 0 and run.width > width):
            badge = _badge(run.number, left, middle, sizes.badge)
            stem = Box(run.middle - 2, badge.box.bottom + 2, run.middle + 2, y - sizes.back - 3) if row else None
            if room.free(badge.box, margin=2) and (stem is None or room.open_to(stem)):
                caption = Caption(badge, None, _leader(stem))
                room.take(*boxes_of(caption))
                return caption
    return Caption()


def _caption_at(
    run: Run, text: str, size: int, left: float, bottom: float, sizes: Sizes
) -> tuple[Badge | None, Label, Box]:
    """Number and words side by side from ``left``, standing on ``bottom``; and the box around both."""
    badge, x = None, left
    if sizes.numbered:
        badge = _badge(run.number, left, bottom - size * 0.55, sizes.badge)
        x = badge.box.right + 0.3 * size
    label = place(text, x, bottom - 0.24 * size, size, bold=True)
    top = min(label.box.top, badge.box.top if badge else label.box.top)
    return badge, label, Box(left, top, label.box.right, bottom)


def _badge(text: str, left: float, middle: float, size: int) -> Badge:
    height = size * 1.4
    width = max(height, text_width(text, size, bold=True) + size * 0.55)
    box = Box(left, middle - height / 2, left + width, middle + height / 2)
    return Badge(text, round(box.middle, 1), round(middle + size * 0.36, 1), box, round(height / 2, 1))


def _leader(stem: Box | None) -> Stroke | None:
    return None if stem is None else Stroke(stem.middle, round(stem.top, 1), stem.middle, round(stem.bottom, 1))


def boxes_of(caption: Caption) -> list[Box]:
    """What a caption takes: its texts and its leader."""
    boxes = [part.box for part in (caption.badge, caption.label) if part is not None]
    if caption.leader is not None:
        stem = caption.leader
        boxes.append(Box(stem.x1 - 2, stem.y1, stem.x1 + 2, stem.y2))
    return boxes


def _shifts(run: Run, width: float, frame: Box, *, inside: bool = False) -> tuple[float, ...]:
    """Left ends worth trying for a text of ``width``: centred, then moved aside; always above the bracket's middle."""
    centred = (run.left + run.right - width) / 2
    slack = max(0.0, (run.width - width) / 2) if inside else max(0.0, width / 2 - 6)
    tries = (centred, centred - slack / 2, centred + slack / 2, centred - slack, centred + slack)
    return tuple(min(max(left, frame.left), frame.right - width) for left in tries)
