"""`python -m tests.faults`: every fault, as often as one likes, and what came of it, as a table."""

from __future__ import annotations

import argparse
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.toll import Toll


def _own_home(folder: Path) -> None:
    """A home of its own, so that nobody's retrospectives are touched; before anything of ours is imported."""
    for name in [name for name in os.environ if name.startswith(("PHASEBOOK_", "XDG_", "TEXTUAL"))]:
        del os.environ[name]
    os.environ |= {"HOME": str(folder), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PHASEBOOK_LANG": "en"}
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    # A place for temporary files, too: what other programs leave in the usual one is not ours to judge.
    temporary = folder / "temporary"
    temporary.mkdir(parents=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)


def _faults(asked: argparse.Namespace, folder: Path, seed: int) -> Iterator[Toll]:
    """What was asked for, one kind of fault after the other."""
    import tui.program.app  # noqa: F401  (loaded here once, and in no child)
    from tests.faults import disk, kills, together

    gc.freeze()  # no child need look over, and so copy, what was loaded for all of them
    chance = random.Random(seed)
    if asked.kills:
        yield from kills.kill(asked.kills, folder / "kills", chance)
    if asked.together:
        yield from together.together(folder / "together", whole=not asked.sample)
    if asked.disk and not disk.why_not():
        yield from disk.failing(folder / "disk", chance, whole=not asked.sample)


def main() -> int:
    """Do what was asked for; 0 where nothing was lost and nothing complained of."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, metavar="N", help="kill the program N times in all")
    parser.add_argument("--together", action="store_true", help="many programs on one file")
    parser.add_argument("--disk", action="store_true", help="a disk that fails; needs strace")
    parser.add_argument("--fuzz", type=int, metavar="N", help="make up N workbooks and N journals")
    parser.add_argument("--sample", action="store_true", help="a little of each")
    parser.add_argument("--seed", type=int, default=None, help="repeat the moments of an earlier run")
    asked = parser.parse_args()
    if asked.fuzz:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/faults/test_fuzz.py"]
        return subprocess.run(command, env={**os.environ, "FAULTS_EXAMPLES": str(asked.fuzz)}, check=False).returncode
    if not (asked.kills or asked.together or asked.disk):
        asked.kills, asked.together, asked.disk = 20 if asked.sample else 1000, True, True
    seed = time.time_ns() % 1_000_000 if asked.seed is None else asked.seed
    out = sys.stdout
    with tempfile.TemporaryDirectory(prefix="phasebook-faults-") as name:
        _own_home(Path(name) / "home")
        out.write(f"seed {seed}\n{'fault':<34}{'times':>6}{'at stake':>10}{'lost':>6}{'doubled':>9}{'errors':>8}\n")
        clean = True
        for toll in _faults(asked, Path(name), seed):
            clean = clean and toll.clean
            out.write(
                f"{toll.work:<34}{toll.tried:>6}{toll.at_stake:>10}"
                f"{len(toll.lost):>6}{len(toll.doubled):>9}{len(toll.errors):>8}\n"
            )
            for line in [*toll.lost, *toll.doubled, *toll.errors][:5]:
                out.write(f"    {line.strip()[-400:]}\n")
            out.flush()
        out.write("nothing lost\n" if clean else "SEE ABOVE\n")
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
