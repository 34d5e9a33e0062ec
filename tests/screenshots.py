"""Makes the README's pictures from the running product: ``make screenshots``.

Starts the demo on a database of its own, lets four people play the session in real browsers, and looks on.
"""

import os
import shutil
import sys
from datetime import date, timedelta

from playwright.sync_api import Browser, sync_playwright

from tests.filming import (
    PROJECTOR,
    ROOT,
    SETTLED_MS,
    SITE,
    Film,
    Person,
    demo,
    join,
    link,
    open_window,
    picture_of,
    side_by_side,
    still,
)
from tests.test_serving import free_port

PICTURES = ROOT / "static" / "readme"
LAPTOP = {"width": 1360, "height": 940}
WHOLE = {"width": 1360, "height": 1500}
NARROW = 900

SAID = (
    ("Amir", "problem", "Nobody knew who was allowed to say something. We waited for each other.", "gap:"),
    ("Mina", "problem", "Between 16:25 and 19:52 not one word. Everybody thought somebody else would post.", "gap:"),
    ("Mina", "confusion", "Five accounts, five wordings. Which one should a customer believe?", "message:4"),
    ("Seoyeon", "problem", "우리 상태 페이지도 같이 내려가서 알릴 곳이 없었습니다.", "message:6"),
    ("Amir", "idea", "A status page that does not live in our own network.", ""),
    ("Seoyeon", "well", "The apology of the CTO was plain and honest. People thanked him.", "message:2"),
)
"""Who writes, the kind, the text, and where it is pinned: the largest gap, or the n-th dot of the picture."""


def play(browser: Browser, printed: str) -> None:
    """Play the session of the demo to its end, and keep what is worth a look."""
    facilitator = Person(open_window(browser, LAPTOP))
    facilitator.page.on("dialog", lambda dialog: dialog.accept())
    facilitator.page.goto(link(printed, "Sign in as Dana Reyes"))
    facilitator.page.click("button.primary")
    facilitator.page.click(".page-head form .button.primary")
    facilitator.page.wait_for_selector(".toolbar .button.primary")
    display = open_window(browser, PROJECTOR)
    display.goto(link(printed, "The display"))
    display.click(".door-card .button.primary")
    film = Film(display)
    address = link(printed, "Join as participant")
    people = {
        "Amir": join(browser, address, "Amir Haddad"),
        "Mina": join(browser, address, "Mina Okafor"),
        "Seoyeon": join(browser, address, "김서연", "ko"),
    }
    film.look()
    walk_the_gaps(facilitator, people, film)
    write_notes(facilitator, people, film)
    find_causes(facilitator, people, film)
    make_a_plan(facilitator, people, film)
    film.save(PICTURES / "board.webp")
    look_back(facilitator)


def walk_the_gaps(facilitator: Person, people: dict[str, Person], film: Film) -> None:
    """Begin, tell the story, go from gap to gap and circle the largest."""
    facilitator.go_on()
    film.look()
    facilitator.go_on()
    for _gap in range(4):
        facilitator.go_on()
    lit = facilitator.page.locator("#figure [data-anchor-kind=gap]").nth(3).get_attribute("data-anchor-key")
    for person in people.values():
        person.press(f"gaps/{lit}/agree")
    film.look()
    facilitator.press("circle")
    still(film.look()).save(PICTURES / "board.png", optimize=True)


def write_notes(facilitator: Person, people: dict[str, Person], film: Film) -> None:
    """Everybody writes; the phones are looked at before the reveal."""
    facilitator.press("go/gap/assess")
    facilitator.page.wait_for_timeout(SETTLED_MS)
    facilitator.press("prompt/3")
    for name, kind, text, _place in SAID:
        people[name].page.wait_for_selector("#composer")
        people[name].write(text, kind)
    for name, text in (("Amir", "Support heard it on the news"), ("Seoyeon", "첫 공지까지 28분이 걸렸습니다.")):
        people[name].page.fill("#composer textarea", text)
        people[name].page.evaluate("scrollTo(0, document.querySelector('#desk').offsetTop - 130)")
    film.look()
    side_by_side([picture_of(people[name].page) for name in ("Amir", "Seoyeon")]).save(
        PICTURES / "phone.png", optimize=True
    )
    for name in ("Amir", "Seoyeon"):
        people[name].page.fill("#composer textarea", "")
    facilitator.press("notes/reveal")


