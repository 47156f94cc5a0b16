"""What readings are made from: the answers that count, by question and side, and figures that name their answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from templates.filled_page.in_order import answers_by_question, spread
from templates.filled_page.page import (
    Answer,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
    is_blank,
)
from templates.readers.few_nameless import FEWEST, veiled
from templates.workbook.model import Kind, Phase, Question

APART = 0.25
"""From what share of a scale's length on two figures count as apart: one step of five, two and a half of eleven."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How one side's numbers lie, and whose answers they are."""

    median: float
    """The middle one, or halfway between the middle two."""
    low: int
    high: int
    n: int
    answers: tuple[str, ...]
    """The ids of the answers, in the order they were first kept."""

    @property
    def few(self) -> bool:
        """Whether the number is too small to speak for more than those who answered."""
        return self.n < FEWEST


def figure(numbers: Iterable[tuple[int, str]]) -> Figure | None:
    """The figure of numbers that come with their answers' ids, or None where there are none."""
    given = tuple(numbers)
    how = spread(number for number, _id in given)
    if how is None:
        return None
    return Figure(how.median, how.low, how.high, how.n, tuple(id for _number, id in given))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page's answers as readings take them: what says nothing and what must not be counted left out."""

    page: Retrospective
    answers: Mapping[str, Sequence[Answer]]
    """By question, in the order they were first kept."""

    @classmethod
    def of(cls, page: Retrospective) -> Evidence:
        """The evidence of a page that holds no more than its readers may see."""
        shown = veiled(page)
        return cls(shown, answers_by_question(answer for answer in shown.answers if not is_blank(answer)))

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the two sides, in the workbook's order; empty where it is for one team."""
        return tuple(side.id for side in self.page.workbook.sides)

    def other(self, side: str) -> str:
        """The id of the side across the table."""
        one, two = self.sides
        return two if side == one else one

    def questions(self, reading: str) -> Iterator[tuple[Phase, Question]]:
        """The questions a reading takes something from, in the order of the document."""
        for phase in self.page.workbook.phases:
            for question in phase.questions:
                if reading in question.reads:
                    yield phase, question

    @property
    def scales(self) -> Iterator[Question]:
        """All scales, in the order of the document."""
        return (question for question in self.page.workbook.questions if question.kind is Kind.SCALE)

    def values(self, question: Question) -> dict[str, Figure]:
        """What each side answered to a scale; sides without an answer are left out."""
        return self._figures(question, guessed=False)

    def guesses(self, question: Question) -> dict[str, Figure]:
        """What each side thought the other had answered; sides without a guess are left out."""
        return self._figures(question, guessed=True)

    def _figures(self, question: Question, *, guessed: bool) -> dict[str, Figure]:
        numbers: dict[str | None, list[tuple[int, str]]] = {}
        for answer in self.answers.get(question.id, ()):
            if not isinstance(answer, Rating):
                continue
            number = answer.guess if guessed else answer.value
            if number is not None and number in question.values:
                numbers.setdefault(answer.side, []).append((number, answer.id))
        found = ((side, figure(numbers.get(side, ()))) for side in self.sides)
        return {side: how for side, how in found if how is not None}

    def rows(self, question: Question) -> Iterator[Row]:
        """The rows of a ledger: by side in the workbook's order, those of no side last."""
        given = [answer for answer in self.answers.get(question.id, ()) if isinstance(answer, Row)]
        for side in self.sides:
            yield from (row for row in given if row.side == side)
        yield from (row for row in given if row.side not in self.sides)

    def choices(self, question: Question) -> Iterator[Choice]:
        """The answers to a choice."""
        return (answer for answer in self.answers.get(question.id, ()) if isinstance(answer, Choice))

    def notes(self) -> Iterator[Note]:
        """All notes, in the order of the document, then as they were first kept."""
        for question in self.page.workbook.questions:
            yield from (answer for answer in self.answers.get(question.id, ()) if isinstance(answer, Note))


def goodness(question: Question, number: float) -> float:
    """Where a number stands between a scale's bad end (0) and its good one (1), whichever way it runs."""
    share = (number - question.start) / max(len(question.options) - 1, 1)
    return 1 - share if question.low_good else share


def day(text: str) -> date | None:
    """The day an ISO date names, or None where it names none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def in_order(*parts: Iterable[str]) -> tuple[str, ...]:
    """Ids one after the other, each once."""
    return tuple(dict.fromkeys(id for part in parts for id in part))
