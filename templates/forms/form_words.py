"""The words of a form in every language its workbook is known in: all lead to the ids of the one that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeAlias

from templates.forms.blank_form import Form, blank
from templates.markdown.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Table,
    Words,
    folded,
)
from templates.names import alike
from templates.workbook.model import (
    Column,
    Kind,
    Phase,
    Question,
    Side,
    Workbook,
    option_named,
)

_ALIKE = 0.86
"""How alike the words of two headings must be to be one that was mistyped."""

Place: TypeAlias = "Question | Phase | None"


class FormWords:
    """What is printed on forms of a workbook, and which question, phase, column, option or side it names."""

    def __init__(self, book: Workbook, others: Sequence[Workbook], parties: Mapping[str, str], title: str) -> None:
        self._book = book
        self._books = (book, *(other for other in others if other != book))
        self._parties = parties
        self.printed = frozenset().union(*map(printed, self._books)) | {folded(title)}
        """Everything that stands on a blank form, folded."""

    def place(self, words: Words) -> Place:
        """The question or phase a heading names: by its comment, else by its words, else by words much like them."""
        for mark in words.marks:
            if found := self._by_id(mark.id):
                return found
        said = folded(words.text)
        if not said:
            return None
        known = [(folded(text), id) for book in self._books for text, id in _places(book)]
        for text, id in known:
            if text == said and (found := self._by_id(id)):
                return found
        ratios = ((SequenceMatcher(None, said, text).ratio(), id) for text, id in known)
        ratio, id = max(ratios, key=lambda pair: pair[0], default=(0.0, ""))
        return self._by_id(id) if ratio >= _ALIKE else None

    def _by_id(self, id: str) -> Place:
        return self._book.question(id) or next((phase for phase in self._book.phases if phase.id == id), None)

    def versions(self, question: Question) -> tuple[Question, ...]:
        """A question in every language, in which it can be answered the same way; the one that is asked comes first."""
        found = (book.question(question.id) for book in self._books[1:])
        return (question, *(one for one in found if one is not None and _answers_alike(one, question)))

    def column(self, question: Question, words: Words, place: int) -> Column | None:
        """The column a header's cell names: by its comment, by its words, else by its place."""
        found = next((question.column(mark.id) for mark in words.marks if question.column(mark.id)), None)
        if found:
            return found
        said = folded(words.text)
        for version in self.versions(question):
            for column in version.columns:
                name = folded(column.text)
                if said == name or (name and said.startswith(name)):
                    return question.column(column.id)
        return question.columns[place] if place < len(question.columns) and not said else None

    def option_of(self, question: Question, column: Column, text: str) -> str | None:
        """The id of the option that a cell of a column names in any language."""
        for version in self.versions(question):
            options = next((one.options for one in version.columns if one.id == column.id), ())
            found = option_named(options, text) or next((o for o in options if folded(o.text) == folded(text)), None)
            if found is not None and any(option.id == found.id for option in column.options):
                return found.id
        return None

    def side(self, value: str) -> Side | None:
        """The side that is called so in any language, or whose party is."""
        for book in self._books:
            if (found := book.side(value)) is not None and (side := self._book.side(found.id)) is not None:
                return side
        wanted = alike(value)
        return next((s for s in self._book.sides if alike(self._parties.get(s.id, "")) == wanted), None)


def _places(book: Workbook) -> Iterator[tuple[str, str]]:
    yield from ((question.text, question.id) for question in book.questions)
    yield from ((phase.title, phase.id) for phase in book.phases)


def _answers_alike(one: Question, other: Question) -> bool:
    same_steps = one.kind is not Kind.SCALE or one.values == other.values
    return one.kind is other.kind and same_steps


@lru_cache(maxsize=16)
def printed(book: Workbook) -> frozenset[str]:
    """Everything a blank form of a workbook says, folded."""
    from templates.markdown.parse import parse

    said: set[str] = set()
    for side in (None, *book.sides):
        document = parse(blank(book, Form(id="0", side=side.id if side else "")), plain=True)
        said.update(folded(text) for text in _texts(document.blocks))
    said.discard("")
    return frozenset(said)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(words=words) | Paragraph(words=words):
                yield words.text
            case Quote(blocks=inner):
                yield from _texts(inner)
            case Listing(items=items):
                for item in items:
                    yield item.words.text
                    yield from _texts(item.below)
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    yield from (words.text for words in row)
