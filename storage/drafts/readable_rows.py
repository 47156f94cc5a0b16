"""Every row of a damaged drafts' file that can be read, as it was written where its hash can tell."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from storage.drafts import checksums, covered_file, draft_file
from storage.errors import from_sqlite
from storage.files import raw_pages

Row = tuple[Any, ...]
STATEMENTS = (draft_file.SCHEMA, *checksums.DRAFTS, *covered_file.SCHEMA)
"""What a drafts' file is made with."""


def connect(path: Path, lock_wait: float = 5.0) -> sqlite3.Connection:
    """A connection that reads text that is no UTF-8, too."""
    connection = sqlite3.connect(path.absolute(), isolation_level=None, timeout=lock_wait)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return connection


@lru_cache(maxsize=1)
def expected() -> Mapping[str, str | None]:
    """Each table and trigger of a drafts' file, and the statement that made it, as SQLite keeps it."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        return dict(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())


# -- what a row looks like -------------------------------------------------------------------------


def _is_draft(row: Sequence[object]) -> bool:
    texts, (heads, body), (waiting, number) = row[:8], row[8:10], row[10:]
    return (
        _are_texts(texts, optional=(4, 5))  # side and person
        and _holds(heads, list)
        and _holds(body, dict)
        and isinstance(waiting, int)
        and isinstance(number, int)
    )


def _is_sealed(row: Sequence[object]) -> bool:
    return _holds(row[6], dict) and _are_texts(row, optional=(4, 5, 7))  # side, person and act


def _is_mark(row: Sequence[object]) -> bool:
    return _are_texts(row, optional=())


def _are_texts(row: Sequence[object], *, optional: Sequence[int]) -> bool:
    return all(_is_text(value) or (place in optional and value is None) for place, value in enumerate(row))


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


TABLES: Mapping[str, tuple[str, Callable[[Sequence[object]], bool]]] = {
    "drafts": (checksums.COLUMNS["drafts"], _is_draft),
    "sealed": (checksums.COLUMNS["sealed"] + ", act", _is_sealed),
    "sealed_by": ("retrospective, question, person", _is_mark),
}
"""Table to its columns, as they stand in a record, and whether a row is one of it."""
_HEADS, _BODIES = 8, {"drafts": 9, "sealed": 6}
"""Where a draft says what it rests on, and where the words of a row stand."""


# -- reading -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Saved:
    """What was found in a file."""

    rows: dict[str, dict[Row, Row]] = field(default_factory=lambda: {table: {} for table in TABLES})
    """Table and key to row."""
    back: int = 0
    """In how many rows a bit was turned back."""
    doubtful: int = 0
    """How many rows are not what was written, or only its words."""
    lost: int = 0
    """How many rows are known of that cannot be read."""


def read(path: Path) -> Saved:
    """Every row that can be read, by table and key: through SQLite, and out of the file's bytes.

    Raises:
        OSError: the file cannot be read at all.
    """
    saved = Saved()
    data = path.read_bytes()
    # Out of the bytes come older versions of a row as well; what SQLite can read takes their place.
    for values in raw_pages.rows(data, b"\x35\x35", index_too=True):
        for table in _BODIES:
            _add(saved, table, values)
    hashes: dict[str, dict[Row, str]] = {}
    with contextlib.suppress(sqlite3.Error, UnicodeError), contextlib.closing(connect(path)) as connection:
        for table in TABLES:
            with contextlib.suppress(sqlite3.Error, UnicodeError):
                for row in connection.execute(f"SELECT {TABLES[table][0]} FROM {table}"):
                    _add(saved, table, row)
        for table in checksums.COLUMNS:
            with contextlib.suppress(sqlite3.Error, UnicodeError):
                hashes[table] = checksums.read(connection, table)
    for table in checksums.COLUMNS.keys() - hashes.keys():
        hashes[table] = _scattered(data, table)
    for table, wanted in hashes.items():
        _turn_back(saved, table, wanted)
    for table in TABLES:
        _make_whole(saved, table)
    return saved


def _scattered(data: bytes, table: str) -> dict[Row, str]:
    """The hashes that stand in a file's bytes where SQLite cannot read their table."""
    size = checksums.KEYS[table]
    found = raw_pages.rows(data, b"\x35" * size + b"\x81\x0d", index_too=True)
    return {values[:size]: str(values[size]) for values in found if len(values) == size + 1}


