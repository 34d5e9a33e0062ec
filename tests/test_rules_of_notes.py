"""Sticky notes: who may write, see, change and place them."""

from typing import Any
from uuid import uuid4

import pytest

from sessions.actions import notes, steps
from sessions.actions.undo import undo
from sessions.models import LogEntry, Note
from tests.room import Room, make_room
from tests.test_rules_of_the_session import refusal


@pytest.fixture
def room(db: None) -> Room:
    return make_room().at_step("assess")


@pytest.fixture
def revealed(room: Room) -> Room:
    room.facilitator.does(notes.reveal)
    return room


def test_a_named_note_belongs_to_its_seat(room: Room):
    note = room.note()
    assert note.seat == room.participant.seat
    assert not note.anonymous


def test_an_anonymous_note_stores_no_seat_and_the_log_names_nobody(room: Room):
    note = room.note(anonymous=True)
    entry = LogEntry.objects.get(verb="note.write")
    assert note.seat is None
    assert entry.seat is None
    assert entry.at == LogEntry.objects.filter(verb="step.go").last().at


def test_two_anonymous_notes_of_one_author_share_no_value(room: Room):
    first, second = room.note(anonymous=True), room.note(anonymous=True)
    assert first.author_mac != second.author_mac


def test_only_the_writing_browser_can_change_an_anonymous_note(room: Room):
    note = room.note(anonymous=True)
    change = {"item": note.uid, "text": "Changed", "kind": "problem", "version": 1}
    assert refusal(room.korean.does, notes.edit_note, **change) == "not_yours"
    assert refusal(room.facilitator.does, notes.edit_note, **change) == "not_yours"
    room.participant.does(notes.edit_note, **change)
    assert Note.objects.get().text == "Changed"


def test_anonymous_notes_can_be_switched_off(db: None):
    room = make_room(anonymous_allowed=False).at_step("assess")
    named = {"text": "x", "kind": "problem", "anonymous": True}
    assert refusal(room.participant.does, notes.write_note, **named) == "named_only"


@pytest.mark.parametrize("step", ["stage", "gap", "plan"])
def test_notes_are_written_in_their_steps_only(db: None, step: str):
    room = make_room().at_step(step)
    named = {"text": "x", "kind": "problem", "anonymous": False}
    assert refusal(room.participant.does, notes.write_note, **named) == "step_over"


def test_an_edit_over_a_newer_version_is_a_conflict_and_changes_nothing(room: Room):
    note = room.note()
    room.participant.does(notes.edit_note, item=note.uid, text="From the laptop", kind="problem", version=1)
    change = {"item": note.uid, "text": "From the phone", "kind": "problem", "version": 1}
    assert refusal(room.participant.does, notes.edit_note, **change) == "conflict"
    assert Note.objects.get().text == "From the laptop"


def test_the_facilitator_takes_down_a_note_only_after_the_reveal(room: Room):
    note = room.note()
    assert refusal(room.facilitator.does, notes.delete_note, item=note.uid) == "not_yours"
    room.facilitator.does(notes.reveal)
    room.facilitator.does(notes.delete_note, item=note.uid)
    assert not Note.objects.exists()


def test_a_note_that_is_gone_is_said_to_be_gone(room: Room):
    assert refusal(room.participant.does, notes.delete_note, item="nowhere") == "gone"


def test_before_the_reveal_no_note_can_be_placed_lit_or_stacked(room: Room):
    first, second = room.note(), room.note()
    assert refusal(room.participant.does, notes.pin_note, item=first.uid, anchor="gap", key="begin") == "hidden"
    assert refusal(room.participant.does, notes.stack_note, item=first.uid, on=second.uid) == "hidden"
    assert refusal(room.facilitator.does, notes.light_note, item=first.uid) == "hidden"


def test_leaving_the_private_step_reveals_the_notes(room: Room):
    room.facilitator.does(steps.go_to_step, step="causes", came_from="assess")
    assert room.fresh().revealed


def test_a_full_board_takes_no_more_notes(room: Room, settings: Any):
    settings.NOTES_PER_SESSION = 1
    room.note()
    named = {"text": "x", "kind": "problem", "anonymous": False}
    assert refusal(room.participant.does, notes.write_note, **named) == "full"


def test_a_flood_of_notes_from_one_seat_is_stopped_and_the_others_may_go_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(notes, "PER_MINUTE", 2)
    room.note()
    room.note(anonymous=True)
    named = {"text": "x", "kind": "problem", "anonymous": False}
    assert refusal(room.participant.does, notes.write_note, **named) == "flood"
    room.note(room.korean)


def test_a_note_is_pinned_to_a_gap_a_message_a_time_or_nowhere(revealed: Room):
    note = revealed.note()
    first = revealed.incident.communications.first()
    revealed.korean.does(notes.pin_note, item=note.uid, anchor="gap", key="begin")
    assert Note.objects.get().anchor_at is not None
    revealed.korean.does(notes.pin_note, item=note.uid, anchor="gap", key=first.uid)
    assert Note.objects.get().anchor_communication == first
    revealed.korean.does(notes.pin_note, item=note.uid, anchor="message", key=first.uid)
    assert Note.objects.get().anchor_at == first.posted_at
    revealed.korean.does(notes.pin_note, item=note.uid, anchor="time", at=first.posted_at)
    assert Note.objects.get().anchor == "time"
    revealed.korean.does(notes.pin_note, item=note.uid, anchor="")
    assert Note.objects.get().anchor_at is None


