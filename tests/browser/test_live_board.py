"""Real boards on a real server: what one person does is on every screen, and nothing anybody typed is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from sessions import actions
from sessions.models import Note
from tests.browser.conftest import Server
from tests.room import Room, make_room

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}


@pytest.fixture
def room(server: Server) -> Room:
    """Everybody is here, the session is in the step of the causes: notes are written in the open."""
    return make_room().at_step("causes")


def write(page: Page, text: str) -> None:
    composer = page.locator("#desk form[data-outbox]").first
    composer.locator("textarea").first.fill(text)
    composer.locator("button:not([type=button])").first.click()


def is_live(page: Page) -> None:
    """Waits until the socket is open: one's own seat is then present on one's own page."""
    expect(page.locator("#people [data-seat].is-here").first).to_be_attached()


def test_a_note_from_a_phone_reaches_the_projector(room: Room, open_board: Open):
    phone, projector = open_board(room.participant, **PHONE), open_board(room.display, **PROJECTOR)
    is_live(projector)
    write(phone, "Nobody knew who may post")
    expect(projector.get_by_text("Nobody knew who may post")).to_be_visible()
    expect(phone.locator("#status")).to_have_text("Saved")
    expect(phone.locator("article.is-mine")).to_contain_text("Nobody knew who may post")


def test_before_the_reveal_others_see_that_a_note_was_written_but_not_which(server: Server, open_board: Open):
    room = make_room().at_step("assess")
    phone, projector = open_board(room.participant, **PHONE), open_board(room.display, **PROJECTOR)
    is_live(projector)
    write(phone, "For my eyes only")
    expect(phone.locator("#mine")).to_contain_text("For my eyes only")
    expect(projector.locator("#progress")).to_contain_text("1 note")
    assert "For my eyes only" not in projector.content()
    room.facilitator.does(actions.notes.reveal)
    projector.reload()
    expect(projector.get_by_text("For my eyes only")).to_be_visible()


def test_what_is_being_typed_survives_somebody_elses_change(room: Room, open_board: Open):
    mine, other = open_board(room.participant), open_board(room.facilitator)
    is_live(mine)
    note = room.note(room.participant, "A first wording")
    mine.reload()
    field = mine.locator("#desk form[data-outbox] textarea").first
    field.press_sequentially("half a tho")
    write(other, "Another voice")
    expect(mine.get_by_text("Another voice").first).to_be_visible()
    field.press_sequentially("ught")
    expect(field).to_have_value("half a thought")
    expect(field).to_be_focused()
    mine.goto(mine.url)
    expect(field).to_have_value("half a thought")
    assert Note.objects.get(pk=note.pk).text == "A first wording"


def test_words_typed_while_the_server_is_away_are_there_once_when_it_is_back(
    room: Room, server: Server, open_board: Open
):
    phone, korean, projector = open_board(room.participant, **PHONE), open_board(room.korean), open_board(room.display)
    is_live(projector)
    write(phone, "Before the crash")
    expect(phone.locator("#status")).to_have_text("Saved")
    server.kill()
    write(phone, "While it was away")
    write(phone, "And another")
    write(korean, "아무도 몰랐다")
    expect(phone.locator("#status")).to_contain_text("2 not saved yet")
    expect(phone.locator("#waiting li")).to_have_text(["While it was away", "And another"])
    expect(phone.locator("#status")).to_contain_text("Reconnecting…")
    server.start()
    for text in ("Before the crash", "While it was away", "And another", "아무도 몰랐다"):
        expect(projector.get_by_text(text, exact=True)).to_be_visible()
    expect(phone.locator("#status")).to_have_text("Saved")
    expect(korean.locator("#waiting li")).to_have_count(0)
    texts = sorted(Note.objects.values_list("text", flat=True))
    assert texts == sorted(["Before the crash", "While it was away", "And another", "아무도 몰랐다"])


def test_a_server_killed_while_it_answers_makes_no_second_note(room: Room, server: Server, open_board: Open):
    page = open_board(room.participant)
    is_live(page)
    written = []
    for number in range(3):
        written.append(f"Note number {number}")
        with page.expect_request(re.compile("/notes/write$")):
            write(page, written[-1])
        server.kill()
        server.start()
        expect(page.locator("#waiting li")).to_have_count(0)
        expect(page.locator("#status")).to_have_text("Saved")
    assert sorted(Note.objects.values_list("text", flat=True)) == written


def test_two_windows_of_one_person_are_both_live(room: Room, open_board: Open):
    window = open_board(room.participant)
    second = window.context.new_page()
    second.goto(window.url)
    is_live(window)
    is_live(second)
    write(window, "From the first window")
    expect(second.get_by_text("From the first window").first).to_be_visible()
    write(second, "From the second window")
    expect(window.get_by_text("From the second window").first).to_be_visible()
    expect(second.locator("article.is-mine")).to_have_count(2)


def test_somebody_who_is_removed_is_told_so(room: Room, open_board: Open):
    leaving, leads = open_board(room.participant), open_board(room.facilitator)
    is_live(leaving)
    remove = reverse("retro:remove_seat", args=[room.retrospective.uid, room.participant.seat.uid])
    leads.on("dialog", lambda dialog: dialog.accept())
    leads.locator("#people summary").click()
    leads.locator(f"[hx-post='{remove}']").click()
    expect(leaving.locator("#status")).to_have_text("You are no longer in this session.")
    write(leaving, "Too late")
    expect(leaving.locator("#toasts")).to_contain_text("That is not here any more.")
    expect(leaving.locator("#desk form[data-outbox] textarea").first).to_have_value("Too late")
    assert Note.objects.count() == 0


def test_whoever_is_handed_the_lead_gets_the_facilitators_page_and_keeps_the_draft(room: Room, open_board: Open):
    next_lead, leads = open_board(room.participant), open_board(room.facilitator)
    is_live(next_lead)
    is_live(leads)
    next_lead.locator("#composer textarea").fill("Still thinking")
    room_uid, seat_uid = room.retrospective.uid, room.participant.seat.uid
    leads.on("dialog", lambda dialog: dialog.accept())
    leads.locator("#people summary").click()
    leads.locator(f"[hx-post='{reverse('retro:hand_over', args=[room_uid, seat_uid])}']").click()
    expect(next_lead.locator("body")).to_have_attribute("data-audience", "facilitator")
    expect(next_lead.locator("#composer textarea")).to_have_value("Still thinking")
    expect(leads.locator("body")).to_have_attribute("data-audience", "participant")


def test_a_note_is_dragged_onto_a_gap_and_hangs_there_on_every_screen(room: Room, open_board: Open):
    room.note(text="Three hours of nothing")
    hands, projector = open_board(room.facilitator, **PROJECTOR), open_board(room.display, **PROJECTOR)
    is_live(hands)
    is_live(projector)
    note, gap = hands.locator(".pinboard article.note"), hands.locator("#figure [data-anchor-kind=gap]").nth(2)
    note.scroll_into_view_if_needed()
    start, end = note.bounding_box(), gap.bounding_box()
    assert start
    assert end
    hands.mouse.move(start["x"] + 30, start["y"] + 30)
    hands.mouse.down()
    hands.mouse.move(start["x"] + 50, start["y"] + 10)
    hands.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    hands.mouse.up()
    expect(projector.locator(".pin[data-anchor^='gap:'] article.note")).to_contain_text("Three hours of nothing")
    hands.get_by_role("button", name="Undo").click()
    expect(projector.locator(".pin.tray article.note")).to_contain_text("Three hours of nothing")


def test_an_edit_stays_open_while_others_write_and_a_conflict_shows_both_texts(room: Room, open_board: Open):
    mine = room.note(text="First wording")
    page, other = open_board(room.participant), open_board(room.facilitator)
    second = page.context.new_page()
    second.goto(page.url)
    is_live(page)
    for window in (page, second):
        window.locator("article.is-mine").hover()
        window.locator("article.is-mine").get_by_role("button", name="Edit").click()
        expect(window.locator("#editor textarea")).to_have_value("First wording")
    page.locator("#editor textarea").fill("My better wording")
    write(other, "Another voice")
    expect(page.get_by_text("Another voice").first).to_be_visible()
    expect(page.locator("#editor textarea")).to_have_value("My better wording")
    second.locator("#editor textarea").fill("The other window was faster")
    second.get_by_role("button", name="Save").click()
    expect(second.locator("#editor")).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#editor")).to_contain_text("The other window was faster")
    expect(page.locator("#editor textarea")).to_have_value("My better wording")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#editor")).to_be_hidden()
    mine.refresh_from_db()
    assert mine.text == "My better wording"


def test_enter_during_a_korean_composition_does_not_hand_the_note_in(room: Room, open_board: Open):
    page = open_board(room.korean)
    field = page.locator("#desk form[data-outbox] textarea").first
    field.focus()
    keys = page.context.new_cdp_session(page)

    def enter(modifiers: int) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            key = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "modifiers": modifiers}
            keys.send("Input.dispatchKeyEvent", key)

    keys.send("Input.imeSetComposition", {"text": "한", "selectionStart": 1, "selectionEnd": 1})
    enter(0)
    enter(2)
    page.wait_for_timeout(500)
    assert Note.objects.count() == 0
    keys.send("Input.insertText", {"text": "한"})
    expect(field).to_have_value("한")
    enter(2)
    expect(page.locator("article.is-mine")).to_contain_text("한")
    assert [note.text for note in Note.objects.all()] == ["한"]


def test_a_step_takes_the_forms_along_and_asks_who_is_still_writing(room: Room, open_board: Open):
    writing, idle, leads = open_board(room.participant), open_board(room.korean), open_board(room.facilitator)
    for page in (writing, idle, leads):
        is_live(page)
    field = writing.locator("#desk form[data-outbox] textarea").first
    field.fill("Not yet sent")
    go = reverse("retro:go", args=[room.retrospective.uid, "causes", "plan"])
    leads.locator(f"[hx-post='{go}']").first.click()
    expect(idle.locator("#desk")).to_have_attribute("data-step", "plan")
    expect(writing.locator("#follow-bar")).to_be_visible()
    expect(field).to_have_value("Not yet sent")
    writing.locator("#follow-bar button").click()
    expect(writing.locator("#desk")).to_have_attribute("data-step", "plan")


def test_a_hole_in_the_frames_is_filled_from_the_server(room: Room, open_board: Open):
    page, other = open_board(room.participant), open_board(room.facilitator)
    lose: list[bool] = []

    def forward(route: Any) -> None:
        upstream = route.connect_to_server()
        upstream.on_message(lambda text: None if lose and '"html"' in text else route.send(text))

    page.route_web_socket(re.compile("/ws/"), forward)
    page.reload()
    is_live(page)
    lose.append(True)
    write(other, "Lost on its way")
    expect(other.locator("#status")).to_have_text("Saved")
    lose.clear()
    write(other, "Arrived")
    expect(page.get_by_text("Arrived").first).to_be_visible()
    expect(page.get_by_text("Lost on its way").first).to_be_visible()


def test_a_participants_first_visit_takes_eight_requests_at_most(room: Room, open_board: Open, server: Server):
    page = open_board(room.participant)
    is_live(page)
    page.context.clear_cookies(name="nothing")
    seen: list[str] = []
    fresh = page.context.new_page()
    fresh.on("request", lambda request: seen.append(request.url))
    fresh.on("websocket", lambda socket: seen.append(socket.url))
    fresh.goto(page.url)
    is_live(fresh)
    fresh.wait_for_timeout(1000)
    assert len(seen) <= 8, seen


def test_a_server_that_hangs_is_told_within_ten_seconds_and_nothing_is_sent_twice(
    room: Room, server: Server, open_board: Open
):
    page = open_board(room.participant)
    is_live(page)
    with server.frozen():
        write(page, "Into the silence")
        expect(page.locator("#status")).to_contain_text("Reconnecting…")
        expect(page.locator("#status")).to_contain_text("1 not saved yet")
    expect(page.locator("#status")).to_have_text("Saved", timeout=20_000)
    assert [note.text for note in Note.objects.all()] == ["Into the silence"]


def test_a_network_that_comes_back_is_used_at_once(room: Room, open_board: Open):
    page = open_board(room.participant)
    is_live(page)
    page.context.set_offline(True)
    write(page, "In the tunnel")
    expect(page.locator("#status")).to_have_text("1 not saved yet · You are offline")
    page.context.set_offline(False)
    expect(page.locator("#status")).to_have_text("Saved", timeout=3000)
