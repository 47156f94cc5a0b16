"""The places of a meeting that are more than a question: which area answers each, and its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.commands import Command
from tui.screens import deciding_commands, gaps_commands, open_commands

if TYPE_CHECKING:
    from tui.widgets.area import AnswerArea

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "open.people": "tui.widgets.people.PeopleArea",
        "open.rules": "tui.widgets.rules.RulesArea",
        "open.safety": "tui.widgets.safety.SafetyArea",
        "open.last": "tui.widgets.last.LastArea",
        "open.writing": "tui.widgets.modes.ModesArea",
        "open.plan": "tui.widgets.plan.PlanArea",
        "group": "tui.widgets.grouping.GroupArea",
        "vote": "tui.widgets.voting.VoteArea",
        "decide": "tui.widgets.agenda.AgendaArea",
        "topic": "tui.widgets.topic.TopicArea",
        "close.actions": "tui.widgets.closing.ClosingArea",
        "gaps": "tui.widgets.readings.ReadingArea",
    }
)
"""The class of the area of each place, by its full name: it is loaded when somebody first stands there."""
COMMANDS: Mapping[str, tuple[Command, ...]] = MappingProxyType(
    {
        "open.people": open_commands.PEOPLE,
        "open.rules": open_commands.RULES,
        "open.last": open_commands.LAST,
        "open.writing": open_commands.WRITING,
        "open.plan": open_commands.PLAN,
        "group": deciding_commands.GROUPS,
        "vote": deciding_commands.VOTES,
        "decide": deciding_commands.TOPICS,
        "topic": deciding_commands.ONE_TOPIC,
        "close.actions": deciding_commands.AGREED,
        "gaps": gaps_commands.GAPS,
    }
)
"""The keys of each place's own."""


def known_as(place: str, declared: Mapping[str, object]) -> str:
    """The name a place is declared under: its own, or its family's, as `gaps` for `gaps.trust`."""
    return next(name for name in (place, *_families(place), "") if name in declared or not name)


def _families(place: str) -> Iterator[str]:
    return (place.partition(mark)[0] for mark in ":.")


def is_at(place: str, name: str) -> bool:
    """Whether a place has a name, or belongs to the family of that name."""
    return name in (place, *_families(place))


def area_class(place: str) -> type[AnswerArea]:
    """The class of the area of a place."""
    module, _dot, name = AREAS[known_as(place, AREAS)].rpartition(".")
    found: type[AnswerArea] = getattr(import_module(module), name)
    return found


def commands_of(place: str) -> tuple[Command, ...]:
    """The keys of a place's own; none for a question."""
    return COMMANDS.get(known_as(place, COMMANDS), ())


def all_commands() -> tuple[Command, ...]:
    """The keys of all places."""
    return tuple(command for commands in COMMANDS.values() for command in commands)
