"""How forms are answered: empty again and acknowledged, or in the editor with their errors."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sessions.access import Viewer
from sessions.actions import Outcome
from sessions.models.refused import Refused
from sessions.views.answers import form_again, refused, saved

read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def carried_out(
    request: HttpRequest,
    viewer: Viewer,
    action: Callable[..., Outcome],
    fresh: tuple[str, dict[str, Any]],
    **named: Any,
) -> HttpResponse:
    """Carry out an action whose form is in order; ``fresh`` is template and context of the empty form to answer."""
    try:
        outcome = action(viewer.actor(request), **named)
    except Refused as refusal:
        return refused(refusal)
    template, context = fresh
    return saved(viewer, outcome, render(request, template, context))


def editor(
    request: HttpRequest, viewer: Viewer, form: forms.Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    """A one-off form in the editor; with errors after a POST."""
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "action_url": request.get_full_path(),
        "retrospective": viewer.retrospective,
        **more,
    }
    if request.method == "POST":
        return form_again(request, "sessions/_editor.html", context)
    return render(request, "sessions/_editor.html", context)


def kept(request: HttpRequest, viewer: Viewer, action: Callable[..., Outcome], **named: Any) -> HttpResponse:
    """Carry out an action of the editor, which then closes."""
    try:
        return saved(viewer, action(viewer.actor(request), **named))
    except Refused as refusal:
        return refused(refusal)


def conflict(form: forms.Form, refusal: Refused, version: int) -> None:
    """Say that somebody was faster: what was typed stays in its field, and the next attempt knows their version."""
    form.add_error("text", refusal)
    form.data = form.data.copy()
    form.data["version"] = str(version)
