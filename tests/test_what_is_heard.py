"""What is heard on the sockets: each audience its own rendering, in order, and nothing private."""

from collections.abc import Iterator
from typing import Any

import pytest

from sessions import fragments
from sessions.actions import notes, seats, steps
from sessions.audience import Audience
from sessions.board import BoardState
from sessions.play import STEPS
from tests.ears import do, listening, played, quiet_house
from tests.lived import one_more
from tests.room import Person, Room, make_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Nobody listens yet."""
    with quiet_house():
        yield


@pytest.fixture
def room() -> Room:
    return make_room().at_step("stage")


def people(room: Room) -> list[Person]:
    return [room.facilitator, room.participant, room.korean, room.display]


def test_each_audience_hears_its_own_rendering_and_no_other(room: Room):
    async def scene() -> dict[str, dict[str, Any]]:
        ears = {str(Audience.of(person.seat)): await listening(person) for person in people(room)}
        await do(room.facilitator.does, steps.go_to_step, step="gap", came_from="stage")
        return {audience: await ear.frame() for audience, ear in ears.items()}

    heard = played(scene)
    assert {frame["revision"] for frame in heard.values()} == {room.fresh().revision}
    script = str(STEPS[1].script[0])
    assert {audience for audience, frame in heard.items() if script in frame["html"]} == {"facilitator-en"}
    assert {audience for audience, frame in heard.items() if 'id="twin"' in frame["html"]} == {
        "facilitator-en",
        "participant-en",
        "participant-ko",
    }
    assert len({frame["html"] for frame in heard.values()}) == 4


def test_two_participants_hear_the_same_bytes_the_author_too(room: Room):
    other = one_more(room)
    room.facilitator.does(steps.go_to_step, step="causes", came_from="stage")

    async def scene() -> list[dict[str, Any]]:
        ears = [await listening(person) for person in (room.participant, other)]
        await do(room.note, room.participant, "Everybody reads this", anonymous=True)
        return [await ear.frame() for ear in ears]

    first, second = played(scene)
    assert first == second
    assert "Everybody reads this" in first["html"]


def test_nobodys_words_travel_before_the_reveal(room: Room):
    room.facilitator.does(steps.go_to_step, step="assess", came_from="stage")

    async def scene() -> tuple[list[Any], list[Any]]:
        ears = [await listening(person) for person in people(room)]
        await do(room.note, room.participant, "zebra crossing")
        before = [await ear.frame() for ear in ears]
        await do(room.facilitator.does, notes.reveal)
        return before, [await ear.frame() for ear in ears]

    before, after = played(scene)
    assert not any("zebra" in frame["html"] for frame in before)
    assert all("zebra" in frame["html"] for frame in after)


def test_the_revisions_that_are_heard_have_no_holes(room: Room):
    async def scene() -> list[int]:
        ear = await listening(room.participant)
        for _number in range(5):
            await do(room.korean.does, seats.be_done, done=True)
        return [(await ear.frame())["revision"] for _number in range(5)]

    heard = played(scene)
    assert heard == list(range(heard[0], heard[0] + 5))
    assert heard[-1] == room.fresh().revision


def test_another_session_is_not_heard(room: Room):
    elsewhere = make_room(email="olga@example.org")

    async def scene() -> list[Any]:
        ear = await listening(elsewhere.participant)
        await do(room.facilitator.does, steps.extend, minutes=1)
        return await ear.silence()

    assert played(scene) == []


def test_a_board_is_rendered_once_for_each_audience_that_listens(room: Room, monkeypatch: pytest.MonkeyPatch):
    rendered: list[str] = []
    real = fragments.render

    def counted(name: str, state: BoardState, audience: Audience) -> str:
        rendered.append(f"{name} {audience}")
        return real(name, state, audience)

    monkeypatch.setattr(fragments, "render", counted)
    other = one_more(room)

    async def scene() -> None:
        ears = [await listening(person) for person in (room.participant, other, room.participant, room.display)]
        rendered.clear()
        await do(room.facilitator.does, steps.extend, minutes=1)
        for ear in ears:
            await ear.frame()

    played(scene)
    assert sorted(rendered) == ["clock display-en", "clock participant-en"]


def test_while_nobody_listens_nothing_is_read_or_rendered(room: Room, monkeypatch: pytest.MonkeyPatch):
    loaded: list[int] = []
    monkeypatch.setattr(BoardState, "load", loaded.append)
    room.facilitator.does(steps.extend, minutes=1)
    assert loaded == []
