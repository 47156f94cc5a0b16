"""Files written aside before they are moved into place, and what is left of them where a program was killed.

Whoever writes one holds a lock on it that the system gives back when the program ends, however it ends: what is left
is told from what is being written without looking at a clock.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import tempfile
import time
from pathlib import Path

from storage.files.database_names import SQLITE

if sys.platform != "win32":
    import fcntl

_BEGINNING = ".phasebook-"
_OURS = re.compile(r"(\.(?:phasebook|taking)-[a-z0-9_]{8}(?:\.db)?)(?:-journal|-wal|-shm)?")
"""The names given here, and by earlier releases to backups on their way, with what SQLite puts beside them."""
GONE = 3600.0
"""Seconds without a write after which nobody is writing any more, where the file system knows no locks."""
_HELD: dict[Path, int] = {}
"""What this program is writing: the open files that hold the locks."""


def empty(folder: Path, suffix: str = "") -> Path:
    """An empty file (0600) in `folder`, this program's until `let_go`; what killed programs left there goes.

    Args:
        folder: where it is to stand.
        suffix: how its name ends; an empty text or `.db`.

    Raises:
        OSError: the folder cannot be written.
    """
    with contextlib.suppress(OSError):
        for left in all_in(folder):
            remove(left)
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=_BEGINNING, suffix=suffix)
        path = Path(name)
        if _lock(handle) is not False and _is_at(handle, path):
            _HELD[path] = handle
            return path
        # Between its making and its lock another program took it for one that was left.
        os.close(handle)


def let_go(path: Path) -> None:
    """Give back the lock on what `empty` has made: it was moved into place, or is to go."""
    handle = _HELD.pop(path, None)
    if handle is not None:
        os.close(handle)


def forget(path: Path) -> None:
    """Let go of what `empty` has made, and remove it where it still is, with what SQLite put beside it."""
    let_go(path)
    for suffix in ("", *SQLITE):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def all_in(folder: Path) -> list[Path]:
    """Our own plain files in a folder that are written aside, or were; links and folders of such a name are not ours.

    Raises:
        OSError: the folder cannot be read.
    """
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        return sorted(Path(entry.path) for entry in found if _OURS.fullmatch(entry.name) and _is_mine(entry))


def is_held(path: Path) -> bool:
    """Whether a running program is writing a file, or what it stands beside; where that cannot be told, it is so."""
    try:
        return not _unheld(path, remove=False)
    except OSError:
        return True


def remove(path: Path) -> bool:
    """Remove a file that was left; whether nobody holds it.

    Raises:
        OSError: it cannot be removed.
    """
    return _unheld(path, remove=True)


def _unheld(path: Path, *, remove: bool) -> bool:
    named = _OURS.fullmatch(path.name)
    of = path.with_name(named[1]) if named else path
    if of in _HELD:
        return False
    handle = None
    try:
        with contextlib.suppress(FileNotFoundError):
            handle = os.open(of, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        if handle is not None and not _is_free(handle):
            return False
        # Gone before its lock is: whoever has just made it sees that it was taken for one that was left.
        if remove:
            path.unlink(missing_ok=True)
        return True
    finally:
        if handle is not None:
            os.close(handle)


def _is_free(handle: int) -> bool:
    mine = _lock(handle)
    # Without locks only time tells: nothing of ours takes an hour.
    return mine if mine is not None else abs(time.time() - os.fstat(handle).st_mtime) > GONE


def _lock(handle: int) -> bool | None:
    """Take the lock of an open file: False where somebody has it, None where the file system knows no locks."""
    if sys.platform == "win32":  # it refuses to remove what somebody has open
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False


def _is_mine(entry: os.DirEntry[str]) -> bool:
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and (not hasattr(os, "getuid") or about.st_uid == os.getuid())
