"""What every command of one run shares: which database, and how it is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.locations import real
from templates.words import _
from tui.command_line.shared.output import say

if TYPE_CHECKING:
    from storage.shelf import Shelf


class Run:
    """The choices made before the command."""

    def __init__(self, explicit: Path | None = None) -> None:
        """Remember the database named with `--db`; nothing is opened before it is needed."""
        self._explicit = explicit
        self._used = False
        self._purged = False

    def after(self) -> str:
        """Tidy up and take the day's backup, once the output is out; what is wrong, in sentences, else nothing."""
        if not self._used:
            return ""
        from storage.files.backup import after_command
        from storage.safety.leftovers import clear

        left = clear(self.database).stuck
        if self._purged:
            from storage.safety.clean_up import at_start

            left = at_start(self.database)
        damage = after_command(self.database)
        return "\n".join([*left, *([damage] if damage else [])])

    @property
    def database(self) -> Path:
        """The database to use."""
        from storage.locations import database_path

        return database_path(self._explicit)

    @property
    def is_not_begun(self) -> bool:
        """Whether nobody named a database and the usual one has not been made yet."""
        return self._explicit is None and not os.environ.get("PHASEBOOK_DB") and not self.database.exists()

    @property
    def existing(self) -> Path:
        """The database to use, which must be there: a name typed wrong makes no new one.

        Raises:
            NotFound: there is none.
        """
        if not self.database.exists():
            from storage.errors import NotFound

            raise NotFound(
                _("There is no database {path}; check its name, or start one with `phasebook new`.").format(
                    path=self.database
                )
            )
        return self.database

    @contextmanager
    def reading(self) -> Iterator[Shelf]:
        """The database, open, where it is there already.

        Raises:
            NotFound: there is none.
        """
        self.existing  # noqa: B018  # raises
        with self.shelf() as shelf:
            yield shelf

    @contextmanager
    def listing(self) -> Iterator[Shelf]:
        """The database, open; where there is none, an empty one that is nowhere, and a word about it."""
        from storage.shelf import Shelf

        if self.database.exists():
            with self.shelf() as shelf:
                yield shelf
            return
        if not self.is_not_begun:
            say(_("There is no database {path} yet; `phasebook new` makes it.").format(path=self.database))
        with Shelf.nowhere(self.database) as shelf:
            yield shelf

    @contextmanager
    def shelf(self) -> Iterator[Shelf]:
        """The database, open; it is made where it is missing."""
        from storage.errors import StorageError
        from storage.shelf import Shelf

        with Shelf.open(self.database) as shelf:
            self._join_drafts()
            yield shelf
            try:
                self._purged = shelf.has_purged()
            except StorageError:
                self._purged = True  # a moment's lock: what comes after looks again
        self._used = True

    def _join_drafts(self) -> None:
        """Bring covered writing to the database that was put beside a link it was opened through."""
        if self.database.exists() and self.database.absolute() != real(self.database):
            from storage.drafts.strays import join

            for sentence in join(self.database):
                say(sentence)
