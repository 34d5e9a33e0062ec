"""A real browser for the tests, watched for errors."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.scripted import Scripted

# Playwright's own loop runs in the thread of the tests; Django would take it for an asynchronous view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
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
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("The browser tests need Chromium: sudo apt-get install chromium-headless-shell", pytrace=False)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": sandbox}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A context in which nothing goes wrong unseen: errors of scripts and breaches of the policy fail the test."""
    watch = quiet(context)
    yield context
    watch()


def quiet(context: BrowserContext) -> Callable[[], None]:
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
def scripted(page: Page) -> Scripted:
    board = Scripted(page)
    board.open()
    return board
