"""A real browser for the tests, watched for errors, and a real server that can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.room import Person
from tests.scripted import Scripted

BROWSERS = ("chromium-headless-shell", "chromium")
EXPECTED = (
    "net::ERR",
    "WebSocket connection to",
    "Failed to load resource",
    "htmx:sendError",
    "htmx:timeout",
    "htmx:afterRequest",
    "Response Status Error Code",
)
"""What the browser and htmx say when a test takes the server away, or the server refuses something."""
TOFU = """() => {
    const drawn = (text) => {
        const pen = Object.assign(document.createElement("canvas"), { width: 40, height: 40 }).getContext("2d");
        pen.font = "30px sans-serif";
        pen.fillText(text, 2, 32);
        return pen.canvas.toDataURL();
    };
    return drawn("가") === drawn("힣");
}"""
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("The browser tests need Chromium: sudo apt-get install chromium-headless-shell", pytrace=False)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": sandbox}


@pytest.fixture(scope="session", autouse=True)
def korean_font(browser: Any) -> None:
    page = browser.new_page()
    missing = page.evaluate(TOFU)
    page.close()
    if missing:
        pytest.fail("The browser tests need a Korean font: sudo apt-get install fonts-nanum", pytrace=False)


def watched(context: BrowserContext) -> Callable[[], None]:
    """Collects what a context's pages complain about; the returned function fails if they did."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(sign in message.text for sign in EXPECTED):
            complaints.append(f"{message.text} ({message.location.get('url')})")

    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))

    def judge() -> None:
        assert not complaints, "\n".join(complaints)

    return judge


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A context in which nothing goes wrong unseen: errors of scripts and breaches of the policy fail the test."""
    judge = watched(context)
    yield context
    judge()


@pytest.fixture
def scripted(page: Page) -> Scripted:
    board = Scripted(page)
    board.open()
    return board


@dataclass
class Server:
    """``manage.py serve`` in a process of its own, on the database of the tests."""

    port: int
    database: str
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """The folder of its own files, such as pictures."""
        return self.log.parent

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--addr", f"127.0.0.1:{self.port}"]
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATA_DIR": str(self.data),
            "SITE_URL": self.url,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=subprocess.STDOUT
            )
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail(f"The server did not start:\n{self.log.read_text()}", pytrace=False)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """A server that listens and says nothing."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """The power cord, not the switch."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def daphne(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(port, str(connection.settings_dict["NAME"]), tmp_path_factory.mktemp("server") / "log.txt")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(daphne: Server, transactional_db: None) -> Iterator[Server]:
    """A running server, whatever an earlier test did to it; a traceback in its log fails the test."""
    if daphne.process is None:
        daphne.start()
    before = daphne.log.stat().st_size
    yield daphne
    said = daphne.log.read_bytes()[before:].decode(errors="replace")
    assert "Traceback" not in said, said


@pytest.fixture
def open_browser(new_context: Any) -> Iterator[Callable[..., Page]]:
    """Opens an empty page in somebody's own browser: ``open_browser(**options of the context)``."""
    judges: list[Callable[[], None]] = []

    def opened(**options: Any) -> Page:
        context = new_context(**options)
        judges.append(watched(context))
        context.set_default_timeout(10_000)
        page: Page = context.new_page()
        return page

    yield opened
    for judge in judges:
        judge()


def sit_down(context: BrowserContext, person: Person, server: Server) -> str:
    """Gives a browser the key of a person's seat; the address of the board that it opens."""
    from sessions.keys import give_key

    response = HttpResponse()
    give_key(response, person.seat, person.token)
    ((name, morsel),) = response.cookies.items()
    context.add_cookies([{"name": name, "value": morsel.value, "url": server.url}])
    address = "retro:display_board" if person.seat.role == "display" else "retro:board"
    return server.url + reverse(address, args=[person.seat.retrospective.uid])


@pytest.fixture
def open_board(server: Server, open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a person's board in a browser of their own: ``open_board(person, **options of the context)``."""

    def opened(person: Person, **options: Any) -> Page:
        page = open_browser(**options)
        page.goto(sit_down(page.context, person, server))
        return page

    return opened
