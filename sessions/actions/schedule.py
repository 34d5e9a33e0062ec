"""Planning a session, and planning it differently while people may already wait in its lobby."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident
from sessions.actions.change import announce_on_commit, locked
from sessions.actions.steps import EVERYTHING
from sessions.models import Retrospective
from sessions.models.refused import Refused


def plan(incident: Incident, **planned: Any) -> Retrospective:
    """Make a session about ``incident``; ``planned`` are fields of ``Retrospective``."""
    return Retrospective.objects.create(incident=incident, **planned)


def replan(retrospective: Retrospective, **planned: Any) -> Retrospective:
    """Change the plan of a session and redraw its lobby. Raises ``Refused`` once the session has begun."""
    with transaction.atomic():
        held = locked(retrospective.pk)
        if held.started_at:
            raise Refused(_("The session has begun already. Its plan cannot be changed any more."), "already")
        for name, value in planned.items():
            setattr(held, name, value)
        held.revision += 1
        held.save(update_fields=[*planned, "revision"])
        announce_on_commit(held, set(EVERYTHING))
    return held
