"""An error of our own: told in one sentence, with a private report of where it happened and none of what people wrote.

An exception's message, its notes and the values of its variables may hold what somebody wrote, covered words too; a
report that is handed on, or a terminal on a projector, would tell it. So both have only what is the program's own:
kinds of errors, and lines of its source. `PHASEBOOK_DEBUG=1` puts the messages, never a variable, into the report.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from templates.words import _

if TYPE_CHECKING:
    import threading
    from pathlib import Path
    from types import TracebackType

_FIRST, _LAST = 20, 60
"""Lines of a stack that are told: an endless recursion has a thousand."""


def debugging() -> bool:
    """Whether whoever runs this asked for more about errors."""
    return bool(os.environ.get("PHASEBOOK_DEBUG"))


def errors_folder() -> Path:
    """The folder of the reports; not made here."""
    from storage.locations import state_folder

    return state_folder() / "errors"


def note_failure(error: BaseException) -> str:
    """Write a private report of an error; the sentence for the user."""
    name = type(_root(error)).__name__
    said = _("phasebook met an error of its own ({name}) and had to stop; what was kept and typed is saved.")
    path = report(error)
    if path is None:
        return said.format(name=name)
    details = _("Where it happened stands in {path}, without anything that was written.")
    if debugging():
        details = _("Details stand in {path}; with PHASEBOOK_DEBUG they may hold words that were written.")
    return f"{said.format(name=name)} {details.format(path=path)}"


def report(error: BaseException) -> Path | None:
    """Write the report of an error, for its owner only; its file, or None where it could not be written."""
    import secrets
    from datetime import UTC, datetime

    from storage.files import private

    try:
        folder = private.folder(errors_folder())
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        path = folder / f"{stamp}-{os.getpid()}-{secrets.token_hex(2)}.txt"
        opened = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("\n".join((*_setting(), *described(error, messages=debugging()), "")))
    except Exception:  # what tells of an error must not become one: no disk, no memory, a home that is gone
        return None
    return path


def described(error: BaseException, *, messages: bool = False) -> list[str]:
    """An error and what led to it, the first one first, as lines.

    Args:
        error: what was raised.
        messages: whether to tell the errors' own words, which may be people's.
    """
    lines: list[str] = []
    for one in _chain(error):
        lines += ["Traceback (most recent call last):", *_stack(one.__traceback__)]
        kind = f"{type(one).__module__}.{type(one).__qualname__}"
        lines += [f"{kind}: {one}" if messages else kind, ""]
    return lines[:-1]


def _setting() -> tuple[str, ...]:
    from templates import __version__

    return (f"phasebook {__version__}, Python {sys.version.split()[0]}, {sys.platform}", "")


def _before(error: BaseException) -> list[BaseException]:
    """What led to an error: its cause, the errors in a group, the error of a worker."""
    inner = list(error.exceptions) if isinstance(error, BaseExceptionGroup) else []
    wrapped = getattr(error, "error", None)  # Textual's WorkerFailed
    if isinstance(wrapped, BaseException):
        inner.append(wrapped)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return inner + ([cause] if cause is not None else [])


def _chain(error: BaseException) -> list[BaseException]:
    """An error after all that led to it, each once."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if all(one is not other for other in found):
            found.append(one)
            waiting += _before(one)
    return found[::-1]


def _root(error: BaseException) -> BaseException:
    """What went wrong, where Textual only says that a worker failed."""
    wrapped = getattr(error, "error", None)
    return wrapped if isinstance(wrapped, BaseException) else error


def _stack(tracked: TracebackType | None) -> list[str]:
    """The places an error came through; of the source only Python's, for a layout is people's own text."""
    import linecache
    import traceback

    lines = []
    for frame, number in traceback.walk_tb(tracked):
        file = frame.f_code.co_filename
        source = linecache.getline(file, number).strip() if file.endswith(".py") else ""
        lines.append(f'  File "{file}", line {number}, in {frame.f_code.co_name}')
        lines[-1] += f"\n    {source}" if source else ""
    left = len(lines) - _FIRST - _LAST
    return lines if left <= 0 else [*lines[:_FIRST], f"  … {left} more …", *lines[-_LAST:]]


# -- where nobody catches ------------------------------------------------------------------------------


def say(sentence: str) -> None:
    """Write a sentence on the terminal, if there still is one."""
    from tui.words.safe_text import shown

    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(shown(sentence) + "\n")


def watch_process() -> None:
    """From here on whatever nobody catches is told in one sentence: in the program, in a thread, at its end."""
    import threading

    sys.excepthook = _uncaught
    threading.excepthook = _in_a_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, tracked: TracebackType | None) -> None:
    del kind
    if isinstance(error, KeyboardInterrupt):
        say(_("Stopped; everything kept before stays kept."))
    else:
        say(note_failure(error.with_traceback(tracked)))


def _in_a_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
        say(note_failure(failed.exc_value.with_traceback(failed.exc_traceback)))


def _unraisable(failed: sys.UnraisableHookArgs) -> None:
    """What goes wrong while something is thrown away stops nothing, so it is noted and not told."""
    if failed.exc_value is not None:
        report(failed.exc_value)


@contextmanager
def native_crashes_noted() -> Iterator[None]:
    """Where the interpreter itself dies, let it write where it was into the private folder, and nothing elsewhere."""
    import faulthandler

    from storage.files import private

    try:
        path = private.folder(errors_folder()) / f"crash-{os.getpid()}.txt"
        file = os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w")
    except OSError:
        yield
        return
    with file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
            if not file.tell():
                with suppress(OSError):
                    path.unlink()
