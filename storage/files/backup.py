"""Copies of a database taken by themselves: checked before they count, thinned by day and week, private.

Nothing here ever raises into what a person is doing, but `take`, which is asked for by name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import Damaged, StorageError, from_os
from storage.files import aside, private
from storage.files.copy import checked_copy, holds_more, sync_folder
from storage.locations import data_folder, real

DAYS = 7
WEEKS = 4
BEFORE = 20
"""How many of the newest that were taken before something was done stay beside those of days and weeks."""
AGE = 24 * 60 * 60
"""Seconds after which the next opening takes another."""
SMALL = 8 * 2**20
"""Bytes up to which a command takes one itself once its output is out; a larger file is left to a process apart."""
BESIDE = ".backups"
"""What the name of the folder beside a database ends with, after the database's."""
KEPT = "kept"
"""The reason of a copy that holds what later ones do not: it is never thinned out."""

_NAME = re.compile(r"(\d{8}-\d{6})(?:-\d+)?-([a-z]+)\.db")
_OWNER = ".database"
"""The file of a folder of copies that says, as a path, of which database they are."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy."""

    path: Path
    taken: datetime
    """UTC, as its name says."""
    reason: str
    """`opening`, `hand`, `kept`, or what was about to be done: `migration`, `restore`, `purge`, `import`, `sync`…"""


def folder_of(database: Path) -> Path:
    """Where the copies of a database stand: in the data folder, under its name and a hash of its whole path."""
    # Symbolic links are followed, so that one file has one folder.
    whole = real(database)
    stem = re.sub(r"[^\w.-]+", "-", whole.stem.encode("utf-8", "replace").decode(), flags=re.ASCII).strip("-.")
    key = hashlib.sha256(os.fsencode(whole)).hexdigest()[:10]
    return data_folder() / "backups" / f"{stem[:40] or 'database'}-{key}"


def beside(database: Path) -> Path:
    """Where they stand if the data folder cannot be written."""
    whole = real(database)
    return whole.with_name(whole.name + BESIDE)


def all_of(database: Path) -> tuple[Backup, ...]:
    """The copies of a database, newest first."""
    # An earlier program called the folder beside a database after the link it was opened through.
    folders = dict.fromkeys((folder_of(database), beside(database), database.with_name(database.name + BESIDE)))
    found = [backup for folder in folders for backup in _in(folder)]
    return tuple(sorted(found, key=_place, reverse=True))


def _place(backup: Backup) -> tuple[datetime, int, str]:
    """Its place among the others; of two taken in one second the file that was written later is the newer one."""
    try:
        return backup.taken, backup.path.stat().st_mtime_ns, backup.path.name
    except OSError:
        return backup.taken, 0, backup.path.name


def _in(folder: Path) -> Iterator[Backup]:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):
                    taken = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                    yield Backup(path, taken, match[2])


def is_due(database: Path) -> bool:
    """Whether the newest copy is older than a day; one from the future, by a clock that was wrong, counts as old."""
    newest = next(iter(all_of(database)), None)
    return newest is None or abs((datetime.now(UTC) - newest.taken).total_seconds()) > AGE


def take(database: Path, reason: str, *, patience: float = 60.0) -> Backup:
    """Take a copy now, check it, and thin out the older ones.

    Args:
        database: the file to copy.
        reason: one lower-case word, see `Backup.reason`.
        patience: seconds it may take.

    Raises:
        Damaged: the file, and so the copy, is not sound; no copy was kept and none was given up.
        StorageError: it could not be read or written in time.
    """
    deadline = time.monotonic() + patience
    try:
        folder = _private(folder_of(database))
        new = aside.empty(folder, ".db")
    except OSError:
        try:
            folder = _private(beside(database))
            new = aside.empty(folder, ".db")
        except OSError as error:
            raise from_os(error, folder_of(database)) from error
    try:
        checked_copy(database, new, deadline=deadline)
        _keep_what_is_missing(new, database)
        backup = _named(new, folder, reason)
    except OSError as error:
        raise from_os(error, folder) from error
    finally:
        aside.forget(new)
    _note_owner(folder, database)
    thin(all_of(database), backup)
    return backup


def before(database: Path, reason: str) -> Backup | None:
    """Take a copy before something is done to a database, such as `import` or `sync`; never fails."""
    if not database.is_file() or database.stat().st_size == 0:
        return None
    try:
        return take(database, reason)
    except (StorageError, OSError):
        return None


def before_migration(database: Path) -> None:
    """Take a copy before an older file is brought up to date; of several programs that begin at once, one does."""
    with contextlib.suppress(StorageError, OSError), _only_one(database, wait=10.0):
        newest = next((one for one in all_of(database) if one.reason == "migration"), None)
        if newest is None or abs((datetime.now(UTC) - newest.taken).total_seconds()) > 60:
            take(database, "migration")


def by_itself(database: Path, *, patience: float = 60.0) -> str:
    """Take the copy an opening brings with it, where one is due and no other program is at it.

    Returns:
        The sentence that says what is wrong with the database, or an empty text.
    """
    try:
        if not database.is_file() or not is_due(database):
            return ""
        with _only_one(database) as mine:
            if mine and is_due(database):
                take(database, "opening", patience=patience)
    except Damaged as error:
        return str(error)
    except (StorageError, OSError):
        return ""
    return ""


def after_command(database: Path) -> str:
    """What `by_itself` does, once a command's output is out: at once where the file is small, else apart.

    Returns:
        The sentence that says what is wrong with the database, or an empty text.
    """
    try:
        if not is_due(database):
            return ""
        if database.stat().st_size <= SMALL:
            return by_itself(database, patience=2.0)
        _apart(database)
    except OSError:
        return ""
    return ""


