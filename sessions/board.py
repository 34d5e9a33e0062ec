"""Everything a board shows, read once in a fixed number of queries and rendered for each audience."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from incidents.analysis.findings import Analysis, Gap
from incidents.models import Incident
from sessions import links
from sessions.audience import Audience
from sessions.models import Commitment, Judgement, Note, Retrospective, Seat
from sessions.pills import Pill, pills_of
from sessions.pinboard import Column, Stack, columns_of
from sessions.play import CATALOGUE, SAFE_SPACE, STEPS, Step


@dataclass(frozen=True, slots=True)
class GapWalk:
    """One gap as the group walks along them, with how many taps agree that it is one."""

    gap: Gap
    agree: int
    disagree: int
    lit: bool


class BoardState:
    """One retrospective as it stands at ``now``. Read by templates; the same for every audience."""

    def __init__(self, retrospective: Retrospective, incident: Incident, now: datetime) -> None:
        self.retrospective = retrospective
        self.incident = incident
        self.now = now
        self.seats: list[Seat] = list(retrospective.seats.people())
        self.notes: list[Note] = list(retrospective.notes.on_board())
        self.commitments: list[Commitment] = list(
            retrospective.commitments.select_related("owner_seat", "note", "driven_by")
        )
        self.judgements: list[Judgement] = list(retrospective.judgements.all())

    @classmethod
    def load(cls, pk: int) -> "BoardState":
        """Read the board of the retrospective with this primary key."""
        retrospective = Retrospective.objects.select_related(
            "shown_channel", "lit_screenshot", "lit_note", "facilitator"
        ).get(pk=pk)
        incident = Incident.objects.with_story().get(pk=retrospective.incident_id)
        retrospective.incident = incident
        return cls(retrospective, incident, timezone.now())

    @cached_property
    def analysis(self) -> Analysis:
        return self.incident.analyse(self.retrospective.finished_at or self.now)

    @property
    def step(self) -> Step | None:
        return self.retrospective.current

    @property
    def next_step(self) -> Step | None:
        index = self.retrospective.step_index + 1
        return STEPS[index] if index < len(STEPS) else None

    @property
    def previous_step(self) -> Step | None:
        index = self.retrospective.step_index - 1
        return STEPS[index] if index >= 0 else None

    @cached_property
    def pills(self) -> tuple[Pill, ...]:
        return pills_of(self.retrospective, self.now)

    @property
    def remaining(self) -> int:
        """Seconds left in the step, negative when it is over."""
        return self.retrospective.clock.remaining(self.now)

    @property
    def circled(self) -> bool:
        return self.retrospective.circled_at is not None

    @property
    def shown_notes(self) -> list[Note]:
        """The notes everybody may read: none before the reveal."""
        return self.notes if self.retrospective.revealed else []

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.shown_notes, self.analysis)

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """All stacks, those with most votes first."""
        return tuple(sorted((stack for column in self.columns for stack in column.stacks), key=lambda s: -s.votes))

    @cached_property
    def chosen(self) -> list[Note]:
        return sorted((note for note in self.shown_notes if note.chosen_at), key=lambda note: note.chosen_at)

    @property
    def too_many_chosen(self) -> bool:
        return len(self.chosen) > 3

    @cached_property
    def lit_note(self) -> Note | None:
        return next((note for note in self.shown_notes if note.pk == self.retrospective.lit_note_id), None)

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

    @property
    def prompt(self) -> Any:
        """The prompt that is shown to everybody, if one is."""
        number = self.retrospective.prompt
        return self.step.prompts[number] if self.step and number is not None else None

    @property
    def join_url(self) -> str:
        """The address by which anybody joins with just a name."""
        return links.join_url(self.retrospective)

    @property
    def join_qr(self) -> str:
        """The same as a QR code: the ``src`` of an ``<img>``."""
        return links.qr_data_uri(self.join_url)

    @property
    def done_count(self) -> int:
        """How many people are done with the running step."""
        step = self.retrospective.step
        return sum(1 for seat in self.seats if step and seat.done_with == step)

    @property
    def commitments_without_problem(self) -> list[Commitment]:
        chosen = {note.pk for note in self.chosen}
        return [commitment for commitment in self.commitments if commitment.note_id not in chosen]

    def context(self, audience: Audience) -> dict[str, Any]:
        """What the fragments' templates read, for one audience."""
        return {
            "board": self,
            "retrospective": self.retrospective,
            "incident": self.incident,
            "analysis": self.analysis,
            "audience": audience,
            "catalogue": CATALOGUE,
            "safe_space": SAFE_SPACE,
            "steps": STEPS,
        }
