"""Steps, seats, the clock: what may happen when, and who may do it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import User
from sessions.actions import seats, steps, timeline
from sessions.actions.seats import join
from sessions.board import BoardState
from sessions.models import LogEntry, Seat
from sessions.models.refused import Refused
from sessions.play import STEPS
from tests.room import Room, make_room


@pytest.fixture
def room(db: None) -> Room:
    return make_room()


def refusal(call: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return refused.value.code


def test_starting_begins_the_first_step_and_its_clock(room: Room):
    room.facilitator.does(steps.start)
    fresh = room.fresh()
    assert (fresh.step, fresh.running) == ("stage", True)
    assert fresh.step_ends_at is not None


def test_a_session_cannot_be_started_twice(room: Room):
    room.at_step("stage")
    assert refusal(room.facilitator.does, steps.start) == "already"


@pytest.mark.parametrize(
    ("action", "named"),
    [
        (steps.start, {}),
        (steps.pause, {}),
        (steps.finish, {}),
        (seats.close_doors, {}),
        (seats.revoke_displays, {}),
        (timeline.circle_largest, {}),
    ],
)
def test_a_participant_does_not_lead(room: Room, action: Any, named: dict[str, Any]):
    assert refusal(room.participant.does, action, **named) == "facilitator_only"
    assert room.fresh().revision == room.retrospective.log.count()


def test_every_change_raises_the_revision_by_one_and_leaves_one_entry(room: Room):
    before = room.fresh().revision
    room.facilitator.does(steps.start)
    room.participant.does(seats.be_done, done=True)
    assert room.fresh().revision == before + 2
    assert LogEntry.objects.filter(retrospective=room.retrospective).count() == before + 2


def test_a_repeated_request_changes_nothing_and_is_answered_as_the_first_time(room: Room):
    request_id = uuid4()
    first = room.facilitator.does(steps.start, request_id)
    again = room.facilitator.does(steps.start, request_id)
    assert again.repeated
    assert again.entry == first.entry
    assert room.fresh().revision == first.revision


def test_a_refused_action_leaves_no_trace(room: Room):
    before = room.fresh().revision
    assert refusal(room.participant.does, steps.start) == "facilitator_only"
    assert room.fresh().revision == before


def test_two_clicks_on_next_count_once(room: Room):
    room.at_step("stage")
    room.facilitator.does(steps.go_to_step, step="gap", came_from="stage")
    assert refusal(room.facilitator.does, steps.go_to_step, step="gap", came_from="stage") == "already"
    assert room.fresh().step == "gap"


def test_an_unknown_step_is_refused(room: Room):
    room.at_step("stage")
    assert refusal(room.facilitator.does, steps.go_to_step, step="dessert", came_from="stage") == "no_step"


@pytest.mark.parametrize("key", [step.key for step in STEPS[1:]])
def test_every_step_can_be_reached_and_left_backwards(room: Room, key: str):
    room.at_step(key)
    room.facilitator.does(steps.go_to_step, step="stage", came_from=key)
    assert room.fresh().step == "stage"


def test_a_new_step_clears_who_is_done_and_what_was_lit(room: Room):
    room.at_step("stage")
    room.participant.does(seats.be_done, done=True)
    room.facilitator.does(steps.go_to_step, step="gap", came_from="stage")
    assert not room.retrospective.seats.exclude(done_with="").exists()


@pytest.mark.parametrize("minutes", [0, 16, 600])
def test_a_step_is_extended_by_one_to_fifteen_minutes(room: Room, minutes: int):
    room.at_step("stage")
    assert refusal(room.facilitator.does, steps.extend, minutes=minutes) == "too_long"


def test_pause_and_resume_keep_the_time_that_was_left(room: Room):
    room.at_step("stage")
    room.facilitator.does(steps.pause)
    left = room.fresh().paused_remaining
    assert left is not None
    room.facilitator.does(steps.resume)
    assert room.fresh().step_ends_at is not None


def test_only_the_steps_own_prompts_can_be_shown(room: Room):
    room.at_step("assess")
    room.facilitator.does(steps.show_prompt, number=7)
    assert room.fresh().prompt == 7
    assert refusal(room.facilitator.does, steps.show_prompt, number=8) == "no_prompt"
    room.facilitator.does(steps.show_prompt, number=None)
    assert room.fresh().prompt is None


def test_a_session_of_a_play_with_fewer_steps_can_still_be_run_and_read(room: Room):
    type(room.retrospective).objects.update(boxes=[10, 20], allotted=[600, 1200])
    room.at_step("stage")
    room.facilitator.does(steps.finish)
    assert [pill.minutes for pill in BoardState.load(room.retrospective.pk).pills] == [10, 10, 15, 15, 10]


def test_the_end_is_about_all_channels(room: Room):
    room.at_step("gap")
    channel = room.incident.channel_uses.first().channel
    room.facilitator.does(timeline.show_channel, item=channel.uid)
    room.facilitator.does(timeline.light_gap, key="begin")
    room.facilitator.does(steps.finish)
    assert (room.fresh().shown_channel, room.fresh().lit_gap) == (None, "")


def test_two_people_of_one_name_are_told_apart(room: Room):
    twin, _token = join(room.retrospective, name="amir malik", language="en", request_id=uuid4())
    assert twin.name == "amir malik 2"


def test_a_double_tap_takes_one_seat_and_both_answers_have_a_key_to_it(room: Room):
    link = reverse("retro:join_link", args=[room.retrospective.join_token])
    first, second = Client(), Client()
    typed = {"name": "Noor Haddad", "request_id": first.get(link).context["form"]["request_id"].value()}
    for tap in (first, second):
        tap.post(link, typed)
        assert tap.get(reverse("retro:board", args=[room.retrospective.uid])).status_code == 200
    assert Seat.objects.filter(name__startswith="Noor").count() == 1


def test_nobody_gets_a_key_by_an_id_that_stands_in_the_log(room: Room):
    known = LogEntry.objects.filter(verb="seat.join", seat=room.participant.seat).get().request_id
    seat, _token = join(room.retrospective, name="Eve", language="en", request_id=known)
    assert seat != room.participant.seat


def test_the_attempt_of_somebody_who_was_removed_takes_a_new_seat(room: Room):
    again = {"name": "Noor Haddad", "language": "en", "request_id": uuid4()}
    removed, _token = join(room.retrospective, **again)
    room.facilitator.does(seats.remove_seat, item=removed.uid)
    assert join(room.retrospective, **again)[0] != removed


def test_a_full_session_takes_nobody_else(room: Room, settings: Any):
    settings.SEATS_PER_SESSION = 4
    assert refusal(join, room.retrospective, name="Eve", language="en", request_id=uuid4()) == "full"


def test_a_member_who_comes_back_in_another_browser_gets_the_same_seat(room: Room):
    user = room.facilitator.seat.user
    seat, token = join(room.retrospective, name="Dana", language="en", request_id=uuid4(), user=user)
    assert seat == room.facilitator.seat
    assert token != room.facilitator.token


def test_a_removed_seat_can_do_nothing_more(room: Room):
    room.at_step("stage")
    actor = room.participant.actor()
    room.facilitator.does(seats.remove_seat, item=room.participant.seat.uid)
    assert refusal(seats.be_done, actor, done=True) == "removed"
    assert not room.participant.seat.keys.exists()


def test_nobody_removes_themselves_or_a_stranger(room: Room):
    assert refusal(room.facilitator.does, seats.remove_seat, item=room.facilitator.seat.uid) == "gone"
    assert refusal(room.facilitator.does, seats.remove_seat, item="no-such-seat") == "gone"


def test_handing_over_swaps_the_roles(room: Room):
    room.facilitator.does(seats.hand_over, item=room.participant.seat.uid)
    assert Seat.objects.get(pk=room.participant.seat.pk).facilitates
    assert not Seat.objects.get(pk=room.facilitator.seat.pk).facilitates


def test_a_session_is_never_stuck_with_a_guest_who_led_it_and_went_away(room: Room):
    room.facilitator.does(seats.hand_over, item=room.participant.seat.uid)
    dana = Client()
    dana.force_login(room.facilitator.seat.user, backend="django.contrib.auth.backends.ModelBackend")
    dana.post(reverse("retro:enter", args=[room.retrospective.uid]))
    assert Seat.objects.get(pk=room.facilitator.seat.pk).facilitates


def test_handing_over_to_somebody_with_an_account_names_them_to_lead(room: Room):
    user = User.objects.create_user("noor@example.org", name="Noor Haddad")
    heir, _token = join(room.retrospective, name=user.name, language="en", request_id=uuid4(), user=user)
    room.facilitator.does(seats.hand_over, item=heir.uid)
    assert room.fresh().facilitator == user


def test_somebody_of_the_team_takes_the_lead_when_the_facilitator_is_not_there(room: Room):
    room.of_the_team(room.participant).does(seats.take_lead)
    assert Seat.objects.get(pk=room.participant.seat.pk).facilitates
    assert not Seat.objects.get(pk=room.facilitator.seat.pk).facilitates
    assert room.fresh().facilitator == room.participant.seat.user


def test_a_guest_never_takes_the_lead(room: Room):
    assert refusal(room.participant.does, seats.take_lead) == "not_of_the_team"


def test_who_left_the_team_no_longer_takes_the_lead(room: Room):
    room.of_the_team(room.participant).seat.user.memberships.all().delete()
    assert refusal(room.participant.does, seats.take_lead) == "not_of_the_team"


def test_revoking_the_displays_voids_their_link_and_their_seats(room: Room):
    version = room.fresh().display_version
    room.facilitator.does(seats.revoke_displays)
    assert room.fresh().display_version == version + 1
    assert Seat.objects.get(pk=room.display.seat.pk).removed_at


def test_closed_doors_let_nobody_find_the_session(room: Room):
    room.facilitator.does(seats.close_doors)
    assert type(room.fresh()).objects.by_code(room.fresh().code) is None
    room.facilitator.does(seats.open_doors)
    assert type(room.fresh()).objects.by_code(room.fresh().spoken_code.lower()) == room.retrospective


def test_a_finished_session_is_over_for_everybody(room: Room):
    room.at_step("plan")
    room.facilitator.does(steps.finish)
    assert refusal(room.participant.does, seats.be_done, done=True) == "finished"
    assert refusal(room.facilitator.does, steps.go_to_step, step="gap", came_from="plan") == "finished"
    assert refusal(join, room.retrospective, name="Eve", language="en", request_id=uuid4()) == "finished"


def test_before_the_start_nothing_of_a_step_can_be_done(room: Room):
    assert refusal(room.participant.does, seats.be_done, done=True) == "not_begun"


def test_ones_own_name_is_not_taken_when_only_its_capitals_change(room: Room):
    room.participant.does(seats.rename, name="AMIR MALIK")
    assert Seat.objects.get(pk=room.participant.seat.pk).name == "AMIR MALIK"
    room.participant.does(seats.rename, name="dana reyes")
    assert Seat.objects.get(pk=room.participant.seat.pk).name == "dana reyes 2"
