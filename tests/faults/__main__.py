"""`python -m tests.faults`: every fault, as often as one likes, and what came of it, as a table."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path


def _own_home(folder: Path) -> None:
    """A home of its own, so that nobody's retrospectives are touched; before anything of ours is imported."""
    for name in [name for name in os.environ if name.startswith(("PHASEBOOK_", "XDG_", "TEXTUAL"))]:
        del os.environ[name]
    os.environ |= {"HOME": str(folder), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PHASEBOOK_LANG": "en"}
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())


def main() -> int:
    """Do what was asked for; 0 where nothing was lost and nothing complained of."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, metavar="N", help="how often to kill the program in all")
    parser.add_argument("--seed", type=int, default=None, help="repeat the moments of an earlier run")
    asked = parser.parse_args()
    seed = time.time_ns() % 1_000_000 if asked.seed is None else asked.seed
    with tempfile.TemporaryDirectory(prefix="phasebook-faults-") as name:
        _own_home(Path(name) / "home")
        import tui.app  # noqa: F401  (loaded here once, and in no child)
        from tests.faults.kills import kill

        out = sys.stdout
        out.write(
            f"seed {seed}\n{'killed during':<26}{'times':>7}{'at stake':>10}{'lost':>6}{'doubled':>9}{'errors':>8}\n"
        )
        clean, times = True, 0
        for toll in kill(asked.kills, Path(name), seed):
            clean, times = clean and toll.clean, times + toll.tried
            out.write(
                f"{toll.work:<26}{toll.tried:>7}{toll.at_stake:>10}"
                f"{len(toll.lost):>6}{len(toll.doubled):>9}{len(toll.errors):>8}\n"
            )
            for line in [*toll.lost, *toll.doubled, *toll.errors][:5]:
                out.write(f"    {line}\n")
            out.flush()
        out.write(f"{times} kills: {'nothing lost' if clean else 'SEE ABOVE'}\n")
        return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
