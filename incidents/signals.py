"""What other parts of the house may want to know."""

from django.dispatch import Signal

timeline_changed = Signal()
"""An incident's times, channels or communications changed outside of a session; sent after the commit with
``incident_id``."""
