"""Pasted text: times in the usual ways, in English and Korean, above or below what was said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from incidents.analysis.records import Status
from incidents.formats import Doubt, FormatError, Found, Options, read
from incidents.formats.pasted_lines import read_line

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def pasted(text: str, zone: str = "UTC") -> Found:
    [found] = read(text.encode(), "pasted.txt", Options(zone=zone, now=NOW)).incidents
    return found


def sample(name: str, zone: str = "UTC") -> Found:
    return pasted((SAMPLES / name).read_text(), zone)


def told(found: Found) -> list[tuple[str, Status | None]]:
    return [(f"{post.posted_at:%Y-%m-%d %H:%M}", post.status) for post in found.incident.communications]


def test_a_copied_incident_page_gives_title_states_and_words():
    found = sample("pasted.txt")
    assert found.incident.title == "Payments fail"
    assert told(found) == [
        ("2025-03-04 10:12", Status.INVESTIGATING),
        ("2025-03-04 10:50", Status.IDENTIFIED),
        ("2025-03-04 12:05", Status.RESOLVED),
    ]
    assert found.incident.communications[1].text == "A fault in a database was found.\nNext update in 30 minutes."


def test_a_copied_history_without_years_runs_over_new_year():
    found = sample("pasted-history.txt")
    assert [day for day, _status in told(found)] == ["2025-12-31 23:20", "2025-12-31 23:50", "2026-01-01 01:15"]


def test_a_history_of_several_incidents_is_divided_at_their_titles():
    text = (
        "Search is slow\nResolved - Fast again.\nMar 5, 10:00 UTC\nInvestigating - Looking.\nMar 5, 09:00 UTC\n"
        "Sign-in fails\nResolved - Over.\nMar 4, 12:05 UTC\n"
    )
    reading = read(text.encode(), "", Options(now=NOW))
    assert [(one.incident.title, len(one.incident.communications)) for one in reading.incidents] == [
        ("Search is slow", 2),
        ("Sign-in fails", 1),
    ]


def test_notes_know_the_alert_the_channels_and_the_resolution():
    found = sample("pasted-notes.txt")
    assert found.incident.first_alert_at == datetime(2021, 10, 4, 15, 40, tzinfo=UTC)
    assert [channel.name for channel in found.incident.channels] == ["Spokesperson", "Photo product", "CTO", "Company"]
    assert told(found)[-1] == ("2021-10-04 22:33", Status.RESOLVED)
    assert found.incident.communications[0].posted_at.second == 50
    assert found.warnings == ()


def test_korean_notes_are_read_over_midnight_and_the_zone_is_asked_for():
    found = sample("pasted-korean.txt", "Asia/Seoul")
    assert found.incident.started_at == datetime(2022, 10, 15, 6, 30, tzinfo=UTC)
    assert [day for day, _status in told(found)] == [
        "2022-10-15 06:50",
        "2022-10-15 07:10",
        "2022-10-15 11:31",
        "2022-10-15 16:31",
    ]
    assert [channel.name for channel in found.incident.channels] == ["공지", "트위터"]
    assert found.incident.communications[-1].status is Status.RESOLVED
    assert [warned.detail for warned in found.warnings if warned.doubt is Doubt.NO_ZONE] == ["Asia/Seoul"]


def test_a_korean_chat_gives_senders_and_texts_of_several_lines():
    found = sample("pasted-chat.txt", "Asia/Seoul")
    first = found.incident.communications[0]
    assert (first.sender, first.text) == ("고객센터", "서비스가 원활하지 않습니다.\n확인하고 있습니다.")
    assert first.posted_at == datetime(2022, 10, 15, 6, 50, tzinfo=UTC)


def test_a_time_that_falls_behind_went_over_midnight():
    found = pasted("2025-03-04 23:40Z a\n23:55 b\n00:20 c\n13:30 d\n")
    assert [day for day, _status in told(found)] == [
        "2025-03-04 23:40",
        "2025-03-04 23:55",
        "2025-03-05 00:20",
        "2025-03-05 13:30",
    ]


def test_text_without_any_day_is_read_with_a_doubt():
    found = pasted("10:12 UTC Looking into it\n10:50 UTC Found it\n")
    assert {warned.doubt for warned in found.warnings if warned.key} == {Doubt.NO_DAY}


def test_a_line_whose_time_means_nothing_is_reported_and_the_others_are_read():
    reading = read(b"2025-03-04 10:12 a\n2025-13-44 10:20 b\n2025-03-04 10:30 c\n", "", Options(now=NOW))
    assert len(reading.incidents[0].incident.communications) == 2
    assert str(reading.unread[0].error) == "line 2: not a time: 2025-13-44 10:20"


def test_about_is_kept():
    assert pasted("~2025-03-04 10:12Z a\n~10:30 b\n").incident.communications[-1].approximate


def test_words_without_times_are_no_timeline():
    with pytest.raises(FormatError):
        read(b"At noon we will meet 3 people\nand 4 more", key="pasted")


@pytest.mark.parametrize(
    ("typed", "day", "time", "zone"),
    [
        ("Mar 04, 2025 - 12:05 UTC", "Mar 04, 2025", "12:05", "UTC"),
        ("Posted 3 days ago. Mar 04, 2025 - 12:05 PDT", "Mar 04, 2025", "12:05", "PDT"),
        ("2025-03-04T12:05:10Z text", "2025-03-04", "12:05:10", "Z"),
        ("[2025-03-04 12:05] text", "2025-03-04", "12:05", ""),
        ("2025. 3. 4. 오후 1:05 글", "2025. 3. 4.", "오후 1:05", ""),
        ("3월 4일(화) 13시 5분 글", "3월 4일", "13시 5분", ""),
        ("Tue, weekly", "", "", ""),
        ("4 March 2025, 1:05 pm (KST) text", "4 March 2025", "1:05 pm", "KST"),
        ("12:05 UTC+9 text", "", "12:05", "UTC+9"),
        ("12:05:00 - text", "", "12:05:00", ""),
        ("Support Team  10:05 AM", "", "10:05 AM", ""),
        ("1.5 million requests", "", "", ""),
        ("10:30ish", "", "", ""),
    ],
)
def test_the_time_in_front_of_a_line_is_found(typed: str, day: str, time: str, zone: str):
    line = read_line(1, typed)
    assert (line.day, line.time, line.zone) == (day, time, zone)
