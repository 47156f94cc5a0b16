"""Other people's retrospectives: a plain Markdown file with headings and bullets, as a page of notes. A best effort.

No word of it is lost: what becomes no note, row or action is named in what is said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from templates.exchange.notes import actions
from templates.exchange.notes.chapters import (
    LONGEST,
    Chapter,
    Passage,
    boxed,
    chapters,
    one_line,
    passages,
)
from templates.exchange.notes.day import met_on
from templates.exchange.which_workbook import settled
from templates.filled_page.page import (
    Action,
    Note,
    Retrospective,
    Row,
)
from templates.forms.filled_form import Remark
from templates.markdown.blocks import Document, Listing, Table
from templates.markdown.parse import UnreadableError, parse
from templates.markdown.plain_words import Ids
from templates.words import _, listed, ngettext
from templates.workbook.answer_blanks import MAX_COLUMNS
from templates.workbook.front_matter import OtherFront, read_other_front
from templates.workbook.model import (
    MAX_QUESTIONS,
    Column,
    Kind,
    Phase,
    Question,
    Workbook,
)

MOST = 20_000
"""The most notes, rows and actions that are taken from one file."""
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_INLINE = re.compile(r"\W{0,4}(?:action(?: item)?|to-?do|next step|行动(?:项)?|待办)\W{0,2}[:：]\W*\w", re.IGNORECASE)


def read_foreign(text: str, *, name: str) -> tuple[Retrospective, tuple[Remark, ...]]:
    """The page a file is taken for, and a sentence for what was made of it and for what was not taken.

    Args:
        text: the whole file; the same text always becomes the same page.
        name: what it is called, where it has no title.

    Raises:
        UnreadableError: there is nothing in it that could be a note, or too much.
    """
    bare, comments = _without_comments(text)
    document, front = _parsed(bare)
    title, found = chapters(document, front.title or name)
    comment, at_the_top = _("A comment was not taken: {text}"), _("A line at the top was not taken: {text}")
    remarks = [Remark(line, comment.format(text=words)) for line, words in comments]
    remarks += [Remark(line, at_the_top.format(text=words)) for line, words in _rest_of(front, title)]
    met = met_on(front.date, title, name, found)
    if met.doubt:
        remarks.append(Remark(met.line, met.doubt))
    if met.day is None:
        remarks.append(Remark(0, _("No day of the meeting was found in it; it stands here without one.")))
    reader = _Reader(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20], found, met.day)
    for chapter in found:
        chapter.blocks = [block for block in chapter.blocks if block is not met.taken]
        reader.take(chapter)
    remarks += reader.remarks
    page = reader.page(title, "zh" if _is_chinese(text) else "en")
    remarks += reader.left_headings(page)
    return page, (_told(page, reader.asked), *sorted(remarks, key=lambda remark: remark.line))


def _without_comments(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text without its comments, every line where it was, and (line, words) for each of them."""
    found = [
        (text.count("\n", 0, one.start()) + 1, " ".join(one[1].split()))
        for one in _COMMENT.finditer(text)
        if one[1].strip()
    ]
    return _COMMENT.sub(lambda one: "\n" * one[0].count("\n"), text), found


def _parsed(text: str) -> tuple[Document, OtherFront]:
    document = parse(text, plain=True)
    front = read_other_front(document.front)
    if front is None:
        # Two rules with words between them are no front matter.
        document, front = parse("\n" + text.removeprefix("\ufeff")[3:], plain=True), OtherFront()
    return document, front


def _rest_of(front: OtherFront, title: str) -> Iterator[tuple[int, str]]:
    if front.title and one_line(front.title) != title:
        yield 2, front.title
    yield from front.left


def _told(page: Retrospective, asked: int) -> Remark:
    """What was made of the file."""
    parts = (
        ngettext("{n} heading became a question", "{n} headings became questions", asked).format(n=asked),
        ngettext("{n} passage a note", "{n} passages notes", len(page.answers)).format(n=len(page.answers)),
        ngettext("{n} item an action", "{n} items actions", len(page.actions)).format(n=len(page.actions)),
    )
    told = _("{one}, {other}").format(one="", other="").join(parts)
    return Remark(0, _("It is no form and no export: {parts}.").format(parts=told))


