"""What the tests run as programs of their own: `python -m tests.storage.programs VERB …`.

Each says `ready` when it has loaded, and begins when it is told to: several then begin at one moment.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Program:
    """One such program, seen from the test."""

    def __init__(self, *arguments: object) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.programs", *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.line() == "ready"

    def line(self) -> str:
        """The next line it says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def tell(self, line: str = "go") -> None:
        """Tell it to go on."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Wait for its end; its exit code, negative for a signal."""
        self._process.communicate(timeout=60)
        return self._process.returncode

    def kill(self) -> None:
        """End it without any warning."""
        self._process.kill()
        self.end()


def all_at_once(programs: Sequence[Program]) -> list[int]:
    """Let all begin, and wait for all to end."""
    for program in programs:
        program.tell()
    return [program.end() for program in programs]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _begin() -> None:
    _say("ready")
    sys.stdin.readline()


def main(verb: str, *arguments: str) -> None:
    """Do what `verb` says."""
    from storage import laptop
    from storage.drafts.draft_writer import Drafts
    from storage.shelf import Shelf
    from tests.storage.tiny import draft, note

    match verb, arguments:
        case "open", (path,):
            _begin()
            Shelf.open(Path(path), lock_wait=20).close()
        case "write", (path, retro, name, count):
            _begin()
            with Shelf.open(Path(path), lock_wait=20) as shelf:
                for number in range(int(count)):
                    shelf.keep(retro, note(f"{name}{number}"))
        case "identify", ():
            _begin()
            _say(laptop.laptop_id())
        case "type", (path, retro, text):
            _begin()
            drafts = Drafts(Path(path))
            drafts.put(draft(retro, text))
            _say(str(drafts.flush()))
            if sys.stdin.readline().strip() == "close":
                drafts.close()
            os.kill(os.getpid(), signal.SIGKILL)
        case "keep and die", (path, retro, act):
            _begin()
            drafts = Drafts(Path(path))
            kept = draft(retro, "kept", act=act)
            drafts.put(kept)
            drafts.flush()
            with Shelf.open(Path(path)) as shelf:
                shelf.keep(retro, note(kept.body["text"], id=kept.answer), act=kept.act)
                # Between keeping the answer and clearing its draft.
                os.kill(os.getpid(), signal.SIGKILL)
        case _:
            raise SystemExit(f"unknown: {verb} {arguments}")


if __name__ == "__main__":
    main(*sys.argv[1:])
