"""Every command of every screen; imported only when all are needed, for it imports every screen."""

from __future__ import annotations

from tui.commands import EVERYWHERE, Command


def all_commands() -> tuple[Command, ...]:
    """All commands, each id once."""
    from tui.screens.actions import ActionsScreen
    from tui.screens.new import NewScreen
    from tui.screens.reading import ReadingScreen
    from tui.screens.reveal import RevealScreen
    from tui.screens.road import RoadScreen
    from tui.screens.search import SearchScreen
    from tui.screens.shelf import ShelfScreen

    rooms = (ShelfScreen, NewScreen, RoadScreen, RevealScreen, ReadingScreen, ActionsScreen, SearchScreen)
    listed = (*EVERYWHERE, *(command for room in rooms for command in room.COMMANDS))
    return tuple({command.id: command for command in listed}.values())
