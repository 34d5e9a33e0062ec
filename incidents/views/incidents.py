"""Incidents: the list, a new one, the page with the nine questions, corrections, and deleting one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from incidents.access import incident_for, signed_in
from incidents.forms.incidents import DeleteForm, NewIncidentForm, ZoneForm
from incidents.forms.sections import Section, SectionForm, section_called
from incidents.models import Incident, Team
from incidents.signals import announce
from incidents.views.pages import answer, edit_page, strips
from incidents.views.regions import saved

PER_PAGE = 25


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The team's incidents as strips of one scale; ``?q=`` searches titles."""
    mine = Incident.objects.visible_to(request.user)
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(mine.search(words).newest_first().with_story(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": strips(page.object_list),
        "words": words,
        "any": mine.exists(),
        "several_teams": Team.objects.of(request.user).count() > 1,
    }
    return render(request, "incidents/list.html", context)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Name an incident; everything else is asked on the page that follows."""
    if not Team.objects.of(request.user).exists():
        return redirect("team_new")
    form = NewIncidentForm(request.POST or None, user=request.user)
    if form.is_valid():
        return redirect("incidents:edit", form.save().uid)
    return render(request, "incidents/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The nine questions on one page, with the picture they draw."""
    return edit_page(request, incident_for(request.user, uid))


@require_POST
@signed_in
def section(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """Save one answer as it is given."""
    incident, part = incident_for(request.user, uid), section_called(key)
    if part is None:
        raise Http404
    form = part.form(request.POST, incident=incident)
    if not form.is_valid():
        return refused(request, incident, part, form)
    if form.incomplete:
        return answer(request, incident, "incidents/_section.html", shown(part, form, "incomplete"), status=200)
    try:
        changed = form.save(request.user)
    except ValidationError as contradiction:
        # Something else of the incident contradicts it: changed meanwhile, or brought along by an import.
        form.add_error(None, contradiction.messages)
        return refused(request, incident, part, form)
    if changed:
        announce(incident.pk)
    if not request.htmx:
        return redirect(f"{reverse('incidents:edit', args=[uid])}#section-{key}")
    fresh = part.form(incident=incident_for(request.user, uid))
    return saved(request, incident, "incidents/_section.html", shown(part, fresh, "saved", form.remarks))


def shown(part: Section, form: SectionForm, state: str, remarks: list[Any] | None = None) -> dict[str, Any]:
    return {"section": part, "form": form, "state": state, "remarks": remarks or []}


def refused(request: HttpRequest, incident: Incident, part: Section, form: SectionForm) -> HttpResponse:
    """The section again with its errors and what was typed; without htmx the whole page."""
    return answer(request, incident, "incidents/_section.html", shown(part, form, "error"), status=422)


@require_POST
@signed_in
def zone(request: HttpRequest, uid: str) -> HttpResponse:
    """Give the incident another time zone."""
    incident = incident_for(request.user, uid)
    form = ZoneForm(request.POST, incident=incident)
    with transaction.atomic():
        if form.is_valid() and form.save(request.user):
            announce(incident.pk)
            return redirect("incidents:edit", uid)
        transaction.set_rollback(True)
    return edit_page(request, incident_for(request.user, uid), zone_form=form, status=422)


@require_safe
@signed_in
def corrections(request: HttpRequest, uid: str) -> HttpResponse:
    """Which times were corrected: who, when, from what, to what."""
    incident = incident_for(request.user, uid)
    found = incident.corrections.select_related("communication__channel")
    return render(request, "incidents/corrections.html", {"incident": incident, "corrections": found})


@signed_in
def delete(request: HttpRequest, uid: str) -> HttpResponse:
    """Delete an incident with all that belongs to it, once its title was typed."""
    incident = incident_for(request.user, uid)
    form = DeleteForm(request.POST or None, incident=incident)
    if form.is_valid():
        incident.delete()
        return redirect("incidents:list")
    context = {"incident": incident, "form": form}
    return render(request, "incidents/delete.html", context, status=422 if form.is_bound else 200)
