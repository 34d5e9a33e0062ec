"""The figures of a chain: how soon, how often, how long in the dark."""

from datetime import timedelta

import pytest

from incidents.analysis.figures import percentile
from incidents.analysis.gaps import analyse
from incidents.analysis.records import Channel, Targets
from tests.story import NOW, RESOLVED, at, found, network_outage, post

MINUTE = timedelta(minutes=1)


def test_the_figures_of_the_network_outage():
    figures = analyse(network_outage(), Targets(), NOW).figures
    assert figures.first_update_after == timedelta(minutes=27, seconds=50)
    assert figures.longest_silence == timedelta(minutes=207, seconds=25)
    assert figures.median_interval == timedelta(minutes=27, seconds=50)
    assert (figures.updates, figures.moments, figures.channels_used) == (6, 5, 6)
    assert figures.resolution_distance == timedelta(minutes=3, seconds=59)
    assert figures.duration == timedelta(hours=6, minutes=50)


def test_the_first_update_is_measured_from_alert_and_from_start():
    figures = found(post("10:30"), started_at=at("09:50"), first_alert_at=at("10:00"), resolved_at=at("11:00")).figures
    assert (figures.first_update_after, figures.first_update_after_other) == (30 * MINUTE, 40 * MINUTE)


def test_a_first_update_before_the_begin_came_after_nothing():
    assert found(post("09:50"), first_alert_at=at("10:00"), now=at("10:05")).figures.first_update_after == 0 * MINUTE


def test_the_dark_is_what_lies_beyond_the_target_and_its_share_of_the_chain():
    figures = found(post("10:50"), post("11:40", status=RESOLVED), first_alert_at=at("10:00")).figures
    assert figures.time_in_the_dark == 40 * MINUTE
    assert figures.dark_share == pytest.approx(0.4)


def test_updates_are_counted_by_the_hour_of_the_chain():
    posts = [post("10:10"), post("10:40"), post("12:00", status=RESOLVED)]
    assert found(*posts, first_alert_at=at("10:00")).figures.updates_per_hour == 1.5


def test_follow_ups_do_not_count_as_updates():
    figures = found(post("10:10", status=RESOLVED), post("12:00", "blog"), first_alert_at=at("10:00")).figures
    assert (figures.updates, figures.channels_used) == (1, 1)


def test_an_open_gap_is_a_silence_but_no_interval_yet():
    figures = found(post("10:10"), post("10:30"), first_alert_at=at("10:00"), now=at("15:00")).figures
    assert figures.longest_silence == 270 * MINUTE
    assert (figures.median_interval, figures.p90_interval) == (15 * MINUTE, 20 * MINUTE)
    assert figures.duration == 300 * MINUTE


def test_customers_told_before_the_end_were_told_at_a_negative_distance():
    figures = found(post("10:50", status=RESOLVED), first_alert_at=at("10:00"), resolved_at=at("11:00")).figures
    assert figures.resolution_distance == -10 * MINUTE


def test_what_cannot_be_known_is_none():
    figures = found(post("10:50")).figures
    assert figures.first_update_after is None
    assert figures.updates_per_hour is None
    assert figures.dark_share is None
    assert figures.resolution_distance is None
    assert figures.duration is None


def test_an_incident_of_no_length_has_no_rates():
    figures = found(first_alert_at=at("10:00"), resolved_at=at("10:00")).figures
    assert (figures.updates_per_hour, figures.dark_share) == (None, None)
    assert (figures.longest_silence, figures.duration) == (0 * MINUTE, 0 * MINUTE)


def test_each_channel_has_figures_and_one_that_sent_nothing_has_empty_ones():
    channels = (Channel("pigeon", "Pigeon"), Channel("status page", "Status page"))
    findings = found(post("10:10"), first_alert_at=at("10:00"), resolved_at=at("10:30"), channels=channels)
    assert list(findings.figures_by_channel) == ["pigeon", "status page"]
    assert findings.figures_by_channel["status page"].first_update_after == 10 * MINUTE
    pigeon = findings.figures_by_channel["pigeon"]
    assert (pigeon.updates, pigeon.longest_silence, pigeon.first_update_after) == (0, None, None)


def test_the_median_of_an_even_number_is_the_middle_of_the_middle_two():
    assert percentile([MINUTE, 2 * MINUTE, 4 * MINUTE, 9 * MINUTE], 50) == 3 * MINUTE


def test_the_ninetieth_percentile_is_a_length_that_occurred():
    assert percentile([number * MINUTE for number in range(1, 11)], 90) == 9 * MINUTE
    assert percentile([7 * MINUTE], 90) == 7 * MINUTE
    assert percentile([], 90) is None
