"""What the pictures of the README are made with: the demo, people in browsers, and somebody who looks on."""

import io
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from PIL import Image
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
PROJECTOR = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 800}
STILL_WIDTH, PHONES_WIDTH, MOVING_WIDTH = 1280, 1000, 960
FRAME_MS, LAST_FRAME_MS = 1500, 4000
SETTLED_MS = 1300
"""After a change: the frame has come, and the marker has drawn its circle."""

SITE = "retro.example.org"
"""The name that stands in the pictures; the browser is told that it means this machine."""

POST = """async ([path, form]) => {
    const token = JSON.parse(document.body.getAttribute("hx-headers"));
    return (await fetch(path, { method: "POST", body: new URLSearchParams(form), headers: token })).status;
}"""


@dataclass
class Person:
    """Somebody's browser."""

    page: Page

    def press(self, path: str, **form: str) -> None:
        """Send what a button or a menu of the page would send."""
        status = self.page.evaluate(POST, [path, {"request_id": str(uuid4()), **form}])
        if status >= 400:
            raise RuntimeError(f"{path}: {status}")

    def write(self, text: str, kind: str) -> None:
        """Put up a sticky note."""
        self.page.fill("#composer textarea", text)
        self.page.click(f"#composer .kind[data-kind={kind}]")
        with self.page.expect_response("**/notes/write"):
            self.page.click("#composer button.primary")
        self.page.wait_for_timeout(300)

    def go_on(self) -> None:
        """Press the facilitator's one large button."""
        self.page.click(".toolbar .button.primary")
        self.page.wait_for_timeout(SETTLED_MS)

    def note(self, text: str) -> str:
        """The uid of the note with this text."""
        return str(self.page.locator(".note", has_text=text[:40]).first.get_attribute("data-note"))


@dataclass
class Film:
    """What the projector shows, picture by picture."""

    page: Page
    frames: list[Image.Image] = field(default_factory=list)

    def look(self) -> Image.Image:
        """Take one picture."""
        self.page.wait_for_timeout(SETTLED_MS)
        frame = picture_of(self.page)
        self.frames.append(frame)
        return frame

    def save(self, path: Path) -> None:
        """Write the pictures as one that moves."""
        height = round(MOVING_WIDTH * PROJECTOR["height"] / PROJECTOR["width"])
        small = [frame.resize((MOVING_WIDTH, height), Image.Resampling.LANCZOS) for frame in self.frames]
        shown = [FRAME_MS] * (len(small) - 1) + [LAST_FRAME_MS]
        small[0].save(path, save_all=True, append_images=small[1:], duration=shown, loop=0, quality=62, method=6)


@contextmanager
def demo(port: int) -> Iterator[str]:
    """A running demo with a database of its own; what it printed."""
    named = {"SITE_URL": f"http://{SITE}", "ALLOWED_HOSTS": SITE}
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--addr", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=os.environ | named | {"DATA_DIR": folder},
            text=True,
            stdout=subprocess.PIPE,
        )
        try:
            printed = ""
            for line in process.stdout or ():
                printed += line
                if "Ctrl-C" in line:
                    break
            yield printed
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=15)


def link(printed: str, label: str) -> str:
    """The link that stands behind a label."""
    found = re.search(rf"{label}\s+(http\S+)", printed)
    if found is None:
        raise RuntimeError(f"The demo printed no {label}:\n{printed}")
    return found[1]


def open_window(browser: Browser, size: dict[str, int], *, language: str = "en", scale: float = 1) -> Page:
    """A window of somebody's own browser."""
    context = browser.new_context(viewport=size, locale=language, device_scale_factor=scale, color_scheme="light")
    return context.new_page()


def join(browser: Browser, address: str, name: str, language: str = "en") -> Person:
    """Take a seat by the join link, on a phone."""
    page = open_window(browser, PHONE, language=language, scale=2)
    page.goto(address)
    page.fill("[name=name]", name)
    page.click(".door-card .button.primary")
    page.wait_for_selector("#live, #panel")
    return Person(page)


def picture_of(page: Page) -> Image.Image:
    """What a window shows."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def still(picture: Image.Image, width: int = STILL_WIDTH) -> Image.Image:
    """A picture for the README, not wider than needed."""
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def side_by_side(pictures: list[Image.Image], gap: int = 40) -> Image.Image:
    """Several phones in one picture, on nothing."""
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    joined = Image.new("RGB", (width, max(picture.height for picture in pictures)), (255, 255, 255))
    left = 0
    for picture in pictures:
        joined.paste(picture, (left, 0))
        left += picture.width + gap
    return still(joined, PHONES_WIDTH)
