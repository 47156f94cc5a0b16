"""A form that came back: what was answered, what was written beside the blanks, and what could not be told.

Comments say where one is; where an editor or a person took them out, the words of headings and the order of the blanks
do. Words that belong to no blank are never dropped: they come back as what is left over, for somebody to place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeAlias

from templates.blank import FORM, Form, blank
from templates.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Quote,
    Table,
    Words,
    behind,
    folded,
    without_blanks,
)
from templates.filled_cells import cell_value
from templates.filled_ticks import Tick, offered, ticks
from templates.marks import Mark
from templates.retrospective import Answer, Checks, Choice, Note, Rating, Row
from templates.words import _
from templates.workbook import Column, Kind, Phase, Question, Side, Workbook

_ALIKE = 0.86
"""How alike the words of two headings must be to be one that was mistyped."""


_NAMES = frozenset({"name", "yourname", "姓名", "名字", "你的姓名", "你的名字"})
_SIDES = ("side", "yourside", "哪一方", "你是哪一方", "所属方")
"""The labels of the lines for the name and the side, folded, where their comments are lost."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it stands in the form."""

    answer: Answer
    """With neither id nor writer."""
    key: str
    """The number of the blank it stands in; empty where it stands in none, or there is one answer only."""
    line: int


@dataclass(frozen=True, slots=True)
class Left:
    """Words that belong to no blank."""

    line: int
    text: str
    question: str = ""
    """The id of the question they stand under, or empty."""
    heading: str = ""
    """The words of the heading they stand under."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form says."""

    form: str = ""
    """The form's id, or empty where it was lost."""
    retrospective: str = ""
    name: str = ""
    side: str | None = None
    given: tuple[Given, ...] = ()
    left: tuple[Left, ...] = ()
    remarks: tuple[Remark, ...] = ()


def form_mark(document: Document) -> Mark | None:
    """The comment that says which form a document is; None where it is no form, or lost it."""
    for block in document.blocks:
        if isinstance(block, Paragraph | Heading):
            # Somebody's remark may hold the word; ours gives the form an id and names the workbook.
            found = next(
                (
                    mark
                    for mark in block.words.marks
                    if not mark.id and mark.values.get(FORM) and "workbook" in mark.values
                ),
                None,
            )
            if found is not None:
                return found
    return None


def read_form(
    document: Document, book: Workbook, parties: Mapping[str, str] | None = None, *, title: str = ""
) -> Filled:
    """What a filled form says.

    Args:
        document: the form, parsed as plain words.
        book: the workbook it asks.
        parties: side id to the name of its party, by which a side may have been named.
        title: the title of the retrospective it is for, which stands on it.
    """
    return _Reader(book, parties or {}, form_mark(document), title).read(document)


_Place: TypeAlias = "Question | Phase | None"


@dataclass(slots=True)
class _Section:
    """What stands under one heading."""

    place: _Place
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)


