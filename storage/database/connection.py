"""One SQLite file, opened our way: checked before it is touched, private, durable, one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from storage.database.schema import (
    APPLICATION_ID,
    NEEDS,
    VERSION,
    migrations,
    parse_version,
)
from storage.errors import Foreign, Newer, damaged, from_os, from_sqlite
from storage.files import private
from storage.locations import DRAFTS, real
from templates import __version__
from templates.words import _

T = TypeVar("T")
Row = dict[str, Any]

_MAGIC = b"SQLite format 3\x00"


class Connection:
    """A connection every statement goes through; SQLite's errors leave it as ours."""

    def __init__(
        self,
        path: Path,
        *,
        lock_wait: float,
        before_migration: Callable[[Path], object] | None = None,
        in_memory: bool = False,
    ) -> None:
        """Open the file at `path`, making it where it is missing.

        Args:
            path: the database's file.
            lock_wait: seconds a statement waits for another program's lock.
            before_migration: what to do before a file of an earlier version is brought up to date.
            in_memory: whether to leave the file alone and begin with nothing.

        Raises:
            StorageError: the file cannot be opened, is not ours, or is of a version we cannot open.
        """
        self.path = path
        if not in_memory:
            _make_private_file(path)
            check_header(path)
        self._lock_wait = lock_wait
        self._before_migration = before_migration
        with self._sqlite_errors():
            # Whole, so that no name means something else to SQLite, as `:memory:` does.
            name = ":memory:" if in_memory else path.absolute()
            raw = sqlite3.connect(name, isolation_level=None, timeout=lock_wait)
            try:
                self._prepare(raw)
            except BaseException:
                raw.close()
                raise
        if not in_memory:
            _close_to_others(path)

    def _prepare(self, raw: sqlite3.Connection) -> None:
        self.db = Database(raw, execute_plugins=False, recursive_triggers=False)
        for pragma in (
            "synchronous = EXTRA",
            "foreign_keys = ON",
            "secure_delete = ON",
            "trusted_schema = OFF",
            "temp_store = MEMORY",
        ):
            self.db.execute(f"PRAGMA {pragma}").fetchall()
        if self._pragma("user_version") < VERSION:
            self._migrate()
        elif self._pragma("user_version") > VERSION:
            self._refuse_newer()
        elif self.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            # Some tool has changed it. Where another window has the file open it stays until the next time.
            with contextlib.suppress(sqlite3.OperationalError):
                self.db.execute("PRAGMA journal_mode = DELETE").fetchall()

    def _pragma(self, name: str) -> int:
        return int(self.db.execute(f"PRAGMA {name}").fetchone()[0])

    def _holds_tables(self) -> bool:
        return bool(self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])

    def _migrate(self) -> None:
        """Bring the file to this program's version; several programs may try at once, one does it."""

        def work() -> None:
            if self._pragma("user_version") >= VERSION:
                return
            if self._pragma("application_id") != APPLICATION_ID and self._holds_tables():
                # The header said nothing, but these are somebody's tables.
                raise _belongs_to_another(self.path)
            migrations.apply(self.db)
            self.db.execute("INSERT OR REPLACE INTO about VALUES ('needs', ?), ('program', 'phasebook')", [NEEDS])
            self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self.db.execute(f"PRAGMA user_version = {VERSION}")

        if self._before_migration is not None and self._pragma("user_version"):
            self._before_migration(self.path)
        self.write(work)

    def _refuse_newer(self) -> None:
        """A newer program says in `needs` how old a program may still open its files."""
        row = self.db.execute("SELECT value FROM about WHERE key = 'needs'").fetchone()
        needs = str(row[0]) if row else "?"
        if parse_version(needs) > parse_version(__version__):
            raise Newer(
                _(
                    "{path} was written by a newer phasebook and needs version {needs} or later "
                    "(this is {here}); nothing was changed. Update with: pip install --upgrade phasebook"
                ).format(path=self.path, needs=needs, here=__version__)
            )

    @property
    def lock_wait(self) -> float:
        """Seconds a statement waits for another program's lock."""
        return self._lock_wait

    @lock_wait.setter
    def lock_wait(self, seconds: float) -> None:
        self._lock_wait = seconds
        with self._sqlite_errors():
            self.db.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}").fetchall()

    @contextmanager
    def _sqlite_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error
        except UnicodeDecodeError as error:
            # What SQLite quotes of a damaged file, its own error included, may be no text.
            raise damaged(self.path, error) from error
        except OSError as error:
            raise from_os(error, self.path) from error

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query: none is left unfetched, for an open cursor blocks every commit."""
        with self._sqlite_errors():
            cursor = self.db.execute(sql, list(parameters))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def values(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query as plain tuples."""
        with self._sqlite_errors():
            return self.db.execute(sql, list(parameters)).fetchall()

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement inside `write`."""
        self.db.execute(sql, list(parameters)).fetchall()

    def write(self, work: Callable[[], T]) -> T:
        """Run `work` in one transaction that is durable when this returns, or has changed nothing.

        The write lock is taken first: a read before it could be out of date by the first write.
        """
        with self._sqlite_errors():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                result = work()
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.conn.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            return result

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that see one state of the file."""
        with self._sqlite_errors():
            self.db.execute("BEGIN")
            try:
                yield
            finally:
                if self.db.conn.in_transaction:
                    self.db.execute("ROLLBACK")

    def data_version(self) -> int:
        """A number that changes when any other connection commits."""
        with self._sqlite_errors():
            return self._pragma("data_version")

    def vacuum(self) -> None:
        """Write the file anew, without what was removed from it; nobody else may have it in use meanwhile."""
        with self._sqlite_errors():
            self.db.execute("VACUUM").fetchall()

    def close(self) -> None:
        """Close the connection; every finished write is on the disk already."""
        with contextlib.suppress(sqlite3.Error):
            self.db.close()


