"""Pictures of what customers saw."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incidents.access import incident_for, screenshot_for, signed_in
from incidents.forms.screenshots import CaptionForm
from incidents.models import Incident
from incidents.pictures import keep, serve_screenshot
from incidents.signals import announce
from incidents.views.pages import answer
from incidents.views.regions import saved

AT_ONCE = 20


@require_safe
@signed_in
def show(request: HttpRequest, uid: str) -> HttpResponse:
    """The picture itself, for members of the team."""
    return serve_screenshot(screenshot_for(request.user, uid))


@require_POST
@signed_in
def add(request: HttpRequest, uid: str) -> HttpResponse:
    """Keep the pictures among what was sent, and say of each other one why it is none."""
    incident = incident_for(request.user, uid)
    sent = request.FILES.getlist("pictures")[:AT_ONCE]
    errors = [] if sent else [_("Choose a picture first.")]
    for upload in sent:
        try:
            keep(incident, upload)
        except ValidationError as error:
            errors.append(" ".join(error.messages))
    return changed(request, incident, errors)


@require_POST
@signed_in
def caption(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what a picture shows."""
    screenshot = screenshot_for(request.user, uid)
    form = CaptionForm(request.POST, instance=screenshot)
    if form.is_valid():
        form.save()
    return changed(request, screenshot.incident, [error for errors in form.errors.values() for error in errors])


@require_POST
@signed_in
def delete(request: HttpRequest, uid: str) -> HttpResponse:
    """Delete a picture for good."""
    screenshot = screenshot_for(request.user, uid)
    screenshot.delete()
    return changed(request, screenshot.incident, [])


def changed(request: HttpRequest, incident: Incident, errors: list[str]) -> HttpResponse:
    """The pictures as they are now, with what was wrong with others."""
    announce(incident.pk)
    fresh = incident_for(request.user, incident.uid)
    if errors:
        return answer(request, fresh, "incidents/_screenshots.html", {"picture_errors": errors}, status=422)
    if not request.htmx:
        return redirect(f"{reverse('incidents:edit', args=[incident.uid])}#screenshots")
    return saved(request, fresh, "incidents/_screenshots.html", {})
