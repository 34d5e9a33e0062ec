"""Whether an incident fits the play, and what is still unanswered: told on the page, and forbidding nothing."""

import pytest
from django.test import Client

from incidents.analysis.fit import Fit
from incidents.completeness import CONDITION_TEXTS, QUESTIONS, completeness, conditions
from incidents.forms.sections import SECTIONS
from incidents.models import Incident, Phase, Screenshot, Team
from tests.people import at

pytestmark = pytest.mark.django_db


def again(incident: Incident) -> Incident:
    return Incident.objects.with_story().get(pk=incident.pk)


def test_incident_a_fits_but_for_what_nobody_has_said(incident_a: Incident):
    assert [one.holds for one in conditions(again(incident_a))] == [True, None, True]


def test_every_condition_has_its_words():
    assert CONDITION_TEXTS.keys() == set(Fit)


def test_the_conditions_are_answered_live_and_forbid_nothing(as_facilitator: Client, team: Team):
    incident = team.incidents.create(title="Short one", started_at=at("10:00"))
    where = f"/incidents/{incident.uid}/answers"
    htmx = {"HX-Request": "true"}
    short = as_facilitator.post(f"{where}/ended/", {"resolved_at": "10:20"}, headers=htmx).content.decode()
    assert 'data-holds="no"' in short
    assert "You can run it all the same" in short
    saw = {"customers_saw": "An error page", "inconvenienced_customers": "True"}
    assert 'data-holds="yes"' in as_facilitator.post(f"{where}/saw/", saw, headers=htmx).content.decode()


def test_the_start_is_asked_for_above_all(team: Team):
    answers = completeness(again(team.incidents.create(title="Nothing known yet")))
    assert not any(answer.done for answer in answers)
    assert str(answers[0].question.text) == "When did the trouble begin?"
    assert "most valuable" in str(answers[0].question.why)


def test_what_is_answered_stands_below_what_is_open(incident_a: Incident):
    done = [answer.done for answer in completeness(again(incident_a))]
    assert done == sorted(done)
    assert True in done


def test_an_incident_can_be_complete(incident_a: Incident):
    incident_a.first_alert_at = at("15:50")
    incident_a.customers_saw = "Nothing loaded."
    incident_a.inconvenienced_customers = True
    incident_a.save()
    for kind in Phase.Kind:
        incident_a.phases.create(kind=kind, begins_at=at("16:00"), ends_at=at("17:00"))
    Screenshot.objects.create(incident=incident_a, width=1, height=1)
    assert all(answer.done for answer in completeness(again(incident_a)))


def test_every_question_leads_to_a_part_of_the_page():
    parts = {section.key for section in SECTIONS} | {"communications"}
    assert {question.section for question in QUESTIONS} <= parts
