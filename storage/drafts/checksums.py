"""A hash beside every draft and every covered answer, so that a bit that has turned is seen, and turned back.

They stand in tables of their own, without a place or a time: a draft's by its act, a covered answer's by its id.
Whatever writes or removes a row, be it an older program that knows nothing of this, takes its hash away by a trigger;
who has written it puts the new one there. A row without one is only not watched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from sqlite_utils import Database

Key: TypeAlias = tuple[object, ...]
"""What a row stands under: (act,), or (retrospective, id)."""

DRAFTS: Final = (
    "CREATE TABLE IF NOT EXISTS draft_sums (act TEXT PRIMARY KEY, sum TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TRIGGER IF NOT EXISTS drafts_written AFTER INSERT ON drafts
       BEGIN DELETE FROM draft_sums WHERE act = new.act; END""",
    """CREATE TRIGGER IF NOT EXISTS drafts_removed AFTER DELETE ON drafts
       BEGIN DELETE FROM draft_sums WHERE act = old.act; END""",
)
SEALED: Final = (
    """CREATE TABLE IF NOT EXISTS sealed_sums (
        retrospective TEXT NOT NULL, id TEXT NOT NULL, sum TEXT NOT NULL, PRIMARY KEY (retrospective, id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sealed_by_sums (
        retrospective TEXT NOT NULL, question TEXT NOT NULL, person TEXT NOT NULL, sum TEXT NOT NULL,
        PRIMARY KEY (retrospective, question, person)
    ) STRICT, WITHOUT ROWID""",
    *(
        f"""CREATE TRIGGER IF NOT EXISTS {table}_{done} AFTER {what} ON {table}
        BEGIN DELETE FROM {table}_sums WHERE {" AND ".join(f"{name} = {row}.{name}" for name in keys)}; END"""
        for table, keys in (("sealed", ("retrospective", "id")), ("sealed_by", ("retrospective", "question", "person")))
        for done, what, row in (("written", "INSERT", "new"), ("removed", "DELETE", "old"))
    ),
)
COLUMNS: Final[Mapping[str, str]] = {
    "drafts": "act, retrospective, question, kind, side, person, window, answer, heads, body, waiting, number",
    # Not the act: it is noted while a covered answer is being revealed.
    "sealed": "retrospective, id, question, kind, side, person, body",
    "sealed_by": "retrospective, question, person",
}
"""Table to the columns a hash is made of; the first ones are the row's key."""
_SUMS: Final[Mapping[str, str]] = {"drafts": "draft_sums", "sealed": "sealed_sums", "sealed_by": "sealed_by_sums"}
KEYS: Final[Mapping[str, int]] = {"drafts": 1, "sealed": 2, "sealed_by": 3}
"""How many columns the key has."""
LONGEST = 4000
"""Bytes up to which a row is tried with each of its bits turned: a second at most."""


def sum_of(values: Sequence[object]) -> str:
    """The hash of a row's columns."""
    text = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"), default=repr)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def read(db: Any, table: str) -> dict[Key, str]:
    """The hashes of a table's rows, by key; none where an older program made the file.

    Args:
        db: an open connection, of SQLite's own or sqlite-utils' kind.
        table: `drafts` or `sealed`.
    """
    sums = _SUMS[table]
    if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", [sums]).fetchone()[0]:
        return {}
    return {tuple(row[:-1]): row[-1] for row in db.execute(f"SELECT * FROM {sums}").fetchall()}


def put(db: Database, table: str, sums: Mapping[Key, str]) -> None:
    """Write hashes, in the order of their keys."""
    name, marks = _SUMS[table], ",".join("?" * (KEYS[table] + 1))
    for key in sorted(sums, key=str):
        db.execute(f"INSERT OR REPLACE INTO {name} VALUES ({marks})", [*key, sums[key]])


def changed(db: Any, there: Collection[str]) -> int:
    """How many rows and hashes do not belong to each other.

    Args:
        db: an open connection.
        there: the names of the tables there are.
    """
    count = 0
    for table, columns in COLUMNS.items():
        wanted = read(db, table) if table in there else {}
        for row in db.execute(f"SELECT {columns} FROM {table}").fetchall() if wanted else ():
            told = wanted.pop(tuple(row[: KEYS[table]]), None)
            count += told is not None and told != sum_of(row)
        # Whatever removes a row removes its hash.
        count += len(wanted)
    return count


def mended(row: Sequence[object], wanted: str) -> Key | None:
    """The row with the one bit turned back that makes it what its hash says; None where there is no such bit."""
    size = sum(len(value.encode("utf-8", "surrogateescape")) for value in row if isinstance(value, str))
    if size > LONGEST:
        return None
    for place, value in enumerate(row):
        for other in _one_bit_off(value):
            tried = (*row[:place], other, *row[place + 1 :])
            if sum_of(tried) == wanted:
                return tried
    return None


def _one_bit_off(value: object) -> Iterator[object]:
    if isinstance(value, str):
        raw = bytearray(value.encode("utf-8", "surrogateescape"))
        for place in range(len(raw)):
            for bit in range(8):
                raw[place] ^= 1 << bit
                yield raw.decode("utf-8", "surrogateescape")
                raw[place] ^= 1 << bit
    elif isinstance(value, int):
        yield from (value ^ 1 << bit for bit in range(63))


def says(one: object, other: str) -> bool:
    """Whether two hashes are the same, but for one sign at most: then it is the hash that was hit."""
    if not isinstance(one, str) or len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) < 2
