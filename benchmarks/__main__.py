"""Run the benchmarks and print the table: `python -m benchmarks [NAME…] [--rounds N] [--place FOLDER]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure

NAMES = ("commands", "shelf", "road", "keeping", "search", "meeting", "readings")


def main() -> int:
    """Measure, print, and say by the exit code whether every target was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which of {', '.join(NAMES)}; all where none is named"
    )
    parser.add_argument("--rounds", type=int, default=11, help="turns of each measurement (default 11)")
    parser.add_argument("--place", type=Path, help="a folder on the disk to measure; the temporary folder otherwise")
    given = parser.parse_args()
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in given.names or NAMES:
        print(f"measuring: {name}", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="phasebook-", dir=given.place) as home:
            figures += import_module(f"benchmarks.{name}").measure(Path(home), given.rounds)
    _print(figures)
    return 0 if all(figure.ok for figure in figures) else 1


def _print(figures: list[Figure]) -> None:
    rows = [("what", "measured", "at most", "", "from")]
    for figure in figures:
        value = f"{figure.value:.2f} {figure.unit}"
        target = "" if figure.target is None else f"{figure.target:.2f} {figure.unit}"
        ok = "" if figure.target is None else "ok" if figure.ok else "MISSED"
        rows.append((figure.what, value, target, ok, figure.detail))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for what, value, target, ok, detail in rows:
        print(f"{what:<{widths[0]}}  {value:>{widths[1]}}  {target:>{widths[2]}}  {ok:<{widths[3]}}  {detail}")


if __name__ == "__main__":
    sys.exit(main())
