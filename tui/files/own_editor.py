"""Writing in one's own editor: the screen steps aside, a private file carries the text there and back."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from storage.files import private, temporary
from templates.text import keep
from templates.words import _
from templates.words import reason as reason_of


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
    with ExitStack() as held:
        try:
            folder = held.enter_context(_folder())
        except OSError as error:
            said = _(
                "There is no place to put the text for the editor ({reason}); set TMPDIR to a folder that can be used."
            )
            return None, said.format(reason=error.strerror or error)
        return _run(app, editor, folder / "note.md", text)


def _run(app: App[Any], editor: list[str], path: Path, text: str) -> tuple[str | None, str]:
    """Hand a file to the editor and take it back; or None and the sentence that says why it did not come back."""
    try:
        return _edited(app, editor, path, text)
    except OSError as error:
        return None, _("{editor} could not be run ({reason}); set EDITOR to the one you like.").format(
            editor=editor[0], reason=reason_of(error)
        )


@contextmanager
def _folder() -> Iterator[Path]:
    """A private folder for the text: the next start takes away what a killed program leaves there."""
    with ExitStack() as held:
        try:
            folder = held.enter_context(temporary.folder(temporary.edited()))
        except OSError:  # a state folder that cannot be written must not keep anybody from writing
            folder = Path(
                held.enter_context(tempfile.TemporaryDirectory(prefix="phasebook-", ignore_cleanup_errors=True))
            )
        yield folder


def _edited(app: App[Any], editor: list[str], path: Path, text: str) -> tuple[str | None, str]:
    private.write(path, text)
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
