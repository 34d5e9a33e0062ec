"""One listener for all sockets of a process: presence, beats, slow viewers, and a layer that is away."""

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from channels.layers import InMemoryChannelLayer
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from sessions import hub
from sessions.actions import seats, steps
from sessions.audience import AUDIENCES, Audience, group_name
from sessions.fragments import audiences_listening
from sessions.hub import BACKLOG, BROKEN, GONE, Hub, Socket
from sessions.models import Note
from tests.doors import post
from tests.ears import do, listening, played, quiet_house, refused_with
from tests.room import Room, make_room

PARTICIPANT = Audience("participant", "en")
NOTE = {"text": "Nobody looked", "kind": "problem"}


class Line:
    """A viewer's end of a socket, as slow or as broken as a test wants."""

    def __init__(self, *, holds: asyncio.Event | None = None, breaks: bool = False) -> None:
        self.heard: list[dict[str, Any]] = []
        self.closed: list[int] = []
        self.holds, self.breaks = holds, breaks

    async def send(self, text_data: str) -> None:
        if self.breaks:
            raise OSError("the line is dead")
        if self.holds:
            await self.holds.wait()
        self.heard.append(json.loads(text_data))

    async def close(self, code: int) -> None:
        self.closed.append(code)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Nobody listens yet."""
    with quiet_house():
        yield


@pytest.fixture
def room(transactional_db: None) -> Room:
    return make_room().at_step("causes")


def away(*_args: Any, **_named: Any) -> Any:
    raise ConnectionError("it is away")


# Presence


def test_everybody_hears_who_is_present(room: Room):
    async def scene() -> list[Any]:
        first = await listening(room.participant)
        second = await listening(room.korean)
        both = (await first.hear("present"))["present"]
        await second.disconnect()
        return [both, (await first.hear("present"))["present"]]

    both, one = played(scene)
    assert both == sorted([room.participant.seat.uid, room.korean.seat.uid])
    assert one == [room.participant.seat.uid]


def test_who_closes_one_of_two_windows_is_still_present(room: Room):
    async def scene() -> list[str]:
        laptop, phone = await listening(room.participant), await listening(room.participant)
        await laptop.hear("present")
        await phone.disconnect()
        return (await laptop.hear("present"))["present"]

    assert played(scene) == [room.participant.seat.uid]


def test_presence_in_another_process_is_a_lease_that_ends_by_itself(monkeypatch: pytest.MonkeyPatch):
    async def scene() -> list[Any]:
        here, line = Hub(), Line()
        socket = Socket(line, 1, "here", PARTICIPANT)
        here.groups[group_name(1)] = {socket}
        here._hear_presence({"retrospective": 1, "hub": here.name, "seats": ["here"]})
        here._hear_presence({"retrospective": 1, "hub": "elsewhere", "seats": ["there"]})
        now = time.monotonic()
        monkeypatch.setattr(hub.time, "monotonic", lambda: now + hub.LEASE_SECONDS + 1)
        here._hear_presence({"retrospective": 1, "hub": here.name, "seats": ["here"]})
        return [json.loads(socket.backlog.get_nowait())["present"] for _number in range(3)]

    assert played(scene) == [["here"], ["here", "there"], ["here"]]


# Beats and leases


def test_a_beat_says_which_revision_the_board_has(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "BEAT_SECONDS", 0.05)

    async def scene() -> int:
        ear = await listening(room.participant)
        await do(room.korean.does, seats.be_done, done=True)
        await ear.frame()
        return (await ear.hear("beat"))["beat"]

    assert played(scene) == room.fresh().revision


def test_a_beat_renews_the_lease_and_the_groups_of_a_layer_that_forgot(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "BEAT_SECONDS", 0.05)

    async def scene() -> list[Audience]:
        ear = await listening(room.participant)
        cache.clear()
        hub.hub().layer.groups.clear()
        await ear.hear("beat")
        await ear.hear("present")
        await do(room.korean.does, seats.be_done, done=True)
        await ear.frame()
        return await do(audiences_listening, room.retrospective.pk)

    assert played(scene) == [PARTICIPANT]


def test_when_the_cache_cannot_say_who_listens_everybody_is_rendered_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(LocMemCache, "get_many", away)
    assert audiences_listening(1) == list(AUDIENCES)


# Slow and broken viewers


def test_a_slow_viewer_is_told_to_fetch_the_board_and_keeps_nobody_waiting():
    async def scene() -> tuple[list[Any], list[Any]]:
        gate = asyncio.Event()
        slow, quick = Line(holds=gate), Line()
        here = Hub()
        for line in (slow, quick):
            await here.join(Socket(line, 1, f"seat {id(line)}", PARTICIPANT))
        for revision in range(1, BACKLOG + 10):
            message = {"type": "frame", "group": group_name(1, PARTICIPANT), "revision": revision}
            await here._deliver(message | {"text": json.dumps({"revision": revision})})
            await asyncio.sleep(0)
        gate.set()
        await asyncio.sleep(0.05)
        return slow.heard, quick.heard

    slow, quick = played(scene)
    assert [message["revision"] for message in quick if "revision" in message] == list(range(1, BACKLOG + 10))
    assert {"refetch": True} in slow
    assert len(slow) <= BACKLOG + 1


def test_a_line_that_cannot_be_written_to_is_closed_so_that_it_comes_back():
    async def scene() -> list[int]:
        line = Line(breaks=True)
        await Hub().join(Socket(line, 1, "seat", PARTICIPANT))
        await asyncio.sleep(0.05)
        return line.closed

    assert played(scene) == [BROKEN]


def test_a_dead_line_keeps_no_other_window_of_a_removed_seat_open():
    async def scene() -> None:
        here, line = Hub(), Line()
        dead = [Line() for _window in range(9)]
        for window in [*dead, line]:
            await here.join(Socket(window, 1, "seat", PARTICIPANT))
        for window in dead:
            window.close = dies
        shut_out = {"type": "close", "group": group_name(1), "seats": ["seat"], "again": False}
        await here._deliver(shut_out)
        assert line.closed == [GONE]
        assert (here.groups, here.elsewhere, here.revisions) == ({}, {}, {})

    async def dies(code: int) -> None:
        raise OSError("the line is dead")

    played(scene)


def test_a_socket_that_could_not_join_is_closed_and_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(InMemoryChannelLayer, "group_add", away)

    async def scene() -> tuple[list[int], dict[str, Any]]:
        here, line = Hub(), Line()
        await here.join(Socket(line, 1, "seat", PARTICIPANT))
        return line.closed, here.groups

    assert played(scene) == ([BROKEN], {})


# A layer or cache that is away


@pytest.mark.parametrize(
    ("owner", "method"),
    [
        (InMemoryChannelLayer, "group_send"),
        (LocMemCache, "get_many"),
        (LocMemCache, "incr"),
        (LocMemCache, "add"),
    ],
)
def test_a_note_is_kept_and_acknowledged_while_layer_or_cache_are_away(
    room: Room, monkeypatch: pytest.MonkeyPatch, owner: type, method: str
):
    async def scene() -> int:
        await listening(room.participant)
        monkeypatch.setattr(owner, method, away)
        answer = await do(post, room.participant, room, "write_note", **NOTE)
        return answer.status_code

    assert played(scene) == 200
    assert Note.objects.get().text == NOTE["text"]


def test_somebody_is_removed_even_while_layer_and_cache_are_away(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(InMemoryChannelLayer, "group_send", away)
    monkeypatch.setattr(LocMemCache, "set_many", away)
    monkeypatch.setattr(LocMemCache, "set", away)
    answer = post(room.facilitator, room, "remove_seat", room.participant.seat.uid)
    assert answer.status_code == 204
    assert not room.participant.seat.keys.exists()


def test_a_write_never_waits_for_the_layer(room: Room, monkeypatch: pytest.MonkeyPatch):
    async def asleep(*_args: Any) -> None:
        await asyncio.sleep(60)

    async def scene() -> float:
        await listening(room.participant)
        monkeypatch.setattr(InMemoryChannelLayer, "group_send", asleep)
        began = time.monotonic()
        await do(post, room.participant, room, "write_note", **NOTE)
        return time.monotonic() - began

    assert played(scene) < 10


def test_while_the_cache_is_away_nobody_new_listens(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(LocMemCache, "get", away)

    async def scene() -> int:
        return await refused_with(room.participant)

    assert played(scene) == BROKEN


def test_a_board_that_cannot_be_rendered_turns_no_write_into_an_error(room: Room, monkeypatch: pytest.MonkeyPatch):
    async def scene() -> int:
        await listening(room.participant)
        monkeypatch.setattr("sessions.fragments.render", away)
        answer = await do(post, room.facilitator, room, "extend", 1)
        return answer.status_code

    assert played(scene) == 204


def test_without_a_server_a_change_is_simply_made(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sessions.fragments._loop", None)
    cache.set("listening:anything", "hub")
    room.facilitator.does(steps.extend, request_id=uuid4(), minutes=1)
    assert room.fresh().log.last().verb == "clock.extend"
