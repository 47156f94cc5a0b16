"""Looking a database over: every hash, the tables against the journal, SQLite's own checks, backups, permissions."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.database import search_index
from storage.database.connection import Connection, Row
from storage.database.schema import expected
from storage.drafts import mend, strays
from storage.drafts.draft_file import places
from storage.entries import purged as gone
from storage.entries.entry import PURGE, Entry
from storage.errors import Locked, Newer, StorageError, Unwritable
from storage.files import backup
from storage.files.raw_pages import scan
from storage.files.sound_entries import sound_entry, unsound
from storage.records import all_tables
from storage.safety import clean_up, leftovers
from storage.safety import ours as permissions
from storage.shelf import Shelf
from templates.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what was found."""

    findings: tuple[str, ...]
    """One sentence per thing that is not as it should be."""
    facts: dict[str, Any]
    """Figures: path, entries, retrospectives, answers, actions, backups, SQLite's version, schema version."""
    damaged: bool = False
    """Whether the journal itself is damaged, so that making the tables anew is not enough."""

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def examine_file(path: Path, *, lock_wait: float = 5.0) -> Report:
    """Look a database over that may not even open.

    Args:
        path: the file.
        lock_wait: seconds to wait for another program's lock.

    Raises:
        StorageError: it cannot be read for a reason that is no damage, such as another program that holds it.
    """
    try:
        with Shelf.open(path, lock_wait=lock_wait) as shelf:
            return examine(shelf)
    except (Locked, Unwritable, Newer):
        raise
    except StorageError as error:
        found = str(error)
    except (ValueError, TypeError, LookupError) as error:
        # What stands where the file's own description should be is anything at all.
        found = _("{path} is damaged ({reason}).").format(path=path, reason=error)
    ours = len(scan(path).entries)
    if ours:
        found += " " + ngettext(
            "{n} entry of phasebook can still be read in it; `phasebook doctor --repair` saves it.",
            "{n} entries of phasebook can still be read in it; `phasebook doctor --repair` saves them.",
            ours,
        ).format(n=ours)
    facts = {"path": str(path), "entries": ours, "retrospectives": 0, "answers": 0, "actions": 0, "schema": 0}
    return Report((found, *_around(path)), facts | _about_backups(path), damaged=True)


def nothing(path: Path) -> Report:
    """The report on a database that nobody has begun yet."""
    facts = {"path": str(path), "entries": 0, "retrospectives": 0, "answers": 0, "actions": 0, "schema": None}
    return Report((), facts | _about_backups(path))


def examine(shelf: Shelf) -> Report:
    """Look a database over without changing anything."""
    connection = shelf.connection
    facts: dict[str, Any] = {
        "path": str(shelf.path),
        "entries": 0,
        "retrospectives": 0,
        "answers": 0,
        "actions": 0,
        "schema": 0,
    }
    findings: list[str] = []
    damaged: list[str] = []
    # Text that is no UTF-8 is damage to be told, not an error to stop at.
    connection.db.conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        # One moment: what another window keeps meanwhile must not look like a difference.
        with connection.reading():
            for look in (_sqlite, _journal, _tables):
                try:
                    look(connection, facts, findings, damaged)
                except (StorageError, UnicodeError) as error:
                    damaged.append(str(error))
    except StorageError as error:
        damaged.append(str(error))
    finally:
        connection.db.conn.text_factory = str
    facts |= _about_backups(shelf.path)
    told = (*damaged, *findings, *_around(shelf.path))
    return Report(tuple(dict.fromkeys(told)), facts, damaged=bool(damaged))


def _sqlite(connection: Connection, facts: dict[str, Any], findings: list[str], damaged: list[str]) -> None:
    """SQLite's own checks, and whether the file is laid out as this program lays it out."""
    ((facts["schema"],),) = connection.values("PRAGMA user_version")
    damaged += [
        _("SQLite finds the file damaged: {line}").format(line=line)
        for (lines,) in connection.values("PRAGMA integrity_check")
        for line in str(lines).splitlines()
        if line != "ok"
    ]
    here = {(kind, name): sql for kind, name, sql in connection.values("SELECT type, name, sql FROM sqlite_master")}
    for (kind, name), sql in expected().items():
        if here.get((kind, name)) != sql:
            findings.append(
                _("The {kind} {name} is not laid out as it should be; run `phasebook doctor --repair`.").format(
                    kind=kind, name=name
                )
            )
    about = dict(connection.values("SELECT key, value FROM about"))
    ((applied,),) = connection.values("SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'phasebook'")
    if about.get("program") != "phasebook" or not about.get("needs") or applied != facts["schema"]:
        findings.append(_("What the file says about itself is damaged; run `phasebook doctor --repair`."))


