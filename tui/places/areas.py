"""The places of a meeting that are more than a question: which area answers each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.keys.places.which_keys import known_as

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


def area_class(place: str) -> type[AnswerArea]:
    """The class of the area of a place."""
    module, _dot, name = AREAS[known_as(place, AREAS)].rpartition(".")
    found: type[AnswerArea] = getattr(import_module(module), name)
    return found
