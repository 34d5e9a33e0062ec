"""A board page whose server is played by the test: it sees every request and decides every answer and frame."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, WebSocketRoute

from playbook.bundles import joined

PAGE = Path(__file__).parent / "browser" / "board.html"
STYLE = ".cluster-list { display: none } .cluster-list[data-open] { display: block }"
SITE = "http://board.test"


def csp() -> str:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


@dataclass
class Answer:
    """What the scripted server answers to a request; ``None`` as status cuts the connection."""

    status: int | None = 204
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Scripted:
    """The board at ``/s/abc/``, revision 17, step *assess*; ``answers`` maps addresses to what is answered."""

    page: Page
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    sockets: list[WebSocketRoute] = field(default_factory=list)
    answers: dict[str, Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    revision: int = 17
    board: str = ""
    audience: str = "participant-en"
    admits: bool = True
    """Whether a socket is let in; if not, it is closed with 4401."""
    hears: bool = True
    """Whether there is a server for sockets at all."""

    def open(self) -> None:
        self.page.route(f"{SITE}/**", self._serve)
        self.page.route_web_socket("ws://board.test/**", self._socket)
        self.page.goto(f"{SITE}/s/abc/")
        self.page.wait_for_function("document.readyState === 'complete'")

    def frame(self, revision: int, html: str) -> None:
        self.send(revision=revision, html=html)

    def send(self, **message: Any) -> None:
        self.sockets[-1].send(json.dumps(message))

    def posts(self, path: str) -> list[dict[str, str]]:
        """The bodies of the POSTs to this address."""
        return [body for method, seen, body in self.requests if method == "POST" and seen.endswith(path)]

    def gets(self, path: str) -> list[str]:
        return [seen for method, seen, _ in self.requests if method == "GET" and seen.split("?")[0].endswith(path)]

    def saved(self, body: dict[str, str] | None = None, html: str = "", undo: str = "") -> Answer:
        """The answer of a server that kept something."""
        self.revision += 1
        headers = {"X-Revision": str(self.revision), "HX-Trigger": json.dumps({"saved": {"undo": undo}})}
        return Answer(200 if html else 204, html, headers)

    def _socket(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        if not self.hears:
            socket.close(code=1011)
        elif not self.admits:
            socket.close(code=4401)

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        sent = parse_qs(route.request.post_data or "", keep_blank_values=True)
        body = {name: values[0] for name, values in sent.items()}
        self.requests.append((route.request.method, path, body))
        answer = self.answers.get(path.split("?")[0], self._usual)(body | {"path": path})
        if answer.status is None:
            route.abort("connectionrefused")
            return
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp(), **answer.headers}
        route.fulfill(status=answer.status, body=answer.body, headers=headers)

    def _usual(self, body: dict[str, str]) -> Answer:
        name = body["path"].split("?")[0]
        if name == "/s/abc/board":
            up_to_date = f"since={self.revision}" in body["path"]
            headers = {
                "X-Socket-Ticket": "fresh",
                "X-Revision": str(self.revision),
                "X-Audience": self.audience,
            }
            return Answer(204 if up_to_date else 200, "" if up_to_date else self.board, headers)
        if name == "/s/abc/":
            return Answer(200, PAGE.read_text())
        if name == "/board.js":
            return Answer(200, joined("board.js").content.decode(), {"Content-Type": "text/javascript; charset=utf-8"})
        if name == "/board.css":
            return Answer(200, STYLE, {"Content-Type": "text/css"})
        if name == "/htmx.js":
            return Answer(200, htmx(), {"Content-Type": "text/javascript; charset=utf-8"})
        return Answer(404)


def htmx() -> str:
    return Path(finders.find("django_htmx/htmx-2.min.js")).read_text()


def panel(prompt: str, step: str = "assess", more: str = "") -> str:
    """The region of the step, as a frame carries it."""
    return f'<section id="panel" data-step="{step}"><p id="prompt">{prompt}</p>{more}</section>'
