"""A corrected time keeps what stood there before, with who and when."""

import pytest
from django.test import Client

from incidents.models import Incident, User
from tests.people import at

pytestmark = pytest.mark.django_db


def test_a_corrected_time_of_the_incident_keeps_its_original(
    as_facilitator: Client, incident_a: Incident, facilitator: User
):
    as_facilitator.post(f"/incidents/{incident_a.uid}/answers/began/", {"started_at": "15:30"})
    correction = incident_a.corrections.get()
    assert (correction.field, correction.before, correction.after) == ("started_at", at("15:40"), at("15:30"))
    assert (correction.by_name, correction.user) == ("Dana Reyes", facilitator)


def test_a_corrected_message_keeps_its_original(as_facilitator: Client, incident_a: Incident):
    post = incident_a.communications.first()
    row = {"time": "16:05", "channel": post.channel.name, "state": post.status}
    as_facilitator.post(f"/incidents/communications/{post.uid}/", row)
    correction = post.corrections.get()
    assert (correction.before, correction.after) == (at("16:07:50"), at("16:05"))


def test_a_time_that_stays_is_no_correction(as_facilitator: Client, incident_a: Incident):
    as_facilitator.post(f"/incidents/{incident_a.uid}/answers/began/", {"started_at": "2021-10-04 15:40"})
    assert not incident_a.corrections.exists()


def test_the_history_says_who_when_from_and_to_in_the_incidents_zone(
    as_facilitator: Client, incident_a: Incident, facilitator: User
):
    Incident.objects.update(zone="Asia/Seoul")
    incident_a.correct("started_at", at("15:30"), by_name="Dana Reyes", user=facilitator)
    incident_a.communications.first().correct(at("16:05"), approximate=True, by_name="Amir Malik")
    page = as_facilitator.get(f"/incidents/{incident_a.uid}/corrections/").content.decode()
    for said in ("Trouble began", "2021-10-05 00:40", "2021-10-05 00:30", "Dana Reyes", "Amir Malik", "Asia/Seoul"):
        assert said in page
    assert "Message on Twitter, spokesperson" in page


def test_a_time_that_was_not_known_before_is_said_to_be_so(as_facilitator: Client, incident_a: Incident):
    as_facilitator.post(
        f"/incidents/{incident_a.uid}/answers/began/", {"started_at": "15:40", "first_alert_at": "15:50"}
    )
    page = as_facilitator.get(f"/incidents/{incident_a.uid}/corrections/").content.decode()
    assert "not known" in page


def test_an_untouched_incident_says_that_nothing_was_corrected(as_facilitator: Client, incident_a: Incident):
    page = as_facilitator.get(f"/incidents/{incident_a.uid}/corrections/").content.decode()
    assert "No time has been corrected" in page
