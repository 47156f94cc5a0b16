"""Other people's retrospectives: a plain Markdown file with headings and bullets, as a page of notes. A best effort."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from templates.blocks import Block, Document, Heading, Listing, Paragraph, Quote, Table
from templates.filled import Remark
from templates.known import settled
from templates.plain import Ids
from templates.retrospective import Action, Note, Retrospective, Row, Status
from templates.words import _, ngettext
from templates.workbook import MAX_QUESTIONS, Column, Kind, Phase, Question, Workbook
from templates.written import UnreadableError

_ACTIONS = re.compile(
    r"\b(action|actions|action items?|to-?dos?|next steps?|follow-?ups?)\b|行动|待办|下一步|后续|跟进", re.IGNORECASE
)
_OWNER = re.compile(
    r"(?:^|[\s(（])[@＠](?P<at>[\w.-]{1,40})|(?:owner|负责人|责任人)\s*[:：]\s*(?P<named>[^,，;；)）\n]{1,40})", re.I
)
_DUE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOST = 20_000
"""The most notes that are taken from one file."""


@dataclass(slots=True)
class _Chapter:
    """A heading that holds something, and what stands under it."""

    phase: str
    heading: str
    blocks: list[Block] = field(default_factory=list)


def read_foreign(text: str, document: Document, *, name: str) -> tuple[Retrospective, tuple[Remark, ...]]:
    """The page a file is taken for, and a sentence for what was made of it.

    Args:
        text: the whole file; the same text always becomes the same page.
        document: the file, parsed as plain words.
        name: what it is called, where it has no title.

    Raises:
        UnreadableError: there is nothing in it that could be a note.
    """
    stem = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]
    title, chapters = _chapters(document, name)
    ids = Ids(reserved=("done", "core", "notes"))
    phases: dict[str, list[Question]] = {}
    answers: list[Note | Row] = []
    actions: list[Action] = []
    for chapter in chapters[:MAX_QUESTIONS]:
        asked = ids.make(chapter.heading, "notes")
        made = list(_made(chapter, asked, stem, len(answers) + len(actions)))
        actions += [one for one in made if isinstance(one, Action)]
        given = [one for one in made if isinstance(one, Note | Row)]
        rows = [one for one in given if isinstance(one, Row)]
        # A table beside other words is a question of its own: a question has answers of one kind.
        beside = asked if len(rows) == len(given) else ids.make(chapter.heading, "notes") if rows else ""
        answers += [replace(one, question=beside) if isinstance(one, Row) else one for one in given]
        if len(rows) < len(given):
            phases.setdefault(chapter.phase, []).append(Question(asked, chapter.heading))
        if rows:
            phases.setdefault(chapter.phase, []).append(_ledger(chapter, beside))
    if not answers and not actions:
        raise UnreadableError(_("There is nothing in it to take in: no form, no export, and no notes under headings."))
    if not phases:
        phases = {title: [Question("notes", title)]}
    of_phase = Ids(reserved=(*(q.id for some in phases.values() for q in some), "done", "core"))
    told = Workbook(
        id="notes",
        title=title,
        lang="zh" if _is_chinese(text) else "en",
        phases=tuple(Phase(of_phase.make(phase, "phase"), phase, tuple(asked)) for phase, asked in phases.items()),
    )
    book, _remarks = settled(told)
    found = _DATE.search(f"{document.front}\n{name}\n{text[:2000]}")
    page = Retrospective(
        id=stem,
        slug="",
        title=title,
        workbook=book,
        date="-".join(found.groups()) if found else "",
        answers=tuple(answers[:_MOST]),
        actions=tuple(actions[:_MOST]),
    )
    return page, tuple(_told(page, chapters))


def _told(page: Retrospective, chapters: Sequence[_Chapter]) -> Iterator[Remark]:
    """What was made of the file."""
    # A heading with a table beside other words became two questions, and is one heading all the same.
    questions = len({(phase.id, asked.text) for phase in page.workbook.phases for asked in phase.questions})
    parts = (
        ngettext("{n} heading became a question", "{n} headings became questions", questions).format(n=questions),
        ngettext("{n} passage a note", "{n} passages notes", len(page.answers)).format(n=len(page.answers)),
        ngettext("{n} item an action", "{n} items actions", len(page.actions)).format(n=len(page.actions)),
    )
    yield Remark(
        0,
        _("It is no form and no export: {parts}.").format(
            parts=_("{one}, {other}").format(one="", other="").join(parts)
        ),
    )
    if len(chapters) > MAX_QUESTIONS:
        yield Remark(0, _("Only the first {n} headings were taken.").format(n=MAX_QUESTIONS))


def _chapters(document: Document, name: str) -> tuple[str, list[_Chapter]]:
    """The title, and the headings under which something stands."""
    front = re.search(r"(?m)^title\s*:\s*[\"'“]?(.+?)[\"'”]?\s*$", document.front)
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.words.text]
    ones = [heading for heading in headings if heading.level == 1]
    titled = ones[0] if len(ones) == 1 and headings[0] is ones[0] else None
    title = _line(titled.words.text if titled else front[1] if front else name) or "…"
    top = min((heading.level for heading in headings if heading is not titled), default=2)
    phase, chapters = title, [_Chapter(title, title)]
    for block in document.blocks:
        if isinstance(block, Heading) and block.words.text and block is not titled:
            words = _line(block.words.text)
            if block.level <= top:
                phase = words
            chapters.append(_Chapter(phase, words))
        elif not isinstance(block, Heading):
            chapters[-1].blocks.append(block)
    return title, chapters


def _made(chapter: _Chapter, question: str, stem: str, before: int) -> Iterator[Note | Row | Action]:
    """What stands under a heading: notes, rows of a table, actions."""
    is_actions = _ACTIONS.search(chapter.heading) is not None
    number = before
    for block in chapter.blocks:
        for words, checked in _passages(block):
            number += 1
            id = f"{stem[:12]}{number:08x}"
            if isinstance(words, tuple):
                cells = {f"c{n}": cell for n, cell in enumerate(words, 1) if cell}
                yield Row(id=id, question=question, cells=MappingProxyType(cells))
            elif is_actions or checked is not None:
                yield _action(id, words, done=bool(checked))
            else:
                yield Note(id=id, question=question, text=words)


def _passages(block: Block) -> Iterator[tuple[str | tuple[str, ...], bool | None]]:
    match block:
        case Paragraph(words=words):
            if words.text:
                yield words.text, None
        case Listing(items=items):
            for item in items:
                if item.text:
                    yield item.text, item.checked
        case Quote(blocks=blocks):
            for inner in blocks:
                yield from _passages(inner)
        case Table(rows=rows):
            for row in rows:
                cells = tuple(words.text for words in row)
                if any(cells):
                    yield cells, None
        case _:
            pass


def _action(id: str, text: str, *, done: bool) -> Action:
    owner, due = _OWNER.search(text), _DUE.search(text)
    return Action(
        id=id,
        text=text,
        owner=(owner["at"] or owner["named"]).strip() if owner else "",
        due=due[1] if due else "",
        status=Status.DONE if done else Status.OPEN,
    )


def _ledger(chapter: _Chapter, id: str) -> Question:
    """The question that a heading's rows answer, under the header of its widest table."""
    tables = (block for some in chapter.blocks for block in _tables(some))
    header = [_line(words.text) or "…" for words in max((table.header for table in tables), key=len)]
    return Question(
        id, chapter.heading, Kind.LEDGER, columns=tuple(Column(f"c{n}", text) for n, text in enumerate(header, 1))
    )


def _tables(block: Block) -> Iterator[Table]:
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Quote):
        for inner in block.blocks:
            yield from _tables(inner)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def _is_chinese(text: str) -> bool:
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text[:20_000])
    return han * 4 > sum(sign.isalpha() for sign in text[:20_000])
