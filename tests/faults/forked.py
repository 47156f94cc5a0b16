"""The real program in a child of this process, with its modules loaded already: a thousand starts are cheap."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import traceback
from collections.abc import Callable

from tests.faults.terminal import PATIENCE

_CODES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*\x07|\x1b[=>]")


class Child:
    """A child that does some work with a terminal, or a pipe, to speak into."""

    def __init__(self, work: Callable[[], int], *, terminal: bool) -> None:
        """Let a child do `work`; its result is the exit code."""
        self.began = time.monotonic()
        self.heard: list[tuple[float, bytes]] = []
        """What it said and when it was heard."""
        if terminal:
            self.pid, self._line = pty.fork()
        else:
            self._line, theirs = os.pipe()
            self.pid = os.fork()
        if self.pid == 0:
            if terminal:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            else:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(theirs, 1)
                os.dup2(theirs, 2)
            _be(work)
        if not terminal:
            os.close(theirs)

    def type(self, keys: str) -> None:
        """Send keys as a keyboard would."""
        with contextlib.suppress(OSError):
            os.write(self._line, keys.encode())

    def listen(self, seconds: float) -> bool:
        """Hear what it says within `seconds`; False once it has nothing more to say, ever."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            ready, _w, _x = select.select([self._line], [], [], max(0.0, left))
            if not ready:
                return True
            try:
                said = os.read(self._line, 65536)
            except OSError:
                said = b""
            if not said:
                return False
            self.heard.append((time.monotonic(), said))

    def hears(self, words: str, since: int = 0) -> bool:
        """Wait until it has said what an expression matches, after its first `since` pieces; False where it ends."""
        deadline = time.monotonic() + PATIENCE
        while not re.search(words, self.said(since=since), re.DOTALL):
            if not self._one_more(deadline):
                return False
        return True

    def _one_more(self, deadline: float) -> bool:
        ready, _w, _x = select.select([self._line], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise AssertionError(f"said nothing more: {self.said()[-500:]}")
        try:
            said = os.read(self._line, 65536)
        except OSError:
            said = b""
        if said:
            self.heard.append((time.monotonic(), said))
        return bool(said)

    def said(self, *, until: float = float("inf"), since: int = 0) -> str:
        """What it had said at a time, without colours and places."""
        raw = b"".join(piece for at, piece in self.heard[since:] if at <= until)
        return _CODES.sub(b"", raw).decode("utf-8", "replace")

    def kill(self) -> None:
        """End it without any warning, and hear what it had still said."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.killed = time.monotonic()
        self._bury()

    def end(self) -> int:
        """Wait for its end; the exit code."""
        while self.listen(PATIENCE):
            pass
        return self._bury()

    def _bury(self) -> int:
        while self.listen(0.05):
            if not select.select([self._line], [], [], 0)[0]:
                break
        os.close(self._line)
        _pid, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def _be(work: Callable[[], int]) -> None:
    """In the child: do the work and end, whatever happens; never go back into the parent's code."""
    code = 70
    try:
        # The parent's streams still think of the parent's files.
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
