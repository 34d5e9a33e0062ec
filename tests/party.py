"""Four screens at one table: the facilitator's laptop, the projector, a phone in English and a phone in Korean."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from incidents.models import Team
from tests.people import PASSWORD
from tests.room import make_incident

LAPTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"width": 1920, "height": 1080}
SECRETS = ("Nobody knew who may post", "Support heard it on the news", "고객은 아무 말도 듣지 못했어요")


def ko(text: str) -> str:
    """What this text of the interface is in Korean."""
    with override("ko"):
        return gettext(text)


@dataclass
class Party:
    """The pages of a session; ``asked`` are the questions that the facilitator said yes to."""

    leads: Page
    shows: Page
    amir: Page
    seoyeon: Page
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.leads.on("dialog", lambda dialog: (self.asked.append(dialog.message), dialog.accept()))

    @property
    def everywhere(self) -> tuple[Page, ...]:
        return self.leads, self.shows, self.amir, self.seoyeon

    def go_on(self, label: str) -> None:
        """The facilitator presses the one large button, which has to say this."""
        button = self.leads.locator(".toolbar .button.primary")
        expect(button).to_have_text(label)
        button.click()

    def all_are_in(self, key: str, title: str) -> None:
        """Every screen has come to the step, each in its own language, and only the facilitator has a script."""
        for page in self.everywhere:
            expect(page.locator("#panel")).to_have_attribute("data-step", key)
            expect(page.locator("#panel-title")).to_have_text(ko(title) if page is self.seoyeon else title)
            fits(page)
        expect(self.leads.locator(".script")).to_be_visible()
        for page in (self.shows, self.amir, self.seoyeon):
            expect(page.locator(".script")).to_have_count(0)


def gather(address: str, open_browser: Callable[..., Page]) -> Party:
    """Everybody sits in the lobby: the facilitator made an account and a session, the others joined on their phones."""
    leads = open_browser(**LAPTOP)
    sign_up(leads, address)
    incident = make_incident(Team.objects.get())
    leads.get_by_role("link", name="Incidents").click()
    leads.get_by_role("link", name=incident.title).click()
    picture = BytesIO()
    Image.new("RGB", (800, 500), "white").save(picture, "PNG")
    leads.locator("#pictures").set_input_files(
        {"name": "error.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    leads.get_by_label("What does it show?").fill("The error page")
    assert in_turn(leads, lambda: leads.keyboard.press("Tab"), "/caption/") == 200
    leads.get_by_role("link", name="Plan a session").click()
    leads.get_by_role("button", name="Plan the session").click()
    link, code = leads.get_by_label("Join link").input_value(), leads.locator(".join-code").inner_text()
    with leads.context.expect_page() as opened:
        leads.get_by_role("link", name="Open the display").click()
    shows = opened.value
    shows.set_viewport_size(PROJECTOR)
    shows.get_by_role("button", name="Show the board here").click()
    leads.get_by_role("button", name="Open the board as facilitator").click()

    amir, seoyeon = open_browser(**PHONE), open_browser(**PHONE, locale="ko-KR")
    amir.goto(link)
    amir.get_by_label("Your name").fill("Amir Malik")
    amir.get_by_role("button", name="Take a seat").tap()
    seoyeon.goto(f"{address}/join/")
    seoyeon.get_by_label(ko("Code")).fill(code.replace("-", " ").lower())
    seoyeon.get_by_role("button", name=ko("Join")).tap()
    seoyeon.get_by_label(ko("Your name")).fill("김서연")
    seoyeon.get_by_role("button", name=ko("Take a seat")).tap()
    return Party(leads, shows, amir, seoyeon)


def sign_up(page: Page, address: str) -> None:
    """Make the first account with its team, sign out, and sign in."""
    page.goto(address)
    page.get_by_label("Your name").fill("Dana Reyes")
    page.get_by_label("E-mail address").fill("dana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name of your team").fill("Platform team")
    page.get_by_role("button", name="Make the account").click()
    page.locator(".app-tools summary").click()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, f"{address}/sign-in/", "dana@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Incidents")


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} px too wide at {page.viewport_size}: {page.url}"


def note(page: Page, text: str) -> Locator:
    """The sticky note that says this."""
    return page.locator("#panel article.note", has_text=text)


def write(page: Page, text: str, *, kind: str = "", anonymous: bool = False) -> None:
    """Write a sticky note and hand it in."""
    page.locator("#composer textarea").fill(text)
    if kind:
        page.locator(f"#composer .kind[data-kind={kind}]").click()
    page.locator("#composer [name=anonymous]").set_checked(anonymous)
    page.locator("#composer button").click()
    expect(page.locator("#mine" if page.locator("#progress .sealed").count() else "#panel")).to_contain_text(text)


def drag(page: Page, what: Locator, to: Locator) -> None:
    """Take it with the mouse, move to the upper edge until the target has scrolled into sight, and drop it there."""
    what.evaluate("element => scrollBy(0, element.getBoundingClientRect().top - innerHeight * 0.7)")
    start = what.bounding_box()
    assert start
    x, y = start["x"] + start["width"] / 2, start["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y - 20)
    for step in range(100):
        end = to.bounding_box()
        assert end
        if end["y"] > 90:
            break
        page.mouse.move(x + step % 2, 60)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


def in_turn(page: Page, act: Callable[[], None], path: str) -> int:
    """Do something that sends a request to this path; its status."""
    with page.expect_response(re.compile(path)) as found:
        act()
    return found.value.status
