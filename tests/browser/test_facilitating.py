"""What the facilitator does beside the steps, and what everybody can do without a mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sessions import actions
from tests.browser.conftest import Server
from tests.party import LAPTOP, PHONE, note
from tests.room import Room, make_room

Open = Callable[..., Page]
PRESS_AT_ONCE = """() => new MutationObserver(
    () => document.querySelector("#editor[open] .places button[hx-post]")?.click(),
).observe(document.getElementById("editor"), { attributes: true, attributeFilter: ["open"] })"""


@pytest.fixture
def room(server: Server) -> Room:
    """Everybody is here, and nobody has begun yet."""
    return make_room()


def is_live(page: Page) -> None:
    expect(page.locator("#people [data-seat].is-here").first).to_be_attached()


def test_the_clock_is_paused_extended_and_taken_back_on_every_screen(room: Room, open_board: Open):
    room.at_step("gap")
    leads, phone = open_board(room.facilitator, **LAPTOP), open_board(room.korean, **PHONE)
    questions: list[str] = []
    leads.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    is_live(phone)
    clock, seen = leads.locator("[data-clock]"), phone.locator("[data-clock]")
    leads.get_by_role("button", name="Pause").click()
    expect(seen).to_have_attribute("data-state", "paused")
    expect(seen).to_have_text(re.compile(r"09:\d\d"))
    stands = seen.inner_text()
    leads.get_by_role("button", name="1 more minute").click()
    expect(seen).to_have_text(re.compile(r"10:\d\d"))
    assert seen.inner_text()[2:] == stands[2:]
    for minutes in (15, 20, 25):
        leads.get_by_role("button", name="5 more minutes").click()
        expect(seen).to_have_text(re.compile(rf"{minutes}:\d\d"))
    # The ten minutes that the first step left over are used up.
    expect(leads.locator(".steps .lent")).not_to_have_count(0)
    leads.get_by_role("button", name="Resume").click()
    expect(seen).to_have_attribute("data-state", "running")
    expect(clock).to_have_text(re.compile(r"2[45]:\d\d"))
    leads.get_by_role("button", name="Back to Stage").click()
    expect(phone.locator("#panel")).to_have_attribute("data-step", "stage")
    assert questions == ["Go back to “Set the stage”?"]


def test_the_last_thing_one_did_is_undone(room: Room, open_board: Open):
    room.at_step("stage")
    phone, leads = open_board(room.participant, **PHONE), open_board(room.facilitator, **LAPTOP)
    is_live(leads)
    phone.get_by_label("About when?").fill("23:00")
    phone.get_by_role("button", name="Put it on the timeline").tap()
    expect(leads.locator("#twin .is-remembered")).to_have_count(1)
    phone.get_by_role("button", name="Undo").tap()
    expect(leads.locator("#twin .is-remembered")).to_have_count(0)
    expect(phone.locator("#toasts")).to_contain_text("Undone")


def test_what_stands_in_the_editor_works_as_soon_as_it_is_seen(room: Room, open_board: Open):
    room.at_step("causes").note(text="Nobody answered")
    page = open_board(room.facilitator, **LAPTOP)
    page.evaluate(PRESS_AT_ONCE)
    note(page, "Nobody answered").get_by_role("button", name="Place").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pin[data-anchor^='gap:'] .note")).to_contain_text("Nobody answered")
    expect(page.locator("#editor")).to_be_hidden()


def test_the_notes_under_another_one_are_opened_and_taken_off_with_the_mouse(room: Room, open_board: Open):
    room.at_step("causes")
    below, above = room.note(text="Nobody answered"), room.note(text="Nobody replied")
    room.facilitator.does(actions.notes.stack_note, item=below.uid, on=above.uid)
    page = open_board(room.facilitator, **LAPTOP)
    page.get_by_text("Notes under this one").click()
    page.get_by_role("button", name="Take it off the stack").click()
    expect(page.locator("#panel article.note")).to_have_count(2)


def test_a_fourth_problem_is_asked_about_whichever_button_chooses_it(room: Room, open_board: Open):
    room.at_step("causes")
    written = [room.note(text=f"Problem {number}") for number in range(4)]
    room.facilitator.does(actions.steps.go_to_step, step="plan", came_from="causes")
    for problem in written[:3]:
        room.facilitator.does(actions.plan.choose_problem, note=problem.uid)
    room.participant.does(actions.plan.vote, note=written[3].uid)
    page = open_board(room.facilitator, **LAPTOP)
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Choose one more problem").click()
    note(page, "Problem 3").get_by_role("button", name="Choose").click()
    assert [question[:34] for question in questions] == ["Three problems are chosen already."] * 2
    expect(page.locator(".problem")).to_have_count(3)


def test_votes_given_in_one_window_are_gone_in_the_other(room: Room, open_board: Open):
    room.at_step("causes").note(text="Nobody answered")
    room.facilitator.does(actions.steps.go_to_step, step="plan", came_from="causes")
    page = open_board(room.participant, **LAPTOP)
    other = page.context.new_page()
    other.goto(page.url)
    for given in ("1", "2", "3"):
        note(page, "Nobody answered").locator("[data-vote]").click()
        expect(note(page, "Nobody answered").locator("[data-votes-of]")).to_have_text(given)
    expect(note(other, "Nobody answered").locator("[data-vote]")).to_be_disabled()
    expect(other.locator(".votes-left")).to_have_text("0 votes left")