def _apart(database: Path) -> None:
    """Let a process of its own take it, which outlives the command."""
    import subprocess
    import sys

    subprocess.Popen(
        # Without -P a folder called `tui` where the command was given would be run instead of ours.
        [sys.executable, "-P", "-m", "tui", "--db", str(database.absolute()), "backup", "--if-due"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextlib.contextmanager
def _only_one(database: Path, wait: float = 0.0) -> Iterator[bool]:
    """Hold the one lock of a database's copies; false where another program has it for longer than `wait` seconds."""
    from filelock import FileLock, Timeout

    folder = _private(folder_of(database))
    lock = FileLock(folder / ".lock", mode=private.FILE)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        yield False
        return
    except NotImplementedError:  # A file system without locks: two copies at once do no harm.
        yield True
        return
    try:
        yield True
    finally:
        lock.release()


# -- files ----------------------------------------------------------------------------------------------


def _private(folder: Path) -> Path:
    """Make the folder, and see that nobody else may look into it."""
    private.close(private.folder(folder))
    return folder


def _named(new: Path, folder: Path, reason: str) -> Backup:
    """Give a checked copy its name, durably."""
    taken = datetime.now(UTC).replace(microsecond=0)
    stamp = taken.strftime("%Y%m%d-%H%M%S")
    number = 1
    path = folder / f"{stamp}-{reason}.db"
    while True:
        try:
            path.hardlink_to(new)
            break
        except FileExistsError:
            number += 1
            path = folder / f"{stamp}-{number}-{reason}.db"
        except OSError:
            if not path.exists():
                new.replace(path)
                break
            number += 1
            path = folder / f"{stamp}-{number}-{reason}.db"
    sync_folder(folder)
    return Backup(path, taken, reason)


def _note_owner(folder: Path, database: Path) -> None:
    """Say in a folder of copies whose they are, for when the database is called otherwise one day."""
    note, whole = folder / _OWNER, os.fsencode(os.path.realpath(database))
    # A backup without it is one all the same: then what it holds says whose it is.
    with contextlib.suppress(OSError):
        if not note.exists() or note.read_bytes() != whole:
            with os.fdopen(os.open(note, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
                out.write(whole)


def folders(database: Path) -> tuple[Path, ...]:
    """Every folder in which copies of a database may stand, its own two first: it may have been called otherwise.

    Raises:
        OSError: one of those that hold them cannot be read.
    """
    own = (folder_of(database), beside(database))
    found: list[Path] = []
    above, parent = data_folder() / "backups", Path(os.path.realpath(database)).parent
    if above.is_dir():
        found += above.iterdir()
    if parent.is_dir():
        found += parent.glob("*" + BESIDE)
    others = {path for path in found if path.is_dir() and not path.is_symlink()} - set(own)
    return (*own, *sorted(others))


def elsewhere(database: Path) -> tuple[tuple[Backup, Path | None], ...]:
    """The copies in folders that are not the database's by their name, each with the database it is of, where known.

    Raises:
        OSError: a folder cannot be read.
    """
    own = {folder_of(database), beside(database)}
    return tuple(
        (one, _owner(folder))
        for folder in folders(database)
        if folder not in own
        for one in sorted(_in(folder), key=_place)
    )


def _owner(folder: Path) -> Path | None:
    """The database whose copies a folder holds."""
    if folder.name.endswith(BESIDE):
        return folder.with_name(folder.name.removesuffix(BESIDE))
    try:
        return Path(os.fsdecode((folder / _OWNER).read_bytes()))
    except (OSError, ValueError):
        return None


# -- thinning ----------------------------------------------------------------------------------------


def _keep_what_is_missing(new: Path, database: Path) -> None:
    """Where the newest copy so far holds entries that the new one does not, see that it stays for ever.

    A journal only grows (what was purged is known), so something has been lost: a file was replaced, or emptied.
    """
    last = next(iter(all_of(database)), None)
    # What a restore has left behind was left behind on purpose.
    if last is None or last.reason in (KEPT, "restore") or not holds_more(last.path, new):
        return
    path = last.path.with_name(last.path.name.replace(f"-{last.reason}.", f"-{KEPT}."))
    with contextlib.suppress(OSError):
        last.path.rename(path)


def thin(backups: tuple[Backup, ...], just_taken: Backup) -> None:
    """Remove what is neither the newest of one of the last days and weeks nor taken before something was done."""
    keep = {just_taken.path} | {backup.path for backup in backups if backup.reason == KEPT}
    keep |= {backup.path for backup in _newest_of(backups, lambda b: b.taken.strftime("%Y-%m-%d"), DAYS)}
    keep |= {backup.path for backup in _newest_of(backups, lambda b: b.taken.strftime("%G-%V"), WEEKS)}
    by_hand = [backup for backup in backups if backup.reason != "opening"]
    keep |= {backup.path for backup in by_hand[:BEFORE]}
    for backup in backups:
        if backup.path not in keep:
            with contextlib.suppress(OSError):
                backup.path.unlink()


def _newest_of(backups: tuple[Backup, ...], span: Callable[[Backup], str], count: int) -> list[Backup]:
    """The newest of each of the last `count` spans that have any: a clock that was wrong takes none away."""
    newest: dict[str, Backup] = {}
    for backup in backups:
        newest.setdefault(span(backup), backup)
    return list(newest.values())[:count]
