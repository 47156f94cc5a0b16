"""What an export never takes the place of: anything of ours, and any database whatever it is called."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from storage.errors import StorageError
from storage.files.copy import holds_more
from storage.files.database_names import begins_as_one, belongs_to_one
from storage.locations import DRAFTS, database_path, demo_path, real
from storage.safety import ours
from templates.words import _


class GuardedError(StorageError):
    """What was to be written would take the place of something of ours; nothing was written."""


def refuse(target: Path, database: Path) -> None:
    """Refuse to write an export to `target`, whatever it is called and however many links lead there.

    Args:
        target: where it is to be written.
        database: the database in use.

    Raises:
        GuardedError: something of ours stands there, or would be taken for something of ours.
    """
    if _is_ours(target, database) or belongs_to_one(target):
        raise GuardedError(
            _("{path} belongs to phasebook's own files, which an export never replaces; choose another name.").format(
                path=target
            )
        )
    if begins_as_one(target):
        raise GuardedError(
            _("{path} is a database, which an export never replaces; choose another name.").format(path=target)
        )


def refuse_copy(target: Path, database: Path) -> None:
    """Refuse to write a copy of `database` to `target`, but over an earlier copy that holds nothing more.

    Raises:
        GuardedError: something stands there that would be lost.
    """
    if not begins_as_one(target) or _is_ours(target, database) or belongs_to_one(target):
        refuse(target, database)
        return
    drafts = target.with_name(target.name + DRAFTS)
    if drafts.exists() or not _is_readable(target) or holds_more(target, database):
        raise GuardedError(
            _(
                "{path} is a database that holds what this one does not, and a backup never replaces such a one; "
                "choose another name."
            ).format(path=target)
        )


def _is_ours(target: Path, database: Path) -> bool:
    """Whether `target` is a file of ours, stands in a folder of ours, or has a name that is kept for us."""
    whole = real(target)
    for known in dict.fromkeys((database, database_path(), demo_path())):
        here = real(known)
        if any(_is_within(whole, folder) for folder in ours.folders(known)):
            return True
        # Where upper and lower case are one, so are these names; a file so called is nobody's loss anywhere.
        if whole.name.casefold() in {name.casefold() for name in ours.names(known)} and _same(
            whole.parent, here.parent
        ):
            return True
        if target.exists() and any(_same(target, path) for path in ours.of(known)):
            return True
    return False


def _is_within(path: Path, folder: Path) -> bool:
    folder = real(folder)
    return any(_same(parent, folder) for parent in (path, *path.parents))


def _same(one: Path, other: Path) -> bool:
    if one == other:
        return True
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


def _is_readable(path: Path) -> bool:
    """Whether a database's journal can be read at all: what cannot be might hold anything."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(path.absolute(), isolation_level=None, timeout=1.0)) as connection,
    ):
        connection.execute("SELECT count(*) FROM entries").fetchone()
        return True
    return False
