"""What can go wrong with a file, each as one sentence: what, where, what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from templates.words import _
from templates.words import reason as reason_of


class StorageError(Exception):
    """Something storage could not do; its text is the one sentence a user reads."""


class Locked(StorageError):
    """Another program holds the file; nothing was written, and trying again is safe."""


class Unwritable(StorageError):
    """The file cannot be written: read-only, full, failing."""


class Foreign(StorageError):
    """The file is not one of ours, or of a version this program cannot open."""


class Newer(Foreign):
    """The file is ours, and needs a newer program."""


class Damaged(StorageError):
    """The file cannot be read as a database, or its parts contradict each other."""


class Stays(StorageError):
    """What was done last cannot be taken back: everybody has seen it, or what it rests on is gone for good."""


class NotFound(StorageError):
    """No retrospective goes by that name."""


class RemovedForGood(NotFound):
    """What it is about was purged: nothing brings it back, and trying again is of no use."""


class Ambiguous(StorageError):
    """More than one retrospective goes by that name."""


def from_sqlite(error: sqlite3.Error, path: Path) -> StorageError:
    """The error of ours that says what SQLite's `error` about the file at `path` means to a user."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked(_("{path} is in use by another program; wait a moment and try again.").format(path=path))
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
        return Unwritable(
            _(
                "{path} was moved, replaced or deleted while it was open here, so nothing more is written to it; "
                "put it back, or leave and open the one that is to be used."
            ).format(path=path)
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return Unwritable(
            _("{path} is read-only; allow writing to it, or choose another file with --db.").format(path=path)
        )
    if code == sqlite3.SQLITE_FULL:
        return Unwritable(_("The disk of {path} is full; make room and try again.").format(path=path))
    if code == sqlite3.SQLITE_IOERR:
        return Unwritable(
            _("Reading or writing {path} failed ({reason}); check the disk and try again.").format(
                path=path, reason=error
            )
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, error)
    if code == sqlite3.SQLITE_CANTOPEN:
        return Unwritable(
            _(
                "{path} cannot be opened; check the folder and its permissions, or choose another file with --db."
            ).format(path=path)
        )
    return StorageError(_("{path} could not be used ({reason}); it was left as it is.").format(path=path, reason=error))


def damaged(path: Path, reason: object) -> Damaged:
    """The error that says that the file at `path` is damaged, and what to do."""
    return Damaged(
        _("{path} is damaged ({reason}) and was left as it is; `phasebook doctor --repair` saves what it can.").format(
            path=path, reason=reason
        )
    )


def from_os(error: OSError, path: Path) -> StorageError:
    """The error of ours that says what the operating system's `error` about `path` means to a user."""
    reason = reason_of(error)
    return Unwritable(
        _(
            "{path} cannot be used ({reason}); check the folder and its permissions, or choose another file with --db."
        ).format(path=path, reason=reason)
    )
