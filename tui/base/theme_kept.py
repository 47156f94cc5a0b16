"""Which theme was chosen last on this laptop."""

from __future__ import annotations

import contextlib
from pathlib import Path

from storage.files import private
from storage.locations import state_folder
from tui.base.theme import DARK, THEMES


def _theme_file() -> Path:
    return state_folder() / "theme"


def remembered_theme() -> str:
    """The name of the theme chosen last on this laptop; the dark one where none was."""
    try:
        file = _theme_file()
        # A pipe in its place would be waited for without end.
        name = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
    except (OSError, ValueError):
        return DARK.name
    return name if name in {theme.name for theme in THEMES} else DARK.name


def remember_theme(name: str) -> None:
    """Remember a theme for next time; where that cannot be written, it is chosen again by hand."""
    with contextlib.suppress(OSError):
        private.write(_theme_file(), name + "\n")
