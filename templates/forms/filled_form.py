"""A form that came back: what was answered, what was written beside the blanks, and what could not be told.

Comments say where one is; where an editor or a person took them out, the words of headings and the order of the blanks
do. Words that belong to no blank are never dropped: they come back as what is left over, for somebody to place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from templates.filled_page.rough_dates import backwards
from templates.forms.blank_form import EXACT, FORM
from templates.forms.exact_words import exact_words
from templates.forms.filled_cells import cell_value
from templates.forms.form_words import FormWords, Place
from templates.forms.ticked_boxes import Scale, offered, ticks
from templates.markdown.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Quote,
    Table,
    behind,
    folded,
    without_blanks,
)
from templates.markdown.id_comments import Mark
from templates.names import as_name
from templates.words import _
from templates.workbook.model import Kind, Question, Workbook

_NAMES = frozenset({"name", "yourname", "姓名", "名字", "您的姓名", "你的姓名", "你的名字"})
_SIDES = ("side", "yourside", "哪一方", "您属于哪一方", "你是哪一方", "所属方")
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
    document: Document,
    book: Workbook,
    parties: Mapping[str, str] | None = None,
    *,
    title: str = "",
    others: Sequence[Workbook] = (),
) -> Filled:
    """What a filled form says.

    Args:
        document: the form, parsed as plain words.
        book: the workbook it asks.
        parties: side id to the name of its party, by which a side may have been named.
        title: the title of the retrospective it is for, which stands on it.
        others: the same workbook in other languages, in whose words the form may be written.
    """
    return _Reader(book, FormWords(book, others, parties or {}, title), form_mark(document)).read(document)


@dataclass(slots=True)
class _Section:
    """What stands under one heading."""

    place: Place
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)


class _Reader:
    def __init__(self, book: Workbook, words: FormWords, mark: Mark | None) -> None:
        self._book = book
        self._words = words
        self._mark = mark
        self._given: list[Given] = []
        self._left: list[Left] = []
        self._remarks: list[Remark] = []
        self._name = ""
        self._side: str | None = None
        self._ours = words.printed
        self._is_exact = mark is not None and EXACT in mark.values

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
            place = self._words.place(block.words) if isinstance(block, Heading) else None
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
        before, *behind_sign = re.split("[:：]", item.words.text, maxsplit=1)
        label, sign, value = folded(before), bool(behind_sign), without_blanks("".join(behind_sign))
        marks = {mark.id: mark for mark in item.words.marks}
        if "name" in marks or (sign and label in _NAMES):
            self._name = as_name(value)
            return True
        if "side" in marks or (sign and label.startswith(_SIDES)):
            self._side = self._side_named(value, item.words.line) or marks.get("side", Mark("")).values.get("side")
            return True
        return False

    def _side_named(self, value: str, line: int) -> str | None:
        if not value:
            return None
        side = self._words.side(value)
        if side is None:
            # Two sides named, one struck out or marked: only what is certain is taken.
            self._remarks.append(Remark(line, _("“{text}” is none of the sides.").format(text=value)))
        return side.id if side else None

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
                        key = next((mark.id for mark in item.words.marks if mark.id.isdecimal()), "")
                        if self._is_exact and key and not item.rest:
                            if text := exact_words(item.words):
                                self._give(question, Note(id="", question=question.id, text=text), item.words.line, key)
                            continue
                        box = {None: "", True: "[x] ", False: "[ ] "}[item.checked]
                        text = self._theirs((box if item.text or item.checked else "") + item.text, in_blank=bool(key))
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
            columns = [self._words.column(question, words, place) for place, words in enumerate(block.header)]
            for row in block.rows:
                cells: dict[str, str] = {}
                for column, words in zip(columns, row, strict=False):
                    text = exact_words(words) if self._is_exact else without_blanks(words.text)
                    if not text:
                        continue
                    if column is None:
                        self._leave(section, words.line, text)
                        continue
                    cells[column.id], doubt = cell_value(column, text, self._words.option_of(question, column, text))
                    if doubt:
                        self._remarks.append(Remark(words.line, doubt))
                line = row[0].line if row else block.line
                if sentence := backwards(question, cells):
                    self._remarks.append(Remark(line, sentence))
                    self._left.append(self._left_over(section, line, " | ".join(cells.values())))
                elif cells:
                    self._give(question, Row(id="", question=question.id, cells=cells), line)

    def _ticked(self, question: Question, section: _Section) -> None:
        """A scale, a choice or a checklist: the boxes that are ticked, or a number written instead."""
        versions = self._words.versions(question)
        found = ticks(versions, section.blocks)
        for line, text in found.beside:
            self._leave(section, line, text)
        for block in found.others:
            self._leave_block(section, block)
        for scale in (found.own, found.guessed):
            self._say_crosses(scale)
        if question.kind is Kind.CHECKLIST:
            self._leave_marked(section, found.own)
            if found.own.ticked:
                order = [option.id for option in question.options]
                checked = tuple(sorted({value for value, _line in found.own.ticked}, key=order.index))
                self._give(question, Checks(id="", question=question.id, checked=checked), found.own.ticked[0][1])
            return
        value, line = self._one(versions, section, found.own)
        if question.kind is Kind.CHOICE:
            if value is not None:
                self._give(question, Choice(id="", question=question.id, choice=value), line)
            return
        guess, guess_line = self._one(versions, section, found.guessed)
        if value is not None or guess is not None:
            own, other = (int(number) if number else None for number in (value, guess))
            self._give(question, Rating(id="", question=question.id, value=own, guess=other), line or guess_line)

    def _one(self, versions: Sequence[Question], section: _Section, scale: Scale) -> tuple[str | None, int]:
        """The one that is ticked, or stands out where none is; of several none is the answer, and all are left over."""
        if (only := scale.one_marked) is not None:
            sentence = _("“{text}” stands out without a tick, and was taken as the answer.")
            self._remarks.append(Remark(only.line, sentence.format(text=only.text)))
            return only.value, only.line
        self._leave_marked(section, scale)
        values = list(dict.fromkeys(value for value, _line in scale.ticked))
        if len(values) == 1:
            return scale.ticked[0]
        if values:
            line = scale.ticked[-1][1]
            sentence = _("{n} boxes are ticked where one can be; none was taken.").format(n=len(values))
            self._remarks.append(Remark(line, sentence))
            words = dict(offered(versions[:1]))
            self._left.append(self._left_over(section, line, " / ".join(f"[x] {words[value]}" for value in values)))
        return None, 0

    def _leave_marked(self, section: _Section, scale: Scale) -> None:
        """Options that stand out beside a tick, or several of them: nobody knows whether they are meant."""
        ticked = {value for value, _line in scale.ticked}
        for one in scale.marked:
            if one.value not in ticked:
                sentence = _("“{text}” stands out without a tick, and was not taken.")
                self._remarks.append(Remark(one.line, sentence.format(text=one.text)))
                self._left.append(self._left_over(section, one.line, one.text))

    def _say_crosses(self, scale: Scale) -> None:
        for one in scale.crossed:
            sentence = _("The cross at “{text}” was read as a no, as others are ticked.")
            self._remarks.append(Remark(one.line, sentence.format(text=one.text)))

    # -- what is left over -------------------------------------------------------------------------

    def _theirs(self, text: str, *, in_blank: bool = False) -> str:
        """What of a text is not printed on the form; a person may have written on behind our words.

        In a blank that still has its number nothing is printed: whoever answers with the words of a step said them.
        """
        text = without_blanks(text)
        said = folded(text)
        if not said:
            # Signs alone say something too, but a lone dash or asterisk is a blank.
            return "" if not text.strip("-*+_·•—–. \u3000") else text
        if in_blank:
            return text
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
