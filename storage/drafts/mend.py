"""Finding a damaged drafts' file, and putting what can be read of it in its place: words typed, and words covered.

Damage is what SQLite sees, a row that is none any more, and a row that is not what its hash says. A single bit that has
turned is turned back; what cannot be is saved as it stands, and said.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.drafts import checksums, readable_rows, strays
from storage.drafts.draft_file import places
from storage.errors import from_os
from storage.files import private, replace
from storage.locations import state_folder
from templates.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Look:
    """What is wrong with a drafts' file."""

    damaged: bool = False
    """Whether SQLite finds it damaged, or a row of it is none any more."""
    changed: int = 0
    """How many rows are not what their hash says."""

    def __bool__(self) -> bool:
        """Whether anything is."""
        return self.damaged or self.changed > 0


def look(path: Path, *, lock_wait: float = 5.0) -> Look:
    """What is wrong with a drafts' file; with one that cannot be got at within `lock_wait` seconds nothing is."""
    if not path.exists() or path.stat().st_size == 0:
        return Look()
    try:
        with contextlib.closing(readable_rows.connect(path, lock_wait)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return Look(damaged=True)
            laid_out = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            if not all(map(_is_as_it_was, laid_out)) and not connection.execute("PRAGMA user_version").fetchone()[0]:
                return Look(damaged=True)
            there = {name for _type, name, _sql in laid_out}
            for table, (columns, looks_right) in readable_rows.TABLES.items():
                if table in there and not all(map(looks_right, connection.execute(f"SELECT {columns} FROM {table}"))):
                    return Look(damaged=True)
            return Look(changed=checksums.changed(connection, there))
    except sqlite3.OperationalError as error:
        # A column or a table that is called otherwise is damage; a lock, or a disk that fails, says nothing.
        return Look(damaged=error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT))
    except (sqlite3.DatabaseError, UnicodeError):
        return Look(damaged=True)


def _is_as_it_was(row: tuple[str, str, str | None]) -> bool:
    """Whether a table or a trigger is laid out as a program of ours does; what it knows nothing of is let be.

    SQLite believes the name that stands in front of a statement, and finds the table under the one in it.
    """
    _type, name, sql = row
    known = readable_rows.expected()
    named = re.match(r"CREATE \w+ (\w+)", sql or "")
    return known[name] == sql if name in known else sql is None or bool(named and named[1] == name)


def mend(database: Path, *, lock_wait: float = 5.0) -> list[str]:
    """Put what can be read of damaged drafts in their place, and drafts from under other names; what was done.

    Args:
        database: the database's file.
        lock_wait: seconds to wait for whoever else writes to its drafts.

    Raises:
        StorageError: the file is in use or cannot be written; it is then as it was.
    """
    done: list[str] = []
    for path in (*places(database), *strays.found(database)):
        if look(path, lock_wait=lock_wait):
            with _only_one(path):
                # Another window may have mended it meanwhile.
                done += _mend(path) if look(path) else []
    if strays.found(database):
        with _only_one(places(database)[0]):
            done += strays.join(database)
    return done


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Let no other program mend the same file meanwhile, as far as the system has locks."""
    from filelock import FileLock, Timeout

    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:20]
    lock: FileLock | None = None
    try:
        lock = FileLock(private.folder(state_folder() / "mending") / f"{name}.lock", mode=private.FILE)
        lock.acquire(timeout=10)
    except (OSError, NotImplementedError, Timeout):
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _mend(path: Path) -> list[str]:
    try:
        saved = readable_rows.read(path)
        new = replace.fresh(path)
        try:
            readable_rows.write(new, saved)
            aside = replace.set_aside(path)
            replace.put_in_place(new, path)
        finally:
            replace.forget(new)
    except OSError as error:
        raise from_os(error, path) from error
    return [*_told(saved), _("The damaged file is kept as {path}.").format(path=aside)]


def _told(saved: readable_rows.Saved) -> Iterator[str]:
    count = sum(map(len, saved.rows.values()))
    yield ngettext(
        "{n} draft was saved from a damaged file.", "{n} drafts were saved from a damaged file.", count
    ).format(n=count)
    if saved.back:
        yield ngettext(
            "{n} of them had a bit turned; it was turned back.",
            "{n} of them had a bit turned; they were turned back.",
            saved.back,
        ).format(n=saved.back)
    if saved.doubtful:
        yield ngettext(
            "{n} of them is no longer all that was written; look it over.",
            "{n} of them are no longer all that was written; look them over.",
            saved.doubtful,
        ).format(n=saved.doubtful)
    if saved.lost:
        yield ngettext(
            "{n} draft is lost: nothing of it can be read.",
            "{n} drafts are lost: nothing of them can be read.",
            saved.lost,
        ).format(n=saved.lost)
