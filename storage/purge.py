"""Removing for good: an answer, a person with all they wrote, or a whole retrospective; from journal, drafts, backups.

The one act that undo does not take back. What takes the place of the removed entries is one that lists their ids, so
that no import or sync ever brings them back; nothing of what they said is left in it.
"""

from __future__ import annotations

import contextlib
import glob
import json
import re
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from storage import backup, replacing
from storage.connection import Connection
from storage.copying import copy, sync_folder
from storage.draftfile import places
from storage.entries import PURGE, Entry
from storage.errors import NotFound, StorageError
from storage.sealed import SAID
from storage.shelf import Shelf
from storage.soundness import rows_of, unsound
from templates.names import alike
from templates.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be removed."""

    retrospective: str
    ids: tuple[str, ...]
    """The entries."""
    records: frozenset[str]
    """The answers, people, actions… they are about."""
    answers: int
    """How many answers stand among them."""
    whole: bool = False
    """Whether it is all of the retrospective."""
    name: str = ""
    """The person's name, where it is a person."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, and what could not be."""

    entries: int
    backups: int
    """How many backups were written anew without it."""
    left: tuple[str, ...]
    """One sentence per thing that may still hold it."""


# -- what is meant -----------------------------------------------------------------------------------


def plan_retrospective(shelf: Shelf, retrospective: str) -> Plan:
    """All of a retrospective."""
    entries = _entries(shelf, retrospective)
    return _plan(shelf, retrospective, {entry.record for entry in entries}, entries, whole=True)


def plan_answer(shelf: Shelf, retrospective: str, key: str) -> Plan:
    """One answer, deleted ones included, by its id or an unambiguous beginning of it.

    Raises:
        NotFound: no answer, or more than one, goes by that id.
    """
    entries = _entries(shelf, retrospective)
    records = {entry.record for entry in entries if entry.kind == "answer" and key and entry.record.startswith(key)}
    if len(records) != 1 and key not in records:
        said = _("“{key}” begins more than one id; write more of it.") if records else _("There is no answer “{key}”.")
        raise NotFound(said.format(key=key))
    return _plan(shelf, retrospective, {key} if key in records else records, entries)


def plan_person(shelf: Shelf, retrospective: str, name: str) -> Plan:
    """Everybody who was ever called `name`, with all they have written.

    Raises:
        NotFound: nobody was ever called that.
    """
    entries = _entries(shelf, retrospective)
    folded = alike(name)
    people = {
        entry.record
        for entry in entries
        if entry.kind == "person" and alike(str(entry.fields.get("name", ""))) == folded
    }
    if not people:
        raise NotFound(_("There is nobody called {name} in this retrospective.").format(name=name))
    theirs = {entry.record for entry in entries if entry.fields.get("person") in people}
    return _plan(shelf, retrospective, people | theirs, entries, name=name.strip())


def _entries(shelf: Shelf, retrospective: str) -> list[Entry]:
    return [entry for entry in shelf.entries(retrospective) if entry.kind != PURGE]


def _plan(
    shelf: Shelf,
    retrospective: str,
    records: Collection[str],
    entries: Collection[Entry],
    *,
    whole: bool = False,
    name: str = "",
) -> Plan:
    page = shelf.page(retrospective)
    standing = sum(answer.id in records for answer in page.answers)
    ids = tuple(entry.id for entry in entries if entry.record in records)
    return Plan(retrospective, ids, frozenset(records), standing, whole, name)


# -- doing it ----------------------------------------------------------------------------------------


def purge(database: Path, plan: Plan) -> Purged:
    """Remove what `plan` names, from the journal first, then from drafts and backups.

    Whatever ends the program in between, the journal knows what was purged: `clean`, which `doctor --repair` and the
    next purge call, does the rest.

    Raises:
        StorageError: the database is in use or cannot be written; nothing was removed.
    """
    backup.before(database, "purge")
    with Shelf.open(database) as shelf:
        shelf.connection.write(lambda: shelf.journal.purge(plan.retrospective, plan.ids, plan.records))
        _squeeze(shelf)
        left = [*_mentions(shelf, plan), *_damaged_files(database)]
    _forget_drafts(database, plan)
    rewritten, still = clean(database)
    return Purged(len(plan.ids), rewritten, (*left, *still))


def finish(database: Path) -> Purged:
    """Remove here what was purged on other laptops and is only passed over so far.

    Raises:
        StorageError: the database is in use or cannot be written; nothing was removed.
    """
    with Shelf.open(database) as shelf:
        removed = shelf.connection.write(shelf.journal.remove_purged)
        if removed:
            _squeeze(shelf)
    rewritten, left = clean(database)
    return Purged(removed, rewritten, left)


def passed_over(shelf: Shelf) -> int:
    """How many entries were purged on other laptops and still stand in this file."""
    sql = "SELECT count(*) FROM entries WHERE kind != ? AND id IN (SELECT id FROM purged)"
    return int(shelf.connection.values(sql, [PURGE])[0][0])


