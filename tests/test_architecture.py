"""Imports point downwards, and a few things stand in one place only. Every rule is also shown to be able to fail."""

import re
import sys
from functools import cache

import pytest

from tests.reading import APPS, Module, markup, modules, templates, texts

FLOORS = {
    "analysis": 0,
    "play": 0,
    "formats": 1,
    "models": 2,
    "forms": 3,
    "report": 3,
    "fragments": 4,
    "actions": 5,
    "views": 6,
    "consumers": 6,
    "management": 6,
    "admin": 7,
    "apps": 7,
    "routing": 7,
    "urls": 7,
}
"""Where a module stands by its name. What is not named stands just above the highest thing that it imports."""

WIRING = 8

PURE = ("incidents.analysis", "sessions.play")
LAZY_TRANSLATION = {
    f"django.utils.translation.{name}" for name in ("gettext_lazy", "ngettext_lazy", "pgettext_lazy")
} | {"django.utils.functional.Promise"}
OUTER_WORLD = {"io", "logging", "os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "urllib"}
CLOCKS = {"now", "today", "utcnow"}
LIBRARY_CHANNELS = ("playbook.asgi", "playbook.settings", "sessions.consumers", "sessions.fragments", "sessions.hub")
UNSAFE = {"mark_safe", "SafeString", "SafeText", "csrf_exempt"}

HEX = r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b"
FUNCTION = r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\("
NAMED = r"(?<![\w-])(?:white|black|red|green|blue|yellow|orange|gray|grey|silver|navy|purple|pink|brown)(?![\w-])"
STYLE_COLOUR = re.compile(rf"{HEX}|{FUNCTION}|{NAMED}")
MARKUP_COLOUR = re.compile(rf"""(?:fill|stroke|color|content)=["']\s*(?:{HEX}|{FUNCTION}|{NAMED})""")
SCRIPT_COLOUR = re.compile(rf"""["'`]{HEX}["'`]|["'`]\s*{FUNCTION}""")
INLINE = re.compile(
    r"\sstyle\s*=|<style\b|<script\b(?![^>]*\ssrc=)|\son[a-z]+\s*=|hx-on[:-]|javascript:|=[\"']js:", re.IGNORECASE
)
TRIGGER_FILTER = re.compile(r"""hx-trigger["']?\s*[=:]\s*["'][^"']*\[""")
PLAIN_MAIL = re.compile(r"_email\.html$|\.txt$")
"""Mails in plain text, by the names that Django gives them: nothing there is markup."""
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")

ALL = modules()
BY_NAME = {module.name: module for module in ALL}


def in_package(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def target(imported: str, known: dict[str, Module]) -> Module | None:
    """The module of ours that ``imported`` names, be it the module itself or something in it."""
    while imported and imported not in known:
        imported = imported.rpartition(".")[0]
    return known.get(imported)


def floor(module: Module, known: dict[str, Module], above: tuple[str, ...] = ()) -> float:
    """The floor a module stands on; a helper stands half a floor above what it imports."""
    if module.app == "playbook":
        return WIRING
    if module.part in FLOORS:
        return FLOORS[module.part]
    if module.name in above:
        return 0
    below = [
        found for name in module.imports(for_types=False) if (found := target(name, known)) and found is not module
    ]
    floors = (floor(found, known, (*above, module.name)) for found in below)
    return max((found if found % 1 else found + 0.5 for found in floors), default=0)


def wrong_arrows(module: Module, known: dict[str, Module]) -> list[str]:
    """What ``module`` imports from a floor above its own."""
    if module.part not in FLOORS or module.app == "playbook":
        return []
    found = {name: target(name, known) for name in module.imports(for_types=False)}
    return sorted(name for name, one in found.items() if one and int(floor(one, known)) > FLOORS[module.part])


def impure(module: Module) -> list[str]:
    """What a module of the lowest floor imports or asks beyond the standard library: frameworks, clocks, files."""
    imported = {
        name
        for name in module.imports()
        if name.partition(".")[0] not in sys.stdlib_module_names and not in_package(name, "incidents.analysis")
    }
    if in_package(module.name, "sessions.play"):
        imported = {name for name in imported if not in_package(name, "sessions.play")} - LAZY_TRANSLATION
    outer = {name for name in module.imports() if name.partition(".")[0] in OUTER_WORLD}
    return sorted(imported | outer | (set(module.calls()) & {*CLOCKS, "open", "print"}))


def colours_in_styles(sheet: str) -> list[str]:
    """Colour literals in the values of declarations."""
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", "", sheet, flags=re.DOTALL)
    values = re.findall(r":[^;{}]*(?=[;}])", bare)
    return [found for value in values for found in STYLE_COLOUR.findall(value)]


@cache
def parts(name: str) -> tuple[Module, ...]:
    """The modules of one part of both apps, be it a module or a package: ``parts("views")``."""
    return tuple(module for module in ALL if module.part == name)


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.name)
def test_imports_point_downwards(module: Module):
    assert wrong_arrows(module, BY_NAME) == []


@pytest.mark.parametrize(
    "module", [one for one in ALL if any(in_package(one.name, pure) for pure in PURE)], ids=lambda module: module.name
)
def test_the_lowest_floor_knows_the_standard_library_only_and_no_clock(module: Module):
    assert impure(module) == []


def test_the_incidents_never_import_the_sessions():
    wrong = [
        one.name
        for one in ALL
        if one.app == "incidents" and any(in_package(name, "sessions") for name in one.imports())
    ]
    assert wrong == []


def test_the_wiring_imports_no_models():
    wrong = [one.name for one in ALL if one.app == "playbook" and any(".models" in name for name in one.imports())]
    assert wrong == []


def test_the_library_of_channels_is_imported_where_sockets_are_only():
    users = {one.name for one in ALL if any(re.match(r"channels(_redis)?\b", name) for name in one.imports())}
    assert users <= set(LIBRARY_CHANNELS)


def test_consumers_touch_no_database():
    wrong = [
        name for one in parts("consumers") for name in one.imports() if ".models" in name or "database_sync" in name
    ]
    assert wrong == []


def test_frames_are_sent_from_one_place():
    assert sum(one.calls().count("group_send") for one in ALL) <= 1


def test_sets_are_made_on_the_queryset_and_not_in_views():
    assert [one.name for one in parts("views") if {"filter", "exclude"} & set(one.calls())] == []


def test_no_source_declares_text_safe_or_a_form_exempt():
    assert [(one.name, found) for one in ALL if (found := UNSAFE & one.names_used())] == []


def test_no_template_leaves_text_unescaped():
    pages = {path: text for path, text in templates().items() if not PLAIN_MAIL.search(path)}
    assert [(path, found) for path, text in pages.items() if (found := UNESCAPED.findall(text))] == []


def test_no_template_has_inline_style_script_or_handlers():
    assert [(path, found) for path, text in templates().items() if (found := INLINE.findall(markup(text)))] == []


def test_no_trigger_has_a_filter():
    sources = {**templates(), **{one.name: one.source for one in ALL}}
    assert [path for path, text in sources.items() if TRIGGER_FILTER.search(text)] == []


def test_colours_stand_in_the_tokens_only():
    sheets = {path: colours_in_styles(text) for path, text in texts("static/css/**/*.css").items()}
    sheets.pop("static/css/tokens.css", None)
    pages = {path: MARKUP_COLOUR.findall(text) for path, text in templates().items()}
    scripts = {path: SCRIPT_COLOUR.findall(text) for path, text in texts("static/js/**/*.js").items()}
    sources = {one.name: [text for text in one.strings() if re.fullmatch(HEX, text)] for one in ALL}
    assert {path: found for path, found in {**sheets, **pages, **scripts, **sources}.items() if found} == {}


def test_the_sources_are_read():
    assert {module.app for module in ALL} == set(APPS)
    assert "incidents.analysis.gaps" in BY_NAME


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("incidents.analysis.gaps", "from incidents.models import Incident"),
        ("incidents.formats.slack", "from incidents.models import Incident"),
        ("incidents.models.incident", "from incidents.forms import IncidentForm"),
        ("sessions.models", "def reveal():\n    from sessions.actions import notes"),
        ("sessions.models", "from sessions import actions"),
        ("sessions.models.note", "from ..fragments import publish"),
        ("sessions.models.note", "from sessions.helper import shown"),
        ("sessions.fragments", "from sessions.actions.notes import add"),
        ("sessions.actions.notes", "from sessions.views.notes import add"),
        ("sessions.forms", "import sessions.fragments"),
        ("sessions.views", "from playbook import urls"),
    ],
)
def test_an_arrow_that_points_up_is_found(name: str, source: str):
    names = {
        "incidents.models": "",
        "incidents.forms": "",
        "playbook.urls": "",
        "sessions.actions": "",
        "sessions.actions.notes": "",
        "sessions.views.notes": "",
        "sessions.fragments": "",
        "sessions.helper": "from sessions.fragments import publish",
    }
    known = {each: Module(each, text) for each, text in names.items()}
    module = Module(name, source)
    assert wrong_arrows(module, {**known, name: module}) != []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("sessions.views.notes", "from sessions.actions import notes\nfrom sessions.models import Note"),
        ("sessions.actions", "from sessions.fragments import publish"),
        ("sessions.models", "from incidents.models import Incident\nfrom sessions.play import STEPS"),
        ("incidents.models", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from incidents.forms import X"),
    ],
)
def test_an_arrow_that_points_down_is_right(name: str, source: str):
    names = ("incidents.models", "incidents.forms", "sessions.actions", "sessions.models", "sessions.fragments")
    known = {each: Module(each, "") for each in (*names, "sessions.play")}
    assert wrong_arrows(Module(name, source), known) == []


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("incidents.analysis.gaps", "from django.utils import timezone", ["django.utils.timezone"]),
        ("incidents.analysis.gaps", "from django.utils.translation import gettext_lazy", 1),
        ("incidents.analysis.gaps", "from datetime import datetime\nx = datetime.now()", ["now"]),
        ("incidents.analysis.gaps", "from time import monotonic", ["time.monotonic"]),
        ("incidents.analysis.gaps", "from sessions.play import STEPS", ["sessions.play.STEPS"]),
        ("sessions.play", "from django.utils.translation import gettext_lazy as _", []),
        ("sessions.play", "from django.utils.translation import gettext as _", ["django.utils.translation.gettext"]),
        ("incidents.analysis.gaps", "from datetime import time\nfrom incidents.analysis.records import Phase", []),
    ],
)
def test_what_is_not_pure_is_found(name: str, source: str, found: list[str] | int):
    wrong = impure(Module(name, source))
    assert (len(wrong) if isinstance(found, int) else wrong) == found


