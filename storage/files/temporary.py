"""Private folders that last as long as a program works in them, and no longer than until the next one starts."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.files import private
from storage.locations import state_folder

_LOCK = ".lock"
_UNKNOWN = 24 * 60 * 60.0
"""Seconds after which a folder goes of which nobody can tell whether it is anybody's: a file system without locks."""


def edited() -> Path:
    """The folder of the texts that are handed to an editor."""
    return state_folder() / "editing"


@contextmanager
def folder(above: Path) -> Iterator[Path]:
    """A private folder under `above`, taken away at the end, with what is in it.

    Raises:
        OSError: it cannot be made.
    """
    from filelock import FileLock

    name = secrets.token_hex(8)
    lock = FileLock(private.folder(above) / f"{name}{_LOCK}", mode=private.FILE, thread_local=False)
    with contextlib.suppress(NotImplementedError):
        # Held before the folder is there: whoever finds the folder finds the lock held.
        lock.acquire(timeout=0)
    try:
        yield private.folder(above / name)
    finally:
        _remove(above / name)
        lock.release()
        _unlink(above / f"{name}{_LOCK}")


def clear(above: Path) -> None:
    """Take away the folders under `above` that no program owns any more: what killed ones left; never fails."""
    with contextlib.suppress(OSError):
        for path in list(above.iterdir()):
            if path.suffix == _LOCK:
                if not path.with_suffix("").exists() and time.time() - path.stat().st_mtime > _UNKNOWN:
                    _unlink(path)
            elif path.is_dir() and not path.is_symlink():
                _clear(path)


def _clear(path: Path) -> None:
    from filelock import FileLock, Timeout

    beside = path.with_name(path.name + _LOCK)
    lock = FileLock(beside, mode=private.FILE, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return
    except (OSError, NotImplementedError):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _UNKNOWN:
                _remove(path)
        return
    _remove(path)
    lock.release()
    _unlink(beside)


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)


def _unlink(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
