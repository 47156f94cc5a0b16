"""The command as the system sees it: imports, streams, locales, exit codes, and never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.shelf import Shelf
from tests.tui.command_line.running import (
    ROOT,
    answers,
    done,
    environment,
    phasebook,
    process,
    started,
)


def test_the_command_line_imports_nothing_heavy_at_its_top() -> None:
    heavy = [
        "textual",
        "rich",
        "sqlite3",
        "sqlite_utils",
        "markdown_it",
        "yaml",
        "platformdirs",
        "dataclasses",
    ]
    code = f"import tui.cli, sys; loaded = [m for m in {heavy} if m in sys.modules]; assert not loaded, loaded"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), check=True)


@pytest.mark.parametrize("command", [["list"], ["workbooks"], ["new", "--title", "x"], ["doctor", "--json"]])
def test_no_command_needs_textual(command: list[str]) -> None:
    code = (
        "import sys; sys.modules['textual'] = None; from tui.cli import main;"
        f" code = main({command}); assert 'rich' not in sys.modules; sys.exit(code)"
    )
    done_ = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, check=False)
    assert done_.returncode == 0, done_.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_output_is_utf8_in_every_locale(locale: str) -> None:
    retro = started("--client", "海港")
    done("answer", retro, "honeymoon-expected", "-m", "夜里不再有人打电话 🙂")
    env = environment(LC_ALL=locale, PHASEBOOK_LANG="en", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    said = process("render", retro, env=env)
    assert said.returncode == 0, said.stderr
    assert said.stdout.decode() == done("render", retro).out
    assert "海港" in process("list", env=env).stdout.decode()


_LOOKUPS: tuple[tuple[str | bytes, ...], ...] = (
    ("answer", "caf", "across-next", "--edit", b"\xff", "-m", "x"),
    ("answer", "caf", b"\xff", "-m", "x"),
    ("answer", "caf", "across-next", "--side", b"\xff", "-m", "x"),
    ("action", "caf", "--edit", b"\xff", "--status", "done"),
    ("new", "--title", "x", "--workbook", b"\xff"),
    ("--db", b"/\xff/\xff/x.db\xff", "list", b"\xff"),
)


def test_bytes_that_are_no_text_never_crash_a_command() -> None:
    said = process("new", "--title", b"caf\xe9", "--json")
    assert said.returncode == 0, said.stderr
    assert "caf\ufffd\ufffd" not in said.stdout.decode()
    assert "caf\ufffd" in said.stdout.decode()
    assert b"cannot be kept" in said.stderr
    for arguments in (
        (b"\xff",),
        ("render", b"\xff"),
        ("check", b"\xff.md"),
        ("new", "--title", "x", b"--date=\xff"),
        *_LOOKUPS,
    ):
        said = process(*arguments)
        assert said.returncode in (1, 2), arguments
        assert b"Traceback" not in said.stderr + said.stdout
        assert b"did not expect" not in said.stderr, (arguments, said.stderr)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["list --json", "", "answer port-system honeymoon-expected -"])
def test_a_closed_stream_is_no_crash(closed: str, command: str) -> None:
    started()
    said = subprocess.run(
        ["sh", "-c", f'exec "$0" -m tui {command} {closed}', sys.executable],
        cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert said.returncode in (0, 1)
    assert b"Traceback" not in said.stderr
    assert b"did not expect" not in said.stderr
    if closed == ">&-" and command == "list --json":
        assert said.returncode == 1
        assert b"Standard output is closed" in said.stderr


@pytest.mark.parametrize("command", ["demo", "--help", "list", "--version"])
def test_a_reader_who_has_enough_is_no_failure(command: str) -> None:
    started()
    reader, writer = os.pipe()
    os.close(reader)
    said = process(command, stdout=writer)
    os.close(writer)
    assert said.returncode == 0
    assert said.stderr == b""


def test_a_database_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xff.db"
    assert process("--db", file, "new", "--title", "x").returncode == 0
    assert process("--db", file, "doctor").returncode == 0
    said = process("--db", file, "render", "x", "-o", os.fsencode(tmp_path) + b"/\xfe.md")
    assert said.returncode == 0, said.stderr
    names = {os.fsencode(path.name) for path in tmp_path.iterdir()}
    assert {b"\xfe.md", b"\xff.db"} <= names


def test_a_shell_is_told_how_a_word_goes_on() -> None:
    env = environment(_PHASEBOOK_COMPLETE="bash_complete", COMP_WORDS="phasebook act", COMP_CWORD="1")
    assert process(env=env).stdout.split() == [b"plain,action", b"plain,actions"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output_is_a_failure_of_one_sentence() -> None:
    started()
    with Path("/dev/full").open("wb") as full:
        said = process("list", stdout=full)
    assert said.returncode == 1
    assert said.stderr.count(b"\n") == 1
    assert b"Exception" not in said.stderr


def test_without_a_terminal_the_screens_say_what_to_do_instead() -> None:
    retro = started()
    for arguments, hint in (((), b"phasebook list"), (("open", retro), b"phasebook render")):
        said = process(*arguments)
        assert said.returncode == 1
        assert hint in said.stderr
        assert said.stdout == b""
        assert said.stderr.count(b"\n") == 1


def test_python_m_tui_and_the_installed_command_are_the_same() -> None:
    assert process("--version").stdout.decode() == done("--version").out


def test_nothing_waits_for_a_prompt() -> None:
    said = process("answer")
    assert said.returncode == 2
    assert process("new").returncode == 2


def test_an_unexpected_error_is_one_sentence_and_tells_all_only_when_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Shelf, "cards", break_down)
    said = phasebook("list")
    assert said.code == 1
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    assert said.err.count("\n") == 1
    monkeypatch.setenv("PHASEBOOK_DEBUG", "1")
    assert "Traceback" in phasebook("list").err


def test_ctrl_c_stops_quietly() -> None:
    started()
    waiting = subprocess.Popen(
        [sys.executable, "-c", _WAITS, "answer", "port-system", "honeymoon-expected", "-"],
        cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == b"reading\n"
    waiting.send_signal(signal.SIGINT)
    _out, err = waiting.communicate(timeout=60)
    assert waiting.returncode == 1
    assert b"Traceback" not in err
    assert b"stays kept" in err
    assert answers("port-system") == []


_WAITS = """
import sys
from tui.cli import main

class Told:
    closed = False
    class buffer:
        @staticmethod
        def read():
            print("reading", flush=True)
            return sys.__stdin__.buffer.read()

sys.stdin = Told()
sys.exit(main(sys.argv[1:]))
"""


def test_on_a_terminal_nothing_a_person_wrote_is_obeyed() -> None:
    retro = started()
    hostile = "\x1b]52;c;aGk=\x07\x1b[2J\u202eok"
    done("answer", retro, "honeymoon-expected", "-m", hostile)
    assert hostile in done("render", retro, "--json").json["answers"][0]["text"]
    screen, terminal = os.openpty()
    said = process("render", retro, stdout=terminal)
    os.close(terminal)
    seen = b""
    while chunk := _read(screen):
        seen += chunk
    os.close(screen)
    assert said.returncode == 0
    assert b"\x1b" not in seen
    assert "\u202e" not in seen.decode()
    assert "␛" in seen.decode()


def _read(descriptor: int) -> bytes:
    """What stands in a terminal's buffer; nothing once its other end is closed."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
