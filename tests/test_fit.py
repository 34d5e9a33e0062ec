"""Whether an incident fits the play: three conditions, each holding, failing or unknown."""

from datetime import timedelta
from typing import Any

from incidents.analysis.fit import Fit, fitness
from tests.story import at, incident, post


def answers(*posts: Any, inconvenienced: bool | None = None, now: Any = None, **more: Any) -> dict[Fit, bool | None]:
    conditions = fitness(incident(*posts, **more), inconvenienced=inconvenienced, now=now)
    return {condition.key: condition.holds for condition in conditions}


def test_the_three_conditions_come_in_the_order_of_the_play():
    assert list(answers()) == [Fit.LASTED, Fit.INCONVENIENCED, Fit.COMMUNICATED]


def test_two_hours_are_long_enough_and_a_minute_less_is_not():
    assert answers(started_at=at("10:00"), resolved_at=at("12:00"))[Fit.LASTED] is True
    assert answers(started_at=at("10:00"), resolved_at=at("11:59"))[Fit.LASTED] is False


def test_an_incident_lasts_from_the_earlier_of_start_and_alert():
    times = {"started_at": at("10:00"), "first_alert_at": at("10:30"), "resolved_at": at("12:00")}
    assert answers(**times)[Fit.LASTED] is True


def test_how_long_it_lasted_is_unknown_without_begin_or_end():
    assert answers(resolved_at=at("12:00"))[Fit.LASTED] is None
    assert answers(started_at=at("10:00"))[Fit.LASTED] is None
    assert answers(started_at=at("13:00"), resolved_at=at("12:00"))[Fit.LASTED] is None


def test_an_open_incident_lasts_once_it_has_run_for_two_hours():
    begin = at("10:00")
    assert answers(started_at=begin, now=begin + timedelta(hours=3))[Fit.LASTED] is True
    assert answers(started_at=begin, now=begin + timedelta(hours=1))[Fit.LASTED] is None


def test_only_the_team_can_say_whether_customers_were_inconvenienced():
    assert answers()[Fit.INCONVENIENCED] is None
    assert answers(inconvenienced=True)[Fit.INCONVENIENCED] is True
    assert answers(inconvenienced=False)[Fit.INCONVENIENCED] is False


def test_one_communication_is_some():
    assert answers()[Fit.COMMUNICATED] is False
    assert answers(post("10:00"))[Fit.COMMUNICATED] is True
