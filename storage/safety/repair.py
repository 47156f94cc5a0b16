"""Making a database whole again: its tables from its journal, and from a damaged file all that can be saved."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from storage.database.connection import Connection
from storage.drafts.mend import mend
from storage.entries.entry import Entry
from storage.errors import Damaged, Foreign, StorageError
from storage.files import backup, raw_pages, temporary
from storage.files import replace as replacing
from storage.files.raw_pages import Found
from storage.files.sound_entries import rows_of
from storage.ids import new_id
from storage.records import all_tables
from storage.safety import leftovers, ours
from storage.safety.clean_up import clean
from storage.safety.doctor import Report, examine, examine_file
from storage.safety.lost_words import (
    READ,
    headless,
    lost_words,
    rows_left,
)
from storage.shelf import Shelf
from templates.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done, and how the database stands now."""

    done: tuple[str, ...]
    """One sentence per thing that was done."""
    lost: tuple[str, ...]
    """One sentence per entry that could not be saved."""
    aside: Path | None
    """Where the damaged file was set aside."""
    report: Report
    """The look-over afterwards."""


def repair(database: Path) -> Repaired:
    """Make a database whole.

    Raises:
        StorageError: it is in use, belongs to another program, or the disk refuses; it is then as it was.
    """
    temporary.clear(temporary.edited())
    ours.close_to_others(database)
    cleared = leftovers.clear(database)
    killed = ngettext(
        "{n} file that a killed program had left was removed.",
        "{n} files that killed programs had left were removed.",
        cleared.removed,
    ).format(n=cleared.removed)
    mended = [*([killed] if cleared.removed else []), *mend(database)]
    # What takes a file's place must not take the place of a link to it.
    repaired = _repair(Path(os.path.realpath(database)))
    return replace(repaired, done=(*mended, *repaired.done))


def _repair(database: Path) -> Repaired:
    if database.exists() and database.stat().st_size:
        report = examine_file(database)
        is_ours = report.facts["entries"] or raw_pages.is_nobodys(database)
        if report.damaged and not is_ours and not _opens(database):
            # Whatever it is, there is nothing of ours in it to save: it is not ours to replace.
            Shelf.open(database).close()
        done = []
        if not report.damaged and not report.ok:
            with contextlib.suppress(Damaged):  # then more than the tables is, which the next look says
                done += [*_rebuild(database), *_clean(database)]
            report = examine_file(database)
        if not report.damaged:
            return Repaired(tuple(done), (), None, report)
    return _salvage(database)


def _opens(database: Path) -> bool:
    try:
        Shelf.open(database).close()
    except Foreign:
        return False
    except StorageError:
        return True
    return True


def _rebuild(database: Path) -> list[str]:
    """Make the tables anew; what was done."""
    backup.before(database, "repair")
    with Shelf.open(database) as shelf:
        if examine(shelf).ok:
            return []
        shelf.rebuild()
    return [_("The tables were made anew from the journal.")]


def _clean(database: Path) -> list[str]:
    """Write those backups anew that still hold what was purged; what was done, and what could not be."""
    rewritten, left = clean(database)
    told = ngettext(
        "{n} backup was written anew without what was purged.",
        "{n} backups were written anew without what was purged.",
        rewritten,
    )
    return [*([told.format(n=rewritten)] if rewritten else []), *left]


def _salvage(database: Path) -> Repaired:
    """Put everything that can be saved into a fresh file, in the damaged one's place."""
    found, left = _read(database)
    own = len(found.entries)
    spoken_of = raw_pages.known_ids(_bytes(database), found.entries) | found.broken.keys()
    _add_backups(database, found, spoken_of)
    if not found.entries:
        raise StorageError(
            _(
                "Nothing could be read in {path}, and there is no backup of it; it was left as it is. "
                "If a copy is anywhere, `phasebook restore FILE` takes it."
            ).format(path=database)
        )
    purged = all_tables.purged_rows(found.entries.values())
    entries = {id: entry for id, entry in found.entries.items() if id not in purged or entry.kind == "purge"}
    new = replacing.fresh(database)
    try:
        revived = _write(new, entries, left, found)
        aside = replacing.set_aside(database) if database.exists() and database.stat().st_size else None
        replacing.put_in_place(new, database)
    finally:
        replacing.forget(new)
    books = {
        all_tables.workbook_id(str(e.fields["workbook_text"])) for e in entries.values() if "workbook_text" in e.fields
    }
    lost = sorted(spoken_of - entries.keys() - purged.keys() - found.workbooks.keys() - books)
    return Repaired(
        tuple(_told(len(entries), len(entries) - own, len(revived), aside)),
        tuple(_name(id, found.broken.get(id)) for id in lost),
        aside,
        examine_file(database),
    )


