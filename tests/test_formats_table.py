"""Tables: headings in both languages, encodings, a spreadsheet's numbers, and nothing that runs as a formula."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.records import IncidentKind, PhaseKind, Status
from incidents.formats import Doubt, FormatError, Found, Options, find_format, read
from incidents.formats.cells import freed, guarded
from incidents.formats.columns import HEADINGS

SAMPLES = Path(__file__).parent / "samples"


def table(*rows: str, **options: object) -> Found:
    [found] = read("\n".join(rows).encode(), "table.csv", Options(**options)).incidents
    return found


def hours(found: Found) -> list[tuple[int, int]]:
    return [(post.posted_at.hour, post.posted_at.minute) for post in found.incident.communications]


def test_headings_are_known_once():
    known = [heading for headings in HEADINGS.values() for heading in headings]
    assert len(known) == len(set(known))


def test_a_korean_table_in_cp949_is_read_with_the_zone_of_its_heading():
    [found] = read((SAMPLES / "csv-korean.csv").read_bytes(), "csv-korean.csv").incidents
    assert found.incident.title == "결제 장애"
    assert found.incident.zone == "Asia/Seoul"
    assert found.incident.started_at == datetime(2022, 10, 15, 6, 30, tzinfo=UTC)
    assert hours(found) == [(6, 50), (11, 31), (16, 31)]
    assert [post.status for post in found.incident.communications] == [
        Status.INVESTIGATING,
        Status.IDENTIFIED,
        Status.RESOLVED,
    ]
    assert [channel.name for channel in found.incident.channels] == ["공지", "트위터"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encodings_and_delimiters_are_found(encoding: str, delimiter: str):
    rows = ["시각,매체,내용", "2025-03-04 10:12Z,공지,확인 중입니다"]
    [found] = read("\r\n".join(rows).replace(",", delimiter).encode(encoding), "a.tsv").incidents
    assert found.incident.communications[0].text == "확인 중입니다"


def test_rows_above_the_headings_are_passed_over():
    found = table("Report of March,,", ",,", "Time,Channel,Message", "2025-03-04 10:12Z,Mail,Hello")
    assert found.incident.title == "table"
    assert found.incident.communications[0].text == "Hello"


def test_day_numbers_of_a_spreadsheet_are_times():
    assert hours(table("time,text", "45720.425,a", "45720.5,b")) == [(10, 12), (12, 0)]
    assert hours(table("date,time,text", "45720,0.425,a")) == [(10, 12)]


def test_a_time_without_a_date_takes_the_day_of_the_row_above():
    found = table("time,text", "2025-03-04 23:50Z,a", "00:10 UTC,b")
    assert [post.posted_at.day for post in found.incident.communications] == [4, 5]


def test_times_without_a_zone_are_in_the_zone_that_was_told_and_doubted_once():
    found = table("time,text", "2025-03-04 10:12,a", "2025-03-04 10:20,b", zone="Asia/Seoul")
    assert hours(found) == [(1, 12), (1, 20)]
    assert [warned.detail for warned in found.warnings if warned.doubt is Doubt.NO_ZONE] == ["Asia/Seoul"]


def test_a_column_may_name_the_zone():
    found = table("time,zone,text", "2025-07-04 10:12,America/New_York,a")
    assert hours(found) == [(14, 12)]
    assert Doubt.NO_ZONE not in {warned.doubt for warned in found.warnings}


def test_a_zone_out_of_season_is_taken_to_the_letter_and_doubted():
    found = table("time,text", "2025-07-04 10:12 PST,a")
    assert hours(found) == [(18, 12)]
    assert Doubt.OUT_OF_SEASON in {warned.doubt for warned in found.warnings}


def test_columns_can_be_told():
    data = b"posted when,said\n2025-03-04 10:12Z,Hello\n"
    options = Options(columns={"posted when": "time", "said": "text"})
    [found] = read(data, "a.csv", options, key="csv").incidents
    assert found.incident.communications[0].text == "Hello"


def test_rows_of_several_incidents_are_told_apart():
    data = b"incident,time,text\nOne,2025-03-04 10:12Z,a\nTwo,2025-03-05 10:12Z,b\nOne,2025-03-04 11:12Z,c\n"
    found = read(data).incidents
    assert [(one.incident.title, len(one.incident.communications)) for one in found] == [("One", 2), ("Two", 1)]


def test_a_row_that_cannot_be_read_is_named_by_its_line():
    data = b'time,text\n2025-03-04 10:12Z,"two\nlines"\nyesterday,b\n,c\n2025-03-04 11:00Z,d\n'
    reading = read(data, "a.csv")
    assert len(reading.incidents[0].incident.communications) == 2
    assert [str(one.error) for one in reading.unread] == [
        "line 4: not a time: yesterday",
        "line 5: a time is missing: c",
    ]


def test_times_phases_and_windows_of_an_incident_are_rows_of_their_own():
    found = table(
        "event,time,until,text",
        "maintenance,2025-03-04 01:00Z,2025-03-04 03:00Z,",
        "first alert,~2025-03-04 09:40Z,,",
        "investigation,2025-03-04 09:40Z,2025-03-04 10:00Z,",
        "communication,2025-03-04 10:12Z,,Hello",
    ).incident
    assert found.kind is IncidentKind.MAINTENANCE
    assert found.window_ends_at == datetime(2025, 3, 4, 3, tzinfo=UTC)
    assert found.approximate == {"first_alert_at"}
    assert [phase.kind for phase in found.phases] == [PhaseKind.INVESTIGATION]


def test_a_state_that_nobody_knows_is_doubted():
    found = table("time,status,text", "2025-03-04 10:12Z,haunted,a")
    assert [(warned.doubt, warned.detail) for warned in found.warnings][-1] == (Doubt.UNKNOWN_STATE, "haunted")


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"time,text\n", b"time,text\n,\n"])
def test_a_table_without_times_is_refused(data: bytes):
    with pytest.raises(FormatError):
        read(data, key="csv")


def test_nothing_that_is_written_runs_as_a_formula():
    for text in ["=1+1", " =1", "+1", "-1", "@x", "\t=1", "＝1", "\n=1"]:
        assert guarded(text).startswith("'")
    assert guarded("a=1") == "a=1"
    write = find_format("csv").write
    assert write
    found = table("time,text", '2025-03-04 10:12Z,"=HYPERLINK(""x"")"')
    written = write([found]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@given(st.text(st.sampled_from("'=+-@ \t＝a"), max_size=8))
def test_a_guarded_cell_is_freed_to_what_it_was(text: str):
    assert freed(guarded(text)) == text
