"""How a write is answered: the answer after the commit is the acknowledgement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from sessions.access import Viewer
from sessions.actions import Outcome
from sessions.models.refused import Refused

REFUSED = 409
LATER = 429
FLOOD_SECONDS = 60
INVALID = 422


def saved(viewer: Viewer, outcome: Outcome, response: HttpResponse | None = None) -> HttpResponse:
    """Say that it is kept: the revision it made, and where it can be undone."""
    response = response or HttpResponse(status=204)
    response["X-Revision"] = outcome.revision
    entry = outcome.entry
    undo = ""
    if entry.changes and not entry.undone_at and (entry.seat_id or entry.author_mac):
        undo = reverse("retro:undo", args=[viewer.retrospective.uid, entry.request_id])
    return trigger_client_event(response, "saved", {"undo": undo})


def refused(refusal: Refused) -> HttpResponse:
    """Say which rule said no; nothing was changed, and nothing on the page is replaced. A flood may come later."""
    response = HttpResponse(status=REFUSED)
    if refusal.code == "flood":
        response.status_code = LATER
        response["Retry-After"] = FLOOD_SECONDS
    return trigger_client_event(response, "refused", {"message": refusal.messages[0], "code": refusal.code})


def form_again(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The form with its errors at the fields and everything that was typed."""
    return render(request, template, context, status=INVALID)
