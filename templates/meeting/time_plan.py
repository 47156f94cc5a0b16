"""How a meeting's time is spent: minutes a stage that add up to its length. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from templates.filled_page.page import Retrospective
from templates.meeting import road
from templates.workbook.model import Phase

LENGTH, SHORT_LENGTH = 180, 90
"""Minutes a meeting lasts as long as nobody has said otherwise: on the whole road, and on the short one."""
SHORTEST, LONGEST = 15, 480
"""The least and the most minutes a meeting can be set to."""
USUAL = 10
"""Minutes of a phase that suggests none."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A stage and its minutes."""

    stage: Phase
    minutes: int
    chosen: bool
    """Whether somebody has set them, and they are not the suggested ones."""


def length(page: Retrospective) -> int:
    """How many minutes the meeting lasts."""
    return page.settings.minutes or (SHORT_LENGTH if page.short else LENGTH)


def plan(page: Retrospective) -> tuple[Slice, ...]:
    """The stages in order with their minutes.

    What somebody has set stays; the other stages share what is left in proportion to what each suggests, and each
    of them has at least one minute. So they add up to the length, unless what was set leaves no room.
    """
    stages = road.stages(page)
    chosen = {stage.id: page.settings.plan[stage.id] for stage in stages if stage.id in page.settings.plan}
    open_stages = [stage for stage in stages if stage.id not in chosen]
    left = max(length(page) - sum(chosen.values()), len(open_stages))
    shared = _share(left, {stage.id: stage.minutes or USUAL for stage in open_stages})
    return tuple(Slice(stage, chosen.get(stage.id, shared.get(stage.id, 0)), stage.id in chosen) for stage in stages)


def _share(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` divided in proportion to `weights`, at least one each; the largest remainders get what is over."""
    if not weights:
        return {}
    spare, whole = total - len(weights), sum(weights.values())
    parts = {name: divmod(spare * weight, whole) for name, weight in weights.items()}
    over = spare - sum(quotient for quotient, _remainder in parts.values())
    # Where remainders are alike the earlier stage comes first: sorting keeps their order.
    first = sorted(parts, key=lambda name: -parts[name][1])[:over]
    return {name: 1 + quotient + (name in first) for name, (quotient, _remainder) in parts.items()}


def over(page: Retrospective) -> int:
    """By how many minutes the plan is longer than the meeting; negative where it is shorter."""
    return sum(part.minutes for part in plan(page)) - length(page)


def minutes_of(page: Retrospective, stage: str) -> int:
    """The minutes of one stage; 0 where it is not on the road."""
    return next((part.minutes for part in plan(page) if part.stage.id == stage), 0)
