"""A workbook as a form: Markdown that one person fills in any editor and sends back.

It reads well as it is, explains itself in a few lines, and carries in comments what a program needs to take it back:
which form it is, each question's id, a number for each blank. None of them has to survive; see
`templates.forms.filled_form`. The same form as a page for browsers stands in `templates.forms.page`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from templates import words
from templates.markdown.escape import escape, heading
from templates.markdown.id_comments import mark
from templates.markdown.table import table
from templates.workbook.model import (
    Column,
    Kind,
    Phase,
    Question,
    Side,
    Workbook,
)

NOTES, ROWS = 3, 3
"""How many blanks a question that takes as many as people want is given."""
FORM = "form"
"""The word of the comment that says which form a file is."""
EXACT = "exact"
"""The word beside it where a program filled the form in: every text in it is written so that it reads back exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """For whom a form is."""

    id: str
    """Random: what comes back under one id is one person's, however often it comes."""
    side: str = ""
    """The id of the side, or empty where it is to be filled in, or there are no sides."""
    name: str = ""
    """The person's name, or empty where it is to be filled in."""
    retrospective: str = ""
    """The id of the retrospective it is for, or empty."""
    title: str = ""
    """The retrospective's title, or empty."""
    short: bool = False
    """Whether only the questions of the short road are asked."""
    exact: bool = False
    """Whether a program fills it in."""


def blank(book: Workbook, form: Form) -> str:
    """The form, in the language of the workbook."""
    return "\n\n".join(_blocks(book, form)) + "\n"


def _blocks(book: Workbook, form: Form) -> Iterator[str]:
    yield opening(book, form)
    yield "\n".join(_who(book, form))
    for phase, questions in asked(book, form):
        yield heading(2, phase.title) + f" {mark(phase.id)}"
        yield from filter(None, (phase.guidance, _quoted(phase.story)))
        for question in questions:
            yield heading(3, question.text) + f" {mark(question.id)}"
            yield from filter(None, (question.guidance, _quoted(question.story)))
            yield from _asked(book, question)


def asked(book: Workbook, form: Form) -> Iterator[tuple[Phase, list[Question]]]:
    """The phases a form has questions of, and these."""
    for phase in book.phases:
        questions = [one for one in phase.questions if one.core or not form.short or not book.has_short_road]
        if questions:
            yield phase, questions


def opening(book: Workbook, form: Form) -> str:
    """What stands above the lines for the name and the side."""
    exact = (EXACT,) if form.exact else ()
    said = {FORM: form.id, "workbook": book.id, "lang": book.lang}
    blocks = [heading(1, form.title or book.title), mark("", *exact, **said, retrospective=form.retrospective)]
    if form.title and form.title != book.title:
        blocks.append(escape(book.title))
    return "\n\n".join((*blocks, "\n".join(_explained(book))))


def _explained(book: Workbook) -> Iterator[str]:
    """How it is filled in, in a few lines of a quote."""
    _ = words.catalogue(book.lang).gettext
    kinds = {question.kind for question in book.questions}
    yield "> - " + _(
        "Fill this in with any editor, in your own words, and send the file back. Leave out what you like."
    )
    if Kind.NOTES in kinds:
        yield "> - " + _("Behind a dash (-) write one thought; add lines with a dash as you need them.")
    if kinds & {Kind.SCALE, Kind.CHOICE, Kind.CHECKLIST}:
        yield "> - " + _("Tick a box by writing an x between its brackets.")
    if Kind.LEDGER in kinds:
        yield "> - " + _("In a table write into the cells; add rows as you need them.")
    yield "> - " + _("What stands between <!-- and --> is for the program: leave it, it shows nowhere.").replace(
        "<!--", "`<!--`"
    ).replace("-->", "`-->`")


def _who(book: Workbook, form: Form) -> Iterator[str]:
    yield name_line(book, form.name)
    if book.sides:
        yield side_line(book, book.side(form.side))


def name_line(book: Workbook, name: str) -> str:
    """The line for the name."""
    _ = words.catalogue(book.lang).gettext
    line = _("Your name: {name}").format(name=escape(name))
    return f"- {line.rstrip()} {mark('name')}"


def side_line(book: Workbook, side: Side | None) -> str:
    """The line for the side."""
    _ = words.catalogue(book.lang).gettext
    offered = " / ".join(escape(one.name) for one in book.sides)
    line = _("Your side ({sides}): {side}").format(sides=offered, side=escape(side.name) if side else "")
    return f"- {line.rstrip()} {mark('side', side=side.id if side else '')}"


def _quoted(source: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in source.split("\n")) if source else ""


def _asked(book: Workbook, question: Question) -> Iterator[str]:
    """The blanks of a question."""
    _ = words.catalogue(book.lang).gettext
    match question.kind:
        case Kind.NOTES:
            yield "\n".join(f"- {mark(str(n))}" for n in range(1, NOTES + 1))
        case Kind.SCALE:
            yield _steps(question)
            if question.guess and book.sides:
                yield _("And what do you think the other side answers?") + " " + mark("guess")
                yield _steps(question)
        case Kind.CHOICE | Kind.CHECKLIST:
            if question.kind is Kind.CHOICE:
                yield _("Tick one.")
            yield "\n".join(f"- [ ] {escape(one.text)} {mark(one.id)}" for one in question.options)
        case Kind.LEDGER:
            yield _table(book, question)


def _steps(question: Question) -> str:
    return "\n".join(
        f"- [ ] {value} {escape(step.text)} {mark(str(value))}"
        for value, step in zip(question.values, question.options, strict=True)
    )


def _table(book: Workbook, question: Question) -> str:
    return table(
        [f"{column_words(book, column)} {mark(column.id)}" for column in question.columns],
        [["" for _column in question.columns]] * ROWS,
    )


def column_words(book: Workbook, column: Column) -> str:
    """A column's words, with what it offers."""
    _ = words.catalogue(book.lang).gettext
    choices = " / ".join(option.text for option in column.options)
    return escape(_("{text} ({detail})").format(text=column.text, detail=choices) if choices else column.text)
