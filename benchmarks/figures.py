"""What a benchmark hands back, and how it is measured: always turn by turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PHASEBOOK = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")
"""What the installed command runs."""
BARE_PYTHON = (sys.executable, "-c", "pass")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: float
    """A ratio, or milliseconds where `unit` says so."""
    target: float | None
    """The most it may be; None where it is only told."""
    detail: str
    """What the value was made from."""
    unit: str = "x"

    @property
    def ok(self) -> bool:
        """Whether the target was met."""
        return self.target is None or self.value <= self.target


def ratio(what: str, ours: Sequence[float], theirs: Sequence[float], target: float | None) -> Figure:
    """The ratio of two medians of seconds."""
    one, other = statistics.median(ours), statistics.median(theirs)
    return Figure(what, one / other, target, f"{one * 1000:.1f} ms over {other * 1000:.1f} ms")


def turn_by_turn(
    rounds: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Call both in turn: whatever else the machine does falls on both. The first turn is thrown away."""
    pairs = [(ours(), theirs()) for _ in range(rounds + 1)][1:]
    return [one for one, _ in pairs], [other for _, other in pairs]


def environment(home: Path) -> Mapping[str, str]:
    """A process's environment: a home of its own, compiled modules kept, nothing of the caller's settings."""
    ours = (
        "PHASEBOOK_",
        "XDG_",
        "LC_",
        "TEXTUAL",
        "COLORTERM",
        "NO_COLOR",
        "PYTHONDONTWRITEBYTECODE",
        "COV_",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    return {
        **kept,
        **folders,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
    }


def process_seconds(command: Sequence[str], home: Path) -> float:
    """How long a process takes from its start to its end; it must succeed."""
    began = time.perf_counter()
    done = subprocess.run(command, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} ended with {done.returncode}: {done.stderr.decode()}")
    return seconds
