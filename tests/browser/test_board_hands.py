"""Keys, fingers and the mouse on a board, and its clock."""

import re

from playwright.sync_api import Page, expect

from tests.scripted import Scripted


def drag(page: Page, from_: str, to: str, *, x: float = 0.5, release: bool = True) -> None:
    start, end = page.locator(from_).bounding_box(), page.locator(to).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30)
    page.mouse.move(end["x"] + end["width"] * x, end["y"] + end["height"] / 2, steps=4)
    if release:
        page.mouse.up()


def test_the_clock_counts_down_and_says_when_the_time_is_over(scripted: Scripted, page: Page):
    face = page.locator("[data-clock]")
    expect(face).to_have_text(re.compile(r"09:4[0-2]"))
    over = '<section id="clock" data-remaining="-61" data-paused="true" data-over-text="{time} over">{}</section>'
    scripted.frame(18, over.replace("{}", "<span data-clock></span>"))
    expect(face).to_have_text("01:01 over")


def test_enter_during_a_korean_composition_hands_nothing_in(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = scripted.saved
    page.locator("#text").fill("x")
    page.locator("#who").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "하", "selectionStart": 1, "selectionEnd": 1})
    for kind in ("rawKeyDown", "char", "keyUp"):
        enter = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        session.send("Input.dispatchKeyEvent", enter | ({"text": "\r"} if kind == "char" else {}))
    page.wait_for_timeout(300)
    assert scripted.posts("/notes") == []
    session.send("Input.insertText", {"text": "하"})
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("saved")
    assert scripted.posts("/notes")[0]["who"] == "하"


def test_keys_work_except_while_typing(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/next"] = lambda body: scripted.saved()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert len(scripted.posts("/next")) == 1
    page.keyboard.press("n")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#text")).to_have_value("n")
    assert len(scripted.posts("/next")) == 1
    scripted.answers["/s/abc/notes"] = scripted.saved
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_have_text("saved")
    assert scripted.posts("/notes")[0]["text"] == "n"


def test_a_note_is_dragged_onto_a_message_a_moment_or_another_note(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/pin/n1"] = lambda body: scripted.saved()
    for target, x in (("#dot-1", 0.5), (".axis", 0.5), ("#note-n2", 0.5)):
        drag(page, "#note-n1", target, x=x)
        page.wait_for_timeout(150)
    assert [post["anchor"] for post in scripted.posts("/pin/n1")] == ["message:m1", "time:2500", "note:n2"]
    expect(page.locator(".drag-ghost")).to_have_count(0)


def test_escape_takes_a_drag_back_and_a_frame_leaves_a_dragged_note_alone(scripted: Scripted, page: Page):
    drag(page, "#note-n1", "#dot-1", release=False)
    expect(page.locator("#dot-1")).to_have_class("is-target")
    scripted.frame(18, '<article id="note-n1" class="note" data-note="n1">Changed meanwhile</article>')
    expect(page.locator("#note-n1")).to_contain_text("Nobody knew")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".drag-ghost")).to_have_count(0)
    assert scripted.posts("/pin/n1") == []


def test_a_finger_drags_after_a_long_press(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/pin/n1"] = lambda body: scripted.saved()
    start, end = page.locator("#note-n1").bounding_box(), page.locator("#dot-1").bounding_box()
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    # A finger near a button is taken for one on it.
    touch("touchStart", (start["x"] + 60, start["y"] + start["height"] - 2))
    page.wait_for_timeout(500)
    touch("touchMove", (start["x"] + 80, start["y"] - 10))
    touch("touchMove", (end["x"] + 8, end["y"] + 8))
    touch("touchEnd")
    page.wait_for_timeout(200)
    assert [post["anchor"] for post in scripted.posts("/pin/n1")] == ["message:m1"]


def test_a_cluster_opens_its_list_and_escape_shuts_it(scripted: Scripted, page: Page):
    cluster, opened = page.locator("[data-cluster]"), page.locator("#cluster-1")
    cluster.focus()
    page.keyboard.press("Enter")
    expect(opened).to_be_visible()
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(cluster).to_be_focused()
    cluster.click()
    expect(opened).to_be_visible()
    page.locator(".cluster-close").click()
    expect(opened).to_be_hidden()
    assert page.url.endswith("/s/abc/")