@pytest.mark.parametrize(
    ("pattern", "wrong", "right"),
    [
        (UNESCAPED, "{{ note.text|safe }}", "{{ note.text|safer }}"),
        (UNESCAPED, "{% autoescape off %}", "{% autoescape on %}"),
        (INLINE, '<p style="top: 1px">', '<p data-style="a">'),
        (INLINE, "<script>go()</script>", '<script src="a.js" defer></script>'),
        (INLINE, '<a onclick="go()">', '<a data-on="go">'),
        (INLINE, '<a hx-on:click="go()">', '<a hx-post="/on/">'),
        (TRIGGER_FILTER, 'hx-trigger="click[ctrlKey]"', 'hx-trigger="click" data-keys="[a]"'),
        (TRIGGER_FILTER, '{"hx-trigger": "click[a]"}', '{"hx-trigger": "click"}'),
        (MARKUP_COLOUR, '<path fill="#fff">', '<a href="#add">'),
        (MARKUP_COLOUR, '<path stroke="red">', '<path stroke="currentColor">'),
        (SCRIPT_COLOUR, "paint('#C8281E')", "find('#note-1')"),
    ],
)
def test_a_pattern_finds_what_is_wrong_and_leaves_what_is_right(pattern: re.Pattern[str], wrong: str, right: str):
    assert pattern.search(wrong)
    assert not pattern.search(right)


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ("a { color: #fff; }", 1),
        ("a { border: 1px solid rgb(0 0 0); color: red }", 2),
        ("#add a:hover { color: var(--ink); background: color-mix(in srgb, var(--raw-white), transparent); }", 0),
        ("/* #fff */ a { content: '#fff'; white-space: pre-wrap; }", 0),
    ],
)
def test_colours_are_found_in_styles(sheet: str, count: int):
    assert len(colours_in_styles(sheet)) == count
