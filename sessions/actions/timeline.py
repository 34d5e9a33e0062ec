"""Completing and correcting the timeline from memory, and what of it is in the light."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents.analysis.findings import Gap
from incidents.models import Channel, ChannelUse, Communication, Incident
from sessions.actions.change import Board, action
from sessions.models import Judgement
from sessions.models.refused import Refused

TIMELINE = ("figure", "figures", "twin", "panel")


@action("communication.add", *TIMELINE)
def add_communication(
    board: Board,
    *,
    posted_at: datetime,
    approximate: bool,
    channel: Channel | None = None,
    channel_name: str = "",
    channel_kind: str = Channel.Kind.OTHER,
    sender: str = "",
    text: str = "",
    status: str = Communication.Status.UPDATE,
) -> None:
    """Draw a communication that somebody remembers, on a channel that exists or on a new one."""
    board.retrospective.require_running()
    incident = board.retrospective.incident
    channel = channel or channel_called(board, channel_name, channel_kind)
    board.create(
        Communication(
            incident=incident,
            channel=channel,
            posted_at=posted_at,
            approximate=approximate,
            sender=sender,
            text=text,
            status=status,
            remembered_at=board.now,
            remembered_by=board.seat.name,
        )
    )


@action("communication.remove", *TIMELINE, facilitator=True)
def remove_communication(board: Board, *, item: str) -> None:
    """Take away a communication that was added from memory; what was prepared is only corrected here."""
    board.retrospective.require_running()
    communication = communication_of(board, item)
    if communication.remembered_at is None:
        raise Refused(_("This message was prepared. It can be corrected, but not removed here."), "prepared")
    board.remove(communication)


@action("communication.correct", *TIMELINE, facilitator=True)
def correct_communication(board: Board, *, item: str, posted_at: datetime, approximate: bool) -> None:
    """Move a communication to the right time; the original is kept with who and when."""
    board.retrospective.require_running()
    communication = communication_of(board, item)
    before = communication.posted_at
    board.change(communication, posted_at=posted_at, approximate=approximate)
    board.created(communication.note_correction(before, by_name=board.seat.name, user=board.seat.user))


@action("incident.correct", "clock", *TIMELINE, facilitator=True)
def correct_incident_time(board: Board, *, field: str, at: datetime, approximate: bool = False) -> None:
    """Correct start, first alert or end of the incident; the original is kept with who and when."""
    board.retrospective.require_running()
    incident = board.retrospective.incident
    if field not in Incident.TIMES:
        raise Refused(_("There is no such time to correct."), "no_field")
    before = getattr(incident, field)
    others = [name for name in incident.approximate_times if name != field]
    board.change(incident, **{field: at}, approximate_times=[*others, field] if approximate else others)
    try:
        incident.clean()
    except ValidationError as error:
        raise Refused(error.messages[0], "order") from error
    board.created(incident.note_correction(field, before, by_name=board.seat.name, user=board.seat.user))


@action("channel.add", *TIMELINE)
def add_channel(board: Board, *, name: str, kind: str) -> None:
    """Draw a channel that was used, even if nothing was sent on it."""
    board.retrospective.require_running()
    channel_called(board, name, kind)


@action("screenshot.light", "panel", facilitator=True, undoable=False)
def light_screenshot(board: Board, *, item: str | None) -> None:
    """Show one screenshot large on every display, or none."""
    board.retrospective.require_open()
    screenshot = board.retrospective.incident.screenshots.called(item) if item else None
    if item and screenshot is None:
        raise Refused(_("This picture is not there any more."), "gone")
    board.change(board.retrospective, lit_screenshot=screenshot)


@action("gap.light", *TIMELINE, facilitator=True, undoable=False)
def light_gap(board: Board, *, key: str) -> None:
    """Light one gap on every screen; an empty key lights none."""
    board.retrospective.require_running()
    if key:
        gap_called(board, key)
    board.change(board.retrospective, lit_gap=key)


@action("gap.circle", *TIMELINE, facilitator=True)
def circle_largest(board: Board) -> None:
    """Circle the largest gap before everybody's eyes."""
    board.retrospective.require_running()
    board.change(board.retrospective, circled_at=board.retrospective.circled_at or board.now, lit_gap="")


@action("channel.show", *TIMELINE, facilitator=True, undoable=False)
def show_channel(board: Board, *, item: str | None) -> None:
    """Show the gaps of somebody who reads this channel only, or again those over all channels."""
    board.retrospective.require_running()
    uses = board.retrospective.incident.channel_uses.select_related("channel")
    use = uses.filter(channel__uid=item).first() if item else None
    if item and use is None:
        raise Refused(_("This channel is not on the timeline any more."), "gone")
    board.change(board.retrospective, shown_channel=use.channel if use else None, lit_gap="")


@action("gap.judge", "panel", undoable=False)
def judge_gap(board: Board, *, key: str, agrees: bool) -> None:
    """Say with one tap whether this silence was a gap; a second tap changes one's mind."""
    board.retrospective.require_running()
    gap_called(board, key)
    Judgement.objects.update_or_create(
        retrospective=board.retrospective, seat=board.seat, gap=key, defaults={"agrees": agrees}
    )


def gap_called(board: Board, key: str) -> Gap:
    """A gap of the timeline over all channels, or else of one. Raises ``Refused`` when a changed time took it away."""
    incident = Incident.objects.with_story().get(pk=board.retrospective.incident_id)
    analysis = incident.analyse(board.now)
    chains = (analysis.chain, *analysis.by_channel.values())
    gap = next((gap for chain in chains for gap in chain.gaps if gap.key == key), None)
    if gap is None:
        raise Refused(_("This gap is not there any more: a time was changed."), "no_gap")
    return gap


def channel_called(board: Board, name: str, kind: str) -> Channel:
    """The team's channel of this name, made if it is new, and noted as used in the incident."""
    incident = board.retrospective.incident
    channel = incident.team.channels.filter(name__iexact=name).first()
    if channel is None:
        channel = Channel(team=incident.team, name=name, kind=kind)
        board.create(channel)
    if not incident.channel_uses.filter(channel=channel).exists():
        board.create(ChannelUse(incident=incident, channel=channel))
    return channel


def communication_of(board: Board, uid: str) -> Communication:
    """A communication of this incident. Raises ``Refused`` when it is gone."""
    communication = board.retrospective.incident.communications.filter(uid=uid).select_related("channel").first()
    if communication is None:
        raise Refused(_("This message is not on the timeline any more."), "gone")
    return communication
