"""The clock of a meeting: a timer for the place it was started at, and who is ready to move on. No Textual here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from templates.meeting import road as meeting
from templates.meeting.time_plan import minutes_of

if TYPE_CHECKING:
    from tui.session.walk import Walk

EXTRA = 300.0
"""Seconds that more time gives."""
FEWEST_MINUTES = 5
"""What a topic is given where the plan has less for it."""


@dataclass(frozen=True, slots=True)
class Timer:
    """Time left for one place; times are seconds of a clock that only goes forward."""

    length: float
    """How long it was given, in seconds."""
    left: float
    """What was left when it last began to run, or when it was paused."""
    since: float | None = None
    """When it last began to run; None while it is paused."""

    @classmethod
    def of(cls, minutes: int, now: float) -> Timer:
        """A timer of some minutes that begins to run now."""
        return cls(minutes * 60.0, minutes * 60.0, now)

    @property
    def runs(self) -> bool:
        """Whether it is running."""
        return self.since is not None

    def remaining(self, now: float) -> float:
        """Seconds left; below nothing once the time is up."""
        return self.left - (now - self.since if self.since is not None else 0.0)

    def is_up(self, now: float) -> bool:
        """Whether the time is up."""
        return self.remaining(now) <= 0

    def turned(self, now: float) -> Timer:
        """Paused where it runs, running where it is paused."""
        return replace(self, left=self.remaining(now), since=None if self.runs else now)

    def extended(self, now: float) -> Timer:
        """With five minutes from now on where the time is up, else with five more; it runs."""
        left = max(0.0, self.remaining(now)) + EXTRA
        return Timer(self.length + EXTRA, left, now)

    def told(self, now: float) -> str:
        """The time left as on a clock: 04:59, or +01:30 once it has been up for that long."""
        seconds = round(self.remaining(now))
        minutes, rest = divmod(abs(seconds), 60)
        return f"{'+' if seconds < 0 else ''}{minutes:02}:{rest:02}"


class Clock:
    """One timer at a time; what is asked for as `now` is the seconds of a clock that only goes forward."""

    def __init__(self) -> None:
        self.timer: Timer | None = None
        """The timer, once one was started."""
        self.moving: frozenset[str] = frozenset()
        """The sides that have said, since the time is up, that they are ready to move on. Nothing keeps that."""
        self._stage = ""
        self._stop = ""
        self._told_up = False

    def turn(self, walk: Walk, now: float) -> None:
        """Start the timer of a place, pause it, let it go on."""
        if self.timer is None or (self._stage, self._stop) != (walk.stop.phase.id, walk.stop.id):
            self.timer = Timer.of(minutes_for(walk), now)
            self._stage, self._stop = walk.stop.phase.id, walk.stop.id
        else:
            self.timer = self.timer.turned(now)
        self._go_on()

    def extend(self, walk: Walk, now: float) -> None:
        """Five minutes more; without a timer, start one."""
        if self.timer is None:
            self.turn(walk, now)
        else:
            self.timer = self.timer.extended(now)
            self._go_on()

    def _go_on(self) -> None:
        self._told_up = False
        self.moving = frozenset()

    def is_up(self, walk: Walk, now: float) -> bool:
        """Whether the time of the stage somebody stands in is up."""
        return self.timer is not None and self._stage == walk.stop.phase.id and self.timer.is_up(now)

    def rings(self, now: float) -> bool:
        """Whether the time has just come up; true once."""
        if self.timer is None or not self.timer.runs or not self.timer.is_up(now) or self._told_up:
            return False
        self._told_up = True
        return True

    def all_moving(self, sides: Iterable[str]) -> bool:
        """Whether every side is ready to move on."""
        return self.moving.issuperset(sides)

    def told(self, now: float) -> str:
        """The time left, as the title line shows it; empty without a timer."""
        if self.timer is None:
            return ""
        return ("⏱ " if self.timer.runs else "⏸ ") + self.timer.told(now)


def minutes_for(walk: Walk) -> int:
    """How long a place is given: its stage's minutes, a topic its part of them."""
    minutes = minutes_of(walk.page, walk.stop.phase.id) or FEWEST_MINUTES
    if walk.stop.place.startswith(meeting.TOPIC):
        minutes = max(FEWEST_MINUTES, minutes // max(1, len(walk.page.topics)))
    return minutes
