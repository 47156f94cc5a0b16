"""Scales as a table: each side's values, never averaged across sides; scales of one sheet share a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.document.marks import of_answer, of_question
from templates.document.voice import Voice
from templates.filled_page.in_order import by_side, spread
from templates.filled_page.page import Rating
from templates.markdown.escape import escape
from templates.markdown.table import table
from templates.workbook.model import Question, Side

Rated = Sequence[tuple[Question, Sequence[Rating]]]
"""Questions with the ratings each was given."""


def one_scale(voice: Voice, question: Question, ratings: Sequence[Rating]) -> Iterator[str]:
    """What the numbers mean, and a row for each side."""
    yield _legend(question)
    yield _table(voice, [(question, ratings)], named=False)


def sheet_of_scales(voice: Voice, rated: Rated) -> Iterator[str]:
    """Scales with the same steps: what the numbers mean, and one table of all their rows."""
    yield _legend(rated[0][0])
    yield _table(voice, rated, named=True)


def _legend(question: Question) -> str:
    """The words of a scale's steps, beside their numbers."""
    steps = zip(question.values, question.options, strict=True)
    return " · ".join(f"{value} {escape(step.text)}" for value, step in steps)


def _table(voice: Voice, rated: Rated, *, named: bool) -> str:
    """A row for each side of each question; `named` says each question's words in a column of their own."""
    _ = voice.gettext
    guessed = any(rating.guess is not None for _question, ratings in rated for rating in ratings)
    sided = bool(voice.page.workbook.sides)
    header = [
        *([_("Duty")] if named else []),
        *([_("Side")] if sided else []),
        _("Values"),
        *([_("Thought the other side would say")] if guessed else []),
        _("Median"),
        _("Range"),
        _("Answers"),
    ]
    rows, marks = [], [""]
    for question, ratings in rated:
        for n, (side, given) in enumerate(by_side(voice.page, ratings)):
            # A question's words stand once, beside its first side.
            first = [escape(question.text) if n == 0 else ""] if named else []
            rows.append([*first, *_row(voice, side, given, sided=sided, guessed=guessed)])
            asked = of_question(voice, question) if named and n == 0 else ""
            of_each = (of_answer(voice, rating, "" if named else question.id) for rating in given)
            marks.append(" ".join(part for part in (asked, *of_each) if part))
    last = len(header) - 1
    return table(header, rows, {last - 2, last - 1, last}, marks)


def _row(voice: Voice, side: Side | None, ratings: Sequence[Rating], *, sided: bool, guessed: bool) -> list[str]:
    """One side's cells: its values, its guesses, and how they spread."""
    values = [(rating.value, rating) for rating in ratings if rating.value is not None]
    guesses = [(rating.guess, rating) for rating in ratings if rating.guess is not None]
    how = spread(value for value, _rating in values)
    median = voice.number(how.median) if how else ""
    return [
        *([voice.side(side)] if sided else []),
        voice.listed(numbers_named(voice, values)),
        *([voice.listed(numbers_named(voice, guesses))] if guessed else []),
        median,
        f"{how.low}–{how.high}" if how and how.low != how.high else median,
        voice.with_private(str(how.n if how else 0), voice.privates(ratings)),
    ]


def numbers_named(voice: Voice, numbers: Sequence[tuple[int, Rating]]) -> Iterator[str]:
    """Each number that was given, from the lowest up, with who gave it."""
    for number in sorted({number for number, _rating in numbers}):
        gave = [rating for given, rating in numbers if given == number]
        yield voice.detail(str(number), voice.names(gave))