def _bytes(database: Path) -> bytes:
    return database.read_bytes() if database.exists() else b""


def _read(database: Path) -> tuple[Found, Mapping[str, list[dict[str, Any]]]]:
    """All that stands in the file itself: in its bytes, through SQLite, and in what SQLite left beside it."""
    found = Found()
    left: Mapping[str, list[dict[str, Any]]] = {table: [] for table in READ}
    for suffix in ("", "-journal", "-wal"):
        path = database.with_name(database.name + suffix)
        if path.is_file():
            _merge(found, raw_pages.scan(path))
    if database.exists():
        with contextlib.suppress(sqlite3.Error, UnicodeError):
            for row in rows_of(database):
                found.add(row)
        left = rows_left(database)
    return found, left


def _merge(found: Found, more: Found) -> None:
    found.entries |= more.entries
    found.workbooks |= more.workbooks
    for id, row in more.broken.items():
        found.broken.setdefault(id, row)
    for id in found.entries:
        found.broken.pop(id, None)


def _add_backups(database: Path, found: Found, spoken_of: set[str]) -> None:
    """Add what only backups hold: all of those taken since the last restore; of older ones only what is spoken of.

    What was there before a restore was left behind on purpose.
    """
    since_restore = True
    for one in backup.all_of(database):
        since_restore = since_restore and one.reason != "restore"
        with contextlib.suppress(OSError):
            more = raw_pages.scan(one.path)
            if not since_restore:
                more.entries = {id: entry for id, entry in more.entries.items() if id in spoken_of}
            more.broken = {}
            _merge(found, more)


def _write(
    new: Path, entries: Mapping[str, Entry], left: Mapping[str, list[dict[str, Any]]], found: Found
) -> list[str]:
    """Make a fresh file of entries, with what the tables still say of lost ones; the records that were kept anew."""
    revived: list[str] = []
    with Shelf(Connection(new, lock_wait=5.0)) as shelf:

        def work() -> None:
            shelf.journal.put_back(entries.values())
            act = new_id()
            for retro, change in (*headless(entries.values(), left, found.workbooks), *lost_words(left, entries)):
                # A table may still hold, by its damage, what was purged.
                gone = shelf.gone(retro)
                if gone.takes_whole(retro) or gone.covers_change(change):
                    continue
                if shelf.journal.append(retro, [change], act):
                    revived.append(change.record)
            shelf.journal.rebuild()

        shelf.connection.write(work)
    return revived


def _told(saved: int, from_backups: int, revived: int, aside: Path | None) -> list[str]:
    told = [ngettext("{n} entry was saved.", "{n} entries were saved.", saved).format(n=saved)]
    if from_backups > 0:
        told.append(
            ngettext("{n} of them came from a backup.", "{n} of them came from backups.", from_backups).format(
                n=from_backups
            )
        )
    if revived:
        told.append(
            ngettext(
                "{n} thing whose entry was lost still stood in a table and was kept anew.",
                "{n} things whose entries were lost still stood in a table and were kept anew.",
                revived,
            ).format(n=revived)
        )
    if aside is not None:
        told.append(_("The damaged file is kept as {path}.").format(path=aside))
    return told


def _name(id: str, row: Mapping[str, Any] | None) -> str:
    """What can be said of an entry that could not be saved."""
    if row is None:
        return _("Entry {id} is lost: nothing of it can be read.").format(id=id)
    words = str(row["fields"]).encode("utf-8", "replace").decode()
    return _("Entry {id} is lost: of {kind} {record} from {time}; what stands there is damaged: {words}").format(
        id=id,
        kind=row["kind"],
        record=row["record"],
        time=row["time"],
        words=words if len(words) <= 200 else words[:199] + "…",
    )
