"""Putting a command's output file in place, and saying why it could not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.safety import never_replaced
from templates.words import _
from templates.words import reason as reason_of
from tui.command_line.shared.output import ask, can_ask
from tui.files.export_file import aside_of, write_export
from tui.words.refused import RefusedError


def write_file(path: Path, text: str, database: Path, *, force: bool) -> None:
    """Write `text` to `path` as `write_export` does.

    Args:
        path: where it is to stand; a device or a pipe is written to as it is.
        text: what it is to hold.
        database: the database in use, which is never replaced, nor anything else of ours.
        force: whether a file that stands there already may be replaced.

    Raises:
        RefusedError: something stands there already, or it cannot be written.
        StorageError: it would take the place of something of ours.
    """
    never_replaced.refuse(path, database)
    with _told(path):
        write_export(path, text, database, overwrite=force or _may_replace(path))


def write_database(database: Path, path: Path, *, force: bool) -> None:
    """Write a checked copy of a database to `path`, private, under the same rules as `write_file`.

    Raises:
        RefusedError: something stands there already, or it cannot be written.
        StorageError: the database cannot be read, or is damaged; something would be lost with what stands there.
    """
    from storage.files.copy import checked_copy

    never_replaced.refuse_copy(path, database)
    with _told(path), aside_of(path, overwrite=force or _may_replace(path)) as aside:
        checked_copy(database, aside)


def _may_replace(path: Path) -> bool:
    """Whether the person at the terminal, if there is one, wants a file that stands there replaced."""
    if not path.is_file() or not can_ask():
        return False
    if ask(_("{path} exists already. Replace it?").format(path=path)):
        return True
    raise RefusedError(_("Nothing was written."))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in one sentence why a file could not be put in place."""
    try:
        yield
    except FileExistsError:
        raise RefusedError(
            _("{path} exists already; choose another name, or replace it with --force.").format(path=path)
        ) from None
    except OSError as error:
        raise RefusedError(
            _("{path} cannot be written ({reason}); choose another place with -o.").format(
                path=path, reason=reason_of(error)
            )
        ) from error
