"""Changes that come from outside of the session: somebody edits the incident while its board is open."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sessions.actions.change import Board, locked, written
from sessions.actions.timeline import TIMELINE
from sessions.models import Retrospective


def incident_changed(sender: Any, incident_id: int, **_more: Any) -> None:
    """Draw the timeline anew on every open board of this incident; receiver of ``timeline_changed``."""
    for pk in Retrospective.objects.live().filter(incident_id=incident_id).values_list("pk", flat=True):
        with transaction.atomic():
            board = Board(locked(pk), None, "", timezone.now(), {"clock", *TIMELINE})
            written(board, "incident.edited", None, undoable=False)
