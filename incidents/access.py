"""Who may use what: every page fetches its object through these, with the right to use it, or answers 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from incidents.models import Channel, Communication, Incident, Invitation, Membership, Screenshot, Team, User

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let only people with an account in; others sign in first and come back.

    A request by htmx gets 401 instead: a login page inside of a page would swallow what was typed there.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if getattr(request, "htmx", False):
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path())

    return guarded


def sign_up_is_open() -> bool:
    """Whether somebody without an invitation may make an account: the first user, or anybody by ``OPEN_SIGN_UP``."""
    return bool(settings.OPEN_SIGN_UP) or not User.objects.exists()


def team_for(user: Any, uid: str) -> Team:
    """A team this person belongs to, or 404."""
    return get_object_or_404(Team.objects.of(user), uid=uid)


def owned_team_for(user: Any, uid: str) -> Team:
    """A team this person owns, or 404."""
    return get_object_or_404(Team.objects.owned_by(user), uid=uid)


def membership_for(user: Any, team_uid: str, number: int) -> Membership:
    """Somebody's membership in a team this person owns, or 404."""
    return get_object_or_404(owned_team_for(user, team_uid).memberships.select_related("user", "team"), pk=number)


def invitation_for(user: Any, team_uid: str) -> Invitation:
    """The open invitation of a team this person belongs to, or 404."""
    return get_object_or_404(Invitation.objects.open(), team=team_for(user, team_uid))


def incident_for(user: Any, uid: str) -> Incident:
    """An incident of this person's teams with everything the analysis needs, or 404."""
    return get_object_or_404(Incident.objects.visible_to(user).with_story(), uid=uid)


def communication_for(user: Any, uid: str) -> Communication:
    """A communication of an incident of this person's teams, or 404."""
    found = Communication.objects.filter(incident__in=Incident.objects.visible_to(user))
    return get_object_or_404(found.select_related("channel", "incident__team"), uid=uid)


def channel_used_for(user: Any, incident_uid: str, channel_uid: str) -> tuple[Incident, Channel]:
    """An incident of this person's teams and a channel that was used in it, or 404."""
    incident = incident_for(user, incident_uid)
    return incident, get_object_or_404(Channel.objects.filter(uses__incident=incident), uid=channel_uid)


def screenshot_for(user: Any, uid: str) -> Screenshot:
    """A screenshot of an incident of this person's teams, or 404."""
    found = Screenshot.objects.filter(incident__in=Incident.objects.visible_to(user))
    return get_object_or_404(found.select_related("incident__team"), uid=uid)
