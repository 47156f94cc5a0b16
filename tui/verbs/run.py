"""What every command of one run shares: which database, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.shelf import Shelf


class Run:
    """The choices made before the command."""

    def __init__(self, explicit: Path | None = None) -> None:
        """Remember the database named with `--db`; nothing is opened before it is needed."""
        self._explicit = explicit

    @property
    def database(self) -> Path:
        """The database to use."""
        from storage.locations import database_path

        return database_path(self._explicit)

    @contextmanager
    def shelf(self) -> Iterator[Shelf]:
        """The database, open."""
        from storage.shelf import Shelf

        with Shelf.open(self.database) as shelf:
            yield shelf
