"""Messages to customers, a row at a time, and the channels on which nothing was sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from incidents.access import channel_used_for, communication_for, incident_for, signed_in
from incidents.forms.communications import ChannelForm, CommunicationForm, KindForm
from incidents.models import Communication, Incident
from incidents.signals import announce
from incidents.views.pages import answer, channels_context, names
from incidents.views.regions import saved


@require_POST
@signed_in
def add(request: HttpRequest, uid: str) -> HttpResponse:
    """Save a new row and offer the next one."""
    incident = incident_for(request.user, uid)
    form = CommunicationForm(request.POST, incident=incident)
    if not form.is_valid():
        return trigger_client_event(
            answer(request, incident, "incidents/_row_new.html", {"form": form}, status=422),
            "row-refused",
            after="settle",
        )
    post = form.save(request.user)
    announce(incident.pk)
    if not request.htmx:
        return to_rows(incident)
    fresh = incident_for(request.user, uid)
    context = row(fresh, post) | {"next_row": CommunicationForm(incident=fresh), "remarks": form.remarks}
    added = saved(request, incident, "incidents/_row_added.html", context | surroundings(fresh))
    return trigger_client_event(added, "row-added", after="settle")


@require_POST
@signed_in
def save(request: HttpRequest, uid: str) -> HttpResponse:
    """Save a row that was changed in its place."""
    post = communication_for(request.user, uid)
    incident = incident_for(request.user, post.incident.uid)
    form = CommunicationForm(request.POST, incident=incident, communication=post)
    if not form.is_valid():
        return answer(request, incident, "incidents/_row.html", {"form": form, "state": "error"}, status=422)
    form.save(request.user)
    announce(incident.pk)
    if not request.htmx:
        return to_rows(incident)
    fresh = incident_for(request.user, incident.uid)
    context = row(fresh, post) | {"remarks": form.remarks}
    return saved(request, incident, "incidents/_row_saved.html", context | surroundings(fresh))


@require_POST
@signed_in
def delete(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a message off the timeline, and its channel with it when nothing else was sent there."""
    post = communication_for(request.user, uid)
    incident, channel = post.incident, post.channel
    post.delete()
    channel.leave(incident)
    announce(incident.pk)
    if not request.htmx:
        return to_rows(incident)
    return saved(
        request, incident, "incidents/_channels_oob.html", surroundings(incident_for(request.user, incident.uid))
    )


@require_POST
@signed_in
def channel_add(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that a channel was used although nothing was sent on it."""
    incident = incident_for(request.user, uid)
    form = ChannelForm(request.POST, incident=incident)
    if not form.is_valid():
        context = channels_context(incident) | {"channel_form": form}
        return answer(request, incident, "incidents/_channels.html", context, status=422)
    form.save()
    return channels_changed(request, incident)


@require_POST
@signed_in
def channel_kind(request: HttpRequest, uid: str, channel_uid: str) -> HttpResponse:
    """Say what kind of channel it is."""
    incident, channel = channel_used_for(request.user, uid, channel_uid)
    form = KindForm(request.POST, channel=channel)
    if form.is_valid():
        form.save()
    return channels_changed(request, incident)


@require_POST
@signed_in
def channel_remove(request: HttpRequest, uid: str, channel_uid: str) -> HttpResponse:
    """Take a channel on which nothing was sent off the timeline."""
    incident, channel = channel_used_for(request.user, uid, channel_uid)
    channel.leave(incident)
    return channels_changed(request, incident)


def channels_changed(request: HttpRequest, incident: Incident) -> HttpResponse:
    announce(incident.pk)
    if not request.htmx:
        return to_rows(incident)
    fresh = incident_for(request.user, incident.uid)
    return saved(request, incident, "incidents/_channels.html", channels_context(fresh) | names(fresh))


def row(incident: Incident, post: Communication) -> dict[str, Any]:
    """A row as it is now saved."""
    fresh = incident.communications.select_related("channel").get(pk=post.pk)
    return {"form": CommunicationForm(incident=incident, communication=fresh), "state": "saved"}


def surroundings(incident: Incident) -> dict[str, Any]:
    """What a changed row changes around it: the list of channels, and the names offered while typing."""
    return channels_context(incident) | names(incident)


def to_rows(incident: Incident) -> HttpResponse:
    return redirect(f"{reverse('incidents:edit', args=[incident.uid])}#communications")
