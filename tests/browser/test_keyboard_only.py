"""A step of the play without a mouse: everything is reached by Tab, seen when it has focus, and pressed by a key."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from sessions.models import Note
from tests.browser.conftest import Server
from tests.party import LAPTOP
from tests.room import make_room

FOCUS = """() => {
    const own = document.activeElement;
    // A radio button or a box that is drawn by its label shows its focus there.
    const shown = own.matches("[type=radio], [type=checkbox]") ? own.closest("label") ?? own : own;
    const ring = [own, shown].some((element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || (element !== own && boxShadow !== "none");
    });
    const box = shown.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
    const name = own.getAttribute("aria-label") ?? own.labels?.[0]?.textContent ?? own.textContent;
    return { name: name.trim(), ring, covered: !shown.contains(top) && !top?.contains(shown), tag: own.localName };
}"""


def tab_to(page: Page, name: str, *, back: bool = False) -> list[str]:
    """Press Tab until what has this name is focused; everything on the way has to show that it has the focus."""
    passed: list[str] = []
    for _press in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        here = page.evaluate(FOCUS)
        assert here["tag"] != "body", f"The focus left the page after {passed}"
        assert here["ring"], f"The focus cannot be seen on {here}"
        assert not here["covered"], f"Something covers {here}"
        passed.append(here["name"])
        if here["name"].startswith(name):
            return passed
    raise AssertionError(f"{name} cannot be reached by Tab; passed {passed}")


def test_a_participant_goes_through_a_step_by_keyboard(server: Server, open_board: Callable[..., Page]):
    room = make_room().at_step("assess")
    page = open_board(room.participant, **LAPTOP)
    assert tab_to(page, "Skip to the content") == ["Skip to the content"]
    page.keyboard.press("Enter")
    tab_to(page, "Not sure what to write?")
    page.keyboard.press("Space")
    expect(page.locator(".questions")).to_be_visible()
    tab_to(page, "Note")
    page.keyboard.type("Written without a mouse")
    tab_to(page, "Problem")
    page.keyboard.press("ArrowRight")
    tab_to(page, "Anonymous")
    page.keyboard.press("Space")
    tab_to(page, "Put it up")
    page.keyboard.press("Enter")
    expect(page.locator("#mine .note")).to_contain_text("Written without a mouse")
    note = Note.objects.get()
    assert (note.kind, note.anonymous) == ("confusion", True)
    tab_to(page, "I am done")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="I am done")).to_have_attribute("aria-pressed", "true")
    tab_to(page, "Edit")
    page.keyboard.press("Enter")
    expect(page.locator("#editor textarea")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Changed without a mouse")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#editor")).to_be_hidden()
    expect(page.locator("#mine .note")).to_contain_text("Changed without a mouse")


def test_a_facilitator_leads_through_a_step_by_keyboard(server: Server, open_board: Callable[..., Page]):
    room = make_room().at_step("gap")
    page = open_board(room.facilitator, **LAPTOP)
    tab_to(page, "Show the first gap")
    page.keyboard.press("Enter")
    expect(page.locator(".gap-card .eyebrow")).to_contain_text("Gap 1 of 4")
    expect(page.get_by_role("button", name="Next gap")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".gap-card .eyebrow")).to_contain_text("Gap 2 of 4")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gap-card .eyebrow")).to_contain_text("Gap 3 of 4")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".gap-card .eyebrow")).to_contain_text("Gap 2 of 4")
    tab_to(page, "A gap")
    page.keyboard.press("Space")
    expect(page.locator(".gap-card [aria-pressed=true]")).to_have_count(1)
    tab_to(page, "Circle the largest gap", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("#figure .tl-circle[data-circle]")).to_be_visible()
    tab_to(page, "Next: Assess the communication", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_have_attribute("data-step", "assess")
