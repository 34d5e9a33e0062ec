"""No page says a word that was not offered for translation. Every page is read in a language of marks."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from incidents.models import Channel, Incident, Invitation, Membership, Team, User
from sessions import links
from sessions.keys import give_key
from sessions.models import Seat
from tests.conftest import signed_in
from tests.lived import FINISHED, PLACES, Lived, lived
from tests.pseudo import OPEN, mark_everything, not_marked, said_by_people
from tests.room import Person

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def marks(monkeypatch: pytest.MonkeyPatch) -> None:
    mark_everything(monkeypatch)


def require_marks(response: Any, *known: str) -> None:
    """Fail with the words of the answer that nobody can translate."""
    html = response.content.decode()
    assert OPEN in html
    left = not_marked(html, (*said_by_people(), *known))
    assert not left, f"{response.request['PATH_INFO']}: {left}"


def room_at(place: str) -> Lived:
    """A room whose names are not words of the interface: they would hide such words that are hard-coded."""
    found = lived(place)
    found.room.retrospective.seats.filter(role=Seat.Role.DISPLAY).update(name="Beamer")
    for number, channel in enumerate(Channel.objects.all()):
        channel.name = f"Kanal {number}"
        channel.save()
    return found


def seated(person: Person) -> Client:
    """The browser that holds this person's seat."""
    client, answer = Client(), HttpResponse()
    give_key(answer, person.seat, person.token)
    client.cookies.update(answer.cookies)
    return client


@pytest.mark.parametrize(
    "name", ["login", "password_reset", "password_reset_done", "password_reset_complete", "sign_up"]
)
def test_doors(client: Client, settings: Any, name: str):
    settings.OPEN_SIGN_UP = True
    require_marks(client.get(reverse(name)))
    require_marks(client.get("/join/"))


@pytest.mark.parametrize("name", ["login", "password_reset", "sign_up"])
def test_doors_that_refuse(client: Client, settings: Any, name: str):
    settings.OPEN_SIGN_UP = True
    require_marks(client.post(reverse(name), {}))
    require_marks(client.post(reverse(name), {"email": "no address", "username": "x@y.example", "password": "short"}))
    require_marks(client.post("/join/", {"code": "nothing"}), "nothing")


def test_pages_of_what_went_wrong(client: Client, rf: Any):
    require_marks(client.get("/nowhere/"))
    for status in (400, 403, 404, 429, 500, 503):
        left = not_marked(render_to_string(f"{status}.html", {}, rf.get("/")))
        assert not left, (status, left)


def test_mails(client: Client, facilitator: User):
    client.post(reverse("password_reset"), {"email": facilitator.email})
    (sent,) = mail.outbox
    link = next(line for line in sent.body.splitlines() if "http" in line)
    assert not_marked(f"{sent.subject}\n{sent.body}", (link, facilitator.name)) == []
    page = client.get(urlsplit(link).path, follow=True)
    require_marks(page)
    require_marks(client.post(page.request["PATH_INFO"], {"new_password1": "a", "new_password2": "b"}))


def test_pages_of_the_team(as_facilitator: Client, team: Team, facilitator: User, member: User):
    address = reverse("team", args=[team.uid])
    require_marks(as_facilitator.get(address))
    require_marks(as_facilitator.post(address, {"name": "", "zone": "Nowhere", "good_minutes": "x"}), "Nowhere")
    require_marks(as_facilitator.post(reverse("invite", args=[team.uid]), follow=True))
    require_marks(as_facilitator.get(reverse("team_new")))
    token = Invitation.make(team, facilitator)
    for browser in (Client(), signed_in(Client(), member)):
        require_marks(browser.get(reverse("invitation", args=[token])))
    require_marks(Client().get(reverse("invitation", args=["used-up"])))
    number = Membership.objects.get(user=member).pk
    require_marks(as_facilitator.post(reverse("member_remove", args=[team.uid, number]), follow=True))


def test_pages_of_incidents(as_facilitator: Client, incident_a: Incident, team: Team):
    bare = Incident.objects.create(team=team, title="Nothing known yet")
    for incident in (incident_a, bare):
        for name in ("edit", "corrections", "delete"):
            require_marks(as_facilitator.get(reverse(f"incidents:{name}", args=[incident.uid])))
    require_marks(as_facilitator.get(reverse("incidents:list")))
    require_marks(as_facilitator.get(reverse("incidents:list"), {"q": "zzz"}), "zzz")
    require_marks(as_facilitator.get(reverse("incidents:new")))
    require_marks(as_facilitator.post(reverse("incidents:new"), {"title": "", "zone": "Nowhere"}), "Nowhere")


