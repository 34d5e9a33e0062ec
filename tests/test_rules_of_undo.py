"""Taking back the last thing one did: all of it comes back, nothing of others is lost, no rule is walked around."""

from datetime import timedelta

import pytest

from incidents.models import Channel, Communication
from sessions.actions import causes, notes, plan, steps, timeline
from sessions.actions.undo import undo
from sessions.models import Cause, Commitment, Note, Vote
from tests.lived import NEXT_YEAR, Lived, lived
from tests.room import NOON, Person, Room, make_room
from tests.test_rules_of_the_session import refusal


@pytest.fixture
def things(db: None) -> Lived:
    return lived("plan")


@pytest.fixture
def room(things: Lived) -> Room:
    return things.room


def does(person: Person, action: object, **named: object) -> dict[str, object]:
    """Do something; returns what undoes it."""
    return {"undone": person.does(action, **named).entry.request_id}


def test_a_deleted_note_comes_back_with_its_whys_votes_stack_actions_and_light(things: Lived, room: Room):
    room.facilitator.does(notes.light_note, item=things.mine.uid)
    room.korean.does(notes.stack_note, item=things.theirs.uid, on=things.mine.uid)
    deletion = does(room.facilitator, notes.delete_note, item=things.mine.uid)
    assert (Cause.objects.count(), things.mine.votes.count(), Commitment.objects.get().note) == (0, 0, None)
    room.facilitator.does(undo, **deletion)
    note = Note.objects.get(pk=things.mine.pk)
    assert [cause.depth for cause in note.causes.all()] == [1, 2]
    assert (note.votes.count(), note.commitments.count(), note.stack.count()) == (1, 1, 2)
    assert room.fresh().lit_note == note


def test_a_note_that_others_have_built_on_is_not_undone(db: None):
    room = make_room().at_step("causes")
    written = does(room.participant, notes.write_note, text="Mine", kind="problem", anonymous=False)
    room.korean.does(causes.add_why, note=Note.objects.get().uid, text="Because")
    assert refusal(room.participant.does, undo, **written) == "changed_since"
    assert Cause.objects.count() == 1


def test_an_undo_gives_nobody_a_vote_more(things: Lived, room: Room):
    taken_back = does(room.participant, plan.take_back_vote, note=things.mine.uid)
    for _number in range(room.retrospective.votes_each):
        room.participant.does(plan.vote, note=things.theirs.uid)
    assert refusal(room.participant.does, undo, **taken_back) == "changed_since"
    assert room.participant.seat.votes.count() == room.retrospective.votes_each


def test_an_undo_gives_no_problem_a_sixth_why(things: Lived, room: Room):
    removal = does(room.participant, causes.remove_why, item=things.why.uid)
    for text in "abcd":
        room.korean.does(causes.add_why, note=things.mine.uid, text=text)
    assert refusal(room.participant.does, undo, **removal) == "changed_since"
    assert things.mine.causes.count() == 5


def test_an_undo_gives_no_problem_a_second_root(things: Lived, room: Room):
    first, second = things.mine.causes.all()
    room.participant.does(causes.mark_root, item=first.uid, root=True)
    unmarked = does(room.participant, causes.mark_root, item=first.uid, root=False)
    room.korean.does(causes.mark_root, item=second.uid, root=True)
    assert refusal(room.participant.does, undo, **unmarked) == "changed_since"
    assert Cause.objects.filter(root_at__isnull=False).get() == second


@pytest.mark.parametrize("what", ["why", "vote", "action"])
def test_what_hung_on_a_note_that_is_gone_does_not_come_back(things: Lived, room: Room, what: str):
    undone = {
        "why": lambda: does(room.participant, causes.remove_why, item=things.why.uid),
        "vote": lambda: does(room.participant, plan.take_back_vote, note=things.mine.uid),
        "action": lambda: does(room.participant, plan.remove_commitment, item=things.action.uid),
    }[what]()
    room.facilitator.does(notes.delete_note, item=things.mine.uid)
    assert refusal(room.participant.does, undo, **undone) == "changed_since"


def test_a_removed_action_comes_back(things: Lived, room: Room):
    removal = does(room.korean, plan.remove_commitment, item=things.action.uid)
    room.korean.does(undo, **removal)
    assert Commitment.objects.get().owner_seat == room.participant.seat


