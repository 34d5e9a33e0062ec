"""From a problem to an action: whys, and what the plan says about them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sessions.access import Viewer, seated
from sessions.actions import causes, plan
from sessions.forms import CommitmentForm, WhyForm
from sessions.models import Cause
from sessions.models.refused import Refused
from sessions.views.answers import form_again, refused, saved
from sessions.views.editor import carried_out, conflict, editor, kept, read_and_write


@never_cache
@read_and_write
def add_why(request: HttpRequest, uid: str, note: str) -> HttpResponse:
    """Answer the next why of a problem."""
    viewer = seated(request, uid)
    problem = shown_problem(viewer, note)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        return kept(request, viewer, causes.add_why, note=note, text=form.cleaned_data["text"])
    return editor(request, viewer, form, _("Why did this happen?"), _("Add"), problem=problem)


@never_cache
@read_and_write
def edit_why(request: HttpRequest, uid: str, item: str) -> HttpResponse:
    """Word an answer differently."""
    viewer = seated(request, uid)
    cause = Cause.objects.of(viewer.retrospective).called(item)
    if cause is None:
        raise Http404
    form = WhyForm(request.POST or None, initial={"text": cause.text})
    if form.is_valid():
        return kept(request, viewer, causes.edit_why, item=item, text=form.cleaned_data["text"])
    return editor(request, viewer, form, _("Change the answer"), _("Save"))


@never_cache
@read_and_write
def add_commitment(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down an action; GET gives the form for a problem or from a recommendation."""
    viewer = seated(request, uid)
    retrospective = viewer.retrospective
    context = {"viewer": viewer, "retrospective": retrospective}
    if request.method != "POST":
        form = CommitmentForm(retrospective=retrospective, seat=viewer.seat, initial=plan_hints(request))
        return render(request, "sessions/_commit.html", context | {"form": form})
    form = CommitmentForm(request.POST, retrospective=retrospective)
    if not form.is_valid():
        return form_again(request, "sessions/_commit.html", context | {"form": form})
    named = {key: value for key, value in form.cleaned_data.items() if key != "version"}
    fresh = ("sessions/_commit.html", context | {"form": CommitmentForm(retrospective=retrospective, seat=viewer.seat)})
    return carried_out(request, viewer, plan.add_commitment, fresh, **named)


@never_cache
@read_and_write
def edit_commitment(request: HttpRequest, uid: str, item: str) -> HttpResponse:
    """Change an action."""
    viewer = seated(request, uid)
    commitment = viewer.retrospective.commitments.select_related("owner_seat", "retrospective").called(item)
    if commitment is None:
        raise Http404
    form = CommitmentForm.of(commitment, request.POST or None)
    if form.is_valid():
        named = form.cleaned_data | {"version": form.cleaned_data["version"] or commitment.version}
        try:
            return saved(viewer, plan.edit_commitment(viewer.actor(request), item=item, **named))
        except Refused as refusal:
            if refusal.code != "conflict":
                return refused(refusal)
            conflict(form, refusal, commitment.version)
            return editor(request, viewer, form, _("Change the action"), _("Save"), stands=commitment.text)
    return editor(request, viewer, form, _("Change the action"), _("Save"))


def plan_hints(request: HttpRequest) -> dict[str, str]:
    """What the form of an action begins with: a problem, and the wording of a recommendation."""
    known = plan.recommended(request.GET.get("recommendation", ""))
    hints = {"note": request.GET.get("note", "")}
    if known:
        hints |= {"text": str(known.action), "recommendation": known.key}
    return hints


def shown_problem(viewer: Viewer, uid: str) -> Any:
    """A note that everybody may see. Raises ``Http404`` otherwise."""
    note = viewer.retrospective.notes.called(uid)
    if note is None or not viewer.retrospective.revealed:
        raise Http404
    return note