def _journal(connection: Connection, facts: dict[str, Any], findings: list[str], damaged: list[str]) -> None:
    """Every entry against its own hash."""
    del findings
    rows = connection.rows("SELECT * FROM entries")
    facts["entries"] = len(rows)
    damaged += [
        _("Entry {id} of the journal does not match its own hash: its bytes were changed.").format(id=row["id"])
        for row in rows
        if sound_entry(row) is None
    ]


def _tables(connection: Connection, facts: dict[str, Any], findings: list[str], damaged: list[str]) -> None:
    """The tables against what the journal adds up to."""
    del damaged
    rows = connection.rows("SELECT * FROM entries")
    entries: list[Entry] = []
    spoiled: list[Row] = []
    for row in rows:
        entry = sound_entry(row)
        if entry is not None:
            entries.append(entry)
        else:
            spoiled.append(row)
    derived = all_tables.derive(entries)
    facts |= {table: len(derived[table]) for table in ("retrospectives", "answers", "actions")}
    purged = derived["purged"]
    facts["passed_over"] = sum(entry.id in purged and entry.kind != PURGE for entry in entries)
    findings += clean_up.still_held(connection.path, gone.told(entries), {entry.id for entry in entries})
    doubtful = _doubtful(rows, spoiled)
    findings += _differences(connection, derived, doubtful)
    findings += _unfindable(connection, derived, doubtful)


def _doubtful(rows: Sequence[Row], spoiled: Sequence[Row]) -> set[str]:
    """The ids of what broken entries speak of: there the journal proves nothing about the tables."""
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
            yield _(
                "Table {table} differs from the journal in {count} rows; the journal is right, and "
                "`phasebook doctor --repair` makes the table anew."
            ).format(table=table, count=count)


def _unfindable(
    connection: Connection, derived: Mapping[str, Mapping[str, Row]], doubtful: Collection[str]
) -> Iterator[str]:
    """What a search would find wrongly or not at all."""
    standing = connection.values("SELECT record, retrospective, kind, pieces FROM findable")
    sound = not search_index.differences(standing, derived, doubtful)
    # Where another program is writing, or nobody may, SQLite cannot be asked: what it reads from is compared above.
    with contextlib.suppress(sqlite3.OperationalError):
        sound = sound and search_index.Index(connection.db).is_sound()
    if not sound:
        yield _("The search index differs from the tables; `phasebook doctor --repair` makes it anew.")


def _about_backups(path: Path) -> dict[str, Any]:
    copies = backup.all_of(path)
    return {
        "backups": len(copies),
        "newest_backup": copies[0].taken.isoformat().replace("+00:00", "Z") if copies else None,
        "backup_folder": str(backup.folder_of(path)),
        "sqlite": sqlite3.sqlite_version,
    }


def _around(path: Path) -> Iterator[str]:
    """What is found about backups, and about who may read what belongs to the database."""
    for one in backup.all_of(path):
        if unsound(one.path):
            yield _("The backup {path} is damaged; it will not be used.").format(path=one.path)
    for drafts in places(path):
        found = mend.look(drafts)
        if found.damaged:
            yield _("The drafts in {path} are damaged; `phasebook doctor --repair` saves what can be read.").format(
                path=drafts
            )
        elif found.changed:
            yield ngettext(
                "{n} draft in {path} is not what was written: its bytes were changed; `phasebook doctor --repair` "
                "turns back what can be turned back.",
                "{n} drafts in {path} are not what was written: their bytes were changed; `phasebook doctor --repair` "
                "turns back what can be turned back.",
                found.changed,
            ).format(n=found.changed, path=drafts)
    for stray in strays.found(path):
        yield _(
            "{path} holds drafts that were put under another name of this database; opening it, or "
            "`phasebook doctor --repair`, brings them to it."
        ).format(path=stray)
    yield from leftovers.told(path)
    for open_path, mode in permissions.open_to_others(path):
        wanted = "700" if open_path.is_dir() else "600"
        yield _("{path} can be read by other users (mode {mode}); run: chmod {wanted} {path}").format(
            path=open_path, mode=f"{mode:04o}", wanted=wanted
        )


def as_json(report: Report) -> str:
    """The report for scripts."""
    return json.dumps(
        {"ok": report.ok, "findings": list(report.findings), **report.facts}, ensure_ascii=False, indent=2
    )