def test_a_note_cannot_be_pinned_to_what_is_not_there(revealed: Room):
    note = revealed.note()
    assert refusal(revealed.korean.does, notes.pin_note, item=note.uid, anchor="gap", key="x") == "no_gap"
    assert refusal(revealed.korean.does, notes.pin_note, item=note.uid, anchor="message", key="x") == "gone"


def test_a_stack_stays_one_layer_deep(revealed: Room):
    bottom, middle, top = (revealed.note(text=text) for text in ("a", "b", "c"))
    revealed.korean.does(notes.stack_note, item=top.uid, on=middle.uid)
    revealed.korean.does(notes.stack_note, item=middle.uid, on=bottom.uid)
    assert set(Note.objects.get(pk=bottom.pk).stack.all()) == {middle, top}
    revealed.korean.does(notes.unstack_note, item=top.uid)
    assert Note.objects.get(pk=top.pk).stacked_on is None


def test_a_note_cannot_lie_on_itself(revealed: Room):
    note = revealed.note()
    assert refusal(revealed.korean.does, notes.stack_note, item=note.uid, on=note.uid) == "itself"


def test_taking_down_the_bottom_of_a_stack_frees_those_on_it(revealed: Room):
    bottom, top = revealed.note(text="a"), revealed.note(text="b")
    revealed.korean.does(notes.stack_note, item=top.uid, on=bottom.uid)
    revealed.participant.does(notes.delete_note, item=bottom.uid)
    assert Note.objects.get().stacked_on is None


def test_undo_brings_a_deleted_note_back(room: Room):
    note = room.note()
    gone = room.participant.does(notes.delete_note, item=note.uid)
    room.participant.does(undo, undone=gone.entry.request_id)
    assert Note.objects.get().uid == note.uid


def test_undo_takes_a_written_note_back_even_an_anonymous_one(room: Room):
    room.note(anonymous=True)
    entry = LogEntry.objects.get(verb="note.write")
    assert refusal(room.korean.does, undo, undone=entry.request_id) == "nothing"
    room.participant.does(undo, undone=entry.request_id)
    assert not Note.objects.exists()
    assert LogEntry.objects.get(verb="undo").seat is None


def test_nobody_undoes_what_somebody_else_did(room: Room):
    room.note()
    entry = LogEntry.objects.get(verb="note.write")
    assert refusal(room.korean.does, undo, undone=entry.request_id) == "nothing"


def test_nothing_is_undone_twice(room: Room):
    room.note()
    entry = LogEntry.objects.get(verb="note.write")
    room.participant.does(undo, undone=entry.request_id)
    assert refusal(room.participant.does, undo, undone=entry.request_id) == "already"


def test_an_undo_over_somebodys_later_change_is_refused(revealed: Room):
    note = revealed.note()
    pinned = revealed.participant.does(notes.pin_note, item=note.uid, anchor="gap", key="begin")
    revealed.korean.does(notes.pin_note, item=note.uid, anchor="")
    assert refusal(revealed.participant.does, undo, undone=pinned.entry.request_id) == "changed_since"


def test_an_undo_touches_only_what_the_change_touched(revealed: Room):
    note = revealed.note()
    pinned = revealed.korean.does(notes.pin_note, item=note.uid, anchor="gap", key="begin")
    revealed.participant.does(notes.edit_note, item=note.uid, text="Better words", kind="idea", version=1)
    revealed.korean.does(undo, undone=pinned.entry.request_id)
    note.refresh_from_db()
    assert (note.text, note.anchor) == ("Better words", "")


def test_the_words_of_deleted_notes_are_forgotten_at_the_end(revealed: Room):
    note = revealed.note(text="marker-word-zebra")
    revealed.participant.does(notes.delete_note, item=note.uid)
    revealed.facilitator.does(steps.finish)
    assert not any("zebra" in str(entry.changes) for entry in LogEntry.objects.all())


def test_leaving_a_step_forgets_the_request_ids_of_anonymous_notes(room: Room):
    room.note(anonymous=True)
    known = LogEntry.objects.get(verb="note.write").request_id
    room.facilitator.does(steps.go_to_step, step="causes", came_from="assess")
    entry = LogEntry.objects.get(verb="note.write")
    assert entry.request_id != known
    assert entry.author_mac == ""


def test_a_note_that_is_sent_again_after_its_step_was_left_is_still_written_once(room: Room):
    request_id = uuid4()
    named = {"text": "Only once", "kind": "problem", "anonymous": True}
    room.participant.does(notes.write_note, request_id, **named)
    room.facilitator.does(steps.go_to_step, step="causes", came_from="assess")
    assert room.participant.does(notes.write_note, request_id, **named).repeated
    assert Note.objects.count() == 1
