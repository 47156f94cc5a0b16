"""The workbook of a page from elsewhere: the one known here where it fits, else what the page tells of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from templates import library
from templates.forms.filled_form import Remark
from templates.markdown.parse import UnreadableError
from templates.markdown.plain_words import MAX_TEXT
from templates.words import _
from templates.workbook.model import (
    Column,
    Kind,
    Option,
    Phase,
    Question,
    Workbook,
)
from templates.workbook.reader import read
from templates.workbook.writer import write

Known: TypeAlias = "Callable[[str, str], Workbook | None]"
"""Finds a workbook by its id and language."""


def shipped(id: str, lang: str) -> Workbook | None:
    """The workbook that ships under an id, or None."""
    return read(library.text(id, lang), file=id).workbook if id in library.names() else None


def settled(told: Workbook, known: Known = shipped) -> tuple[Workbook, tuple[Remark, ...]]:
    """The workbook to keep for one that an export tells in part, and what is to be said of it.

    Args:
        told: what is told of it.
        known: finds the workbooks there are.

    Raises:
        UnreadableError: what is told of it is no workbook.
    """
    found = known(told.id, told.lang)
    if found is not None and fits(found, told):
        return found, ()
    told = _trimmed(told)
    book = read(write(told)).workbook
    if book is None or not asks_the_same(book, told):
        raise UnreadableError(_("What it tells of its questions cannot be read as a workbook."))
    sentence = _("The workbook is not known here; its questions were taken as the file tells them, without guidance.")
    return book, (Remark(0, sentence),)


def fits(known: Workbook, told: Workbook) -> bool:
    """Whether everything that is told of a workbook is so in a known one."""
    if known.lang != told.lang or [side.id for side in known.sides] != [side.id for side in told.sides]:
        return False
    return all(_fits(known.question(question.id), question) for question in told.questions)


def _fits(known: Question | None, told: Question) -> bool:
    if known is None or known.kind is not told.kind or (known.kind is Kind.SCALE and known.start != told.start):
        return False
    if known.kind is Kind.LEDGER:
        return all(known.column(column.id) is not None for column in told.columns)
    if known.kind is Kind.SCALE:
        return len(known.options) == len(told.options)
    of_known = {option.id for option in known.options}
    return all(option.id in of_known or option.id == "other" for option in told.options)


def asks_the_same(book: Workbook, told: Workbook) -> bool:
    """Whether two workbooks have every id that an answer may hold in common, in one order, whatever their words."""
    return [_shape(question) for question in book.questions] == [_shape(question) for question in told.questions]


def _shape(question: Question) -> object:
    columns = [(column.id, [option.id for option in column.options]) for column in question.columns]
    ids = [] if question.kind is Kind.SCALE else [option.id for option in question.options]
    return question.id, question.kind, len(question.options), question.start, ids, columns


def _trimmed(told: Workbook) -> Workbook:
    """The same, its words on one line and none too long: only so can a workbook hold them."""
    return replace(
        told,
        title=_line(told.title),
        sides=tuple(replace(side, name=_line(side.name)) for side in told.sides),
        phases=tuple(_phase(phase) for phase in told.phases),
    )


def _phase(phase: Phase) -> Phase:
    return replace(phase, title=_line(phase.title), questions=tuple(map(_question, phase.questions)))


def _question(question: Question) -> Question:
    return replace(
        question,
        text=_line(question.text),
        options=tuple(map(_option, question.options)),
        columns=tuple(map(_column, question.columns)),
    )


def _column(column: Column) -> Column:
    return replace(column, text=_line(column.text), options=tuple(map(_option, column.options)))


def _option(option: Option) -> Option:
    return replace(option, text=_line(option.text))


def _line(text: str) -> str:
    words = " ".join(text.split()) or "…"
    return words if len(words) < MAX_TEXT else words[: MAX_TEXT - 1]
