"""The joint document, read back as a page by the comments at the end of its items (see `docs/exchange.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from templates.document.render import render
from templates.exchange.from_document_edits import edited
from templates.exchange.from_document_items import (
    CELL,
    FIELDS,
    action_of,
    exact,
    fields_of,
    number,
    people_of,
    whose,
    word_of,
)
from templates.exchange.from_document_questions import Told
from templates.exchange.which_workbook import Known, settled, shipped
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Outcome,
    Review,
    Standing,
    Topic,
    TopicState,
)
from templates.filled_page.page import (
    Action,
    Answer,
    Checks,
    Choice,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
    Status,
)
from templates.forms.filled_form import Remark
from templates.markdown.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Piece,
    Table,
)
from templates.markdown.id_comments import Mark, items_of
from templates.markdown.parse import UnreadableError, parse
from templates.words import _
from templates.workbook.model import Side

_MOST_FRONT = 64_000


def is_joint(document: Document) -> bool:
    """Whether a document is an export that can be taken back."""
    return re.search(r"(?m)^workbook_id\s*:", document.front) is not None


def read_joint(text: str, known: Known = shipped) -> tuple[Retrospective, tuple[Remark, ...]]:
    """The page a joint document is, and what is to be said of it.

    Args:
        text: the document.
        known: finds the workbooks there are.

    Raises:
        UnreadableError: what stands at its beginning for programs cannot be read.
    """
    document = parse(text, plain=False)
    front = _front(document.front)
    id, title = _one(front, "id"), _one(front, "title")
    if not id or not title:
        raise UnreadableError(_("Between the lines of dashes at its beginning `id:` or `title:` is missing."))
    reader = _Reader(id)
    reader.read(document.blocks)
    sides = front.get("sides")
    named = tuple(Side(str(k), str(v)) for k, v in sides.items()) if isinstance(sides, dict) else ()
    told = reader.told.workbook(
        id=_one(front, "workbook_id"), title=_one(front, "workbook"), lang=_one(front, "language"), sides=named
    )
    book, remarks = settled(told, known)
    page = Retrospective(
        id=id,
        slug="",
        title=title,
        workbook=book,
        date=_one(front, "date"),
        parties=MappingProxyType(dict(_parties(front))),
        people=tuple(reader.people),
        answers=tuple(reader.answers),
        actions=tuple(reader.actions),
        groups=tuple(reader.groups.values()),
        topics=tuple(reader.topics),
        agreements=tuple(reader.agreements),
        reviews=tuple(reader.reviews),
    )
    # A box ticked by hand is taken; but for that the document should read as what was taken of it does.
    ticked = replace(
        page, actions=tuple(replace(one, status=reader.boxed.get(one.id, one.status)) for one in page.actions)
    )
    again = parse(render(ticked), plain=False)
    return page, (
        *remarks,
        *reader.remarks,
        *edited(document, again, page.lang, is_known=not remarks, is_dated=bool(page.date)),
    )


def _front(source: str) -> dict[str, Any]:
    """What stands at the beginning, every value a text; line by line where it is no YAML any more."""
    import yaml

    if len(source) <= _MOST_FRONT:
        try:
            found = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506  # builds nothing but texts, lists and mappings
            if isinstance(found, dict):
                return found
        except (yaml.YAMLError, RecursionError, ValueError):
            pass
    pairs = (line.partition(":") for line in source.split("\n")[:1000] if line[:1].isalpha())
    return {key.strip(): value.strip().strip("\"'“”‘’„") for key, _sign, value in pairs}


def _one(front: Mapping[str, Any], name: str) -> str:
    value = front.get(name)
    return value if isinstance(value, str) else ""


def _parties(front: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parties = front.get("parties")
    for one in parties if isinstance(parties, list) else ():
        if isinstance(one, dict) and one.get("id") and one.get("name"):
            yield str(one["id"]), str(one["name"])


@dataclass(slots=True)
class _Reader:
    """What has been read so far, and where one is."""

    retrospective: str
    question: str = ""
    """The id of the question whose answers stand here, or empty."""
    people: list[Person] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    seen: set[str] = field(default_factory=set)
    boxed: dict[str, Status] = field(default_factory=dict)
    """What the comment says of an action whose box was ticked by hand."""

    def read(self, blocks: Sequence[Block]) -> None:
        """Everything in the document."""
        for block in blocks:
            match block:
                case Heading():
                    self._heading(block)
                case Listing():
                    for item in block.items:
                        self._item(item)
                case Table():
                    self._table(block)
                case Paragraph(words=words):
                    self.told.legend(self.question, words.text)
                case _:
                    pass

    def _heading(self, heading: Heading) -> None:
        mark = next(iter(heading.words.marks), None)
        text = exact(heading.words)
        if heading.level == 4 and mark is not None and mark.id:
            if mark.id not in self.groups:
                self.groups[mark.id] = Group(id=mark.id, title=text, question=mark.values.get("question") or None)
            return
        self.question = ""
        if mark is None or not mark.id:
            return
        if heading.level <= 2:
            self.told.phase(mark.id, text)
        else:
            self.question = mark.id
            self.told.question(mark, text)

    # -- lists ---------------------------------------------------------------------------------------

    def _item(self, item: Item) -> None:
        marks = [mark for mark in item.words.marks if mark.id and mark.id not in FIELDS]
        if not marks:
            if self.question and item.words.text and self.told.holds_notes(self.question):
                sentence = _("A note without a mark was not taken: {text}").format(text=item.words.text[:80])
                self.remarks.append(Remark(item.words.line, sentence))
            elif item.checked is not None and item.words.text:
                sentence = _("An action without a mark was not taken: {text}").format(text=item.words.text[:80])
                self.remarks.append(Remark(item.words.line, sentence))
            return
        if self.question:
            for mark in marks:
                self._answer(mark, item)
        elif self._is_line_of_people(item):
            self.people += people_of(item.words)
        else:
            self._made(marks[0], item)

    @staticmethod
    def _is_line_of_people(item: Item) -> bool:
        """Whether comments stand directly behind names: everything else has a space before its comment."""
        pieces = item.words.pieces
        at = next(n for n, piece in enumerate(pieces) if piece.mark is not None)
        before = pieces[at - 1] if at else Piece("")
        apart = not before.escaped and before.how != "code" and before.text.endswith((" ", "\n"))
        return at > 0 and not apart and item.checked is None

    def _is_new(self, mark: Mark) -> bool:
        """Whether a thing comes for the first time: what was copied with its comment is not taken twice."""
        known = mark.id in self.seen
        self.seen.add(mark.id)
        return not known

    def _answer(self, mark: Mark, item: Item) -> None:
        if not self._is_new(mark):
            return
        if "choice" in mark.values:
            self.told.option(self.question, mark.values["choice"], "")
            self.answers.append(Choice(**whose(mark, self.question), choice=mark.values["choice"]))
            return
        self.told.notes(self.question)
        note = Note(
            **whose(mark, self.question),
            text=exact(item.words),
            group=mark.values.get("group") or None,
            turning="turning" in mark.values,
        )
        self.answers.append(note)

    def _made(self, mark: Mark, item: Item) -> None:
        """An action, an agreement, a topic or a look back, each told by the words of its comment."""
        if not self._is_new(mark):
            return
        said = mark.values
        below = dict(fields_of(item))
        if "action" in said:
            self.reviews.append(
                Review(
                    id=mark.id,
                    action=said["action"],
                    retrospective=said.get("retrospective", ""),
                    text=exact(item.words),
                    owner=said.get("owner", ""),
                    side=said.get("side") or None,
                    due=said.get("due", ""),
                    outcome=word_of(Outcome, said.get("outcome"), Outcome.UNSEEN),
                    why=below.get("why", ""),
                )
            )
        elif "place" in said:
            place = said["place"]
            self.topics.append(
                Topic(
                    id=mark.id,
                    target=said.get("target", ""),
                    title=said.get("title", ""),
                    place=int(place) if place.lstrip("-").isdecimal() and len(place) < 10 else 0,
                    sentence=below.get("sentence", ""),
                    accepted=items_of(said.get("accepted", "")),
                    refused=items_of(said.get("refused", "")),
                    dissent=below.get("dissent", ""),
                    state=word_of(TopicState, said.get("state"), TopicState.OPEN),
                )
            )
        elif item.checked is not None or "status" in said:
            self.actions.append(action_of(mark, item, below))
            if item.checked and "status" not in said:
                self.boxed[mark.id] = Status.OPEN
        else:
            self.agreements.append(
                Agreement(
                    id=mark.id,
                    text=exact(item.words),
                    state=word_of(Standing, said.get("state"), Standing.STANDING),
                    why=below.get("why", ""),
                    earlier=said.get("earlier", ""),
                )
            )

    # -- tables --------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        header = [mark for words in table.header for mark in words.marks]
        columns = next((mark for mark in header if mark.id == "columns"), None)
        if columns is not None:
            self._ledger(table, list(columns.values.items()))
            return
        for mark in header:
            self._counted(mark)
        for row in table.rows:
            for words in row:
                for mark in words.marks:
                    if any(key in mark.values for key in ("side", "by", "value", "guess", "question")):
                        self._counted(mark)
                    elif self.question:
                        # Where only an item stands; or an answer that says no more than its id.
                        self.told.option(self.question, mark.id, exact(row[0]))
                    else:
                        self.told.question(mark, exact(row[0]))

    def _counted(self, mark: Mark) -> None:
        """A scale's or a checklist's answer, told by its comment alone."""
        question = mark.values.get("question") or self.question
        if not question or not mark.id or not self._is_new(mark):
            return
        common = whose(mark, question)
        if "value" in mark.values or "guess" in mark.values:
            self.told.scale(question)
            value, guess = (number(mark.values.get(name)) for name in ("value", "guess"))
            self.answers.append(Rating(**common, value=value, guess=guess))
        elif "checked" in mark.values:
            self.told.checklist(question)
            self.answers.append(Checks(**common, checked=items_of(mark.values["checked"])))

    def _ledger(self, table: Table, columns: Sequence[tuple[str, str]]) -> None:
        self.told.ledger(
            self.question, [(id, kind, exact(words)) for (id, kind), words in zip(columns, table.header, strict=False)]
        )
        for row in table.rows:
            mark = next((mark for words in row for mark in words.marks if mark.id), None)
            if mark is None:
                if any(words.text for words in row):
                    line = row[0].line
                    sentence = _("A row without a mark was not taken: {text}")
                    said = " · ".join(words.text for words in row if words.text)[:80]
                    self.remarks.append(Remark(line, sentence.format(text=said)))
                continue
            if not self._is_new(mark):
                continue
            cells: dict[str, str] = {}
            for (column, kind), words in zip(columns, row, strict=False):
                said, kept = exact(words), mark.values.get(CELL + column)
                if kind == "choice" and (said or kept):
                    self.told.column_option(self.question, column, kept or said, said)
                if kept or said:
                    cells[column] = kept or said
            more = {key.removeprefix(CELL): value for key, value in mark.values.items() if key.startswith(CELL)}
            self.answers.append(Row(**whose(mark, self.question), cells=MappingProxyType(cells | more)))
