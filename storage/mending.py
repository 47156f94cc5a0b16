"""Saving what can be read of a damaged drafts' file: words being typed, and words written covered.

Drafts carry no hash, so damage is known only where SQLite itself sees it; what is saved is every row that still is one.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from storage import draftfile, replacing, salvage, sealed
from storage.errors import from_os, from_sqlite
from templates.words import _, ngettext

Row = tuple[Any, ...]


def is_damaged(path: Path) -> bool:
    """Whether SQLite finds a drafts' file damaged; one it cannot get at now is not."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        with contextlib.closing(_connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",))
    except sqlite3.OperationalError:
        return False
    except (sqlite3.DatabaseError, UnicodeError):
        return True


def mend(database: Path) -> list[str]:
    """Put what can be read of a database's damaged drafts into a fresh file in their place; what was done.

    Raises:
        StorageError: the file is in use or cannot be written; it is then as it was.
    """
    done: list[str] = []
    for path in draftfile.places(database):
        if not is_damaged(path):
            continue
        saved = _read(path)
        new = replacing.fresh(path)
        try:
            _write(new, saved)
            aside = replacing.set_aside(path)
            replacing.put_in_place(new, path)
        except OSError as error:
            raise from_os(error, path) from error
        finally:
            replacing.forget(new)
        count = sum(map(len, saved.values()))
        done += [
            ngettext(
                "{n} draft was saved from a damaged file.", "{n} drafts were saved from a damaged file.", count
            ).format(n=count),
            _("The damaged file is kept as {path}.").format(path=aside),
        ]
    return done


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path.absolute(), isolation_level=None, timeout=5.0)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return connection


def _is_draft(row: Sequence[object]) -> bool:
    texts, (heads, body), (waiting, number) = row[:8], row[8:10], row[10:]
    optional = (4, 5)  # side and person
    return (
        all(_is_text(value) or (place in optional and value is None) for place, value in enumerate(texts))
        and _holds(heads, list)
        and _holds(body, dict)
        and isinstance(waiting, int)
        and isinstance(number, int)
    )


def _is_sealed(row: Sequence[object]) -> bool:
    optional = (4, 5, 7)  # side, person and act
    return _holds(row[6], dict) and all(
        _is_text(value) or (place in optional and value is None) for place, value in enumerate(row)
    )


def _is_mark(row: Sequence[object]) -> bool:
    return all(_is_text(value) for value in row)


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # bytes that were no UTF-8
        return False
    return True


def _holds(text: object, kind: type) -> bool:
    if not isinstance(text, str) or not _is_text(text):
        return False
    try:
        return isinstance(json.loads(text), kind)
    except (ValueError, RecursionError):
        return False


_TABLES: Mapping[str, tuple[str, Callable[[Sequence[object]], bool]]] = {
    "drafts": (
        "act, retrospective, question, kind, side, person, window, answer, heads, body, waiting, number",
        _is_draft,
    ),
    "sealed": ("retrospective, id, question, kind, side, person, body, act", _is_sealed),
    "sealed_by": ("retrospective, question, person", _is_mark),
}
"""Table to its columns, as they stand in a record, and what a row of it looks like."""


def _read(path: Path) -> dict[str, dict[Row, Row]]:
    """Every row that can be read, by table and key: through SQLite, and out of the file's bytes."""
    saved: dict[str, dict[Row, Row]] = {table: {} for table in _TABLES}
    for values in salvage.rows(path.read_bytes(), b"\x35\x35", index_too=True):
        for table, (columns, looks_right) in _TABLES.items():
            if table != "sealed_by" and len(values) == columns.count(",") + 1 and looks_right(values):
                saved[table][values[: 1 if table == "drafts" else 2]] = values
    with contextlib.suppress(sqlite3.Error, UnicodeError), contextlib.closing(_connect(path)) as connection:
        for table, (columns, looks_right) in _TABLES.items():
            with contextlib.suppress(sqlite3.Error, UnicodeError):
                for row in connection.execute(f"SELECT {columns} FROM {table}"):
                    if looks_right(row):
                        saved[table][row[: {"drafts": 1, "sealed": 2}.get(table, 3)]] = row
    return saved


def _write(new: Path, saved: Mapping[str, Mapping[Row, Row]]) -> None:
    try:
        with contextlib.closing(sqlite3.connect(new.absolute(), isolation_level=None)) as raw:
            db = Database(raw, execute_plugins=False)
            db.execute("PRAGMA synchronous = EXTRA").fetchall()
            for statement in (draftfile.SCHEMA, *sealed.SCHEMA):
                db.execute(statement)
            db.execute("BEGIN IMMEDIATE")
            for table, rows in saved.items():
                columns = _TABLES[table][0]
                marks = ",".join("?" * (columns.count(",") + 1))
                # In the order of their keys, so that the places of covered rows tell nothing.
                for key in sorted(rows):
                    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows[key]))
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise from_sqlite(error, new) from error
