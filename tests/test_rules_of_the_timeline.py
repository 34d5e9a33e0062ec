"""Completing and correcting the timeline from memory; gaps lit, circled and judged; where notes stay pinned."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from incidents.models import Channel, Communication, Correction
from sessions.actions import notes, steps, timeline
from sessions.actions.undo import undo
from sessions.board import BoardState
from sessions.forms import CommunicationForm
from sessions.models import Judgement, Note
from sessions.pinboard import Column, columns_of
from tests.lived import add_screenshot
from tests.room import NOON, Room, make_incident, make_room
from tests.test_rules_of_the_session import refusal


def after(minutes: int) -> datetime:
    """A time so many minutes after the first alert."""
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def room(db: None) -> Room:
    return make_room().at_step("stage")


@pytest.fixture
def posts(room: Room) -> list[Communication]:
    """The prepared posts: 38, 71, 238 and 278 minutes after the alert."""
    return list(room.incident.communications.all())


def remember(room: Room, minutes: int, **named: object) -> Communication:
    """Let the participant remember a message."""
    message = {"posted_at": after(minutes), "approximate": True, "channel_name": "Carrier pigeon"} | named
    room.participant.does(timeline.add_communication, **message)
    return Communication.objects.order_by("-pk").first()


def gaps(room: Room) -> list[int]:
    """The lengths of the chain's gaps in minutes."""
    chain = BoardState.load(room.retrospective.pk).analysis.chain
    return [round(gap.length.total_seconds() / 60) for gap in chain.gaps]


def test_a_remembered_message_says_who_remembered_it_and_splits_the_gap(room: Room):
    assert gaps(room) == [38, 33, 167, 40]
    message = remember(room, 120)
    assert gaps(room) == [38, 33, 49, 118, 40]
    assert (message.remembered_by, message.remembered_at is not None) == ("Amir Malik", True)


def test_a_message_on_a_new_channel_brings_the_channel_with_it(room: Room):
    remember(room, 120, channel_kind="pigeon")
    channel = Channel.objects.get(name="Carrier pigeon")
    assert (channel.kind, channel.team) == ("pigeon", room.team)
    assert room.incident.channel_uses.filter(channel=channel).exists()


def test_a_channel_is_known_by_its_name_in_any_case(room: Room):
    remember(room, 120, channel_name="status PAGE")
    assert room.team.channels.count() == 2


def test_a_channel_that_carried_nothing_is_on_the_timeline(room: Room):
    room.participant.does(timeline.add_channel, name="Carrier pigeon", kind="pigeon")
    room.participant.does(timeline.add_channel, name="carrier pigeon", kind="pigeon")
    assert [use.channel.name for use in room.incident.channel_uses.all()][2:] == ["Carrier pigeon"]


def test_a_correction_keeps_the_original_with_who_and_when(room: Room, posts: list[Communication]):
    room.facilitator.does(timeline.correct_communication, item=posts[0].uid, posted_at=after(20), approximate=False)
    kept = Correction.objects.get()
    assert (kept.before, kept.after, kept.by_name) == (after(38), after(20), "Dana Reyes")
    assert (kept.user, kept.at is not None) == (room.facilitator.seat.user, True)
    assert gaps(room) == [20, 51, 167, 40]


def test_times_are_corrected_by_the_facilitator_only(room: Room, posts: list[Communication]):
    moved = {"item": posts[0].uid, "posted_at": after(20), "approximate": False}
    assert refusal(room.participant.does, timeline.correct_communication, **moved) == "facilitator_only"
    shifted = {"field": "first_alert_at", "at": after(5)}
    assert refusal(room.participant.does, timeline.correct_incident_time, **shifted) == "facilitator_only"


def test_an_undone_correction_leaves_neither_the_new_time_nor_a_trace(room: Room, posts: list[Communication]):
    moved = {"item": posts[0].uid, "posted_at": after(20), "approximate": True}
    done = room.facilitator.does(timeline.correct_communication, **moved)
    room.facilitator.does(undo, undone=done.entry.request_id)
    posts[0].refresh_from_db()
    assert (posts[0].posted_at, posts[0].approximate) == (after(38), False)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("field", ["started_at", "first_alert_at", "resolved_at"])
def test_the_incidents_own_times_are_corrected_and_undone_likewise(room: Room, field: str):
    before = getattr(room.incident, field)
    at = after(285) if field == "resolved_at" else after(-5)
    done = room.facilitator.does(timeline.correct_incident_time, field=field, at=at, approximate=True)
    room.incident.refresh_from_db()
    assert (getattr(room.incident, field), room.incident.approximate_times) == (at, [field])
    assert Correction.objects.get().before == before
    room.facilitator.does(undo, undone=done.entry.request_id)
    room.incident.refresh_from_db()
    assert (getattr(room.incident, field), room.incident.approximate_times) == (before, [])
    assert not Correction.objects.exists()


def test_an_exact_time_is_no_longer_called_approximate(room: Room):
    for approximate in (True, False):
        room.facilitator.does(
            timeline.correct_incident_time, field="resolved_at", at=after(280), approximate=approximate
        )
    room.incident.refresh_from_db()
    assert room.incident.approximate_times == []