def _width(table: str) -> int:
    return TABLES[table][0].count(",") + 1


def _hashed(table: str) -> int:
    return checksums.COLUMNS[table].count(",") + 1


def _key(table: str, row: Row) -> Row:
    return row[: checksums.KEYS.get(table, len(row))]


def _add(saved: Saved, table: str, row: Row) -> None:
    """Take in what may be a row of a table: its words at least are there."""
    if len(row) == _width(table) and all(isinstance(value, str) for value in _key(table, row)):
        body = _BODIES.get(table)
        if body is None or isinstance(row[body], str):
            saved.rows[table][_key(table, row)] = row


def _turn_back(saved: Saved, table: str, wanted: Mapping[Row, str]) -> None:
    """Turn back single bits in rows that are not what their hash says."""
    rows, hashed = saved.rows[table], _hashed(table)
    for key, told in wanted.items():
        row = rows.get(key)
        if row is not None and checksums.says(told, checksums.sum_of(row[:hashed])):
            continue  # at most the hash itself was hit
        # Where the key itself was hit, the row stands under another, which has no hash.
        candidates = [row] if row is not None else [other for at, other in rows.items() if at not in wanted]
        if any(checksums.sum_of(one[:hashed]) == told for one in candidates):
            continue  # the hash's key was hit
        for one in candidates:
            found = checksums.mended(one[:hashed], told)
            if found is not None and _key(table, found) == key:
                rows.pop(_key(table, one))
                rows[key] = (*found, *one[hashed:])
                saved.back += 1
                break
        else:
            saved.doubtful += row is not None
            saved.lost += row is None


def _make_whole(saved: Saved, table: str) -> None:
    """Let what is no row any more be one again, with its words as far as they can be read."""
    looks_right = TABLES[table][1]
    for key, row in list(saved.rows[table].items()):
        if looks_right(row):
            continue
        del saved.rows[table][key]
        whole = [_readable(value) if isinstance(value, str) else value for value in row]
        if table in _BODIES and not _holds(whole[_BODIES[table]], dict):
            whole[_BODIES[table]] = json.dumps({"text": whole[_BODIES[table]]}, ensure_ascii=False)
        if table == "drafts" and not _holds(whole[_HEADS], list):
            whole[_HEADS] = "[]"
        if looks_right(whole):
            saved.rows[table][_key(table, tuple(whole))] = tuple(whole)


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# -- writing -----------------------------------------------------------------------------------------


def write(new: Path, saved: Saved) -> None:
    """Write what was found into a fresh file.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        with contextlib.closing(sqlite3.connect(new.absolute(), isolation_level=None)) as raw:
            db = Database(raw, execute_plugins=False)
            db.execute("PRAGMA synchronous = EXTRA").fetchall()
            for statement in STATEMENTS:
                db.execute(statement)
            db.execute("BEGIN IMMEDIATE")
            for table, rows in saved.rows.items():
                marks = ",".join("?" * _width(table))
                # In the order of their keys, so that the places of covered rows tell nothing.
                for key in sorted(rows):
                    db.execute(f"INSERT INTO {table} ({TABLES[table][0]}) VALUES ({marks})", list(rows[key]))
                if table in checksums.COLUMNS:
                    hashes = {key: checksums.sum_of(row[: _hashed(table)]) for key, row in rows.items()}
                    checksums.put(db, table, hashes)
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise from_sqlite(error, new) from error
