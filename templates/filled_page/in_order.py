"""Pure readings of a filled page: who said what, by side, in the document's order, and how far apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from templates.filled_page.agreed import Topic, TopicState
from templates.filled_page.page import (
    Action,
    Answer,
    Retrospective,
    Status,
)
from templates.workbook.model import Side

AnyAnswer = TypeVar("AnyAnswer", bound=Answer)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a number of ratings lie, told without averaging them."""

    median: float
    """The middle one, or halfway between the middle two."""
    low: int
    high: int
    n: int
    """How many there are."""


def spread(values: Iterable[int]) -> Spread | None:
    """The spread of `values`, or None where there are none."""
    ranked = sorted(values)
    if not ranked:
        return None
    middle = len(ranked) // 2
    median = float(ranked[middle]) if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2
    return Spread(median, ranked[0], ranked[-1], len(ranked))


def by_side(page: Retrospective, answers: Iterable[AnyAnswer]) -> tuple[tuple[Side | None, tuple[AnyAnswer, ...]], ...]:
    """The answers of each side that gave any, in the workbook's order; those of no side last, under None."""
    known: dict[str | None, list[AnyAnswer]] = {side.id: [] for side in page.workbook.sides}
    nobody: list[AnyAnswer] = []
    for answer in answers:
        known.get(answer.side, nobody).append(answer)
    sides = ((side, tuple(known[side.id])) for side in page.workbook.sides)
    return tuple((side, given) for side, given in (*sides, (None, tuple(nobody))) if given)


def answers_by_question(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers to each question that has any, by its id, in the order they were first kept."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.question, []).append(answer)
    return found


def answers_in_order(page: Retrospective) -> tuple[Answer, ...]:
    """All answers as the document has them: by question, then by side, then as they were first kept.

    Answers to a question the workbook does not have stand at the end.
    """
    asked = [question.id for question in page.workbook.questions]
    found = answers_by_question(page.answers)
    unasked = found.keys() - set(asked)
    order = (*asked, *(question for question in found if question in unasked))
    return tuple(
        answer for question in order for _side, given in by_side(page, found.get(question, ())) for answer in given
    )


@dataclass(frozen=True, slots=True)
class Agreed:
    """The actions of a page by where they stand, each part in the order they were agreed on."""

    owned: Sequence[Action]
    """Open, and somebody's."""
    parked: Sequence[Action]
    """Open, and nobody's yet."""
    finished: Sequence[Action]
    """Done, first those that wait to be confirmed."""
    dropped: Sequence[Action]


def agreed(page: Retrospective) -> Agreed:
    """The actions of a page, parted by where they stand."""

    def having(status: Status) -> list[Action]:
        return [action for action in page.actions if action.status is status]

    still_open = having(Status.OPEN)
    return Agreed(
        owned=[action for action in still_open if action.owner.strip()],
        parked=[action for action in still_open if not action.owner.strip()],
        finished=having(Status.DONE) + having(Status.CONFIRMED),
        dropped=having(Status.DROPPED),
    )


def topics_in_order(page: Retrospective) -> tuple[Topic, ...]:
    """All topics as the document has them: by their place on the agenda, those left for later last."""
    return tuple(sorted(page.topics, key=lambda topic: (topic.state is TopicState.LATER, topic.place)))


def actions_in_order(page: Retrospective) -> tuple[Action, ...]:
    """All actions as the document has them: open ones first, dropped ones last."""
    parts = agreed(page)
    return (*parts.owned, *parts.parked, *parts.finished, *parts.dropped)
