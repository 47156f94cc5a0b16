"""An error of our own: told in one sentence, its details kept in a private file for whoever mends it."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime

from storage.files import private
from storage.locations import state_folder
from templates.words import _


def note_failure(error: BaseException | None) -> str:
    """Write an error's traceback to a file of this laptop; the sentence for the user."""
    name = type(error).__name__
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    path = state_folder() / "errors" / f"{stamp}-{os.getpid()}.txt"
    lines = traceback.format_exception(error) if error is not None else []
    said = _("phasebook met an error of its own ({name}) and had to stop; what was kept and typed is saved.")
    try:
        private.folder(path.parent)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(lines)
    except OSError:
        return said.format(name=name)
    details = _("Details stand in {path}; they may hold words from the screen.")
    return f"{said.format(name=name)} {details.format(path=path)}"
