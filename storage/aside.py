"""Files written aside before they are moved into place, and what is left of them where a program was killed."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from pathlib import Path

_BEGINNING = ".phasebook-"
_OURS = re.compile(re.escape(_BEGINNING) + r"[a-z0-9_]{8}(?:\.db(?:-journal|-wal|-shm)?)?")
"""The names given here, with what SQLite puts beside them."""
GONE = 3600.0
"""Seconds without a write after which nobody is writing any more: none of ours takes as long."""


def empty(folder: Path, suffix: str = "") -> Path:
    """An empty file (0600) in `folder`; what killed programs left there goes.

    Args:
        folder: where it is to stand.
        suffix: how its name ends; an empty text or `.db`.

    Raises:
        OSError: the folder cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=_BEGINNING, suffix=suffix)
    try:
        # By the clock of the folder's own disk, which may be another computer's.
        now = os.fstat(handle).st_mtime
    finally:
        os.close(handle)
    with contextlib.suppress(OSError):
        _clear(folder, now)
    return Path(name)


def _clear(folder: Path, now: float) -> None:
    """Remove our own plain files that nobody has written to for an hour; a link or a folder of such a name stays."""
    with os.scandir(folder) as found:
        left = [entry for entry in found if _OURS.fullmatch(entry.name)]
    for entry in left:
        with contextlib.suppress(OSError):
            about = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(about.st_mode) and now - about.st_mtime > GONE and _is_mine(about):
                Path(entry.path).unlink()


def _is_mine(about: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or about.st_uid == os.getuid()
