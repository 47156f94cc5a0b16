"""What is being typed, saved as it is typed, in a small file of its own beside the database.

A thread of its own commits every change and coalesces what came while it was committing, so neither a
slow disk nor a locked database ever holds a key back. Drafts are keyed by act: a draft carries the id
of the act its answer will have, so that after a crash between keeping and clearing it is known to be kept.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from storage.drafts.draft_file import (
    Draft,
    DraftFile,
    places,
    saved,
)
from storage.errors import StorageError
from storage.files import private
from storage.ids import new_id
from storage.locations import DRAFTS as SUFFIX
from storage.locations import state_folder

__all__ = ["SUFFIX", "Draft", "Drafts", "Saving"]

RETRY = 1.0
"""Seconds after which what could not be saved is tried again."""


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
        self._writing: dict[str, Draft | None] = {}
        self._puts = 0
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

    @property
    def is_saved(self) -> bool:
        """Whether everything that was to be saved is on the disk at this moment."""
        with self._changed:
            return not self._pending and not self._busy

    @property
    def trouble(self) -> str:
        """The sentence that says why the last attempt to save failed, or an empty text."""
        return self._trouble

    def close(self) -> None:
        """Write what is left, and stop."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(5.0)
        self._release_window()

    def all(self, retrospective: str) -> tuple[Draft, ...]:
        """The drafts of a retrospective that no other open window is holding, newest first.

        Raises:
            StorageError: the drafts' file cannot be read, and nothing was found elsewhere.
        """
        known = self.everywhere(retrospective)
        return tuple(draft for draft in known if draft.window == self.window or not is_open(draft.window))

    def everywhere(self, retrospective: str) -> tuple[Draft, ...]:
        """All drafts of a retrospective, those of other open windows too, newest first.

        Raises:
            StorageError: the drafts' file cannot be read, and nothing was found elsewhere.
        """
        with self._changed:
            unsaved = _joined(self._writing, self._pending)
        newest: dict[str, Draft] = {}
        trouble: StorageError | None = None
        for path in self._places():
            try:
                found = saved(path, retrospective) if path.exists() else []
            except StorageError as error:
                trouble = error
                continue
            for draft in found:
                if draft.act not in newest or draft.number > newest[draft.act].number:
                    newest[draft.act] = draft
        if trouble is not None and not newest and not unsaved:
            raise trouble
        top = max((draft.number for draft in newest.values()), default=0)
        for number, (act, draft_or_none) in enumerate(unsaved.items(), top + 1):
            newest.pop(act, None)
            if draft_or_none is not None and draft_or_none.retrospective == retrospective:
                newest[act] = replace(draft_or_none, window=self.window, number=number)
        return tuple(sorted(newest.values(), key=lambda draft: draft.number, reverse=True))

    # -- the thread ------------------------------------------------------------------------------

    def _queue(self, act: str, draft: Draft | None) -> None:
        with self._changed:
            # Taken out first so that the newest change is the last written.
            self._pending.pop(act, None)
            self._pending[act] = draft
            self._puts += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _is_asked_since(self, puts: int) -> bool:
        return self._closing or self._puts != puts

    def _run(self) -> None:
        store: DraftFile | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._closing)
                if not self._pending:
                    if self._closing:
                        break
                    continue
                batch, self._pending, self._busy = self._pending, {}, True
                self._writing = batch
            trouble = ""
            try:
                self._hold_window()
                store = self._write(batch, store)
            except Exception as error:  # Whatever it is: a thread that dies here takes everything typed later with it.
                # Only a sentence of ours, or the system's: any other may hold what was being typed.
                trouble = str(error) if isinstance(error, StorageError | OSError) else type(error).__name__
                store = None
            with self._changed:
                self._busy, self._writing, self._trouble = False, {}, trouble
                if trouble:
                    # What was typed meanwhile is newer than what could not be written.
                    self._pending = _joined(batch, self._pending)
                done = not self._pending
                closing, puts = self._closing, self._puts
                self._changed.notify_all()
            if self._on_state is not None and not closing:
                # A screen that is going away must not take the words with it.
                with contextlib.suppress(Exception):
                    self._on_state(Saving(done, trouble))
            if trouble and closing:
                break
            if trouble:
                # Wait for the next change, or a second, before trying again.
                with self._changed:
                    self._changed.wait_for(partial(self._is_asked_since, puts), RETRY)
        if store is not None:
            store.close()

    def _places(self) -> tuple[Path, Path]:
        """Beside the database, and in the state folder where that one cannot be written."""
        return places(self._database)

    def _write(self, batch: Mapping[str, Draft | None], store: DraftFile | None) -> DraftFile:
        """Write a batch to the file that is open, else to the first place that can be written; that file."""
        if store is not None:
            try:
                return self._written(batch, store)
            except (StorageError, OSError):
                pass  # The file may have to be opened anew, or the other place be taken.
        beside, elsewhere = self._places()
        try:
            return self._written(batch, DraftFile(beside, elsewhere))
        except (StorageError, OSError):
            private.folder(elsewhere.parent)
            return self._written(batch, DraftFile(elsewhere, beside))

    def _written(self, batch: Mapping[str, Draft | None], store: DraftFile) -> DraftFile:
        try:
            store.write(batch, self.window)
        except BaseException:
            store.close()
            raise
        return store

    # -- which windows are open ------------------------------------------------------------------

    def hold_window(self) -> None:
        """Let other windows of this laptop know that this one is open, until it ends."""
        self._hold_window()

    def _hold_window(self) -> None:
        """Hold a lock the system gives back when this program ends, however it ends."""
        from filelock import FileLock

        if self._lock is None:
            path = _window_lock(self.window)
            try:
                private.folder(path.parent)
                lock = FileLock(path, mode=private.FILE, thread_local=False)
                lock.acquire(timeout=0)
                self._lock = lock
            except (OSError, NotImplementedError):
                # Without a state folder, or locks in it, no other window can tell; its drafts are then offered twice.
                self._lock = None

    def _release_window(self) -> None:
        from filelock import FileLock

        if isinstance(self._lock, FileLock):
            self._lock.release()
            _window_lock(self.window).unlink(missing_ok=True)
            self._lock = None


def _joined(older: Mapping[str, Draft | None], newer: Mapping[str, Draft | None]) -> dict[str, Draft | None]:
    """Both, the newest last."""
    return {**{act: draft for act, draft in older.items() if act not in newer}, **newer}


def _window_lock(window: str) -> Path:
    return state_folder() / "windows" / f"{window}.lock"


def is_open(window: str) -> bool:
    """Whether another window of this laptop is still open: its lock cannot be had."""
    path = _window_lock(window)
    if not path.exists():
        return False
    from filelock import FileLock, Timeout

    lock = FileLock(path, mode=private.FILE, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
    lock.release()
    path.unlink(missing_ok=True)
    return False
