"""Following a workbook while somebody writes it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.tui.command_line.running import ROOT, environment, refused
from tui.files.watched_workbook import follow

BOOK = "# Ours\n\n## Before\n\n### What did you hope?\n"


def told(file: Path, *edits: Callable[[], object]) -> tuple[int, list[str]]:
    """Follow a file through some edits; the exit code, and what was said after each."""
    said: list[str] = []
    left = list(edits)

    def wait(_seconds: float) -> None:
        # Every look that finds nothing new is one that says nothing.
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    return follow(file, said.append, wait), said


def test_what_is_understood_differently_is_said_after_every_save(tmp_path: Path) -> None:
    file = tmp_path / "ours.md"
    file.write_text(BOOK)
    other = tmp_path / ".ours.md.swp"

    def replaced() -> None:
        other.write_text(BOOK + "\n1. no\n2. yes\n")
        other.replace(file)

    code, said = told(
        file,
        lambda: None,
        replaced,
        lambda: file.write_text("---\nworkbook: 1\n---\n" + BOOK + "\n#### Deep\n"),
        file.unlink,
        replaced,
    )
    assert code == 0
    assert "What did you hope? (what-did-you-hope)" in said[0]
    assert "Ctrl+C ends" in said[1]
    assert "- " in said[2]
    assert "+     scale 1 to 2: no / yes" in said[2]
    assert "deeper than a workbook goes" in said[4]
    assert "cannot be used yet" in said[4]
    assert "scale 1 to 2" in said[6], "a file that was gone for a moment is followed on"
    assert len(said) == 8


def test_a_file_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "later.md"
    code, said = told(file, lambda: None, lambda: file.write_text(BOOK))
    assert "cannot be opened" in said[0]
    assert "What did you hope?" in said[2]
    assert code == 0
    assert "--json" in refused("check", str(file), "--watch", "--json", code=2)


def says(program: subprocess.Popen[bytes], words: bytes) -> None:
    """Read what a program says until it has said some words, or has said nothing for long."""
    assert program.stdout is not None
    said = b""
    while words not in said:
        ready, _writing, _odd = select.select([program.stdout], [], [], 20)
        assert ready, said
        said += os.read(program.stdout.fileno(), 65536)


def test_control_c_ends_it_without_a_word_of_python(tmp_path: Path) -> None:
    file = tmp_path / "ours.md"
    file.write_text(BOOK)
    watching = subprocess.Popen(
        [sys.executable, "-m", "tui", "check", str(file), "--watch"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    says(watching, b"Ctrl+C ends")
    file.write_text(BOOK + "\n- [ ] a\n- [ ] b\n")
    says(watching, b"checklist: a / b")
    os.kill(watching.pid, signal.SIGINT)
    _out, err = watching.communicate(timeout=20)
    assert (watching.returncode, err) == (0, b"")