class _Reader:
    def __init__(self, book: Workbook, parties: Mapping[str, str], mark: Mark | None, title: str) -> None:
        self._book = book
        self._parties = parties
        self._mark = mark
        self._given: list[Given] = []
        self._left: list[Left] = []
        self._remarks: list[Remark] = []
        self._name = ""
        self._side: str | None = None
        self._ours = printed(book) | {folded(title)}

    def read(self, document: Document) -> Filled:
        """Everything in the document."""
        for section in self._sections(document):
            match section.place:
                case Question() as question:
                    self._answers(question, section)
                case _:
                    self._around(section)
        mark = self._mark.values if self._mark else {}
        return Filled(
            form=mark.get(FORM, ""),
            retrospective=mark.get("retrospective", ""),
            name=self._name,
            side=self._side,
            given=tuple(self._given),
            left=tuple(sorted(self._left, key=lambda left: left.line)),
            remarks=tuple(sorted(self._remarks, key=lambda remark: remark.line)),
        )

    # -- where one is ------------------------------------------------------------------------------

    def _sections(self, document: Document) -> list[_Section]:
        """The document cut at the headings of the workbook; what stands under others is part of a section."""
        sections = [_Section(None)]
        for block in document.blocks:
            place = self._place(block.words) if isinstance(block, Heading) else None
            if isinstance(block, Heading) and (place is not None or self._is_ours(block.words.text)):
                sections.append(_Section(place, block.words.text))
            elif isinstance(block, Heading) and not block.underlined:
                sections.append(_Section(None, block.words.text))
                if block.words.text:
                    self._leave(sections[-1], block.words.line, block.words.text)
            elif isinstance(block, Heading):
                # A dash left below a line makes a heading of it.
                sections[-1].blocks.append(Paragraph(block.words))
            else:
                sections[-1].blocks.append(block)
        return sections

    def _place(self, words: Words) -> _Place:
        """The question or phase a heading names: by its comment, else by its words, else by words much like them."""
        for mark in words.marks:
            if found := self._book.question(mark.id):
                return found
            if phase := next((phase for phase in self._book.phases if phase.id == mark.id), None):
                return phase
        said = folded(words.text)
        if not said:
            return None
        places: list[Question | Phase] = [*self._book.questions, *self._book.phases]
        for place in places:
            if folded(_words_of(place)) == said:
                return place
        alike = [(SequenceMatcher(None, said, folded(_words_of(place))).ratio(), place) for place in places]
        ratio, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        return best if ratio >= _ALIKE else None

    def _is_ours(self, text: str) -> bool:
        said = folded(text)
        return not said or said in self._ours

    # -- what stands around the questions ----------------------------------------------------------

    def _around(self, section: _Section) -> None:
        for block in section.blocks:
            if isinstance(block, Listing):
                for item in block.items:
                    if not self._says_who(item):
                        self._leave(section, item.words.line, item.text)
            else:
                self._leave_block(section, block)

    def _says_who(self, item: Item) -> bool:
        """Whether an item is the line for the name or the side; what it says is taken."""
        before, sign, value = item.words.text.replace("：", ":").partition(":")
        label, value = folded(before), without_blanks(value)
        marks = {mark.id: mark for mark in item.words.marks}
        if "name" in marks or (sign and label in _NAMES):
            self._name = value
            return True
        if "side" in marks or (sign and label.startswith(_SIDES)):
            self._side = self._side_named(value, item.words.line) or marks.get("side", Mark("")).values.get("side")
            return True
        return False

    def _side_named(self, value: str, line: int) -> str | None:
        if not value:
            return None
        side = self._book.side(value) or self._side_of_party(value)
        if side is None:
            # Two sides named, one struck out or marked: only what is certain is taken.
            self._remarks.append(Remark(line, _("“{text}” is none of the sides.").format(text=value)))
        return side.id if side else None

    def _side_of_party(self, value: str) -> Side | None:
        wanted = value.casefold()
        return next((s for s in self._book.sides if self._parties.get(s.id, "").casefold() == wanted), None)

    # -- what stands under a question --------------------------------------------------------------

    def _answers(self, question: Question, section: _Section) -> None:
        match question.kind:
            case Kind.NOTES:
                self._notes(question, section)
            case Kind.LEDGER:
                self._ledger(question, section)
            case _:
                self._ticked(question, section)

    def _notes(self, question: Question, section: _Section) -> None:
        for block in section.blocks:
            match block:
                case Listing():
                    for item in block.items:
                        box = {None: "", True: "[x] ", False: "[ ] "}[item.checked]
                        text = self._theirs((box if item.text or item.checked else "") + item.text)
                        key = next((mark.id for mark in item.words.marks if mark.id.isdecimal()), "")
                        if text:
                            self._give(question, Note(id="", question=question.id, text=text), item.words.line, key)
                case Paragraph(words=words):
                    if text := self._theirs(words.text):
                        key = next((mark.id for mark in words.marks if mark.id.isdecimal()), "")
                        self._give(question, Note(id="", question=question.id, text=text), words.line, key)
                case _:
                    self._leave_block(section, block)

    def _give(self, question: Question, answer: Answer, line: int, key: str = "") -> None:
        taken = {given.key for given in self._given if given.answer.question == question.id}
        # A line copied together with its comment is another one.
        self._given.append(Given(answer, "" if key in taken else key, line))

    def _ledger(self, question: Question, section: _Section) -> None:
        for block in section.blocks:
            if not isinstance(block, Table):
                self._leave_block(section, block)
                continue
            columns = [self._column(question, words, place) for place, words in enumerate(block.header)]
            for row in block.rows:
                cells: dict[str, str] = {}
                for column, words in zip(columns, row, strict=False):
                    text = without_blanks(words.text)
                    if not text:
                        continue
                    if column is None:
                        self._leave(section, words.line, text)
                        continue
                    cells[column.id], doubt = cell_value(column, text)
                    if doubt:
                        self._remarks.append(Remark(words.line, doubt))
                if cells:
                    line = row[0].line if row else block.line
                    self._give(question, Row(id="", question=question.id, cells=cells), line)

    def _column(self, question: Question, words: Words, place: int) -> Column | None:
        """The column a header's cell names: by its comment, by its words, else by its place."""
        found = next((question.column(mark.id) for mark in words.marks if question.column(mark.id)), None)
        if found:
            return found
        said = folded(words.text)
        for column in question.columns:
            name = folded(column.text)
            if said == name or (name and said.startswith(name)):
                return column
        return question.columns[place] if place < len(question.columns) and not said else None

    def _ticked(self, question: Question, section: _Section) -> None:
        """A scale, a choice or a checklist: the boxes that are ticked, or a number written instead."""
        found = ticks(question, section.blocks)
        for line, text in found.beside:
            self._leave(section, line, text)
        for block in found.others:
            self._leave_block(section, block)
        if question.kind is Kind.CHECKLIST:
            if found.own:
                order = [option.id for option in question.options]
                checked = tuple(sorted({value for value, _line in found.own}, key=order.index))
                self._give(question, Checks(id="", question=question.id, checked=checked), found.own[0][1])
            return
        value, line = self._one(question, section, found.own)
        if question.kind is Kind.CHOICE:
            if value is not None:
                self._give(question, Choice(id="", question=question.id, choice=value), line)
            return
        guess, guess_line = self._one(question, section, found.guessed)
        if value is not None or guess is not None:
            own, other = (int(number) if number else None for number in (value, guess))
            self._give(question, Rating(id="", question=question.id, value=own, guess=other), line or guess_line)

    def _one(self, question: Question, section: _Section, ticked: Sequence[Tick]) -> tuple[str | None, int]:
        """The one that is ticked; of several none is the answer, and all are left over."""
        values = list(dict.fromkeys(value for value, _line in ticked))
        if len(values) == 1:
            return ticked[0]
        if values:
            line = ticked[-1][1]
            sentence = _("{n} boxes are ticked where one can be; none was taken.").format(n=len(values))
            self._remarks.append(Remark(line, sentence))
            words = dict(offered(question))
            self._leave(section, line, " / ".join(f"[x] {words[value]}" for value in values))
        return None, 0

    # -- what is left over -------------------------------------------------------------------------

    def _theirs(self, text: str) -> str:
        """What of a text is not printed on the form; a person may have written on behind our words."""
        text = without_blanks(text)
        said = folded(text)
        if not said:
            # Signs alone say something too, but a lone dash or asterisk is a blank.
            return "" if not text.strip("-*+_·•—–. \u3000") else text
        if said in self._ours:
            return ""
        for ours in self._ours:
            if len(ours) >= 24 and said.startswith(ours):
                return behind(text, ours)
        return text

    def _leave_block(self, section: _Section, block: Block) -> None:
        match block:
            case Paragraph(words=words):
                self._leave(section, words.line, words.text)
            case Quote():
                for inner in block.blocks:
                    self._leave_block(section, inner)
            case Listing():
                for item in block.items:
                    self._leave(section, item.words.line, item.text)
            case Table():
                cells = [words for row in (block.header, *block.rows) for words in row]
                if any(self._theirs(words.text) for words in cells):
                    self._left.append(self._left_over(section, block.line, block.source))
            case Heading(words=words):
                self._leave(section, words.line, words.text)

    def _leave(self, section: _Section, line: int, text: str) -> None:
        if theirs := self._theirs(text):
            self._left.append(self._left_over(section, line, theirs))

    @staticmethod
    def _left_over(section: _Section, line: int, text: str) -> Left:
        question = section.place.id if isinstance(section.place, Question) else ""
        return Left(line, text, question, section.heading)


def _words_of(place: Question | Phase) -> str:
    return place.text if isinstance(place, Question) else place.title


@lru_cache(maxsize=8)
def printed(book: Workbook) -> frozenset[str]:
    """Everything a blank form of a workbook says, folded."""
    from templates.written import parse

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
