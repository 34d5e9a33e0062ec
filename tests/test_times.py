"""The times people type."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.times import TimeNotUnderstood, TypedTime, parse_time

SEOUL = "Asia/Seoul"
PACIFIC = "America/Los_Angeles"
BEGIN = datetime(2021, 10, 4, 4, 0, tzinfo=UTC)
"""13:00 in Seoul."""


def seoul(clock: str, day: str = "2021-10-04") -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(SEOUL)).astimezone(UTC)


def refusal(text: str, *, zone: str = SEOUL, near: datetime | None = None, begin: datetime | None = BEGIN) -> str:
    with pytest.raises(TimeNotUnderstood) as caught:
        parse_time(text, zone=zone, near=near, begin=begin)
    return caught.value.code


def outcome(text: str, zone: str, begin: datetime | None) -> TypedTime | str:
    """What is understood, or the reason why nothing is."""
    try:
        return parse_time(text, zone=zone, begin=begin)
    except TimeNotUnderstood as refused:
        return refused.code


@pytest.mark.parametrize(
    "typed",
    [
        "14:20",
        "１４：２０",
        "14시 20분",
        "14시20",
        "오후 2:20",
        "오후 2시 20분",
        "2:20 pm",
        "2:20PM",
        "2:20 p.m.",
        "2021-10-04 14:20",
        "2021-10-04 14:20:00",
        "2021-10-04T14:20",
        "2021-10-04T14:20:00+09:00",
        "2021-10-04T05:20:00Z",
        "2021-10-04T05:20:00.000Z",
        "2021/10/04 14:20",
        "2021. 10. 4. 오후 2:20",
        "2021년 10월 4일 (월) 오후 2시 20분",
        "10월 4일 14:20",
        "10-04 14:20",
        "Oct 4, 14:20",
        "Oct 4, 2021 - 05:20 UTC",
        "4 October 2021 at 14:20",
        "14:20 KST",
        "05:20 UTC",
        "14:20 (GMT+9)",
        "+80m",
        "+80",
        "+1h 20m",
        "+1시간 20분",
        " 14:20  ",
    ],
)
def test_a_typed_time_is_understood(typed: str):
    assert parse_time(typed, zone=SEOUL, begin=BEGIN) == TypedTime(seoul("14:20"))


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("14:20:35", "14:20:35"),
        ("오후 2시 반", "14:30"),
        ("오후 2시", "14:00"),
        ("2 pm", "14:00"),
        ("오후 12:10", "12:10"),
        ("오후 14:20", "14:20"),
        ("-10m", "12:50"),
        ("−10m", "12:50"),
    ],
)
def test_a_typed_clock_time_is_on_the_day_of_the_incident(typed: str, clock: str):
    assert parse_time(typed, zone=SEOUL, begin=BEGIN).at == seoul(clock)


@pytest.mark.parametrize(
    "typed", ["~14:20", "～14:20", "about 14:20", "약 14:20", "14:20쯤", "14:20경", "ca. 14:20", "약 +80m"]
)
def test_about_makes_a_time_approximate(typed: str):
    assert parse_time(typed, zone=SEOUL, begin=BEGIN) == TypedTime(seoul("14:20"), approximate=True)


def test_a_time_before_the_begin_is_of_that_day_up_to_two_hours():
    assert parse_time("11:00", zone=SEOUL, begin=BEGIN).at == seoul("11:00")
    assert parse_time("10:59", zone=SEOUL, begin=BEGIN).at == seoul("10:59", "2021-10-05")


def test_an_incident_over_midnight_goes_on_the_next_day():
    begin = seoul("23:30")
    assert parse_time("23:50", zone=SEOUL, begin=begin).at == seoul("23:50")
    assert parse_time("오전 12:10", zone=SEOUL, begin=begin).at == seoul("00:10", "2021-10-05")
    assert parse_time("24:00", zone=SEOUL, begin=begin).at == seoul("00:00", "2021-10-05")


def test_a_time_just_before_midnight_belongs_to_the_evening_before_an_early_begin():
    assert parse_time("23:50", zone=SEOUL, begin=seoul("00:20", "2021-10-05")).at == seoul("23:50")


def test_midnight_at_the_end_of_a_written_day_is_the_next_day():
    assert parse_time("2021-10-04 24:00", zone=SEOUL).at == seoul("00:00", "2021-10-05")


def test_while_the_begin_is_unknown_a_time_is_the_one_nearest_to_what_is_known():
    near = seoul("02:00", "2021-10-05")
    assert parse_time("23:00", zone=SEOUL, near=near).at == seoul("23:00", "2021-10-04")
    assert parse_time("09:00", zone=SEOUL, near=near).at == seoul("09:00", "2021-10-05")


def test_a_day_without_a_year_is_the_nearest_one():
    assert parse_time("01-02 09:00", zone=SEOUL, begin=seoul("20:00", "2021-12-31")).at == seoul("09:00", "2022-01-02")


def test_pst_in_summer_is_taken_to_the_letter_and_doubted():
    july = datetime(2021, 7, 1, 20, tzinfo=UTC)
    typed = parse_time("2021-07-01 14:20 PST", zone=PACIFIC, begin=july)
    assert typed == TypedTime(datetime(2021, 7, 1, 22, 20, tzinfo=UTC), doubt="season")
    assert parse_time("14:20 PDT", zone=PACIFIC, begin=july) == TypedTime(datetime(2021, 7, 1, 21, 20, tzinfo=UTC))
    assert parse_time("14:20 PT", zone="UTC", begin=july) == TypedTime(datetime(2021, 7, 1, 21, 20, tzinfo=UTC))


def test_an_abbreviation_with_several_meanings_is_the_one_of_the_incidents_zone():
    assert refusal("14:20 CST") == "unknown_zone"
    assert parse_time("2021-10-04 14:20 CST", zone="Asia/Shanghai").at == datetime(2021, 10, 4, 6, 20, tzinfo=UTC)
    assert parse_time("2021-01-04 14:20 CST", zone="America/Chicago").at == datetime(2021, 1, 4, 20, 20, tzinfo=UTC)


def test_a_time_that_a_clock_change_skips_is_refused():
    begin = datetime(2021, 3, 14, 9, 30, tzinfo=UTC)
    assert refusal("2021-03-14 02:30", zone=PACIFIC) == "skipped"
    assert refusal("02:30", zone=PACIFIC, begin=begin) == "skipped"
    assert parse_time("03:00", zone=PACIFIC, begin=begin).at == datetime(2021, 3, 14, 10, 0, tzinfo=UTC)


def test_a_time_that_a_clock_change_repeats_is_the_first_and_doubted():
    first, second = (datetime(2021, 11, 7, hour, 30, tzinfo=UTC) for hour in (8, 9))
    assert parse_time("2021-11-07 01:30", zone=PACIFIC) == TypedTime(first, doubt="twice")
    assert parse_time("01:30", zone=PACIFIC, begin=first) == TypedTime(first, doubt="twice")
    after = parse_time("01:30", zone=PACIFIC, begin=first + timedelta(minutes=10))
    assert after == TypedTime(second, doubt="twice")
    assert parse_time("2021-11-07 01:30 PST", zone=PACIFIC).at == second


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "unreadable"),
        ("soon", "unreadable"),
        ("14:20 tomorrow", "unreadable"),
        ("14:20:", "unreadable"),
        ("+soon", "unreadable"),
        ("2021-10-04", "no_time"),
        ("25:00", "impossible"),
        ("14:60", "impossible"),
        ("24:01", "impossible"),
        ("오전 14:20", "impossible"),
        ("2021-02-30 10:00", "impossible"),
        ("2021-13-01 10:00", "impossible"),
        ("02-29 10:00", "impossible"),
        ("0001-01-01 10:00", "impossible"),
        ("10/4 14:20", "ambiguous_date"),
        ("14:20 XYZ", "unknown_zone"),
        ("14:20 +99", "unknown_zone"),
    ],
)
def test_what_is_no_time_is_refused_with_its_reason(typed: str, code: str):
    assert refusal(typed) == code


def test_a_day_that_can_be_told_from_its_month_may_be_written_with_a_slash():
    assert parse_time("10/14 14:20", zone=SEOUL, begin=BEGIN).at == seoul("14:20", "2021-10-14")
    assert parse_time("14/10 14:20", zone=SEOUL, begin=BEGIN).at == seoul("14:20", "2021-10-14")


def test_a_span_needs_a_begin():
    assert refusal("+35m", begin=None, near=BEGIN) == "no_begin"


def test_a_time_without_a_day_needs_something_near():
    assert refusal("14:20", begin=None) == "no_date"
    assert refusal("10-04 14:20", begin=None) == "no_date"


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from([SEOUL, PACIFIC, "UTC", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_a_time_that_is_written_out_is_read_back(local: datetime, zone: str):
    moment = local.replace(microsecond=0, tzinfo=UTC)
    shown = moment.astimezone(ZoneInfo(zone))
    typed = parse_time(f"{shown:%Y-%m-%d %H:%M:%S}", zone=zone)
    assert typed.at == moment or typed.doubt == "twice"
    assert parse_time(shown.isoformat(), zone="UTC").at == moment


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.times(), st.sampled_from([SEOUL, PACIFIC, "UTC"]))
def test_a_time_without_a_day_is_within_a_day_from_two_hours_before_the_begin(local: datetime, clock: time, zone: str):
    begin = local.replace(tzinfo=UTC)
    found = outcome(f"{clock:%H:%M:%S}", zone, begin)
    assert found == "skipped" or timedelta(hours=-2) <= found.at - begin < timedelta(hours=23)


@given(st.text(alphabet=st.sampled_from("0123456789:-+./ 년월일시분초반오전후약쯤apmtzutcks~()")) | st.text())
def test_any_text_is_understood_or_refused_with_a_reason(typed: str):
    for begin in (BEGIN, None):
        found = outcome(typed, PACIFIC, begin)
        assert isinstance(found, TypedTime) or found in TimeNotUnderstood.CODES
