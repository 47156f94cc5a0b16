"""Workbook in, Markdown out: always in the strict form, with every id in a comment.

What the reader made reads back as the same workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from templates.markdown.plain_words import escape
from templates.workbook.front_matter import VERSION
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Option,
    Question,
    Side,
    Workbook,
)
from templates.workbook.reader import read

_FENCE = "---"
_NOT_SIMPLE = re.compile(r"[,，=＝:#\"'\\]")


def write(workbook: Workbook) -> str:
    """The workbook as Markdown that `templates.reader.read` reads strictly."""
    return "\n\n".join(_blocks(workbook)) + "\n"


def own_copy(text: str, workbook: Workbook) -> str:
    """The text a retrospective keeps of the workbook it was started with.

    As it is where what is kept reads back as the same workbook by itself; else, as for a file that took its title from
    its name or whose bullets are guidance, written out strictly.
    """
    return text if read(text, kept=True).workbook == workbook else write(workbook)


def _blocks(workbook: Workbook) -> Iterator[str]:
    """The document's blocks, in order."""
    yield "\n".join(_front_matter(workbook))
    yield _heading(1, workbook.title, workbook.id)
    yield from _prose(workbook.guidance, workbook.story)
    for phase in workbook.phases:
        minutes = f" minutes={phase.minutes}" if phase.minutes is not None else ""
        yield _heading(2, phase.title, phase.id + minutes)
        yield from _prose(phase.guidance, phase.story)
        for question in phase.questions:
            yield _heading(3, question.text, " ".join(question_words(question)))
            yield from _prose(question.guidance, question.story)
            yield from _blank(question)


def _front_matter(workbook: Workbook) -> Iterator[str]:
    yield _FENCE
    yield f"workbook: {VERSION}"
    yield f"lang: {workbook.lang}"
    sides = workbook.sides
    if sides and not any(_NOT_SIMPLE.search(side.name) or not side.name.isprintable() for side in sides):
        yield "sides: " + ", ".join(f"{side.id}={side.name}" for side in sides)
    elif sides:
        yield "sides:"
        yield from (f"  {side.id}: {_quoted(side)}" for side in sides)
    yield _FENCE


def _quoted(side: Side) -> str:
    """A side's name between YAML's double quotes."""
    return '"' + "".join(map(_quoted_char, side.name)) + '"'


def _quoted_char(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def _heading(level: int, text: str, comment: str) -> str:
    return f"{'#' * level} {escape(text)} <!-- {comment} -->"


def _prose(guidance: str, story: str) -> Iterator[str]:
    """Guidance as it is, the story as a block quote."""
    if guidance:
        yield guidance
    if story:
        yield "\n".join(f"> {line}" if line else ">" for line in story.split("\n"))


def question_words(question: Question) -> Iterator[str]:
    """The words of a question's comment: its id, and what its heading does not say."""
    yield question.id
    if question.core:
        yield "core"
    if question.guess:
        yield "guess=yes"
    if question.about is not None:
        yield f"about={question.about}"
    if question.low_good:
        yield "low=good"
    if question.reads:
        yield "reads=" + ",".join(question.reads)


def _blank(question: Question) -> Iterator[str]:
    """The list or table that tells what a question asks for; nothing for notes."""
    match question.kind:
        case Kind.NOTES:
            return
        case Kind.SCALE:
            steps = zip(question.values, question.options, strict=True)
            yield "\n".join(_step(value, option) for value, option in steps)
        case Kind.LEDGER:
            cells = " | ".join(map(_header_cell, question.columns))
            yield f"| {cells} |\n|{'---|' * len(question.columns)}"
        case Kind.CHECKLIST:
            yield "\n".join(f"- [ ] {_item(option)}" for option in question.options)
        case Kind.CHOICE:
            yield "\n".join(f"- {_item(option)}" for option in question.options)


def _step(value: int, option: Option) -> str:
    """A scale's step; one whose id is its number needs no comment."""
    words = escape(option.text) if option.id == str(value) else _item(option)
    return f"{value}. {words}"


def _item(option: Option) -> str:
    return f"{escape(option.text)} <!-- {option.id} -->"


_FULL_WIDTH_SIGNS = {"（": "&#xFF08;", "）": "&#xFF09;", "／": "&#xFF0F;"}
_NARROWING_SIGNS = re.compile(r"\\.|[()/（）／]")
_ENDS_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")


def _header_cell(column: Column) -> str:
    """A ledger's header cell: the column's word, in brackets what it takes, and its id."""
    match column.kind:
        case ColumnKind.TEXT:
            return f"{_text_word(column.text)} <!-- {column.id} -->"
        case ColumnKind.CHOICE:
            offered = " / ".join(_literal(escape(option.text)) for option in column.options)
            ids = ",".join(option.id for option in column.options)
            return f"{escape(column.text)} ({offered}) <!-- {column.id} options={ids} -->"
        case ColumnKind.DATE | ColumnKind.NUMBER:
            return f"{escape(column.text)} ({column.kind}) <!-- {column.id} -->"


def _text_word(text: str) -> str:
    """A text column's word; brackets that would narrow it are made to be only brackets."""
    escaped = escape(text)
    return _literal(escaped) if _ENDS_IN_BRACKETS.search(text) else escaped


def _literal(escaped: str) -> str:
    """Escaped words whose brackets and slashes mean nothing."""
    return _NARROWING_SIGNS.sub(_literal_sign, escaped)


def _literal_sign(sign: re.Match[str]) -> str:
    if sign[0].startswith("\\"):
        return sign[0]
    return _FULL_WIDTH_SIGNS.get(sign[0], "\\" + sign[0])
