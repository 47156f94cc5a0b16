"""A real terminal with the real program in it: a pseudo-terminal, and pyte, which draws what comes out of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds after which what has not been drawn will not be."""
LEAVE = "\x11"
PROGRAM = (sys.executable, "-m", "tui")

_OURS = re.compile(
    rb"\x1b\[\d+;\d+H"  # go to a place
    rb"|\x1b\[(?:(?:0|1|2|3|4|7|9|22|23|24|27|29|39|49|[34]8;2;\d+;\d+;\d+|[34]8;5;\d+);?)*m"  # colours Textual sends
    rb"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"  # modes
    rb"|\x1b\]22;[a-z-]+\x07"  # the mouse's shape
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u"  # questions, Kitty's keys
)
"""What Textual itself sends to a terminal."""
_CODES = re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def foreign(painted: bytes) -> list[str]:
    """The control codes in what was painted that Textual has not sent of its own accord."""
    left = _OURS.sub(b"", painted)
    found = [left[max(0, m.start() - 8) : m.end() + 12].decode("utf-8", "replace") for m in _CODES.finditer(left)]
    return found + _C1.findall(left.decode("utf-8", "ignore"))


def _own_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A pseudo-terminal with a program in it."""

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        command: Sequence[str] = PROGRAM,
        owned: bool = True,
    ) -> None:
        """Start the program with `arguments`; `size` is columns and lines, `owned` whether it is told of the end."""
        columns, lines = size
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(self.theirs)
        self.painted = bytearray()
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._drawn = 0
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            env={**os.environ, "TERM": "xterm-256color", "PHASEBOOK_LANG": "en", **(environment or {})},
            start_new_session=True,
            preexec_fn=_own_terminal if owned else None,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.close()

    def close(self) -> None:
        """The window is closed: the program's terminal has gone."""
        for end in ("ours", "theirs"):
            with contextlib.suppress(OSError):
                os.close(getattr(self, end))

    # -- hands -----------------------------------------------------------------------------------

    def type(self, keys: str | bytes) -> None:
        """Send keys as a keyboard would, however many: what is painted meanwhile is read."""
        left = keys.encode() if isinstance(keys, str) else keys
        deadline = time.monotonic() + PATIENCE
        while left:
            reading, writing, _x = select.select([self.ours], [self.ours], [], 1.0)
            if reading:
                self._read()
            if writing:
                # Less than a line of a terminal's input buffer holds.
                left = left[os.write(self.ours, left[:1024]) :]
            assert time.monotonic() < deadline, "the program does not read its keyboard"

    def paste(self, text: str) -> None:
        """Paste as a terminal does that has been asked for bracketed pastes."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def kill(self) -> None:
        """End the program without any warning."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    # -- eyes ------------------------------------------------------------------------------------

    def look(self, seconds: float = 0.0) -> bool:
        """Read what has been painted, waiting at most `seconds` for it; whether anything was."""
        ready, _w, _x = select.select([self.ours], [], [], seconds)
        return bool(ready) and self._read()

    def _read(self) -> bool:
        try:
            painted = os.read(self.ours, 65536)
        except OSError:  # the last of the other ends was closed
            return False
        self.painted += painted
        return bool(painted)

    @property
    def text(self) -> str:
        """What the screen shows, line by line, as a terminal has drawn it."""
        new, self._drawn = bytes(self.painted[self._drawn :]), len(self.painted)
        # pyte does not know `CSI > … u` and `CSI ? … $ p` and would print their ends.
        self._stream.feed(re.sub(rb"\x1b\[(?:[<>]\d*u|\?\d+\$p)", b"", new))
        cells, columns = self.screen.buffer, range(self.screen.columns)
        # The second cell of a wide character is empty.
        return "\n".join("".join(cells[y][x].data for x in columns).rstrip() for y in range(self.screen.lines))

    def until(self, condition: Callable[[], object], why: str = "") -> None:
        """Read until a condition holds; fail, with the screen, where it never does."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            left = deadline - time.monotonic()
            gone = not self.look(min(0.5, max(0.0, left))) and self.process.poll() is not None
            if (left <= 0 or gone) and not condition():
                raise AssertionError(f"never came about: {why}\n{self.text}")

    def shows(self, *words: str) -> None:
        """Wait until words stand on the screen, however they are coloured."""
        self.until(lambda: all(word in self.text for word in words), f"shows {words}")

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.text
            self.look(0.05)
        while self.look(0.0):
            pass
        return self.process.returncode
