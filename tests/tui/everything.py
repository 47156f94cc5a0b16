"""Every class of a kind the program has, found by loading all of it: what is new is tested without being listed."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import TypeVar

import tui

Kind = TypeVar("Kind")


def classes(kind: type[Kind]) -> tuple[type[Kind], ...]:
    """All classes of ours of a kind, by name."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            import_module(module.name)
    found = {one for one in _below(kind) if one.__module__.startswith("tui.")}
    return tuple(sorted(found, key=lambda one: one.__qualname__))


def _below(kind: type[Kind]) -> Iterator[type[Kind]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
