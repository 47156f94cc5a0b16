"""This laptop's identity, by which the journal knows whose entry is whose."""

from __future__ import annotations

import re
from pathlib import Path

from storage.files import private
from storage.ids import new_id
from storage.locations import state_folder


def laptop_id() -> str:
    """This laptop's identity: kept in the state folder, never in a database, which people copy.

    Where the state folder cannot be written the identity lasts as long as the program; undo then
    reaches no further back than that.
    """
    global _laptop
    if _laptop is None:
        _laptop = _read_or_make()
    return _laptop


_laptop: str | None = None


def forget_laptop() -> None:
    """Read the identity anew at the next use, as a fresh process would."""
    global _laptop
    _laptop = None


def _read_or_make() -> str:
    path = state_folder() / "laptop"
    known = _known(path)
    if known:
        return known
    made = new_id()
    try:
        try:
            # Of two programs starting at once, one identity wins.
            private.write(path, made + "\n", over=False)
        except FileExistsError:
            # Another was faster; or what stands there is damaged.
            if not _known(path):
                private.write(path, made + "\n")
    except OSError:
        return made
    return _known(path) or made


def _known(path: Path) -> str:
    """The identity in a file, or an empty text where there is none that can be read."""
    try:
        # A pipe in its place would be waited for without end.
        text = path.read_text(encoding="ascii").strip() if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""
    return text if re.fullmatch(r"[0-9a-f]{20}", text) else ""
