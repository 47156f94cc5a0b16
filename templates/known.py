"""The workbook of a page that comes from elsewhere: the one known here where it fits, else what the page tells of it."""

from __future__ import annotations

from templates import library
from templates.filled import Remark
from templates.reader import read
from templates.words import _
from templates.workbook import Kind, Question, Workbook
from templates.writer import write
from templates.written import UnreadableError


def settled(told: Workbook) -> tuple[Workbook, tuple[Remark, ...]]:
    """The workbook to keep for one that an export tells in part, and what is to be said of it.

    Raises:
        UnreadableError: what is told of it is no workbook.
    """
    if told.id in library.names():
        known = read(library.text(told.id, told.lang), file=told.id).workbook
        if known is not None and fits(known, told):
            return known, ()
    if read(write(told)).workbook != told:
        raise UnreadableError(_("What it tells of its questions cannot be read as a workbook."))
    sentence = _("The workbook is not known here; its questions were taken as the file tells them, without guidance.")
    return told, (Remark(0, sentence),)


def fits(known: Workbook, told: Workbook) -> bool:
    """Whether everything that is told of a workbook is so in a known one."""
    if known.lang != told.lang or [side.id for side in known.sides] != [side.id for side in told.sides]:
        return False
    return all(_fits(known.question(question.id), question) for question in told.questions)


def _fits(known: Question | None, told: Question) -> bool:
    if known is None or known.kind is not told.kind or known.start != told.start:
        return False
    if known.kind is Kind.LEDGER:
        ids = {column.id: column for column in known.columns}
        return all(column.id in ids and ids[column.id].kind is column.kind for column in told.columns)
    of_known = {option.id for option in known.options}
    return all(option.id in of_known for option in told.options) and len(told.options) <= len(known.options)
