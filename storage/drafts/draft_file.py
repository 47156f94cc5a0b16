"""The small file drafts stand in: written by the drafts' own thread, read by anyone."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from storage.drafts import checksums
from storage.files import private
from storage.locations import DRAFTS, real, state_folder
from templates.text import keep

if TYPE_CHECKING:
    from sqlite_utils import Database

ANONYMOUS = "anonymous:"
"""What the kind of a draft begins with that is written without a name."""
SCHEMA = """CREATE TABLE IF NOT EXISTS drafts (
    act TEXT PRIMARY KEY,
    retrospective TEXT NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    side TEXT,
    person TEXT,
    window TEXT NOT NULL,
    answer TEXT NOT NULL,
    heads TEXT NOT NULL,
    body TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text on its way to becoming an answer."""

    act: str
    """The act its answer will be kept under."""
    retrospective: str
    question: str
    kind: str
    """`notes`, `ledger` or another; what begins with `anonymous:` is written without a name."""
    answer: str
    """The id its answer will have; the id of the answer being edited, where `heads` is not empty."""
    side: str | None = None
    person: str | None = None
    heads: tuple[str, ...] = ()
    """What the edited answer rested on; empty for a new answer."""
    body: Mapping[str, str] = field(default_factory=dict)
    """`text`, or a ledger's cells by column id; what begins with a point says something about the answer."""
    waiting: bool = False
    """Whether it was to be kept and could not be yet."""
    window: str = ""
    """The window it was typed in; filled in by `Drafts`."""
    number: int = 0
    """Higher is newer."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed."""
        return not any(value.strip() for name, value in self.body.items() if not name.startswith("."))


def places(database: Path) -> tuple[Path, Path]:
    """Where the drafts of a database stand: beside it, and in the state folder where that one cannot be written."""
    return places_by_name(real(database))


def places_by_name(name: Path) -> tuple[Path, Path]:
    """Where they would stand if `name` were the database's own path and no link to it."""
    beside = name.with_name(name.name + DRAFTS)
    key = hashlib.sha256(str(name.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return beside, state_folder() / "drafts" / (key + DRAFTS)


_TURNS: dict[Path, threading.RLock] = {}
_PATIENCE = 2.0
"""Seconds one writer of this program waits for another: a commit of a busy disk, and no more."""


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Take a turn at a drafts' file: what this program itself is writing to it is waited for, not told as a trouble.

    SQLite's own lock is for other programs; for those nobody waits long.
    """
    lock = _TURNS.setdefault(path, threading.RLock())
    taken = lock.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        if taken:
            lock.release()


class DraftFile:
    """The drafts' file, opened in the thread that writes it."""

    def __init__(self, path: Path, other: Path) -> None:
        """Open the file at `path`; `other` is the place where drafts may stand as well."""
        import sqlite3

        from storage.errors import from_os, from_sqlite

        self._path = path
        self._other = other
        self._error = sqlite3.Error
        self._translate = from_sqlite
        self._gone: set[str] = set()
        """Acts whose drafts in the other place are out of date."""
        self._above = 0
        """The newest number in the other place: a clock that was set back must not make older words win."""
        try:
            private.there(path)
        except OSError as error:
            raise from_os(error, path) from error
        try:
            self._db = _connect(path, 1.0)
            try:
                self._db.execute("PRAGMA synchronous = EXTRA").fetchall()
                self._db.execute("PRAGMA secure_delete = ON").fetchall()
                with turn(path):
                    for statement in (SCHEMA, *checksums.DRAFTS):
                        self._db.execute(statement)
                self._above = self._top_elsewhere()
            except BaseException:
                self._db.close()
                raise
        except sqlite3.Error as error:
            raise from_sqlite(error, path) from error

    def write(self, batch: Mapping[str, Draft | None], window: str) -> None:
        """Write a batch durably, in its order."""
        try:
            with turn(self._path):
                self._commit(batch, window)
        except self._error as error:
            raise self._translate(error, self._path) from error
        self._gone |= batch.keys()
        self._forget_elsewhere()

    def _commit(self, batch: Mapping[str, Draft | None], window: str) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            # Newer than all that stands here or stood in the other place, and by the clock than what comes there.
            top = max(_top(self._db), self._above, time.time_ns())
            for act, draft in batch.items():
                if draft is None:
                    self._db.execute("DELETE FROM drafts WHERE act = ?", [act])
                else:
                    top += 1
                    row = _row(draft, window, top)
                    self._db.execute("INSERT OR REPLACE INTO drafts VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
                    checksums.put(self._db, "drafts", {(act,): checksums.sum_of(row)})
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def _top_elsewhere(self) -> int:
        """The newest number in the other place; 0 where there is none that can be read."""
        if self._other.exists():
            with contextlib.suppress(self._error):
                db = _connect(self._other, 0)
                try:
                    return _top(db) if _has_drafts(db) else 0
                finally:
                    db.close()
        return 0

    def _forget_elsewhere(self) -> None:
        """Clear in the other place what has been written or cleared here; where that fails, at the next write."""
        if self._other.exists():
            with contextlib.suppress(self._error):
                db = _connect(self._other, 0)
                try:
                    if _has_drafts(db):
                        # A transaction of its own: several deletions, one sync.
                        db.execute("BEGIN IMMEDIATE")
                        for act in self._gone:
                            db.execute("DELETE FROM drafts WHERE act = ?", [act])
                        db.execute("COMMIT")
                finally:
                    db.close()
                self._gone.clear()
        else:
            self._gone.clear()

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _connect(path: Path, lock_wait: float) -> Database:
    import sqlite3

    from sqlite_utils import Database

    raw = sqlite3.connect(path.absolute(), isolation_level=None, timeout=lock_wait)
    return Database(raw, execute_plugins=False, recursive_triggers=False)


def _has_drafts(db: Database) -> bool:
    return bool(db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'drafts'").fetchone()[0])


def _top(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(number), 0) FROM drafts").fetchone()[0])


def _row(draft: Draft, window: str, number: int) -> list[object]:
    body = {name: keep(value).text for name, value in draft.body.items()}
    return [
        draft.act,
        draft.retrospective,
        draft.question,
        draft.kind,
        draft.side,
        draft.person,
        window,
        draft.answer,
        json.dumps(list(draft.heads)),
        json.dumps(body, ensure_ascii=False),
        int(draft.waiting),
        # The number is also a time, which what is written without a name has none of.
        0 if draft.kind.startswith(ANONYMOUS) else number,
    ]


def saved(path: Path, retrospective: str) -> list[Draft]:
    """The drafts of a retrospective in the file at `path`.

    Raises:
        StorageError: the file cannot be read.
    """
    import sqlite3

    from storage.errors import damaged, from_sqlite

    try:
        with turn(path):
            rows = _rows(path, retrospective)
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    try:
        return [_draft(row) for row in rows]
    except ValueError as error:
        raise damaged(path, error) from error


def _rows(path: Path, retrospective: str) -> list[Sequence[Any]]:
    db = _connect(path, 0.1)
    try:
        if not _has_drafts(db):
            return []
        return db.execute(
            "SELECT act, retrospective, question, kind, side, person, window, answer, heads, body,"
            " waiting, number FROM drafts WHERE retrospective = ?",
            [retrospective],
        ).fetchall()
    finally:
        db.close()


def _draft(row: Sequence[Any]) -> Draft:
    act, retro, question, kind, side, person, window, answer, heads, body, waiting, number = row
    return Draft(
        act=act,
        retrospective=retro,
        question=question,
        kind=kind,
        side=side,
        person=person,
        window=window,
        answer=answer,
        heads=tuple(json.loads(heads)),
        body=MappingProxyType(json.loads(body)),
        waiting=bool(waiting),
        number=number,
    )
