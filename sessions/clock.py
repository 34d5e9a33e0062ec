"""One clock for the whole session: what a step takes longer is visibly borrowed from the later ones.

Pure: seconds and aware UTC datetimes in, a new ``Clock`` out. The server decides; browsers only show.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LEAST = 60
"""A later step keeps at least this many seconds when time is borrowed from it."""
GRANTED_ON_RETURN = 300
"""Going back to a step grants it at most this many seconds."""


@dataclass(frozen=True, slots=True)
class Clock:
    """``planned`` and ``allotted`` are seconds per step; ``step`` counts from 0, and is -1 in the lobby.

    ``slack`` is what steps that ended early left over (seconds); negative when the whole hour is overrun.
    While paused, ``ends_at`` is ``None`` and ``paused_remaining`` holds the step's seconds (negative when over).
    """

    planned: tuple[int, ...]
    allotted: tuple[int, ...]
    step: int = -1
    ends_at: datetime | None = None
    paused_remaining: int | None = None
    slack: int = 0

    @classmethod
    def of(cls, minutes: tuple[int, ...]) -> "Clock":
        """The clock of a session that has not begun, with its time boxes in minutes."""
        seconds = tuple(60 * box for box in minutes)
        return cls(planned=seconds, allotted=seconds)

    def remaining(self, now: datetime) -> int:
        """Seconds left in the step; negative when it is over its time; 0 in the lobby."""
        if self.paused_remaining is not None:
            return self.paused_remaining
        return round((self.ends_at - now).total_seconds()) if self.ends_at else 0

    @property
    def paused(self) -> bool:
        return self.paused_remaining is not None

    def borrowed(self) -> tuple[int, ...]:
        """Seconds each step gave away (positive) or was granted (negative)."""
        return tuple(plan - now for plan, now in zip(self.planned, self.allotted, strict=True))

    def start(self, now: datetime) -> "Clock":
        """Begin the first step."""
        return replace(self, step=0, ends_at=now + timedelta(seconds=self.allotted[0]), paused_remaining=None)

    def go(self, step: int, now: datetime) -> "Clock":
        """Move to another step: time left over becomes slack, an overrun is borrowed from the later steps."""
        remaining = self.remaining(now)
        allotted = list(self.allotted)
        if step > self.step:
            slack = self.slack + max(0, remaining)
            clock = replace(self, slack=slack)._borrow(max(0, -remaining), later_than=step - 1)
            allotted = list(clock.allotted)
        else:
            allotted[self.step] = max(LEAST, remaining)
            allotted[step] = min(self.planned[step], GRANTED_ON_RETURN)
            clock = replace(self, allotted=tuple(allotted), slack=self.slack - max(0, -remaining))
            clock = clock._borrow(allotted[step], later_than=step)
            allotted = list(clock.allotted)
        return replace(clock, step=step, ends_at=now + timedelta(seconds=allotted[step]), paused_remaining=None)

    def extend(self, seconds: int, now: datetime) -> "Clock":
        """Give the running step more time, borrowed from the slack first and then from the later steps."""
        allotted = list(self.allotted)
        allotted[self.step] += seconds
        clock = replace(self, allotted=tuple(allotted))._borrow(seconds, later_than=self.step)
        if clock.paused_remaining is not None:
            return replace(clock, paused_remaining=clock.paused_remaining + seconds)
        return replace(clock, ends_at=(clock.ends_at or now) + timedelta(seconds=seconds))

    def lend(self, seconds: int) -> "Clock":
        """How it would stand if the running step took this much more from the others."""
        return self._borrow(seconds, later_than=self.step)

    def pause(self, now: datetime) -> "Clock":
        """Stop the step's time; a pause does not count towards the hour."""
        return self if self.paused else replace(self, paused_remaining=self.remaining(now), ends_at=None)

    def resume(self, now: datetime) -> "Clock":
        """Let the step's time run on."""
        if self.paused_remaining is None:
            return self
        return replace(self, ends_at=now + timedelta(seconds=self.paused_remaining), paused_remaining=None)

    def _borrow(self, seconds: int, *, later_than: int) -> "Clock":
        """Take seconds from the slack, then evenly from the later steps; what nobody can give overruns the hour."""
        from_slack = min(seconds, max(0, self.slack))
        seconds -= from_slack
        allotted = list(self.allotted)
        for index in range(later_than + 1, len(allotted)):
            lenders = len(allotted) - index
            taken = min(-(-seconds // lenders), max(0, allotted[index] - LEAST))
            allotted[index] -= taken
            seconds -= taken
        return replace(self, allotted=tuple(allotted), slack=self.slack - from_slack - seconds)
