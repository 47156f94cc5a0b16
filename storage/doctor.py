"""Looking a database over: every hash, the tables against the journal, SQLite's own checks, permissions."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import stat
from dataclasses import dataclass
from typing import Any

from storage import tables
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
    for (line,) in connection.values("PRAGMA integrity_check"):
        if line != "ok":
            findings.append(_("SQLite finds the file damaged: {line}").format(line=line))
    entries = shelf.entries()
    broken = [entry for entry in entries if not entry.is_sound]
    findings += [
        _("Entry {id} of the journal does not match its own hash: its bytes were changed.").format(id=entry.id)
        for entry in broken
    ]
    derived = tables.derive(entries)
    for table, rows in derived.items():
        standing = {row["id"]: row for row in connection.rows(f"SELECT * FROM {table}")}
        different = sum(standing.get(row_id) != row for row_id, row in rows.items())
        extra = len(standing.keys() - rows.keys())
        # A workbook no retrospective uses any more is harmless.
        if table == "workbooks":
            extra = 0
        if different or extra:
            findings.append(
                _("Table {table} differs from the journal in {count} rows; the journal is right.").format(
                    table=table, count=different + extra
                )
            )
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(shelf.path.stat().st_mode)
        if mode & 0o077:
            findings.append(
                _("{path} can be read by other users (mode {mode}); run: chmod 600 {path}").format(
                    path=shelf.path, mode=f"{mode:04o}"
                )
            )
    (schema,) = connection.values("PRAGMA user_version")[0]
    facts = {
        "path": str(shelf.path),
        "entries": len(entries),
        "retrospectives": len(derived["retrospectives"]),
        "answers": len(derived["answers"]),
        "actions": len(derived["actions"]),
        "schema": schema,
        "sqlite": sqlite3.sqlite_version,
    }
    return Report(tuple(findings), facts)


def as_json(report: Report) -> str:
    """The report for scripts."""
    return json.dumps(
        {"ok": report.ok, "findings": list(report.findings), **report.facts}, ensure_ascii=False, indent=2
    )
