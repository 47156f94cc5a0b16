"""What is written covered: kept beside the journal, in the drafts' file, until it is revealed.

Nothing here has a time or a number, and both tables are written anew in the order of their keys at every change:
neither their contents nor the places of their rows on the disk tell who wrote what, or when. What somebody wrote
without a name stands under a random id; *that* somebody has answered stands apart from it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from storage.drafts import checksums
from storage.drafts.draft_file import places, turn
from storage.entries.purged import NOTHING, Gone
from storage.errors import Damaged, RemovedForGood, StorageError, damaged, from_os, from_sqlite
from storage.files import private
from templates.text import keep
from templates.words import _

VOTE = "vote"
"""The kind of a ballot's row, and what it is about."""
CLOSED_BY = "closed"
"""Under which it is noted which window has closed the vote: as long as that one is open, its ballots stay."""
FORM = "form"
"""Under which the numbers of the forms without a name stand that have come; with their act while they are taken in."""
TAKEN, SAID = "taken", "said"
"""Under which it is noted which answers came by file, and what files have said of those that bear a name."""
Row = tuple[Any, ...]
SCHEMA = (
    """CREATE TABLE IF NOT EXISTS sealed (
        id TEXT NOT NULL,
        retrospective TEXT NOT NULL,
        question TEXT NOT NULL,
        kind TEXT NOT NULL,
        side TEXT,
        person TEXT,
        body TEXT NOT NULL,
        act TEXT,
        PRIMARY KEY (retrospective, id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sealed_by (
        retrospective TEXT NOT NULL,
        question TEXT NOT NULL,
        person TEXT NOT NULL,
        PRIMARY KEY (retrospective, question, person)
    ) STRICT, WITHOUT ROWID""",
    *checksums.SEALED,
)
_COLUMNS = "id, retrospective, question, kind, side, person, body, act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Something written covered."""

    id: str
    """The id it will have once it is revealed; random, unless it bears a name."""
    retrospective: str
    question: str
    """What it answers: a question's id, or what else it is about."""
    kind: str
    """What it is: a draft's kind, or `vote`."""
    side: str | None = None
    person: str | None = None
    """Who wrote it; None where nobody is named, or nobody is to know."""
    body: Mapping[str, str] = field(default_factory=dict)
    act: str | None = None
    """The act it is being revealed under, while that lasts."""


def _removed_for_good() -> str:
    return _("What this belongs to was removed for good; nothing brings it back.")


