"""Why, and why again: five answers at most, one of them the root."""

import pytest

from sessions.actions import causes, steps
from sessions.models import Cause, Note
from sessions.problems import cause_of
from tests.room import Room, make_room
from tests.test_rules_of_the_session import refusal


@pytest.fixture
def room(db: None) -> Room:
    return make_room().at_step("causes")


@pytest.fixture
def note(room: Room) -> Note:
    return room.note()


def answered(room: Room, note: Note, *texts: str) -> list[Cause]:
    """Whys of a note, each asked about the one before."""
    for text in texts:
        room.korean.does(causes.add_why, note=note.uid, text=text)
    return list(note.causes.all())


def ladder(note: Note) -> list[tuple[int, str]]:
    return list(note.causes.values_list("depth", "text"))


def test_every_why_asks_about_the_one_before(room: Room, note: Note):
    answered(room, note, "Nobody wrote", "Nobody knew what")
    assert ladder(note) == [(1, "Nobody wrote"), (2, "Nobody knew what")]


def test_five_whys_are_enough(room: Room, note: Note):
    answered(room, note, *"abcde")
    assert refusal(answered, room, note, "f") == "deep_enough"
    assert note.causes.count() == 5


def test_when_an_answer_is_taken_away_those_below_move_up(room: Room, note: Note):
    answers = answered(room, note, "a", "b", "c")
    room.participant.does(causes.remove_why, item=answers[0].uid)
    assert ladder(note) == [(1, "b"), (2, "c")]
    answered(room, note, "d")
    assert ladder(note)[-1] == (3, "d")


def test_an_answer_can_be_worded_better_by_anybody(room: Room, note: Note):
    answers = answered(room, note, "a")
    room.participant.does(causes.edit_why, item=answers[0].uid, text="Said better")
    assert ladder(note) == [(1, "Said better")]


def test_a_problem_has_one_root_cause(room: Room, note: Note):
    first, second = answered(room, note, "a", "b")
    room.participant.does(causes.mark_root, item=first.uid, root=True)
    room.korean.does(causes.mark_root, item=second.uid, root=True)
    assert [cause.text for cause in Cause.objects.filter(root_at__isnull=False)] == ["b"]
    assert cause_of(note).text == "b"
    room.korean.does(causes.mark_root, item=second.uid, root=False)
    assert not Cause.objects.filter(root_at__isnull=False).exists()


def test_without_a_root_the_deepest_answer_stands_for_the_cause(room: Room, note: Note):
    assert cause_of(note) is None
    answered(room, note, "a", "b")
    assert cause_of(note).text == "b"


def test_two_problems_have_a_root_cause_each(room: Room, note: Note):
    other = room.note(text="Another problem")
    for problem in (note, other):
        (cause,) = answered(room, problem, "a")
        room.korean.does(causes.mark_root, item=cause.uid, root=True)
    assert Cause.objects.filter(root_at__isnull=False).count() == 2


@pytest.mark.parametrize("step", ["stage", "gap", "assess"])
def test_whys_belong_to_the_steps_of_causes_and_plan(room: Room, note: Note, step: str):
    room.facilitator.does(steps.go_to_step, step=step, came_from="causes")
    assert refusal(answered, room, note, "a") == "step_over"


def test_whys_can_still_be_answered_while_the_plan_is_made(room: Room, note: Note):
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    assert answered(room, note, "a")


def test_what_is_gone_is_said_to_be_gone(room: Room, note: Note):
    (cause,) = answered(room, note, "a")
    room.korean.does(causes.remove_why, item=cause.uid)
    assert refusal(room.participant.does, causes.edit_why, item=cause.uid, text="b") == "gone"
    assert refusal(room.participant.does, causes.add_why, note="nowhere", text="b") == "gone"
