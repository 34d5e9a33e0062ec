"""The words of a communication made plain for reading: no mark-up, one spelling, sentences, and the way back."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_CLUSTER = re.compile(r"[\s\S][\u0300-\u036f\u1160-\u11ff]*")
"""One character with what composes with it, so that Korean typed as single letters reads as syllables."""

_TAG = re.compile(r"</?[a-z][^<>]{0,300}>|&nbsp;", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|h\d)\b", re.IGNORECASE)
_SIGNS = str.maketrans("’‘`´*_\t\r\N{MINUS SIGN}\N{ZERO WIDTH SPACE}", "''      - ")
_HALF_DAY = re.compile(r"(?<![a-z])([ap])\.\s?m\b\.?", re.IGNORECASE)
_BREAK = re.compile(r"[.!?。]+[\"')\]]*(?=\s|$|[A-Z][a-z])|[;•]|\n")
_WRAPPED = re.compile(
    r"(?:[,:(–-]|\b(?:in|within|by|at|before|every|the|next|an?|and|or|to|of|on|for|update)|에|까지|후|뒤|내|마다|[을를은는])$",
    re.IGNORECASE,
)
"""How a line ends whose sentence goes on in the next line."""


@dataclass(frozen=True, slots=True)
class Plain:
    """``words`` to read; ``offsets[i]`` is where ``words[i]`` begins in the original, with its end as last entry."""

    words: str
    offsets: tuple[int, ...] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that ``words[start:end]`` was made of."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1]
        return self.offsets[start], self.offsets[bisect_left(self.offsets, last + 1)]


def plain(text: str) -> Plain:
    """``text`` without tags and emphasis, compatibility characters resolved, "p.m." as "pm"."""
    offsets = None
    words = text
    if not text.isascii():
        parts: list[str] = []
        places: list[int] = []
        for cluster in _CLUSTER.finditer(text):
            normal = unicodedata.normalize("NFKC", cluster[0])
            parts.append(normal)
            places.extend([cluster.start()] * len(normal))
        words, offsets = "".join(parts), (*places, len(text))
    words = _TAG.sub(lambda tag: ("\n" if _BLOCK.match(tag[0]) else " ").ljust(len(tag[0])), words)
    return Plain(_HALF_DAY.sub(_half_day, words.translate(_SIGNS)), offsets)


def sentences(words: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of ``words`` begins and ends; lines wrapped within a sentence stay together."""
    start = 0
    for mark in _BREAK.finditer(words):
        if not _goes_on(words, start, mark):
            if words[start : mark.start()].strip():
                yield start, mark.start()
            start = mark.end()
    if words[start:].strip():
        yield start, len(words)


def _goes_on(words: str, start: int, mark: re.Match[str]) -> bool:
    after = words[mark.end() : mark.end() + 80]
    following = after.lstrip(" ")
    if mark[0] == "\n":
        blank = following[:1] in {"", "\n"}
        return not blank and (
            "a" <= following[0] <= "z" or _WRAPPED.search(words[max(start, mark.start() - 20) : mark.start()].rstrip())
        )
    return mark[0][0] == "." and "a" <= following[:1] <= "z" and not words[mark.end() : mark.end() + 1].isalpha()


def _half_day(found: re.Match[str]) -> str:
    """As long as before; a sentence that ends with it keeps its full stop."""
    after = found.string[found.end() : found.end() + 3].lstrip()
    ends = found[0].endswith(".") and (not after or (after[:1].isupper() and after[1:2].islower()))
    return f"{found[1]}m{'.' if ends else ''}".rjust(len(found[0]))
