"""Whether every entry of a file still is what its id says: plain SQLite, nothing migrated, nothing written."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from storage.entries.entry import Entry
from storage.errors import Unwritable
from templates.words import _

COLUMNS = ("id", "retrospective", "laptop", "counter", "time", "act", "kind", "record", "saw", "fields", "nonce")


def sound_entry(row: Mapping[str, Any]) -> Entry | None:
    """The entry in a row, or None where it is not what its id says."""
    import json

    if not all(isinstance(row[name], int if name == "counter" else str) for name in COLUMNS):
        return None
    try:
        saw, fields = json.loads(row["saw"]), json.loads(row["fields"])
    except (ValueError, RecursionError):
        return None
    if not isinstance(saw, list) or not isinstance(fields, dict):
        return None
    if not all(isinstance(parent, str) for parent in saw):
        return None
    entry = Entry(
        row["id"],
        row["retrospective"],
        row["laptop"],
        row["counter"],
        row["time"],
        row["act"],
        row["kind"],
        row["record"],
        tuple(saw),
        MappingProxyType(fields),
        row["nonce"],
    )
    return entry if entry.is_sound else None


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file's journal as far as SQLite can read them, text that is no UTF-8 included.

    Raises:
        sqlite3.Error: where it can read no further.
    """
    with contextlib.closing(sqlite3.connect(path.absolute(), isolation_level=None, timeout=5.0)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        yield from (
            dict(zip(COLUMNS, row, strict=True))
            for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM entries")
        )


def unsound(path: Path, *, deadline: float = float("inf")) -> str:
    """What is wrong with a file, as one word for each kind of thing, or an empty text where it is sound.

    Raises:
        Unwritable: looking took longer than `deadline`, by `time.monotonic`.
    """
    try:
        for place, row in enumerate(rows_of(path)):
            if sound_entry(row) is None:
                return "entries"
            if place % 500 == 0 and time.monotonic() > deadline:
                raise Unwritable(_("{path} could not be checked in time; try again.").format(path=path))
        with contextlib.closing(sqlite3.connect(path.absolute(), isolation_level=None, timeout=5.0)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return "sqlite"
    except (sqlite3.Error, UnicodeError):
        return "sqlite"
    return ""
