"""What the frame of every page shows of the viewer's teams."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from incidents.models import Team


def teams(request: HttpRequest) -> dict[str, Any]:
    """``nav_teams``: the teams this person belongs to; asked for only by pages that show them."""
    user = getattr(request, "user", None)
    return {"nav_teams": SimpleLazyObject(lambda: list(Team.objects.of(user)) if user else [])}
