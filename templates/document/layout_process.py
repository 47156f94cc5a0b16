"""The process in which a layout of somebody's own is run: reads what to arrange, writes the text or what was wrong."""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from typing import Any

from templates import words
from templates.document.bounded_process import too_much
from templates.document.layout import LayoutError


def main() -> None:
    """Answer the one question on standard input."""
    # From the program that started this one, through a pipe nobody else holds.
    lang, megabytes, given = pickle.load(sys.stdin.buffer)  # noqa: S301
    words.use(lang)
    _bound(megabytes)
    sys.stdout.write(json.dumps(_answer(given, megabytes)))


def _bound(megabytes: int) -> None:
    """Let the system refuse more than `megabytes` where it can; whoever started this process watches it too."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        most = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _answer(given: tuple[Any, ...], megabytes: int) -> dict[str, object]:
    from templates.document.render import arranged

    try:
        return {"text": arranged(*given)}
    except LayoutError as error:
        if isinstance(error.__cause__, MemoryError):
            return {"file": error.file, "line": error.line, "reason": too_much(megabytes)}
        return {"file": error.file, "line": error.line, "reason": error.reason}


if __name__ == "__main__":
    main()
