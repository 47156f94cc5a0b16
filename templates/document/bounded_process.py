"""A layout of somebody's own, run in a process apart: however it is written, it ends soon and takes little memory.

Jinja's sandbox keeps a layout from reaching out, not from never ending: a text of a thousand million letters, a loop in
a loop, a list that doubles itself. No list of such things is ever complete, and what is one step to the interpreter
cannot be stopped from within; a process can be ended from without, on every system.
"""

from __future__ import annotations

import contextlib
import io
import json
import pickle
import subprocess
import sys
import time
from pathlib import Path
from types import MappingProxyType
from typing import Any

from templates.document.layout import LayoutError
from templates.words import _, current

SECONDS = 10.0
"""How long a layout may take, the start of its process included."""
MEGABYTES = 768
"""How much memory it may take."""
_LOOK = 0.05
"""Seconds between two looks at how much it has taken."""


def unchanging(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    """A mapping that cannot be changed; Python itself packs none of those up."""
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    """Packs what a page is made of."""

    dispatch_table = {MappingProxyType: lambda mapping: (unchanging, (dict(mapping),))}


def arranged(file: str, *given: object, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> str:
    """What `templates.report.arranged` makes of `given`, made in a process apart.

    Args:
        file: what the layout is called, for errors.
        given: what that function takes.
        seconds: how long it may take.
        megabytes: how much memory it may take.

    Raises:
        LayoutError: the layout is faulty, or takes too long or too much.
    """
    deadline = time.monotonic() + seconds
    try:
        said = _ask(_packed(current(), megabytes, given), deadline, megabytes)
    except TimeoutError:
        reason = _("it takes longer than {n} seconds").format(n=int(seconds))
        raise LayoutError(file, 0, reason) from None
    except MemoryError:
        raise LayoutError(file, 0, too_much(megabytes)) from None
    except OSError as error:
        raise LayoutError(file, 0, error.strerror or str(error)) from error
    try:
        answer = json.loads(said)
    except ValueError:
        # Only a process that was ended says nothing whole, and what ends one is the system that has no memory left.
        raise LayoutError(file, 0, too_much(megabytes)) from None
    if "text" in answer:
        return str(answer["text"])
    raise LayoutError(answer["file"], answer["line"], answer["reason"])


def too_much(megabytes: int) -> str:
    """The reason told of a layout that takes too much memory."""
    return _("it takes more than {n} MB of memory").format(n=megabytes)


def _packed(*parts: object) -> bytes:
    packed = io.BytesIO()
    _Pickler(packed).dump(parts)
    return packed.getvalue()


def _ask(question: bytes, deadline: float, megabytes: int) -> bytes:
    """What the process says.

    Raises:
        TimeoutError: not by the deadline.
        MemoryError: it took too much.
        OSError: it could not be started.
    """
    with subprocess.Popen(
        # Without -P a folder called `templates` where the command was given would be run instead of ours.
        [sys.executable, "-P", "-m", "templates.document.layout_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        asked: bytes | None = question
        try:
            while True:
                try:
                    return process.communicate(asked, timeout=_LOOK)[0]
                except subprocess.TimeoutExpired:
                    asked = None  # it goes on by itself
                    if time.monotonic() > deadline:
                        raise TimeoutError from None
                    if memory_of(process.pid) > megabytes * 2**20:
                        raise MemoryError from None
        finally:
            process.kill()


def memory_of(process: int) -> int:
    """How many bytes of memory a process holds; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * _page()
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        told: Any = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(process)],  # what macOS and the BSDs have instead
            capture_output=True,
            timeout=2,
            check=False,
        )
        return int(told.stdout) * 1024
    return 0


def _page() -> int:
    import resource

    return resource.getpagesize()
