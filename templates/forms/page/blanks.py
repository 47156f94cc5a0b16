"""The blanks of a question as they stand on paper; the script makes fields of them (`form.js`).

Each stands directly in its phase's section, behind the heading whose id is the question's: a ruled space for notes,
a list of steps or options with boxes to tick, a table for rows. What the script must know beyond the words is the id of
an option, of a column, and what a column takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from templates.forms.blank_form import ROWS, column_words
from templates.forms.page.printed import attribute, beyond
from templates.markdown.escape import escape as as_markdown
from templates.markdown.id_comments import mark, written
from templates.words import catalogue
from templates.workbook.model import Column, ColumnKind, Kind, Option, Question, Workbook


def blanks(book: Workbook, question: Question) -> Iterator[str]:
    """Where a question is answered."""
    _ = catalogue(book.lang).gettext
    match question.kind:
        case Kind.NOTES:
            yield "<div class=notes></div>\n"
        case Kind.SCALE:
            start = "" if question.start == 1 else f" start={question.start}"
            steps = f"<ol class=pick{start}>{''.join(_item(step) for step in question.options)}</ol>\n"
            yield steps
            if question.guess and book.sides:
                legend = _("And what do you think the other side answers?")
                attributes = beyond(legend, f"{legend} {mark('guess')}")
                yield f"<p class=guess{attributes}>{escape(legend)}</p>{steps}"
        case Kind.CHOICE:
            hint = _("Tick one.")
            yield f"<p class=g>{escape(hint)}</p><ul class=pick>{_items(question)}</ul>\n"
        case Kind.CHECKLIST:
            yield f'<ul class="pick many">{_items(question)}</ul>\n'
        case Kind.LEDGER:
            columns = "".join(_column(book, column, _) for column in question.columns)
            empty = "<tr>" + "<td>" * len(question.columns)
            yield f"<table><tr>{columns}{empty * ROWS}</table>\n"


def _items(question: Question) -> str:
    return "".join(_item(option, written(option.id)) for option in question.options)


def _item(option: Option, id: str = "") -> str:
    return f"<li{attribute('data-m', id)}{beyond(option.text, as_markdown(option.text))}>{escape(option.text)}"


def _column(book: Workbook, column: Column, _: Callable[[str], str]) -> str:
    """A column's head, which holds what the script needs to make a field of it."""
    kind = "" if column.kind is ColumnKind.TEXT else column.kind.value
    html = words = f"<b>{escape(column.text)}</b>"
    text = column.text
    if column.options:
        options = " / ".join(
            f"<i{attribute('data-m', written(one.id))}{beyond(one.text, as_markdown(one.text))}>{escape(one.text)}</i>"
            for one in column.options
        )
        html = escape(_("{text} ({detail})")).format(text=words, detail=options)
        text = _("{text} ({detail})").format(text=column.text, detail=" / ".join(one.text for one in column.options))
    attributes = attribute("data-m", written(column.id)) + attribute("data-kind", kind)
    return f"<th{attributes}{beyond(text, column_words(book, column))}>{html}"
