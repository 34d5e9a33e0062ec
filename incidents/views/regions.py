"""The parts of the incident page that are drawn anew after each save: picture, figures, conditions, what is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from incidents.board_view import picture, strip
from incidents.completeness import CONDITION_TEXTS, completeness, conditions
from incidents.models import Incident

WIDTH, HEIGHT = 1280, 440
"""The picture on the incident page, in layout units: beside the rows of a laptop, not across a projector."""


def live_context(incident: Incident) -> dict[str, Any]:
    """What ``incidents/_live.html`` prints of an incident fetched with its story."""
    answers = completeness(incident)
    analysis = incident.analyse()
    held = conditions(incident)
    targets = incident.team.targets()
    return {
        **picture(incident.record, analysis, targets=targets, width=WIDTH, height=HEIGHT),
        "strip": strip(incident.record, analysis, targets=targets, width=WIDTH),
        "something": analysis.chain.begin_at is not None or bool(incident.record.communications),
        "largest": next((gap for gap in analysis.chain.gaps if gap.rank == 1), None),
        "start_after_end": analysis.chain.start_after_end,
        "incident": incident,
        "conditions": [(CONDITION_TEXTS[one.key], one.holds) for one in held],
        "unfit": any(one.holds is False for one in held),
        "answers": answers,
        "missing": sum(not answer.done for answer in answers),
    }


def saved(request: HttpRequest, incident: Incident, template: str, context: dict[str, Any]) -> HttpResponse:
    """The part of the page that was saved, and with it all that follows from the change.

    ``incident`` is fetched anew: analyses are cached on the object that was changed.
    """
    fresh = Incident.objects.with_story().get(pk=incident.pk)
    part = render_to_string(template, context | {"incident": fresh}, request)
    return HttpResponse(part + render_to_string("incidents/_live.html", live_context(fresh) | {"oob": True}, request))
