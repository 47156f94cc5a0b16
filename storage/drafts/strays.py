"""Drafts and covered writing that earlier programs put under another name of a database, and bringing them to it.

Whoever opened a database through a link got a file of drafts beside the link: what was covered there was not covered
here. Today everything of a database hangs on its real path; what lies elsewhere is brought over, and that is said.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from storage.drafts.covered_file import Sealed, SealedFile, standing
from storage.drafts.draft_file import (
    ANONYMOUS,
    Draft,
    DraftFile,
    places,
    places_by_name,
    saved,
)
from storage.errors import StorageError, from_os, from_sqlite
from storage.files import private, replace
from storage.locations import real
from templates.words import ngettext


def found(database: Path) -> tuple[Path, ...]:
    """The files of drafts that stand under other names of a database."""
    own = [path for path in places(database) if path.exists()]
    strays = dict.fromkeys(path for name in _names(database) for path in places_by_name(name))
    return tuple(path for path in strays if path.is_file() and not any(path.samefile(one) for one in own))


def _names(database: Path) -> Iterator[Path]:
    """The other names a database is known to go by: the one it was opened by, and links beside that and beside it."""
    whole = real(database)
    named = database.absolute()
    if named != whole:
        yield named
    for folder in dict.fromkeys((named.parent, whole.parent)):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            links = [Path(entry.path) for entry in entries if entry.is_symlink()]
            yield from (link for link in links if link != named and real(link) == whole)


def join(database: Path) -> list[str]:
    """Bring what stands under other names to the database's own drafts; a sentence for each file.

    What both have under one id stays as it stands here, and the other is kept beside it and named. Whatever ends the
    program in between, nothing is lost and nothing doubled: a file goes once all that is in it is on the disk here.

    Raises:
        StorageError: one of the files is in use or cannot be read or written.
    """
    return [sentence for stray in found(database) for sentence in _join(stray, database)]


def _join(stray: Path, database: Path) -> Iterator[str]:
    try:
        drafts = _drafts(stray)
        covered, marks = standing(stray)
    except sqlite3.Error as error:
        raise from_sqlite(error, stray) from error
    brought = _bring_drafts(drafts, database)
    both = _bring_covered(covered, marks, database)
    count = brought + len(covered) - both
    if both:
        aside = _kept(stray, database)
        yield ngettext(
            "{n} covered answer stands otherwise in {path}, which this database was once opened through; "
            "look it over there.",
            "{n} covered answers stand otherwise in {path}, which this database was once opened through; "
            "look them over there.",
            both,
        ).format(n=both, path=aside)
    else:
        replace.forget(stray)
    if count:
        yield ngettext(
            "{n} draft or covered answer stood in {path}, under another name of this database; it is here now.",
            "{n} drafts and covered answers stood in {path}, under another name of this database; they are here now.",
            count,
        ).format(n=count, path=stray)


def _drafts(path: Path) -> list[Draft]:
    with contextlib.closing(sqlite3.connect(path.absolute(), isolation_level=None, timeout=1.0)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'drafts'").fetchone()[0]:
            return []
        retrospectives = [str(row[0]) for row in connection.execute("SELECT DISTINCT retrospective FROM drafts")]
    return [draft for retrospective in retrospectives for draft in saved(path, retrospective)]


def _bring_drafts(drafts: list[Draft], database: Path) -> int:
    """Write those that are newer than what stands here; how many."""
    beside, elsewhere = places(database)
    here: dict[str, Draft] = {}
    for path in (beside, elsewhere):
        if path.exists():
            here |= {draft.act: draft for draft in _drafts(path)}
    newer = [one for one in drafts if one.act not in here or one.number > here[one.act].number]
    if not newer:
        return 0
    try:
        file = DraftFile(beside, elsewhere)
    except StorageError:
        private.folder(elsewhere.parent)
        file = DraftFile(elsewhere, beside)
    try:
        for draft in sorted(newer, key=lambda one: (not one.kind.startswith(ANONYMOUS), one.number)):
            file.write({draft.act: draft}, draft.window)
    finally:
        file.close()
    return len(newer)


def _bring_covered(covered: list[Sealed], marks: list[tuple[str, str, str]], database: Path) -> int:
    """Write what does not stand here yet; how many stand here under the same id and say something else."""
    both = 0
    file = SealedFile(database, lock_wait=1.0)
    try:
        for retrospective in sorted({one.retrospective for one in covered} | {mark[0] for mark in marks}):
            here = {one.id: one for one in file.all(retrospective)}
            theirs = [one for one in covered if one.retrospective == retrospective]
            both += sum(one.id in here and here[one.id] != one for one in theirs)
            more = [one for one in theirs if one.id not in here]
            file.take(retrospective, more, [mark[1:] for mark in marks if mark[0] == retrospective])
    finally:
        file.close()
    return both


def _kept(stray: Path, database: Path) -> Path:
    """Put a file aside beside the database, where a purge finds it; where it now stands."""
    place = places(database)[0]
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    number, target = 1, place.with_name(f"{place.stem}-damaged-{stamp}{place.suffix}")
    while target.exists():
        number += 1
        target = place.with_name(f"{place.stem}-damaged-{stamp}-{number}{place.suffix}")
    try:
        stray.replace(target)
    except OSError as error:
        raise from_os(error, stray) from error
    return target
