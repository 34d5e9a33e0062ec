"""A language that marks every text that gettext gives out, and a reader that finds the words outside of the marks."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation.trans_real import DjangoTranslation

OPEN, CLOSED = "⟦", "⟧"
WORD = re.compile(r"[^\W\d_]{2,}")
MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSED}]*{CLOSED}")
CUT_OFF = re.compile(f"{OPEN}[^{OPEN}{CLOSED}]*…$", re.MULTILINE)
"""A marked text that was shortened on the picture or in a list, and lost its end."""

SPOKEN = re.compile(
    r"alt|aria-label|aria-description|hx-confirm|label|placeholder|title|"
    r"data-(?:auto|copied|dark|label|light|over-text|selected|text-[\w-]+)"
)
"""Attributes that people read or hear."""

SILENT = {"script", "style"}
VOID = {"br", "hr", "img", "input", "link", "meta"}
OURS = ("incidents", "retro")

ALLOWED = (
    "Mind the Gap",
    "한국어",
    "English",
    "Asia/Seoul",
    "KST",
    "UTC",
    "2021-10-04",
    "http://testserver",
    "testserver",
)
"""Names that are the same in every language, and the address of the tests."""


def mark_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrap every text that gettext gives out in marks, whatever the language."""

    def marked(text: str) -> str:
        return f"{OPEN}{text.rpartition(chr(4))[2]}{CLOSED}"

    def one(_catalogue: Any, text: str) -> str:
        return marked(text)

    def many(_catalogue: Any, singular: str, plural: str, number: int) -> str:
        return marked(singular if number == 1 else plural)

    monkeypatch.setattr(DjangoTranslation, "gettext", one)
    monkeypatch.setattr(DjangoTranslation, "ngettext", many)


class Reader(HTMLParser):
    """Collects what a page says: its visible text, a line a node, and the attributes that people read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.attributes += [value for name, value in attrs if value and SPOKEN.fullmatch(name)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not SILENT.intersection(self.open):
            self.texts.append(" ".join(data.split()))


def said_by_people() -> Iterator[str]:
    """Everything that people typed, as the database holds it."""
    texts: set[str] = set()
    for model in (model for label in OURS for model in apps.get_app_config(label).get_models()):
        fields = [field for field in model._meta.concrete_fields if is_typed(field)]
        for values in model._default_manager.values_list(*(field.name for field in fields)) if fields else ():
            texts |= {" ".join(value.split()) for value in values if value}
    yield from (text for text in texts if len(text) > 1)


def is_typed(field: models.Field) -> bool:
    """Whether people type into this field: text, and not one of a few choices or keys of ours."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in KEYS


KEYS = {"step", "language", "done_with", "lit_gap", "verb", "role", "recommendation", "place", "code"}


def not_marked(html: str, known: Iterable[str] = ()) -> list[str]:
    """The words of a page that neither went through gettext nor were typed by people."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    said = "\n".join(text for text in reader.texts if text)
    names = sorted({*known, *ALLOWED}, key=len, reverse=True)
    found = []
    for part in (said, *reader.attributes):
        for text in names:
            part = part.replace(text, "")
        before = ""
        while before != part:
            before, part = part, CUT_OFF.sub("", MARKED.sub("", part))
        found += [line.strip() for line in part.splitlines() if WORD.search(line)]
    return found
