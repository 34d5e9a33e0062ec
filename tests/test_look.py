"""The look keeps its promises: contrast in every theme, colours in one file, few and small requests."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.test import Client
from django.urls import reverse

from playbook.bundles import BUNDLES, joined

STATIC = Path(__file__).resolve().parent.parent / "static"
STYLESHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TOKENS = (STATIC / "css" / "tokens.css").read_text()

GROUNDS = ["paper", "sheet", "sunk"]
TEXTS = ["ink", "muted", "red", "green", "amber", "blue", "blue-deep", *(f"hue-{number}" for number in range(1, 9))]
NOTES = ["note-yellow", "note-pink", "note-blue", "note-green"]
PAIRS = [
    *((text, ground, 4.5) for text in TEXTS for ground in GROUNDS),
    *(("edge", ground, 3.0) for ground in GROUNDS),
    *((text, note, 4.5) for text in ("note-ink", "note-soft", "note-blue-ink") for note in NOTES),
    ("red", "red-wash", 4.5),
    ("green", "green-wash", 4.5),
    ("amber", "amber-wash", 4.5),
    ("blue-deep", "blue-wash", 4.5),
    *(("ink", wash, 4.5) for wash in ("red-wash", "green-wash", "amber-wash", "blue-wash", "stone", "mist")),
]


def raw_tier(theme: str, *, projector: bool) -> dict[str, str]:
    """Name → ``#RRGGBB`` of the raw tier as a theme (``light`` or ``dark``) sees it."""
    paint: dict[str, str] = {}
    blocks = re.findall(r"(:root|\[data-surface=\"projector\"\]) \{([^}]*--raw-[^}]*)\}", TOKENS)
    for selector, body in blocks:
        if selector == ":root" or projector:
            for name, value in re.findall(r"--raw-([\w-]+): ([^;]+);", body):
                colours = re.findall(r"#[0-9A-F]{6}\b", value)
                if colours:
                    paint[name] = colours[-1] if theme == "dark" else colours[0]
    return paint


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("projector", [False, True], ids=["desk", "projector"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS, ids=lambda part: str(part))
def test_text_stands_out_from_its_ground(text: str, ground: str, least: float, theme: str, projector: bool):
    paint = raw_tier(theme, projector=projector)
    assert contrast(paint[text], paint[ground]) >= least


@pytest.mark.parametrize(
    "file", [file for file in STYLESHEETS if file.name != "tokens.css"], ids=lambda file: file.name
)
def test_colours_are_named_in_the_tokens_only(file: Path):
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", file.read_text(), flags=re.DOTALL)
    assert not re.findall(
        r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])|\brgba?\(|\bhsla?\(|\boklch\(|[ (:,](?:white|black)\b(?!-)", rules
    )


@pytest.mark.parametrize("file", STYLESHEETS, ids=lambda file: file.name)
def test_every_colour_and_size_a_stylesheet_asks_for_is_defined(file: Path):
    everything = "".join(sheet.read_text() for sheet in STYLESHEETS)
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    # A name with a fallback may be undefined.
    asked = set(re.findall(r"var\((--[\w-]+)\)", file.read_text()))
    assert asked <= defined


@pytest.mark.parametrize("file", [*STYLESHEETS, *SCRIPTS], ids=lambda file: file.name)
def test_stylesheets_and_scripts_stay_small(file: Path):
    assert len(file.read_text().splitlines()) <= (200 if file.suffix == ".css" else 100)


def test_every_stylesheet_is_in_the_bundle_and_the_tokens_come_first():
    listed = BUNDLES["site.css"]
    assert listed[0] == "css/tokens.css"
    assert set(listed) == {f"css/{file.name}" for file in STYLESHEETS}


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_served_compressed_and_for_good(client: Client, name: str):
    response = client.get(reverse("bundle", args=[joined(name).digest, name]), headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "immutable" in response["Cache-Control"]
    assert gzip.decompress(response.content) == joined(name).content


def test_a_bundle_is_served_plain_to_those_who_cannot_unpack(client: Client):
    response = client.get(reverse("bundle", args=[joined("site.css").digest, "site.css"]))
    assert "Content-Encoding" not in response
    assert response.content == joined("site.css").content


def test_an_old_address_of_a_bundle_gets_todays_content_but_is_not_kept(client: Client):
    response = client.get(reverse("bundle", args=["0123456789abcdef", "site.css"]))
    assert response.content == joined("site.css").content
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_template_names_a_bundle_by_its_content(name: str):
    page = Engine.get_default().from_string(f"{{% load bundles %}}{{% bundle '{name}' %}}")
    assert page.render(Context()) == reverse("bundle", args=[joined(name).digest, name])


def test_a_bundle_leaves_comments_out_but_nothing_else():
    assert b"/*" not in joined("site.css").content
    assert b'content: "\xe2\x9c\x93' in joined("site.css").content
    assert not re.search(rb"^\s*//", joined("site.js").content, flags=re.MULTILINE)
    assert joined("site.js").content.count(b"})();") == len(BUNDLES["site.js"])


def test_an_unknown_bundle_is_not_found(client: Client):
    assert client.get(reverse("bundle", args=["0123456789abcdef", "settings.py"])).status_code == 404


def test_the_styles_of_the_whole_product_fit_in_twenty_one_kilobytes():
    assert len(joined("site.css").compressed) < 21_000
