"""The list, the nine questions saved as they are answered, and deleting an incident."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from incidents.forms.sections import SECTIONS
from incidents.models import Incident, Team, User
from incidents.signals import timeline_changed
from tests.people import at

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def answer(client: Client, incident: Incident, key: str, **typed: Any) -> Any:
    """Answers one question as the page does, by htmx."""
    return client.post(f"/incidents/{incident.uid}/answers/{key}/", typed, headers=HTMX)


def again(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


def test_a_new_team_is_invited_to_write_its_first_incident_down(as_facilitator: Client, team: Team):
    assert "Write down the first incident" in as_facilitator.get("/incidents/").content.decode()


def test_a_new_incident_takes_the_teams_zone_and_goes_on_to_the_questions(as_facilitator: Client, team: Team):
    Team.objects.update(zone="Asia/Seoul")
    form = as_facilitator.get("/incidents/new/").context["form"]
    assert form["zone"].value() == "Asia/Seoul"
    body = {"title": "결제 장애", "zone": "seoul", "team": form["team"].value()}
    page = as_facilitator.post("/incidents/new/", body, follow=True)
    assert page.redirect_chain[-1][0] == f"/incidents/{Incident.objects.get().uid}/"
    assert (Incident.objects.get().zone, Incident.objects.get().team) == ("Asia/Seoul", team)


def test_an_incident_cannot_be_given_to_another_team(as_facilitator: Client, team: Team, stranger: User):
    other = Team.objects.get(name="Another team")
    body = {"title": "Checkout", "zone": "UTC", "team": other.pk}
    assert as_facilitator.post("/incidents/new/", body).status_code == 422
    assert not Incident.objects.exists()


def test_the_list_shows_the_largest_gap(as_facilitator: Client, incident_a: Incident):
    page = as_facilitator.get("/incidents/").content.decode()
    assert "3 h 27 min" in page
    assert "<svg" in page


def test_the_list_needs_as_many_queries_for_many_incidents_as_for_one(
    as_facilitator: Client, incident_a: Incident, django_assert_max_num_queries: Any
):
    for number in range(10):
        incident_a.team.incidents.create(title=f"Outage {number}", zone="UTC", started_at=at("10:00"))
    with django_assert_max_num_queries(16):
        as_facilitator.get("/incidents/")


def test_what_no_database_takes_is_no_error(as_facilitator: Client, incident_a: Incident):
    assert incident_a.title in as_facilitator.get("/incidents/?q=%00Everything").content.decode()
    for path in ("/incidents/a%00b/", "/teams/a%00b/", "/invitation/a%00b/"):
        with pytest.raises(Resolver404):
            resolve(unquote(path))


@pytest.mark.parametrize("words", ["결제 장애", "결제 사고", "결제인시던트", "결제", "CHECKOUT"])
def test_search_takes_one_word_for_an_incident_for_the_other(as_facilitator: Client, team: Team, words: str):
    team.incidents.create(title="결제장애 (checkout)")
    team.incidents.create(title="Login")
    page = as_facilitator.get("/incidents/", {"q": words})
    assert [row["incident"].title for row in page.context["rows"]] == ["결제장애 (checkout)"]


def test_the_page_of_an_incident_without_any_time_comes_up(as_facilitator: Client, team: Team):
    incident = team.incidents.create(title="Nothing known yet")
    page = as_facilitator.get(f"/incidents/{incident.uid}/").content.decode()
    assert "10 questions are open" in page


def test_the_page_shows_the_known_answers_of_incident_a(as_facilitator: Client, incident_a: Incident):
    page = as_facilitator.get(f"/incidents/{incident_a.uid}/").content.decode()
    assert "28 min" in page
    assert "3 h 27 min" in page


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_question_is_on_the_page(as_facilitator: Client, incident_a: Incident, section: Any):
    page = as_facilitator.get(f"/incidents/{incident_a.uid}/").content.decode()
    assert f'id="section-{section.key}"' in page


def test_an_answer_is_saved_and_the_picture_drawn_anew(as_facilitator: Client, incident_a: Incident):
    saved = answer(as_facilitator, incident_a, "began", started_at="15:40", first_alert_at="~15:50")
    html = saved.content.decode()
    assert saved.status_code == 200
    assert 'data-state="saved"' in html
    for region in ("live-picture", "live-aside", "live-strip", "live-twin", "live-title"):
        assert f'id="{region}" hx-swap-oob="true"' in html
    fresh = again(incident_a)
    assert fresh.first_alert_at == at("15:50")
    assert "first_alert_at" in fresh.approximate_times


def test_without_scripts_an_answer_is_saved_too(as_facilitator: Client, incident_a: Incident):
    saved = as_facilitator.post(f"/incidents/{incident_a.uid}/answers/ended/", {"resolved_at": "22:45"})
    assert saved.url == f"/incidents/{incident_a.uid}/#section-ended"
    refused = as_facilitator.post(f"/incidents/{incident_a.uid}/answers/ended/", {"resolved_at": "25:99"})
    assert refused.status_code == 422
    assert "<html" in refused.content.decode()


def test_an_end_before_the_beginning_is_refused_at_the_field(as_facilitator: Client, incident_a: Incident):
    refused = answer(as_facilitator, incident_a, "ended", resolved_at="2021-10-04 15:00")
    html = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="2021-10-04 15:00"' in html
    assert 'aria-invalid="true"' in html
    assert "before the beginning" in html
    assert again(incident_a).resolved_at == at("22:30")


def test_a_beginning_after_the_end_is_refused_at_its_own_field(as_facilitator: Client, incident_a: Incident):
    refused = answer(as_facilitator, incident_a, "began", started_at="15:40", first_alert_at="23:00")
    assert refused.status_code == 422
    assert again(incident_a).first_alert_at is None


@pytest.mark.parametrize(
    ("zone", "typed", "said"),
    [("UTC", "25:99", "does not exist"), ("America/New_York", "2021-03-14 02:30", "clocks were put forward")],
)
def test_an_impossible_time_is_refused_in_words(
    as_facilitator: Client, incident_a: Incident, zone: str, typed: str, said: str
):
    Incident.objects.update(zone=zone)
    refused = answer(as_facilitator, incident_a, "began", started_at=typed)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert again(incident_a).started_at == at("15:40")


def test_a_phase_may_be_given_by_its_length(as_facilitator: Client, incident_a: Incident):
    answer(as_facilitator, incident_a, "investigation", begins_at="15:50", ends_at="+2h")
    phase = incident_a.phases.get()
    assert (phase.begins_at, phase.ends_at) == (at("15:50"), at("17:50"))


def test_half_a_phase_waits_for_its_other_half(as_facilitator: Client, incident_a: Incident):
    waiting = answer(as_facilitator, incident_a, "investigation", begins_at="15:50", ends_at="")
    assert waiting.status_code == 200
    assert 'data-state="incomplete"' in waiting.content.decode()
    assert not incident_a.phases.exists()


def test_a_phase_that_ends_before_it_begins_is_refused(as_facilitator: Client, incident_a: Incident):
    typed = {"begins_at": "17:00", "ends_at": "2021-10-04 16:00"}
    assert answer(as_facilitator, incident_a, "escalation", **typed).status_code == 422
    assert not incident_a.phases.exists()


def test_an_emptied_phase_goes_away(as_facilitator: Client, incident_a: Incident):
    answer(as_facilitator, incident_a, "escalation", begins_at="17:00", ends_at="18:00")
    answer(as_facilitator, incident_a, "escalation", begins_at="", ends_at="")
    assert not incident_a.phases.exists()


def test_a_maintenance_asks_for_its_window(as_facilitator: Client, incident_a: Incident):
    about = {"title": "Upgrade", "kind": "maintenance", "severity": "", "summary": ""}
    html = answer(as_facilitator, incident_a, "about", **about).content.decode()
    assert "The window begins" in html
    answer(as_facilitator, incident_a, "about", **about, window_begins_at="15:00", window_ends_at="+3h")
    assert again(incident_a).window_begins_at == at("15:00")
    wrong = {"window_begins_at": "2021-10-04 15:00", "window_ends_at": "2021-10-04 14:00"}
    assert answer(as_facilitator, incident_a, "about", **about, **wrong).status_code == 422


def test_a_contradiction_brought_along_by_an_import_is_said_and_not_made_worse(
    as_facilitator: Client, incident_a: Incident
):
    Incident.objects.update(kind="maintenance", started_at=at("23:00"))
    about = {"title": "Upgrade", "kind": "maintenance", "window_begins_at": "15:00", "window_ends_at": "16:00"}
    refused = answer(as_facilitator, incident_a, "about", **about)
    assert refused.status_code == 422
    assert "before the beginning" in refused.content.decode()
    assert again(incident_a).title != "Upgrade"


def test_the_newest_incident_stands_first(as_facilitator: Client, incident_a: Incident):
    incident_a.team.incidents.create(title="Older", first_alert_at=at("10:00"))
    incident_a.team.incidents.create(title="Nobody knows when")
    incident_a.team.incidents.create(title="Newer", first_alert_at=at("10:00", day=9))
    rows = as_facilitator.get("/incidents/").context["rows"]
    assert [row["incident"].title for row in rows] == ["Newer", incident_a.title, "Older", "Nobody knows when"]


def test_an_overlong_text_is_refused_and_kept_in_its_field(as_facilitator: Client, incident_a: Incident):
    refused = answer(as_facilitator, incident_a, "saw", customers_saw="가" * 4001, inconvenienced_customers="True")
    assert refused.status_code == 422
    assert "가" * 4001 in refused.content.decode()
    assert again(incident_a).inconvenienced_customers is None


def test_a_title_is_never_read_as_markup(as_facilitator: Client, incident_a: Incident):
    about = {"title": '<img src=x onerror="alert(1)">', "kind": "incident", "severity": "", "summary": ""}
    assert "<img src=x" not in answer(as_facilitator, incident_a, "about", **about).content.decode()


def test_an_unknown_question_is_not_found(as_facilitator: Client, incident_a: Incident):
    assert answer(as_facilitator, incident_a, "nonsense").status_code == 404


def test_whoever_listens_hears_of_a_change_once_and_of_none_if_nothing_changed(
    as_facilitator: Client, incident_a: Incident, django_capture_on_commit_callbacks: Any
):
    heard: list[int] = []

    def listen(incident_id: int, **_signal: Any) -> None:
        heard.append(incident_id)

    timeline_changed.connect(listen)
    try:
        for _time in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                answer(as_facilitator, incident_a, "ended", resolved_at="22:40")
    finally:
        timeline_changed.disconnect(listen)
    assert heard == [incident_a.pk]


def test_the_zone_changes_and_the_clock_times_stay(as_facilitator: Client, incident_a: Incident):
    as_facilitator.post(f"/incidents/{incident_a.uid}/zone/", {"zone": "Seoul", "keep": "clock"})
    fresh = again(incident_a)
    assert (fresh.zone, fresh.started_at) == ("Asia/Seoul", at("06:40"))
    assert fresh.communications.first().posted_at == at("07:07:50")
    assert fresh.corrections.filter(field="posted_at").count() == 6


def test_the_zone_changes_and_the_moments_stay(as_facilitator: Client, incident_a: Incident):
    as_facilitator.post(f"/incidents/{incident_a.uid}/zone/", {"zone": "Asia/Seoul", "keep": "moments"})
    fresh = again(incident_a)
    assert (fresh.zone, fresh.started_at) == ("Asia/Seoul", at("15:40"))
    assert not fresh.corrections.exists()


def test_a_zone_in_which_a_time_does_not_exist_changes_nothing(as_facilitator: Client, team: Team):
    skipped = at("02:30").replace(month=3, day=14)
    incident = team.incidents.create(
        title="Night", started_at=at("01:00").replace(month=3, day=14), resolved_at=skipped
    )
    refused = as_facilitator.post(f"/incidents/{incident.uid}/zone/", {"zone": "America/New_York", "keep": "clock"})
    assert refused.status_code == 422
    assert "2021-03-14 02:30" in refused.content.decode()
    fresh = again(incident)
    assert (fresh.zone, fresh.started_at, fresh.corrections.count()) == ("UTC", incident.started_at, 0)


def test_deleting_needs_the_title(as_facilitator: Client, incident_a: Incident):
    path = f"/incidents/{incident_a.uid}/delete/"
    assert as_facilitator.post(path, {"title": "Something else"}).status_code == 422
    assert as_facilitator.post(path, {"title": "Everything away  from the internet "}).status_code == 302
    assert not Incident.objects.exists()


def test_a_request_from_a_page_whose_session_has_ended_swallows_nothing(incident_a: Incident):
    assert answer(Client(), incident_a, "ended", resolved_at="22:40").status_code == 401


GUARDED = ("", "corrections/", "delete/")
CHANGES = ("answers/ended/", "zone/", "delete/", "communications/", "channels/", "screenshots/")


@pytest.mark.parametrize("path", GUARDED)
def test_an_incident_is_not_there_for_other_teams(as_stranger: Client, incident_a: Incident, path: str):
    assert as_stranger.get(f"/incidents/{incident_a.uid}/{path}").status_code == 404
    assert Client().get(f"/incidents/{incident_a.uid}/{path}").status_code == 302
    assert incident_a.title not in as_stranger.get("/incidents/").content.decode()


@pytest.mark.parametrize("path", CHANGES)
def test_an_incident_is_not_other_teams_to_change(as_stranger: Client, incident_a: Incident, path: str):
    assert as_stranger.post(f"/incidents/{incident_a.uid}/{path}", {"title": incident_a.title}).status_code == 404
