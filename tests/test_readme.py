"""The README says what is true: its commands are those that run, its tables name everything there is."""

import re
from pathlib import Path

import pytest

from sessions.play import STEPS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"```sh\n(.+)\n```", README)
OURS = ("playbook", "incidents", "sessions", "templates", "static", "tests", ".ci")
TOP = (
    "manage.py", "pyproject.toml", "constraints.txt", "README.md", "Makefile", "LICENSE", ".gitignore"
)  # fmt: skip
TEXTS = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".po", ".svg", ".xml", ".json", ".sh", ""}

# Put together, so that this file does not name what it looks for.
REGISTRIES = ["python" + "hosted", "pypi" + ".", "npm" + "js", "arti" + "factory", "index" + "-url"]
MACHINE_PATHS = [f"/{folder}/" for folder in ("wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers")]


def committed() -> list[Path]:
    """Every text file of ours."""
    found = [path for folder in OURS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    return [path for path in [*found, *(ROOT / name for name in TOP)] if path.suffix in TEXTS]


def test_there_are_two_commands() -> None:
    assert len(COMMANDS) == 2
    assert COMMANDS[0].endswith("manage.py demo")
    assert COMMANDS[1].endswith("pytest -q")


def test_make_calls_the_same_commands() -> None:
    recipes = (ROOT / "Makefile").read_text().replace("$$", "$").splitlines()
    assert f"\t{COMMANDS[0]} --addr $(ADDR)" in recipes
    assert f"\t{COMMANDS[1]}" in recipes


def test_ci_runs_the_command_of_the_readme() -> None:
    assert COMMANDS[1] in (ROOT / ".ci" / "run").read_text().splitlines()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_step_is_named_with_its_minutes(step: object) -> None:
    assert f"| {step.title} (`{step.key}`) | {step.minutes} |" in README


def test_every_setting_that_is_read_is_named() -> None:
    source = (ROOT / "playbook" / "settings.py").read_text()
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))
    assert read
    assert {name for name in read if f"`{name}`" not in README} == set()


def test_every_place_that_is_named_exists() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| [^|]+ \|$", README, re.MULTILINE)
    named = {
        name
        for row in rows
        for name in re.findall(r"`((?:playbook|incidents|sessions|templates|static|tests)/[\w/.]*)`", row)
    }
    assert len(named) > 10
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_picture_that_is_shown_exists_and_is_light() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 4
    for picture in pictures:
        assert (ROOT / picture).stat().st_size < 400_000, picture


def test_the_pinned_versions_name_no_host() -> None:
    pinned = (ROOT / "constraints.txt").read_text()
    assert "://" not in pinned
    assert "@" not in pinned


@pytest.mark.parametrize("forbidden", [*REGISTRIES, *MACHINE_PATHS])
def test_no_file_names_a_registry_or_a_machine(forbidden: str) -> None:
    found = [str(path.relative_to(ROOT)) for path in committed() if forbidden in path.read_text(errors="replace")]
    assert found == []
