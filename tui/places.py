"""The places of a meeting that are more than a question: which area answers each, and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.commands import Command
from tui.screens import open_commands

if TYPE_CHECKING:
    from tui.widgets.area import AnswerArea

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "open.people": "tui.widgets.people.PeopleArea",
        "open.rules": "tui.widgets.rules.RulesArea",
        "open.plan": "tui.widgets.plan.PlanArea",
    }
)
"""The class of the area of each place, by its full name: it is loaded when somebody first stands there."""
COMMANDS: Mapping[str, tuple[Command, ...]] = MappingProxyType(
    {
        "open.people": open_commands.PEOPLE,
        "open.rules": open_commands.RULES,
        "open.plan": open_commands.PLAN,
    }
)
"""The keys of each place's own."""


def area_class(place: str) -> type[AnswerArea]:
    """The class of the area of a place."""
    module, _dot, name = AREAS[place].rpartition(".")
    found: type[AnswerArea] = getattr(import_module(module), name)
    return found


def commands_of(place: str) -> tuple[Command, ...]:
    """The keys of a place's own; none for a question."""
    return COMMANDS.get(place, ())


def all_commands() -> tuple[Command, ...]:
    """The keys of all places."""
    return tuple(command for commands in COMMANDS.values() for command in commands)
