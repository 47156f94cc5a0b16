"""Every command of every screen: what the help page names, and what people's own keys can change."""

from __future__ import annotations

from tui.keys import actions, new, reading, reveal, road, search, shelf, trends, trouble
from tui.keys.command import EVERYWHERE, Command
from tui.keys.places import deciding, which_keys

ANYWHERE = (*road.ROAD, *deciding.ANYWHERE)
"""What works on the whole road."""
ROAD = (*ANYWHERE, *which_keys.all_commands())
"""What works on the road, the keys of each place included."""


def all_commands() -> tuple[Command, ...]:
    """All commands, each id once."""
    screens = (
        shelf.ALL,
        new.ALL,
        ROAD,
        reveal.ALL,
        reading.DOCUMENT,
        actions.ALL,
        search.ALL,
        trends.ALL,
        trouble.ALL,
    )
    listed = (*EVERYWHERE, *(command for commands in screens for command in commands))
    return tuple({command.id: command for command in listed}.values())
