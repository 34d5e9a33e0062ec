"""The chain of gaps: anchors, moments, the resolution update, the largest, bands and phases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from incidents.analysis.findings import Band, BeginIs, FromIs, ToIs
from incidents.analysis.gaps import analyse, band_of
from incidents.analysis.moments import find_moments
from incidents.analysis.records import IncidentKind, Phase, PhaseKind, Status, Targets
from tests.story import NOW, RESOLVED, at, chain, found, incident, minutes, network_outage, post

TWO_MINUTES = timedelta(minutes=2)


def test_the_network_outage_gives_the_known_answers():
    findings = analyse(network_outage(), Targets(), NOW).chain
    assert [gap.length for gap in findings.gaps] == [
        timedelta(minutes=27, seconds=50),
        timedelta(minutes=8, seconds=28),
        timedelta(minutes=9, seconds=12),
        timedelta(minutes=207, seconds=25),
        timedelta(minutes=161, seconds=4),
    ]
    merged = [moment for moment in findings.moments if len(moment.communications) > 1]
    assert [(moment.at, len(moment.communications)) for moment in merged] == [(at("16:16:18"), 2)]
    (largest,) = [gap for gap in findings.gaps if gap.largest]
    assert (largest.begins_at, largest.ends_at) == (at("16:25:30"), at("19:52:55"))
    assert (largest.key, largest.band, round(largest.times_target, 1)) == ("Photo product", Band.GAP, 6.9)
    assert findings.gaps[-1].to_is is ToIs.RESOLUTION
    assert not findings.never_told


def test_the_work_chat_incident_falls_silent_for_129_and_313_minutes():
    clocks = ["16:06", "16:35", "17:05", "17:34", "18:04", "20:13", "01:26"]
    posts = [post(clock, day=int(clock == "01:26")) for clock in clocks]
    findings = chain(*posts[:-1], replace(posts[-1], status=RESOLVED), started_at=at("12:20"), resolved_at=at("17:30"))
    assert minutes(findings) == [226, 29, 30, 29, 30, 129, 313]
    assert [gap.largest for gap in findings.gaps] == [False] * 6 + [True]


def test_the_chain_begins_with_the_first_alert_and_knows_the_start_too():
    findings = chain(post("10:30"), started_at=at("09:50"), first_alert_at=at("10:00"), resolved_at=at("11:00"))
    assert (findings.begin_at, findings.begin_is) == (at("10:00"), BeginIs.FIRST_ALERT)
    assert findings.other_begin_at == at("09:50")
    assert findings.gaps[0].key == "begin"
    assert findings.gaps[0].from_is is FromIs.BEGIN


def test_without_an_alert_the_chain_begins_with_the_start():
    findings = chain(post("10:30"), started_at=at("09:50"), resolved_at=at("11:00"))
    assert (findings.begin_at, findings.begin_is, findings.other_begin_at) == (at("09:50"), BeginIs.START, None)


def test_with_the_begin_unknown_the_first_gap_is_unknown_and_never_zero():
    findings = chain(post("10:00"), post("10:40", status=RESOLVED))
    assert (findings.begin_at, findings.begin_is) == (None, BeginIs.FIRST_UPDATE)
    assert minutes(findings) == [40]
    assert all(gap.from_is is FromIs.UPDATE for gap in findings.gaps)


def test_a_post_before_the_alert_counts_as_first_update_with_gap_zero():
    findings = chain(post("09:48"), post("10:30"), first_alert_at=at("10:00"), resolved_at=at("11:00"))
    assert minutes(findings) == [0, 30, 30]
    assert findings.gaps[0].before_begin == timedelta(minutes=12)
    assert [gap.before_begin for gap in findings.gaps[1:]] == [None, None]


def test_silence_from_before_the_begin_is_not_counted():
    findings = chain(post("04:00"), post("10:10"), first_alert_at=at("10:00"), resolved_at=at("10:20"))
    assert minutes(findings) == [0, 10, 10]


def test_posts_after_the_resolution_update_are_follow_ups():
    findings = chain(
        post("10:10"), post("11:00", status=RESOLVED), post("13:00", key="thanks"), first_alert_at=at("10:00")
    )
    assert minutes(findings) == [10, 50]
    assert [late.key for late in findings.follow_ups] == ["thanks"]
    assert findings.resolution is not None
    assert findings.resolution.is_resolution


def test_a_post_mortem_is_a_follow_up_and_resolves_nothing():
    findings = chain(
        post("10:10"), post("15:00", status=Status.POSTMORTEM), first_alert_at=at("10:00"), resolved_at=at("11:00")
    )
    assert findings.never_told
    assert len(findings.follow_ups) == 1


def test_a_reopened_incident_ends_with_the_last_resolved():
    findings = chain(
        post("10:10", status=RESOLVED), post("10:40", status=Status.INVESTIGATING), post("12:00", status=RESOLVED)
    )
    assert minutes(findings) == [30, 80]
    assert [moment.is_resolution for moment in findings.moments] == [False, False, True]


def test_a_reopened_incident_without_an_end_is_open():
    findings = chain(
        post("10:10", status=RESOLVED),
        post("10:40", status=Status.INVESTIGATING),
        first_alert_at=at("10:00"),
        now=at("11:00"),
    )
    assert minutes(findings) == [10, 30, 20]
    assert findings.open
    assert findings.resolution is None


def test_a_resolved_from_before_the_begin_belongs_to_earlier_trouble():
    findings = chain(post("09:55", status=RESOLVED), post("10:20"), first_alert_at=at("10:00"), resolved_at=at("10:30"))
    assert minutes(findings) == [0, 20, 10]
    assert findings.never_told


def test_the_first_post_at_or_after_the_end_is_the_resolution_update_when_none_says_resolved():
    findings = chain(
        post("10:10"), post("11:00", key="back"), post("12:00"), first_alert_at=at("10:00"), resolved_at=at("11:00")
    )
    assert findings.resolution is not None
    assert findings.resolution.key == "back"
    assert minutes(findings) == [10, 50]


def test_customers_who_were_never_told_of_the_end_wait_until_it():
    findings = chain(post("10:10"), first_alert_at=at("10:00"), resolved_at=at("11:30"))
    assert minutes(findings) == [10, 80]
    assert findings.never_told
    assert (findings.gaps[-1].to_is, findings.gaps[-1].never_told) == (ToIs.RESOLVED, True)


def test_an_open_incident_runs_to_now_and_its_last_gap_is_never_circled():
    findings = chain(post("10:10"), post("10:25"), first_alert_at=at("10:00"), now=at("14:00"))
    assert minutes(findings) == [10, 15, 215]
    last = findings.gaps[-1]
    assert (last.to_is, last.open, last.largest, last.rank) == (ToIs.NOW, True, False, 1)
    assert [gap.largest for gap in findings.gaps] == [False, True, False]
    assert findings.open
    assert not findings.never_told


def test_a_clock_behind_the_last_post_makes_no_negative_gap():
    assert minutes(chain(post("10:10"), first_alert_at=at("10:00"), now=at("09:00"))) == [10, 0]


def test_no_updates_at_all_are_one_gap_from_begin_to_end():
    findings = chain(first_alert_at=at("10:00"), resolved_at=at("13:00"))
    assert minutes(findings) == [180]
    (gap,) = findings.gaps
    assert (gap.key, gap.from_is, gap.to_is, gap.never_told) == ("begin", FromIs.BEGIN, ToIs.RESOLVED, True)
    assert gap.largest


def test_an_incident_of_which_nothing_is_known_has_no_gaps():
    assert chain().gaps == ()


def test_one_update_makes_two_gaps():
    assert minutes(chain(post("10:20"), first_alert_at=at("10:00"), resolved_at=at("11:00"))) == [20, 40]


def test_one_update_that_says_resolved_makes_one_gap():
    assert minutes(chain(post("10:20", status=RESOLVED), first_alert_at=at("10:00"), resolved_at=at("10:15"))) == [20]


def test_the_same_minute_on_two_channels_is_one_moment():
    findings = chain(post("10:20", "e-mail"), post("10:20", "status page"), first_alert_at=at("10:00"), now=at("10:30"))
    assert len(findings.moments) == 1
    assert minutes(findings) == [20, 10]


def test_posts_within_the_window_of_the_first_are_one_moment_at_its_time():
    (moment,) = find_moments([post("10:02", "e-mail"), post("10:01", "chat"), post("10:00")], TWO_MINUTES)
    assert moment.at == at("10:00")
    assert len(moment.communications) == 3


def test_the_window_counts_from_the_first_post_not_from_the_latest():
    moments = find_moments([post("10:00"), post("10:02", "e-mail"), post("10:03", "chat")], TWO_MINUTES)
    assert [moment.at for moment in moments] == [at("10:00"), at("10:03")]


def test_the_same_channel_twice_in_a_minute_is_two_moments():
    moments = find_moments([post("10:00:05", text="We look"), post("10:00:40", text="We found it")], TWO_MINUTES)
    assert [moment.at for moment in moments] == [at("10:00:05"), at("10:00:40")]


def test_the_same_words_again_on_the_same_channel_are_one_moment():
    assert len(find_moments([post("10:00:05", text="We look"), post("10:00:40", text=" We  look")], TWO_MINUTES)) == 1


def test_posts_of_one_channel_whose_words_are_unknown_are_not_merged():
    assert len(find_moments([post("10:00:05", text=""), post("10:00:40", text="")], TWO_MINUTES)) == 2


def test_a_post_in_the_moment_of_the_resolution_update_is_no_follow_up():
    findings = chain(
        post("10:59", "chat"), post("11:00", status=RESOLVED), post("11:01", "e-mail"), first_alert_at=at("10:00")
    )
    assert findings.follow_ups == ()
    assert minutes(findings) == [59]


def test_a_back_dated_post_is_judged_by_when_customers_could_see_it():
    claimed = post("11:00", shown_at=at("10:11"))
    assert minutes(chain(claimed, first_alert_at=at("10:00"), resolved_at=at("11:00"))) == [60]
    assert claimed.back_dated


def test_a_start_after_the_end_is_taken_as_unknown():
    findings = chain(post("10:10"), post("10:50"), started_at=at("12:00"), resolved_at=at("11:00"))
    assert findings.start_after_end
    assert (findings.begin_at, findings.begin_is) == (None, BeginIs.FIRST_UPDATE)
    assert minutes(findings) == [40, 10]


def test_a_start_after_the_resolution_update_is_taken_as_unknown_too():
    findings = chain(post("10:10"), post("10:50", status=RESOLVED), started_at=at("12:00"))
    assert findings.start_after_end
    assert minutes(findings) == [40]


def test_an_alert_after_the_end_leaves_the_start_as_begin():
    findings = chain(post("10:10"), started_at=at("10:00"), first_alert_at=at("12:00"), resolved_at=at("11:00"))
    assert findings.start_after_end
    assert (findings.begin_is, findings.other_begin_at) == (BeginIs.START, None)


def test_an_incident_across_midnight_keeps_its_lengths():
    findings = chain(post("23:50"), post("00:35", day=1), first_alert_at=at("23:30"), resolved_at=at("01:00", day=1))
    assert minutes(findings) == [20, 45, 25]


def test_an_incident_across_a_clock_change_keeps_its_lengths():
    autumn = datetime(2021, 11, 7, 8, 30, tzinfo=UTC)
    posts = [replace(post("00:00"), posted_at=autumn), replace(post("00:00"), posted_at=autumn + timedelta(hours=1))]
    story = incident(*posts, first_alert_at=autumn - timedelta(minutes=10), zone="America/Los_Angeles")
    assert minutes(analyse(story, Targets(), autumn + timedelta(hours=2)).chain) == [10, 60, 60]


def test_ten_thousand_communications_are_one_chain():
    seconds = [number * 7919 % 600_000 for number in range(10_000)]
    posts = [replace(post("00:00"), posted_at=at("00:00") + timedelta(seconds=each)) for each in seconds]
    findings = chain(*posts, first_alert_at=at("00:00"), resolved_at=at("00:00", day=7))
    assert sum((gap.length for gap in findings.gaps), timedelta(0)) == timedelta(days=7)
    assert len(findings.gaps) == 10_001


def test_an_incident_of_no_length_has_one_gap_of_none_and_no_circle():
    findings = chain(first_alert_at=at("10:00"), resolved_at=at("10:00"))
    assert minutes(findings) == [0]
    assert not findings.gaps[0].largest


def test_a_maintenance_has_no_gaps_by_default():
    findings = chain(
        post("10:10"), kind=IncidentKind.MAINTENANCE, window_begins_at=at("10:00"), window_ends_at=at("12:00")
    )
    assert findings.gaps == ()
    assert len(findings.moments) == 1


def test_gaps_of_a_maintenance_count_only_inside_its_window():
    findings = chain(
        post("08:00"),
        post("09:00"),
        post("10:30"),
        post("11:40"),
        post("13:00", status=RESOLVED),
        kind=IncidentKind.MAINTENANCE,
        window_begins_at=at("10:00"),
        window_ends_at=at("12:00"),
        resolved_at=at("12:50"),
        targets=Targets(maintenance=True),
    )
    assert minutes(findings) == [30, 70, 20]
    assert [gap.number for gap in findings.gaps] == [1, 2, 3]
    assert findings.end_at == at("12:00")


def test_an_open_maintenance_past_its_window_is_over():
    findings = chain(
        post("10:30"),
        kind=IncidentKind.MAINTENANCE,
        window_begins_at=at("10:00"),
        window_ends_at=at("12:00"),
        targets=Targets(maintenance=True),
    )
    assert minutes(findings) == [30, 90]
    assert findings.never_told


def test_ties_are_all_circled_and_said_to_be_ties():
    findings = chain(post("10:40"), post("11:00"), first_alert_at=at("10:00"), resolved_at=at("11:40"))
    assert [(gap.largest, gap.tied, gap.rank) for gap in findings.gaps] == [
        (True, True, 1),
        (False, False, 3),
        (True, True, 1),
    ]


@pytest.mark.parametrize(
    ("length", "band"),
    [(0, Band.GOOD), (20, Band.GOOD), (20.5, Band.BORDERLINE), (30, Band.BORDERLINE), (30.1, Band.GAP)],
)
def test_a_silence_has_the_band_of_its_length(length: float, band: Band):
    assert band_of(timedelta(minutes=length), Targets()) is band


def test_how_far_a_gap_is_over_the_target_is_a_multiple_of_it():
    findings = chain(first_alert_at=at("09:14"), resolved_at=at("12:01"))
    assert round(findings.gaps[0].times_target, 1) == 5.6


def test_a_gap_knows_how_much_of_each_phase_it_lies_in():
    findings = chain(
        post("10:20"),
        first_alert_at=at("10:00"),
        resolved_at=at("12:00"),
        phases=(
            Phase(PhaseKind.ESCALATION, at("11:00"), at("11:30")),
            Phase(PhaseKind.INVESTIGATION, at("10:00"), at("10:40")),
            Phase(PhaseKind.INVESTIGATION, at("10:30"), at("11:00")),
        ),
    )
    shares = [[(share.kind, share.overlap / timedelta(minutes=1)) for share in gap.phases] for gap in findings.gaps]
    assert shares == [
        [(PhaseKind.INVESTIGATION, 20)],
        [(PhaseKind.INVESTIGATION, 40), (PhaseKind.ESCALATION, 30)],
    ]


def test_gaps_are_named_by_the_communication_after_which_they_begin():
    findings = chain(post("10:20", key="a"), post("10:40", key="b"), first_alert_at=at("10:00"), now=at("11:00"))
    assert [(gap.key, gap.number) for gap in findings.gaps] == [("begin", 1), ("a", 2), ("b", 3)]


def test_a_channel_lives_its_own_chain():
    findings = found(
        post("10:10", "status page"),
        post("10:30", "console"),
        post("10:50", "status page"),
        post("11:10", "status page", RESOLVED),
        first_alert_at=at("10:00"),
        resolved_at=at("11:00"),
    )
    assert minutes(findings.chain) == [10, 20, 20, 20]
    assert minutes(findings.by_channel["status page"]) == [10, 40, 20]
    assert minutes(findings.by_channel["console"]) == [30, 30]
    assert findings.by_channel["console"].never_told
    assert findings.by_channel["console"].channel == "console"


def test_a_channel_waits_for_the_end_that_another_channel_told():
    findings = found(post("10:10", "chat"), post("11:00", "e-mail", RESOLVED), first_alert_at=at("10:00"))
    assert minutes(findings.by_channel["chat"]) == [10, 50]
    assert findings.by_channel["chat"].never_told


def test_a_channel_that_carried_only_follow_ups_has_no_gaps():
    findings = found(
        post("10:10", status=RESOLVED), post("09:00", "blog", day=1, key="story"), first_alert_at=at("10:00")
    )
    blog = findings.by_channel["blog"]
    assert blog.gaps == ()
    assert [late.key for late in blog.follow_ups] == ["story"]
