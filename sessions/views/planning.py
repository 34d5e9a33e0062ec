"""Before and after the session: the list, the plan, what to prepare, the review."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incidents.access import incident_for, signed_in
from incidents.completeness import CONDITION_TEXTS, conditions
from incidents.models import Incident
from sessions import links
from sessions.access import of_my_team
from sessions.actions import schedule
from sessions.audience import Audience
from sessions.board import BoardState
from sessions.models import Commitment, Retrospective, Seat
from sessions.models.refused import Refused
from sessions.past import past_in
from sessions.planning_forms import PlanForm
from sessions.play import PREPARATIONS, STEPS
from sessions.views.answers import INVALID


@require_safe
@signed_in
def list_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of this person's teams: planned, running, past with what came of them."""
    mine = Retrospective.objects.visible_to(request.user)
    sessions = mine.for_lists()
    unfinished = list(sessions.unfinished())
    context = {
        "running": [one for one in unfinished if one.started_at],
        "planned": [one for one in unfinished if not one.started_at],
        "past": past_in(sessions),
        "actions": Commitment.objects.of_finished(mine),
    }
    return render(request, "sessions/list.html", context)


@signed_in
def plan(request: HttpRequest, incident_uid: str) -> HttpResponse:
    """Plan a session about an incident. Whether it fits the play is said, and never enforced (P3)."""
    incident = incident_for(request.user, incident_uid)
    language = translation.get_language() or "en"
    blank = Retrospective(incident=incident, facilitator=request.user, language=language)
    form = PlanForm(request.POST or None, instance=blank)
    if form.is_valid():
        return redirect("retro:prepare", schedule.plan(incident, **form.planned).uid)
    return render(request, "sessions/plan.html", plan_context(form, incident), status=INVALID if form.errors else 200)


@signed_in
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Plan a session differently, as long as it has not begun."""
    retrospective = of_my_team(request, uid)
    incident = incident_for(request.user, retrospective.incident.uid)
    retrospective.incident = incident
    form = PlanForm(request.POST or None, instance=retrospective)
    if form.is_valid():
        try:
            schedule.replan(retrospective, **form.planned)
        except Refused as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, translation.gettext("Saved."))
            return redirect("retro:prepare", uid)
    context = plan_context(form, incident) | {"retrospective": retrospective}
    return render(request, "sessions/plan.html", context, status=INVALID if form.errors else 200)


@never_cache
@require_safe
@signed_in
def prepare(request: HttpRequest, uid: str) -> HttpResponse:
    """What the facilitator does beforehand, and the links that the room needs."""
    retrospective = of_my_team(request, uid)
    if retrospective.finished_at:
        return redirect("retro:review", uid)
    join_url = links.join_url(retrospective, request)
    context = {
        "retrospective": retrospective,
        "incident": retrospective.incident,
        "preparations": PREPARATIONS,
        "boxes": list(zip(STEPS, retrospective.minutes, strict=True)),
        "minutes_in_all": sum(retrospective.minutes),
        "join_url": join_url,
        "join_qr": links.qr_data_uri(join_url),
        "code_url": links.code_url(request),
        "display_url": links.display_url(retrospective, request),
        "here_only": links.is_here_only(join_url),
        "leads": retrospective.facilitator_id == request.user.pk,
    }
    return render(request, "sessions/prepare.html", context)


@require_safe
@signed_in
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """A finished session, to be read by the team."""
    retrospective = of_my_team(request, uid)
    if not retrospective.finished_at:
        return redirect("retro:prepare", uid)
    state = BoardState.load(retrospective.pk)
    audience = Audience(Seat.Role.PARTICIPANT, translation.get_language() or "en")
    return render(request, "sessions/review.html", state.context(audience))


def plan_context(form: PlanForm, incident: Incident) -> dict[str, Any]:
    """What the page of a plan shows: the form, and how well the incident fits."""
    found = conditions(incident)
    return {
        "form": form,
        "incident": incident,
        "conditions": [(condition, CONDITION_TEXTS[condition.key]) for condition in found],
        "fits": all(condition.holds for condition in found),
    }
