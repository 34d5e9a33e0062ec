"""Every page, in light and dark, narrow and wide: what axe finds, and what does not fit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as configured
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Page, Route

from incidents.models import Invitation, User
from sessions.keys import display_link
from sessions.models import Retrospective
from tests.browser.conftest import Server
from tests.lived import FINISHED, LOBBY, PLACES, lived
from tests.party import LAPTOP, PHONE, PROJECTOR
from tests.people import make_person

WIDTHS = (320, 390, 1366, 1920)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
ASK_AXE = "options => axe.run(document, options).then(({ violations }) => violations)"
WEAR = "theme => document.documentElement.dataset.theme = theme"
FAULTS = ("400", "403", "404", "429", "500", "503")
CALM = {"reduced_motion": "reduce"}


@dataclass
class Inspector:
    """Looks at pages and collects what is wrong, so that one run tells all."""

    wrong: list[str] = field(default_factory=list)

    def look_at(self, page: Page, name: str, widths: tuple[int, ...] = WIDTHS) -> None:
        if not page.evaluate("'axe' in window"):
            page.add_init_script(AXE_SCRIPT)
            page.evaluate(AXE_SCRIPT)
        for theme, options in (("light", EVERYTHING), ("dark", COLOURS)):
            page.evaluate(WEAR, theme)
            self.ask_axe(page, f"{name}, {theme}", options)
        size = page.viewport_size
        for width in widths:
            page.set_viewport_size({"width": width, "height": size["height"]})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                self.wrong.append(f"{name}: {wide} px too wide at {width} px")
        page.set_viewport_size(size)

    def ask_axe(self, page: Page, name: str, options: dict[str, Any]) -> None:
        for found in page.evaluate(ASK_AXE, options):
            nodes = "".join(f"\n    {node['html'][:200]} {node['failureSummary']}" for node in found["nodes"][:3])
            self.wrong.append(f"{name}: {found['id']} ({len(found['nodes'])}) {found['help']}{nodes}")


@pytest.fixture
def inspector() -> Iterator[Inspector]:
    """Fails the test for whatever it found."""
    looking = Inspector()
    yield looking
    assert not looking.wrong, "\n".join(looking.wrong)


@pytest.fixture
def pictures(server: Server, settings: Any) -> None:
    """Screenshots that tests upload are where the server looks for them."""
    settings.MEDIA_ROOT = server.data / "media"


def sign_in(page: Page, user: User, server: Server) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = configured.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


def visit(page: Page, server: Server, inspector: Inspector, paths: list[str]) -> None:
    for path in paths:
        answer = page.goto(server.url + path)
        assert answer
        assert answer.ok, (path, answer.status)
        inspector.look_at(page, path)


def test_the_doors_are_accessible(server: Server, open_browser: Callable[..., Page], inspector: Inspector):
    page = open_browser(**LAPTOP, **CALM)
    visit(page, server, inspector, ["/sign-up/"])
    page.locator("main").get_by_role("button").click()
    inspector.look_at(page, "/sign-up/ refused")
    room = lived(LOBBY).room
    user = room.facilitator.seat.user
    reset = [urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)]
    paths = [
        "/sign-in/",
        "/password/",
        "/password/sent/",
        "/password/saved/",
        reverse("password_reset_confirm", args=reset),
        reverse("password_reset_confirm", args=[reset[0], "used-up"]),
        reverse("invitation", args=[Invitation.make(room.team, user)]),
        "/join/",
        reverse("retro:join_link", args=[room.retrospective.join_token]),
        reverse("retro:display", args=[display_link(room.retrospective)]),
    ]
    visit(page, server, inspector, paths)
    page.goto(f"{server.url}/sign-in/")
    page.locator("main").get_by_role("button", name="Sign in").click()
    inspector.look_at(page, "/sign-in/ refused")


def test_the_pages_of_a_team_that_has_nothing_yet_are_accessible(
    server: Server, transactional_db: None, open_browser: Callable[..., Page], inspector: Inspector
):
    page = open_browser(**LAPTOP, **CALM)
    sign_in(page, make_person("Nora New"), server)
    visit(page, server, inspector, ["/teams/new/"])
    page.get_by_label("Name of the team").fill("New team")
    page.get_by_role("button", name="Make the team").click()
    visit(page, server, inspector, ["/incidents/", "/incidents/new/", "/sessions/"])


def test_the_pages_of_a_team_with_a_past_are_accessible(
    server: Server, pictures: None, open_browser: Callable[..., Page], inspector: Inspector
):
    room = lived(FINISHED).room
    user, incident = room.facilitator.seat.user, room.incident
    planned = Retrospective.objects.create(incident=incident, facilitator=user)
    page = open_browser(**LAPTOP, **CALM)
    sign_in(page, user, server)
    about = [[incident.uid], [planned.uid]]
    paths = [
        "/incidents/",
        "/incidents/?q=nothing",
        *(reverse(f"incidents:{name}", args=about[0]) for name in ("edit", "corrections", "delete")),
        reverse("retro:plan", args=about[0]),
        *(reverse(f"retro:{name}", args=about[1]) for name in ("prepare", "edit", "enter")),
        reverse("retro:review", args=[room.retrospective.uid]),
        "/sessions/",
        reverse("team", args=[room.team.uid]),
    ]
    visit(page, server, inspector, paths)
    page.locator(".app-tools summary").click()
    inspector.look_at(page, "the menu")
    page.get_by_role("button", name="Sign out").click()
    inspector.look_at(page, "/sign-out/")


@pytest.mark.parametrize("place", PLACES)
def test_the_board_is_accessible_to_all_three_roles(
    server: Server, pictures: None, open_board: Callable[..., Page], inspector: Inspector, place: str
):
    room = lived(place).room
    for person, screen in ((room.facilitator, LAPTOP), (room.korean, PHONE), (room.display, {"viewport": PROJECTOR})):
        page = open_board(person, **screen, **CALM)
        inspector.look_at(page, f"{place}, {person.seat.role}", WIDTHS[2:] if person is room.display else WIDTHS)
        page.close()


def test_what_opens_on_a_board_is_accessible(
    server: Server, pictures: None, open_board: Callable[..., Page], inspector: Inspector
):
    page = open_board(lived("causes").room.facilitator, **LAPTOP, **CALM)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    inspector.look_at(page, "everything open")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = false))")
    for button in ("Place", "Edit", "And why was that?"):
        page.get_by_role("button", name=button).first.click()
        page.locator("#editor[open]").wait_for()
        inspector.look_at(page, f"the editor: {button}")
        page.locator("#editor [data-closes]").first.click()


def test_the_pages_of_faults_are_accessible(server: Server, open_browser: Callable[..., Page], inspector: Inspector):
    page = open_browser(**LAPTOP, **CALM)
    for fault in FAULTS:
        body = render_to_string(f"{fault}.html")
        page.route(f"{server.url}/{fault}", partial(Route.fulfill, body=body, content_type="text/html"))
        page.goto(f"{server.url}/{fault}")
        inspector.look_at(page, fault)
