"""One clock for the hour: what is overrun is borrowed, what is left over is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.clock import LEAST, Clock

NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
BOXES = (10, 10, 15, 15, 10)


def minutes(clock: Clock) -> list[float]:
    return [seconds / 60 for seconds in clock.allotted]


def test_starting_gives_the_first_step_its_ten_minutes():
    clock = Clock.of(BOXES).start(NOW)
    assert (clock.step, clock.remaining(NOW)) == (0, 600)


def test_going_on_in_time_keeps_every_later_box():
    clock = Clock.of(BOXES).start(NOW).go(1, NOW + timedelta(minutes=10))
    assert minutes(clock) == [10, 10, 15, 15, 10]
    assert clock.slack == 0


def test_an_early_step_leaves_slack_that_an_extension_uses_first():
    clock = Clock.of(BOXES).start(NOW).go(1, NOW + timedelta(minutes=6))
    assert clock.slack == 240
    extended = clock.extend(180, NOW + timedelta(minutes=6))
    assert extended.slack == 60
    assert minutes(extended) == [10, 13, 15, 15, 10]


def test_an_overrun_is_borrowed_evenly_from_the_later_steps():
    clock = Clock.of(BOXES).start(NOW).go(1, NOW + timedelta(minutes=18))
    assert minutes(clock) == [10, 8, 13, 13, 8]
    assert clock.borrowed() == (0, 120, 120, 120, 120)


def test_an_extension_is_borrowed_from_the_later_steps():
    clock = Clock.of(BOXES).start(NOW).extend(240, NOW)
    assert minutes(clock) == [14, 9, 14, 14, 9]
    assert clock.remaining(NOW) == 840


def test_a_later_step_keeps_at_least_a_minute_and_the_rest_overruns_the_hour():
    clock = Clock.of(BOXES).start(NOW).go(4, NOW + timedelta(minutes=40))
    assert clock.allotted[4] == LEAST
    assert clock.slack < 0


def test_a_pause_stops_the_step_and_a_resume_lets_it_run_on():
    paused = Clock.of(BOXES).start(NOW).pause(NOW + timedelta(minutes=4))
    later = NOW + timedelta(minutes=30)
    assert paused.remaining(later) == 360
    assert paused.resume(later).remaining(later) == 360


def test_pausing_twice_and_resuming_twice_change_nothing():
    paused = Clock.of(BOXES).start(NOW).pause(NOW)
    assert paused.pause(NOW + timedelta(minutes=1)) == paused
    running = paused.resume(NOW)
    assert running.resume(NOW + timedelta(minutes=1)) == running


def test_an_extension_while_paused_adds_to_what_is_left():
    paused = Clock.of(BOXES).start(NOW).pause(NOW + timedelta(minutes=9)).extend(60, NOW + timedelta(minutes=20))
    assert paused.remaining(NOW) == 120


def test_going_back_grants_five_minutes_and_keeps_what_the_left_step_had():
    clock = Clock.of(BOXES).start(NOW).go(1, NOW + timedelta(minutes=10)).go(0, NOW + timedelta(minutes=12))
    assert clock.step == 0
    assert clock.remaining(NOW + timedelta(minutes=12)) == 300
    assert clock.allotted[1] < 480


def test_the_lobby_has_no_time():
    assert Clock.of(BOXES).remaining(NOW) == 0


@given(st.lists(st.tuples(st.sampled_from(["on", "back", "extend", "pause"]), st.integers(0, 3000)), max_size=12))
def test_no_step_ever_has_negative_time_and_the_hour_is_never_lost(moves: list[tuple[str, int]]):
    clock, now = Clock.of(BOXES).start(NOW), NOW
    for move, seconds in moves:
        now += timedelta(seconds=seconds)
        if move == "on" and clock.step < 4:
            clock = clock.go(clock.step + 1, now)
        elif move == "back" and clock.step > 0:
            clock = clock.go(clock.step - 1, now)
        elif move == "extend":
            clock = clock.extend(60, now)
        elif move == "pause":
            clock = clock.resume(now) if clock.paused else clock.pause(now)
        assert all(allotted >= 0 for allotted in clock.allotted)
        assert 0 <= clock.step < 5
        assert sum(clock.borrowed()) <= 3600


@pytest.mark.parametrize("boxes", [(1, 1, 1, 1, 1), (60, 60, 60, 60, 60)])
def test_the_shortest_and_the_longest_boxes_work(boxes: tuple[int, ...]):
    clock = Clock.of(boxes).start(NOW).go(1, NOW + timedelta(hours=3))
    assert clock.step == 1
    assert all(allotted >= 0 for allotted in clock.allotted)
