"""Coming, going, being done; who leads."""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models import User
from sessions import fragments
from sessions.actions.change import Board, action, locked, written
from sessions.models import Retrospective, Seat
from sessions.models.log import digest_of
from sessions.models.refused import Refused
from sessions.models.seat import COLOURS


def join(
    retrospective: Retrospective,
    *,
    name: str,
    language: str,
    request_id: UUID,
    role: str = Seat.Role.PARTICIPANT,
    user: User | None = None,
) -> tuple[Seat, str]:
    """Give somebody a seat; returns it with the secret key for that browser.

    A request that came before, or somebody with an account who has a seat already, gets one more key to the same seat:
    its first key is not kept. Raises ``Refused`` when the session is finished or full.
    """
    with transaction.atomic():
        held = locked(retrospective.pk)
        held.require_open()
        # Kept as a digest: whoever reads the database must not get keys to seats by sending an id again.
        kept_id = digest_of(request_id)
        if earlier := held.log.filter(request_id=kept_id).select_related("seat").first():
            if earlier.verb == "seat.join" and earlier.seat and not earlier.seat.removed_at:
                return earlier.seat, earlier.seat.new_key()
            kept_id = digest_of(uuid4())
        seat = held.seats.people().filter(user=user).first() if user and role != Seat.Role.DISPLAY else None
        if seat:
            if role == Seat.Role.FACILITATOR and not seat.facilitates:
                seat.role = role
                written(Board(held, seat, "", timezone.now(), {"people"}), "seat.lead", kept_id, undoable=False)
                seat.save(update_fields=["role"])
            return seat, seat.new_key()
        here = held.seats.here()
        if here.count() >= settings.SEATS_PER_SESSION:
            raise Refused(_("This session is full. Ask the facilitator to make room."), "full")
        seat = Seat(
            retrospective=held,
            role=role,
            name=Seat.free_name(held, name),
            language=language,
            user=user,
            colour=held.seats.exclude(role=Seat.Role.DISPLAY).count() % COLOURS,
        )
        board = Board(held, seat, "", timezone.now(), {"people", "progress", "panel"})
        seat.save()
        written(board, "seat.join", kept_id, undoable=False)
        return seat, seat.new_key()


@action("seat.done", "people", "progress", "panel", undoable=False)
def be_done(board: Board, *, done: bool) -> None:
    """Say that one is done with the step, or not yet."""
    board.retrospective.require_running()
    board.change(board.seat, done_with=board.retrospective.step if done else "")


@action("seat.rename", "people", "panel", undoable=False)
def rename(board: Board, *, name: str) -> None:
    """Change the name one sits under, also where one owns an action."""
    board.retrospective.require_open()
    if name == board.seat.name:
        return
    board.change(board.seat, name=Seat.free_name(board.retrospective, name, own=board.seat))
    for commitment in board.seat.commitments.all():
        board.change(commitment, owner_name=board.seat.name)


@action("seat.hand_over", "people", "panel", facilitator=True, undoable=False)
def hand_over(board: Board, *, item: str) -> None:
    """Let somebody else lead; the one who led becomes a participant.

    Who leads is told by the seat. Who was named to lead changes only to somebody with an account: a guest who leads and
    goes away must not leave the session without anybody who can come back to it.
    """
    board.retrospective.require_open()
    heir = seat_here(board, item)
    board.change(heir, role=Seat.Role.FACILITATOR)
    if heir.user:
        board.change(board.retrospective, facilitator=heir.user)
    board.change(board.seat, role=Seat.Role.PARTICIPANT)
    pk, uids = board.retrospective.pk, [heir.uid, board.seat.uid]
    board.after_commit.append(lambda: fragments.close_sockets(pk, uids, again=True))


@action("seat.take_lead", "people", "panel", undoable=False)
def take_lead(board: Board) -> None:
    """Lead from now on, when the one who should is not there: open to members of the team, never to guests."""
    board.retrospective.require_open()
    user, team = board.seat.user, board.retrospective.incident.team
    if board.seat.facilitates or user is None or not team.has_member(user):
        raise Refused(_("Only somebody of the team can take the lead."), "not_of_the_team")
    led = list(board.retrospective.seats.people().filter(role=Seat.Role.FACILITATOR))
    for seat in led:
        board.change(seat, role=Seat.Role.PARTICIPANT)
    board.change(board.seat, role=Seat.Role.FACILITATOR)
    board.change(board.retrospective, facilitator=user)
    pk, uids = board.retrospective.pk, [board.seat.uid, *(seat.uid for seat in led)]
    board.after_commit.append(lambda: fragments.close_sockets(pk, uids, again=True))


@action("seat.remove", "people", "progress", "panel", facilitator=True, undoable=False)
def remove_seat(board: Board, *, item: str) -> None:
    """Take somebody's seat away: the keys are void at once, the notes stay."""
    seat = seat_here(board, item)
    board.change(seat, removed_at=board.now)
    seat.keys.all().delete()
    pk = board.retrospective.pk
    board.after_commit.append(lambda: fragments.close_sockets(pk, [item]))


@action("doors.close", "clock", "panel", facilitator=True, undoable=False)
def close_doors(board: Board) -> None:
    """Let nobody else in."""
    board.retrospective.require_open()
    board.change(board.retrospective, doors_closed_at=board.now)


@action("doors.open", "clock", "panel", facilitator=True, undoable=False)
def open_doors(board: Board) -> None:
    """Let people in again."""
    board.retrospective.require_open()
    board.change(board.retrospective, doors_closed_at=None)


@action("display.revoke", "people", facilitator=True, undoable=False)
def revoke_displays(board: Board) -> None:
    """Make the link to the display void and close every display that is open."""
    retrospective = board.retrospective
    board.change(retrospective, display_version=retrospective.display_version + 1)
    displays = list(retrospective.seats.here().filter(role=Seat.Role.DISPLAY))
    for display in displays:
        board.change(display, removed_at=board.now)
        display.keys.all().delete()
    pk, uids = retrospective.pk, [display.uid for display in displays]
    board.after_commit.append(lambda: fragments.close_sockets(pk, uids))


def seat_here(board: Board, uid: str) -> Seat:
    """Another person's seat. Raises ``Refused`` when it is gone, or one's own."""
    seat = board.retrospective.seats.people().filter(uid=uid).exclude(pk=board.seat.pk).first()
    if seat is None:
        raise Refused(_("This person is not in the session any more."), "gone")
    return seat
