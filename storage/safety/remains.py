"""Where what was purged may stand beside the journal: in files of drafts and covered writing, and in damaged ones."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from storage.drafts import readable_rows
from storage.drafts.covered_file import SAID, TAKEN
from storage.drafts.draft_file import places, turn
from storage.entries.purged import Gone, of_row
from storage.errors import StorageError, from_sqlite
from storage.locations import DRAFTS, state_folder
from templates.words import _

Wanted = Mapping[str, Gone]
"""By retrospective, what was removed for good of it."""
_COLUMNS = {
    "drafts": "act, retrospective, kind, answer, person, heads, body",
    "sealed": "retrospective, id, kind, person",
    "sealed_by": "retrospective, question, person",
}
_KEYS = {"drafts": 1, "sealed": 2, "sealed_by": 3}


def forget_drafts(database: Path, wanted: Wanted) -> tuple[str, ...]:
    """Remove what was being typed or lies covered of what was purged; a sentence for each file where that cannot be."""
    left: list[str] = []
    for path in places(database):
        try:
            if path.exists():
                _forget(path, wanted)
        except (StorageError, sqlite3.Error, UnicodeError, OSError) as error:
            left.append(
                _("What was typed or lies covered in {path} could not be removed ({reason}).").format(
                    path=path, reason=error
                )
            )
    return (*left, *_others_drafts(database, wanted))


def drafts_told(database: Path, wanted: Wanted) -> Iterator[str]:
    """A sentence for each file of drafts that still holds what was purged."""
    for path in places(database):
        # One that cannot be read, or is damaged, is told as such.
        with contextlib.suppress(StorageError, sqlite3.Error, UnicodeError, OSError):
            if path.exists() and _holds(path, wanted):
                yield _(
                    "What was purged still stands among the drafts in {path}; `phasebook doctor --repair` removes it."
                ).format(path=path)
    yield from _others_drafts(database, wanted)


def _others_drafts(database: Path, wanted: Wanted) -> Iterator[str]:
    """Files of drafts that belong to a database of another name, and hold it: they may be somebody's own."""
    own = {os.path.realpath(path) for path in places(database)}
    beside, elsewhere = Path(os.path.realpath(database)).parent, state_folder() / "drafts"
    for folder in (beside, elsewhere):
        for path in sorted(folder.glob("*" + DRAFTS)):
            if os.path.realpath(path) in own:
                continue
            try:
                holds = _holds(path, wanted)
            except (StorageError, sqlite3.Error, UnicodeError, OSError):
                continue  # nothing says that it ever had to do with this database
            if holds:
                yield _(
                    "{path} belongs to a database of another name and holds what was purged; remove it by hand, or "
                    "purge there too."
                ).format(path=path)


def _forget(path: Path, wanted: Wanted) -> None:
    with turn(path), _opened(path) as db:
        db.execute("PRAGMA secure_delete = ON").fetchall()
        db.execute("PRAGMA synchronous = EXTRA").fetchall()
        db.execute("PRAGMA temp_store = MEMORY").fetchall()
        db.execute("BEGIN IMMEDIATE")
        for table, rows in _of_it(db, wanted).items():
            names = _COLUMNS[table].split(", ")[: _KEYS[table]]
            where = " AND ".join(f"{name} = ?" for name in names)
            db.executemany(f"DELETE FROM {table} WHERE {where}", [row[: _KEYS[table]] for row in rows])
        db.execute("COMMIT")
        db.execute("VACUUM")


def _holds(path: Path, wanted: Wanted) -> bool:
    with turn(path), _opened(path) as db:
        return any(_of_it(db, wanted).values())


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with contextlib.closing(readable_rows.connect(path, 5.0)) as db:
            yield db
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error


def _of_it(db: sqlite3.Connection, wanted: Wanted) -> dict[str, list[tuple[object, ...]]]:
    """The rows that belong to what was purged, by table."""
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    found: dict[str, list[tuple[object, ...]]] = {}
    belongs: dict[str, Callable[[tuple[object, ...]], bool]] = {
        "drafts": lambda row: of_row(wanted, str(row[1]), *row[2:]),
        "sealed": lambda row: of_row(wanted, str(row[0]), row[2], row[1], row[3]),
        "sealed_by": lambda row: _marked(wanted.get(str(row[0])), *map(str, row)),
    }
    for table in there & _COLUMNS.keys():
        rows = db.execute(f"SELECT {_COLUMNS[table]} FROM {table}").fetchall()
        found[table] = [tuple(row) for row in rows if belongs[table](tuple(row))]
    return found


def _marked(gone: Gone | None, retrospective: str, question: str, person: str) -> bool:
    """Whether a note of who has answered, or of what came by file, is about what was purged."""
    if gone is None:
        return False
    # What a file said of an answer stands behind its id.
    record = person.partition(" ")[0] if question in (SAID, TAKEN) else person
    # That an answer has come by file is kept: it is what keeps the file from bringing it again.
    return gone.takes_whole(retrospective) or (record in gone.records and question != TAKEN)


# -- damaged files -----------------------------------------------------------------------------------


def damaged_files(database: Path, ids: Collection[str]) -> Iterator[str]:
    """A sentence for each damaged file that was set aside and may hold it: nobody can say what is in one of ours.

    Args:
        database: the database's file.
        ids: what was purged; files under other names count where they hold one of these.
    """
    marks = [id.encode() for id in ids]
    beside, elsewhere = places(database)
    own = {f"{database.stem}-damaged-", f"{beside.stem}-damaged-", f"{elsewhere.stem}-damaged-"}
    for folder in dict.fromkeys((database.parent, beside.parent, elsewhere.parent)):
        for path in sorted(folder.glob("*-damaged-*")):
            if any(path.name.startswith(name) for name in own) or _mentions(path, marks):
                yield _("{path} was set aside damaged and may still hold it; remove it by hand.").format(path=path)


def _mentions(path: Path, marks: Collection[bytes]) -> bool:
    try:
        raw = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False
    return any(mark in raw for mark in marks)


def ids_of(wanted: Wanted) -> frozenset[str]:
    """All ids of what was purged, of entries and of what they are about."""
    return frozenset(id for gone in wanted.values() for id in gone.records | gone.entries)