def test_an_undone_vote_is_free_again(things: Lived, room: Room):
    given = does(room.participant, plan.vote, note=things.theirs.uid)
    room.participant.does(undo, **given)
    assert Vote.objects.filter(seat=room.participant.seat).count() == 1


def remember(person: Person, minutes: int) -> dict[str, object]:
    posted_at = NOON + timedelta(minutes=minutes)
    message = {"posted_at": posted_at, "approximate": True, "channel_name": "Carrier pigeon"}
    return does(person, timeline.add_communication, **message)


def test_an_undone_message_takes_its_new_channel_along(things: Lived, room: Room):
    message = remember(room.participant, 150)
    room.participant.does(undo, **message)
    assert not Channel.objects.filter(name="Carrier pigeon").exists()


def test_a_new_channel_stays_when_somebody_else_has_used_it(things: Lived, room: Room):
    message = remember(room.participant, 150)
    remember(room.korean, 160)
    room.participant.does(undo, **message)
    channel = Channel.objects.get(name="Carrier pigeon")
    assert [post.posted_at for post in channel.communications.all()] == [NOON + timedelta(minutes=160)]
    assert channel.uses.filter(incident=room.incident).exists()


def test_a_message_that_was_corrected_since_is_not_undone(things: Lived, room: Room):
    message = remember(room.participant, 150)
    post = Communication.objects.order_by("-pk").first()
    moved = {"item": post.uid, "posted_at": NOON + timedelta(minutes=140), "approximate": False}
    room.facilitator.does(timeline.correct_communication, **moved)
    assert refusal(room.participant.does, undo, **message) == "changed_since"


def test_the_last_step_is_not_undone_from_the_next(db: None):
    room = make_room().at_step("stage")
    message = remember(room.participant, 150)
    room.facilitator.does(steps.go_to_step, step="gap", came_from="stage")
    assert refusal(room.participant.does, undo, **message) == "step_over"


def test_what_cannot_be_undone_says_so(things: Lived, room: Room):
    gone_on = does(room.facilitator, steps.extend, minutes=1)
    assert refusal(room.facilitator.does, undo, **gone_on) == "nothing"


def test_a_refused_undo_changes_nothing(things: Lived, room: Room):
    deletion = does(room.participant, plan.remove_commitment, item=things.action.uid)
    room.facilitator.does(notes.delete_note, item=things.mine.uid)
    before = room.fresh().revision
    assert refusal(room.participant.does, undo, **deletion) == "changed_since"
    assert (room.fresh().revision, Commitment.objects.count()) == (before, 0)


def test_an_edit_of_an_action_can_be_undone_with_its_promise(things: Lived, room: Room):
    room.participant.does(plan.drive, item=things.action.uid)
    named = {"item": things.action.uid, "version": 1, "text": "Other words", "due": NEXT_YEAR}
    edit = does(room.korean, plan.edit_commitment, **named, owner=room.korean.seat.uid)
    room.korean.does(undo, **edit)
    assert Commitment.objects.driven().get().text == "Name one communicator per shift"


def test_an_undo_gives_nobody_else_a_vote_more(things: Lived, room: Room):
    deletion = does(room.facilitator, notes.delete_note, item=things.mine.uid)
    for _number in range(room.retrospective.votes_each):
        room.participant.does(plan.vote, note=things.theirs.uid)
    assert refusal(room.facilitator.does, undo, **deletion) == "changed_since"
    assert room.participant.seat.votes.count() == room.retrospective.votes_each


def test_an_undo_leaves_no_note_two_layers_down(things: Lived, room: Room):
    lifted = does(room.participant, notes.unstack_note, item=things.stacked.uid)
    room.korean.does(notes.stack_note, item=things.theirs.uid, on=things.mine.uid)
    assert refusal(room.participant.does, undo, **lifted) == "changed_since"
    assert Note.objects.get(pk=things.stacked.pk).stacked_on is None


def test_an_undo_promises_nothing_in_the_name_of_a_new_owner(things: Lived, room: Room):
    room.participant.does(plan.drive, item=things.action.uid)
    taken_back = does(room.participant, plan.let_go, item=things.action.uid)
    named = {"item": things.action.uid, "version": 1, "text": "Other words", "due": NEXT_YEAR}
    room.korean.does(plan.edit_commitment, **named, owner=room.korean.seat.uid)
    assert refusal(room.participant.does, undo, **taken_back) == "changed_since"
    assert not Commitment.objects.driven().exists()
