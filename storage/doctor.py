"""Looking a database over: every hash, the tables against the journal, SQLite's own checks, permissions."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage import search, tables
from storage.connection import Connection, Row
from storage.entries import Entry
from storage.errors import Damaged
from storage.journal import entry_of
from storage.shelf import Shelf
from templates.words import _


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what was found."""

    findings: tuple[str, ...]
    """One sentence per thing that is not as it should be."""
    facts: dict[str, Any]
    """Figures: path, entries, retrospectives, answers, actions, SQLite's version, schema version."""

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def examine(shelf: Shelf) -> Report:
    """Look a database over without changing anything."""
    connection = shelf.connection
    findings: list[str] = []
    facts: dict[str, Any] = {
        "path": str(shelf.path),
        "entries": 0,
        "retrospectives": 0,
        "answers": 0,
        "actions": 0,
        "schema": 0,
        "sqlite": sqlite3.sqlite_version,
    }
    try:
        # One moment: what another window keeps meanwhile must not look like a difference.
        with connection.reading():
            ((facts["schema"],),) = connection.values("PRAGMA user_version")
            findings += [
                _("SQLite finds the file damaged: {line}").format(line=line)
                for (line,) in connection.values("PRAGMA integrity_check")
                if line != "ok"
            ]
            rows = connection.rows("SELECT * FROM entries")
            facts["entries"] = len(rows)
            entries, broken = _sorted_out(rows)
            findings += [
                _("Entry {id} of the journal does not match its own hash: its bytes were changed.").format(id=id)
                for id in broken
            ]
            derived = tables.derive(entries)
            facts |= {table: len(derived[table]) for table in ("retrospectives", "answers", "actions")}
            findings += _differences(connection, derived, _doubtful(rows, broken))
            findings += _unfindable(shelf, derived, _doubtful(rows, broken))
    except Damaged as error:
        findings.append(str(error))
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(shelf.path.stat().st_mode)
        if mode & 0o077:
            findings.append(
                _("{path} can be read by other users (mode {mode}); run: chmod 600 {path}").format(
                    path=shelf.path, mode=f"{mode:04o}"
                )
            )
    return Report(tuple(findings), facts)


def _sorted_out(rows: Sequence[Row]) -> tuple[list[Entry], list[str]]:
    """The entries that can be read, and the ids of those whose bytes are not what they were."""
    entries: list[Entry] = []
    broken: list[str] = []
    for row in rows:
        try:
            entry = entry_of(row)
        except ValueError:
            broken.append(row["id"])
            continue
        entries.append(entry)
        if not entry.is_sound:
            broken.append(entry.id)
    return entries, broken


def _doubtful(rows: Sequence[Row], broken: Collection[str]) -> set[str]:
    """The ids of what broken entries speak of: there the journal proves nothing about the tables."""
    spoiled = [row for row in rows if row["id"] in broken]
    acts = {row["record"] for row in spoiled}
    taken_back = {row["record"] for row in rows if row["act"] in acts}
    return taken_back | acts | {row["retrospective"] for row in spoiled}


def _differences(
    connection: Connection, derived: Mapping[str, Mapping[str, Row]], doubtful: Collection[str]
) -> Iterator[str]:
    for table, rows in derived.items():
        standing = {row["id"]: row for row in connection.rows(f"SELECT * FROM {table}")}
        # A workbook no retrospective uses any more is harmless.
        extra = set() if table == "workbooks" else standing.keys() - rows.keys()
        different = {id for id, row in rows.items() if standing.get(id) != row} | extra
        if count := len(different - set(doubtful)):
            yield _("Table {table} differs from the journal in {count} rows; the journal is right.").format(
                table=table, count=count
            )


def _unfindable(shelf: Shelf, derived: Mapping[str, Mapping[str, Row]], doubtful: Collection[str]) -> Iterator[str]:
    """What a search would find wrongly or not at all."""
    standing = shelf.connection.values("SELECT record, retrospective, kind, pieces FROM findable")
    count = len(search.differences(standing, derived, doubtful))
    # Where another program is writing, or nobody may, SQLite cannot be asked: what it reads from is compared above.
    with contextlib.suppress(sqlite3.OperationalError):
        count = count or (not shelf.journal.index.is_sound())
    if count:
        yield _("The search index differs from the tables; searching may miss what is there. The tables are right.")


def as_json(report: Report) -> str:
    """The report for scripts."""
    return json.dumps(
        {"ok": report.ok, "findings": list(report.findings), **report.facts}, ensure_ascii=False, indent=2
    )
