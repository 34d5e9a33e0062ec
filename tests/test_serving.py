"""The server itself: bodies are cut, boards are not stalled by them, stopping takes seconds, logs name nobody."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from sessions.management.address import Address
from sessions.management.serving import BODY_MAX, CannotListen, require_free

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


@dataclass
class Served:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    port: int

    def post(self, path: str, body: bytes | Iterator[bytes], **headers: str) -> int:
        """The status that a body gets."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("POST", path, body, headers, encode_chunked="Transfer-Encoding" in headers)
        return line.getresponse().status


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """``manage.py serve`` on a port of its own, with an empty database."""
    environment = os.environ | {"DATA_DIR": str(tmp_path_factory.mktemp("served"))}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    process = subprocess.Popen(
        [*manage, "serve", "--addr", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith("Serving on")
        yield Served(process, port)
    finally:
        process.kill()


def chunks(megabytes: int) -> Iterator[bytes]:
    for _number in range(megabytes):
        yield b"x" * MEGABYTE


def test_a_body_that_is_too_large_is_answered_with_413(served: Served) -> None:
    assert served.post("/sign-in/", b"x" * (BODY_MAX + 1)) == 413


def test_a_body_without_a_length_is_cut_as_well(served: Served) -> None:
    assert served.post("/sign-in/", chunks(64), **{"Transfer-Encoding": "chunked"}) == 413


def test_a_body_that_announces_an_absurd_length_is_not_read(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
        line.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\nx")
        with suppress(ConnectionResetError):
            assert line.recv(100) == b""


def test_a_body_of_a_picture_reaches_django(served: Served) -> None:
    assert served.post("/sign-in/", b"x" * 10 * MEGABYTE, **{"Content-Type": "image/png"}) == 403


def test_nobody_waits_for_somebody_elses_large_form(served: Served) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    form = head + b"x" * 64 * MEGABYTE + b"\r\n--b--\r\n"
    posting = threading.Thread(
        target=served.post, args=("/sign-in/", form), kwargs={"Content-Type": "multipart/form-data; boundary=b"}
    )
    posting.start()
    slowest = 0.0
    while posting.is_alive():
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
        line.request("GET", "/sign-in/")
        line.getresponse().read()
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 2


def test_a_taken_address_is_named_together_with_a_free_one(served: Served) -> None:
    with pytest.raises(CannotListen, match=rf"127\.0\.0\.1:{served.port}\. Try --addr 127\.0\.0\.1:\d+"):
        require_free(Address("127.0.0.1", served.port))


def test_a_signal_stops_the_server_in_seconds_and_its_log_names_no_address(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\n")
        began = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        _printed, logged = served.process.communicate(timeout=15)
    assert time.monotonic() - began < 10
    assert served.process.returncode == 0
    assert "127.0.0.1" not in logged


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8000", Address("127.0.0.1", 8000)),
        (":9000", Address("127.0.0.1", 9000)),
        ("192.168.1.20:80", Address("192.168.1.20", 80)),
        ("[::1]:8000", Address("::1", 8000)),
        ("localhost", Address("localhost", 8000)),
    ],
)
def test_an_address_may_be_typed_in_several_ways(typed: str, meant: Address) -> None:
    assert Address.parse(typed) == meant
