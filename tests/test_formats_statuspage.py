"""Statuspage's JSON in all its shapes, and its feeds."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.records import IncidentKind, Status
from incidents.formats import Doubt, FormatError, Found, read
from incidents.formats.instants import from_post_id
from incidents.formats.markup import from_html, from_markdown

SAMPLES = Path(__file__).parent / "samples"


def update(at: str, status: str = "investigating", **more: Any) -> dict[str, Any]:
    return {"id": at, "status": status, "body": "Words.", "created_at": at, "display_at": at, **more}


def page(*updates: dict[str, Any], **incident: Any) -> Found:
    entry = {"id": "one", "name": "Trouble", "incident_updates": list(updates), **incident}
    [found] = read(json.dumps({"page": {}, "incidents": [entry]}).encode()).incidents
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_posted_is_when_it_was_made_and_shown_is_what_the_page_claims():
    [post] = page(update("2025-03-04T10:12:00Z", display_at="2025-03-04T09:00:00Z")).incident.communications
    assert post.posted_at == at("2025-03-04T10:12:00")
    assert post.shown_at == at("2025-03-04T09:00:00")
    assert post.back_dated


def test_times_that_are_equal_to_the_minute_are_one_time():
    found = page(update("2025-03-04T10:12:01Z", display_at="2025-03-04T10:12:59Z"))
    assert found.incident.communications[0].shown_at is None


def test_a_start_that_is_the_first_update_says_nothing():
    found = page(update("2025-03-04T10:12:00.100Z"), started_at="2025-03-04T10:12:00.050Z")
    assert found.incident.started_at is None
    assert [warned.doubt for warned in found.warnings] == [Doubt.NO_START]


def test_a_start_before_the_first_update_is_the_start():
    found = page(update("2025-03-04T10:12:00Z"), started_at="2025-03-04T09:40:00Z")
    assert found.incident.started_at == at("2025-03-04T09:40:00")
    assert found.warnings == ()


def test_a_start_that_only_repeats_the_claimed_time_is_doubted():
    first = update("2025-03-04T10:12:00Z", display_at="2025-03-04T09:40:00Z")
    found = page(first, started_at="2025-03-04T09:40:00Z")
    assert Doubt.CLAIMED_START in {warned.doubt for warned in found.warnings}


def test_a_post_on_x_is_a_second_channel_at_its_own_time():
    found = page(update("2025-03-04T10:50:00Z", tweet_id="1896876000000000000", custom_tweet="Short."))
    page_post, x_post = found.incident.communications
    assert [channel.kind for channel in found.incident.channels] == ["status_page", "social"]
    assert x_post.posted_at == at("2025-03-04T10:50:55.308")
    assert (x_post.text, page_post.text) == ("Short.", "Words.")
    assert x_post.url == "https://x.com/i/status/1896876000000000000"


@pytest.mark.parametrize(
    ("number", "sent"),
    [
        (str((1_633_363_670_000 - 1_288_834_974_657) << 22), "2021-10-04T16:07:50"),
        ("1", None),
        ("x", None),
        (None, None),
        (1 << 70, None),
    ],
)
def test_the_number_of_a_post_on_x_holds_its_time(number: Any, sent: str | None):
    found = from_post_id(number)
    assert (found and found.replace(microsecond=0)) == (sent and at(sent))


def test_updates_come_sorted_whatever_their_order():
    found = page(
        update("2025-03-04T12:00:00Z", "resolved"),
        update("2025-03-04T10:00:00Z"),
        update("2025-03-04T11:00:00Z", "identified"),
    )
    assert [post.posted_at.hour for post in found.incident.communications] == [10, 11, 12]
    assert [warned.key for warned in found.warnings if warned.doubt is Doubt.OUT_OF_ORDER] == ["00001", "00002"]


def test_resolved_may_be_followed_by_monitoring_and_resolved_again():
    states = ["investigating", "resolved", "monitoring", "resolved"]
    found = page(*(update(f"2025-03-04T1{hour}:00:00Z", state) for hour, state in enumerate(states)))
    assert [str(post.status) for post in found.incident.communications] == states


def test_an_edit_long_after_posting_is_kept_and_doubted():
    found = page(update("2025-03-04T10:00:00Z", updated_at="2025-03-04T15:00:00Z"))
    assert found.incident.communications[0].edited_at == at("2025-03-04T15:00:00")
    assert Doubt.EDITED in {warned.doubt for warned in found.warnings}


def test_a_state_that_nobody_knows_is_doubted():
    found = page(update("2025-03-04T10:00:00Z", "haunted"))
    assert found.incident.communications[0].status is None
    assert [(warned.doubt, warned.detail) for warned in found.warnings][-1] == (Doubt.UNKNOWN_STATE, "haunted")


def test_maintenances_have_a_window():
    entry = {
        "id": "m",
        "name": "Database work",
        "status": "completed",
        "scheduled_for": "2025-03-04T01:00:00Z",
        "scheduled_until": "2025-03-04T03:00:00Z",
        "incident_updates": [update("2025-03-01T10:00:00Z", "scheduled"), update("2025-03-04T02:50:00Z", "completed")],
    }
    [found] = read(json.dumps({"page": {}, "scheduled_maintenances": [entry]}).encode()).incidents
    assert found.incident.kind is IncidentKind.MAINTENANCE
    assert (found.incident.window_begins_at, found.incident.window_ends_at) == (
        at("2025-03-04T01:00:00"),
        at("2025-03-04T03:00:00"),
    )
    assert [post.status for post in found.incident.communications] == [Status.UPDATE, Status.RESOLVED]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda entry: entry,
        lambda entry: {"page": {"id": "p"}, "incident": entry},
        lambda entry: [entry],
        lambda entry: {"page": {"name": "p"}, "incidents": [entry]},
    ],
)
def test_one_incident_may_come_alone_in_a_list_or_with_its_page(wrapped: Any):
    entry = {"id": "one", "name": "Trouble", "incident_updates": [update("2025-03-04T10:00:00Z")]}
    [found] = read(json.dumps(wrapped(entry)).encode()).incidents
    assert found.reference == "one"


def test_a_page_hosted_elsewhere_has_no_components_offsets_and_markdown():
    entry = {
        "id": "01ABC",
        "name": "Trouble",
        "status": "resolved",
        "incident_updates": [
            update("2025-03-04T11:12:00+01:00", body="We see **many** errors, see [the docs](https://docs.example/a).")
        ],
    }
    [found] = read(json.dumps({"page": {"time_zone": "Europe/Berlin"}, "incidents": [entry]}).encode()).incidents
    [post] = found.incident.communications
    assert post.posted_at == at("2025-03-04T10:12:00")
    assert post.text == "We see many errors, see the docs (https://docs.example/a)."
    assert found.incident.zone == "Europe/Berlin"


@pytest.mark.parametrize("empty", [b'{"page": {}, "incidents": null}', b'{"page": {}, "incidents": []}'])
def test_a_page_without_incidents_is_read_and_empty(empty: bytes):
    reading = read(empty)
    assert (reading.format, reading.incidents, reading.unread) == ("statuspage", (), ())


def test_the_shape_of_2019_has_no_start():
    found = page(update("2019-03-04T10:12:00.000-08:00"), update("2019-03-04T11:00:00.000-08:00", "resolved"))
    assert found.incident.started_at is None
    assert found.incident.communications[0].posted_at == at("2019-03-04T18:12:00")


def test_times_without_a_zone_are_doubted():
    found = page(update("2025-03-04T10:12:00"))
    assert (Doubt.NO_ZONE, "00001") in {(warned.doubt, warned.key) for warned in found.warnings}


@pytest.mark.parametrize(
    "broken",
    [
        {"incident_updates": 5},
        {"incident_updates": [None]},
        {"incident_updates": [{"body": "no time"}]},
        {"incident_updates": [update("0001-01-01T00:00:00Z")]},
        {"incident_updates": [update("9999-12-31T23:59:59Z")]},
        {"incident_updates": [update("2025-03-04")]},
        {"incident_updates": [], "started_at": "soon"},
    ],
)
def test_a_bad_incident_is_named_and_the_others_are_read(broken: dict[str, Any]):
    good = {"id": "good", "name": "Good", "incident_updates": [update("2025-03-04T10:00:00Z")]}
    reading = read(json.dumps({"incidents": [good, {"name": "Bad", **broken}]}).encode())
    assert [found.reference for found in reading.incidents] == ["good"]
    assert (reading.unread[0].title, reading.unread[0].error.number) == ("Bad", 2)


def test_characters_that_no_database_takes_are_dropped():
    found = page(update("2025-03-04T10:00:00Z", body="a\u0000b\ud800c\u001b[31m"), name="x\u0000\u009by")
    assert found.incident.communications[0].text == "ab\ufffdc[31m"
    assert found.incident.title == "xy"


def test_scripts_stay_words():
    found = page(update("2025-03-04T10:00:00Z", body="<script>alert(1)</script> if a < b"))
    assert found.incident.communications[0].text == "<script>alert(1)</script> if a < b"


@given(st.text(st.sampled_from("<>/ab phref='\"=[]()*_#\n&;lt"), max_size=200))
def test_layout_is_taken_from_any_text(text: str):
    assert len(from_markdown(from_html(text))) <= 2 * len(text) + 3


@pytest.mark.parametrize("unit", ["<a href='x'>", "[", "**a ", "<p><small>", " ", "<br", "[a](https://x"])
def test_no_text_takes_long(unit: str):
    from time import process_time

    begin = process_time()
    from_markdown(from_html(unit * (20_000 // len(unit))))
    assert process_time() - begin < 0.5


def test_a_feed_runs_over_new_year_and_keeps_zones():
    [found] = read((SAMPLES / "feed.atom").read_bytes()).incidents
    assert [post.posted_at for post in found.incident.communications] == [
        at("2025-12-31T23:20:00"),
        at("2025-12-31T23:50:00"),
        at("2026-01-01T01:15:20"),
    ]
    assert found.incident.title == "Sign-in fails & stays slow"
    assert found.incident.communications[1].text == "A fault\nwas found."


def test_rss_is_read_as_atom_is():
    [found] = read((SAMPLES / "feed.rss").read_bytes()).incidents
    assert [str(post.status) for post in found.incident.communications] == ["investigating", "resolved"]
    assert found.incident.communications[-1].posted_at == at("2025-03-04T12:05:40")


@given(st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)), st.lists(st.integers(0, 60 * 24 * 200), max_size=6))
def test_years_of_a_feed_are_found_backwards(last: datetime, minutes_back: list[int]):
    moments = [last.replace(second=0, microsecond=0)]
    for minutes in minutes_back:
        moments.append(moments[-1] - timedelta(minutes=minutes))
    lines = "".join(
        f"&lt;p&gt;&lt;small&gt;{moment:%b} {moment.day}, {moment:%H:%M} UTC&lt;/small&gt;&lt;br&gt;"
        "&lt;strong&gt;Update&lt;/strong&gt; - Words.&lt;/p&gt;"
        for moment in moments
    )
    entry = f"<title>T</title><published>{last.isoformat()}Z</published><content>{lines}</content>"
    feed = f"<feed><entry>{entry}</entry></feed>"
    [found] = read(feed.encode()).incidents
    assert [post.posted_at.replace(second=0, microsecond=0, tzinfo=None) for post in found.incident.communications] == (
        moments[::-1]
    )


def test_entities_are_refused():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<feed><entry><title>&b;</title></entry></feed>"
    )
    with pytest.raises(FormatError, match="declares entities"):
        read(bomb.encode())


def test_a_feed_that_is_nested_or_broken_is_refused():
    with pytest.raises(FormatError, match="nested"):
        read(b"<feed>" + b"<a>" * 1000)
    with pytest.raises(FormatError, match="line 2: not XML"):
        read(b"<feed>\n<entry></feed>")
