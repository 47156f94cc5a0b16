"""A timer that never stops anybody: it counts down, may pause, may be given more, and says when the time is up."""

from __future__ import annotations

from dataclasses import dataclass, replace

EXTRA = 300.0
"""Seconds that more time gives."""


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
