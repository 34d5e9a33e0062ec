"""What the board's templates need beyond Django's own tags; nothing here knows the viewer."""

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context

from sessions.board import BoardState
from sessions.models import Cause, Note, Seat
from sessions.problems import cause_of

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn(context: Context, template_name: str, **more: Any) -> str:
    """A template of the timeline, printed for the audience of the fragment: ``{% drawn "incidents/_twin.html" %}``."""
    drawing = context["board"].drawing(context["audience"])
    with context.push(**drawing, **more):
        return context.template.engine.get_template(template_name).render(context)


@register.filter
def hue(seat: Seat) -> int:
    """The number of a person's colour, as the stylesheets count them: 1 to 8."""
    return seat.colour % 8 + 1


@register.filter
def under(board: BoardState, note: Note) -> list[Note]:
    """The notes that lie under this one."""
    return board.lying_under.get(note.pk, [])


@register.filter
def votes(board: BoardState, note: Note) -> int:
    """The dots on this note and on those under it."""
    return note.votes_count + sum(below.votes_count for below in under(board, note))


@register.filter
def lit(board: BoardState, note: Note) -> bool:
    """Whether the note lies in the light."""
    return board.is_lit(note)


@register.filter
def found_cause(note: Note) -> Cause | None:
    """Why it happened, as far as the group knows."""
    return cause_of(note)


@register.filter
def seconds(at: datetime) -> int:
    """A moment as it is named on the wire: seconds since 1970."""
    return round(at.timestamp())


@register.filter
def minutes_seconds(seconds_left: int) -> str:
    """What the clock shows until a script takes over: "11:42", "-00:30"."""
    minutes, rest = divmod(abs(seconds_left), 60)
    return f"{'-' if seconds_left < 0 else ''}{minutes:02d}:{rest:02d}"
