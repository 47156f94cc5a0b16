"""Every file and folder of ours, for one database, and that nobody but their owner may read them."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from storage.drafts.draft_file import places
from storage.files import backup, private
from storage.files.database_names import SQLITE
from storage.locations import DRAFTS, real, state_folder


def names(database: Path) -> tuple[str, ...]:
    """The names that belong to a database in its own folder, whether anything stands under them or not."""
    name = real(database).name
    return (*(file + end for file in (name, name + DRAFTS) for end in ("", *SQLITE)), name + backup.BESIDE)


def folders(database: Path) -> tuple[Path, ...]:
    """The folders in which everything is ours: this laptop's own, and those of a database's backups."""
    return state_folder(), backup.folder_of(database).parent, backup.folder_of(database), backup.beside(database)


def of(database: Path) -> Iterator[Path]:
    """Every file and folder of ours that is there, of this laptop and of a database."""
    found = dict.fromkeys(_beside(real(database)))
    for folder in (state_folder(), backup.folder_of(database), backup.beside(database)):
        found |= dict.fromkeys(_within(folder))
    yield from found


def _beside(database: Path) -> Iterator[Path]:
    """What stands in the database's folder under a name of ours: itself, drafts, what was set aside or cut short."""
    own = names(database)
    for place in (database, places(database)[0]):
        set_aside = f"{place.stem}-damaged-"
        with contextlib.suppress(OSError), os.scandir(place.parent) as found:
            for entry in found:
                if entry.name in own or entry.name.startswith((set_aside, ".phasebook-")):
                    yield Path(entry.path)


def _within(folder: Path) -> Iterator[Path]:
    """A folder and all that is in it; nothing where it is not there. Links are not followed."""
    if folder.is_dir():
        yield folder
        for here, inner, files in os.walk(folder):
            yield from (Path(here, name) for name in (*inner, *files))


def open_to_others(database: Path) -> Iterator[tuple[Path, int]]:
    """What others may read or write, with its mode."""
    for path in of(database):
        with contextlib.suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077:
                yield path, mode


def close_to_others(database: Path) -> None:
    """Take away what others may do; where that is not allowed, `doctor` says so."""
    for path in of(database):
        private.close(path)
