"""Writing in one's own editor: the screen steps aside, a private file carries the text there and back."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from templates.text import keep
from templates.words import _


def _editor() -> tuple[list[str], str]:
    """The editor to run: `$VISUAL`, `$EDITOR`, else what the system has; or none, and the sentence that says why."""
    for name in ("VISUAL", "EDITOR"):
        named = os.environ.get(name, "").strip()
        if named:
            try:
                return shlex.split(named, posix=os.name != "nt"), ""
            except ValueError:  # a quotation mark that nothing closes, a backslash at the end
                said = _("{name} is set to {value}, which cannot be read as a command; set it like {name}=nano.")
                return [], said.format(name=name, value=named)
    for name in ("nano", "vi", "notepad"):
        if found := shutil.which(name):
            return [found], ""
    return [], _("No editor was found; set EDITOR to the one you like, such as EDITOR=nano.")


def edit_elsewhere(app: App[Any], text: str) -> tuple[str | None, str]:
    """Let the user edit `text` in an editor.

    Returns:
        The text and an empty sentence; or None and the sentence that says why nothing came back.
    """
    editor, sentence = _editor()
    if not editor:
        return None, sentence
    try:
        folder = tempfile.mkdtemp(prefix="phasebook-")
    except OSError as error:
        said = _(
            "There is no place to put the text for the editor ({reason}); set TMPDIR to a folder that can be used."
        )
        return None, said.format(reason=error.strerror or error)
    path = Path(folder) / "note.md"
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
        trouble: OSError | None = None
        try:
            with app.suspend():
                # An error that left this block would leave the screen aside for ever; ctrl+c is the editor's.
                before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
                try:
                    done = subprocess.run([*editor, str(path)], check=False)
                except OSError as error:
                    trouble = error
                finally:
                    signal.signal(signal.SIGINT, before)
        except SuspendNotSupported:
            return None, _("This terminal cannot step aside for an editor.")
        if trouble is not None:
            raise trouble
        if done.returncode != 0:
            said = _("{editor} ended with an error ({code}); the text here is as it was.")
            return None, said.format(editor=editor[0], code=done.returncode)
        back = path.read_bytes().decode("utf-8", errors="replace")
        return keep(back).text.removesuffix("\n"), ""
    except OSError as error:
        return None, _("{editor} could not be run ({reason}); set EDITOR to the one you like.").format(
            editor=editor[0], reason=error.strerror or error
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
