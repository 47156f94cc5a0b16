"""A few of the kills that `python -m tests.faults` does by the thousand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.terminal import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of POSIX")


def test_a_program_killed_at_any_moment_loses_nothing_it_had_shown_or_acknowledged() -> None:
    """In a process of its own: its children are forks, and forks want a parent with one thread."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--kills", "14"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "14 kills: nothing lost" in done.stdout
