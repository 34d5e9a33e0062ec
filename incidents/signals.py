"""What other parts of the house may want to know."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

timeline_changed = Signal()
"""An incident's times, channels, communications or pictures changed outside of a session; sent after the commit with
``incident_id``."""


def announce(incident_id: int) -> None:
    """Send ``timeline_changed`` once the change is committed; a listener that fails cannot undo what was saved."""
    transaction.on_commit(partial(timeline_changed.send_robust, sender=None, incident_id=incident_id), robust=True)
