"""What comes down the keyboard's line: pastes that hold anything, bytes that are no text, a terminal that goes."""

from __future__ import annotations

import os
import signal
import sys
import termios
from pathlib import Path

import pytest

from storage.drafts.draft_writer import Drafts
from tests.faults.terminal import LEAVE, Terminal, foreign
from tests.tui.walking import notes, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")

EVIL = "before \x1b[31m\x1b]52;c;aGk=\x07 mid \x1b[201 x\x9b5m\x00\x85\u202e after \x1b"


def test_whatever_is_pasted_arrives_and_nothing_of_it_reaches_the_terminal(database: Path) -> None:
    retro = start(database)
    line = "中x" * 60_000
    with Terminal("--db", str(database), "open", retro) as shown:
        shown.shows("What did you hope for?")
        shown.type("a")
        shown.shows("Write a note")
        shown.paste(EVIL)
        shown.shows("cannot be kept (NUL or broken")
        shown.type("\r")
        shown.shows("Harbour  1")
        # What a terminal did not filter out: a closing mark, then what would be keys.
        shown.paste(f"quit{chr(27)}[201~\x11\x1bq")
        shown.shows("quit␛[201~")
        shown.type("\r")
        shown.shows("Harbour  2")
        # Bytes that are no UTF-8 are no end of the program.
        shown.type(b"caf\xe9 \xff\xfe\xc3 and on")
        shown.shows("and on")
        shown.type("\r")
        shown.shows("Harbour  3")
        shown.paste(line)
        shown.shows("120,000 characters are too many")
        shown.type("x\x7f")
        shown.type("\r")
        shown.shows("Harbour  4")
        shown.type("fine\r")
        shown.shows("Harbour  5")
        shown.type("\x1b")
        shown.shows("q shelf")
        shown.type(LEAVE)
        assert shown.ended() == 0
        assert foreign(bytes(shown.painted)) == []
    kept = [text for _side, text in notes(database, retro)]
    assert kept == [
        EVIL.replace("\x00", "\ufffd"),
        "quit\x1b[201~\x11\x1bq",
        "caf\ufffd \ufffd\ufffd\ufffd and on",
        line,
        "fine",
    ]


@pytest.mark.parametrize("how", ["SIGHUP", "closed", "cut off"])
def test_every_end_leaves_through_the_front_door(database: Path, how: str) -> None:
    retro = start(database)
    with Terminal("--db", str(database), "open", retro, owned=how != "cut off") as shown:
        shown.shows("What did you hope for?")
        shown.type("ahalf a wo")
        shown.shows("half a wo")
        if how in ("closed", "cut off"):
            shown.close()
            assert shown.process.wait(20) == 0
        else:
            os.kill(shown.process.pid, getattr(signal, how))
            assert shown.ended() == 0
            assert termios.tcgetattr(shown.theirs)[:4] == shown.before[:4], "echo and line editing are back"
            left = bytes(shown.painted).rpartition(b"\x1b[?1049l")[2]
            assert b"\x1b[?25h" in left, "and the cursor"
            for mode in (b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[?1004l"):
                assert mode in shown.painted, "and nothing else is left switched on"
            assert b"Traceback" not in shown.painted
    assert [draft.body["text"] for draft in Drafts(database).all(retro)] == ["half a wo"]
