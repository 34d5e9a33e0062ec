"""Teams: their members, their settings, and the link that lets others in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from incidents.access import invitation_for, membership_for, signed_in, team_for
from incidents.forms.accounts import TeamForm, TeamSettingsForm
from incidents.models import Invitation, Membership, Team


@signed_in
def team_new(request: HttpRequest) -> HttpResponse:
    """Make a team and own it."""
    form = TeamForm(request.POST or None)
    if form.is_valid():
        team = Team.found(form.cleaned_data["name"], request.user, form.cleaned_data["zone"])
        return redirect("team", team.uid)
    return render(request, "registration/team_new.html", {"form": form}, status=422 if form.is_bound else 200)


@signed_in
def team(request: HttpRequest, uid: str) -> HttpResponse:
    """Who is in the team, and what it calls a gap."""
    found = team_for(request.user, uid)
    form = TeamSettingsForm(request.POST or None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("team", found.uid)
    return page(request, team_for(request.user, uid), form, status=422 if form.is_bound else 200)


@require_POST
@signed_in
@never_cache
def invite(request: HttpRequest, uid: str) -> HttpResponse:
    """Make an invitation link, which ends the one before, and show it this once."""
    found = team_for(request.user, uid)
    token = Invitation.make(found, request.user)
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return page(request, found, TeamSettingsForm(instance=found), invitation_url=link)


@require_POST
@signed_in
def invitation_revoke(request: HttpRequest, uid: str) -> HttpResponse:
    """End the team's open invitation."""
    found = invitation_for(request.user, uid)
    found.revoke()
    messages.success(request, _("The link no longer works."))
    return redirect("team", uid)


@require_POST
@signed_in
def member_remove(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Take somebody out of the team; only its owners may, and nobody themselves."""
    membership = membership_for(request.user, uid, number)
    if membership.user != request.user:
        membership.delete()
        messages.success(request, _("%(name)s is no longer in the team.") % {"name": membership.user.name})
    return redirect("team", uid)


def page(
    request: HttpRequest, team: Team, form: TeamSettingsForm, *, invitation_url: str = "", status: int = 200
) -> HttpResponse:
    """The page of one team; ``invitation_url`` is a link that was made just now."""
    memberships = list(team.memberships.select_related("user"))
    context = {
        "team": team,
        "form": form,
        "memberships": memberships,
        "is_owner": any(one.user == request.user and one.role == Membership.Role.OWNER for one in memberships),
        "invitation_url": invitation_url,
        "open_invitation": team.invitations.open().first(),
    }
    return render(request, "registration/team.html", context, status=status)
