"""The keys of each place of a meeting, by the name of the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tui.keys.command import Command
from tui.keys.places import deciding, gaps, opening

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


def commands_of(place: str) -> tuple[Command, ...]:
    """The keys of a place's own; none for a question."""
    return COMMANDS.get(known_as(place, COMMANDS), ())


def all_commands() -> tuple[Command, ...]:
    """The keys of all places."""
    return tuple(command for commands in COMMANDS.values() for command in commands)