def test_an_end_before_the_beginning_is_refused_and_changes_nothing(room: Room):
    backwards = {"field": "resolved_at", "at": after(-60)}
    assert refusal(room.facilitator.does, timeline.correct_incident_time, **backwards) == "order"
    room.incident.refresh_from_db()
    assert room.incident.resolved_at == after(270)


def test_no_other_field_passes_for_a_time(room: Room):
    assert refusal(room.facilitator.does, timeline.correct_incident_time, field="title", at=NOON) == "no_field"


def test_what_was_prepared_is_never_removed_here(room: Room, posts: list[Communication]):
    assert refusal(room.facilitator.does, timeline.remove_communication, item=posts[0].uid) == "prepared"
    assert Communication.objects.count() == 4


def test_what_was_remembered_can_be_removed_by_the_facilitator(room: Room):
    message = remember(room, 120)
    assert refusal(room.participant.does, timeline.remove_communication, item=message.uid) == "facilitator_only"
    room.facilitator.does(timeline.remove_communication, item=message.uid)
    assert Communication.objects.count() == 4


def test_a_message_of_another_incident_is_not_on_this_timeline(room: Room):
    other = make_incident(type(room.team).found("Another team", room.facilitator.seat.user))
    message = other.communications.first()
    moved = {"item": message.uid, "posted_at": after(1), "approximate": False}
    assert refusal(room.facilitator.does, timeline.correct_communication, **moved) == "gone"
    assert refusal(room.facilitator.does, timeline.remove_communication, item=message.uid) == "gone"
    assert refusal(room.facilitator.does, timeline.show_channel, item=message.channel.uid) == "gone"


def test_a_gap_is_lit_and_the_light_is_turned_off(room: Room, posts: list[Communication]):
    room.facilitator.does(timeline.light_gap, key=posts[1].uid)
    assert BoardState.load(room.retrospective.pk).lit_gap.gap.key == posts[1].uid
    room.facilitator.does(timeline.light_gap, key="")
    assert BoardState.load(room.retrospective.pk).lit_gap is None


def test_a_gap_that_is_not_there_cannot_be_lit_or_judged(room: Room):
    assert refusal(room.facilitator.does, timeline.light_gap, key="nowhere") == "no_gap"
    assert refusal(room.participant.does, timeline.judge_gap, key="nowhere", agrees=True) == "no_gap"


def test_the_largest_gap_is_circled_once_and_the_light_goes_out(room: Room, posts: list[Communication]):
    room.facilitator.does(timeline.light_gap, key=posts[1].uid)
    room.facilitator.does(timeline.circle_largest)
    first = room.fresh().circled_at
    room.facilitator.does(timeline.circle_largest)
    assert (room.fresh().circled_at, room.fresh().lit_gap) == (first, "")
    assert [walked.gap.key for walked in BoardState.load(room.retrospective.pk).largest_gaps] == [posts[1].uid]


def test_everybody_judges_a_gap_once_and_may_think_again(room: Room):
    for person, agrees in ((room.participant, True), (room.korean, True), (room.participant, False)):
        person.does(timeline.judge_gap, key="begin", agrees=agrees)
    assert Judgement.objects.count() == 2
    walked = BoardState.load(room.retrospective.pk).walk[0]
    assert (walked.agree, walked.disagree) == (1, 1)


def test_one_channels_own_gaps_are_shown_on_request(room: Room, posts: list[Communication]):
    room.facilitator.does(timeline.show_channel, item=posts[1].channel.uid)
    assert len(BoardState.load(room.retrospective.pk).walk) == 2
    room.facilitator.does(timeline.show_channel, item=None)
    assert len(BoardState.load(room.retrospective.pk).walk) == 4


def test_a_screenshot_is_lit_but_not_one_that_is_not_there(room: Room):
    screenshot = add_screenshot(room)
    assert refusal(room.facilitator.does, timeline.light_screenshot, item="nowhere") == "gone"
    room.facilitator.does(timeline.light_screenshot, item=screenshot.uid)
    assert room.fresh().lit_screenshot == screenshot
    room.facilitator.does(timeline.light_screenshot, item=None)
    assert room.fresh().lit_screenshot is None


# Where notes stay


@pytest.fixture
def note(room: Room) -> Note:
    room.facilitator.does(steps.go_to_step, step="causes", came_from="stage")
    return room.note()


def column_of(room: Room, note: Note) -> Column:
    """Where the note hangs as the timeline stands now."""
    state = BoardState.load(room.retrospective.pk)
    (column,) = (
        column
        for column in columns_of(state.shown_notes, state.analysis)
        if note in [stack.note for stack in column.stacks]
    )
    return column


