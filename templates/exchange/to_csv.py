"""A page's answers as a table for spreadsheets: one row an answer, nothing that could be taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from templates.filled_page.in_order import answers_in_order
from templates.filled_page.page import (
    KIND_OF,
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.meeting.road import question as asked_as
from templates.words import N_, catalogue
from templates.workbook.model import Question

COLUMNS = (
    *(N_("id"), N_("phase"), N_("question"), N_("asked"), N_("kind"), N_("side"), N_("by"), N_("answer"), N_("guess")),
    *(N_("group"), N_("private"), N_("created"), N_("edited")),
)
"""The columns, in order, msgids: a table's head is in the language of its page."""
_KINDS = (N_("notes"), N_("scale"), N_("ledger"), N_("choice"), N_("checklist"))
_FOR = {"side": N_("own side"), "facilitator": N_("for the facilitator")}

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width signs included."""


def as_csv(page: Retrospective) -> str:
    """The answers of a page that holds no more than its readers may see, in the order of the document.

    UTF-8 with the mark that spreadsheets know it by, LF, every cell between quotes. A text that begins like a formula
    has an apostrophe before it.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    gettext = catalogue(page.lang).gettext
    writer.writerow([gettext(column) for column in COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in _rows(page))
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(page: Retrospective) -> Iterator[list[str]]:
    names = {person.id: person.name for person in page.people}
    sides = {side.id: side.name for side in page.workbook.sides}
    groups = {group.id: group.title for group in page.groups}
    gettext = catalogue(page.lang).gettext
    for answer in answers_in_order(page):
        question = asked_as(page, answer.question)
        phase = page.workbook.phase_of(answer.question)
        private = page.visibility(answer).value
        yield [
            answer.id,
            phase.title if phase else "",
            answer.question,
            question.text if question else "",
            gettext(KIND_OF[type(answer)].value),
            sides.get(answer.side or "", ""),
            "" if answer.anonymous else names.get(answer.person or "", ""),
            _said(page, question, answer),
            str(answer.guess) if isinstance(answer, Rating) and answer.guess is not None else "",
            groups.get(answer.group or "", "") if isinstance(answer, Note) else "",
            gettext(_FOR[private]) if private else "",
            answer.created,
            answer.edited or "",
        ]


def _said(page: Retrospective, question: Question | None, answer: Answer) -> str:
    """What an answer says, in one cell: words, a number, or options; a ledger's row with its columns' names."""
    match answer:
        case Note(text=text):
            return text
        case Rating(value=value):
            return "" if value is None else str(value)
        case Choice(choice=choice):
            return _words(question, (choice or "",))
        case Checks(checked=checked):
            return _words(question, checked)
        case Row(cells=cells):
            columns = question.columns if question else ()
            pattern = catalogue(page.lang).gettext("{name}: {text}")
            told = [pattern.format(name=c.text, text=c.word(cells[c.id])) for c in columns if cells.get(c.id)]
            return "\n".join(told) if columns else "\n".join(cells.values())
        case _:
            return ""


def _words(question: Question | None, ids: tuple[str, ...]) -> str:
    """The words of options; an id that has none stands for itself."""
    words = {option.id: option.text for option in question.options} if question else {}
    return "; ".join(words.get(id, id) for id in ids)
