"""An error of our own, wherever it is raised: one sentence, the terminal as it was, a report without any words."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from storage.drafts.draft_writer import Drafts
from storage.locations import state_folder
from tests.faults.terminal import ROOT, Terminal
from tests.tui.walking import start
from tui.program import failure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
SECRET = "zanzibarquiet"
SCRIPT = """
import asyncio, os, sys, threading
from textual.widgets import Static
from tui.program.app import PhasebookApp
from tui.cli import main
from tui.road.road import RoadScreen
from tui.widgets.pasted import Said

def fail(*_):
    covered = os.environ["SECRET"]
    raise LookupError(covered)

async def fail_later(*_):
    await asyncio.sleep(0)
    fail()

class Broken(Static):
    render = fail

class Unborn(Static):
    compose = fail

def action_editor(self):
    {how}

RoadScreen.action_editor = action_editor
sys.exit(main())
"""
HOW = {
    "an action of a screen": "fail()",
    "a handler of a message": "RoadScreen.on_said = fail; self.post_message(Said(''))",
    "a worker": "self.run_worker(fail_later())",
    "a worker in a thread": "self.run_worker(fail, thread=True)",
    "a timer": "self.set_timer(0.01, fail)",
    "a widget's render": "self.mount(Broken())",
    "a widget's compose": "self.mount(Unborn())",
    "a call for later": "self.call_later(fail)",
    "a call after the next frame": "self.call_after_refresh(fail)",
    "the app itself": "self.app.call_later(fail)",
    "a thread": "threading.Thread(target=fail).start()",
    "a task nobody waits for": "asyncio.get_running_loop().create_task(fail_later())",
    "a callback of the loop": "asyncio.get_running_loop().call_soon(fail)",
    "the thread that reads the keyboard": "self.app._driver.process_message = fail; self.app.say('deaf')",
    "the way out": "PhasebookApp._on_unmount = fail; PhasebookApp.on_unmount = fail; self.app.exit()",
}


def report() -> str:
    """The one report there is, which its owner alone may read."""
    folder = state_folder() / "errors"
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    return file.read_text(encoding="utf-8")


def broken(database: Path, retro: str, how: str, **environment: str) -> Terminal:
    """The program with an F4 that fails."""
    command = (sys.executable, "-c", SCRIPT.format(how=how))
    return Terminal(
        "--db", str(database), "open", retro, command=command, environment={"SECRET": SECRET, **environment}
    )


@pytest.mark.parametrize("where", HOW)
def test_an_error_anywhere_ends_in_one_sentence_and_tells_no_word(database: Path, where: str) -> None:
    retro = start(database)
    with broken(database, retro, HOW[where]) as shown:
        shown.shows("What did you hope for?")
        shown.type("ahalf a wo")
        shown.shows("half a wo")
        shown.type("\x1bOS")
        if "keyboard" in where:
            shown.shows("deaf")
            shown.type("x")
        assert shown.ended() == 1
        shown.look(0.1)
        painted = shown.painted.decode("utf-8", "replace")
        assert SECRET not in painted
        assert "Traceback" not in painted
        after = painted.rpartition("\x1b[?1049l")[2]
        assert after.count("met an error of its own") == 1
        assert termios.tcgetattr(shown.theirs)[3] == shown.before[3], "echo and line editing are back"
    assert SECRET not in report()
    assert "LookupError" in after
    assert "in fail" in report()
    drafts = Drafts(database)
    assert [draft.body["text"] for draft in drafts.all(retro)] == ["half a wo"]
    drafts.close()


def test_even_when_asked_for_more_the_terminal_tells_no_word(database: Path) -> None:
    retro = start(database)
    with broken(database, retro, "fail()", PHASEBOOK_DEBUG="1") as shown:
        shown.shows("What did you hope for?")
        shown.type("\x1bOS")
        assert shown.ended() == 1
        assert SECRET.encode() not in shown.painted
    assert f"LookupError: {SECRET}" in report()


@pytest.mark.parametrize(
    "how", ["fail()", "threading.Thread(target=fail).start()", "raise asyncio.CancelledError(word)"]
)
@pytest.mark.parametrize("debug", ["", "1"])
def test_a_command_that_fails_tells_no_word(how: str, debug: str) -> None:
    code = f"""
import asyncio, os, sys, threading
from storage.shelf import Shelf
from tui.cli import main
word = os.environ["SECRET"]
def fail(*_):
    raise LookupError(word)
def cards(*_, **__):
    {how}
Shelf.cards = cards
main()
"""
    said = subprocess.run(
        [sys.executable, "-c", code, "--db", "new.db", "list"],
        cwd=state_folder().parent.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SECRET": SECRET, "PHASEBOOK_DEBUG": debug},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert SECRET not in said.stdout + said.stderr
    assert said.stderr.count("met an error of its own") == 1
    if not debug:
        assert "Traceback" not in said.stderr
        assert SECRET not in report()


def test_a_report_tells_what_led_to_an_error_and_no_message() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            error.add_note(SECRET)
            raise ExceptionGroup(SECRET, [ValueError(SECRET)]) from error
    except ExceptionGroup as error:
        told = "\n".join(failure.described(error))
    assert SECRET not in told
    assert told.index("KeyError") < told.index("ExceptionGroup")
    assert "ValueError" in told


def test_an_endless_recursion_is_told_in_short() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as raised:
        again()
    assert len(failure.described(raised.value)) < 120


def test_where_no_report_can_be_written_the_sentence_stands_alone(own_home: Path) -> None:
    (own_home / "state").write_text("a file where the folder should be")
    said = failure.note_failure(LookupError(SECRET))
    assert "met an error of its own (LookupError)" in said
    assert SECRET not in said
