"""Putting an output file in place: whole or not at all, private, never over another file unless told to.

Nothing of ours is ever replaced, told or not: `storage.guarded` says what that is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.files.aside import empty, forget
from storage.files.private import move_where_nothing_is
from storage.safety import never_replaced


def write_export(path: Path, text: str, database: Path, *, overwrite: bool = False) -> None:
    """Write `text` to `path` as UTF-8, mode 0600: aside first, then moved into place in one step.

    Args:
        path: where it is to stand; a device or a pipe is written to as it is.
        text: what it is to hold.
        database: the database in use.
        overwrite: whether a file that stands there already may be replaced; nothing of ours ever is.

    Raises:
        GuardedError: it would take the place of something of ours.
        FileExistsError: something stands there already.
        OSError: it cannot be written.
    """
    never_replaced.refuse(path, database)
    if path.exists() and not path.is_file() and not _leads_away(path):
        _write_through(path, text)
    else:
        _write_aside(path, text, overwrite=overwrite)


def _leads_away(path: Path) -> bool:
    """Whether a name is a link somebody has laid, and not one of the system's own, such as /dev/stdout."""
    return path.is_symlink() and path.parent.resolve() != Path("/dev")


def _write_through(path: Path, text: str) -> None:
    """Write to what is no ordinary file, such as /dev/stdout or a named pipe."""
    if stat.S_ISDIR(path.stat().st_mode):
        raise IsADirectoryError(21, os.strerror(21), str(path))
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)


def _write_aside(path: Path, text: str, *, overwrite: bool) -> None:
    with aside_of(path, overwrite=overwrite) as aside, aside.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def aside_of(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """An empty file (0600) beside `path`, to be filled; it is moved there in one step once that has gone well.

    Raises:
        FileExistsError: something stands there already, be it a link that leads nowhere.
        OSError: it cannot be written.
    """
    if not overwrite and (path.exists() or path.is_symlink()):
        raise FileExistsError(17, os.strerror(17), str(path))
    aside = empty(path.parent)
    try:
        yield aside
        if overwrite:
            # A link that stands there is replaced; what it leads to is not touched.
            aside.replace(path)
        else:
            move_where_nothing_is(aside, path)
    finally:
        forget(aside)
