"""The house: how much stands in a folder, in a file, and above a class."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.wording import ROOT

ROOMS = ("tui", "storage", "templates")
FILES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
MOST_LINES = 400
MOST_FILES = 14
MOST_ABOVE = 3
"""How many of our own classes a class may stand on, one above the other."""


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    long = {shown(file): n for file in FILES if (n := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES}
    assert long == {}


def test_no_folder_holds_more_than_one_can_take_in() -> None:
    held = Counter(file.parent for file in FILES if file.name != "__init__.py")
    assert {shown(folder): n for folder, n in held.items() if n > MOST_FILES} == {}


@pytest.mark.parametrize("folder", sorted({file.parent for file in FILES}), ids=shown)
def test_every_folder_says_in_its_first_line_what_stands_in_it(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert said
    assert said.splitlines()[0].endswith(".")


def test_no_class_stands_on_a_staircase_of_ours() -> None:
    above: dict[str, list[str]] = {}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                above[node.name] = [_last(base) for base in node.bases]
    assert {name: n for name in above if (n := _height(name, above)) > MOST_ABOVE} == {}


def _last(base: ast.expr) -> str:
    while isinstance(base, ast.Subscript):
        base = base.value
    return base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""


def _height(name: str, above: dict[str, list[str]]) -> int:
    """How many of our own classes stand above one, on the longest way up."""
    return max((1 + _height(base, above) for base in above[name] if base in above and base != name), default=0)
