"""Teams: members by link, and nothing to be seen across teams."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import RestrictedError
from django.test import Client
from django.utils import timezone

from incidents.models import Channel, Incident, Invitation, Membership, Team, User
from tests.people import make_person

pytestmark = pytest.mark.django_db

ACCOUNT = {"name": "Kim Min", "email": "kim@example.org", "password": "a long enough sentence"}


def link(client: Client, team: Team) -> str:
    """Makes an invitation and takes its link from the page."""
    answer = client.post(f"/teams/{team.uid}/invite/")
    found = re.search(r"http://testserver(/invitation/[^\"]+)", answer.content.decode())
    assert found is not None
    return found[1]


def test_a_link_is_shown_once_and_kept_as_a_hash(as_facilitator: Client, team: Team):
    path = link(as_facilitator, team)
    assert path.split("/")[2] not in as_facilitator.get(f"/teams/{team.uid}/").content.decode()
    assert path.split("/")[2] not in str(Invitation.objects.values())


def test_somebody_new_joins_by_the_link(as_facilitator: Client, team: Team):
    path, newcomer = link(as_facilitator, team), Client()
    assert team.name in newcomer.get(path).content.decode()
    assert newcomer.post(path, ACCOUNT, follow=True).redirect_chain[-1][0] == "/incidents/"
    assert Membership.objects.get(user__email="kim@example.org").role == "member"


def test_somebody_with_an_account_joins_by_the_link(as_facilitator: Client, as_stranger: Client, team: Team):
    path = link(as_facilitator, team)
    as_stranger.post(path)
    as_stranger.post(path)
    assert team.memberships.count() == 2
    assert as_stranger.get(f"/teams/{team.uid}/").status_code == 200


@pytest.mark.parametrize("end", ["revoke", "another", "too late"])
def test_an_ended_link_lets_nobody_in(as_facilitator: Client, team: Team, end: str):
    path = link(as_facilitator, team)
    if end == "revoke":
        as_facilitator.post(f"/teams/{team.uid}/invite/end/")
    elif end == "another":
        link(as_facilitator, team)
    else:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = Client().post(path, ACCOUNT)
    assert answer.status_code == 404
    assert "has ended" in answer.content.decode()
    assert not User.objects.filter(email="kim@example.org").exists()


def test_an_owner_removes_a_member_but_not_herself(as_facilitator: Client, team: Team, facilitator: User, member: User):
    for person in (member, facilitator):
        number = team.memberships.get(user=person).pk
        as_facilitator.post(f"/teams/{team.uid}/members/{number}/remove/")
    assert [membership.user for membership in team.memberships.all()] == [facilitator]


def test_a_member_removes_nobody(client: Client, team: Team, facilitator: User, member: User):
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    number = team.memberships.get(user=facilitator).pk
    assert client.post(f"/teams/{team.uid}/members/{number}/remove/").status_code == 404
    assert team.memberships.count() == 2


def test_a_removed_member_sees_nothing_any_more(client: Client, team: Team, member: User, incident_a: Any):
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/incidents/{incident_a.uid}/").status_code == 200
    team.memberships.get(user=member).delete()
    assert client.get(f"/incidents/{incident_a.uid}/").status_code == 404


def test_targets_are_the_teams_own(as_facilitator: Client, team: Team, incident_a: Any):
    body = {"name": "Platform", "zone": "seoul", "good_minutes": 10, "gap_minutes": 15, "merge_minutes": 0}
    assert as_facilitator.post(f"/teams/{team.uid}/", body).status_code == 302
    team.refresh_from_db()
    assert (team.zone, team.targets().gap) == ("Asia/Seoul", timedelta(minutes=15))


def test_a_gap_shorter_than_a_good_interval_is_refused(as_facilitator: Client, team: Team):
    body = {"name": "Platform", "zone": "UTC", "good_minutes": 40, "gap_minutes": 15, "merge_minutes": 2}
    answer = as_facilitator.post(f"/teams/{team.uid}/", body)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"gap_minutes"}
    assert answer.context["team"].name == "Platform team"


def test_an_unknown_zone_is_refused_in_words(as_facilitator: Client):
    answer = as_facilitator.post("/teams/new/", {"name": "Night shift", "zone": "Middle Earth"})
    assert "There is no time zone called “Middle Earth”" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "invite/", "invite/end/", "members/1/remove/"])
def test_a_team_is_nobody_elses_business(as_stranger: Client, team: Team, path: str):
    method = as_stranger.post if path else as_stranger.get
    assert method(f"/teams/{team.uid}/{path}").status_code == 404


def test_a_person_in_two_teams_sees_both(as_facilitator: Client, facilitator: User, incident_a: Any):
    other = Team.found("Night shift", make_person("Eve Late"))
    Membership.objects.create(team=other, user=facilitator)
    other.incidents.create(title="Night outage")
    page = as_facilitator.get("/incidents/").content.decode()
    assert "Night outage" in page
    assert "Everything away" in page
    assert "Night shift" in page


def test_a_team_is_deleted_with_all_it_has(incident_a: Incident):
    incident_a.team.delete()
    assert not Incident.objects.exists()
    assert not Channel.objects.exists()


def test_a_channel_on_which_something_was_sent_cannot_go(incident_a: Incident):
    with pytest.raises(RestrictedError):
        Channel.objects.first().delete()
