"""Times as people type them into a form: what is taken, and what is said of what is not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.times import TimeNotUnderstood, TypedTime
from incidents.forms.fields import UNDERSTOOD, TypedTimeField, find_zone, show_time
from tests.people import at

ZONES = ("UTC", "Asia/Seoul", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham")


def field(zone: str = "UTC", **more: Any) -> TypedTimeField:
    made = TypedTimeField(required=False)
    made.zone = zone
    for name, value in more.items():
        setattr(made, name, value)
    return made


def test_a_clock_time_is_on_the_day_of_the_incident():
    assert field(begin=at("15:40")).clean(("16:07", False)) == TypedTime(at("16:07"))


def test_a_korean_time_is_taken():
    assert field("Asia/Seoul", begin=at("05:00")).clean(("오후 2:20", False)) == TypedTime(at("05:20"))


def test_a_span_counts_from_the_beginning():
    assert field(begin=at("15:40")).clean(("+35m", False)) == TypedTime(at("16:15"))


@pytest.mark.parametrize("typed", [("~16:07", False), ("16:07", True), ("약 16:07", False)])
def test_about_may_be_typed_or_ticked(typed: tuple[str, bool]):
    assert field(begin=at("15:40")).clean(typed) == TypedTime(at("16:07"), approximate=True)


def test_nothing_typed_is_no_time():
    assert field().clean(("  ", True)) is None


def test_a_text_left_as_it_was_keeps_the_very_moment():
    moment = at("16:07:50").replace(microsecond=123)
    made = field(begin=at("15:40"), initial=(moment, False))
    assert made.clean(made.prepare_value((moment, False))) == TypedTime(moment)


def test_what_was_typed_comes_back_as_it_was_typed():
    made = field()
    assert made.prepare_value(made.bound_data(("quarter past", True), (at("16:07"), False))) == ("quarter past", True)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("soon", "unreadable"),
        ("x" * 5000, "unreadable"),
        ("2021-10-04", "no_time"),
        ("25:99", "impossible"),
        ("+35m", "no_begin"),
        ("14:20", "no_date"),
        ("10/4 14:20", "ambiguous_date"),
        ("2021-03-14 02:30", "skipped"),
    ],
)
def test_a_time_that_is_none_says_why(typed: str, code: str):
    with pytest.raises(ValidationError) as refusal:
        field("America/New_York").clean((typed, False))
    assert refusal.value.code == code
    assert refusal.value.messages[0]


def test_every_reason_has_its_words():
    assert UNDERSTOOD.keys() == TimeNotUnderstood.CODES.keys()


def test_the_date_is_left_out_on_the_day_of_the_beginning_only():
    assert show_time(at("16:07:50"), "UTC", at("15:40")) == "16:07:50"
    assert show_time(at("00:10", day=5), "UTC", at("15:40")) == "2021-10-05 00:10"
    assert show_time(at("16:07"), "Asia/Seoul") == "2021-10-05 01:07"


def test_a_clock_time_that_would_mean_the_day_before_is_shown_with_its_date():
    made = field(begin=at("00:00"), whole=False)
    assert made.prepare_value((at("21:59"), False)) == ("21:59", False)
    assert made.prepare_value((at("22:00"), False)) == ("2021-10-04 22:00", False)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
    st.integers(0, 72),
)
def test_what_is_shown_can_be_typed_again(moment: datetime, zone: str, hours: int):
    moment = moment.replace(microsecond=0)
    begin = moment - timedelta(hours=hours)
    made = field(zone, begin=begin, whole=False)
    typed = made.clean(made.prepare_value((moment, False)))
    assert typed is not None
    # A clock time that comes twice in a night may be taken for its sister.
    assert typed.at == moment or typed.doubt == "twice"


@pytest.mark.parametrize("typed", ["Asia/Seoul", "asia/seoul", "Seoul", " seoul "])
def test_a_zone_is_known_by_its_city(typed: str):
    assert find_zone(typed) == "Asia/Seoul"


@pytest.mark.parametrize("typed", ["Middle Earth", "../../etc/passwd", "", "Asia"])
def test_what_is_no_zone_is_none(typed: str):
    assert find_zone(typed) is None
