"""Frames as pages take them in: top-level elements that replace those of the same id."""

import re
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class TopLevel(HTMLParser):
    """Finds where the top-level elements of a piece of HTML begin and end, and their ids."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html, self.depth, self.begin, self.name = html, 0, 0, ""
        self.found: dict[str, str] = {}
        self.lines = [0]
        for line in html.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.feed(html)
        self.close()
        assert self.depth == 0, f"{self.depth} elements are not closed"

    @property
    def at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        if self.depth == 0:
            self.begin, self.name = self.at, dict(attrs).get("id") or ""
        self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert self.depth, f"a lone <{tag}/> in a frame"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        if self.depth == 0:
            assert self.name, f"a top-level <{tag}> has no id"
            self.found[self.name] = self.html[self.begin : self.html.index(">", self.at) + 1]


def top_level(html: str) -> dict[str, str]:
    """The top-level elements by their ids."""
    return TopLevel(html).found


def apply(regions: dict[str, str], html: str) -> None:
    """Let the elements of a frame replace those of the same id on a page, given as its regions."""
    for name, element in top_level(html).items():
        if name in regions:
            regions[name] = element
            continue
        # A note is an article, and no article lies inside of it.
        article = re.compile(rf'<article id="{name}".*?</article>', re.DOTALL)
        for region, old in regions.items():
            regions[region] = article.sub(lambda _old, element=element: element, old)
