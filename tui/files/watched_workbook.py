"""Following a workbook as it is written: after every save, what is understood differently now."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeAlias

from templates.words import _

PAUSE = 0.2
"""Seconds between looks at the file."""
GONE = 1.0
"""Seconds a file may be missing while an editor puts another in its place."""

_Stamp: TypeAlias = "tuple[int, int, int] | None"


def follow(file: Path, put: Callable[[str], None], wait: Callable[[float], None] = time.sleep) -> int:
    """Tell what a workbook asks, and again whenever the file has changed, until somebody presses Ctrl+C.

    Args:
        file: the workbook; an editor may replace it, and it may be missing for a while.
        put: writes lines.
        wait: sleeps for some seconds.

    Returns:
        0 where the file could be used when it ended, else 1.
    """
    from templates.workbook.explained import describe
    from templates.workbook.reader import read_file

    known: list[str] = []
    code = 1
    stamp: _Stamp = None
    missing = 0.0
    first = True
    try:
        while True:
            now = _stamp(file)
            if now is None and missing < GONE and not first:
                missing += PAUSE
            elif first or now != stamp:
                stamp, missing = now, 0.0
                reading = read_file(file)
                lines = describe(reading)
                put("\n".join(lines if first else _news(known, lines)))
                known, first, code = lines, False, 1 if reading.errors else 0
                put(_("— {time} · following {file}; Ctrl+C ends —").format(time=_time(), file=file))
            else:
                missing = 0.0
            wait(PAUSE)
    except KeyboardInterrupt:
        return code


def _stamp(file: Path) -> _Stamp:
    """What changes when a file is saved, in whatever way an editor does that; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _time() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _news(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines that are other than before, and the verdict, which is always the last."""
    for kind, start, stop, begin, end in SequenceMatcher(None, before[:-1], after[:-1], autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (f"- {line}" for line in before[start:stop] if line)
            yield from (f"+ {line}" for line in after[begin:end] if line)
    if list(before[:-1]) == list(after[:-1]):
        yield _("Nothing is understood differently.")
    yield after[-1]
