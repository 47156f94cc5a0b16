"""Every command of every screen; imported only when all are needed, for it imports every screen."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from tui import screens
from tui.base.screen import Room
from tui.keys.command import EVERYWHERE, Command


def all_commands() -> tuple[Command, ...]:
    """All commands, each id once: whatever a screen declares is known, without being listed here."""
    listed = (*EVERYWHERE, *(command for room in _rooms(Room) for command in room.COMMANDS))
    return tuple({command.id: command for command in listed}.values())


def _rooms(kind: type[Room[object]]) -> Iterator[type[Room[object]]]:
    """All screens of ours, once the modules they stand in are loaded."""
    if kind is Room:
        for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
            import_module(module.name)
    for room in kind.__subclasses__():
        yield room
        yield from _rooms(room)
