"""The five steps as the header shows them: which is running, which are done, who lent time to whom."""

from dataclasses import dataclass
from datetime import datetime

from sessions.models import Retrospective
from sessions.play import STEPS, Step


@dataclass(frozen=True, slots=True)
class Pill:
    """One step in the header. ``minutes`` is what it has now; ``lent`` what it gave to others (negative: was given)."""

    step: Step
    number: int
    done: bool
    current: bool
    minutes: int
    lent: int


def pills_of(retrospective: Retrospective, now: datetime) -> tuple[Pill, ...]:
    """All steps of a session; an overrun that goes on is shown as borrowed while it happens."""
    clock = retrospective.clock
    if clock.step >= 0 and not retrospective.finished_at:
        overrun = max(0, -clock.remaining(now))
        clock = clock.lend(overrun)
    return tuple(
        Pill(
            step=step,
            number=index + 1,
            done=index < clock.step or bool(retrospective.finished_at),
            current=index == clock.step and not retrospective.finished_at,
            minutes=round(clock.allotted[index] / 60),
            lent=round(clock.borrowed()[index] / 60),
        )
        for index, step in enumerate(STEPS)
    )
