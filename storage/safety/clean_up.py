"""After a purge: removing it from drafts, backups and what killed programs left, or saying where it stays."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from storage.database.connection import Connection
from storage.entries.entry import PURGE, Entry
from storage.entries.purged import Gone
from storage.errors import StorageError
from storage.files import backup, replace
from storage.files.copy import copy, sync_folder
from storage.files.sound_entries import rows_of, unsound
from storage.safety import leftovers, remains
from storage.shelf import Shelf
from templates.words import _


def squeeze(shelf: Shelf) -> tuple[str, ...]:
    """Leave nothing of what was removed in the file, neither in a search index nor between the rows; what could not be.

    It is gone from the journal already: what fails here is told beside that, and holds up nothing that comes after.
    """
    try:
        shelf.connection.write(shelf.journal.index.scrub)
        shelf.connection.vacuum()
    except StorageError as error:
        return (
            _("{path} could not be written anew and may still hold traces of it ({reason}).").format(
                path=shelf.path, reason=error
            ),
        )
    return ()


def clean(database: Path) -> tuple[int, tuple[str, ...]]:
    """Remove what was ever purged from drafts, backups and what killed programs left.

    Each backup is replaced in one step by a checked copy of itself without it, so that as many days stay as there were.

    Returns:
        How many backups were written anew, and one sentence for each thing that stays.
    """
    with Shelf.open(database) as shelf:
        purges = [entry for entry in shelf.entries() if entry.kind == PURGE]
        if not purges:
            return 0, ()
        wanted = shelf.journal.all_gone()
        known = {str(row[0]) for row in shelf.connection.values("SELECT id FROM entries")}
    gone = {id for of in wanted.values() for id in of.entries}
    drafts = remains.forget_drafts(database, wanted)
    killed = leftovers.clear(database)
    rewritten, left = 0, list[str]()
    for one, owner in _copies(database, left):
        try:
            if not _holds(one.path, gone):
                continue
            if why := _why_not_ours(one, owner, known | gone, database):
                left.append(why)
                continue
            _rewrite(one.path, purges)
            rewritten += 1
        except (StorageError, sqlite3.Error, UnicodeError, OSError) as error:
            left.append(
                _(
                    "The backup {path} could not be written anew ({reason}) and may still hold it; remove it by hand."
                ).format(path=one.path, reason=error)
            )
    damaged = remains.damaged_files(database, remains.ids_of(wanted))
    return rewritten, (*damaged, *drafts, *killed.held, *killed.stuck, *left)


def at_start(database: Path, *, purged: bool = True) -> tuple[str, ...]:
    """Do what every start does: remove what killed programs left, and end a purge that was cut short.

    Args:
        database: the database's file.
        purged: whether anything was ever purged in it, or may have been.

    Returns:
        One sentence for each thing that stays and that no running program holds.
    """
    stuck = leftovers.clear(database).stuck
    try:
        if purged and is_unfinished(database):
            return clean(database)[1]
    except StorageError:
        # Who holds the file, or what is wrong with it, the start itself says; the next one looks again.
        return stuck
    return stuck


def is_unfinished(database: Path) -> bool:
    """Whether something that was purged still stands in a place where `clean` would remove it.

    For every start: it looks entries up and reads no file through, as `clean` does.
    """
    with Shelf.open(database) as shelf:
        wanted = shelf.journal.all_gone()
    if not wanted:
        return False
    gone = [id for of in wanted.values() for id in of.entries]
    if any(True for _told in remains.drafts_told(database, wanted)):
        return True
    for one, _owner in _copies(database, []):
        with contextlib.suppress(sqlite3.Error, UnicodeError), contextlib.closing(sqlite3.connect(one.path)) as copy_of:
            sql = "SELECT EXISTS (SELECT 1 FROM entries WHERE kind != ? AND id IN (SELECT value FROM json_each(?)))"
            if copy_of.execute(sql, [PURGE, json.dumps(gone)]).fetchone()[0]:
                return True
    return False


def still_held(database: Path, wanted: Mapping[str, Gone], known: Collection[str]) -> Iterator[str]:
    """What doctor says: a sentence for each file that still holds what was purged; nothing is changed.

    Args:
        database: the database's file.
        wanted: what was purged, by retrospective.
        known: the ids of all entries that stand.
    """
    if not wanted:
        return
    gone = {id for of in wanted.values() for id in of.entries}
    yield from remains.drafts_told(database, wanted)
    trouble: list[str] = []
    for one, owner in _copies(database, trouble):
        # What cannot be read is told as a damaged backup.
        with contextlib.suppress(sqlite3.Error, UnicodeError):
            if _holds(one.path, gone):
                yield _why_not_ours(one, owner, {*known, *gone}, database) or _(
                    "The backup {path} still holds what was purged; `phasebook doctor --repair` writes it anew."
                ).format(path=one.path)
    yield from trouble


def _copies(database: Path, trouble: list[str]) -> Iterator[tuple[backup.Backup, Path | None]]:
    """All backups that may be of this database, whatever it was called when they were taken, with whose they are."""
    yield from ((one, database) for one in backup.all_of(database))
    try:
        yield from backup.elsewhere(database)
    except OSError as error:
        trouble.append(
            _("{path} cannot be looked through ({reason}).").format(
                path=error.filename or backup.folder_of(database).parent, reason=error.strerror or error
            )
        )


def _why_not_ours(one: backup.Backup, owner: Path | None, known: Collection[str], database: Path) -> str:
    """Why a backup that holds it is not written anew, in a sentence; an empty text where it is this database's own.

    It is where it lies in the database's folder; and where no other database is there that it is of, and it holds
    nothing that does not stand, or stood, in this one: a journal only grows.
    """
    if owner == database:
        return ""
    if owner is not None and owner.is_file():
        return _("The backup {path} is of {owner} and holds it; purge there too, or remove it by hand.").format(
            path=one.path, owner=owner
        )
    if all(row["id"] in known for row in rows_of(one.path)):
        return ""
    return _(
        "The backup {path} holds it and more than this database ever held, and may be another's; remove it by hand."
    ).format(path=one.path)


def _holds(path: Path, gone: Collection[str]) -> bool:
    return any(row["id"] in gone and row["kind"] != PURGE for row in rows_of(path))


def _rewrite(path: Path, purges: Collection[Entry]) -> None:
    new = replace.fresh(path)
    try:
        copy(path, new)
        with Shelf(Connection(new, lock_wait=5.0)) as shelf:
            shelf.receive(purges)
            shelf.connection.write(shelf.journal.remove_purged)
            if trouble := squeeze(shelf):
                raise StorageError(trouble[0])
        if unsound(new):
            raise StorageError(_("it is damaged"))
        new.replace(path)
        sync_folder(path.parent)
    finally:
        replace.forget(new)
