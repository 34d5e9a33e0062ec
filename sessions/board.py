"""Everything a board shows, read once in a fixed number of queries and rendered for each audience."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from incidents.analysis.findings import Analysis
from incidents.models import Incident
from sessions import links
from sessions.audience import Audience
from sessions.drawing import drawing_of, is_small, times_of
from sessions.gaps_shown import GapsShown
from sessions.models import Commitment, Judgement, Note, Retrospective, Seat
from sessions.moves import Move, next_move
from sessions.notes_shown import NotesShown
from sessions.pills import Pill, pills_of
from sessions.play import CATALOGUE, SAFE_SPACE, STEPS, Step
from sessions.problems import Problem, problems_of


class BoardState(GapsShown, NotesShown):
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
    def votes_in_all(self) -> int:
        """How many votes the people who are here have together."""
        return self.retrospective.votes_each * len(self.seats)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The chosen problems with what is going to be done about each."""
        return problems_of(self.chosen, self.commitments)

    @property
    def undriven(self) -> list[Commitment]:
        """The actions that nobody has promised to drive: they end with the session (P11)."""
        return [commitment for commitment in self.commitments if not commitment.driven_at]

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
