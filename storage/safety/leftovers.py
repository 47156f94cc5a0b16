"""What programs that were killed have left in our folders: half copies of databases, and documents half written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.drafts.draft_file import places
from storage.files import aside, backup
from storage.locations import data_folder
from templates.words import _


def folders(database: Path) -> Iterator[Path]:
    """Every folder we write aside in that is known: where the database, its drafts and all backups stand.

    Raises:
        OSError: one of them cannot be read.
    """
    beside = {database.parent, data_folder(), *(path.parent for path in places(database))}
    yield from dict.fromkeys((*sorted(beside), *backup.folders(database)))


@dataclass(frozen=True, slots=True)
class Cleared:
    """What became of the files that are written aside."""

    removed: int = 0
    """How many were removed, for no running program held them."""
    held: tuple[str, ...] = ()
    """One sentence for each that a running program is writing."""
    stuck: tuple[str, ...] = ()
    """One sentence for each that could not be removed, or looked for."""


def clear(database: Path) -> Cleared:
    """Remove what no running program holds."""
    removed, held, stuck = 0, list[str](), list[str]()
    for path in _found(database, stuck):
        try:
            if aside.remove(path):
                removed += 1
            else:
                held.append(
                    _("{path} is being written by a running program; it goes when that has ended.").format(path=path)
                )
        except OSError as error:
            stuck.append(
                _("{path} was left by a program that was killed and could not be removed ({reason}).").format(
                    path=path, reason=error.strerror or error
                )
            )
    return Cleared(removed, tuple(held), tuple(stuck))


def told(database: Path) -> Iterator[str]:
    """One sentence for each that a program left and that nobody holds."""
    stays: list[str] = []
    for path in _found(database, stays):
        if not aside.is_held(path):
            yield _("{path} was left by a program that was killed; `phasebook doctor --repair` removes it.").format(
                path=path
            )
    yield from stays


def _found(database: Path, trouble: list[str]) -> Iterator[Path]:
    try:
        for folder in folders(database):
            yield from aside.all_in(folder)
    except OSError as error:
        trouble.append(
            _("{path} cannot be looked through ({reason}).").format(
                path=error.filename or database.parent, reason=error.strerror or error
            )
        )
