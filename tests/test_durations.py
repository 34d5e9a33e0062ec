"""Durations: taken apart, typed, and said in words."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.durations import LONGEST, DurationNotUnderstood, parse_duration, round_to, split
from incidents.templatetags import durations as words

KOREAN = {
    "%(seconds)d s": "%(seconds)d초",
    "%(minutes)d min": "%(minutes)d분",
    "%(hours)d h": "%(hours)d시간",
    "%(hours)d h %(minutes)d min": "%(hours)d시간 %(minutes)d분",
    "%(days)d d": "%(days)d일",
    "%(days)d d %(hours)d h": "%(days)d일 %(hours)d시간",
}


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30m", 30),
        ("2h", 120),
        ("1h 30m", 90),
        ("1h30m", 90),
        ("90", 90),
        ("35 min", 35),
        ("35 minutes", 35),
        ("2 hours, 5 minutes", 125),
        ("2시간 30분", 150),
        ("2시간30분", 150),
        ("1d 2h", 26 * 60),
        ("2:30", 150),
        ("1.5h", 90),
        ("90s", 1.5),
        ("０", 0),
        ("３０분", 30),
    ],
)
def test_a_typed_duration_is_understood(typed: str, minutes: float):
    assert parse_duration(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "typed", ["", " ", "soon", "30x", "m", "30m 2h", "5m 5m", "-5m", "2:75", "9999999", "400d", "1h 30"]
)
def test_what_is_no_duration_is_refused(typed: str):
    with pytest.raises(DurationNotUnderstood):
        parse_duration(typed)


@given(st.text())
def test_any_text_is_either_understood_or_refused(typed: str):
    with suppress(DurationNotUnderstood):
        assert timedelta(0) <= parse_duration(typed) <= LONGEST


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_the_parts_add_up(duration: timedelta):
    days, hours, minutes, seconds = split(duration)
    assert hours < 24
    assert minutes < 60
    assert seconds < 60
    whole = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    assert timedelta(0) <= duration - whole < timedelta(seconds=1)


def test_a_half_is_rounded_away_from_zero():
    minute = timedelta(minutes=1)
    assert round_to(timedelta(seconds=90), minute) == 2 * minute
    assert round_to(timedelta(seconds=89), minute) == minute
    assert round_to(timedelta(seconds=-90), minute) == -2 * minute


@pytest.mark.parametrize(
    ("duration", "english", "korean"),
    [
        (timedelta(0), "0 min", "0분"),
        (timedelta(seconds=45), "45 s", "45초"),
        (timedelta(seconds=59.7), "1 min", "1분"),
        (timedelta(minutes=27, seconds=50), "28 min", "28분"),
        (timedelta(minutes=59, seconds=40), "1 h", "1시간"),
        (timedelta(hours=2), "2 h", "2시간"),
        (timedelta(hours=2, minutes=47), "2 h 47 min", "2시간 47분"),
        (timedelta(hours=23, minutes=59, seconds=50), "1 d", "1일"),
        (timedelta(days=1, hours=3, minutes=20), "1 d 3 h", "1일 3시간"),
        (timedelta(days=2), "2 d", "2일"),
        (timedelta(minutes=-4), "4 min", "4분"),
        (None, "", ""),
    ],
)
def test_a_duration_in_words(monkeypatch: pytest.MonkeyPatch, duration: timedelta | None, english: str, korean: str):
    monkeypatch.setattr(words, "_", str)
    assert words.duration(duration) == english
    monkeypatch.setattr(words, "_", KOREAN.__getitem__)
    assert words.duration(duration) == korean


def test_hours_and_minutes_never_become_days():
    assert words.hours_minutes(timedelta(hours=27, minutes=5)) == "27 h 5 min"
    assert words.hours_minutes(timedelta(seconds=20)) == "0 min"


def test_times_are_told_in_the_zone_of_the_incident():
    moment = datetime(2021, 10, 4, 15, 40, tzinfo=UTC)
    assert words.clock_time(moment, "Asia/Seoul") == "00:40"
    assert words.date_time(moment, "Asia/Seoul") == "2021-10-05 00:40"
    assert words.clock_time(None, "Asia/Seoul") == words.date_time(None, "UTC") == ""
