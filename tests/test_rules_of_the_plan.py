"""Votes, chosen problems, and actions that somebody drives."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.actions import notes, plan, seats, steps
from sessions.board import BoardState
from sessions.forms import CommitmentForm
from sessions.models import Commitment, Note, Vote
from sessions.models.refused import Refused
from tests.crowd import at_once
from tests.lived import NEXT_YEAR
from tests.room import Room, make_room
from tests.test_rules_of_the_session import refusal

VOTES = 3


def with_notes(room: Room, count: int = 4) -> Room:
    """A room in step *plan* with notes to vote on."""
    room.at_step("causes")
    for number in range(count):
        room.note(text=f"Problem {number}")
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    return room


@pytest.fixture
def room(db: None) -> Room:
    return with_notes(make_room(votes_each=VOTES))


@pytest.fixture
def problems(room: Room) -> list[Note]:
    return list(room.retrospective.notes.order_by("text"))


def promise(room: Room, **named: object) -> Commitment:
    """An action owned by the participant, unless said otherwise."""
    wanted = {"text": "Write a template", "due": NEXT_YEAR, "owner": room.participant.seat.uid} | named
    room.korean.does(plan.add_commitment, **wanted)
    return Commitment.objects.order_by("-pk").first()


def test_everybody_has_the_same_number_of_votes_and_none_more(room: Room, problems: list[Note]):
    for _number in range(VOTES):
        room.participant.does(plan.vote, note=problems[0].uid)
    assert refusal(room.participant.does, plan.vote, note=problems[1].uid) == "no_votes_left"
    room.korean.does(plan.vote, note=problems[1].uid)
    assert Vote.objects.count() == VOTES + 1


def test_a_vote_that_is_taken_back_can_be_given_again(room: Room, problems: list[Note]):
    for number in range(VOTES):
        room.participant.does(plan.vote, note=problems[number].uid)
    room.participant.does(plan.take_back_vote, note=problems[0].uid)
    room.participant.does(plan.vote, note=problems[3].uid)
    assert set(room.participant.seat.votes.values_list("note__text", flat=True)) == {
        "Problem 1",
        "Problem 2",
        "Problem 3",
    }


def test_nobody_takes_back_somebody_elses_vote(room: Room, problems: list[Note]):
    room.participant.does(plan.vote, note=problems[0].uid)
    assert refusal(room.korean.does, plan.take_back_vote, note=problems[0].uid) == "no_vote"


def test_votes_are_given_in_their_step_only(room: Room, problems: list[Note]):
    room.facilitator.does(steps.go_to_step, step="causes", came_from="plan")
    assert refusal(room.participant.does, plan.vote, note=problems[0].uid) == "step_over"


def test_nobody_votes_for_a_note_of_another_session(room: Room):
    assert refusal(room.participant.does, plan.vote, note="of-another-session") == "gone"


@pytest.mark.django_db(transaction=True)
def test_one_vote_too_many_at_the_same_moment_is_still_one_too_many():
    room = with_notes(make_room(votes_each=VOTES), count=1)
    note = room.retrospective.notes.get()
    actors = [room.participant.actor() for _number in range(VOTES + 1)]
    answers = at_once([lambda actor=actor: plan.vote(actor, note=note.uid) for actor in actors])
    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["no_votes_left"]
    assert Vote.objects.count() == VOTES


def test_only_the_facilitator_chooses_the_problems(room: Room, problems: list[Note]):
    assert refusal(room.participant.does, plan.choose_problem, note=problems[0].uid) == "facilitator_only"
    room.facilitator.does(plan.choose_problem, note=problems[0].uid)
    room.facilitator.does(plan.let_go_problem, note=problems[0].uid)
    assert not room.retrospective.notes.chosen().exists()


def test_a_vote_on_a_note_that_was_stacked_since_is_taken_back_from_the_stack(room: Room, problems: list[Note]):
    room.participant.does(plan.vote, note=problems[0].uid)
    room.korean.does(notes.stack_note, item=problems[0].uid, on=problems[1].uid)
    room.participant.does(plan.take_back_vote, note=problems[1].uid)
    assert not room.participant.seat.votes.exists()
    assert refusal(room.participant.does, plan.take_back_vote, note=problems[1].uid) == "no_vote"


def test_problems_stand_in_the_order_in_which_they_were_chosen(room: Room, problems: list[Note]):
    for index in (2, 0, 2):
        room.facilitator.does(plan.choose_problem, note=problems[index].uid)
    assert [note.text for note in room.retrospective.notes.chosen()] == ["Problem 2", "Problem 0"]


def test_a_fourth_problem_may_be_chosen_and_warns(room: Room, problems: list[Note]):
    for number, problem in enumerate(problems, start=1):
        room.facilitator.does(plan.choose_problem, note=problem.uid)
        assert BoardState.load(room.retrospective.pk).too_many_chosen == (number > 3)


def test_a_chosen_problem_is_no_longer_hidden_in_a_stack(room: Room, problems: list[Note]):
    room.korean.does(notes.stack_note, item=problems[0].uid, on=problems[1].uid)
    room.facilitator.does(plan.choose_problem, note=problems[0].uid)
    assert Note.objects.get(pk=problems[0].pk).stacked_on is None


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"due": ""}, "due"), ({"owner": "", "owner_name": " "}, "owner"), ({"text": " "}, "text")],
)
def test_an_action_needs_words_an_owner_and_a_date(room: Room, missing: dict[str, str], field: str):
    data = {"text": "Write a template", "owner": room.participant.seat.uid, "due": "2027-05-14"} | missing
    form = CommitmentForm(data, retrospective=room.retrospective)
    assert list(form.errors) == [field]


@pytest.mark.parametrize("days", [-30, 40 * 365])
def test_a_date_that_cannot_be_meant_is_questioned(room: Room, days: int):
    due = timezone.localdate() + timedelta(days=days)
    data = {"text": "Write a template", "owner": room.participant.seat.uid, "due": f"{due:%Y-%m-%d}"}
    assert list(CommitmentForm(data, retrospective=room.retrospective).errors) == ["due"]


def test_an_action_without_an_owner_is_refused_however_it_comes(room: Room):
    assert refusal(promise, room, owner="") == "no_owner"


def test_the_owner_is_somebody_of_this_session_or_a_name(room: Room):
    assert promise(room).owner_name == "Amir Malik"
    assert promise(room, owner="", owner_name="The press team").owner_seat is None
    assert refusal(promise, room, owner="of-another-session") == "gone"
    assert refusal(promise, room, owner=room.display.seat.uid) == "gone"


def test_only_the_owner_says_i_will_drive_this(room: Room):
    action = promise(room)
    assert refusal(room.korean.does, plan.drive, item=action.uid) == "not_the_owner"
    assert refusal(room.facilitator.does, plan.drive, item=action.uid) == "not_the_owner"
    room.participant.does(plan.drive, item=action.uid)
    action.refresh_from_db()
    assert action.driven_by == room.participant.seat


def test_the_facilitator_promises_for_somebody_who_is_absent(room: Room):
    action = promise(room, owner="", owner_name="The press team")
    assert refusal(room.korean.does, plan.drive, item=action.uid) == "not_the_owner"
    room.facilitator.does(plan.drive, item=action.uid)
    assert Commitment.objects.driven().get() == action


def test_the_facilitator_promises_for_an_owner_who_has_left(room: Room):
    action = promise(room)
    room.facilitator.does(seats.remove_seat, item=room.participant.seat.uid)
    room.facilitator.does(plan.drive, item=action.uid)
    assert Commitment.objects.driven().get() == action


def change(action: Commitment, **values: object) -> dict[str, object]:
    """The arguments that change an action."""
    owner = action.owner_seat.uid if action.owner_seat else ""
    kept = {"item": action.uid, "version": action.version, "text": action.text, "due": action.due, "owner": owner}
    return kept | values


def test_another_owner_must_promise_anew(room: Room):
    action = promise(room)
    room.participant.does(plan.drive, item=action.uid)
    room.facilitator.does(plan.edit_commitment, **change(action, owner=room.korean.seat.uid))
    action.refresh_from_db()
    assert (action.driven_at, action.owner_seat) == (None, room.korean.seat)


def test_somebody_absent_of_the_same_name_is_another_owner(room: Room):
    action = promise(room)
    room.participant.does(plan.drive, item=action.uid)
    room.facilitator.does(plan.edit_commitment, **change(action, owner="", owner_name="Amir Malik"))
    assert not Commitment.objects.driven().exists()


def test_other_words_and_another_date_keep_the_promise(room: Room):
    action = promise(room)
    room.participant.does(plan.drive, item=action.uid)
    room.korean.does(plan.edit_commitment, **change(action, text="Write two", due=NEXT_YEAR + timedelta(days=1)))
    assert Commitment.objects.driven().get().text == "Write two"


def test_who_changes_ones_name_keeps_ones_promise_under_the_new_name(room: Room):
    action = promise(room)
    room.participant.does(plan.drive, item=action.uid)
    room.participant.does(seats.rename, name="Amir the Second")
    action.refresh_from_db()
    assert action.owner_name == "Amir the Second"
    room.korean.does(plan.edit_commitment, **change(action, text="Write two"))
    assert Commitment.objects.driven().exists()


def test_a_change_over_a_newer_version_is_a_conflict(room: Room):
    action = promise(room)
    room.korean.does(plan.edit_commitment, **change(action, text="First"))
    assert refusal(room.participant.does, plan.edit_commitment, **change(action, text="Second")) == "conflict"
    assert Commitment.objects.get().text == "First"


def test_who_will_not_drive_it_after_all_lets_go(room: Room):
    action = promise(room)
    room.participant.does(plan.drive, item=action.uid)
    assert refusal(room.korean.does, plan.let_go, item=action.uid) == "not_the_owner"
    room.participant.does(plan.let_go, item=action.uid)
    assert Commitment.objects.undriven().get() == action


def test_at_the_end_only_what_somebody_drives_is_kept(room: Room):
    kept, dropped = promise(room, text="Kept"), promise(room, text="Dropped")
    room.participant.does(plan.drive, item=kept.uid)
    room.facilitator.does(steps.finish)
    assert list(Commitment.objects.all()) == [kept]
    assert not Commitment.objects.filter(pk=dropped.pk).exists()


def test_an_action_that_is_gone_is_said_to_be_gone(room: Room):
    action = promise(room)
    room.korean.does(plan.remove_commitment, item=action.uid)
    assert refusal(room.participant.does, plan.drive, item=action.uid) == "gone"