def _make_private_file(path: Path) -> None:
    """Make the file (0600) and its folder (0700) where they are missing."""
    refuse_name(path)
    try:
        if not path.parent.exists():
            private.folder(path.parent)
        try:
            private.new(path)
        except FileExistsError:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path)) from None
            if not stat.S_ISREG(mode):
                # A pipe would never end, a device never begin.
                raise _not_ours(path) from None
    except OSError as error:
        raise from_os(error, path) from error


def refuse_name(path: Path) -> None:
    """Refuse the name of what belongs to another database, its drafts say: no database is ever made in their place."""
    if "-" in path.name or path.name.casefold().endswith(DRAFTS):
        from storage.files.database_names import belongs_to_one

        if belongs_to_one(path):
            raise _not_ours(path)


def check_header(path: Path) -> None:
    """Look at the file's first hundred bytes, without SQLite, and refuse what is not ours untouched."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise from_os(error, path) from error
    application = int.from_bytes(header[68:72], "big")
    # Version 0 with no mark is what SQLite leaves when a program dies before its first commit.
    bare = application == 0 and header[60:64] == bytes(4) and header[18:19] != b"\x02"
    unborn = bare and path.stat().st_size <= 4096
    if header and not header.startswith(_MAGIC):
        raise _not_ours(path)
    if header and application != APPLICATION_ID and not unborn:
        raise _belongs_to_another(path)


def _close_to_others(path: Path) -> None:
    """Take away what others may do with the file and what is beside it; where that is not allowed, `doctor` says so."""
    for end in ("", "-journal", DRAFTS):
        private.close(real(path).with_name(real(path).name + end))


def _not_ours(path: Path) -> Foreign:
    return Foreign(
        _("{path} is not a phasebook database; it was left as it is. Choose another file with --db.").format(path=path)
    )


def _belongs_to_another(path: Path) -> Foreign:
    return Foreign(
        _("{path} belongs to another program; it was left as it is. Choose another file with --db.").format(path=path)
    )