def test_a_note_on_a_gap_stays_with_it_when_its_ends_move(room: Room, posts: list[Communication], note: Note):
    room.participant.does(notes.pin_note, item=note.uid, anchor="gap", key=posts[1].uid)
    for post, minutes in ((posts[1], 60), (posts[2], 230)):
        room.facilitator.does(
            timeline.correct_communication, item=post.uid, posted_at=after(minutes), approximate=False
        )
    column = column_of(room, note)
    assert (column.gap.key, column.gap.begins_at, column.gap.ends_at) == (posts[1].uid, after(60), after(230))


def test_a_note_on_the_first_gap_stays_there_when_the_alert_moves(room: Room, note: Note):
    room.participant.does(notes.pin_note, item=note.uid, anchor="gap", key="begin")
    room.facilitator.does(timeline.correct_incident_time, field="first_alert_at", at=after(30))
    assert column_of(room, note).anchor == "gap:begin"


@pytest.mark.parametrize(("minutes", "stays"), [(100, False), (200, True)])
def test_when_a_gap_is_split_a_note_stays_with_the_part_that_holds_its_place(
    room: Room, posts: list[Communication], note: Note, minutes: int, stays: bool
):
    room.participant.does(notes.pin_note, item=note.uid, anchor="gap", key=posts[1].uid)
    message = remember(room, minutes)
    assert column_of(room, note).gap.key == (posts[1].uid if stays else message.uid)


def test_a_note_on_a_message_goes_along_with_it(room: Room, posts: list[Communication], note: Note):
    room.participant.does(notes.pin_note, item=note.uid, anchor="message", key=posts[2].uid)
    room.facilitator.does(timeline.correct_communication, item=posts[2].uid, posted_at=after(150), approximate=False)
    assert (column_of(room, note).anchor, column_of(room, note).at) == (f"message:{posts[2].uid}", after(150))


def test_a_note_on_a_message_that_is_taken_away_stays_at_its_time_and_returns_with_it(room: Room, note: Note):
    message = remember(room, 120)
    room.participant.does(notes.pin_note, item=note.uid, anchor="message", key=message.uid)
    gone = room.facilitator.does(timeline.remove_communication, item=message.uid)
    assert column_of(room, note).at == after(120)
    assert column_of(room, note).communication is None
    room.facilitator.does(undo, undone=gone.entry.request_id)
    assert column_of(room, note).communication == message


def test_a_note_at_a_time_stays_there_whatever_moves(room: Room, posts: list[Communication], note: Note):
    room.participant.does(notes.pin_note, item=note.uid, anchor="time", at=after(90))
    room.facilitator.does(timeline.correct_communication, item=posts[1].uid, posted_at=after(95), approximate=False)
    assert column_of(room, note).at == after(90)


def test_the_begin_is_a_gap_and_no_message(room: Room, note: Note):
    assert refusal(room.participant.does, notes.pin_note, item=note.uid, anchor="message", key="begin") == "gone"


def test_columns_stand_in_the_order_of_time_and_what_has_no_place_comes_first(
    room: Room, posts: list[Communication], note: Note
):
    later, stacked, early = room.note(text="later"), room.note(text="stacked"), room.note(text="early")
    room.participant.does(notes.pin_note, item=later.uid, anchor="gap", key=posts[1].uid)
    room.participant.does(notes.pin_note, item=early.uid, anchor="time", at=after(3))
    room.participant.does(notes.stack_note, item=stacked.uid, on=later.uid)
    state = BoardState.load(room.retrospective.pk)
    columns = columns_of(state.shown_notes, state.analysis)
    assert [[stack.note for stack in column.stacks] for column in columns] == [[note], [early], [later]]
    assert columns[2].stacks[0].under == (stacked,)


def test_times_typed_in_a_session_count_from_the_window_of_a_maintenance(room: Room):
    planned = room.team.incidents.create(title="Upgrade", kind="maintenance", window_begins_at=after(0))
    form = CommunicationForm({"posted_at": "+35m", "channel_name": "Status page"}, incident=planned)
    assert form.is_valid(), form.errors
    assert form.arguments()["posted_at"] == after(35)


def test_a_time_typed_in_a_session_is_of_the_day_of_the_messages(room: Room):
    told = room.team.incidents.create(title="Nobody knows when it began")
    Communication.objects.create(incident=told, channel=Channel.objects.first(), posted_at=after(0))
    form = CommunicationForm({"posted_at": "12:35", "channel_name": "Status page"}, incident=told)
    assert form.is_valid(), form.errors
    assert form.arguments()["posted_at"] == after(35)


@pytest.mark.parametrize("act", ["pin", "judge", "light"])
def test_a_long_story_asks_the_database_no_more_often(
    room: Room, note: Note, act: str, django_assert_max_num_queries: Any
):
    channel = Channel.objects.first()
    for minutes in range(100, 140):
        Communication.objects.create(incident=room.incident, channel=channel, posted_at=after(minutes), text="Again")
    with django_assert_max_num_queries(30):
        if act == "pin":
            room.participant.does(notes.pin_note, item=note.uid, anchor="gap", key="begin")
        elif act == "judge":
            room.participant.does(timeline.judge_gap, key="begin", agrees=True)
        else:
            room.facilitator.does(timeline.light_gap, key="begin")
