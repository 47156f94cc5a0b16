"""A few of the faults that `python -m tests.faults` tries by the thousand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.terminal import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of POSIX")


def test_killed_crowded_or_on_a_failing_disk_nothing_is_lost_that_was_shown_or_acknowledged() -> None:
    """In a process of its own: its children are forks, and forks want a parent with one thread."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--sample"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("nothing lost\n")