def test_answers_of_incidents(as_facilitator: Client, incident_a: Incident):
    typed = {
        "about": {"title": "", "kind": "maintenance", "window_begins_at": "14:20", "window_ends_at": "13:00"},
        "began": {"started_at": "sometime", "first_alert_at": "2031-01-01 10:00"},
        "ended": {"resolved_at": "2001-01-01 10:00"},
        "investigation": {"begins_at": "16:00", "ends_at": "15:00"},
        "escalation": {"begins_at": "16:00", "ends_at": ""},
        "saw": {"customers_saw": "An error", "inconvenienced_customers": "perhaps"},
    }
    for key, values in typed.items():
        address = reverse("incidents:section", args=[incident_a.uid, key])
        answer = as_facilitator.post(address, values, headers=HTMX)
        if answer.status_code != 404:
            require_marks(answer, *values.values())
    row = reverse("incidents:communication_add", args=[incident_a.uid])
    require_marks(as_facilitator.post(row, {"time": "", "channel": "", "state": "no state"}, headers=HTMX), "no state")
    require_marks(as_facilitator.post(row, {"time": "17:00", "channel": "Radio", "state": "update"}, headers=HTMX))
    channel = reverse("incidents:channel_add", args=[incident_a.uid])
    require_marks(as_facilitator.post(channel, {"name": ""}, headers=HTMX))


def test_pages_around_a_session(as_facilitator: Client, incident_a: Incident):
    plan = reverse("retro:plan", args=[incident_a.uid])
    require_marks(as_facilitator.get(reverse("retro:list")))
    require_marks(as_facilitator.get(plan))
    require_marks(as_facilitator.post(plan, {"on": "someday", "at": "later", "votes_each": "99"}), "someday", "later")


@pytest.mark.parametrize("place", PLACES)
def test_boards(place: str):
    found = room_at(place)
    room = found.room
    for person in (room.facilitator, room.participant, room.display):
        browser = seated(person)
        name = "display_board" if person is room.display else "board"
        answer = browser.get(reverse(f"retro:{name}", args=[room.retrospective.uid]))
        assert answer.status_code == 200
        require_marks(answer, *names_of(found))


def names_of(found: Lived) -> tuple[str, ...]:
    """What a board shows that is no word: code, addresses, initials."""
    room = found.room
    seats = room.retrospective.seats.all()
    shown = (links.join_url(room.retrospective), links.code_url(), links.display_url(room.retrospective))
    hosts = (address.partition("://")[2].rstrip("/") for address in shown)
    return (*shown, *hosts, reverse("retro:join"), room.retrospective.spoken_code, *(seat.initials for seat in seats))


@pytest.mark.parametrize("place", ["lobby", "stage", FINISHED])
def test_pages_of_the_team_around_a_board(place: str):
    found = room_at(place)
    room = found.room
    browser = signed_in(Client(), room.retrospective.facilitator)
    uid = room.retrospective.uid
    for name in ("list", "prepare", "edit", "enter", "review"):
        address = reverse(f"retro:{name}", args=[] if name == "list" else [uid])
        require_marks(browser.get(address, follow=True), *names_of(found))
    require_marks(Client().get(f"/join/{room.retrospective.join_token}/", follow=True), *names_of(found))
    require_marks(Client().get(links.display_url(room.retrospective), follow=True), *names_of(found))


def test_dialogs_of_a_board():
    found = room_at("causes")
    uid = found.room.retrospective.uid
    note = found.mine.uid
    for person, name, *arguments in (
        (found.room.participant, "rename"),
        (found.room.participant, "edit_note", note),
        (found.room.participant, "pin_note", note),
        (found.room.participant, "add_why", note),
        (found.room.participant, "edit_why", found.why.uid),
        (found.room.facilitator, "correct_communication", found.remembered.uid),
        (found.room.facilitator, "correct_time", "resolved_at"),
    ):
        browser, address = seated(person), reverse(f"retro:{name}", args=[uid, *arguments])
        require_marks(browser.get(address, headers=HTMX))
        wrong = {"text": "", "name": "", "at": "sometime", "at_0": "sometime", "kind": "none"}
        if name != "pin_note":
            require_marks(browser.post(address, wrong, headers=HTMX), "sometime", "none")


def test_actions_of_the_plan():
    found = room_at("plan")
    uid = found.room.retrospective.uid
    browser = seated(found.room.participant)
    add = reverse("retro:add_commitment", args=[uid])
    require_marks(browser.get(add, {"recommendation": "nobody"}, headers=HTMX))
    require_marks(browser.post(add, {"text": "", "owner": "", "due": "someday"}, headers=HTMX), "someday")
    edit = reverse("retro:edit_commitment", args=[uid, found.action.uid])
    require_marks(browser.get(edit, headers=HTMX))
    require_marks(browser.post(edit, {"text": "", "owner": "", "due": "2001-01-01"}, headers=HTMX))