def _squeeze(shelf: Shelf) -> None:
    """Leave nothing of what was removed in the file: neither in a search index nor between the rows."""
    shelf.connection.write(shelf.journal.index.scrub)
    shelf.connection.vacuum()


def _mentions(shelf: Shelf, plan: Plan) -> list[str]:
    """Where a purged person's name still stands in what others wrote."""
    if not plan.name:
        return []
    word = re.escape(json.dumps(plan.name, ensure_ascii=False)[1:-1])
    # In Chinese nothing stands between a name and the next word.
    pattern = re.compile(rf"(?<!\w){word}(?!\w)" if plan.name.isascii() else word, re.IGNORECASE)
    others = [entry for entry in _entries(shelf, plan.retrospective) if entry.kind != "retrospective"]
    count = len({e.record for e in others if pattern.search(json.dumps(dict(e.fields), ensure_ascii=False))})
    nameless = any(entry.fields.get("anonymous") for entry in others)
    told = [_("What {name} wrote without a name cannot be told apart and stays.").format(name=plan.name)] * nameless
    if not count:
        return told
    return [
        *told,
        ngettext(
            "The name {name} still stands in {n} other answer or action; change it there, or purge that too.",
            "The name {name} still stands in {n} other answers or actions; change it there, or purge those too.",
            count,
        ).format(name=plan.name, n=count),
    ]


def _damaged_files(database: Path) -> list[str]:
    """The damaged files that repairs and restores have set aside: nobody can say what is in them."""
    stem, suffix = glob.escape(database.stem), glob.escape(database.suffix)
    names = sorted(database.parent.glob(f"{stem}-damaged-*{suffix}"))
    # The drafts' as well, wherever they stand.
    names += [
        path for place in places(database) for path in sorted(place.parent.glob(f"{glob.escape(place.stem)}-damaged-*"))
    ]
    return [
        _("{path} was set aside damaged and may still hold it; remove it by hand.").format(path=path) for path in names
    ]


def _forget_drafts(database: Path, plan: Plan) -> None:
    """Remove what was being typed, wherever a draft belongs to what was purged."""
    for path in places(database):
        if not path.exists():
            continue
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(path.absolute(), isolation_level=None, timeout=5.0)) as connection,
        ):
            connection.execute("PRAGMA secure_delete = ON")
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
                for column in {"id", "answer", "person"} & columns:
                    connection.executemany(
                        f"DELETE FROM {table} WHERE {column} = ?", [(record,) for record in plan.records]
                    )
                if table == "sealed_by":
                    # What a file said of an answer stands behind its id.
                    connection.executemany(
                        "DELETE FROM sealed_by WHERE question = ? AND person LIKE ? || ' %'",
                        [(SAID, record) for record in plan.records],
                    )
                if plan.whole and "retrospective" in columns:
                    connection.execute(f"DELETE FROM {table} WHERE retrospective = ?", [plan.retrospective])
            connection.execute("VACUUM")


# -- backups -----------------------------------------------------------------------------------------


def clean(database: Path) -> tuple[int, tuple[str, ...]]:
    """Write every backup anew that still holds purged entries; how many, and what could not be.

    Each is replaced in one step by a checked copy of itself without them, so that as many days stay as there were.
    """
    with Shelf.open(database) as shelf:
        purges = [entry for entry in shelf.entries() if entry.kind == PURGE]
    if not purges:
        return 0, ()
    gone = {id for entry in purges for id in _listed(entry)}
    rewritten, left = 0, list[str]()
    for one in backup.all_of(database):
        try:
            if not _holds(one.path, gone):
                continue
            _rewrite(one.path, purges)
            rewritten += 1
        except (StorageError, sqlite3.Error, UnicodeError, OSError) as error:
            left.append(
                _(
                    "The backup {path} could not be written anew ({reason}) and may still hold it; remove it by hand."
                ).format(path=one.path, reason=error)
            )
    return rewritten, tuple(left)


def _listed(entry: Entry) -> list[str]:
    ids = entry.fields.get("purged")
    return [id for id in ids if isinstance(id, str)] if isinstance(ids, list) else []


def _holds(path: Path, gone: Collection[str]) -> bool:
    return any(row["id"] in gone and row["kind"] != PURGE for row in rows_of(path))


def _rewrite(path: Path, purges: Collection[Entry]) -> None:
    new = replacing.fresh(path)
    try:
        copy(path, new)
        with Shelf(Connection(new, lock_wait=5.0)) as shelf:
            shelf.receive(purges)
            shelf.connection.write(shelf.journal.remove_purged)
            _squeeze(shelf)
        if unsound(new):
            raise StorageError(_("it is damaged"))
        new.replace(path)
        sync_folder(path.parent)
    finally:
        replacing.forget(new)
