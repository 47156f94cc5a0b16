"""What is being typed, saved as it is typed, in a small file of its own beside the database.

A thread of its own commits every change and coalesces what came while it was committing, so neither a
slow disk nor a locked database ever holds a key back. Drafts are keyed by act: a draft carries the id
of the act its answer will have, so that after a crash between keeping and clearing it is known to be kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from storage.errors import StorageError
from storage.ids import new_id
from storage.locations import private_folder, state_folder
from templates.text import keep

SUFFIX = ".drafts"

_SCHEMA = """CREATE TABLE IF NOT EXISTS drafts (
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
    """`notes` or `ledger`."""
    answer: str
    """The id its answer will have; the id of the answer being edited, where `heads` is not empty."""
    side: str | None = None
    person: str | None = None
    heads: tuple[str, ...] = ()
    """What the edited answer rested on; empty for a new answer."""
    body: Mapping[str, str] = field(default_factory=dict)
    """`text`, or a ledger's cells by column id."""
    waiting: bool = False
    """Whether it was to be kept and could not be yet."""
    window: str = ""
    """The window it was typed in; filled in by `Drafts`."""
    number: int = 0
    """Higher is newer."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed."""
        return not any(value.strip() for value in self.body.values())


@dataclass(frozen=True, slots=True)
class Saving:
    """How saving stands: what `Drafts` tells whoever shows it."""

    saved: bool
    """Whether everything typed so far is on the disk."""
    trouble: str = ""
    """The sentence that says why not, or an empty text."""


class Drafts:
    """The drafts of one database. Its methods return at once; a thread of its own writes."""

    def __init__(self, database: Path, on_state: Callable[[Saving], None] | None = None) -> None:
        """Prepare for the drafts of `database`; nothing is opened before it is needed.

        Args:
            database: the database's file.
            on_state: called from the writing thread after every attempt to save.
        """
        self._database = database
        self._on_state = on_state
        self.window = new_id()
        """This window's name among the windows of this laptop."""
        self._pending: dict[str, Draft | None] = {}
        self._trouble = ""
        self._busy = False
        self._closing = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._path: Path | None = None
        self._lock: object = None

    # -- what the screens call -------------------------------------------------------------------

    def put(self, draft: Draft) -> None:
        """Save a draft; it replaces the one of the same act."""
        self._queue(draft.act, draft)

    def clear(self, act: str) -> None:
        """Forget a draft: its answer is kept, or its words were given up."""
        self._queue(act, None)

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until everything is on the disk, at most `timeout` seconds; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._pending and not self._busy, timeout) or (
                self._thread is None
            )

    def close(self) -> None:
        """Write what is left, and stop."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(5.0)
        self._release_window()

    def all(self, retrospective: str) -> tuple[Draft, ...]:
        """The saved drafts of a retrospective that no other open window is holding, newest first.

        Raises:
            StorageError: the drafts' file cannot be read.
        """
        self.flush()
        found: list[Draft] = []
        for path in self._places():
            if path.exists():
                found.extend(_read(path, retrospective))
        mine = [draft for draft in found if draft.window == self.window or not _is_open(draft.window)]
        return tuple(sorted(mine, key=lambda draft: draft.number, reverse=True))

    # -- the thread ------------------------------------------------------------------------------

    def _queue(self, act: str, draft: Draft | None) -> None:
        with self._changed:
            # Taken out first so that the newest change is the last written.
            self._pending.pop(act, None)
            self._pending[act] = draft
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        store: _Store | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._closing, 1.0 if self._trouble else None)
                if not self._pending:
                    if self._closing:
                        break
                    continue
                batch, self._pending, self._busy = self._pending, {}, True
            trouble = ""
            try:
                if store is None:
                    self._hold_window()
                    store = self._open_store()
                store.write(batch, self.window)
            except (StorageError, OSError) as error:
                trouble = str(error)
                if store is not None:
                    store.close()
                    store = None
            with self._changed:
                self._busy = False
                if trouble:
                    # What was typed meanwhile is newer than what could not be written.
                    self._pending = batch | self._pending
                self._trouble = trouble
                done = not self._pending
                closing = self._closing
                self._changed.notify_all()
                if trouble and not closing:
                    # Wait for the next change, or a second, before trying again.
                    self._changed.wait(1.0)
            if self._on_state is not None and not closing:
                self._on_state(Saving(done, trouble))
            if trouble and closing:
                break
        if store is not None:
            store.close()

    def _places(self) -> tuple[Path, Path]:
        """Beside the database, and in the state folder where that one cannot be written."""
        beside = self._database.with_name(self._database.name + SUFFIX)
        name = hashlib.sha256(str(self._database.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:20]
        return beside, state_folder() / "drafts" / (name + SUFFIX)

    def _open_store(self) -> _Store:
        beside, elsewhere = self._places()
        try:
            return _Store(beside)
        except (StorageError, OSError):
            private_folder(elsewhere.parent)
            return _Store(elsewhere)

    # -- which windows are open ------------------------------------------------------------------

    def _hold_window(self) -> None:
        """Hold a lock the system gives back when this program ends, however it ends."""
        from filelock import FileLock

        if self._lock is None:
            path = _window_lock(self.window)
            try:
                private_folder(path.parent)
                lock = FileLock(path, mode=0o600, thread_local=False)
                lock.acquire(timeout=0)
                self._lock = lock
            except OSError:
                # Without a state folder no other window can tell; its drafts are then offered twice.
                self._lock = None

    def _release_window(self) -> None:
        from filelock import FileLock

        if isinstance(self._lock, FileLock):
            self._lock.release()
            _window_lock(self.window).unlink(missing_ok=True)
            self._lock = None


class _Store:
    """The drafts' file, opened in the thread that writes it."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        from sqlite_utils import Database

        from storage.errors import from_os, from_sqlite

        self._path = path
        self._error = sqlite3.Error
        self._translate = from_sqlite
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise from_os(error, path) from error
        try:
            self._db = Database(
                sqlite3.connect(path, isolation_level=None, timeout=1.0),
                execute_plugins=False,
                recursive_triggers=False,
            )
            self._db.execute("PRAGMA synchronous = EXTRA").fetchall()
            self._db.execute("PRAGMA secure_delete = ON").fetchall()
            self._db.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise from_sqlite(error, path) from error

    def write(self, batch: Mapping[str, Draft | None], window: str) -> None:
        """Write a batch durably, in its order."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                top = int(self._db.execute("SELECT coalesce(max(number), 0) FROM drafts").fetchone()[0])
                for act, draft in batch.items():
                    if draft is None:
                        self._db.execute("DELETE FROM drafts WHERE act = ?", [act])
                    else:
                        top += 1
                        self._db.execute(
                            "INSERT OR REPLACE INTO drafts VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                            _row(draft, window, top),
                        )
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.conn.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except self._error as error:
            raise self._translate(error, self._path) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()


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
        number,
    ]


def _read(path: Path, retrospective: str) -> list[Draft]:
    import sqlite3

    from sqlite_utils import Database

    from storage.errors import from_sqlite

    try:
        db = Database(
            sqlite3.connect(path, isolation_level=None, timeout=1.0),
            execute_plugins=False,
            recursive_triggers=False,
        )
        try:
            db.execute(_SCHEMA)
            rows = db.execute(
                "SELECT act, retrospective, question, kind, side, person, window, answer, heads, body,"
                " waiting, number FROM drafts WHERE retrospective = ?",
                [retrospective],
            ).fetchall()
        finally:
            db.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    return [
        Draft(
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
        for act, retro, question, kind, side, person, window, answer, heads, body, waiting, number in rows
    ]


def _window_lock(window: str) -> Path:
    return state_folder() / "windows" / f"{window}.lock"


def _is_open(window: str) -> bool:
    """Whether another window of this laptop is still open: its lock cannot be had."""
    path = _window_lock(window)
    if not path.exists():
        return False
    from filelock import FileLock, Timeout

    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    path.unlink(missing_ok=True)
    return False
