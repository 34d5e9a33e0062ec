"""The picture of a timeline: what stands where, for incidents whose picture is known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incidents.analysis.gaps import analyse
from incidents.analysis.marker import SHAPES, circle_points, overshoot, shape_path
from incidents.analysis.records import Channel, Communication, Incident, Phase, PhaseKind, Status, Targets
from incidents.analysis.timeline import Layout, Options, Style, check_layout, lay_out
from incidents.analysis.timeline_check import texts_of
from incidents.analysis.timeline_parts import Bracket, Dot, Lane
from incidents.analysis.timeline_scale import zone_of
from incidents.analysis.timeline_text import Box, shorten, text_width, wrap
from tests.story import RESOLVED, at, incident, network_outage, post

CHANNELS = (
    Channel("status page", "Status page", "status_page"),
    Channel("mail", "E-mail", "email"),
    Channel("pigeon", "Carrier pigeon", "pigeon"),
)


def drawn(subject: Incident, *, now: datetime | None = None, width: int = 1520, **options: Any) -> Layout:
    analysis = analyse(subject, Targets(), now or at("00:00", day=30))
    layout = lay_out(subject, analysis, width=width, height=620, options=Options(**options))
    assert check_layout(layout) == []
    return layout


def circled(layout: Layout) -> list[Bracket]:
    return [bracket for bracket in layout.brackets if bracket.circle]


def lane(layout: Layout, key: str) -> Lane:
    return next(lane for lane in layout.lanes if lane.key == key)


def dot(layout: Layout, key: str) -> Dot:
    return next(dot for lane in layout.lanes for dot in lane.dots if key in dot.keys)


def outage(*posts: Communication, **more: Any) -> Incident:
    return incident(*posts, channels=CHANNELS, **{"first_alert_at": at("09:00"), "resolved_at": at("13:00"), **more})


def posts_every(minutes: int, count: int, channel: str = "status page") -> list[Communication]:
    start = at("09:10")
    return [
        Communication(
            f"p{index}",
            channel,
            start + timedelta(minutes=minutes * index),
            status=RESOLVED if index == count - 1 else None,
        )
        for index in range(count)
    ]


def test_the_largest_gap_of_the_network_outage_is_circled():
    [bracket] = circled(drawn(network_outage()))
    assert (bracket.begins_at, bracket.ends_at) == (at("16:25:30"), at("19:52:55"))
    assert bracket.numbers == (4,)
    assert bracket.badge is not None


def test_a_merged_moment_is_one_knot_on_the_line_and_one_dot_on_each_branch():
    layout = drawn(network_outage())
    assert len(layout.main.knots) == 5
    assert sum(len(lane.dots) for lane in layout.lanes) == 6


def test_every_tied_gap_is_circled():
    layout = drawn(outage(post("10:00"), post("11:00"), post("11:20"), post("12:20"), post("13:00", status=RESOLVED)))
    assert [bracket.numbers for bracket in circled(layout)] == [(1,), (2,), (4,)]


def test_nothing_is_circled_until_the_facilitator_does_it():
    layout = drawn(outage(post("10:00"), post("13:00", status=RESOLVED)), circled=False)
    assert circled(layout) == []


def test_an_open_gap_is_open_ended_and_never_circled():
    subject = outage(post("09:10"), post("09:40"), resolved_at=None)
    layout = drawn(subject, now=at("15:00"))
    assert layout.brackets[-1].open
    assert [bracket.numbers for bracket in circled(layout)] == [(2,)]
    assert layout.end is not None
    assert layout.end.kind == "now"


def test_customers_who_were_never_told_are_marked_at_the_end():
    layout = drawn(outage(post("09:30")))
    assert layout.never_told is not None
    assert layout.brackets[-1].never_told


def test_a_lit_gap_is_lit_and_says_its_length_even_if_it_is_small():
    layout = drawn(outage(*posts_every(11, 20)), lit_gap="p3")
    [bracket] = [bracket for bracket in layout.brackets if bracket.lit]
    assert bracket.key == "p3"
    assert bracket.label is not None


def test_gaps_meet_and_cover_the_line_from_begin_to_resolution():
    layout = drawn(outage(post("09:30"), post("10:10"), post("12:59", status=RESOLVED)))
    assert layout.brackets[0].left == pytest.approx(layout.begin.x, abs=0.1)
    assert layout.brackets[-1].right == pytest.approx(dot(layout, layout.lanes[0].dots[-1].key).x, abs=0.1)


def test_a_post_from_before_the_alert_stands_left_of_it_and_says_how_long_before():
    layout = drawn(outage(post("08:48", key="early"), post("13:00", status=RESOLVED)))
    assert dot(layout, "early").x < layout.begin.x
    assert layout.brackets[0].early
    assert layout.brackets[0].label is not None
    assert layout.brackets[0].label.text == "−0:12"


def test_a_channel_without_a_communication_has_an_empty_lane_that_says_so():
    layout = drawn(outage(post("09:30"), post("13:00", status=RESOLVED)))
    empty = lane(layout, "pigeon")
    assert empty.empty is not None
    assert empty.dots == ()
    assert empty.branch == ""


def test_branches_never_cross_since_the_last_to_begin_comes_first():
    layout = drawn(
        outage(post("09:30"), post("10:30", "mail"), post("11:30", "pigeon"), post("13:00", status=RESOLVED))
    )
    assert [lane.key for lane in layout.lanes] == ["pigeon", "mail", "status page"]
    assert [lane.leaves for lane in layout.lanes] == sorted((lane.leaves for lane in layout.lanes), reverse=True)


def test_colours_follow_the_order_of_the_incident_and_do_not_move_with_the_lanes():
    layout = drawn(outage(post("11:30"), post("09:30", "pigeon"), post("13:00", status=RESOLVED)))
    assert {lane.key: lane.colour for lane in layout.lanes} == {"status page": 1, "mail": 2, "pigeon": 3}


def test_posts_too_near_each_other_collapse_into_a_cluster_that_names_them():
    layout = drawn(outage(post("09:30", key="a"), post("09:33", key="b"), post("13:00", status=RESOLVED)))
    cluster = dot(layout, "a")
    assert cluster.keys == ("a", "b")
    assert cluster.count is not None
    assert cluster.count.text == "2"


def test_marks_of_a_communication_reach_the_picture():
    subject = outage(
        post("10:00", key="about", approximate=True),
        post("11:00", key="memory", remembered=True),
        post("12:00", key="late", shown_at=at("11:30")),
        post("13:00", status=RESOLVED),
    )
    layout = drawn(subject)
    about = dot(layout, "about")
    assert about.approximate
    assert about.label is not None
    assert about.label.text == "~10:00"
    assert dot(layout, "memory").pencil
    [ghost] = lane(layout, "status page").ghosts
    assert ghost.key == "late"
    assert ghost.box.right < dot(layout, "late").box.left
    assert {"approximate", "remembered", "back_dated"} <= layout.signs


def test_long_follow_ups_do_not_squeeze_the_incident():
    short = drawn(outage(post("09:30"), post("13:00", status=RESOLVED)))
    long = drawn(outage(post("09:30"), post("13:00", status=RESOLVED), post("10:00", key="later", day=9)))
    assert dot(long, "later").follow_up
    assert long.spans[-1].broken
    assert long.main.breaks
    assert long.main.right - long.main.left > 0.8 * (short.main.right - short.main.left)


def test_one_gap_of_days_is_shortened_but_stays_the_longest():
    subject = outage(*[post(f"{hour}:00") for hour in range(10, 16)], resolved_at=at("12:00", day=12))
    layout = drawn(subject)
    [bracket] = circled(layout)
    assert bracket.right - bracket.left == max(each.right - each.left for each in layout.brackets)
    assert layout.brackets[0].right - layout.brackets[0].left > 40
    assert "broken" in layout.signs


def test_an_incident_over_midnight_shows_both_dates():
    subject = outage(post("23:30"), post("02:00", day=1, status=RESOLVED), first_alert_at=at("22:00"))
    layout = drawn(replace(subject, resolved_at=at("01:50", day=1)))
    dates = [tick.date.text for tick in layout.ticks if tick.date is not None]
    assert dates == ["2021-10-04", "2021-10-05"]
    assert [tick.at for tick in layout.ticks if tick.midnight] == [at("00:00", day=1)]


def test_an_incident_within_a_day_shows_no_date():
    assert [tick for tick in drawn(outage(post("13:00", status=RESOLVED))).ticks if tick.date is not None] == []


@pytest.mark.parametrize(
    ("begin", "skipped"),
    [
        (datetime(2024, 3, 30, 23, 10, tzinfo=UTC), {"02:30", "02:00"}),
        (datetime(2024, 10, 26, 22, 10, tzinfo=UTC), set()),
    ],
)
def test_ticks_are_times_the_clock_really_shows_across_a_clock_change(begin: datetime, skipped: set[str]):
    posts = [
        Communication("p", "x", begin + timedelta(minutes=50)),
        Communication("q", "x", begin + timedelta(hours=5)),
    ]
    subject = Incident("DST", first_alert_at=begin, zone="Europe/Paris", communications=tuple(posts))
    layout = drawn(replace(subject, resolved_at=begin + timedelta(hours=5)), now=begin + timedelta(days=1))
    clocks = [tick.at.astimezone(zone_of("Europe/Paris")).strftime("%H:%M") for tick in layout.ticks]
    assert [tick.at for tick in layout.ticks] == sorted(tick.at for tick in layout.ticks)
    assert skipped.isdisjoint(clocks)
    assert all(clock.endswith((":00", ":30", ":15", ":45", ":20", ":40")) for clock in clocks)


def test_an_unknown_zone_is_drawn_in_utc():
    assert zone_of("Nowhere/At all").key == "UTC"


def test_phases_that_overlap_stand_in_two_rows():
    phases = (
        Phase(PhaseKind.INVESTIGATION, at("09:00"), at("11:00")),
        Phase(PhaseKind.ESCALATION, at("10:30"), at("12:30")),
    )
    first, second = drawn(outage(post("13:00", status=RESOLVED), phases=phases)).phases
    assert first.box.bottom < second.box.top


def test_a_begin_nobody_knows_is_marked_and_the_first_gap_is_not_drawn():
    subject = outage(post("10:00", key="first"), post("13:00", status=RESOLVED), first_alert_at=None)
    layout = drawn(subject)
    assert not layout.begin_known
    assert [bracket.key for bracket in layout.brackets] == ["first"]


def test_one_channel_by_itself_has_its_own_brackets_and_the_others_fade():
    subject = outage(post("09:10"), post("10:00", "mail", key="m"), post("12:00"), post("13:00", status=RESOLVED))
    layout = drawn(subject, channel="mail")
    assert [bracket.key for bracket in layout.brackets] == ["begin", "m"]
    assert [lane.key for lane in layout.lanes if not lane.faded] == ["mail"]


def test_an_incident_without_any_update_is_one_circled_gap():
    layout = drawn(outage())
    assert [bracket.keys for bracket in circled(layout)] == [("begin",)]


def test_an_incident_of_no_length_can_be_drawn():
    assert drawn(outage(post("09:00", status=RESOLVED), resolved_at=at("09:00"))).brackets[0].length == timedelta(0)


@pytest.mark.parametrize("style", list(Style))
def test_ten_thousand_communications_make_a_small_picture(style: Style):
    layout = drawn(outage(*posts_every(1, 10_000), resolved_at=None), style=style)
    assert len(layout.brackets) < 300
    assert sum(len(lane.dots) for lane in layout.lanes) < 300


def test_44_posts_on_one_day_stay_readable():
    subject = outage(*posts_every(12, 44), resolved_at=at("17:45"))
    layout = drawn(subject)
    assert layout.height <= 620
    assert sum(1 for bracket in layout.brackets if bracket.badge is not None) >= 10


def test_eight_channels_fit_the_board():
    channels = tuple(Channel(f"c{index}", f"Channel number {index}", "social") for index in range(8))
    posts = [post(f"{9 + index}:20", f"c{index}") for index in range(8)]
    subject = incident(*posts, channels=channels, first_alert_at=at("09:00"), resolved_at=at("17:30"))
    assert drawn(subject).height <= 620


def test_no_text_is_smaller_than_a_projector_allows():
    layout = drawn(outage(*posts_every(12, 30), resolved_at=at("15:00")))
    labels = [label for each in layout.lanes for label in each.names] + [tick.label for tick in layout.ticks]
    labels += [bracket.label for bracket in layout.brackets]
    assert min(label.size for label in labels if label is not None) >= 22


def test_the_compact_picture_has_one_line_and_the_circled_length():
    layout = drawn(outage(post("09:30"), post("13:00", status=RESOLVED)), style=Style.COMPACT, width=340)
    [bracket] = circled(layout)
    assert bracket.label is not None
    assert bracket.label.size >= 16
    assert len(layout.lanes) == 1


def test_strips_share_one_scale():
    subject = outage(post("09:30"), post("13:00", status=RESOLVED))
    whole = drawn(subject, style=Style.STRIP, width=600)
    half = drawn(subject, style=Style.STRIP, width=600, scale_to=timedelta(hours=8))
    assert half.main.right - half.main.left == pytest.approx((whole.main.right - whole.main.left) / 2, abs=0.2)
    assert list(texts_of(half)) == []


def test_silence_past_the_target_is_dark_and_only_that():
    layout = drawn(outage(post("09:20"), post("10:20"), post("10:45", status=RESOLVED), resolved_at=at("10:40")))
    [dark] = layout.main.dark
    per_minute = (layout.main.knots[-1] - layout.main.left) / 105
    assert dark.x2 - dark.x1 == pytest.approx(30 * per_minute, abs=1)


def test_the_marker_circle_is_the_same_for_the_same_gap_and_another_for_another():
    box = Box(100, 100, 500, 200)
    assert circle_points(box, "a") == circle_points(box, "a")
    assert circle_points(box, "a") != circle_points(box, "b")


def test_the_marker_circle_stays_near_its_box_and_overlaps_itself():
    box = Box(100, 100, 500, 200)
    points, reach = circle_points(box, "gap"), overshoot(box)
    assert all(box.left - reach <= x <= box.right + reach for x, _ in points)
    assert all(box.top - reach <= y <= box.bottom + reach for _, y in points)
    assert points[-1][0] > points[0][0]


def test_every_kind_of_channel_has_a_shape_of_its_own():
    paths = [shape_path(kind, 0, 0, 13) for kind in SHAPES]
    assert len(set(paths)) == len(paths)
    assert shape_path("unheard of", 0, 0, 13) == shape_path("other", 0, 0, 13)


def test_hangul_is_wider_than_latin():
    assert text_width("침묵", 20) > 1.6 * text_width("ab", 20)


def test_a_name_too_long_is_cut_with_an_ellipsis():
    assert shorten("Twitter, the main account", 20, 120).endswith("…")
    assert shorten("short", 20, 400) == "short"
    assert wrap("one two three four", 20, 90, 2)[1].endswith("…")


def test_broken_pictures_are_found_out():
    layout = drawn(outage(post("09:30"), post("13:00", status=RESOLVED)))
    shifted = replace(layout, brackets=(layout.brackets[0], replace(layout.brackets[1], left=0.0)))
    assert any("do not meet" in fault for fault in check_layout(shifted))
    assert any("leaves the frame" in fault for fault in check_layout(replace(layout, width=400)))
    label = layout.begin.labels[0]
    assert any("overlaps" in fault for fault in check_layout(replace(layout, notes=(label,))))


def test_a_status_of_its_own_marks_the_resolution():
    layout = drawn(outage(post("09:30"), post("13:00", key="end", status=Status.RESOLVED)))
    assert dot(layout, "end").resolution
