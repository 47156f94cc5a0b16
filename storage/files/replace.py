"""Putting one whole database in the place of another, in one step and without losing what stood there."""

from __future__ import annotations

import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from storage.errors import Damaged, Foreign, from_os
from storage.files import aside, private
from storage.files.copy import copy, sync_folder
from storage.files.database_names import SQLITE


def fresh(database: Path) -> Path:
    """The path of an empty file (0600) in a database's folder, for what is to take its place.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        return aside.empty(database.parent, ".db")
    except OSError as error:
        raise from_os(error, database) from error


def forget(path: Path) -> None:
    """Remove what `fresh` has made, where it still is."""
    aside.forget(path)


def set_aside(database: Path) -> Path:
    """Copy a damaged database, byte for byte, with what SQLite left beside it; where it now stands as well.

    Raises:
        StorageError: it could not be copied; nothing was changed.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    number = 1
    target = database.with_name(f"{database.stem}-damaged-{stamp}{database.suffix}")
    while target.exists():
        number += 1
        target = database.with_name(f"{database.stem}-damaged-{stamp}-{number}{database.suffix}")
    try:
        for suffix in ("", *SQLITE):
            source = database.with_name(database.name + suffix)
            if source.exists():
                with source.open("rb") as reading, _private_file(target.with_name(target.name + suffix)) as writing:
                    shutil.copyfileobj(reading, writing)
                    writing.flush()
                    os.fsync(writing.fileno())
        sync_folder(database.parent)
    except OSError as error:
        raise from_os(error, database) from error
    return target


def _private_file(path: Path) -> BinaryIO:
    private.new(path)
    return path.open("wb")


def put_in_place(new: Path, database: Path, *, patience: float = 10.0) -> None:
    """Let `database` hold what `new` holds; other windows that have it open see it, and what they write stays.

    Args:
        new: a whole database.
        database: where it is to stand; not a link.
        patience: seconds to wait for a program that is writing.

    Raises:
        StorageError: it is in use or cannot be written; it is then as it was.
    """
    if database.exists() and database.stat().st_size:
        try:
            # Through SQLite, so that whoever has the file open goes on with the same file.
            copy(new, database, deadline=time.monotonic() + patience)
            return
        except (Damaged, Foreign):
            pass  # Nobody can have that open: it is no database any more.
    try:
        for suffix in SQLITE:
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        new.replace(database)
        sync_folder(database.parent)
    except OSError as error:
        raise from_os(error, database) from error
