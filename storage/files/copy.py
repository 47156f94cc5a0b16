"""Copying a database with SQLite's own means, also while others write to it, and comparing copies."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from storage.errors import Damaged, Locked, damaged, from_sqlite
from storage.files.sound_entries import unsound
from templates.words import _


class _TooLongError(Exception):
    pass


def copy(source: Path, target: Path, *, deadline: float = float("inf")) -> None:
    """Copy a database with SQLite's own means over `target`, a file that exists, in one durable step.

    Args:
        source: the database; others may have it open.
        target: what is to hold it; others may have it open too, if it is a database.
        deadline: when to give up, by `time.monotonic`.

    Raises:
        StorageError: it could not be read, written or finished in time; `target` is then as it was.
    """

    # Python tries on for ever where a file is locked, but asks after each step.
    def going_on(_status: int, _left: int, _total: int) -> None:
        if time.monotonic() > deadline:
            raise _TooLongError

    about = source
    try:
        wait = max(0.05, min(5.0, deadline - time.monotonic()))
        reading = _connect(source, wait)
        try:
            # A read outside: whatever is wrong with the source is told of the source.
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            about = target
            writing = _connect(target, wait)
            try:
                writing.execute("PRAGMA synchronous = EXTRA")
                # Some pages at a time, so that whoever writes in between never waits long.
                reading.backup(writing, pages=2000, progress=going_on, sleep=0.02)
            finally:
                writing.close()
        finally:
            reading.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, about) from error
    except UnicodeDecodeError as error:
        raise damaged(about, error) from error
    except _TooLongError:
        raise Locked(
            _("{path} is in use by another program; wait a moment and try again.").format(path=about)
        ) from None


def _connect(path: Path, wait: float = 5.0) -> sqlite3.Connection:
    return sqlite3.connect(path.absolute(), isolation_level=None, timeout=wait)


def checked_copy(database: Path, target: Path, *, deadline: float = float("inf")) -> None:
    """Copy a database over `target` and check the copy.

    Raises:
        Damaged: the database, and so the copy, is not sound.
        StorageError: it could not be read or written, or not by `deadline`.
    """
    copy(database, target, deadline=deadline)
    if unsound(target, deadline=deadline):
        raise Damaged(
            _("{path} is damaged: no backup was taken, the earlier ones stay; `phasebook doctor` says more.").format(
                path=database
            )
        )


def holds_more(old: Path, new: Path) -> bool:
    """Whether a copy holds entries another lacks, but for purged ones; what cannot be read holds nothing."""
    try:
        connection = _connect(new)
        try:
            connection.execute("ATTACH ? AS old", [str(old.absolute())])
            purged = connection.execute("SELECT count(*) FROM main.sqlite_master WHERE name = 'purged'").fetchone()[0]
            gone = "AND id NOT IN (SELECT id FROM main.purged)" if purged else ""
            return bool(
                connection.execute(
                    f"SELECT EXISTS (SELECT 1 FROM old.entries WHERE id NOT IN (SELECT id FROM main.entries) {gone})"
                ).fetchone()[0]
            )
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeError):
        return False


def sync_folder(folder: Path) -> None:
    """See that names just given in a folder are on the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
