"""Putting a database back to what a backup, or any copy of it, holds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from storage.database.connection import Connection, check_header, refuse_name
from storage.entries.entry import PURGE, Entry
from storage.errors import Damaged, Foreign, Newer, StorageError, Unwritable, from_os
from storage.files import backup, private, replace
from storage.files.backup import Backup
from storage.files.copy import copy
from storage.files.raw_pages import is_nobodys, scan
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates.words import _


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the state of before is."""

    retrospectives: int
    answers: int
    before: Backup | None
    """The backup of the state of before, or None where there was none that could be read."""
    aside: Path | None
    """Where a present file that was damaged is now kept."""
    purged: int
    """Entries of the copy that had been purged here since, and did not come back."""


def restore(source: Path, database: Path, *, patience: float = 10.0) -> Restored:
    """Make `database` hold what `source` holds; the present state is kept first.

    The copy is checked whole before anything is touched. Other windows that have the database open go on with
    what was put back.

    Args:
        source: the copy.
        database: what is to hold it.
        patience: seconds to wait for a program that is writing.

    Raises:
        StorageError: `source` is not a sound database of ours, the present state cannot be kept, or the database is
            in use or cannot be written; nothing was changed.
    """
    # What takes a file's place must not take the place of a link to it.
    database = Path(os.path.realpath(database))
    if not source.is_file():
        raise Unwritable(_("There is no file {path} to restore from.").format(path=source))
    if database.exists() and source.samefile(database):
        raise Unwritable(_("{path} is the database itself; name a backup of it.").format(path=source))
    refuse_name(database)
    try:
        private.folder(database.parent)
    except OSError as error:
        raise from_os(error, database) from error
    new = replace.fresh(database)
    try:
        _check_header(source)
        copy(source, new)
        retrospectives, answers, purged = _made_ready(new, source, _purges(database))
        kept, aside = _kept(database)
        replace.put_in_place(new, database, patience=patience)
    finally:
        replace.forget(new)
    return Restored(retrospectives, answers, kept, aside, purged)


def _check_header(source: Path) -> None:
    try:
        check_header(source)
    except Foreign:
        if scan(source).entries:
            raise _damaged(source) from None
        raise


def _made_ready(new: Path, source: Path, purges: list[Entry]) -> tuple[int, int, int]:
    """Check a copy, bring it up to date, and remove what was purged since; retrospectives, answers, entries removed."""
    try:
        with Shelf(Connection(new, lock_wait=5.0)) as shelf:
            report = examine(shelf)
            if report.damaged:
                raise _damaged(source)
            removed = 0
            if purges:
                shelf.receive(purges)
                removed = shelf.connection.write(shelf.journal.remove_purged)
            if not report.ok:
                shelf.rebuild()
            cards = shelf.cards(archived=None)
            if removed:
                shelf.connection.vacuum()
            return len(cards), sum(card.answers for card in cards), removed
    except Damaged as error:
        raise _damaged(source) from error
    except Newer as error:
        raise Newer(str(error).replace(str(new), str(source))) from error


def _damaged(source: Path) -> Damaged:
    return Damaged(
        _(
            "{path} is damaged, so nothing was restored; `phasebook --db {path} doctor --repair` "
            "saves what can be read in it, in a fresh file."
        ).format(path=source)
    )


def _purges(database: Path) -> list[Entry]:
    """What was purged in the present file, as far as it can be read."""
    if not database.is_file() or database.stat().st_size == 0:
        return []
    try:
        with Shelf.open(database) as shelf:
            return [entry for entry in shelf.entries() if entry.kind == PURGE]
    except Newer:
        raise  # what this program cannot read it must not replace: nobody could say what went with it
    except StorageError:
        return [entry for entry in scan(database).entries.values() if entry.kind == PURGE]


def _kept(database: Path) -> tuple[Backup | None, Path | None]:
    """Keep the present state: as a backup where it is sound, else by setting the file aside as it is."""
    if not database.exists() or database.stat().st_size == 0:
        return None, None
    try:
        check_header(database)
        return backup.take(database, "restore"), None
    except Damaged:
        pass
    except Foreign:
        if not scan(database).entries and not is_nobodys(database):
            raise  # another program's file is not ours to replace
    return None, replace.set_aside(database)
