"""The places of a meeting that are more than a question: which area answers each, and its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.keys import deciding, gaps, opening
from tui.keys.command import Command

if TYPE_CHECKING:
    from tui.answers.area import AnswerArea

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "open.people": "tui.places.opening.people.PeopleArea",
        "open.rules": "tui.places.opening.ground_rules.RulesArea",
        "open.safety": "tui.places.opening.safety.SafetyArea",
        "open.last": "tui.places.opening.last_time.LastArea",
        "open.writing": "tui.places.opening.how_written.ModesArea",
        "open.plan": "tui.places.opening.time_plan.PlanArea",
        "group": "tui.places.deciding.grouping.GroupArea",
        "vote": "tui.places.deciding.vote.VoteArea",
        "decide": "tui.places.deciding.agenda.AgendaArea",
        "topic": "tui.places.deciding.topic.TopicArea",
        "close.actions": "tui.places.deciding.closing.ClosingArea",
        "gaps": "tui.places.gaps.ReadingArea",
    }
)
"""The class of the area of each place, by its full name: it is loaded when somebody first stands there."""
COMMANDS: Mapping[str, tuple[Command, ...]] = MappingProxyType(
    {
        "open.people": opening.PEOPLE,
        "open.rules": opening.RULES,
        "open.last": opening.LAST,
        "open.writing": opening.WRITING,
        "open.plan": opening.PLAN,
        "group": deciding.GROUPS,
        "vote": deciding.VOTES,
        "decide": deciding.TOPICS,
        "topic": deciding.ONE_TOPIC,
        "close.actions": deciding.AGREED,
        "gaps": gaps.GAPS,
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
