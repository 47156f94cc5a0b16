"""Whether two retrospectives were held by the same two parties, or by the same team. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping

from templates.filled_page.page import Retrospective
from templates.names import alike


def _folded(parties: Mapping[str, str]) -> dict[str, str]:
    named = {side: alike(name) for side, name in parties.items()}
    return {side: name for side, name in named.items() if name}


def could_be_the_same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the parties, by side id, are named alike; where none are named only the people can tell."""
    return _folded(one) == _folded(other)


def same_counterpart(one: Retrospective, other: Retrospective) -> bool:
    """Whether the same parties met: all are named alike or, where no party is named, somebody was there both times."""
    if not could_be_the_same(one.parties, other.parties):
        return False
    return bool(_folded(one.parties)) or bool(_names(one) & _names(other))


def _names(page: Retrospective) -> set[str]:
    return {alike(person.name) for person in page.people if person.name.strip()}
