"""Verbs with a form: notes, communications, times, whys, actions of the plan."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from incidents.models import Incident
from sessions.access import seated
from sessions.actions import notes, seats, timeline
from sessions.board import BoardState
from sessions.forms import (
    ChannelForm,
    CommitmentForm,
    CommunicationForm,
    EditNoteForm,
    NameForm,
    NoteForm,
    PinForm,
    TimeForm,
)
from sessions.mine import Mine
from sessions.models import Seat
from sessions.models.refused import Refused
from sessions.views.answers import form_again, refused, saved
from sessions.views.editor import carried_out, conflict, editor, kept, read_and_write

FACILITATOR = (Seat.Role.FACILITATOR,)


def desk_form(state: BoardState, seat: Seat) -> dict[str, Any]:
    """The empty forms of the running step, for this person."""
    retrospective = state.retrospective
    if retrospective.step == "stage":
        return {
            "form": CommunicationForm(incident=retrospective.incident),
            "channel_form": ChannelForm(prefix="new"),
        }
    if retrospective.step == "plan":
        return {"form": CommitmentForm(retrospective=retrospective, seat=seat)}
    return {"form": NoteForm()}


@require_POST
def write_note(request: HttpRequest, uid: str) -> HttpResponse:
    """Put up a note."""
    viewer = seated(request, uid)
    form = NoteForm(request.POST)
    context = {"viewer": viewer, "retrospective": viewer.retrospective}
    if not form.is_valid():
        return form_again(request, "sessions/_composer.html", context | {"form": form})
    fresh = NoteForm(initial={"kind": form.cleaned_data["kind"], "anonymous": form.cleaned_data["anonymous"]})
    try:
        outcome = notes.write_note(viewer.actor(request), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal)
    context |= {"form": fresh, "mine": Mine.of(viewer), "with_mine": True}
    return saved(viewer, outcome, render(request, "sessions/_composer.html", context))


@never_cache
@read_and_write
def edit_note(request: HttpRequest, uid: str, item: str) -> HttpResponse:
    """Change one's own note."""
    viewer = seated(request, uid)
    note = viewer.retrospective.notes.called(item)
    if note is None or not note.is_by(viewer.seat, viewer.token):
        raise Http404
    initial = {"text": note.text, "kind": note.kind, "version": note.version}
    form = EditNoteForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            return saved(viewer, notes.edit_note(viewer.actor(request), item=item, **form.cleaned_data))
        except Refused as refusal:
            if refusal.code != "conflict":
                return refused(refusal)
            conflict(form, refusal, note.version)
            return editor(request, viewer, form, _("Change your note"), _("Save"), stands=note.text)
    return editor(request, viewer, form, _("Change your note"), _("Save"))


@never_cache
@read_and_write
def pin_note(request: HttpRequest, uid: str, item: str) -> HttpResponse:
    """Place a note beside the timeline: by dropping it (POST), or from the menu of places (GET)."""
    viewer = seated(request, uid)
    if request.method != "POST":
        if viewer.retrospective.notes.called(item) is None:
            raise Http404
        state = BoardState.load(viewer.retrospective.pk)
        context = state.context(viewer.audience) | {"note": item, "title": _("Where does this note belong?")}
        return render(request, "sessions/_place.html", context)
    form = PinForm(request.POST)
    if not form.is_valid():
        raise BadRequest("The anchor names no place.")
    anchor, key = form.place
    if anchor == "note":
        return kept(request, viewer, notes.stack_note, item=item, on=key)
    at = datetime.fromtimestamp(int(key), UTC) if anchor == "time" else None
    return kept(request, viewer, notes.pin_note, item=item, anchor=anchor, key="" if at else key, at=at)


@require_POST
def add_communication(request: HttpRequest, uid: str) -> HttpResponse:
    """Draw a message from memory."""
    viewer = seated(request, uid)
    incident = viewer.retrospective.incident
    form = CommunicationForm(request.POST, incident=incident)
    context = {"viewer": viewer, "retrospective": viewer.retrospective, "incident": incident}
    if not form.is_valid():
        return form_again(request, "sessions/_remember.html", context | {"form": form})
    fresh = ("sessions/_remember.html", context | {"form": CommunicationForm(incident=incident)})
    return carried_out(request, viewer, timeline.add_communication, fresh, **form.arguments())


@require_POST
def add_channel(request: HttpRequest, uid: str) -> HttpResponse:
    """Draw a channel that was used."""
    viewer = seated(request, uid)
    form = ChannelForm(request.POST, prefix="new")
    context = {"viewer": viewer, "retrospective": viewer.retrospective}
    if not form.is_valid():
        return form_again(request, "sessions/_new_channel.html", context | {"channel_form": form})
    fresh = ("sessions/_new_channel.html", context | {"channel_form": ChannelForm(prefix="new")})
    return carried_out(request, viewer, timeline.add_channel, fresh, **form.cleaned_data)


@never_cache
@read_and_write
def correct_communication(request: HttpRequest, uid: str, item: str) -> HttpResponse:
    """Move a message to the right time."""
    viewer = seated(request, uid, FACILITATOR)
    communication = viewer.retrospective.incident.communications.select_related("channel").called(item)
    if communication is None:
        raise Http404
    initial = {"at": (communication.posted_at, communication.approximate)}
    form = TimeForm(request.POST or None, incident=viewer.retrospective.incident, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data["at"]
        return kept(
            request,
            viewer,
            timeline.correct_communication,
            item=item,
            posted_at=typed.at,
            approximate=typed.approximate,
        )
    return editor(request, viewer, form, _("Correct the time"), _("Save"), communication=communication)


@never_cache
@read_and_write
def correct_time(request: HttpRequest, uid: str, field: str) -> HttpResponse:
    """Correct start, first alert or end of the incident."""
    viewer = seated(request, uid, FACILITATOR)
    incident = viewer.retrospective.incident
    if field not in Incident.TIMES:
        raise Http404
    initial = {"at": (getattr(incident, field), field in incident.approximate_times)}
    form = TimeForm(request.POST or None, incident=incident, initial=initial)
    form.fields["at"].label = Incident._meta.get_field(field).verbose_name
    if form.is_valid():
        typed = form.cleaned_data["at"]
        try:
            outcome = timeline.correct_incident_time(
                viewer.actor(request), field=field, at=typed.at, approximate=typed.approximate
            )
        except Refused as refusal:
            if refusal.code != "order":
                return refused(refusal)
            form.add_error("at", refusal)
        else:
            return saved(viewer, outcome)
    return editor(request, viewer, form, _("Correct the time"), _("Save"))


@never_cache
@read_and_write
def rename(request: HttpRequest, uid: str) -> HttpResponse:
    """Change one's own name."""
    viewer = seated(request, uid)
    form = NameForm(request.POST or None, initial={"name": viewer.seat.name})
    if form.is_valid():
        return kept(request, viewer, seats.rename, name=form.cleaned_data["name"])
    return editor(request, viewer, form, _("Your name"), _("Save"))
