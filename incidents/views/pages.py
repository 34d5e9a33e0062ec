"""The incident page as a whole, and the list's strips."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from incidents.board_view import strip
from incidents.forms.communications import ChannelForm, CommunicationForm, KindForm
from incidents.forms.incidents import ZoneForm
from incidents.forms.sections import SECTIONS
from incidents.models import Channel, Incident
from incidents.views.regions import live_context


def edit_page(
    request: HttpRequest, incident: Incident, *, zone_form: ZoneForm | None = None, status: int = 200
) -> HttpResponse:
    """The nine questions. ``zone_form`` is one that was refused."""
    sections = [{"section": section, "form": section.form(incident=incident), "remarks": []} for section in SECTIONS]
    posts = sorted(incident.communications.all(), key=lambda post: (post.posted_at, post.pk))
    context = {
        "sections": sections,
        "rows": [{"form": CommunicationForm(incident=incident, communication=post)} for post in posts],
        "new_row": CommunicationForm(incident=incident),
        "zone_form": zone_form or ZoneForm(incident=incident),
        **names(incident),
        **channels_context(incident),
        **live_context(incident),
    }
    return render(request, "incidents/edit.html", context, status=status)


def names(incident: Incident) -> dict[str, Any]:
    """What the rows offer while somebody types: the team's channels, the usual ones, and who sent something before."""
    known = {channel.name: channel.kind for channel in incident.team.channels.all()}
    lower = {name.casefold() for name in known}
    usual = {str(kind.label): kind.value for kind in Channel.Kind if kind != Channel.Kind.OTHER}
    return {
        "channel_names": known | {name: kind for name, kind in usual.items() if name.casefold() not in lower},
        "sender_names": sorted({post.sender for post in incident.communications.all() if post.sender}),
    }


def channels_context(incident: Incident) -> dict[str, Any]:
    """The channels used in the incident, with how much was sent on each."""
    sent = [post.channel_id for post in incident.communications.all()]
    uses = [
        {"channel": use.channel, "sent": sent.count(use.channel_id), "form": KindForm(channel=use.channel)}
        for use in incident.channel_uses.all()
    ]
    return {"uses": uses, "channel_form": ChannelForm(incident=incident)}


def answer(
    request: HttpRequest, incident: Incident, template: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """One part of the page with what was typed; a browser without htmx gets it on a page of its own."""
    context |= {"incident": incident}
    if request.htmx:
        return render(request, template, context, status=status)
    return render(request, "incidents/again.html", context | {"part": template, **names(incident)}, status=status)


def strips(incidents: Iterable[Incident]) -> list[dict[str, Any]]:
    """The rows of the list, all strips drawn to the scale of the longest incident on the page."""
    now = timezone.now()
    rows = [(incident, incident.analyse(now)) for incident in incidents]
    longest = max((analysis.figures.duration or timedelta(0) for _incident, analysis in rows), default=None)
    return [
        {
            "incident": incident,
            "strip": strip(incident.record, analysis, scale_to=longest or None, targets=incident.team.targets()),
            "largest": next((gap for gap in analysis.chain.gaps if gap.rank == 1), None),
        }
        for incident, analysis in rows
    ]
