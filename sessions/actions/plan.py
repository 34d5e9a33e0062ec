"""Votes, the two or three problems that matter most, and who drives what (P10, P11)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sessions.actions.change import Board, action
from sessions.actions.notes import shown_note
from sessions.models import Commitment, Vote
from sessions.models.refused import Refused
from sessions.play import CATALOGUE, KnownCause

ENOUGH = 3
"""Two or three problems are enough (P10); a fourth is allowed, with a warning."""


@action("vote.give", "panel")
def vote(board: Board, *, note: str) -> None:
    """Put one of one's dots on a note; the server counts."""
    board.retrospective.require_running("plan")
    problem = shown_note(board, note)
    if board.seat.votes.count() >= board.retrospective.votes_each:
        raise Refused(
            ngettext_lazy(
                "Your one vote is given. Take it back to move it.",
                "All your %(votes)s votes are given. Take one back to move it.",
                board.retrospective.votes_each,
            )
            % {"votes": board.retrospective.votes_each},
            "no_votes_left",
        )
    board.create(Vote(note=problem, seat=board.seat))


@action("vote.take_back", "panel")
def take_back_vote(board: Board, *, note: str) -> None:
    """Take one of one's dots off a note, or else off one that lies under it."""
    board.retrospective.require_running("plan")
    problem = shown_note(board, note)
    own = board.seat.votes
    given = own.filter(note=problem).last() or own.filter(note__stacked_on=problem).last()
    if given is None:
        raise Refused(_("You have no vote on this note."), "no_vote")
    board.remove(given)


@action("problem.choose", "panel", facilitator=True)
def choose_problem(board: Board, *, note: str) -> None:
    """Choose a problem for the plan; choosing it again leaves it where it stands."""
    board.retrospective.require_running("plan")
    problem = shown_note(board, note)
    board.change(problem, chosen_at=problem.chosen_at or board.now, stacked_on=None)


@action("problem.let_go", "panel", facilitator=True)
def let_go_problem(board: Board, *, note: str) -> None:
    """Leave a problem out of the plan after all."""
    board.retrospective.require_running("plan")
    board.change(shown_note(board, note), chosen_at=None)


@action("commitment.add", "panel")
def add_commitment(
    board: Board,
    *,
    text: str,
    due: date,
    owner: str = "",
    owner_name: str = "",
    note: str = "",
    recommendation: str = "",
) -> None:
    """Write down an action with its owner (a seat, or the name of somebody absent) and its due date."""
    board.retrospective.require_running("plan")
    board.create(
        Commitment(
            retrospective=board.retrospective,
            note=shown_note(board, note) if note else None,
            text=text,
            **owned_by(board, owner, owner_name),
            due=due,
            recommendation=recommendation,
        )
    )


@action("commitment.edit", "panel")
def edit_commitment(
    board: Board, *, item: str, version: int, text: str, due: date, owner: str = "", owner_name: str = ""
) -> None:
    """Change an action; with another owner it has to be promised anew."""
    board.retrospective.require_running("plan")
    commitment = commitment_of(board, item)
    if commitment.version != version:
        raise Refused(_("Somebody changed this action meanwhile. Here is how it stands now."), "conflict")
    values = owned_by(board, owner, owner_name) | {"text": text, "due": due, "version": version + 1}
    if (values["owner_seat"], values["owner_name"]) != (commitment.owner_seat, commitment.owner_name):
        values |= {"driven_at": None, "driven_by": None}
    board.change(commitment, **values)


@action("commitment.remove", "panel")
def remove_commitment(board: Board, *, item: str) -> None:
    """Take an action off the plan."""
    board.retrospective.require_running("plan")
    board.remove(commitment_of(board, item))


@action("commitment.drive", "panel")
def drive(board: Board, *, item: str) -> None:
    """Say "I will drive this": its owner, or the facilitator for somebody who is absent."""
    board.retrospective.require_running("plan")
    commitment = commitment_of(board, item)
    require_driver(board, commitment)
    board.change(commitment, driven_at=commitment.driven_at or board.now, driven_by=board.seat)


@action("commitment.let_go", "panel")
def let_go(board: Board, *, item: str) -> None:
    """Say that one will not drive it after all."""
    board.retrospective.require_running("plan")
    commitment = commitment_of(board, item)
    require_driver(board, commitment)
    board.change(commitment, driven_at=None, driven_by=None)


def recommended(key: str) -> KnownCause | None:
    """The catalogue's entry of this key, if there is one."""
    return next((known for known in CATALOGUE if known.key == key), None)


def require_driver(board: Board, commitment: Commitment) -> None:
    """Refuse a promise in somebody else's name."""
    own = commitment.owner_seat_id == board.seat.pk
    if not own and not (commitment.owner_is_absent and board.seat.facilitates):
        raise Refused(_("Only %(owner)s can promise this.") % {"owner": commitment.owner_name}, "not_the_owner")


def owned_by(board: Board, uid: str, name: str) -> dict[str, Any]:
    """The fields that say who owns an action: a seat, or somebody who is not in the room by name."""
    if not uid and not name.strip():
        raise Refused(_("An action needs an owner: who will see to it?"), "no_owner")
    if not uid:
        return {"owner_seat": None, "owner_name": name}
    seat = board.retrospective.seats.people().called(uid)
    if seat is None:
        raise Refused(_("This person is not in the session any more."), "gone")
    return {"owner_seat": seat, "owner_name": seat.name}


def commitment_of(board: Board, uid: str) -> Commitment:
    """An action of this plan. Raises ``Refused`` when it is gone."""
    commitment = board.retrospective.commitments.filter(uid=uid).select_related("owner_seat").first()
    if commitment is None:
        raise Refused(_("This action is not in the plan any more."), "gone")
    return commitment
