"""Headings and what stands under them, put together into one workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from templates.markdown.plain_words import Ids
from templates.words import _
from templates.workbook.answer_blanks import Blank, read_listing, read_table
from templates.workbook.attributes import (
    Marks,
    Place,
    looks_like_ours,
    read_comment,
)
from templates.workbook.findings import Findings, clip
from templates.workbook.front_matter import FrontMatter
from templates.workbook.headings import Arrangement, Chapter, Heading
from templates.workbook.model import (
    MAX_QUESTIONS,
    Kind,
    Phase,
    Question,
    Side,
    Workbook,
)
from templates.workbook.sections import (
    Block,
    Listing,
    Other,
    Paragraph,
    Passing,
    Quote,
    Table,
)

RESERVED_IDS = ("done", "core")
"""Ids no phase and no question may have: `done` is where the road ends, `core` an attribute."""
_NOTES = Blank(Kind.NOTES)


def assemble(arranged: Arrangement, front: FrontMatter, name: str, findings: Findings) -> Workbook | None:
    """The workbook, called `name` where nothing gives it a title; None where it asks nothing."""
    if not _asks_enough(arranged, findings):
        return None
    title = arranged.title
    text = title.text if title else front.title or name
    line = title.line if title else 1
    marks = read_comment(title.comment if title else None, Place.ID_ONLY, line, findings)
    prose = _prose((*arranged.before, *(title.blocks if title else ())), findings)
    if findings.strict:
        _expect_nothing_before(arranged, findings)
    _refuse_blanks(prose, findings)
    return Workbook(
        id=marks.id or Ids().make(text, "workbook"),
        title=text,
        phases=_Phases(arranged.chapters, front.sides, findings).build(),
        lang=front.lang or _language_of(arranged),
        sides=front.sides,
        guidance=prose.guidance,
        story=prose.story,
    )


def _asks_enough(arranged: Arrangement, findings: Findings) -> bool:
    """Whether there is something to ask, and no more than can be asked."""
    count = sum(len(chapter.questions) + chapter.asks_itself for chapter in arranged.chapters)
    if count > MAX_QUESTIONS:
        findings.error(
            1,
            _("The workbook has {count} questions, and at most {most} can be asked").format(
                count=count, most=MAX_QUESTIONS
            ),
            _("divide it into several workbooks"),
        )
    elif not count and not arranged.chapters:
        findings.error(
            1,
            _("The workbook asks nothing"),
            _("write at least one phase (##) and under it a question (###)"),
        )
    return 0 < count <= MAX_QUESTIONS


def _expect_nothing_before(arranged: Arrangement, findings: Findings) -> None:
    for block in arranged.before:
        if not (isinstance(block, Other) and block.what in (Passing.COMMENT, Passing.RULE)):
            findings.refuse(
                block.line,
                _("Something stands before the first heading"),
                _("put it under the title"),
            )
            return


def _language_of(arranged: Arrangement) -> str:
    """The language of a file that names none: Chinese where its headings hold Han characters and no kana."""
    headings = [chapter.heading.text for chapter in arranged.chapters]
    if arranged.title:
        headings.append(arranged.title.text)
    words = "".join(headings)
    has_kana = any("\u3040" <= char <= "\u30ff" for char in words)
    return "zh" if not has_kana and any("\u4e00" <= char <= "\u9fff" for char in words) else "en"


@dataclass(frozen=True, slots=True)
class _Prose:
    """What stands under a heading, sorted: words to read, a story, and blanks to fill in."""

    guidance: str
    story: str
    blanks: tuple[Listing | Table, ...]


def _prose(blocks: Iterable[Block], findings: Findings) -> _Prose:
    """Sort blocks; what has no meaning in a workbook is noted."""
    guidance: list[str] = []
    stories: list[str] = []
    blanks: list[Listing | Table] = []
    for block in blocks:
        match block:
            case Paragraph():
                guidance.append(block.source)
            case Quote():
                stories.append(block.source)
            case Listing() | Table():
                blanks.append(block)
            case Other():
                _pass_over(block, findings)
    return _Prose("\n\n".join(guidance), "\n\n".join(filter(None, stories)), tuple(blanks))


def _pass_over(block: Other, findings: Findings) -> None:
    """Note a block that means nothing; remarks and rules are left alone."""
    if block.what is Passing.CODE:
        findings.refuse(
            block.line,
            _("A block of code has no meaning in a workbook"),
            _("write guidance as paragraphs without indentation, and a story as a block quote"),
        )
    elif block.what is Passing.HTML:
        findings.refuse(
            block.line,
            _("HTML has no meaning in a workbook"),
            _("write it as plain Markdown, and close every comment with -->"),
        )
    elif block.what is Passing.COMMENT and findings.strict and looks_like_ours(block.source):
        findings.refuse(
            block.line,
            _("The comment “{text}” stands on a line of its own and marks nothing").format(text=clip(block.source)),
            _("put it at the end of the heading it belongs to"),
        )


def _refuse_blanks(prose: _Prose, findings: Findings) -> None:
    """Note lists and tables that stand under no question."""
    for blank in prose.blanks:
        findings.refuse(
            blank.line,
            _("A list or table stands under no question"),
            _("put a heading of ### before it, or write it as a paragraph"),
        )


class _Phases:
    """Builds all phases: first the ids that comments give, then the ids made around them."""

    def __init__(self, chapters: tuple[Chapter, ...], sides: tuple[Side, ...], findings: Findings) -> None:
        self._chapters = chapters
        self._sides = sides
        self._findings = findings
        self._ids = Ids(reserved=RESERVED_IDS)
        self._marks: dict[Heading, tuple[str | None, Marks]] = {}

    def build(self) -> tuple[Phase, ...]:
        """All phases, in the order of the document."""
        for chapter in self._chapters:
            self._mark(chapter.heading, Place.PHASE_THAT_ASKS if chapter.asks_itself else Place.PHASE)
            for heading in chapter.questions:
                self._mark(heading, Place.QUESTION)
        return tuple(self._phase(chapter) for chapter in self._chapters)

    def _mark(self, heading: Heading, place: Place) -> None:
        """Read a heading's comment and claim the id it gives."""
        marks = read_comment(heading.comment, place, heading.line, self._findings)
        given = marks.id
        if given is not None and not self._ids.take(given):
            self._refuse_id(given, heading.line)
            given = None
        self._marks[heading] = (given, marks)

    def _refuse_id(self, id: str, line: int) -> None:
        if id in RESERVED_IDS:
            message = _("The id “{id}” has a meaning of its own").format(id=id)
        else:
            message = _("The id “{id}” is used twice").format(id=id)
        self._findings.refuse(line, message, _("give this heading another id"))

    def _phase(self, chapter: Chapter) -> Phase:
        """One phase; where its heading asks too, what stands under it belongs to that question."""
        heading = chapter.heading
        given, marks = self._marks[heading]
        own = (self._question(heading),) if chapter.asks_itself else ()
        questions = own + tuple(self._question(question) for question in chapter.questions)
        if own:
            phase_id = self._ids.make(heading.text, "phase")
            return Phase(phase_id, heading.text, questions, minutes=marks.minutes)
        prose = _prose(heading.blocks, self._findings)
        _refuse_blanks(prose, self._findings)
        phase_id = given or self._ids.make(heading.text, "phase")
        return Phase(phase_id, heading.text, questions, prose.guidance, prose.story, marks.minutes)

    def _question(self, heading: Heading) -> Question:
        """One question from its heading and what stands under it."""
        given, marks = self._marks[heading]
        prose = _prose(heading.blocks, self._findings)
        blank, hints = self._blank(prose)
        self._check_marks(marks, blank.kind, heading)
        is_scale = blank.kind is Kind.SCALE
        return Question(
            id=given or self._ids.make(heading.text, "question"),
            text=heading.text,
            kind=blank.kind,
            guidance="\n\n".join(filter(None, (prose.guidance, *hints))),
            story=prose.story,
            options=blank.options,
            columns=blank.columns,
            start=blank.start,
            low_good=marks.low_good and is_scale,
            guess=marks.guess and is_scale and bool(self._sides),
            about=marks.about if any(side.id == marks.about for side in self._sides) else None,
            core=marks.core,
            reads=marks.reads,
        )

    def _blank(self, prose: _Prose) -> tuple[Blank, tuple[str, ...]]:
        """The first thing to fill in, and the words that stood among places for answers."""
        found: Blank | None = None
        hints: list[str] = []
        for block in prose.blanks:
            if found is not None:
                self._findings.refuse(
                    block.line,
                    _("A question can have one list or table, and this is its second"),
                    _("put a heading of ### before it, or take it out"),
                )
                continue
            blank = (
                read_listing(block, self._findings) if isinstance(block, Listing) else read_table(block, self._findings)
            )
            hints.extend(blank.hints)
            # a single bullet with words is prose and takes no answer; what follows may
            if not blank.is_prose:
                found = blank
        return found or _NOTES, tuple(hints)

    def _check_marks(self, marks: Marks, kind: Kind, heading: Heading) -> None:
        """Note attributes that do not fit the question or the sides."""
        refuse = self._findings.refuse
        if marks.about is not None and all(side.id != marks.about for side in self._sides):
            refuse(
                heading.line,
                _("about={side} names no side").format(side=clip(marks.about)),
                _("name one of the two in the front matter's sides"),
            )
        if marks.guess and not self._sides:
            refuse(
                heading.line,
                _("guess=yes needs two sides"),
                _("name them in the front matter, such as sides: client=Client, vendor=Vendor"),
            )
        if kind is not Kind.SCALE and (marks.guess or marks.low_good):
            refuse(
                heading.line,
                _("guess=yes and low=good fit only a scale"),
                _("write the question's steps as an ordered list, or take the attribute out"),
            )
