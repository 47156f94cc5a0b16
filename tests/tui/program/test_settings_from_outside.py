"""What is set outside the program and cannot be used: a clear sentence or the usual value, never an end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from storage.files import private, temporary
from storage.laptop import forget_laptop, laptop_id
from storage.locations import state_folder
from tests.faults.terminal import LEAVE, Terminal
from tests.tui.command_line.running import phasebook
from tests.tui.helpers import said
from tests.tui.walking import start, walking
from tui.base import theme_kept
from tui.base.theme import DARK
from tui.keys import own_keys

LONG = "9" * 5000

VARIABLES = {
    "COLUMNS, thousands of digits": ({"COLUMNS": LONG}, ""),
    "COLUMNS, a raised two": ({"COLUMNS": "²"}, ""),
    "COLUMNS, negative": ({"COLUMNS": "-5"}, ""),
    "COLUMNS and LINES, words": ({"COLUMNS": "wide", "LINES": "many"}, ""),
    "PHASEBOOK_LANG, unknown": ({"PHASEBOOK_LANG": "fr"}, "PHASEBOOK_LANG is set to fr"),
    "PHASEBOOK_LANG, with a region": ({"PHASEBOOK_LANG": "en_GB.UTF-8"}, ""),
    "a locale nobody has": ({"LC_ALL": "nonsense.NOPE"}, ""),
    "a time zone nobody has": ({"TZ": ":::/bad"}, ""),
    "LANGUAGE": ({"LANGUAGE": "zz:yy"}, ""),
}


@pytest.mark.parametrize(("variables", "sentence"), VARIABLES.values(), ids=VARIABLES)
def test_a_variable_that_cannot_be_used_stops_no_command(
    variables: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    helped = phasebook("--help")
    assert helped.code == 0
    listed = phasebook("list")
    assert listed.code == 0
    told = listed.err.splitlines()
    assert [line for line in told if sentence and line.startswith(sentence)] == told[: bool(sentence)]
    assert "error of its own" not in helped.err + listed.err


@pytest.mark.parametrize(
    "variables",
    [
        {"_PHASEBOOK_COMPLETE": "bash_complete"},
        {"_PHASEBOOK_COMPLETE": "bash_complete", "COMP_WORDS": 'a "b', "COMP_CWORD": "x"},
        {"_PHASEBOOK_COMPLETE": "garbage"},
    ],
)
def test_a_shell_that_asks_wrongly_gets_no_words_into_its_line(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    answered = phasebook("list")
    assert (answered.code, answered.out, answered.err) == (1, "", "")


@pytest.mark.parametrize("place", ["", "/dev/null", "missing/\udcff\udcfe/x.db", "x" * 300 + ".db"])
def test_a_database_that_cannot_be_used_is_one_sentence(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHASEBOOK_DB", str(tmp_path / place))
    refused = phasebook("open", "port")
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert "error of its own" not in refused.err


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(
    "variables",
    [
        {"COLUMNS": "²", "LINES": "²"},
        {"COLUMNS": LONG, "LINES": LONG},
        {"COLUMNS": "-1", "LINES": "wide"},
        {"TERM": "no-such-terminal", "COLORTERM": "none"},
        {"TEXTUAL_FPS": "fast", "ESCDELAY": "soon", "TEXTUAL_SMOOTH_SCROLL": "x", "TEXTUAL_ANIMATIONS": "x"},
        {"TEXTUAL_COLOR_SYSTEM": "rainbow"},
        {"LC_ALL": "nonsense.NOPE", "PYTHONIOENCODING": "utf-8"},
    ],
    ids=lambda variables: "-".join(variables),
)
def test_the_screens_stand_whatever_the_environment_says(variables: dict[str, str], database: Path) -> None:
    start(database)
    with Terminal("--db", str(database), environment=variables) as shown:
        shown.until(lambda: b"Harbour" in shown.painted, "the shelf stands")
        shown.type(LEAVE)
        assert shown.ended() == 0


EDITORS = {
    'ed "unclosed': "cannot be read as a command",
    "ed 'unclosed": "cannot be read as a command",
    "ed \\": "cannot be read as a command",
    "''": "could not be run",
    "no-such-editor --wait": "could not be run",
    "/": "could not be run",
}


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize("name", ["EDITOR", "VISUAL"])
@pytest.mark.parametrize("value", EDITORS)
def test_an_editor_that_cannot_be_used_is_said_and_nothing_is_lost(name: str, value: str, database: Path) -> None:
    retro = start(database)
    variables = {"EDITOR": "", "VISUAL": "", name: value}
    with Terminal("--db", str(database), "open", retro, environment=variables) as shown:
        shown.shows("What did you hope for?")
        shown.type("amine")
        shown.shows("mine")
        shown.type("\x1bOS")
        shown.shows(EDITORS[value])
        shown.type("\r")
        shown.shows("• mine")
        shown.type(LEAVE)
        assert shown.ended() == 0


async def test_without_a_place_for_the_editors_file_that_is_said(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retro = start(database)

    # Neither the private folder can be made, for a file stands in its place, nor one elsewhere.
    private.write(temporary.edited(), "no folder")
    nowhere = database.with_name("nowhere")
    monkeypatch.setenv("TMPDIR", str(nowhere))
    monkeypatch.setattr("tempfile.tempdir", str(nowhere))
    monkeypatch.setenv("EDITOR", "ed")
    async with walking(database, retro) as walk:
        walk.burst("a", "mine")
        await walk.until(lambda: walk.typed == "mine")
        walk.burst("f4")
        await walk.until(lambda: "(No such file or directory)" in said(walk.app))
        assert walk.typed == "mine"


KEY_MAPS = {
    "no TOML": (b"road.next =", "cannot be read"),
    "not UTF-8": (b"\xff\xfe", "cannot be read"),
    "too deep": (b"a = " + b"[" * 100_000, "cannot be read"),
    "a number": (b'"road.next" = 5', "needs a key"),
    "no key": (b'"road.next" = ""', "needs a key"),
    "an empty list": (b'"road.next" = []', "needs a key"),
    "a control code": (b'"road.next" = "\\u001b[2J"', "needs a key"),
    "a list in a list": (b'"road.next" = [["n"]]', "needs a key"),
    "an unknown command": (b'"road.fly" = "f"', "no command is called"),
    "an empty file": (b"", ""),
    "a byte order mark": (b'\xef\xbb\xbf"road.next" = "f6"', ""),
}


@pytest.mark.parametrize(("content", "sentence"), KEY_MAPS.values(), ids=KEY_MAPS)
async def test_keys_that_cannot_be_used_are_said_and_the_usual_ones_hold(
    content: bytes, sentence: str, database: Path
) -> None:
    retro = start(database)
    file = own_keys.key_map_file()
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    async with walking(database, retro) as walk:
        if sentence:
            await walk.until(lambda: sentence in "".join(n.message for n in walk.app._notifications))
        walk.burst("f6" if b"f6" in content else "n")
        await walk.reach("trust")


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: Path(path).write_bytes(b"\xff\x00" * 99)])
def test_files_of_the_laptop_that_cannot_be_read_are_made_anew_or_passed_over(make: object) -> None:
    state_folder().mkdir(parents=True)
    for name in ("laptop", "theme"):
        make(state_folder() / name)  # type: ignore[operator]
    forget_laptop()
    assert len(laptop_id()) == 20
    assert theme_kept.remembered_theme() == DARK.name
    forget_laptop()
