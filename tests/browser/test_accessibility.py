"""Every page, in light and dark, narrow and wide: what axe finds, and what does not fit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
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
from playwright.sync_api import Browser, Page, Route

from incidents.models import Invitation, User
from sessions.keys import display_link
from sessions.models import Retrospective
from tests.browser.conftest import Server, sit_down, watched
from tests.lived import FINISHED, LOBBY, PLACES, lived
from tests.party import LAPTOP, PHONE, PROJECTOR
from tests.people import make_person
from tests.room import NOON

WIDTHS = (320, 390, 1366, 1920)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
ASK_AXE = "([where, options]) => axe.run(where || document, options).then(({ violations }) => violations)"
BOTH = (("light", EVERYTHING), ("dark", COLOURS))
UNFOLD = "document.querySelectorAll('details:not(.menu)').forEach((fold) => (fold.open = true))"
WEAR = "theme => document.documentElement.dataset.theme = theme"
FAULTS = ("400", "403", "404", "429", "500", "503")


@dataclass
class Inspector:
    """Looks at pages and collects what is wrong, so that one run tells all."""

    wrong: list[str] = field(default_factory=list)

    def look_at(self, page: Page, name: str, *, where: str = "", themes: Any = BOTH, narrow: bool = True) -> None:
        """Ask axe about the page, or about one part of it, and see whether it fits: into a phone too if ``narrow``."""
        for theme, options in themes:
            page.evaluate(WEAR, theme)
            self.ask_axe(page, f"{name}, {theme}", where, options)
        own = page.viewport_size
        for width in sorted(WIDTHS if narrow else WIDTHS[2:], key=lambda width: width == own["width"]):
            page.set_viewport_size({"width": width, "height": own["height"]})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                self.wrong.append(f"{name}: {wide} px too wide at {width} px")

    def ask_axe(self, page: Page, name: str, where: str, options: dict[str, Any]) -> None:
        for found in page.evaluate(ASK_AXE, [where, options]):
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


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[dict[str, Page]]:
    """A laptop and a phone with axe aboard, the same for all tests: to bring it along takes longer than to look."""
    found: dict[str, Page] = {}
    judges: list[Callable[[], None]] = []
    for name, options in (("laptop", LAPTOP), ("phone", PHONE)):
        context = browser.new_context(**options, reduced_motion="reduce")
        judges.append(watched(context))
        context.set_default_timeout(10_000)
        found[name] = context.new_page()
        found[name].add_init_script(AXE_SCRIPT)
    yield found
    for page in found.values():
        page.context.close()
    for judge in judges:
        judge()


@pytest.fixture
def laptop(screens: dict[str, Page]) -> Iterator[Page]:
    yield from borrowed(screens["laptop"], LAPTOP)


@pytest.fixture
def phone(screens: dict[str, Page]) -> Iterator[Page]:
    yield from borrowed(screens["phone"], PHONE)


def borrowed(page: Page, options: dict[str, Any]) -> Iterator[Page]:
    """A page that nobody is known on, and that is left empty."""
    page.context.clear_cookies()
    page.set_viewport_size(options["viewport"])
    yield page
    page.goto("about:blank")


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


def test_the_doors_are_accessible(server: Server, laptop: Page, inspector: Inspector):
    visit(laptop, server, inspector, ["/sign-up/"])
    laptop.locator("main").get_by_role("button").click()
    inspector.look_at(laptop, "/sign-up/ refused")
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
    visit(laptop, server, inspector, paths)
    laptop.goto(f"{server.url}/sign-in/")
    laptop.locator("main").get_by_role("button", name="Sign in").click()
    inspector.look_at(laptop, "/sign-in/ refused")


def test_the_pages_of_a_team_that_has_nothing_yet_are_accessible(
    server: Server, transactional_db: None, laptop: Page, inspector: Inspector
):
    sign_in(laptop, make_person("Nora New"), server)
    visit(laptop, server, inspector, ["/teams/new/"])
    laptop.get_by_label("Name of the team").fill("New team")
    laptop.get_by_role("button", name="Make the team").click()
    visit(laptop, server, inspector, ["/incidents/", "/incidents/new/", "/sessions/"])


def test_the_pages_of_a_team_with_a_past_are_accessible(
    server: Server, pictures: None, laptop: Page, inspector: Inspector
):
    room = lived(FINISHED).room
    user, incident = room.facilitator.seat.user, room.incident
    planned = Retrospective.objects.create(incident=incident, facilitator=user)
    incident.correct("resolved_at", NOON + timedelta(hours=5), by_name=user.name, user=user)
    sign_in(laptop, user, server)
    about = [[incident.uid], [planned.uid]]
    paths = [
        "/incidents/",
        "/incidents/?q=nothing",
        *(reverse(f"incidents:{name}", args=about[0]) for name in ("edit", "corrections", "delete")),
        reverse("retro:plan", args=about[0]),
        *(reverse(f"retro:{name}", args=about[1]) for name in ("prepare", "enter")),
        reverse("retro:review", args=[room.retrospective.uid]),
        "/sessions/",
        reverse("team", args=[room.team.uid]),
    ]
    visit(laptop, server, inspector, paths)
    laptop.locator(".app-tools summary").click()
    inspector.look_at(laptop, "the menu", where=".app-bar")
    laptop.get_by_role("button", name="Sign out").click()
    inspector.look_at(laptop, "/sign-out/")


@pytest.mark.parametrize("place", PLACES)
def test_the_board_is_accessible_to_all_three_roles(
    server: Server, pictures: None, laptop: Page, phone: Page, inspector: Inspector, place: str
):
    room = lived(place).room
    for page, person in ((laptop, room.facilitator), (phone, room.korean), (laptop, room.display)):
        role = person.seat.role
        if role == "display":
            page.set_viewport_size(PROJECTOR)
        page.goto(sit_down(page.context, person, server))
        page.evaluate(UNFOLD)
        # What stands on a phone stands on the facilitator's laptop, too: there in both themes.
        themes = BOTH if page is laptop else (("dark", EVERYTHING),)
        inspector.look_at(page, f"{place}, {role}", themes=themes, narrow=role != "display")


def test_what_opens_on_a_board_is_accessible(server: Server, pictures: None, laptop: Page, inspector: Inspector):
    laptop.goto(sit_down(laptop.context, lived("causes").room.facilitator, server))
    for menu in (".people-menu", ".viewer-menu"):
        laptop.locator(f"{menu} > summary").click()
        inspector.look_at(laptop, menu, where=f"{menu} .menu-panel")
        laptop.keyboard.press("Escape")
    for button in ("Place", "Edit", "And why was that?"):
        laptop.get_by_role("button", name=button).first.click()
        laptop.locator("#editor[open]").wait_for()
        inspector.look_at(laptop, f"the editor: {button}", where="#editor")
        laptop.locator("#editor [data-closes]").first.click()


def test_the_pages_of_faults_are_accessible(server: Server, laptop: Page, inspector: Inspector):
    for fault in FAULTS:
        body = render_to_string(f"{fault}.html")
        laptop.route(f"{server.url}/{fault}", partial(Route.fulfill, body=body, content_type="text/html"))
        laptop.goto(f"{server.url}/{fault}")
        inspector.look_at(laptop, fault)
