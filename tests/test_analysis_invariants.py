"""What holds for the analysis of any incident whatever."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.findings import Analysis, Chain, ToIs
from incidents.analysis.gaps import analyse
from incidents.analysis.records import (
    Communication,
    Incident,
    IncidentKind,
    Phase,
    PhaseKind,
    Status,
    Targets,
)
from tests.story import DAY, RESOLVED

NOTHING = timedelta(0)
LATE = DAY + timedelta(days=3)
CHANNELS = ("status page", "e-mail", "chat")

spans = st.integers(0, 2 * 24 * 60 * 60 // 15).map(lambda steps: timedelta(seconds=15 * steps))
moments = spans.map(lambda span: DAY + span)


@st.composite
def communications(draw: st.DrawFn, statuses: tuple[Status | None, ...] = (None, *Status)) -> tuple[Communication, ...]:
    count = draw(st.integers(0, 12))
    return tuple(
        Communication(
            key=f"{number:02}",
            channel=draw(st.sampled_from(CHANNELS)),
            posted_at=draw(moments),
            status=draw(st.sampled_from(statuses)),
            text=draw(st.sampled_from(["", "We look into it", "Sorry"])),
        )
        for number in range(count)
    )


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    begins = [draw(st.none() | moments) for _ in range(4)]
    phases = [
        Phase(draw(st.sampled_from(PhaseKind)), draw(moments), draw(moments)) for _ in range(draw(st.integers(0, 3)))
    ]
    return Incident(
        "Any",
        started_at=begins[0],
        first_alert_at=begins[1],
        resolved_at=draw(st.none() | moments),
        kind=draw(st.sampled_from(IncidentKind)),
        phases=tuple(phases),
        communications=draw(communications()),
        window_begins_at=begins[2],
        window_ends_at=begins[3],
    )


def chains(findings: Analysis) -> list[Chain]:
    return [findings.chain, *findings.by_channel.values()]


def analysed(incident: Incident, now: datetime = LATE) -> Analysis:
    return analyse(incident, Targets(maintenance=True), now)


def begin_of(chain: Chain) -> datetime | None:
    """Where the gaps begin: the begin, or else the first update."""
    return chain.begin_at or (chain.moments[0].at if chain.moments else None)


@given(incidents())
def test_the_gaps_of_a_chain_sum_up_from_begin_to_end(incident: Incident):
    for chain in chains(analysed(incident)):
        begin, total = begin_of(chain), sum((gap.length for gap in chain.gaps), NOTHING)
        if chain.gaps and begin and chain.end_at and incident.kind is IncidentKind.INCIDENT:
            assert total == chain.end_at - begin


@given(incidents())
def test_each_gap_begins_where_the_one_before_ended(incident: Incident):
    for chain in chains(analysed(incident)):
        for left, right in pairwise(chain.gaps):
            assert left.ends_at == right.begins_at
            assert (left.to_is, right.number) == (ToIs.UPDATE, left.number + 1)


@given(incidents())
def test_nothing_is_negative(incident: Incident):
    findings = analysed(incident)
    for chain in chains(findings):
        for gap in chain.gaps:
            assert gap.length == gap.ends_at - gap.begins_at >= NOTHING
            assert gap.before_begin is None or (gap.before_begin > NOTHING and gap.length == NOTHING)
            assert all(NOTHING < share.overlap <= gap.length for share in gap.phases)
    for figures in (findings.figures, *findings.figures_by_channel.values()):
        assert figures.time_in_the_dark >= NOTHING
        assert figures.duration is None or figures.duration >= NOTHING
        assert figures.first_update_after is None or figures.first_update_after >= NOTHING
        assert figures.dark_share is None or 0 <= figures.dark_share <= 1


@given(incidents(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(incident: Incident, random: Random):
    shuffled = random.sample(incident.communications, len(incident.communications))
    phases = random.sample(incident.phases, len(incident.phases))
    again = analysed(replace(incident, communications=tuple(shuffled), phases=tuple(phases)))
    assert again == analysed(incident)


@given(incidents())
def test_exactly_the_largest_closed_gaps_are_circled(incident: Incident):
    for chain in chains(analysed(incident)):
        closed = [gap.length for gap in chain.gaps if not gap.open]
        longest = max(closed, default=NOTHING)
        for gap in chain.gaps:
            assert gap.largest == (not gap.open and gap.length == longest > NOTHING)
            assert gap.tied == (gap.largest and closed.count(longest) > 1)


@given(incidents())
def test_a_longer_gap_has_a_lower_rank_and_no_better_band(incident: Incident):
    for chain in chains(analysed(incident)):
        ordered = sorted(chain.gaps, key=lambda gap: gap.rank)
        assert [gap.length for gap in ordered] == sorted((gap.length for gap in chain.gaps), reverse=True)
        assert [gap.times_target for gap in ordered] == sorted((gap.times_target for gap in chain.gaps), reverse=True)


@given(incidents())
def test_every_communication_is_either_in_the_chain_or_a_follow_up(incident: Incident):
    chain = analysed(incident).chain
    told = [post.key for moment in chain.moments for post in moment.communications]
    assert sorted(told + [post.key for post in chain.follow_ups]) == sorted(
        post.key for post in incident.communications
    )


@given(incidents())
def test_a_chain_ends_in_exactly_one_way(incident: Incident):
    for chain in chains(analysed(incident)):
        assert [chain.resolution is not None, chain.never_told, chain.open].count(True) == 1
        assert all(not gap.open and not gap.never_told for gap in chain.gaps[:-1])


@given(incidents())
def test_moments_keep_their_order_and_their_window(incident: Incident):
    for chain in chains(analysed(incident)):
        assert [moment.at for moment in chain.moments] == sorted(moment.at for moment in chain.moments)
        for moment in chain.moments:
            posted = [post.posted_at for post in moment.communications]
            assert min(posted) == moment.at
            assert max(posted) - moment.at <= Targets().merge


@given(incidents())
def test_an_incident_told_on_one_channel_has_one_chain(incident: Incident):
    posts = tuple(replace(post, channel="chat") for post in incident.communications)
    findings = analysed(replace(incident, communications=posts))
    if posts and findings.chain.moments:
        assert findings.by_channel["chat"].gaps == findings.chain.gaps
        assert findings.figures_by_channel["chat"] == findings.figures


@given(communications(statuses=(None, Status.UPDATE)), moments, spans, st.sampled_from(CHANNELS))
def test_one_more_post_never_lengthens_the_longest_silence_but_by_the_merge_window(
    posts: tuple[Communication, ...], begin: datetime, span: timedelta, channel: str
):
    end = begin + timedelta(days=3)
    inside = tuple(post for post in posts if begin <= post.posted_at < end)
    last = Communication("last", "status page", end, status=RESOLVED)
    extra = Communication("extra", channel, begin + span, text="One more")
    for merge in (NOTHING, timedelta(minutes=2)):
        story = Incident("Any", first_alert_at=begin, communications=(*inside, last))
        before = analyse(story, Targets(merge=merge), LATE).figures.longest_silence or NOTHING
        more = replace(story, communications=(*inside, extra, last))
        after = analyse(more, Targets(merge=merge), LATE).figures.longest_silence or NOTHING
        assert after <= max(before, merge) + merge


@given(incidents(), spans)
def test_a_closed_incident_does_not_depend_on_the_clock(incident: Incident, later: timedelta):
    closed = replace(incident, resolved_at=incident.resolved_at or LATE)
    assert analysed(closed).chain == analysed(closed, LATE + later).chain
