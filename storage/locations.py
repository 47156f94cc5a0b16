"""Where things are kept: the database, the laptop's own state, a team's settings."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

APP = "phasebook"
DRAFTS = ".drafts"
"""What the name of the drafts' file ends with, after the database's."""


@lru_cache(maxsize=1)
def _dirs() -> type:
    from platformdirs import PlatformDirs

    return PlatformDirs


def _folder(kind: str) -> Path:
    return Path(getattr(_dirs()(APP, appauthor=False), kind))


def data_folder() -> Path:
    """The folder of the databases; not made here."""
    return _folder("user_data_dir")


def state_folder() -> Path:
    """The folder of what belongs to this laptop and is never copied with a database."""
    return _folder("user_state_dir")


def config_folder() -> Path:
    """The folder of settings people write by hand."""
    return _folder("user_config_dir")


def database_path(explicit: Path | None = None) -> Path:
    """The database to use: the one named, else `PHASEBOOK_DB`, else `phasebook.db` in the data folder."""
    if explicit is not None:
        return explicit
    named = os.environ.get("PHASEBOOK_DB")
    return Path(named) if named else data_folder() / "phasebook.db"


def workbooks_folder() -> Path:
    """The folder of a team's own workbooks; not made here."""
    return data_folder() / "workbooks"


def demo_path() -> Path:
    """The demo's own database."""
    return data_folder() / "demo.db"


def real(path: Path) -> Path:
    """A file's own path, all links followed: what belongs to a database hangs on this, however it was opened."""
    return Path(os.path.realpath(path))
