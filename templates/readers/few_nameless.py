"""What is counted of answers without a name: nothing, where fewer than three people of a side gave them.

Words that somebody wrote without a name are shown as they were written; this is about what is counted: a scale's value
and its guess, a choice, a tick. Whoever shows figures, or the answers behind them, takes the page through `veiled`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Rating,
    Retrospective,
    is_blank,
)

FEWEST = 3
"""From how many nameless answers of one side to one question on they are counted."""

_Part = tuple[str, str | None, str]
"""A question, a side, and which of a rating's two numbers; the other kinds have one part."""


def veiled(page: Retrospective) -> Retrospective:
    """The page without what fewer than FEWEST nameless people of a side answered to be counted.

    A value and a guess are counted apart: three values are shown where only two of their writers guessed. Named
    answers stay. Veiling twice changes nothing.
    """
    if not any(answer.anonymous for answer in page.answers):
        return page
    counts = Counter(part for answer in page.answers if answer.anonymous for part in _parts(answer))
    kept = (_kept(answer, counts) if answer.anonymous else answer for answer in page.answers)
    return replace(page, answers=tuple(answer for answer in kept if answer is not None))


def shown_of(page: Retrospective, given: Iterable[Answer]) -> tuple[tuple[Answer, ...], frozenset[str | None]]:
    """What of the answers to one question may be counted, and the sides of which something is kept back."""
    before = tuple(given)
    after = veiled(replace(page, answers=before)).answers
    shown = {answer.id: answer for answer in after}
    return after, frozenset(answer.side for answer in before if shown.get(answer.id) != answer)


def few_unnamed(page: Retrospective) -> frozenset[str]:
    """The ids of the questions of which `veiled` keeps something back."""
    before, after = page.answers, veiled(page).answers
    shown = {answer.id: answer for answer in after}
    return frozenset(answer.question for answer in before if shown.get(answer.id) != answer)


def _parts(answer: Answer) -> Iterator[_Part]:
    match answer:
        case Rating(value=value, guess=guess):
            if value is not None:
                yield answer.question, answer.side, "value"
            if guess is not None:
                yield answer.question, answer.side, "guess"
        case Choice() | Checks() if not is_blank(answer):
            yield answer.question, answer.side, ""
        case _:
            return


def _kept(answer: Answer, counts: Counter[_Part]) -> Answer | None:
    few = {part for *_where, part in (part for part in _parts(answer) if counts[part] < FEWEST)}
    if not isinstance(answer, Rating | Choice | Checks) or not (few or is_blank(answer)):
        return answer
    if not isinstance(answer, Rating):
        return None
    # What was written at the same time elsewhere would tell what is kept back here.
    value = None if "value" in few else answer.value
    guess = None if "guess" in few else answer.guess
    return None if value is None and guess is None else replace(answer, value=value, guess=guess, also=())
