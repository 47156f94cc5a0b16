"""Who may read what belongs to a database: nobody but its owner."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from pathlib import Path

from storage import backup
from storage.draftfile import places
from storage.locations import state_folder


def of(database: Path) -> Iterator[tuple[Path, int]]:
    """Everything that belongs to a database and is there, with the mode it should have."""
    for path in (database, *(database.with_name(database.name + end) for end in ("-journal", "-wal", "-shm"))):
        yield path, 0o600
    for path in places(database):
        yield path, 0o600
        yield path.with_name(path.name + "-journal"), 0o600
    for folder in (backup.folder_of(database), backup.beside(database), state_folder() / "drafts"):
        yield folder, 0o700
    for one in backup.all_of(database):
        yield one.path, 0o600


def open_to_others(database: Path) -> Iterator[tuple[Path, int]]:
    """What others may read or write, with its mode."""
    for path, _wanted in of(database):
        with contextlib.suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077:
                yield path, mode


def close_to_others(database: Path) -> None:
    """Take away what others may do; where that is not allowed, `doctor` says so."""
    for path, wanted in of(database):
        with contextlib.suppress(OSError):
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(wanted)
