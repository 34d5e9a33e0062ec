"""How an incident of the demo is written down, and how it becomes rows."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.models import Channel, Communication, Incident, Phase, Team, User
from incidents.pictures import keep

Kind = Channel.Kind
Status = Communication.Status


@dataclass(frozen=True, slots=True)
class Told:
    """One message; ``at`` is a local time in the story's zone, ``about`` says that it is approximate."""

    at: str
    channel: str
    sender: str
    text: str
    status: str = Status.UPDATE
    about: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One incident. All times are local, as ``2021-10-04 15:40`` or with seconds; empty when nobody knows."""

    title: str
    zone: str
    summary: str
    customers_saw: str
    severity: str
    started: str
    resolved: str
    channels: dict[str, str]
    """Names of channels in the order of their branches, with their kinds."""
    told: tuple[Told, ...]
    approximate: tuple[str, ...] = ()
    phases: dict[str, tuple[str, str]] = field(default_factory=dict)
    source: str = ""

    def at(self, local: str) -> datetime | None:
        """A local time as a moment."""
        return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(self.zone)) if local else None


def write_down(story: Story, team: Team, user: User, pictures: tuple[tuple[bytes, str], ...] = ()) -> Incident:
    """Make the incident with everything that belongs to it; ``pictures`` are PNG bytes with their captions."""
    incident = Incident.objects.create(
        team=team,
        title=story.title,
        summary=story.summary,
        severity=story.severity,
        zone=story.zone,
        started_at=story.at(story.started),
        resolved_at=story.at(story.resolved),
        approximate_times=list(story.approximate),
        customers_saw=story.customers_saw,
        inconvenienced_customers=True,
        created_by=user,
    )
    for kind, (begins, ends) in story.phases.items():
        Phase.objects.create(incident=incident, kind=kind, begins_at=story.at(begins), ends_at=story.at(ends))
    channels = {}
    for name, channel_kind in story.channels.items():
        channels[name], _made = Channel.objects.get_or_create(team=team, name=name, defaults={"kind": channel_kind})
        incident.channel_uses.get_or_create(channel=channels[name])
    for told in story.told:
        Communication.objects.create(
            incident=incident,
            channel=channels[told.channel],
            posted_at=story.at(told.at),
            approximate=told.about,
            sender=told.sender,
            status=told.status,
            text=told.text,
        )
    for picture, caption in pictures:
        screenshot = keep(incident, SimpleUploadedFile("screen.png", picture, "image/png"))
        screenshot.caption, screenshot.added_at = caption, timezone.now()
        screenshot.save(update_fields=["caption", "added_at"])
    return incident