@dataclass(slots=True)
class _Reader:
    """Takes one chapter after the other."""

    stem: str
    chapters: Sequence[Chapter]
    today: date | None
    """The day of the meeting, from which days without a year are seen."""
    asked: int = 0
    """How many headings hold notes or rows."""
    remarks: list[Remark] = field(default_factory=list)
    _ids: Ids = field(default_factory=lambda: Ids(reserved=("done", "core", "notes")))
    _phases: dict[str, list[Question]] = field(default_factory=dict)
    _answers: list[Note | Row] = field(default_factory=list)
    _actions: list[Action] = field(default_factory=list)

    def take(self, chapter: Chapter) -> None:
        """Everything that stands under a heading: notes under one question, each table under one of its own."""
        made: list[Question] = []
        for block in chapter.blocks:
            if isinstance(block, Table) and self._takes_table(block):
                self._table(chapter, block, made)
                continue
            for passage in passages(block):
                if self._act(chapter, passage):
                    continue
                notes = next((question for question in made if question.kind is Kind.NOTES), None)
                notes = notes or self._question(chapter, made)
                self._answers.append(Note(id=self._id(), question=notes.id, text=boxed(passage)))
        self.asked += bool(made)

    def page(self, title: str, lang: str) -> Retrospective:
        """Everything that was taken, as a page."""
        if not self._answers and not self._actions:
            raise UnreadableError(
                _("There is nothing in it to take in: no form, no export, and no notes under headings.")
            )
        asked = [question for some in self._phases.values() for question in some]
        if len(asked) > MAX_QUESTIONS or len(self._answers) + len(self._actions) > MOST:
            raise UnreadableError(_("It falls into too many pieces; divide it into several files."))
        phases = self._phases or {title: [Question("notes", title)]}
        of_phase = Ids(reserved=(*(question.id for question in asked), "done", "core", "notes"))
        told = Workbook(
            id="notes",
            title=title,
            lang=lang,
            phases=tuple(Phase(of_phase.make(phase, "phase"), phase, tuple(some)) for phase, some in phases.items()),
        )
        book, _remarks = settled(told)
        return Retrospective(
            id=self.stem,
            slug="",
            title=title,
            workbook=book,
            date=self.today.isoformat() if self.today else "",
            answers=tuple(self._answers),
            actions=tuple(self._actions),
        )

    def left_headings(self, page: Retrospective) -> Iterator[Remark]:
        """The headings that stand nowhere on the page, for only actions stand under them, or nothing."""
        stand = {page.title, *(phase.title for phase in page.workbook.phases)}
        stand |= {question.text for question in page.workbook.questions}
        left = [chapter for chapter in self.chapters if chapter.heading not in stand]
        if left:
            quoted = dict.fromkeys(_("“{text}”").format(text=chapter.heading) for chapter in left)
            sentence = _("These headings hold no notes, and do not stand here: {headings}.")
            yield Remark(left[0].line, sentence.format(headings=listed(quoted)))

    def _id(self) -> str:
        return f"{self.stem[:12]}{len(self._answers) + len(self._actions) + 1:08x}"

    def _question(self, chapter: Chapter, made: list[Question], columns: tuple[Column, ...] = ()) -> Question:
        """Another question of a heading; `made` are those it has, and gets the new one."""
        text = f"{chapter.heading} ({len(made) + 1})" if made else chapter.heading
        kind = Kind.LEDGER if columns else Kind.NOTES
        made.append(Question(self._ids.make(chapter.heading, "notes"), text, kind, columns=columns))
        self._phases.setdefault(chapter.phase, []).append(made[-1])
        return made[-1]

    # -- actions ---------------------------------------------------------------------------------------------------

    def _act(self, chapter: Chapter, passage: Passage) -> bool:
        """Take a passage that is an action, or that only says there is none."""
        if chapter.is_actions and passage.is_item and actions.is_nothing(passage.text):
            sentence = _("“{text}” says that there is no action, and was not taken for one.")
            self.remarks.append(Remark(passage.line, sentence.format(text=passage.text)))
            return True
        found = actions.of_words(passage.text, self._id(), self.today, ticked=bool(passage.checked))
        if not passage.text.strip() or not self._is_action(chapter, passage, found.action):
            return False
        self._keep(found, passage.line)
        return True

    def _is_action(self, chapter: Chapter, passage: Passage, read: Action) -> bool:
        if passage.is_said:
            return False
        if _INLINE.match(passage.text):
            return True
        if chapter.is_actions:
            # A sentence before or after a list only leads to it, where it names nobody.
            alone = not any(isinstance(block, Listing | Table) for block in chapter.blocks)
            return passage.is_item or bool(read.owner and (alone or read.due))
        if passage.checked is None or chapter.prepares:
            return False
        return bool(read.owner or read.due) or not any(one.is_actions for one in self.chapters)

    def _keep(self, found: actions.Found, line: int) -> None:
        self._actions.append(found.action)
        self.remarks += [Remark(line, doubt) for doubt in found.doubts]

    # -- tables ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _takes_table(table: Table) -> bool:
        """Whether a table's rows can be rows or actions; else it is kept as it was written."""
        return len(table.header) <= MAX_COLUMNS and all(len(words.text) <= LONGEST for words in table.header)

    def _table(self, chapter: Chapter, table: Table, made: list[Question]) -> None:
        header = [words.text for words in table.header]
        rows = [(row[0].line if row else table.line, [words.text for words in row]) for row in table.rows]
        rows = [(line, row) for line, row in rows if any(row)]
        columns_named = " | ".join(header)
        if not rows:
            sentence = _("The table with the columns {columns} has no rows, and was left out.")
            self.remarks.append(Remark(table.line, sentence.format(columns=columns_named)))
            return
        if actions.tells_actions(table, expected=chapter.is_actions):
            for line, row in rows:
                found = actions.of_row(header, row, self._id(), self.today)
                if found is None:
                    sentence = _("“{text}” says that there is no action, and was not taken for one.")
                    self.remarks.append(Remark(line, sentence.format(text=" | ".join(filter(None, row)))))
                else:
                    self._keep(found, line)
            sentence = _("The rows of the table became actions; its columns were {columns}.")
            self.remarks.append(Remark(table.line, sentence.format(columns=columns_named)))
            return
        columns = tuple(Column(f"c{n}", one_line(text)) for n, text in enumerate(header, 1))
        question = self._question(chapter, made, columns)
        for _line, row in rows:
            cells = {f"c{n}": cell for n, cell in enumerate(row, 1) if cell}
            self._answers.append(Row(id=self._id(), question=question.id, cells=MappingProxyType(cells)))


def _is_chinese(text: str) -> bool:
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text[:20_000])
    return han * 4 > sum(sign.isalpha() for sign in text[:20_000])
