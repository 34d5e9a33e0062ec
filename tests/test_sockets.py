"""Who may listen, and who is shut out."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.db.backends.utils import CursorWrapper

from sessions.actions import seats, steps
from sessions.keys import TICKET_SECONDS, ticket_for
from tests.doors import key_cookie
from tests.ears import HOST, Ear, do, listening, played, quiet_house, refused_with
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
