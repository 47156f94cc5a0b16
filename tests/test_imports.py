"""What a process loads: the contracts on imports, proven where they are felt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.wording import ROOT

EVERY_MODULE_OF = """
import importlib, pkgutil, {room}
for module in pkgutil.walk_packages({room}.__path__, "{room}."):
    if not module.name.endswith("hatch_build"):
        importlib.import_module(module.name)
"""


def loaded(code: str, folder: Path) -> set[str]:
    """The names of the top packages a process has loaded once it has run `code`."""
    telling = "\nimport sys; print('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code + telling],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return set(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    ("arguments", "unloaded"),
    [
        (("--help",), {"textual", "rich", "sqlite3", "sqlite_utils", "markdown_it", "yaml"}),
        (("new", "--title", "Billing system"), {"textual", "rich"}),
        (("list", "--json"), {"textual", "rich", "markdown_it"}),
        (("workbooks",), {"textual", "rich", "sqlite_utils"}),
        (("demo",), {"textual"}),  # its table of two languages is measured by Rich's widths
        (("doctor",), {"textual", "rich"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], unloaded: set[str], tmp_path: Path) -> None:
    run = f"from tui.cli import main\nassert main({list(arguments)!r}) == 0"
    assert loaded(run, tmp_path) & unloaded == set()


@pytest.mark.parametrize(
    ("room", "unloaded"),
    [
        ("templates", {"tui", "storage", "textual", "rich", "click", "sqlite3", "sqlite_utils"}),
        ("storage", {"tui", "textual", "rich"}),
    ],
)
def test_a_room_loads_nothing_from_above_it(room: str, unloaded: set[str], tmp_path: Path) -> None:
    assert loaded(EVERY_MODULE_OF.format(room=room), tmp_path) & unloaded == set()
