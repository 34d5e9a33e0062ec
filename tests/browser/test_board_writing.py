"""What people write: sent once, kept until it is, never lost, never said to be saved before it is."""

import re

from playwright.sync_api import Page, expect

from tests.scripted import Answer, Scripted, panel


def composer(text: str = "", error: str = "") -> str:
    """The composer as the server prints it again."""
    errors = f'<ul class="errorlist"><li>{error}</li></ul>' if error else ""
    return f"""<form id="composer" hx-post="/s/abc/notes" data-outbox data-draft>
        <textarea id="text" name="text">{text}</textarea>{errors}
        <input type="checkbox" name="anonymous"><input id="who" name="who"><button>Put up</button></form>"""


def desk(step: str) -> str:
    """The forms of a step."""
    field = f'<textarea id="text-{step}" name="text"></textarea>'
    return f'<section id="desk" data-step="{step}"><form id="form-{step}" data-draft>{field}</form></section>'


def test_words_are_sent_once_with_an_id_and_the_form_is_free_at_once(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = scripted.saved
    page.locator("[name=anonymous]").check()
    page.locator("#text").fill("Nobody told us")
    page.locator("#composer button").click()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#status")).to_have_text("saved")
    expect(page.locator("[name=anonymous]")).to_be_checked()
    (post,) = scripted.posts("/notes")
    assert post["text"] == "Nobody told us"
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", post["request_id"])
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('/s/'))") == []


