"""What is remarked on the words of the updates."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.analysis.gaps import analyse
from incidents.analysis.records import Communication, Status, Targets
from incidents.analysis.text_flags import Flag, text_flags
from tests.story import NOW, RESOLVED, at, incident, post

PROMISE = "Some cards are declined. Next update in 30 minutes."


def flags(*posts: Communication, **more: object) -> dict[str, tuple[Flag, ...]]:
    story = incident(*posts, **more)
    return text_flags(story, analyse(story, Targets(), NOW))


def flags_of(text: str, status: Status | None = None) -> tuple[Flag, ...]:
    return flags(post("10:00", key="only", text=text, status=status)).get("only", ())


def test_a_text_that_promises_the_next_update_gets_no_remark():
    assert flags(post("10:00", text=PROMISE)) == {}


def test_a_text_without_a_promise_is_remarked():
    assert flags_of("Some cards are declined.") == (Flag.NO_PROMISE,)
    assert flags_of("일부 카드 결제가 되지 않습니다.") == (Flag.NO_PROMISE,)


@pytest.mark.parametrize(
    "text", ["We will tell more news as soon as possible.", "확인되는 대로 다시 안내드리겠습니다."]
)
def test_a_vague_promise_is_remarked_instead(text: str):
    assert flags_of(text) == (Flag.VAGUE_PROMISE,)


@pytest.mark.parametrize(
    "text", ["Next update by 16:00 IST.", "Next update by 09:00 PST", "다음 공지는 9시에 드리겠습니다."]
)
def test_a_promise_whose_time_is_unclear_is_remarked(text: str):
    assert flags_of(text) == (Flag.UNCLEAR_PROMISE,)


def test_the_same_text_as_before_on_the_same_channel_is_remarked():
    posts = [
        post("10:00", text=PROMISE),
        post("10:30", text=f" {PROMISE.upper()}\n"),
        post("11:00", text=f"Now. {PROMISE}"),
    ]
    assert flags(*posts) == {posts[1].key: (Flag.SAME_TEXT,)}


def test_the_same_text_on_another_channel_is_no_repetition():
    assert flags(post("10:00", text=PROMISE), post("10:20", "e-mail", text=PROMISE)) == {}


def test_updates_without_words_are_not_read():
    assert flags(post("10:00", text=" "), post("10:30", text=" ")) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This is resolved.", False),
        ("All is well again. Sorry for the inconvenience!", False),
        ("해결되었습니다. 이용에 불편을 드려 죄송합니다.", False),
        ("Resolved. 3 % of payments failed between 10:00 and 10:40.", True),
        ("Over: customers could not log in for half an hour.", True),
        ("Search was slower than usual and is fine again.", True),
        ("해결되었습니다. 10시부터 40분간 결제 오류가 있었습니다.", True),
        ("복구가 끝났습니다. 일부 이용자의 로그인에 영향이 있었습니다.", True),
    ],
)
def test_a_resolution_without_a_word_on_impact_is_remarked(text: str, told: bool):
    assert flags_of(text, RESOLVED) == (() if told else (Flag.NO_IMPACT,))


def test_the_resolution_update_owes_no_promise_and_others_no_impact():
    first, last = post("10:00", text="We are on it."), post("11:00", text="Resolved.", status=RESOLVED)
    assert flags(first, last) == {first.key: (Flag.NO_PROMISE,), last.key: (Flag.NO_IMPACT,)}


@pytest.mark.parametrize(
    "text",
    [
        "Service will be restored by 18:00 UTC.",
        "We expect a full recovery within two hours.",
        "A fix should be live later today.",
        "ETA: 45 minutes",
        "The queue should be back to normal in the next few hours.",
        "Repairs are planned to be finished tomorrow.",
        "18시까지 복구할 예정입니다.",
        "1시간 이내에 정상화될 것으로 예상합니다.",
        "전원이 들어올 시 2시간 안에 모두 복구될 것으로 보입니다.",
        "The queue will take about 40 minutes to clear.",
        "오늘 중 복구 완료를 목표로 하고 있습니다.",
    ],
)
def test_a_time_for_the_fix_is_an_estimate_and_no_promise(text: str):
    assert flags_of(text) == (Flag.NO_PROMISE, Flag.ESTIMATE)


@pytest.mark.parametrize(
    "text",
    [
        "We fixed it at 09:40 UTC.",
        "The trouble was over within 30 minutes.",
        "We are working on a fix.",
        "Errors appear every 30 minutes until this is fixed.",
        "09시 40분에 복구되었습니다.",
        "복구를 위해 최선을 다하고 있습니다.",
    ],
)
def test_a_time_that_is_over_is_no_estimate(text: str):
    assert Flag.ESTIMATE not in flags_of(text)


def test_a_promise_of_an_update_on_the_fix_is_no_estimate():
    assert flags_of("We will have an update on the restoration by 18:00 UTC.") == ()
    assert flags_of("18시까지 복구 현황을 안내드리겠습니다.") == ()


def test_an_estimate_beside_a_promise_is_remarked_alone():
    assert flags_of("We expect a fix within 2 hours. Next update in 30 minutes.") == (Flag.ESTIMATE,)
    assert flags_of("Next update by 10:30, and we expect to be back to normal by 12:00.") == (Flag.ESTIMATE,)


def test_a_text_edited_long_after_posting_is_not_judged_nor_compared_with():
    early, late = post("10:00", text="On it.", edited_at=at("12:00")), post("11:00", text="On it.")
    assert flags(early, late) == {late.key: (Flag.NO_PROMISE,)}
    assert flags(replace(early, edited_at=at("10:05")))[early.key] == (Flag.NO_PROMISE,)


def test_follow_ups_and_post_mortems_are_not_judged():
    posts = [
        post("10:00", text="Logins fail no more.", status=RESOLVED),
        post("12:00", text="Thank you."),
        post("13:00", text="What happened", status=Status.POSTMORTEM),
    ]
    assert flags(*posts) == {}


@given(st.lists(st.tuples(st.integers(0, 23), st.text(max_size=80), st.sampled_from([None, *Status])), max_size=6))
def test_any_texts_can_be_read(rows: list[tuple[int, str, Status | None]]):
    posts = [post(f"{hour}:00", key=f"{n}", text=text, status=status) for n, (hour, text, status) in enumerate(rows)]
    for found in flags(*posts).values():
        assert list(found) == sorted(set(found), key=list(Flag).index) != []
