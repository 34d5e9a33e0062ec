"""How wide text will be, as far as that can be told without a font. Lengths are in layout units (pixels at 1:1)."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

ASCENT = 0.86
DESCENT = 0.24
ELLIPSIS = "…"

_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!`· ", 0.31),
    **dict.fromkeys('frtI()[]{}-"/\\ ', 0.42),
    **dict.fromkeys("mwMW%@&…—", 0.94),
    **dict.fromkeys("0123456789~+=<>×", 0.61),
}
_BOLD = 1.05


class Anchor(StrEnum):
    """Which end of a text stands at its ``x``; the values are SVG's ``text-anchor``."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, ``top`` above ``bottom`` (y grows downwards)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def overlaps(self, other: "Box", margin: float = 0.0) -> bool:
        """True when the two share area once both are kept ``margin`` apart."""
        return (
            self.left < other.right + margin
            and other.left < self.right + margin
            and self.top < other.bottom + margin
            and other.top < self.bottom + margin
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text. ``y`` is its baseline, ``box`` the room it was given, ``full`` the uncut text."""

    text: str
    x: float
    y: float
    size: int
    anchor: Anchor
    box: Box
    full: str


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The estimated width of ``text``, rather too wide: Hangul and other wide letters 0.96 em, Latin about 0.56 em."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1.0)


def place(
    text: str, x: float, y: float, size: int, anchor: Anchor = Anchor.START, *, bold: bool = False, full: str = ""
) -> Label:
    """A label whose baseline is at ``y`` and whose ``anchor`` end is at ``x``."""
    width = text_width(text, size, bold=bold)
    left = x - {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[anchor]
    box = Box(left, y - ASCENT * size, left + width, y + DESCENT * size)
    return Label(text, round(x, 1), round(y, 1), size, anchor, box, full or text)


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text`` cut to ``room`` with an ellipsis; empty when not even one letter fits."""
    if text_width(text, size, bold=bold) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + ELLIPSIS
        if text_width(cut, size, bold=bold) <= room:
            return cut
    return ""


def wrap(text: str, size: float, room: float, lines: int, *, bold: bool = False) -> list[str]:
    """``text`` broken at spaces into at most ``lines`` lines of ``room``; what does not fit is cut with an ellipsis."""
    words, rows = text.split(), [""]
    for index, word in enumerate(words):
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or text_width(longer, size, bold=bold) <= room:
            rows[-1] = longer
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {' '.join(words[index:])}"
            break
    return [shorten(row, size, room, bold=bold) for row in rows]


def _em(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.east_asian_width(letter) in "WF":
        return 0.96
    if unicodedata.combining(letter):
        return 0.0
    return 0.67 if letter.isupper() else 0.555
