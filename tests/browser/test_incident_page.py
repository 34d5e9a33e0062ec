"""The incident page in a real browser: rows by keyboard, answers saved as they are given, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from incidents.models import Incident, Team, User
from tests.browser.conftest import Server
from tests.people import at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_page(server: Server, page: Page, facilitator: User) -> Callable[[str], Page]:
    """Opens a page of the house as the facilitator."""
    client = Client()
    client.force_login(facilitator, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])

    def opened(path: str) -> Page:
        page.goto(server.url + path)
        return page

    return opened


@pytest.fixture
def incident_page(open_page: Callable[[str], Page], incident_a: Incident) -> Page:
    return open_page(f"/incidents/{incident_a.uid}/")


def state(page: Page, key: str) -> Any:
    return page.locator(f"#section-{key} .save-state")


def test_rows_are_entered_by_keyboard_alone(incident_page: Page, incident_a: Incident):
    page, rows = incident_page, incident_page.locator("#rows > li")
    page.focus("#new-time")
    for number, (time, text) in enumerate((("+35m", "First"), ("~17:00", "Second")), start=1):
        page.keyboard.type(time)
        page.keyboard.press("Tab")
        page.keyboard.type("Status page")
        page.keyboard.press("Tab")
        page.keyboard.type("Anna")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(text)
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("line two")
        page.keyboard.press("Enter")
        expect(rows).to_have_count(7 + number)
        expect(page.locator("#new-time")).to_be_focused()
        expect(page.locator("#new-time")).to_have_value("")
    posts = incident_a.communications.filter(channel__name="Status page")
    assert [(post.posted_at, post.text, post.approximate) for post in posts] == [
        (at("16:15"), "First\nline two", False),
        (at("17:00"), "Second\nline two", True),
    ]
    shown = [row.input_value() for row in page.locator("#rows > li:not(.new) input[name=time]").all()]
    assert shown == sorted(shown)


def test_the_picture_follows_what_is_typed(incident_page: Page):
    expect(incident_page.locator("#live-strip")).to_contain_text("3 h 27 min")
    incident_page.fill("#new-time", "18:00")
    incident_page.fill("#new-channel", "Status page")
    incident_page.press("#new-text", "Enter")
    expect(incident_page.locator("#live-strip")).not_to_contain_text("3 h 27 min")


def test_a_name_nobody_knows_asks_for_its_kind(incident_page: Page):
    kind = incident_page.locator("#row-new [data-new-kind]")
    expect(kind).to_be_hidden()
    incident_page.locator("#new-channel").press_sequentially("Bulletin")
    expect(kind).to_be_visible()
    incident_page.fill("#new-channel", "Status page")
    expect(kind).to_be_hidden()


def test_enter_that_ends_a_composition_sends_nothing(incident_page: Page, incident_a: Incident):
    incident_page.fill("#new-time", "18:00")
    incident_page.fill("#new-channel", "Status page")
    incident_page.fill("#new-text", "복구 중")
    incident_page.evaluate(
        """() => document.getElementById("new-text").dispatchEvent(new KeyboardEvent("keydown",
           { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    incident_page.wait_for_timeout(300)
    assert incident_a.communications.count() == 6
    expect(incident_page.locator("#new-text")).to_have_value("복구 중")


def test_a_refused_row_keeps_what_was_typed_and_goes_to_the_mistake(incident_page: Page):
    incident_page.fill("#new-time", "25:99")
    incident_page.fill("#new-channel", "Status page")
    incident_page.fill("#new-text", "Still looking")
    incident_page.press("#new-text", "Enter")
    expect(incident_page.locator("#new-time")).to_be_focused()
    expect(incident_page.locator("#row-new .errorlist")).to_contain_text("does not exist")
    expect(incident_page.locator("#new-text")).to_have_value("Still looking")


def test_saving_one_field_leaves_the_next_one_alone(incident_page: Page):
    page = incident_page
    page.fill("#began-started_at", "15:41")
    page.press("#began-started_at", "Tab")
    page.focus("#began-first_alert_at")
    page.keyboard.type("15:5")
    expect(state(page, "began")).to_have_text("Saved")
    page.keyboard.type("0")
    expect(page.locator("#began-first_alert_at")).to_have_value("15:50")
    page.keyboard.press("Tab")
    expect(page.locator("#began-first_alert_at")).to_have_value("2021-10-04 15:50")
    expect(page.locator("#began-started_at")).to_have_value("2021-10-04 15:41")


def test_what_is_typed_while_an_answer_is_on_its_way_stays_and_is_saved(incident_page: Page, incident_a: Incident):
    page = incident_page
    page.evaluate("""() => {
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (...all) { setTimeout(() => send.apply(this, all), 600); };
    }""")
    page.fill("#investigation-begins_at", "15:50")
    page.press("#investigation-begins_at", "Tab")
    page.keyboard.type("+2h")
    page.keyboard.press("Tab")
    expect(page.locator("#investigation-ends_at")).to_have_value("2021-10-04 17:50")
    phase = incident_a.phases.get(kind="investigation")
    assert (phase.begins_at, phase.ends_at) == (at("15:50"), at("17:50"))


def test_an_answer_given_while_the_server_is_away_is_saved_when_it_is_back(
    incident_page: Page, incident_a: Incident, server: Server
):
    server.kill()
    incident_page.fill("#saw-customers_saw", "Nothing loaded at all.")
    incident_page.press("#saw-customers_saw", "Tab")
    expect(state(incident_page, "saw")).to_contain_text("Not saved yet")
    server.start()
    expect(state(incident_page, "saw")).to_have_text("Saved", timeout=20_000)
    incident_a.refresh_from_db()
    assert incident_a.customers_saw == "Nothing loaded at all."


def test_a_row_entered_while_the_server_is_away_is_there_once(
    incident_page: Page, incident_a: Incident, server: Server
):
    server.kill()
    incident_page.fill("#new-time", "18:00")
    incident_page.fill("#new-channel", "Status page")
    incident_page.press("#new-text", "Enter")
    expect(incident_page.locator("#row-new .save-state")).to_contain_text("Not saved yet")
    server.start()
    expect(incident_page.locator("#rows > li")).to_have_count(8, timeout=20_000)
    assert incident_a.communications.count() == 7


def test_a_row_is_deleted_after_a_question(incident_page: Page):
    questions: list[str] = []
    incident_page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    incident_page.locator("#rows > li:not(.new)").first.get_by_role("button", name="Delete").click()
    expect(incident_page.locator("#rows > li")).to_have_count(6)
    assert questions == ["Delete the message of 16:07 on Twitter, spokesperson?"]


PAGES = ("", "new/", "{uid}/", "{uid}/corrections/", "{uid}/delete/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_are_accessible_and_never_wider_than_the_screen(
    open_page: Callable[[str], Page], page: Page, incident_a: Incident, path: str, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    open_page(f"/incidents/{path.format(uid=incident_a.uid)}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_team_page_is_accessible(open_page: Callable[[str], Page], page: Page, team: Team):
    open_page(f"/teams/{team.uid}/")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
