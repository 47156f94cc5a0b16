"""Acknowledged means on the disk: what the system was asked to do before “saved” was said, as strace tells it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.terminal import LEAVE, PROGRAM, ROOT, Terminal
from tests.tui.walking import notes, start

CALLS = "read,write,pwrite64,fsync,fdatasync,unlink,unlinkat,ftruncate,exit_group"
_CALL = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+)(?: resumed>)?(?:\((?:(\d+)<([^>]*)>)?)?(.*)$", re.DOTALL)
SAVED = r"\342\234\223 saved"


def _why_not() -> str:
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not watch programs here"


pytestmark = pytest.mark.skipif(bool(_why_not()), reason=_why_not() or "strace is there")


@dataclass(frozen=True)
class Call:
    """One thing the system was asked to do."""

    name: str
    path: str
    """The file it was about, where it was given one that is open."""
    rest: str


def watched(log: Path) -> list[str]:
    """The program, started under strace with its calls written to `log`."""
    return ["strace", "-f", "-y", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(log), *PROGRAM]


def calls(log: Path) -> list[Call]:
    """The calls of a log, in the order they began."""
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _CALL.match(line)
        if match and "resumed>" not in line:
            found.append(Call(match[1], match[3] or "", match[4]))
    return found


def unsynced(done: Sequence[Call], file: Path) -> list[str]:
    """What a file's last commit still lacks: its bytes, its journal's end, its folder."""
    lacking: list[str] = ["no commit at all"]
    journal = f"{file}-journal"
    for call in done:
        if call.name == "pwrite64" and call.path == str(file):
            lacking = ["the database is not synced", "the journal still stands", "the folder is not synced"]
        elif call.name in ("fsync", "fdatasync") and call.path == str(file):
            lacking = [line for line in lacking if "database" not in line]
        elif call.name in ("unlink", "unlinkat") and f'"{journal}"' in call.rest and "the database" not in str(lacking):
            lacking = [line for line in lacking if "journal" not in line]
        elif call.name in ("fsync", "fdatasync") and call.path == str(file.parent) and len(lacking) == 1:
            lacking = [line for line in lacking if "folder" not in line]
    return lacking


def test_a_command_says_its_id_only_after_the_answer_is_on_the_disk(database: Path, tmp_path: Path) -> None:
    retro = start(database)
    log = tmp_path / "calls"
    command = [*watched(log), "--db", str(database), "answer", retro, "hope", "--side", "client", "-m", "x"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    done = calls(log)
    place = next(n for n, call in enumerate(done) if call.name == "write" and said.stdout.strip() in call.rest)
    assert unsynced(done[:place], database) == []
    assert unsynced(done[: place // 2], database) != [], "and it was not so all along"


def test_saved_is_shown_only_after_draft_and_note_are_on_the_disk(database: Path, tmp_path: Path) -> None:
    retro = start(database)
    drafts = database.with_name(database.name + ".drafts")
    log = tmp_path / "calls"
    with Terminal("--db", str(database), "open", retro, command=watched(log)) as shown:
        shown.shows("What did you hope for?")
        shown.type("a")
        shown.shows("Write a note")
        shown.paste("one thing")
        shown.shows("one thing", "✓ saved")
        shown.type("\r")
        shown.shows("Harbour  1")
        shown.type("\x1b")
        shown.shows("q shelf")
        shown.type(LEAVE)
        assert shown.ended() == 0
    assert notes(database, retro) == [("client", "one thing")]
    done = calls(log)
    first = next(n for n, call in enumerate(done) if call.name == "write" and SAVED in call.rest)
    assert unsynced(done[:first], drafts) == []
    enter = next(
        n for n, call in enumerate(done) if n > first and call.name == "read" and call.rest.startswith(', "\\r"')
    )
    again = next(n for n, call in enumerate(done) if n > enter and call.name == "write" and SAVED in call.rest)
    assert unsynced(done[enter:again], database) == []
