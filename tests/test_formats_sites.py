"""Formats of single sites: cstate's Markdown, Google Cloud's JSON, links to posts on X."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incidents.analysis.gaps import analyse
from incidents.analysis.records import IncidentKind, Status, Targets
from incidents.formats import Doubt, FormatError, Found, read

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def sample(name: str) -> Found:
    [found] = read((SAMPLES / name).read_bytes(), name).incidents
    return found


def cstate(facts: str, body: str = "Words.") -> Found:
    [found] = read(f"---\ntitle: Trouble\n{facts}\n---\n{body}\n".encode(), "a.md").incidents
    return found


def test_google_cloud_says_when_trouble_began():
    found = sample("google-cloud.json")
    assert found.incident.started_at == datetime(2025, 6, 12, 10, tzinfo=UTC)
    assert found.incident.title == "Summary Storage answers with errors."
    assert found.url == "https://status.cloud.google.com/incidents/GC1"


def test_the_first_available_is_the_resolution_and_what_comes_later_a_follow_up():
    chain = analyse(sample("google-cloud.json").incident, Targets(), NOW).chain
    assert chain.resolution is not None
    assert chain.resolution.at == datetime(2025, 6, 12, 12, 45, tzinfo=UTC)
    assert [post.text for post in chain.follow_ups] == ["What happened, in detail."]
    assert [gap.length for gap in chain.gaps] == [timedelta(minutes=minutes) for minutes in (31, 39, 95)]


def test_an_incident_of_google_cloud_that_came_back_is_over_after_its_last_trouble():
    data = json.loads((SAMPLES / "google-cloud.json").read_bytes())
    data[0]["updates"].append({"created": "2025-06-12T14:00:00Z", "status": "SERVICE_OUTAGE", "text": "Again."})
    [found] = read(json.dumps(data).encode()).incidents
    assert [post.text for post in found.incident.communications if post.status is Status.RESOLVED] == [
        "What happened, in detail."
    ]


def test_a_bad_incident_of_google_cloud_is_named():
    data = json.loads((SAMPLES / "google-cloud.json").read_bytes())
    reading = read(
        json.dumps([*data, {"external_desc": "Bad", "begin": "x", "updates": [{"text": "no time"}]}]).encode()
    )
    assert len(reading.incidents) == 1
    assert str(reading.unread[0].error) == "entry 2: a time is missing: created"


def test_a_file_of_cstate_has_a_first_and_a_last_message_at_the_times_of_its_page():
    found = sample("cstate.md")
    first, last = found.incident.communications
    assert (first.text, last.text) == ("Nobody can sign in. We are looking into it.", "Everybody can sign in again.")
    assert (first.posted_at.hour, last.posted_at.hour, last.status) == (9, 12, Status.RESOLVED)
    assert {warned.key for warned in found.warnings if warned.doubt is Doubt.ASSUMED_TIME} == {first.key, last.key}
    assert found.reference == "cstate"


def test_tracked_updates_of_cstate_have_times_of_their_own():
    first, last = sample("cstate-track.md").incident.communications
    assert (first.text, first.status, first.posted_at.minute) == ("Uploads take minutes.", Status.INVESTIGATING, 12)
    assert (last.text, last.status) == ("Uploads are fast again.", Status.RESOLVED)


def test_a_page_without_a_last_message_told_nobody_that_it_was_over():
    found = cstate("date: 2025-03-04T09:40:00Z\nresolved: true\nresolvedWhen: 2025-03-04T12:05:00Z")
    assert analyse(found.incident, Targets(), NOW).chain.never_told


def test_an_end_before_the_begin_leaves_the_begin_unknown():
    found = cstate("date: 2025-03-04T09:40:00Z\nresolved: true\nresolvedWhen: 2025-03-01T12:05:00Z")
    assert [post.status for post in found.incident.communications] == [Status.RESOLVED]
    assert Doubt.END_BEFORE_BEGIN in {warned.doubt for warned in found.warnings}


def test_a_planned_page_is_a_maintenance_with_its_window():
    facts = "date: 2025-03-04T09:40:00Z\nresolved: true\nresolvedWhen: 2025-03-04T12:05:00Z\ninformational: true"
    incident = cstate(facts).incident
    assert incident.kind is IncidentKind.MAINTENANCE
    assert (incident.window_begins_at, incident.window_ends_at) == (
        datetime(2025, 3, 4, 9, 40, tzinfo=UTC),
        datetime(2025, 3, 4, 12, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize("facts", ["resolved: true", "resolved: true\ndate: soon"])
def test_a_page_without_a_date_is_refused(facts: str):
    with pytest.raises(FormatError):
        cstate(facts)


def test_links_to_posts_hold_sender_time_and_address():
    found = sample("x-links.txt")
    posts = found.incident.communications
    assert [f"{post.posted_at:%Y-%m-%d %H:%M:%S}" for post in posts] == [
        "2021-10-04 16:07:50",
        "2021-10-04 16:16:18",
        "2021-10-04 19:52:55",
    ]
    assert [post.sender for post in posts] == ["@spokesperson", "@messenger", "@cto"]
    assert [post.text for post in posts] == ["We are aware.", "", ""]
    assert posts[1].url == f"https://x.com/messenger/status/{posts[1].reference}"


def test_a_link_whose_number_holds_no_time_is_named_by_its_line():
    reading = read(b"https://x.com/a/status/1445060000000000000\nhttps://x.com/a/status/20\n")
    assert len(reading.incidents[0].incident.communications) == 1
    assert str(reading.unread[0].error) == "line 2: not a time: https://x.com/a/status/20"


def test_text_with_one_link_among_other_lines_is_not_a_list_of_links():
    with pytest.raises(FormatError):
        read(b"Read this:\nhttps://x.com/a/status/1445060000000000000\n")
