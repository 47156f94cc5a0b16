"""What is private to Textual is touched in `tui/terminal/` only, so that a newer Textual breaks one folder."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from types import FunctionType

from textual.app import App
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.everything import classes
from tests.wording import ROOT

TERMINAL = ROOT / "tui" / "terminal"
FILES = sorted(file for file in (ROOT / "tui").rglob("*.py") if TERMINAL not in file.parents)
TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def imported(tree: ast.Module) -> Iterator[str]:
    """The private names of Textual or Rich a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ("textual", "rich"):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [part for alias in node.names for part in alias.name.split(".")]
            names = names if names[0] in ("textual", "rich") else []
        else:
            continue
        yield from filter(private, names)


def touched(tree: ast.Module) -> Iterator[str]:
    """The private members of Textual's a file reaches for in another object than its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and private(node.attr) and node.attr in _all_members():
            owner = ast.unparse(node.value)
            if owner not in ("self", "cls", "super()", "os"):
                yield f"{owner}.{node.attr}"


@cache
def _all_members() -> frozenset[str]:
    return frozenset(name for kind in (App, Driver, MessagePump, Screen, Widget, Strip) for name in _members(kind))


def _members(kind: type) -> set[str]:
    """Every private name of a class and those above it: its methods, and what it sets in itself."""
    found = {name for name in dir(kind) if private(name)}
    for above in kind.__mro__:
        if above.__module__.startswith("textual"):
            found |= set(_of_itself(above))
    return found


def _of_itself(kind: type) -> Iterator[str]:
    for node in ast.walk(ast.parse(dedent(inspect.getsource(kind)))):
        if isinstance(node, ast.Attribute) and private(node.attr) and ast.unparse(node.value) == "self":
            yield node.attr


def test_nothing_private_to_textual_is_imported_or_reached_for_elsewhere() -> None:
    found = {shown(file): [*imported(tree), *touched(tree)] for file, tree in TREES.items()}
    assert {file: names for file, names in found.items() if names} == {}


def test_no_class_of_ours_takes_the_place_of_something_private_unawares() -> None:
    taken = {
        f"{ours.__module__}.{ours.__qualname__}.{name}"
        for kind in (App, Widget)
        for ours in classes(kind)
        if ours.__module__.startswith("tui.") and not ours.__module__.startswith("tui.terminal.")
        for name, value in vars(ours).items()
        if private(name) and isinstance(value, FunctionType | property)
        if any(name in vars(above) for above in _textuals(ours))
    }
    assert taken == set()


def _textuals(ours: type) -> list[type]:
    return [above for above in ours.__mro__[1:] if above.__module__.startswith("textual")]


def test_every_use_says_what_it_waits_for() -> None:
    for file in TERMINAL.glob("*.py"):
        if file.name != "__init__.py":
            words = file.read_text(encoding="utf-8")
            assert "Textualize/textual #" in words or "o issue" in words, shown(file)
