"""Who may listen, and what they hear."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.db.backends.utils import CursorWrapper

from sessions import fragments
from sessions.actions import notes, seats, steps
from sessions.audience import Audience
from sessions.board import BoardState
from sessions.keys import TICKET_SECONDS, ticket_for
from sessions.play import STEPS
from tests.doors import key_cookie
from tests.ears import HOST, Ear, do, listening, played, quiet_house, refused_with
from tests.lived import one_more
from tests.room import Person, Room, make_room

pytestmark = pytest.mark.django_db(transaction=True)
FOREIGN, COME_BACK, GONE, NOTHING_TO_SAY = 4403, 4401, 4403, 4400


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


# Who may listen


def test_everybody_with_a_seat_may_listen_facilitator_participants_and_display(room: Room):
    async def scene() -> None:
        for person in people(room):
            await listening(person)

    played(scene)


def expired(person: Person, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as earlier:
        now = signing.time.time()
        earlier.setattr(signing.time, "time", lambda: now - TICKET_SECONDS - 1)
        return ticket_for(person.seat, person.token)


def test_without_a_fresh_ticket_of_this_very_seat_nobody_listens(room: Room, monkeypatch: pytest.MonkeyPatch):
    person, other = room.participant, room.korean
    good = ticket_for(person.seat, person.token)
    attempts: dict[str, dict[str, Any]] = {
        "no ticket": {"ticket": ""},
        "nonsense": {"ticket": "\u00e9:%00:x"},
        "a changed ticket": {"ticket": good[:-1] + ("a" if good[-1] != "a" else "b")},
        "an expired ticket": {"ticket": expired(person, monkeypatch)},
        "somebody else's ticket": {"ticket": ticket_for(other.seat, other.token)},
        "no cookie": {"cookie": ""},
        "somebody else's cookie": {"cookie": "=".join(key_cookie(other))},
        "an unsigned cookie": {"cookie": f"{key_cookie(person)[0]}={person.token}"},
        "nonsense for a cookie": {"cookie": ";;=\u00ff=;"},
        "another session": {"uid": "another-session"},
    }

    async def scene() -> dict[str, int]:
        return {what: await refused_with(person, **options) for what, options in attempts.items()}

    assert played(scene) == dict.fromkeys(attempts, COME_BACK)


HERE = f"http://{HOST}"


@pytest.mark.parametrize(
    "headers",
    [
        [("origin", "http://evil.example"), ("host", HOST)],
        [("origin", "http://localhost:8001"), ("host", HOST)],
        [("origin", "http://localhost"), ("host", HOST)],
        [("origin", f"https://{HOST}"), ("host", HOST)],
        [("origin", f"http://{HOST}.evil.example"), ("host", HOST)],
        [("origin", f"http://evil.example@{HOST}"), ("host", HOST)],
        [("origin", f"http://{HOST}/"), ("host", HOST)],
        [("origin", "http://["), ("host", HOST)],
        [("origin", "null"), ("host", HOST)],
        [("origin", ""), ("host", HOST)],
        [("host", HOST)],
        [("origin", HERE), ("origin", "http://evil.example"), ("host", HOST)],
        [("origin", HERE), ("host", HOST), ("host", "evil.example")],
        [("origin", HERE)],
        [("origin", "http://evil.example"), ("host", "evil.example")],
        [("origin", "http://["), ("host", "[")],
        [("origin", "http://"), ("host", "")],
    ],
    ids=lambda headers: " ".join(f"{name}={value}" for name, value in headers),
)
def test_no_other_page_opens_a_socket(room: Room, headers: list[tuple[str, str]]):
    async def scene() -> tuple[bool, int]:
        return await Ear(room.participant, headers=headers).connect()

    assert played(scene) == (False, FOREIGN)


def test_behind_tls_the_page_is_https(room: Room):
    secure = [("origin", f"https://{HOST}"), ("host", HOST)]

    async def scene() -> None:
        await listening(room.participant, headers=secure, scheme="wss")
        assert await refused_with(room.participant, scheme="wss") == FOREIGN

    played(scene)


def test_a_forwarded_scheme_is_believed_from_a_trusted_proxy_only(room: Room, settings: Any):
    forwarded = [("origin", f"https://{HOST}"), ("host", HOST), ("x-forwarded-proto", "https")]

    async def scene() -> None:
        assert await refused_with(room.participant, headers=forwarded) == FOREIGN
        settings.TRUSTED_PROXIES = 1
        await listening(room.participant, headers=forwarded)

    played(scene)


@pytest.mark.parametrize("said", [{"text_data": '{"vote": 1}'}, {"text_data": "ping"}, {"bytes_data": b"\x00\xff"}])
def test_nothing_may_be_said_up_the_socket(room: Room, said: dict[str, Any]):
    async def scene() -> int:
        ear = await listening(room.participant)
        await ear.send_to(**said)
        return await ear.code()

    assert played(scene) == NOTHING_TO_SAY
    assert room.fresh().revision == room.retrospective.log.count()


def test_a_handshake_and_its_end_ask_the_database_nothing(room: Room, monkeypatch: pytest.MonkeyPatch):
    ears = [Ear(person) for person in people(room)]
    asked: list[str] = []
    monkeypatch.setattr(CursorWrapper, "execute", lambda self, sql, params=None: asked.append(sql))

    async def scene() -> None:
        for ear in ears:
            await ear.connect()
            await ear.hear("present")
        for ear in ears:
            await ear.disconnect()

    played(scene)
    assert asked == []


# Who is shut out


def test_a_removed_seat_is_closed_for_good_and_its_ticket_is_void(room: Room):
    ticket = ticket_for(room.participant.seat, room.participant.token)

    async def scene() -> None:
        gone, stays = await listening(room.participant), await listening(room.korean)
        await do(room.facilitator.does, seats.remove_seat, item=room.participant.seat.uid)
        assert await gone.code() == GONE
        assert (await stays.frame())["revision"] == await do(lambda: room.fresh().revision)
        assert await refused_with(room.participant, ticket=ticket) == GONE

    played(scene)


def test_who_is_shut_out_hears_nothing_of_what_comes_after(room: Room):
    async def scene() -> list[Any]:
        gone = await listening(room.participant)
        await do(room.facilitator.does, seats.remove_seat, item=room.participant.seat.uid)
        await do(room.facilitator.does, steps.extend, minutes=1)
        heard = []
        while (message := await gone.receive_output(timeout=5))["type"] != "websocket.close":
            heard.append(message)
        return [message for message in heard if "revision" in message.get("text", "")]

    assert played(scene) == []


def test_handing_over_sends_both_back_for_a_ticket_of_their_new_role(room: Room):
    old = ticket_for(room.facilitator.seat, room.facilitator.token)

    async def scene() -> None:
        ears = [await listening(room.facilitator), await listening(room.participant)]
        await do(room.facilitator.does, seats.hand_over, item=room.participant.seat.uid)
        assert [await ear.code() for ear in ears] == [COME_BACK, COME_BACK]
        assert await refused_with(room.facilitator, ticket=old) == COME_BACK
        for person in (room.facilitator, room.participant):
            await do(person.seat.refresh_from_db)
            await listening(person)

    played(scene)


def test_revoked_displays_are_closed_for_good(room: Room):
    ticket = ticket_for(room.display.seat, room.display.token)

    async def scene() -> None:
        wall, desk = await listening(room.display), await listening(room.participant)
        await do(room.facilitator.does, seats.revoke_displays)
        assert await wall.code() == GONE
        assert await desk.frame()
        assert await refused_with(room.display, ticket=ticket) == GONE

    played(scene)


# What is heard


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
