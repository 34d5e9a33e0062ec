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
from sessions.drawing import drawing_of, is_small, times_of
from sessions.models import Commitment, Judgement, Note, Retrospective, Seat
from sessions.moves import Move, next_move
from sessions.pills import Pill, pills_of
from sessions.pinboard import Column, Stack, columns_of
from sessions.play import CATALOGUE, SAFE_SPACE, STEPS, Step
from sessions.problems import Problem, problems_of

FEW, SOME = 12, 28
"""Up to how many notes the display writes large, and up to how many it still writes several lines of each."""


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
        self._drawings: dict[Audience, dict[str, Any]] = {}

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
    def place(self) -> str:
        """Where the session is: "lobby", the key of a step, or "finished"."""
        if self.retrospective.finished_at:
            return "finished"
        return self.retrospective.step or "lobby"

    @property
    def panel_template(self) -> str:
        """What the panel shows at this place."""
        return f"sessions/_panel_{self.place}.html"

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
    def over(self) -> bool:
        """Whether the step takes longer than it has."""
        return self.remaining < 0 and self.retrospective.running

    @property
    def circled(self) -> bool:
        return self.retrospective.circled_at is not None

    def drawing(self, audience: Audience) -> dict[str, Any]:
        """The timeline, its list and its figures for one audience, whose language must be active."""
        if audience not in self._drawings:
            self._drawings[audience] = drawing_of(self, audience)
        return self._drawings[audience]

    @property
    def small_figure(self) -> bool:
        """Whether the display draws the timeline small, because the notes or the plan need the room."""
        return is_small(self)

    @property
    def times(self) -> list[datetime]:
        """Times that a note can be placed at without dragging it."""
        return times_of(self)

    @property
    def correctable(self) -> list[tuple[str, Any]]:
        """The incident's own times that can be corrected here: the field's name and its label."""
        return [(name, Incident._meta.get_field(name).verbose_name) for name in Incident.TIMES]

    @property
    def next_move(self) -> Move:
        """What the facilitator does next."""
        return next_move(self)

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

    @property
    def crowd(self) -> str:
        """How many notes are shown: "few", "some" or "many"; the more, the smaller the display writes them."""
        count = len(self.shown_notes)
        return "few" if count <= FEW else "some" if count <= SOME else "many"

    @cached_property
    def lying_under(self) -> dict[int, list[Note]]:
        """The notes that lie under another one, by its primary key."""
        under: dict[int, list[Note]] = {}
        for note in self.shown_notes:
            if note.stacked_on_id:
                under.setdefault(note.stacked_on_id, []).append(note)
        return under

    @property
    def row_of_notes(self) -> list[Note]:
        """The notes that lie on top, along the timeline: how the facilitator walks along them."""
        return [stack.note for column in self.columns for stack in column.stacks]

    @property
    def next_note(self) -> Note | None:
        """The note to light next; ``None`` after the last."""
        return self._note_beside(1)

    @property
    def previous_note(self) -> Note | None:
        """The note before the lit one; ``None`` before the first."""
        return self._note_beside(-1)

    def _note_beside(self, by: int) -> Note | None:
        notes = self.row_of_notes
        lit = next((index for index, note in enumerate(notes) if self.is_lit(note)), -1 if by > 0 else len(notes))
        return notes[lit + by] if 0 <= lit + by < len(notes) else None

    def is_lit(self, note: Note) -> bool:
        """Whether this note, or one that lies under it, is in the light."""
        lit = self.lit_note
        return lit is not None and note.pk in (lit.pk, lit.stacked_on_id)

    @property
    def spot(self) -> Note | None:
        """The note in the light; of a stack the one on top."""
        return next((note for note in self.row_of_notes if self.is_lit(note)), None)

    def on_top(self, uid: str) -> Note | None:
        """The note of this id, or the one it lies under; ``None`` for one that nobody may read yet."""
        found = next((note for note in self.shown_notes if note.uid == uid), None)
        if found is None or not found.stacked_on_id:
            return found
        return next((note for note in self.shown_notes if note.pk == found.stacked_on_id), None)

    @cached_property
    def votes_given(self) -> int:
        return sum(stack.votes for stack in self.stacks)

    @property
    def votes_in_all(self) -> int:
        """How many votes the people who are here have together."""
        return self.retrospective.votes_each * len(self.seats)

    @cached_property
    def top_problem(self) -> Note | None:
        """The note with most votes that is not chosen yet; ``None`` while nothing has votes."""
        open_stacks = [stack for stack in self.stacks if stack.votes and not stack.note.chosen_at]
        return open_stacks[0].note if open_stacks else None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The chosen problems with what is going to be done about each."""
        return problems_of(self.chosen, self.commitments)

    @property
    def undriven(self) -> list[Commitment]:
        """The actions that nobody has promised to drive: they end with the session (P11)."""
        return [commitment for commitment in self.commitments if not commitment.driven_at]

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

    @property
    def prompt(self) -> Any:
        """The prompt that is shown to everybody, if one is."""
        number = self.retrospective.prompt
        return self.step.prompts[number] if self.step and number is not None else None

    @property
    def prompt_number(self) -> int:
        """Which prompt is shown, counted from 1; 0 for none."""
        return 0 if self.retrospective.prompt is None else self.retrospective.prompt + 1

    @property
    def everybody_done(self) -> bool:
        return self.done_count == len(self.seats)

    @property
    def join_url(self) -> str:
        """The address by which anybody joins with just a name."""
        return links.join_url(self.retrospective)

    @property
    def join_qr(self) -> str:
        """The same as a QR code, for the ``src`` of an image."""
        return links.qr_data_uri(self.join_url)

    @property
    def code_place(self) -> str:
        """Where the code is typed, as people read it aloud: without the scheme."""
        return links.code_url().partition("://")[2].rstrip("/")

    @property
    def display_url(self) -> str:
        """The address that opens the projector's board; for the facilitator only."""
        return links.display_url(self.retrospective)

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
