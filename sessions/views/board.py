"""The board: the page, the snapshot that mends it, and what is private to one viewer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from incidents.pictures import serve_screenshot
from sessions.access import seated
from sessions.actions import undo as undoing
from sessions.board import BoardState
from sessions.fragments import render_all
from sessions.keys import display_link, seat_of, ticket_for
from sessions.mine import Mine
from sessions.models.refused import Refused
from sessions.views.answers import refused, saved
from sessions.views.editing import desk_form


@never_cache
@ensure_csrf_cookie
@require_GET
def board(request: HttpRequest, uid: str, *, display: bool = False) -> HttpResponse:
    """The board of this seat: facilitator's, participant's or the display's. Who has no seat is shown the door."""
    if request.user.is_authenticated and not display and seat_of(request, uid)[0] is None:
        return redirect("retro:enter", uid)
    viewer = seated(request, uid, display=display)
    state = BoardState.load(viewer.retrospective.pk)
    context = state.context(viewer.audience) | {
        "viewer": viewer,
        "ticket": ticket_for(viewer.seat, viewer.token),
        "snapshot_url": reverse("retro:display_snapshot" if display else "retro:snapshot", args=[uid]),
    }
    if viewer.audience.takes_part:
        context |= {"mine": Mine.of(viewer)} | desk_form(state, viewer.seat)
    if viewer.audience.facilitates:
        context["display_url"] = reverse("retro:display", args=[display_link(viewer.retrospective)])
    return render(request, "sessions/board.html", context)


@never_cache
@require_GET
def snapshot(request: HttpRequest, uid: str, *, display: bool = False) -> HttpResponse:
    """The board as it stands, for a page that missed something; 204 when ``since`` is up to date."""
    viewer = seated(request, uid, display=display)
    since = request.GET.get("since", "")
    if since == str(viewer.retrospective.revision):
        response = HttpResponse(status=204)
        response["X-Revision"] = viewer.retrospective.revision
    else:
        state = BoardState.load(viewer.retrospective.pk)
        response = HttpResponse(render_all(state, viewer.audience))
        response["X-Revision"] = state.retrospective.revision
    response["X-Socket-Ticket"] = ticket_for(viewer.seat, viewer.token)
    # Who was given another role or language since, needs another page.
    response["X-Audience"] = str(viewer.audience)
    return response


@never_cache
@require_GET
def mine(request: HttpRequest, uid: str) -> HttpResponse:
    """What belongs to this viewer alone."""
    viewer = seated(request, uid)
    return render(request, "sessions/_mine.html", {"mine": Mine.of(viewer), "retrospective": viewer.retrospective})


@never_cache
@require_GET
def desk(request: HttpRequest, uid: str) -> HttpResponse:
    """The forms of the running step, for this viewer."""
    viewer = seated(request, uid)
    state = BoardState.load(viewer.retrospective.pk)
    return render(
        request,
        "sessions/_desk.html",
        state.context(viewer.audience) | {"viewer": viewer, "mine": Mine.of(viewer)} | desk_form(state, viewer.seat),
    )


@require_POST
def undo(request: HttpRequest, uid: str, undone: UUID) -> HttpResponse:
    """Take back one's own last change."""
    viewer = seated(request, uid)
    try:
        outcome = undoing.undo(viewer.actor(request), undone=undone)
    except Refused as refusal:
        return refused(refusal)
    return saved(viewer, outcome)


@require_GET
def picture(request: HttpRequest, uid: str, screenshot: str) -> HttpResponse:
    """A screenshot of the session's incident, for its seats."""
    viewer = seated(request, uid, display=seat_of(request, uid)[0] is None)
    found = viewer.retrospective.incident.screenshots.called(screenshot)
    if found is None:
        raise Http404
    return serve_screenshot(found)