class SealedFile:
    """The covered writing of one database. Used from one thread; opened when it is first needed."""

    def __init__(self, database: Path, *, lock_wait: float = 0.1, gone: Callable[[str], Gone] | None = None) -> None:
        """Prepare for what is written covered about `database`.

        Args:
            database: the database's file.
            lock_wait: seconds to wait for whoever else writes to the drafts' file.
            gone: what was removed for good of a retrospective: nothing of it is read here, or written.
        """
        self._gone = gone
        self._database = database
        self._lock_wait = lock_wait
        self._open: dict[Path, Database] = {}
        self._versions: dict[Path, int] = {}

    def close(self) -> None:
        """Close what was opened; everything kept is on the disk already."""
        for db in self._open.values():
            db.close()
        self._open.clear()

    # -- reading ---------------------------------------------------------------------------------

    def all(self, retrospective: str) -> tuple[Sealed, ...]:
        """Everything covered of a retrospective, in the order of its ids."""
        found = {}
        for path in self._there():
            with _errors(path):
                rows = self._db(path).execute(
                    f"SELECT {_COLUMNS} FROM sealed WHERE retrospective = ? ORDER BY id", [retrospective]
                )
                found.update({row[0]: _of(row) for row in rows.fetchall()})
        # A purge that could not get at this file has said so; what it had to leave here is read by nobody.
        gone = self._gone(retrospective) if self._gone is not None and found else NOTHING
        return tuple(found[id] for id in sorted(found) if not _belongs(found[id], gone))

    def answered(self, retrospective: str, question: str) -> frozenset[str]:
        """The ids of the people who have answered a question, whatever they said."""
        people: set[str] = set()
        for path in self._there():
            with _errors(path):
                rows = self._db(path).execute(
                    "SELECT person FROM sealed_by WHERE retrospective = ? AND question = ?", [retrospective, question]
                )
                people |= {row[0] for row in rows.fetchall()}
        return frozenset(people)

    def changed(self) -> bool:
        """Whether anybody else has written to the files since this was last asked."""
        changed = False
        for path in self._there():
            with contextlib.suppress(StorageError), _errors(path):
                version = int(self._db(path).execute("PRAGMA data_version").fetchone()[0])
                changed = changed or self._versions.get(path, version) != version
                self._versions[path] = version
        return changed

    # -- writing ---------------------------------------------------------------------------------

    def put(
        self, *sealed: Sealed, answered: tuple[str, str] | None = None, marks: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Keep what was written covered; it replaces what stands under the same ids.

        Args:
            sealed: what was written, all of one retrospective.
            answered: (question, person) of who has answered with it, where that is to be known.
            marks: more of the kind.

        Raises:
            RemovedForGood: it is of somebody, or is something, that was purged.
            StorageError: the file cannot be written.
        """
        if sealed:
            of = sealed[0].retrospective
            if answered is not None and answered[1] in self._removed(of).records:
                raise RemovedForGood(_removed_for_good())
            self.take(of, sealed, [*marks, answered] if answered else [*marks])

    def take(self, retrospective: str, sealed: Sequence[Sealed], marks: Iterable[tuple[str, str]]) -> None:
        """Keep what was written covered of one retrospective, and (question, person) of who has answered.

        Raises:
            RemovedForGood: some of it is of somebody, or is something, that was purged.
            StorageError: the file cannot be written.
        """
        removed = self._removed(retrospective) if sealed else NOTHING
        if any(_belongs(one, removed) for one in sealed):
            raise RemovedForGood(_removed_for_good())
        of_it = [(retrospective, *mark) for mark in marks]

        def work(db: Database) -> None:
            gone = {(one.retrospective, one.id) for one in sealed}
            _rewrite(db, lambda row: (row[1], row[0]) not in gone, [_row(one) for one in sealed], of_it)

        self._write(work)

    def _removed(self, retrospective: str) -> Gone:
        """What was purged of a retrospective."""
        return self._gone(retrospective) if self._gone is not None else NOTHING

    def note(
        self,
        retrospective: str,
        *marks: tuple[str, str],
        without: Iterable[tuple[str, str]] = (),
        sealed: Iterable[Sealed] = (),
    ) -> None:
        """Note marks, (question, person) each, forget those in `without`, and keep `sealed` with them, all at once."""
        more = [_row(one) for one in sealed]
        gone = {(retrospective, *mark) for mark in without}

        def work(db: Database) -> None:
            for mark in gone:
                db.execute("DELETE FROM sealed_by WHERE retrospective = ? AND question = ? AND person = ?", list(mark))
            _rewrite(db, lambda _standing: True, more, [(retrospective, *mark) for mark in marks])

        self._write(work)

    def drop(self, retrospective: str, ids: Iterable[str]) -> None:
        """Forget what stands under `ids`."""
        gone = set(ids)
        self._everywhere(lambda db: _rewrite(db, lambda row: row[1] != retrospective or row[0] not in gone))

    def begin(self, retrospective: str, ids: Iterable[str], act: str) -> None:
        """Note under which act `ids` are about to be revealed: after a crash it is known whether they were."""
        chosen = list(ids)

        def work(db: Database) -> None:
            for id in chosen:
                db.execute("UPDATE sealed SET act = ? WHERE retrospective = ? AND id = ?", [act, retrospective, id])

        self._everywhere(work)

    def forget_who(self, retrospective: str, questions: Iterable[str]) -> None:
        """Forget who has answered `questions`."""
        asked = list(questions)

        def work(db: Database) -> None:
            for question in asked:
                db.execute("DELETE FROM sealed_by WHERE retrospective = ? AND question = ?", [retrospective, question])

        self._everywhere(work)

    def forget(self, retrospective: str) -> None:
        """Forget everything of a retrospective, for one that is purged."""

        def work(db: Database) -> None:
            for table in ("sealed", "sealed_by"):
                db.execute(f"DELETE FROM {table} WHERE retrospective = ?", [retrospective])

        self._everywhere(work)

    # -- the files -------------------------------------------------------------------------------

    def _there(self) -> Iterator[Path]:
        """The files that exist and hold, or may hold, covered writing."""
        for path in places(self._database):
            if path in self._open:
                yield path
            elif path.exists():
                with _errors(path):
                    if _has_tables(self._db(path)):
                        yield path
                    else:
                        self._open.pop(path).close()

    def _db(self, path: Path) -> Database:
        db = self._open.get(path)
        if db is None:
            raw = sqlite3.connect(path.absolute(), isolation_level=None, timeout=self._lock_wait)
            db = self._open[path] = Database(raw, execute_plugins=False, recursive_triggers=False)
            db.execute("PRAGMA synchronous = EXTRA").fetchall()
            db.execute("PRAGMA secure_delete = ON").fetchall()
        return db

    def _everywhere(self, work: Callable[[Database], None]) -> None:
        for path in list(self._there()):
            self._at(path, work)

    def _write(self, work: Callable[[Database], None]) -> None:
        """Write beside the database, or in the state folder where that cannot be written or is damaged."""
        beside, elsewhere = places(self._database)
        try:
            self._at(beside, work)
        except StorageError as error:
            # A damaged file is mended when the database is opened next; until then nothing is lost.
            if not isinstance(error, Damaged) and not _is_read_only(beside):
                raise
            private.folder(elsewhere.parent)
            self._at(elsewhere, work)

    def _at(self, path: Path, work: Callable[[Database], None]) -> None:
        _make_private(path)
        with _errors(path):
            db = self._db(path)
            db.execute("BEGIN IMMEDIATE")
            try:
                for statement in SCHEMA:
                    db.execute(statement)
                work(db)
                db.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.execute("ROLLBACK")
                raise


def _belongs(sealed: Sealed, gone: Gone) -> bool:
    kind = sealed.kind.rpartition(":")[2]
    return gone.takes_whole(sealed.retrospective) or gone.covers(sealed.id, kind, sealed.person)


def _rewrite(
    db: Database,
    keeps: Callable[[Row], bool],
    more: Iterable[Row] = (),
    marks: Iterable[tuple[str, str, str]] = (),
) -> None:
    """Write both tables anew in the order of their keys: put in as they came, rows would lie on the disk like that."""
    standing = [row for row in db.execute(f"SELECT {_COLUMNS} FROM sealed").fetchall() if keeps(row)]
    # What was not written now keeps its hash: a bit that has turned in it is still to be found.
    before = checksums.read(db, "sealed")
    hashes: dict[checksums.Key, str] = {(row[1], row[0]): before.get((row[1], row[0]), "") for row in standing}
    marked = checksums.read(db, "sealed_by")
    answered = {tuple(row) for row in db.execute("SELECT retrospective, question, person FROM sealed_by").fetchall()}
    db.execute("DELETE FROM sealed")
    db.execute("DELETE FROM sealed_by")
    for row in sorted([*standing, *more], key=lambda row: (str(row[1]), str(row[0]))):
        db.execute(f"INSERT INTO sealed ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", list(row))
        key = (row[1], row[0])
        hashes[key] = hashes.get(key) or checksums.sum_of((*key, *row[2:7]))
    checksums.put(db, "sealed", hashes)
    for mark in sorted({*answered, *marks}):
        db.execute("INSERT INTO sealed_by VALUES (?,?,?)", list(mark))
    checksums.put(db, "sealed_by", {mark: marked.get(mark) or checksums.sum_of(mark) for mark in {*answered, *marks}})


def _row(sealed: Sealed) -> Row:
    body = {name: keep(value).text for name, value in sealed.body.items()}
    return (
        sealed.id,
        sealed.retrospective,
        sealed.question,
        sealed.kind,
        sealed.side,
        sealed.person,
        json.dumps(body, ensure_ascii=False),
        sealed.act,
    )


def _of(row: Row) -> Sealed:
    id, retrospective, question, kind, side, person, body, act = row
    return Sealed(
        id=id,
        retrospective=retrospective,
        question=question,
        kind=kind,
        side=side,
        person=person,
        body=MappingProxyType(json.loads(body)),
        act=act,
    )


def standing(path: Path) -> tuple[list[Sealed], list[tuple[str, str, str]]]:
    """All that lies covered in one file: what was written, and (retrospective, question, person) of who has answered.

    Raises:
        StorageError: it cannot be read.
    """
    with _errors(path), contextlib.closing(sqlite3.connect(path.absolute(), timeout=1.0)) as connection:
        if not _has_tables(Database(connection, execute_plugins=False)):
            return [], []
        rows = connection.execute(f"SELECT {_COLUMNS} FROM sealed").fetchall()
        marks = connection.execute("SELECT retrospective, question, person FROM sealed_by").fetchall()
        return [_of(row) for row in rows], [(row[0], row[1], row[2]) for row in marks]


def _has_tables(db: Database) -> bool:
    return bool(db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sealed'").fetchone()[0])


def _make_private(path: Path) -> None:
    try:
        private.there(path)
    except OSError as error:
        raise from_os(error, path) from error


def _is_read_only(path: Path) -> bool:
    return not os.access(path if path.exists() else path.parent, os.W_OK)


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        with turn(path):
            yield
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except json.JSONDecodeError as error:
        raise damaged(path, error) from error
