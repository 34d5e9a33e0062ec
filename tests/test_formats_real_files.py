"""Every incident of files that others published is read; the files lie beside the repository, where they are."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from incidents.analysis.gaps import analyse
from incidents.analysis.records import IncidentKind, Targets
from incidents.formats import Doubt, Found, Options, Reading, find_format, read

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NOW = datetime(2026, 9, 1, tzinfo=UTC)


def real(name: str) -> Reading:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not beside the repository")
    return read(path.read_bytes(), path.name, Options(now=NOW))


def doubts(incidents: tuple[Found, ...], doubt: Doubt) -> int:
    return sum(warned.doubt is doubt for found in incidents for warned in found.warnings)


def test_all_556_incidents_of_a_status_page_are_read_with_their_1728_updates():
    reading = real("statuspage-incidents.json")
    assert (reading.format, len(reading.incidents), reading.unread) == ("statuspage", 556, ())
    assert sum(len(found.incident.communications) for found in reading.incidents) == 1728
    assert sum(found.incident.kind is IncidentKind.MAINTENANCE for found in reading.incidents) == 4
    assert len({found.reference for found in reading.incidents}) == 556
    assert doubts(reading.incidents, Doubt.BACK_DATED) == 92
    assert sum(found.incident.started_at is not None for found in reading.incidents) == 43


def test_all_25_entries_of_a_feed_are_read_with_their_178_posts():
    reading = real("statuspage-history.atom")
    assert (reading.format, len(reading.incidents), reading.unread) == ("feed", 25, ())
    assert sum(len(found.incident.communications) for found in reading.incidents) == 178
    for found in reading.incidents:
        assert all(post.status and post.text for post in found.incident.communications)
        assert {post.posted_at.year for post in found.incident.communications} == {2026}


def test_the_real_status_page_survives_our_own_json_and_tables():
    incidents = real("statuspage-incidents.json").incidents
    for key in ("json", "csv"):
        write = find_format(key).write
        assert write
        again = read(write(incidents)).incidents
        assert [found.incident for found in again] == [found.incident for found in incidents]


def test_the_real_status_page_is_read_and_analysed_within_two_seconds():
    path = DATA / "statuspage-incidents.json"
    if not path.exists():
        pytest.skip("the real file is not beside the repository")
    data, begin = path.read_bytes(), time.process_time()
    for found in read(data).incidents:
        chain = analyse(found.incident, Targets(), NOW).chain
        assert all(gap.length.total_seconds() >= 0 for gap in chain.gaps)
    assert time.process_time() - begin < 2


def test_all_19_files_of_a_cstate_site_are_read():
    folder = DATA / "cstate"
    if not folder.exists():
        pytest.skip("the real files of cstate are not beside the repository")
    readings = [real(f"cstate/{path.name}") for path in sorted(folder.glob("*.md"))]
    assert len(readings) == 19
    incidents = [found for reading in readings for found in reading.incidents]
    assert {reading.format for reading in readings} == {"cstate"}
    assert all(found.incident.communications and found.incident.resolved_at for found in incidents)
    turned = [found.reference for found in incidents if any(w.doubt is Doubt.END_BEFORE_BEGIN for w in found.warnings)]
    assert turned == ["2021-09-23-puppet-outage"]


def test_an_export_of_slack_offers_its_messages_and_takes_none():
    reading = real("slack-export.zip")
    assert (reading.format, reading.unread) == ("slack", ())
    assert [found.reference for found in reading.incidents] == ["enrique", "traveling-sailor"]
    assert sum(len(found.candidates) for found in reading.incidents) == 158 - 8 - 3
    assert all(found.incident.communications == () for found in reading.incidents)
    assert all(post.sender and "<@" not in post.text for found in reading.incidents for post in found.candidates)
