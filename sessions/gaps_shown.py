"""The gaps as a group walks along them: which is in the light, which comes next, what people think of each."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from incidents.analysis.findings import Analysis, Gap
from sessions.models import Judgement, Retrospective


@dataclass(frozen=True, slots=True)
class GapWalk:
    """One gap as the group walks along them, with how many taps agree that it is one."""

    gap: Gap
    agree: int
    disagree: int
    lit: bool


class GapsShown:
    """The part of a board's state that is about gaps."""

    retrospective: Retrospective
    analysis: Analysis
    judgements: list[Judgement]

    @property
    def circled(self) -> bool:
        return self.retrospective.circled_at is not None

    @cached_property
    def walk(self) -> tuple[GapWalk, ...]:
        """Every gap of the chain that is shown, with the taps on it."""
        channel = self.retrospective.shown_channel
        chain = self.analysis.by_channel.get(channel.uid) if channel else None
        taps = Counter((judgement.gap, judgement.agrees) for judgement in self.judgements)
        return tuple(
            GapWalk(gap, taps[gap.key, True], taps[gap.key, False], gap.key == self.retrospective.lit_gap)
            for gap in (chain or self.analysis.chain).gaps
        )

    @cached_property
    def lit_gap(self) -> GapWalk | None:
        return next((walked for walked in self.walk if walked.lit), None)

    @property
    def largest_gaps(self) -> list[GapWalk]:
        """The largest gap of the chain that is shown, or all that tie for it."""
        return [walked for walked in self.walk if walked.gap.largest]

    @property
    def next_gap_key(self) -> str:
        """The gap to light next; empty after the last."""
        return self._neighbour(1)

    @property
    def previous_gap_key(self) -> str:
        """The gap before the lit one; empty before the first."""
        return self._neighbour(-1)

    def _neighbour(self, by: int) -> str:
        lit = next((index for index, walked in enumerate(self.walk) if walked.lit), -1 if by > 0 else len(self.walk))
        index = lit + by
        return self.walk[index].gap.key if 0 <= index < len(self.walk) else ""
