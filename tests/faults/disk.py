"""A disk that fails in the middle: every write and every sync of a command refused once, as the system refuses it.

strace does the refusing, so that it is SQLite and the system that meet it, and not a pretence of ours.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.safety.doctor import examine
from storage.shelf import Shelf
from tests.faults.terminal import PROGRAM, ROOT
from tests.faults.toll import Toll, notes_of
from tests.tui.walking import start

FAULTS = (
    ("pwrite64", "ENOSPC", "the disk is full"),
    ("pwrite64", "EDQUOT", "the quota is used up"),
    ("pwrite64", "EIO", "writing fails"),
    ("fdatasync,fsync", "EIO", "syncing fails"),
    ("openat", "EROFS", "opening fails"),
    ("unlink", "EIO", "removing fails"),
)
MOST = 1000
"""Calls of one kind no command makes: whoever comes there would refuse for ever."""


def why_not() -> str:
    """Why strace cannot be used here, or an empty text."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not watch programs here"


def refused(database: Path, calls: str, error: str, when: int, command: Sequence[str]) -> tuple[int, str, str, bool]:
    """Run a command whose `when`-th call on the database's files is refused.

    Returns:
        Its exit code, its output, what it said, and whether there was such a call.
    """
    log = database.with_suffix(".calls")
    files = [f"{database}{end}" for end in ("", "-journal")] + [str(database.parent)]
    done = subprocess.run(
        [
            *("strace", "-f", "-o", str(log), "-e", f"trace={calls}"),
            *("-e", f"inject={calls}:error={error}:when={when}"),
            *(part for file in files for part in ("-P", file)),
            *PROGRAM,
            *("--db", str(database)),
            *command,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr, "(INJECTED)" in log.read_text(encoding="utf-8", errors="replace")


def failing(folder: Path, chance: random.Random, *, whole: bool) -> Iterator[Toll]:
    """Each fault at each call it can befall, or a few of them."""
    folder.mkdir(parents=True)
    for calls, error, words in FAULTS if whole else chance.sample(FAULTS, k=2):
        toll = Toll(words + f" ({error})")
        for when in itertools.count(1) if whole else [chance.randrange(1, 5)]:
            database = folder / f"{error}-{when}-{len(words)}.db"
            retro = start(database)
            with Shelf.open(database) as shelf:
                before = len(shelf.entries())
            command = ("answer", retro, "hope", "--side", "client", "-m", "a note")
            code, out, said, happened = refused(database, calls, error, when, command)
            with Shelf.open(database) as shelf:
                kept = notes_of(shelf.page(retro))
                toll.errors += examine(shelf).findings
                new = len(shelf.entries()) - before
            # Where there was no such call any more, every one has been refused once.
            toll.tried += happened
            if code == 0:
                toll.expect({"a note"}, kept)
            elif code != 1 or out or len(said.strip().splitlines()) != 1 or "Traceback" in said:
                toll.errors.append(f"{when}: {code} {out} {said}")
            if new not in (0, 1) or len(kept) != new:
                toll.errors.append(f"{when}: half a thing is there: {new} entries, {kept}")
            if not happened:
                break
            if when >= MOST:
                raise AssertionError(f"{calls} are called without an end")
        yield toll