def find_causes(facilitator: Person, people: dict[str, Person], film: Film) -> None:
    """Place the notes beside the timeline and ask why."""
    facilitator.press("go/assess/causes")
    facilitator.page.wait_for_timeout(SETTLED_MS)
    largest = facilitator.page.locator("[data-circle]").first.get_attribute("data-circle")
    dots = facilitator.page.locator("#figure [data-anchor-kind=communication]")
    for name, _kind, text, place in SAID:
        kind, _colon, number = place.partition(":")
        if not kind:
            continue
        key = dots.nth(int(number)).get_attribute("data-anchor-key") if number else largest
        people[name].press(f"notes/{facilitator.note(text)}/pin", anchor=f"{kind}:{key}")
    film.look()
    worst = facilitator.note(SAID[1][2])
    facilitator.press(f"notes/{worst}/light")
    for why in (
        "The people who repaired it had no time to write, and nobody asked them.",
        "It was settled nowhere who tells customers while the engineers work.",
    ):
        facilitator.press(f"notes/{worst}/whys/add", text=why)
    film.look()


def make_a_plan(facilitator: Person, people: dict[str, Person], film: Film) -> None:
    """Vote, choose two problems, promise an action each, and finish."""
    facilitator.press("go/causes/plan")
    facilitator.page.wait_for_timeout(SETTLED_MS)
    for number, voters in ((1, ("Amir", "Mina", "Seoyeon", "Seoyeon")), (0, ("Amir", "Mina")), (3, ("Mina",))):
        note = facilitator.note(SAID[number][2])
        for name in voters:
            people[name].press(f"notes/{note}/vote")
    for number in (1, 0):
        facilitator.press(f"notes/{facilitator.note(SAID[number][2])}/choose")
    for number, text, owner in (
        (1, "Name one incident communicator per shift, who asks the engineers every 20 minutes", "Lee Park"),
        (0, "Write down who may post what, and show it to everybody on call", "Jo Weber"),
    ):
        facilitator.press(
            "commitments/add",
            text=text,
            owner_name=owner,
            due=(date.today() + timedelta(days=14)).isoformat(),
            note=facilitator.note(SAID[number][2]),
        )
    facilitator.page.wait_for_timeout(SETTLED_MS)
    drives = facilitator.page.locator("[hx-post$='/drive']")
    for address in [drives.nth(index).get_attribute("hx-post") or "" for index in range(drives.count())]:
        facilitator.press(address.split("/", 3)[3])
    film.look()
    facilitator.press("finish")
    film.look()


def look_back(facilitator: Person) -> None:
    """Read the session that is finished."""
    facilitator.page.set_viewport_size(WHOLE)
    facilitator.page.goto(f"http://{SITE}/sessions/")
    facilitator.page.click(".strip-row a")
    facilitator.page.wait_for_timeout(SETTLED_MS)
    still(picture_of(facilitator.page), NARROW).save(PICTURES / "review.png", optimize=True)


def main() -> None:
    """Make all pictures anew."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        sys.exit("The pictures need Chromium: sudo apt-get install chromium-headless-shell")
    PICTURES.mkdir(exist_ok=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    port = free_port()
    here = f"--host-resolver-rules=MAP {SITE}:80 127.0.0.1:{port}"
    with demo(port) as printed, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*sandbox, here])
        play(browser, printed)
        browser.close()


if __name__ == "__main__":
    main()
