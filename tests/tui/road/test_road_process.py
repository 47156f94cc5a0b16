"""The program in a real terminal: killed in the middle of a word, ended by the system, and stepping aside."""

from __future__ import annotations

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

import pytest

from storage.drafts.draft_writer import Drafts
from storage.files import temporary
from storage.ids import new_id
from storage.locations import state_folder
from templates.filled_page.page import Note
from tests.tui.command_line.running import ROOT
from tests.tui.walking import notes, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
PATIENCE = 30.0
IN, OUT = b"\x1b[?1049h", b"\x1b[?1049l"


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(self, database: Path, retro: str, **environment: str) -> None:
        self.ours, self.theirs = pty.openpty()
        ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.theirs)
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--db", str(database), "open", retro],
            cwd=ROOT,
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            env={**os.environ, "TERM": "xterm-256color", "PHASEBOOK_LANG": "en", **environment},
            start_new_session=True,
        )

    def type(self, keys: str) -> None:
        """Send keys as a keyboard would."""
        os.write(self.ours, keys.encode())

    def read_until(self, enough: Callable[[bytes], bool]) -> None:
        """Read what the program draws until it has drawn enough."""
        deadline = time.monotonic() + PATIENCE
        while not enough(self.seen):
            ready, _w, _x = select.select([self.ours], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, plain(self.seen)[-2500:]
            self.seen += os.read(self.ours, 65536)

    def shows(self, words: str) -> None:
        """Wait until words have been drawn, however they were coloured."""
        self.read_until(lambda seen: words in plain(seen))

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, plain(self.seen)[-1000:]
            if select.select([self.ours], [], [], 0.05)[0]:
                self.seen += os.read(self.ours, 65536)
        while select.select([self.ours], [], [], 0.05)[0]:
            self.seen += os.read(self.ours, 65536)
        return self.process.returncode


def plain(seen: bytes) -> str:
    """What was drawn, without colours and positions."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode("utf-8", "replace"))


@contextmanager
def terminal(database: Path, retro: str, **environment: str) -> Iterator[Terminal]:
    shown = Terminal(database, retro, **environment)
    try:
        yield shown
    finally:
        shown.process.kill()
        shown.process.wait()
        os.close(shown.ours)
        os.close(shown.theirs)


def drafted(database: Path, retro: str) -> list[str]:
    """The words an ended program has left."""
    return [draft.body["text"] for draft in Drafts(database).all(retro)]


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


def test_a_word_survives_the_kill_and_is_open_at_the_next_start(database: Path, retro: str) -> None:
    with terminal(database, retro) as shown:
        shown.shows("What did you hope for?")
        shown.type("a")
        shown.shows("Write a note")
        shown.type("first\rin the middle of a wor")
        shown.shows("in the middle of a wor")
        shown.read_until(lambda seen: "✓ saved" in plain(seen).rpartition("a wor")[2])
        os.kill(shown.process.pid, signal.SIGKILL)
        shown.process.wait()
    assert notes(database, retro) == [("client", "first")]
    assert drafted(database, retro) == ["in the middle of a wor"]
    with terminal(database, retro) as shown:
        shown.shows("in the middle of a wor")
        shown.shows("Enter keeps it")
        shown.type("d\r")
        shown.shows("• in the middle of a word")
        shown.type("\x11")
        assert shown.ended() == 0
        assert OUT in shown.seen
    assert notes(database, retro) == [("client", "first"), ("client", "in the middle of a word")]
    assert drafted(database, retro) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_ended_leaves_through_the_front_door(
    database: Path, retro: str, number: signal.Signals
) -> None:
    with terminal(database, retro) as shown:
        shown.shows("What did you hope for?")
        shown.type("ahalf a wo")
        shown.shows("half a wo")
        assert IN in shown.seen
        shown.process.send_signal(number)
        assert shown.ended() == 0
        assert OUT in shown.seen
        assert b"Traceback" not in shown.seen
        assert termios.tcgetattr(shown.theirs)[3] == shown.before[3], "echo and line editing are back"
    assert drafted(database, retro) == ["half a wo"]


def test_everything_typed_in_one_go_arrives(database: Path, retro: str) -> None:
    keys = "".join(f"note number {n}\x7f{n}\r\tof the other side {n}\r\t" for n in range(20))
    with terminal(database, retro) as shown:
        shown.shows("What did you hope for?")
        shown.type("a" + keys + "\x1b")
        shown.read_until(lambda seen: "q shelf" in plain(seen).rpartition("of the other side 19")[2])
        shown.type("\x11")
        assert shown.ended() == 0
    kept = notes(database, retro)
    assert [text for side, text in kept if side == "client"] == [f"note number {n}"[:-1] + f"{n}" for n in range(20)]
    assert [text for side, text in kept if side == "vendor"] == [f"of the other side {n}" for n in range(20)]


def editor(tmp_path: Path, script: str) -> str:
    path = tmp_path / "editor.py"
    path.write_text("import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n" + script, encoding="utf-8")
    return f"{sys.executable} {path}"


def test_f4_writes_in_ones_own_editor_and_comes_back(database: Path, tmp_path: Path) -> None:
    odd = "a\u2028b"
    retro = start(database, Note(id=new_id(), question="hope", side="client", text=odd))
    script = "text = path.read_text('utf-8')\npath.write_text(text + '\\nfrom the editor\\n', 'utf-8')"
    with terminal(database, retro, EDITOR=editor(tmp_path, script), VISUAL="") as shown:
        shown.shows("How far did you trust")
        shown.type("p")
        shown.shows("What did you hope for?")
        shown.type("aone")
        shown.shows("one")
        shown.type("\x1bOS")
        shown.shows("from the editor")
        assert shown.seen.count(OUT) == 1, "the screen stepped aside"
        shown.type("\r")
        shown.shows("Harbour  2")
        # A text the field cannot keep goes through the editor as it is.
        shown.type("\x1b")
        shown.shows("q shelf")
        shown.type("\x1b[B")
        shown.type("e")
        shown.shows("cannot keep; F4")
        shown.type("\x1bOS")
        shown.read_until(lambda seen: seen.count(IN) == 3)
        shown.read_until(lambda seen: "from the editor " in plain(seen.rpartition(IN)[2]).rpartition("nothing yet")[0])
        shown.type("\r")
        shown.read_until(lambda seen: "q shelf" in plain(seen.rpartition(IN)[2]))
        shown.type("\x11")
        assert shown.ended() == 0
    assert [text for _side, text in notes(database, retro)] == [f"{odd}\nfrom the editor", "one\nfrom the editor"]


def test_an_editor_that_fails_changes_nothing_and_says_so(database: Path, retro: str, tmp_path: Path) -> None:
    script = "path.write_text('spoilt')\nsys.exit(3)"
    with terminal(database, retro, EDITOR=editor(tmp_path, script), VISUAL="") as shown:
        shown.shows("What did you hope for?")
        shown.type("amine")
        shown.shows("mine")
        shown.type("\x1bOS")
        shown.shows("ended with an error (3)")
        shown.type("\r")
        shown.shows("• mine")
        shown.type("\x11")
        assert shown.ended() == 0
    assert notes(database, retro) == [("client", "mine")]


def test_an_editor_that_does_not_exist_is_said(database: Path, retro: str) -> None:
    with terminal(database, retro, EDITOR="no-such-editor-anywhere", VISUAL="") as shown:
        shown.shows("What did you hope for?")
        shown.type("amine")
        shown.shows("mine")
        shown.type("\x1bOS")
        shown.shows("could not be run")
        shown.type("\x11")
        assert shown.ended() == 0
    assert drafted(database, retro) == ["mine"]


def test_the_text_in_an_editor_is_its_owners_and_goes_at_the_next_start_where_the_program_was_killed(
    database: Path, retro: str, tmp_path: Path
) -> None:
    script = (
        "import os, time\nprogram = os.getppid()\n"
        "modes = ' '.join(f'{one.stat().st_mode & 0o777:o}' for one in (path, path.parent))\n"
        "print('EDITING', program, modes, path, 'END', flush=True)\n"
        "while os.getppid() == program: time.sleep(0.01)\n"
    )
    before = os.umask(0)
    try:
        with terminal(database, retro, EDITOR=editor(tmp_path, script), VISUAL="") as shown:
            shown.shows("What did you hope for?")
            shown.type("amine")
            shown.shows("mine")
            shown.type("\x1bOS")
            shown.shows(" END")
            words = plain(shown.seen).rpartition("EDITING ")[2].partition(" END")[0]
            program, mode, folder_mode, name = words.split(maxsplit=3)
            assert (mode, folder_mode) == ("600", "700")
            assert state_folder() in Path(name).parents
            os.kill(int(program), signal.SIGKILL)
            shown.ended()
    finally:
        os.umask(before)
    assert Path(name).read_text() == "mine", "a killed program cannot take it away"
    with terminal(database, retro) as shown:
        shown.shows("mine")
        shown.type("\x11")
        assert shown.ended() == 0
    assert list(temporary.edited().iterdir()) == []
