"""No wire is lost: every action has something that runs it, and everything that runs an action finds it."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

from tests.wording import ROOT
from tui.keys.all import all_commands

SOURCES = sorted((ROOT / "tui").rglob("*.py"))
NAMED = re.compile(r"(?:app\.|screen\.)?([a-z_]+)(?:\(.*\))?")
OF_TEXTUAL = frozenset({"focus_previous", "focus_next", "command_palette"})
"""Actions of Textual's own that we run."""


@lru_cache(maxsize=1)
def trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in SOURCES}


@lru_cache(maxsize=1)
def actions() -> dict[str, Path]:
    """The actions there are, each with the file it stands in."""
    return {
        node.name.removeprefix("action_"): file
        for file, tree in trees().items()
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef)
        for node in kind.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("action_")
    }


def run_by_text() -> set[str]:
    """What the texts of the program name that may be an action: keys, bindings, what is to be run later."""
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and (m := NAMED.fullmatch(node.value)):
                found.add(m[1])
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                found.add(str(node.values[0].value).partition("(")[0])
            elif isinstance(node, ast.Attribute) and node.attr.startswith("action_"):
                found.add(node.attr.removeprefix("action_"))
    return found


def test_every_action_is_run_by_something() -> None:
    named = run_by_text()
    assert {name: str(file) for name, file in actions().items() if name not in named} == {}


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.id)
def test_every_command_runs_an_action_there_is(command: object) -> None:
    action = getattr(command, "action", "")
    found = NAMED.fullmatch(action)
    assert found is not None
    assert found[1] in actions() or found[1] in OF_TEXTUAL or action == "none"
