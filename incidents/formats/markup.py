"""Texts out of HTML and Markdown: what pages use for layout goes, everything else stays as it was written."""

import html
import re

# No pattern may run long on what strangers wrote: nothing scans past the next mark of its own kind, or far.
_BREAK = re.compile(r"<br\s*/?>\n?|</(?:p|div|li|ul|ol|h[1-6]|tr)>", re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<>]*\bhref=[\"']([^\"'<>]+)[\"'][^<>]*>((?:[^<]|<(?!/?a\b))*)</a>", re.IGNORECASE)
_LAYOUT = re.compile(
    r"</?(?:p|div|span|b|i|u|em|strong|small|var|ul|ol|li|h[1-6]|code|pre|a|tt)\b[^<>]*>", re.IGNORECASE
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((https?://[^\s)]{1,2000})(?:\s[^)\n]{0,200})?\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)


def from_html(text: str) -> str:
    """``text`` without layout tags, entities undone; a link keeps its address behind its words."""
    text = _LINK.sub(_link, text)
    text = html.unescape(_LAYOUT.sub("", _BREAK.sub("\n", text)))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def from_markdown(text: str) -> str:
    """``text`` without the marks of headings, emphasis and links."""
    text = _MARKDOWN_LINK.sub(lambda found: _named(found[1], found[2]), text)
    return _HEADING.sub("", _EMPHASIS.sub(r"\2", text)).strip()


def _link(found: re.Match[str]) -> str:
    return _named(_LAYOUT.sub("", found[2]), found[1])


def _named(words: str, address: str) -> str:
    words = words.strip()
    return address if not words or words == address else f"{words} ({address})"
