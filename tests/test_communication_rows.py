"""Communications a row at a time: entered, corrected in their place, deleted; and channels nothing was sent on."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from incidents.models import Channel, Communication, Incident, Team, User
from incidents.models.communication import GUESSES, guess_kind
from tests.people import at

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def add(client: Client, incident: Incident, **typed: str) -> Any:
    row = {"time": "17:00", "channel": "Status page", "state": "update", "text": "We are looking."} | typed
    return client.post(f"/incidents/{incident.uid}/communications/", row, headers=HTMX)


def save(client: Client, post: Communication, **typed: str) -> Any:
    row = {
        "time": f"{post.posted_at:%H:%M:%S}",
        "channel": post.channel.name,
        "state": post.status,
        "who": post.sender,
        "text": post.text,
    }
    return client.post(f"/incidents/communications/{post.uid}/", row | typed, headers=HTMX)


def newest() -> Communication:
    return Communication.objects.latest("pk")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("17:00", "17:00"),
        ("오후 5:00", "17:00"),
        ("5 pm", "17:00"),
        ("+35m", "16:15"),
        ("2021-10-04 17:00:30", "17:00:30"),
    ],
)
def test_a_row_takes_times_as_they_are_typed(as_facilitator: Client, incident_a: Incident, typed: str, taken: str):
    answer = add(as_facilitator, incident_a, time=typed, who="Anna")
    assert answer.status_code == 200
    post = newest()
    assert (post.posted_at, post.sender, post.channel.name) == (at(taken), "Anna", "Status page")
    html = answer.content.decode()
    assert f'id="row-{post.uid}"' in html
    assert 'id="row-new"' in html
    assert "row-added" in answer["HX-Trigger-After-Settle"]


def test_about_is_kept_as_about(as_facilitator: Client, incident_a: Incident):
    add(as_facilitator, incident_a, time="~17:00")
    assert newest().approximate
    save(as_facilitator, newest())
    assert not newest().approximate


def test_a_time_after_midnight_belongs_to_the_next_day(as_facilitator: Client, incident_a: Incident):
    add(as_facilitator, incident_a, time="00:10")
    assert newest().posted_at == at("00:10", day=5)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"time": ""}, "time"),
        ({"time": "soon"}, "time"),
        ({"channel": " "}, "channel"),
        ({"channel": "x" * 61}, "channel"),
        ({"text": "x" * 10_001}, "text"),
        ({"who": "x" * 81}, "who"),
        ({"state": "nonsense"}, "state"),
        ({"kind": "nonsense"}, "kind"),
        ({"request_id": "nonsense"}, "request_id"),
    ],
)
def test_a_row_that_lacks_something_says_so_and_keeps_the_rest(
    as_facilitator: Client, incident_a: Incident, typed: dict[str, str], field: str
):
    answer = add(as_facilitator, incident_a, **typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "errorlist" in html or field == "request_id"
    assert typed.get("text", "We are looking.") in html
    assert incident_a.communications.count() == 6


def test_the_same_attempt_twice_makes_one_row(as_facilitator: Client, incident_a: Incident):
    attempt = str(uuid4())
    first, second = (add(as_facilitator, incident_a, request_id=attempt) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert incident_a.communications.count() == 7


def test_an_attempt_known_elsewhere_touches_nothing_there(
    as_facilitator: Client, as_stranger: Client, incident_a: Incident, stranger: User
):
    attempt = str(uuid4())
    add(as_facilitator, incident_a, request_id=attempt, text="Ours")
    theirs = Team.objects.get(name="Another team").incidents.create(title="Theirs", started_at=at("15:00"))
    assert add(as_stranger, theirs, request_id=attempt, text="Theirs").status_code == 200
    assert incident_a.communications.get(text="Ours").incident == incident_a
    assert theirs.communications.get().text == "Theirs"


def test_a_new_channel_is_made_by_typing_its_name(as_facilitator: Client, incident_a: Incident):
    add(as_facilitator, incident_a, channel="Company blog")
    add(as_facilitator, incident_a, channel="Bulletin", kind="pigeon")
    kinds = dict(Channel.objects.values_list("name", "kind"))
    assert (kinds["Company blog"], kinds["Bulletin"]) == ("blog", "pigeon")


def test_a_channel_is_known_in_any_case(as_facilitator: Client, incident_a: Incident):
    add(as_facilitator, incident_a, channel="Status page")
    add(as_facilitator, incident_a, channel="STATUS PAGE")
    assert Channel.objects.filter(name__iexact="status page").count() == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Twitter, CTO", "social"),
        ("상태 페이지", "status_page"),
        ("이메일", "email"),
        ("Carrier pigeon", "pigeon"),
        ("Q", "other"),
    ],
)
def test_a_name_tells_the_kind_of_channel(name: str, kind: str):
    assert guess_kind(name) == kind


def test_every_guess_is_a_kind_there_is():
    assert {kind for kind, _words in GUESSES} <= set(Channel.Kind.values)


def test_a_row_is_changed_in_its_place(as_facilitator: Client, incident_a: Incident):
    post = incident_a.communications.first()
    answer = save(as_facilitator, post, time="16:10", text="Changed", state="identified")
    assert answer.status_code == 200
    post.refresh_from_db()
    assert (post.posted_at, post.text, post.status) == (at("16:10"), "Changed", "identified")
    assert 'id="live-picture"' in answer.content.decode()


def test_a_refused_change_keeps_what_was_typed_and_changes_nothing(as_facilitator: Client, incident_a: Incident):
    post = incident_a.communications.first()
    answer = save(as_facilitator, post, time="25:99", text="Changed")
    assert answer.status_code == 422
    assert "Changed" in answer.content.decode()
    post.refresh_from_db()
    assert post.text != "Changed"


def test_a_claimed_time_marks_a_message_back_dated(as_facilitator: Client, incident_a: Incident):
    post = incident_a.communications.first()
    save(as_facilitator, post, shown="15:45", url="status.example.org/1")
    post.refresh_from_db()
    assert (post.shown_at, post.url) == (at("15:45"), "https://status.example.org/1")
    assert post.record.back_dated


def test_a_row_that_moves_to_another_channel_leaves_no_empty_one_behind(as_facilitator: Client, incident_a: Incident):
    add(as_facilitator, incident_a, channel="Twiter")
    save(as_facilitator, newest(), channel="Twitter")
    assert not Channel.objects.filter(name="Twiter").exists()
    assert incident_a.channel_uses.filter(channel__name="Twitter").exists()


def test_a_deleted_row_takes_its_unused_channel_along(as_facilitator: Client, incident_a: Incident):
    add(as_facilitator, incident_a)
    answer = as_facilitator.post(f"/incidents/communications/{newest().uid}/delete/", headers=HTMX)
    assert answer.status_code == 200
    assert 'class="entry-row' not in answer.content.decode()
    assert incident_a.communications.count() == 6
    assert not Channel.objects.filter(name="Status page").exists()


def test_a_channel_can_be_used_with_nothing_sent(as_facilitator: Client, incident_a: Incident):
    where = f"/incidents/{incident_a.uid}/channels/"
    answer = as_facilitator.post(where, {"name": "Carrier pigeon"}, headers=HTMX)
    assert "nothing sent" in answer.content.decode()
    use = incident_a.channel_uses.get(channel__kind="pigeon")
    as_facilitator.post(f"{where}{use.channel.uid}/kind/", {"kind": "other"}, headers=HTMX)
    use.channel.refresh_from_db()
    assert use.channel.kind == "other"
    as_facilitator.post(f"{where}{use.channel.uid}/remove/", headers=HTMX)
    assert not Channel.objects.filter(name="Carrier pigeon").exists()


def test_a_channel_without_a_name_is_refused(as_facilitator: Client, incident_a: Incident):
    answer = as_facilitator.post(f"/incidents/{incident_a.uid}/channels/", {"name": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert "Which channel?" in answer.content.decode()


def test_a_channel_with_messages_stays(as_facilitator: Client, incident_a: Incident):
    channel = incident_a.communications.first().channel
    as_facilitator.post(f"/incidents/{incident_a.uid}/channels/{channel.uid}/remove/", headers=HTMX)
    assert incident_a.channel_uses.filter(channel=channel).exists()


@pytest.mark.parametrize("path", ["", "delete/"])
def test_a_message_is_not_other_teams_to_change(as_stranger: Client, incident_a: Incident, path: str):
    post = incident_a.communications.first()
    assert as_stranger.post(f"/incidents/communications/{post.uid}/{path}", {"time": "17:00"}).status_code == 404
    assert incident_a.communications.count() == 6