def test_words_handed_in_while_the_server_is_away_are_kept_and_sent_with_the_same_id(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = lambda body: Answer(None)
    for text in ("one", "two"):
        page.locator("#text").fill(text)
        page.locator("#composer button").click()
    expect(page.locator("#status")).to_contain_text("2 not saved yet")
    expect(page.locator("#waiting li")).to_have_text(["one", "two"])
    page.reload()
    expect(page.locator("#waiting li")).to_have_text(["one", "two"])
    scripted.answers["/s/abc/notes"] = scripted.saved
    expect(page.locator("#status")).to_have_text("saved")
    expect(page.locator("#waiting li")).to_have_count(0)
    ids: dict[str, set[str]] = {}
    for post in scripted.posts("/notes"):
        ids.setdefault(post["text"], set()).add(post["request_id"])
    assert {text: len(seen) for text, seen in ids.items()} == {"one": 1, "two": 1}


def test_a_page_of_somebody_else_is_no_acknowledgement(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = lambda body: Answer(200, "<h1>Welcome to the hotel</h1>")
    page.locator("#text").fill("Kept")
    page.locator("#composer button").click()
    expect(page.locator("#status")).to_have_text("1 not saved yet")
    expect(page.locator("h1")).to_have_count(0)


def test_refused_words_come_back_into_their_form_with_the_reason(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = lambda body: Answer(422, composer(body["text"], "Too long."))
    page.locator("#text").fill("A very long note")
    page.locator("[name=anonymous]").check()
    page.locator("#composer button").click()
    expect(page.locator("#composer .errorlist")).to_have_text("Too long.")
    expect(page.locator("#text")).to_have_value("A very long note")
    expect(page.locator("[name=anonymous]")).to_be_checked()
    expect(page.locator("#waiting li")).to_have_count(0)
    scripted.answers["/s/abc/notes"] = lambda body: scripted.saved(html=composer())
    page.locator("#text").fill("Shorter")
    page.locator("#composer button").click()
    expect(page.locator("#status")).to_have_text("saved")
    expect(page.locator("#composer .errorlist")).to_have_count(0)
    first, second = scripted.posts("/notes")
    assert first["request_id"] != second["request_id"]


def test_refused_words_do_not_overwrite_what_is_typed_meanwhile(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = lambda body: Answer(None)
    page.locator("#text").fill("refused later")
    page.locator("#composer button").click()
    expect(page.locator("#waiting li")).to_have_count(1)
    page.locator("#text").fill("newer words")
    refusal = {"HX-Trigger": '{"refused": {"message": "The step is over."}}'}
    scripted.answers["/s/abc/notes"] = lambda body: Answer(409, "", refusal)
    expect(page.locator("#toasts")).to_contain_text("The step is over.")
    expect(page.locator("#text")).to_have_value("newer words")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("#text")).to_have_value("refused later")
    expect(page.locator("#waiting li p").first).to_have_text("newer words")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("#text")).to_have_value("newer words")


def test_a_draft_survives_a_reload_and_goes_when_it_is_saved(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/notes"] = scripted.saved
    page.locator("#text").fill("a draft")
    page.locator("[name=anonymous]").check()
    page.reload()
    expect(page.locator("#text")).to_have_value("a draft")
    expect(page.locator("[name=anonymous]")).to_be_checked()
    page.locator("#composer button").click()
    expect(page.locator("#status")).to_have_text("saved")
    page.reload()
    expect(page.locator("#text")).to_have_value("")


def test_a_button_keeps_its_id_until_it_is_answered(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/judge"] = lambda body: Answer(None)
    page.locator("#agree").click()
    expect(page.locator("#toasts")).to_contain_text("Please try again")
    scripted.answers["/s/abc/judge"] = lambda body: scripted.saved(undo="/s/abc/undo/1")
    page.locator("#agree").click()
    page.get_by_role("button", name="Undo").wait_for()
    page.locator("#agree").click()
    page.wait_for_timeout(200)
    first, again, fresh = (post["request_id"] for post in scripted.posts("/judge"))
    assert first == again != fresh
    scripted.answers["/s/abc/undo/1"] = lambda body: scripted.saved()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("undone")


def test_an_own_change_whose_frame_does_not_come_is_fetched(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/next"] = lambda body: scripted.saved()
    scripted.board = panel("After my own change")
    page.locator("#next").click()
    expect(page.locator("#prompt")).to_have_text("After my own change")


def test_the_forms_follow_the_step_unless_there_are_unsent_words(scripted: Scripted, page: Page):
    step = "causes"
    scripted.answers["/s/abc/desk"] = lambda body: Answer(200, desk(step))
    scripted.frame(18, panel("Causes", "causes"))
    expect(page.locator("#text-causes")).to_be_visible()
    page.locator("#text-causes").fill("not sent")
    step = "plan"
    scripted.frame(19, panel("Plan", "plan"))
    expect(page.locator("#follow-bar")).to_be_visible()
    expect(page.locator("#text-causes")).to_have_value("not sent")
    page.locator("#follow-bar button").click()
    expect(page.locator("#text-plan")).to_be_focused()
    expect(page.locator("#follow-bar")).to_be_hidden()
    step = "causes"
    scripted.frame(20, panel("Causes", "causes"))
    expect(page.locator("#text-causes")).to_have_value("not sent")


def test_two_quick_presses_are_two_requests(scripted: Scripted, page: Page):
    scripted.answers["/s/abc/judge"] = scripted.saved
    page.locator("#agree").dblclick()
    expect(page.locator("#status")).to_have_text("saved")
    page.wait_for_timeout(300)
    first, second = (post["request_id"] for post in scripted.posts("/judge"))
    assert first != second


def test_a_button_that_became_another_does_only_what_it_says_now(scripted: Scripted, page: Page):
    for path in ("next", "other"):
        scripted.answers[f"/s/abc/{path}"] = scripted.saved
    scripted.frame(18, panel("New", more='<button type="button" hx-post="/s/abc/other" hx-swap="none">Act</button>'))
    page.get_by_role("button", name="Act").click()
    expect(page.locator("#status")).to_have_text("saved")
    scripted.revision += 1
    scripted.frame(scripted.revision, panel("New", more='<button type="button">Nothing</button>'))
    page.get_by_role("button", name="Nothing").click()
    page.wait_for_timeout(200)
    assert (len(scripted.posts("/next")), len(scripted.posts("/other"))) == (0, 1)
