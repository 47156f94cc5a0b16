"""Files and folders that nobody but their owner may look into, whatever the system would give them."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from storage.files.aside import empty

FILE, FOLDER = 0o600, 0o700
"""What every file and every folder of ours may be done with, and by whom."""


def folder(path: Path) -> Path:
    """Make a folder, and what is missing above it, for their owner only (0700), and return it."""
    for missing in reversed([path, *path.parents]):
        if not missing.exists():
            missing.mkdir(mode=FOLDER, exist_ok=True)
    path.mkdir(mode=FOLDER, exist_ok=True)  # what is no folder is told by this
    return path


def new(path: Path) -> None:
    """Make an empty file (0600) where nothing stands.

    Raises:
        FileExistsError: something stands there.
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE))


def there(path: Path) -> None:
    """See that a file is there and its owner's only; one that stands there keeps what it holds.

    Raises:
        OSError: it cannot be made or written.
    """
    opened = os.open(path, os.O_CREAT | os.O_RDWR, FILE)
    try:
        with contextlib.suppress(PermissionError):
            os.fchmod(opened, FILE)
    finally:
        os.close(opened)


def write(path: Path, text: str, *, over: bool = True) -> None:
    """Let a file (0600) hold `text`: written aside, on the disk, then moved into place in one step.

    Args:
        path: the file; its folder is made where it is missing.
        text: what it is to hold, as UTF-8.
        over: whether a file that stands there is replaced; else the first of several that write at once wins.

    Raises:
        FileExistsError: something stands there and is not to be replaced.
        OSError: it cannot be written.
    """
    aside = empty(folder(path.parent))
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if over:
            aside.replace(path)
        else:
            move_where_nothing_is(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def move_where_nothing_is(aside: Path, path: Path) -> None:
    """Move a file to a name that nothing has: a link fails where something came there meanwhile.

    Raises:
        FileExistsError: something stands there.
    """
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no links; the moment between looking and moving is all that is lost there.
        if path.exists():
            raise FileExistsError(17, os.strerror(17), str(path)) from None
        aside.replace(path)


def close(path: Path) -> None:
    """Take away what others may do with a file or folder that is there; where that is not allowed, `doctor` says so."""
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        if stat.S_IMODE(mode) & 0o077:
            path.chmod(FOLDER if stat.S_ISDIR(mode) else FILE)
