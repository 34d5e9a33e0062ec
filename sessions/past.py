"""Finished sessions as a list shows them: a strip each, all drawn to one scale."""

from dataclasses import dataclass
from typing import Any

from incidents.analysis.findings import Gap
from incidents.board_view import strip
from sessions.models import Retrospective
from sessions.models.retrospective import RetrospectiveQuerySet


@dataclass(frozen=True, slots=True)
class Past:
    """A finished session; ``strip`` is the context of ``incidents/_strip.html``, ``largest`` the circled gap."""

    retrospective: Retrospective
    strip: dict[str, Any]
    largest: Gap | None


def past_in(sessions: RetrospectiveQuerySet) -> list[Past]:
    """The finished ones among ``sessions`` (with what lists need), the latest first."""
    finished = list(sessions.finished())
    analyses = [one.incident.analyse(one.finished_at) for one in finished]
    longest = max((found.figures.duration for found in analyses if found.figures.duration), default=None)
    return [
        Past(
            one,
            strip(one.incident.record, found, scale_to=longest, targets=one.incident.team.targets()),
            next((gap for gap in found.chain.gaps if gap.largest), None),
        )
        for one, found in zip(finished, analyses, strict=True)
    ]
