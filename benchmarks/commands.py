"""Commands against bare Python: `--help`, and the list of a shelf that holds something."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import BARE_PYTHON, PHASEBOOK, Figure, process_seconds, ratio, turn_by_turn


def measure(home: Path, rounds: int) -> list[Figure]:
    """Whole processes, start to end."""
    process_seconds([*PHASEBOOK, "new", "--title", "Billing system"], home)
    return [
        ratio(f"phasebook {' '.join(given)} / python -c pass", *_against_bare(given, home, rounds), target)
        for given, target in ((("--help",), 6.0), (("list", "--json"), 12.0))
    ]


def _against_bare(given: tuple[str, ...], home: Path, rounds: int) -> tuple[list[float], list[float]]:
    return turn_by_turn(
        rounds,
        lambda: process_seconds([*PHASEBOOK, *given], home),
        lambda: process_seconds(BARE_PYTHON, home),
    )
