"""Scales as a table: each side's values, never averaged across sides; scales of one sheet share a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.insights import by_side, spread
from templates.markdown import escape
from templates.report_table import table
from templates.report_voice import Voice
from templates.retrospective import Rating
from templates.workbook import Question, Side

Rated = Sequence[tuple[Question, Sequence[Rating]]]
"""Questions with the ratings each was given."""


def scale_table(voice: Voice, rated: Rated) -> str:
    """A row for each side of each question; where there are several, each stands in a column of its own."""
    _ = voice.gettext
    several = len(rated) > 1
    guessed = any(rating.guess is not None for _question, ratings in rated for rating in ratings)
    sided = bool(voice.page.workbook.sides)
    header = [
        *([_("Duty")] if several else []),
        *([_("Side")] if sided else []),
        _("Answer"),
        *([_("Thought the other side would say")] if guessed else []),
        _("Median"),
        _("Range"),
        _("Answers"),
    ]
    rows = []
    for question, ratings in rated:
        for n, (side, given) in enumerate(by_side(voice.page, ratings)):
            # A question's words stand once, beside its first side.
            first = [escape(question.text) if n == 0 else ""] if several else []
            rows.append([*first, *_row(voice, question, side, given, sided=sided, guessed=guessed)])
    last = len(header) - 1
    return table(header, rows, right={last - 2, last - 1, last})


def _row(
    voice: Voice,
    question: Question,
    side: Side | None,
    ratings: Sequence[Rating],
    *,
    sided: bool,
    guessed: bool,
) -> list[str]:
    """One side's cells: its values in words, its guesses, and how they spread."""
    values = spread(rating.value for rating in ratings if rating.value is not None)
    median = voice.number(values.median) if values else ""
    reach = f"{values.low}–{values.high}" if values and values.low != values.high else median
    return [
        *([voice.side(side)] if sided else []),
        voice.series(_values(voice, question, ratings)),
        *([voice.series(_guesses(voice, ratings))] if guessed else []),
        median,
        reach,
        str(values.n if values else 0),
    ]


def _values(voice: Voice, question: Question, ratings: Sequence[Rating]) -> Iterator[str]:
    """Each value that was given, from the lowest up, with its words and with who gave it."""
    for value in sorted({rating.value for rating in ratings if rating.value is not None}):
        step = question.step(value)
        words = f"{value} {escape(step.text)}" if step else str(value)
        yield voice.detail(words, voice.names([rating for rating in ratings if rating.value == value]))


def _guesses(voice: Voice, ratings: Sequence[Rating]) -> Iterator[str]:
    """Each guess of the other side's answer, from the lowest up, with who made it."""
    for guess in sorted({rating.guess for rating in ratings if rating.guess is not None}):
        yield voice.detail(str(guess), voice.names([rating for rating in ratings if rating.guess == guess]))
