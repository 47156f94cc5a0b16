"""A pseudo-terminal of 80x24 with a program in it, and a stopwatch that waits for words to be painted."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from benchmarks.figures import environment

PATIENCE = 30.0
"""Seconds after which words that have not been painted will not be."""
LEAVE = "\x11"
"""ctrl+q, which leaves every Textual program."""

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, places, modes
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and the like
    rb"|\x1b[P_^X].*?\x1b\\"  # strings to the terminal
    rb"|\x1b[()][0-9A-Za-z]|\x1b[=>78]",
    re.DOTALL,
)
_BLANKS = re.compile(rb"\s+")


class Terminal:
    """A program running in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.began = time.perf_counter()
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._child = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(home), start_new_session=True
        )
        os.close(theirs)
        self._painted = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave as a user would; whoever does not leave is ended."""
        try:
            self.press(LEAVE)
            until = time.perf_counter() + 5
            while self._child.poll() is None and time.perf_counter() < until:
                self._read(0.01)
        finally:
            if self._child.poll() is None:
                self._child.kill()
            self._child.wait()
            os.close(self._ours)

    def press(self, keys: str) -> None:
        """Type; what was painted before is forgotten."""
        self._painted = b""
        os.write(self._ours, keys.encode())

    def wait_for(self, words: str, *, since: float) -> float:
        """Wait until `words` have been painted, however wrapped or coloured; seconds from `since` to then."""
        wanted = _BLANKS.sub(b"", words.encode())
        while wanted not in _BLANKS.sub(b"", _ESCAPES.sub(b"", self._painted)):
            left = since + PATIENCE - time.perf_counter()
            if left <= 0 or not self._read(left):
                raise TimeoutError(f"“{words}” was never painted; last was: {self.tail()}")
        return time.perf_counter() - since

    def settle(self, quiet: float = 0.15) -> None:
        """Wait until nothing has been painted for `quiet` seconds."""
        while self._read(quiet):
            pass

    def tail(self) -> str:
        """The last of what was painted since the last key, without colours and places."""
        return _ESCAPES.sub(b" ", self._painted).decode(errors="replace")[-500:]

    def _read(self, seconds: float) -> bool:
        """Take what the program has painted; False where nothing came in time or the program has ended."""
        ready, _, _ = select.select([self._ours], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            painted = os.read(self._ours, 65536)
        except OSError:  # the last of the other ends was closed
            return False
        self._painted += painted
        return bool(painted)


def first_paint(command: Sequence[str], home: Path, words: str) -> float:
    """Seconds from the start of a program until it has painted `words`."""
    with Terminal(command, home) as terminal:
        return terminal.wait_for(words, since=terminal.began)
