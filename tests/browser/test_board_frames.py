"""Revisions, frames and sockets: what a board does with what comes down, or does not."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.scripted import Scripted, panel


def prompt_of(page: Page) -> Any:
    return expect(page.locator("#prompt"))


def test_the_next_frame_is_applied_and_an_older_one_is_dropped(scripted: Scripted, page: Page):
    scripted.frame(18, panel("Second prompt"))
    prompt_of(page).to_have_text("Second prompt")
    scripted.frame(18, panel("An old prompt"))
    scripted.frame(19, panel("Third prompt"))
    prompt_of(page).to_have_text("Third prompt")
    expect(page.locator("#live")).to_have_attribute("data-revision", "19")


def test_a_hole_in_the_revisions_makes_a_refetch(scripted: Scripted, page: Page):
    scripted.revision, scripted.board = 20, panel("From the snapshot")
    scripted.frame(20, panel("Too early"))
    prompt_of(page).to_have_text("From the snapshot")
    assert "since=17" in scripted.gets("/board")[-1]
    scripted.frame(21, panel("And on"))
    prompt_of(page).to_have_text("And on")


def test_a_beat_ahead_of_the_page_makes_a_refetch(scripted: Scripted, page: Page):
    scripted.revision, scripted.board = 19, panel("What the beat knew")
    scripted.send(beat=19)
    prompt_of(page).to_have_text("What the beat knew")


def test_a_frame_of_nonsense_does_no_harm(scripted: Scripted, page: Page):
    scripted.sockets[-1].send("{nonsense")
    scripted.send(html=5, revision="x", beat=None, present="nobody")
    scripted.frame(18, panel("Still alive"))
    prompt_of(page).to_have_text("Still alive")


def test_a_refused_ticket_is_renewed_and_the_socket_comes_back(scripted: Scripted, page: Page):
    scripted.admits = False
    scripted.sockets[-1].close(code=1011)
    page.wait_for_timeout(3500)
    scripted.admits = True
    expect(page.locator("#status")).to_have_text("")
    assert "ticket=fresh" in scripted.sockets[-1].url
    scripted.frame(18, panel("Back"))
    prompt_of(page).to_have_text("Back")


def test_a_lost_socket_is_told_and_comes_back_by_itself(scripted: Scripted, page: Page):
    scripted.hears = False
    before = len(scripted.sockets)
    scripted.sockets[-1].close(code=1011)
    expect(page.locator("#status")).to_have_text("reconnecting…")
    scripted.hears = True
    expect(page.locator("#status")).to_have_text("")
    assert len(scripted.sockets) > before


def test_a_removed_seat_is_told_so_and_stays_away(scripted: Scripted, page: Page):
    scripted.sockets[-1].close(code=4403)
    expect(page.locator("#status")).to_have_text("You were removed.")
    expect(page.locator("#toasts")).to_contain_text("You were removed.")
    sockets = len(scripted.sockets)
    page.wait_for_timeout(3500)
    assert len(scripted.sockets) == sockets


def test_presence_and_ones_own_things_are_marked_in_the_browser(scripted: Scripted, page: Page):
    scripted.send(present=["ben"])
    expect(page.locator("#people [data-seat=ben]")).to_have_class(re.compile("is-here"))
    expect(page.locator("#note-n1")).to_have_class(re.compile("is-mine"))
    expect(page.locator("[data-votes-of=n1]")).to_have_text("2")
    expect(page.locator("#agree")).to_have_attribute("aria-pressed", "true")
    scripted.frame(18, '<article id="note-n1" class="note" data-note="n1">Nobody knew anything</article>')
    expect(page.locator("#note-n1")).to_have_text("Nobody knew anything")
    expect(page.locator("#note-n1")).to_have_class(re.compile("is-mine"))


def test_what_is_typed_opened_and_focused_survives_a_frame(scripted: Scripted, page: Page):
    page.locator("#fold summary").click()
    page.locator("#text").press_sequentially("half a tho")
    scripted.frame(18, panel("New", more='<details id="fold"><summary>More</summary><p>Inside</p></details>'))
    page.locator("#text").press_sequentially("ught")
    prompt_of(page).to_have_text("New")
    expect(page.locator("#text")).to_have_value("half a thought")
    expect(page.locator("#fold")).to_have_attribute("open", "")
    expect(page.locator("#text")).to_be_focused()


def test_a_picture_is_replaced_whole(scripted: Scripted, page: Page):
    scripted.frame(18, '<figure id="figure"><svg><g id="inside"><circle r="3"/></g></svg></figure>')
    expect(page.locator("#inside")).to_be_attached()
    assert page.evaluate("document.querySelector('#inside circle').namespaceURI") == "http://www.w3.org/2000/svg"


def test_a_seat_with_a_new_role_gets_its_new_page(scripted: Scripted, page: Page):
    while not scripted.gets("/board"):
        page.wait_for_timeout(50)
    pages = len(scripted.gets("/s/abc/"))
    scripted.audience = "facilitator-en"
    scripted.send(refetch=True)
    page.wait_for_timeout(500)
    assert len(scripted.gets("/s/abc/")) == pages + 1
