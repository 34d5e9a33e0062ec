"""Planning a session, getting ready for it, and finding it again in the list."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import Incident, User
from sessions import links
from sessions.models import Retrospective
from sessions.play import PREPARATIONS, STEPS

GOOD = {
    "language": "ko",
    "on": "2026-11-30",
    "at": "10:00",
    "votes_each": "4",
    "anonymous_allowed": "on",
    **{f"box_{step.key}": str(step.minutes) for step in STEPS},
}


@pytest.fixture
def planned(incident_a: Incident, facilitator: User) -> Retrospective:
    """A session that nobody has begun."""
    return Retrospective.objects.create(incident=incident_a, facilitator=facilitator)


def address(incident: Incident) -> str:
    return reverse("retro:plan", args=[incident.uid])


def test_a_session_is_planned_from_an_incident(as_facilitator: Client, incident_a: Incident, member: User) -> None:
    response = as_facilitator.post(address(incident_a), GOOD | {"facilitator": member.pk, "box_gap": "20"})
    made = Retrospective.objects.get()
    assert response["Location"] == reverse("retro:prepare", args=[made.uid])
    assert (made.facilitator, made.language, made.votes_each, made.anonymous_allowed) == (member, "ko", 4, True)
    assert made.planned_for == datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    assert made.boxes == [10, 20, 15, 15, 10]


def test_date_and_time_are_meant_in_the_zone_of_the_incident(
    as_facilitator: Client, incident_a: Incident, facilitator: User
) -> None:
    Incident.objects.update(zone="Asia/Seoul")
    as_facilitator.post(address(incident_a), GOOD | {"facilitator": facilitator.pk})
    assert Retrospective.objects.get().planned_for == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def test_the_date_may_stay_open(as_facilitator: Client, incident_a: Incident, facilitator: User) -> None:
    as_facilitator.post(address(incident_a), GOOD | {"facilitator": facilitator.pk, "on": "", "at": ""})
    assert Retrospective.objects.get().planned_for is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"at": ""}, "at"),
        ({"on": ""}, "on"),
        ({"on": "tomorrow"}, "on"),
        ({"votes_each": "0"}, "votes_each"),
        ({"votes_each": "11"}, "votes_each"),
        ({"box_stage": "0"}, "box_stage"),
        ({"box_stage": "61"}, "box_stage"),
        ({"box_plan": ""}, "box_plan"),
        ({"language": "xx"}, "language"),
        ({"facilitator": ""}, "facilitator"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_plans_nothing(
    as_facilitator: Client, incident_a: Incident, facilitator: User, changed: dict[str, str], field: str
) -> None:
    response = as_facilitator.post(address(incident_a), GOOD | {"facilitator": facilitator.pk} | changed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Retrospective.objects.exists()


def test_a_time_that_the_clocks_skip_is_refused(
    as_facilitator: Client, incident_a: Incident, facilitator: User
) -> None:
    Incident.objects.update(zone="Europe/Berlin")
    skipped = GOOD | {"facilitator": facilitator.pk, "on": "2027-03-28", "at": "02:30"}
    assert list(as_facilitator.post(address(incident_a), skipped).context["form"].errors) == ["at"]


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [("0001-01-01", "00:00", "Asia/Seoul"), ("9999-12-31", "23:59", "America/Los_Angeles")],
)
def test_a_year_that_no_clock_can_show_is_refused(
    as_facilitator: Client, incident_a: Incident, facilitator: User, day: str, clock: str, zone: str
) -> None:
    Incident.objects.update(zone=zone)
    far = GOOD | {"facilitator": facilitator.pk, "on": day, "at": clock}
    assert list(as_facilitator.post(address(incident_a), far).context["form"].errors) == ["on"]


def test_only_members_of_the_team_can_lead(as_facilitator: Client, incident_a: Incident, stranger: User) -> None:
    response = as_facilitator.post(address(incident_a), GOOD | {"facilitator": stranger.pk})
    assert list(response.context["form"].errors) == ["facilitator"]


def test_an_incident_that_does_not_fit_is_warned_about_and_planned_all_the_same(
    as_facilitator: Client, incident_a: Incident, facilitator: User
) -> None:
    Incident.objects.update(inconvenienced_customers=False)
    assert "You can run it all the same." in as_facilitator.get(address(incident_a)).content.decode()
    as_facilitator.post(address(incident_a), GOOD | {"facilitator": facilitator.pk})
    assert Retrospective.objects.exists()


def test_the_plan_can_be_changed_until_the_session_begins(as_facilitator: Client, planned: Retrospective) -> None:
    edit = reverse("retro:edit", args=[planned.uid])
    changed = GOOD | {"facilitator": planned.facilitator_id}
    assert as_facilitator.post(edit, changed).status_code == 302
    planned.refresh_from_db()
    assert (planned.votes_each, planned.revision) == (4, 1)
    Retrospective.objects.update(started_at=timezone.now())
    refused = as_facilitator.post(edit, changed | {"votes_each": "9"})
    assert "has begun already" in refused.content.decode()
    planned.refresh_from_db()
    assert planned.votes_each == 4


def test_the_preparation_says_what_to_do_when_and_how_to_get_in(
    as_facilitator: Client, planned: Retrospective, settings: Any
) -> None:
    settings.SITE_URL = "http://192.168.1.20:8000"
    page = as_facilitator.get(reverse("retro:prepare", args=[planned.uid])).content.decode()
    assert all(str(item.text) in page for item in PREPARATIONS)
    assert f"http://192.168.1.20:8000/join/{planned.join_token}/" in page
    assert "http://192.168.1.20:8000/d/" in page
    assert planned.spoken_code in page
    assert "data:image/svg+xml" in page
    assert f'action="{reverse("retro:enter", args=[planned.uid])}"' in page


def test_links_begin_with_the_address_the_browser_came_by_when_no_better_one_is_known(
    planned: Retrospective, settings: Any, rf: Any
) -> None:
    settings.ALLOWED_HOSTS = ["192.168.1.20"]
    request = rf.get("/", headers={"host": "192.168.1.20:8000"})
    settings.SITE_URL = "http://localhost:8000"
    assert links.join_url(planned, request).startswith("http://192.168.1.20:8000/join/")
    settings.SITE_URL = "https://retro.example.org/"
    assert links.join_url(planned, request).startswith("https://retro.example.org/join/")


def test_the_list_tells_planned_running_and_past_apart(as_facilitator: Client, planned: Retrospective) -> None:
    empty = Retrospective.objects.none()
    sessions = reverse("retro:list")
    assert as_facilitator.get(sessions).context["planned"] == [planned]
    Retrospective.objects.update(started_at=timezone.now(), step="stage")
    assert as_facilitator.get(sessions).context["running"] == [planned]
    Retrospective.objects.update(finished_at=timezone.now())
    context = as_facilitator.get(sessions).context
    assert [one.retrospective for one in context["past"]] == [planned]
    assert list(empty) == context["running"] == context["planned"]


def test_a_list_without_sessions_says_how_to_begin(as_facilitator: Client, incident_a: Incident) -> None:
    page = as_facilitator.get(reverse("retro:list")).content.decode()
    assert "No session yet" in page
    assert reverse("incidents:list") in page


def test_the_list_asks_the_database_a_fixed_number_of_times(
    as_facilitator: Client, incident_a: Incident, facilitator: User, django_assert_max_num_queries: Any
) -> None:
    for _number in range(6):
        Retrospective.objects.create(
            incident=incident_a, facilitator=facilitator, started_at=timezone.now(), finished_at=timezone.now()
        )
    with django_assert_max_num_queries(16):
        as_facilitator.get(reverse("retro:list"))


def test_a_review_opens_when_the_session_is_finished(as_facilitator: Client, planned: Retrospective) -> None:
    review, prepare = (reverse(f"retro:{name}", args=[planned.uid]) for name in ("review", "prepare"))
    assert as_facilitator.get(review)["Location"] == prepare
    Retrospective.objects.update(started_at=timezone.now(), finished_at=timezone.now(), step="plan")
    assert as_facilitator.get(prepare)["Location"] == review
    page = as_facilitator.get(review).content.decode()
    assert "3 h 27 min" in page


def test_strangers_see_nothing_of_it(as_stranger: Client, client: Client, planned: Retrospective) -> None:
    Retrospective.objects.update(started_at=timezone.now(), finished_at=timezone.now())
    for name in ("prepare", "edit", "review"):
        path = reverse(f"retro:{name}", args=[planned.uid])
        assert as_stranger.get(path).status_code == 404
        assert client.get(path)["Location"].startswith(reverse("login"))
    assert as_stranger.get(reverse("retro:plan", args=[planned.incident.uid])).status_code == 404
    assert as_stranger.get(reverse("retro:list")).context["past"] == []
