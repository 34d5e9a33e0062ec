"""Promises of the next update: what is one, when it is due, and what came of it."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.gaps import analyse
from incidents.analysis.promise_reading import PromiseKind, read
from incidents.analysis.promises import Promises, Verdict, find_promises, judge
from incidents.analysis.records import Communication, Status, Targets
from tests.promise_sentences import NO_PROMISES, PROMISES, UNCLEAR, VAGUE
from tests.story import NOW, RESOLVED, at, incident, post

POSTED = at("14:20")


def said(text: str, posted_at: datetime = POSTED) -> Communication:
    return Communication("said", "status page", posted_at, text=text)


def dues(text: str, zone: str = "UTC", posted_at: datetime = POSTED) -> list[datetime]:
    return [promise.due_at for promise in find_promises(said(text, posted_at), zone=zone)]


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def judged(*posts: Communication, now: datetime = NOW, **more: object) -> Promises:
    story = incident(*posts, **more)
    return judge(story, analyse(story, Targets(), now), now)


@pytest.mark.parametrize(("text", "due"), PROMISES)
def test_a_promise_is_found_with_its_due_time(text: str, due: str):
    day, _, clock = due.rpartition(" ")
    assert dues(text) == [at(clock, day=1 if day else 0)]


@pytest.mark.parametrize("text", [*NO_PROMISES, *VAGUE, *UNCLEAR])
def test_what_promises_no_update_at_a_time_is_no_promise(text: str):
    assert dues(text) == []


@pytest.mark.parametrize("text", VAGUE)
def test_an_update_without_a_time_is_vague(text: str):
    reading = read(said(text), zone="UTC")
    assert reading.vague
    assert not reading.unclear


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_time_that_may_mean_several_is_unclear(text: str):
    assert read(said(text), zone="UTC").unclear


@pytest.mark.parametrize("text", NO_PROMISES)
def test_what_speaks_of_something_else_is_not_even_vague(text: str):
    reading = read(said(text), zone="UTC")
    assert (reading.vague, reading.unclear) == ((), ())


def test_there_are_enough_sentences_in_both_languages():
    for sentences in ([text for text, _ in PROMISES], [*NO_PROMISES, *VAGUE, *UNCLEAR]):
        korean = [text for text in sentences if any("가" <= letter <= "힣" for letter in text)]
        assert len(korean) >= 20
        assert len(sentences) - len(korean) >= 40


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Next update in 30 minutes", PromiseKind.IN),
        ("Updates will follow every hour.", PromiseKind.IN),
        ("Next update by 18:00", PromiseKind.BY),
        ("30분 후에 다시 알려 드리겠습니다.", PromiseKind.IN),
        ("오후 6시까지 다시 알려 드리겠습니다.", PromiseKind.BY),
    ],
)
def test_a_promise_says_how_it_was_made(text: str, kind: PromiseKind):
    (promise,) = find_promises(said(text), zone="UTC")
    assert (promise.kind, promise.key) == (kind, "said")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("We are on it. **Next update:** 15:30 UTC, thank you.", "Next update:** 15:30 UTC"),
        ("죄송합니다. 30분 후에 다시 알려 드리겠습니다.", "30분 후에 다시 알려 드리겠"),
        ("Sorry… we’ll post again in ３０ minutes.", "’ll post again in ３０ minutes"),
        ("<p>Sorry</p><p>Next update at 4 p.m. UTC.</p>", "Next update at 4 p.m. UTC"),
    ],
)
def test_the_span_is_of_the_text_as_it_was_written(text: str, span: str):
    (promise,) = find_promises(said(text), zone="UTC")
    assert text[promise.start : promise.end] == span


def test_korean_typed_in_single_letters_is_read_all_the_same():
    text = unicodedata.normalize("NFD", "30분 후에 다시 알려 드리겠") + "습니다."
    (promise,) = find_promises(said(text), zone="UTC")
    assert promise.due_at == at("14:50")
    assert (promise.start, promise.end) == (0, text.index("습니다"))


def test_a_time_without_a_zone_is_in_the_zone_of_the_incident():
    assert dues("다음 업데이트는 오후 11시 30분입니다.", "Asia/Seoul") == [at("14:30")]
    assert dues("Next update by 11:00", "America/New_York") == [at("15:00")]


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("UTC", "15:30"),
        ("GMT", "15:30"),
        ("Z", "15:30"),
        ("(UTC)", "15:30"),
        ("UTC+1", "14:30"),
        ("+01:00", "14:30"),
        ("CEST", "13:30"),
        ("BRT", None),
        ("local time", None),
    ],
)
def test_a_zone_that_is_named_counts(zone: str, due: str | None):
    posted_at = at("13:00")
    assert dues(f"Next update by 15:30 {zone}", "Asia/Seoul", posted_at) == ([at(due)] if due else [])


@pytest.mark.parametrize(
    ("zone", "clock"),
    [("PT", "08:30"), ("PDT", "08:30"), ("US/Pacific", "08:30"), ("Pacific Time", "08:30"), ("KST", "00:30")],
)
def test_zones_of_other_places_count(zone: str, clock: str):
    assert dues(f"Next update at {clock} {zone}") == [at("15:30")]


def test_an_abbreviation_out_of_season_is_unclear_and_in_season_is_not():
    assert dues("Next update by 10:00 AM PST") == []
    assert read(said("Next update by 10:00 AM PST"), zone="UTC").unclear
    winter = datetime(2021, 12, 22, 17, 0, tzinfo=UTC)
    assert dues("Next update by 10:00 AM PST", posted_at=winter) == [winter + timedelta(hours=1)]


def test_an_abbreviation_with_several_meanings_means_the_one_of_the_incident():
    assert dues("Next update by 23:00 CST", "Asia/Shanghai") == [at("15:00")]
    assert dues("Next update by 23:00 CST") == []
    assert read(said("Next update by 16:00 BST"), zone="UTC").unclear


def test_a_clock_time_may_be_of_the_next_day():
    assert dues("Next update by 00:30 UTC", posted_at=at("23:50")) == [at("00:30", day=1)]
    assert dues("Next update by midnight", posted_at=at("23:50")) == [at("00:00", day=1)]
    assert dues("0시 30분까지 다시 공지하겠습니다.", "Asia/Seoul", at("14:50")) == [at("15:30")]
    assert dues("Next update in 30 minutes", posted_at=at("23:50")) == [at("00:20", day=1)]


def test_the_day_is_that_of_the_zone_and_not_of_utc():
    assert dues("Next update tomorrow at 09:00", "Asia/Seoul", at("16:00")) == [at("00:00", day=2)]


def test_a_time_that_was_just_over_is_a_slip_and_unclear():
    assert dues("Next update by 14:00 UTC") == []
    assert read(said("Next update by 14:00 UTC"), zone="UTC").unclear


def test_without_morning_or_afternoon_the_near_one_is_meant_and_a_far_one_unclear():
    assert dues("Next update at 3:30") == [at("15:30")]
    assert dues("4시까지 다시 공지하겠습니다.") == [at("16:00")]
    assert dues("Next update at 9:30") == []
    assert dues("Next update at 09:30") == [at("09:30", day=1)]


def test_an_hour_that_clocks_skip_or_show_twice_is_unclear():
    zone = "America/New_York"
    spring, autumn = local("2021-03-14T01:30", zone), local("2021-11-07T00:30", zone)
    assert dues("Next update by 02:30", zone, spring.astimezone(UTC)) == []
    assert dues("Next update by 01:30", zone, autumn.astimezone(UTC)) == []
    in_between = datetime(2021, 11, 7, 6, 10, tzinfo=UTC)
    assert dues("Next update by 01:30", zone, in_between) == [in_between + timedelta(minutes=20)]


def test_a_span_is_counted_in_minutes_also_when_clocks_change():
    before = local("2021-03-14T01:45", "America/New_York").astimezone(UTC)
    assert dues("Next update in 30 minutes", "America/New_York", before) == [before + timedelta(minutes=30)]


def test_the_same_promise_in_two_languages_is_one():
    assert dues("Next update in 30 minutes.\n30분 후에 다시 알려 드리겠습니다.") == [at("14:50")]


def test_two_promises_are_two():
    assert dues("Next update in 30 minutes. We will share more by 18:00 UTC.") == [at("14:50"), at("18:00")]


def test_lines_wrapped_within_a_sentence_belong_together_and_others_do_not():
    assert dues("We will provide another\nupdate within\n30 minutes.") == [at("14:50")]
    assert dues("Next update:\n18:00 UTC") == [at("18:00")]
    assert dues("Next update: as soon as we know more\nPosted at 15:00 UTC") == []


def test_the_work_chat_incident_keeps_its_two_promises_and_falls_silent():
    texts = {1: "We are looking into it. Next update in 30 minutes.", 3: "Still at it; we will update again in 30 min."}
    clocks = ["16:06", "16:35", "17:05", "17:34", "18:04", "20:13", "01:26"]
    posts = [post(clock, day=int(clock == "01:26"), text=texts.get(n, "On it")) for n, clock in enumerate(clocks)]
    found = judged(*posts[:-1], replace(posts[-1], status=RESOLVED), started_at=at("12:20"), resolved_at=at("17:30"))
    assert (found.made, found.kept, found.late, found.missed, found.open) == (2, 2, 0, 0, 0)
    assert found.announced == {posts[1].key, posts[3].key}
    assert found.share == pytest.approx(2 / 6)


@pytest.mark.parametrize(
    ("next_at", "verdict"),
    [
        ("10:05", Verdict.KEPT),
        ("10:30", Verdict.KEPT),
        ("10:30:01", Verdict.LATE),
        ("10:35", Verdict.LATE),
        ("10:35:01", Verdict.MISSED),
        ("13:00", Verdict.MISSED),
    ],
)
def test_a_promise_is_held_against_the_next_moment(next_at: str, verdict: Verdict):
    found = judged(post("10:00", key="said", text="Next update in 30 minutes"), post(next_at, "e-mail"))
    (only,) = found.verdicts
    assert (only.verdict, only.followed_at, only.off_by) == (verdict, at(next_at), at(next_at) - at("10:30"))
    assert found.announced == ({"said"} if verdict is Verdict.KEPT else frozenset())


@pytest.mark.parametrize(
    ("now", "verdict"),
    [("10:20", Verdict.OPEN), ("10:30", Verdict.OPEN), ("10:33", Verdict.LATE), ("10:36", Verdict.MISSED)],
)
def test_a_promise_nothing_followed_is_open_until_it_is_due(now: str, verdict: Verdict):
    (only,) = judged(post("10:00", text="Next update in 30 minutes"), now=at(now)).verdicts
    assert (only.verdict, only.followed_at, only.off_by) == (verdict, None, None)


def test_a_promise_before_a_resolution_that_nobody_was_told_is_missed():
    found = judged(post("10:00", text="Next update in 30 minutes"), started_at=at("09:00"), resolved_at=at("10:20"))
    assert (found.made, found.missed) == (1, 1)


def test_a_follow_up_keeps_no_promise_and_the_resolution_update_makes_none():
    found = judged(
        post("10:00", text="Next update in 30 minutes"),
        post("11:00", status=RESOLVED, text="Over. We will share more information within 2 hours."),
        post("12:00", status=Status.POSTMORTEM),
    )
    assert (found.made, found.missed) == (1, 1)


def test_a_promise_told_on_two_channels_at_one_moment_is_one():
    text = "Next update in 30 minutes"
    found = judged(post("10:00", text=text), post("10:01", "e-mail", text=text), post("10:29"))
    assert (found.made, found.kept) == (1, 1)
    assert found.share == pytest.approx(2 / 3)


def test_a_text_edited_long_after_posting_is_not_judged():
    edited = [
        post("10:00", text="Next update in 30 minutes", edited_at=at("10:31")),
        post("11:00", text="Next update in 30 minutes", edited_at=at("11:10")),
    ]
    found = judged(*edited, post("11:30"))
    assert [judged.promise.due_at for judged in found.verdicts] == [at("11:30")]


def test_a_back_dated_post_promises_from_when_it_could_be_read():
    found = judged(post("10:00", text="Next update in 30 minutes", shown_at=at("09:00")), post("10:25"))
    assert found.kept == 1


def test_an_incident_without_updates_has_no_promises_and_no_share():
    found = judged(started_at=at("10:00"), resolved_at=at("12:00"))
    assert (found.verdicts, found.announced, found.share) == ((), frozenset(), None)


WORDS = st.sampled_from(
    [
        *(
            "next",
            "update",
            "in",
            "by",
            "at",
            "within",
            "the",
            "an",
            "hour",
            "30",
            "minutes",
            "18:00",
            "25:99",
            "UTC",
            "PST",
            "pm",
        ),
        *(
            ".",
            ",",
            ":",
            "we",
            "will",
            "provide",
            "post",
            "again",
            "tomorrow",
            "on",
            "31",
            "feb",
            "2021-02-30",
            "every",
            "-",
            "or",
        ),
        *(
            "오후",
            "6시",
            "30분",
            "후에",
            "까지",
            "다음",
            "공지",
            "안내드리겠습니다",
            "다시",
            "복구",
            "내일",
            "자정",
            "일",
            "월",
        ),
        *("\n", "*", "<br>", "&nbsp;", "…", "９", "p.m.", "99999", "days", "0", "\N{HANGUL JUNGSEONG O}"),
    ]
)
TEXTS = st.text(max_size=200) | st.lists(WORDS, max_size=25).map(" ".join)
MOMENTS = st.datetimes(timezones=st.just(UTC))
ZONES = st.sampled_from(["UTC", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"])


@given(TEXTS, MOMENTS, ZONES)
def test_any_text_can_be_read_and_what_is_due_is_due_after_the_posting(text: str, posted_at: datetime, zone: str):
    reading = read(said(text, posted_at), zone=zone)
    for promise in reading.promises:
        assert posted_at < promise.due_at <= posted_at + timedelta(days=7)
        assert promise.due_at.utcoffset() == timedelta(0)
    spans = [(promise.start, promise.end) for promise in reading.promises]
    for start, end in (*spans, *reading.vague, *reading.unclear, *reading.estimates):
        assert 0 <= start < end <= len(text)


AROUND = st.sampled_from(
    [
        "",
        "We are sorry for this.",
        "고객 여러분께 사과드립니다.",
        "Errors began at 09:12.",
        "- cards: fine",
        "…",
        "<b>Payments</b>",
    ]
)


@given(st.sampled_from([text for text, _ in PROMISES]), AROUND, AROUND)
def test_sentences_around_a_promise_change_nothing(text: str, before: str, after: str):
    around = f"{before}\n\n{text}\n\n{after}"
    assert dues(around) == dues(text)
