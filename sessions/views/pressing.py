"""Verbs that need no form: a button is pressed, an action is carried out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from sessions.access import PEOPLE, seated
from sessions.actions import Outcome
from sessions.models import Seat
from sessions.models.refused import Refused
from sessions.views.answers import refused, saved


def press(action: Callable[..., Outcome], **fixed: Any) -> Callable[..., HttpResponse]:
    """The view of an action whose arguments stand in its address, or are ``fixed``."""
    roles = (Seat.Role.FACILITATOR,) if action.needs_facilitator else PEOPLE  # type: ignore[attr-defined]

    @require_POST
    def pressed(request: HttpRequest, uid: str, **named: Any) -> HttpResponse:
        viewer = seated(request, uid, roles)
        try:
            outcome = action(viewer.actor(request), **named, **fixed)
        except Refused as refusal:
            return refused(refusal)
        return saved(viewer, outcome)

    return pressed
