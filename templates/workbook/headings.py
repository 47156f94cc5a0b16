"""Headings as a title, phases and questions: what each `#` stands for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from templates.words import _
from templates.workbook.answer_blanks import words
from templates.workbook.findings import Findings
from templates.workbook.model import MAX_QUESTIONS
from templates.workbook.sections import (
    Block,
    Listing,
    Section,
    Table,
)

PHASE, QUESTION = 2, 3
"""How many `#` stand before a phase and before a question."""
MAX_HEADINGS = 1 + 2 * MAX_QUESTIONS
"""The most headings that are looked at: a title, and a phase for every question."""


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """A heading, its words, and what stands under it."""

    level: int
    line: int
    text: str
    comment: str | None
    """What the comment at its end says."""
    blocks: tuple[Block, ...]

    @property
    def has_blank(self) -> bool:
        """Whether a list or a table stands under it."""
        return any(isinstance(block, Listing | Table) for block in self.blocks)


@dataclass(slots=True)
class Chapter:
    """A heading that is a phase, and the headings that are its questions."""

    heading: Heading
    questions: list[Heading] = field(default_factory=list)
    asks_itself: bool = False
    """Whether the heading is a question as well as a phase."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All headings, each in its place."""

    title: Heading | None
    before: tuple[Block, ...]
    """What stands before the first heading."""
    chapters: tuple[Chapter, ...]


def arrange(sections: list[Section], findings: Findings, *, has_title: bool = False) -> Arrangement:
    """Decide what each heading stands for; what the language would not allow is noted.

    `has_title` tells that the front matter has one, which a foreign file may be called by.
    """
    before, *rest = sections
    if len(rest) > MAX_HEADINGS:
        _too_many(len(rest), findings)
        rest = rest[:MAX_HEADINGS]
    headings = [heading for section in rest if (heading := _heading(section, findings)) is not None]
    if not any(heading.level == 1 for heading in headings) and (findings.strict or not has_title):
        _miss_title(headings, findings)
    _check_levels(headings, findings)
    title = _title(headings, findings)
    others = [heading for heading in headings if heading is not title]
    if not others and title is not None and title.has_blank and not findings.strict:
        # a page with one heading asks one question, which is also its title
        others = [replace(title, level=PHASE)]
        title = replace(title, blocks=())
    return Arrangement(title, tuple(before.blocks), tuple(_chapters(others, findings)))


def _too_many(count: int, findings: Findings) -> None:
    findings.error(
        1,
        _("The file has {count} headings, and at most {most} questions can be asked").format(
            count=count, most=MAX_QUESTIONS
        ),
        _("divide it into several workbooks"),
    )


def _heading(section: Section, findings: Findings) -> Heading | None:
    """The section's heading in plain words; None where it has none."""
    found = words(section.source, section.line, findings)
    if not found.text:
        findings.refuse(
            section.line,
            _("A heading has no words"),
            _("write some, or take it out"),
        )
        return None
    return Heading(section.level, section.line, found.text, found.comment, tuple(section.blocks))


def _miss_title(headings: list[Heading], findings: Findings) -> None:
    findings.refuse(
        headings[0].line if headings else 1,
        _("The workbook has no title"),
        _("begin it with a heading of one #"),
    )


def _check_levels(headings: list[Heading], findings: Findings) -> None:
    """Note a title that is not the first or not the only one, headings too deep and levels skipped."""
    ones = [heading for heading in headings if heading.level == 1]
    if ones and headings[0] is not ones[0]:
        findings.refuse(
            headings[0].line,
            _("A heading stands before the title"),
            _("put the heading of one # first"),
        )
    for heading in ones[1:]:
        findings.refuse(
            heading.line,
            _("Another heading of one # follows, and a workbook has one title"),
            _("write ## before a phase and ### before a question"),
        )
    above = headings[0].level if headings else 0
    for heading in headings:
        if heading.level > QUESTION:
            findings.refuse(
                heading.line,
                _("A heading of {count} # is deeper than a workbook goes").format(count=heading.level),
                _("write ### before a question, and the rest as paragraphs"),
            )
        elif heading.level > above + 1:
            findings.refuse(
                heading.line,
                _("A heading level is skipped"),
                _("write ## before a phase and ### before its questions"),
            )
        above = heading.level


def _title(headings: list[Heading], findings: Findings) -> Heading | None:
    """The heading that is the title: the only `#`, or a first one that has nothing to fill in under it."""
    ones = [heading for heading in headings if heading.level == 1]
    if len(ones) == 1 or (ones and findings.strict):
        return ones[0]
    if len(ones) > 1 and headings[0] is ones[0] and headings[1] is ones[1] and not ones[0].has_blank:
        return ones[0]
    return None


def _chapters(headings: list[Heading], findings: Findings) -> list[Chapter]:
    """Phases and their questions; leniently, whatever level stands highest is the phases'."""
    top = PHASE if findings.strict else min((heading.level for heading in headings), default=PHASE)
    chapters: list[Chapter] = []
    is_open = False
    for heading in headings:
        if heading.level <= top or not is_open:
            # a question before the first phase is a phase of its own
            chapters.append(Chapter(heading))
            is_open = heading.level <= top
        else:
            chapters[-1].questions.append(heading)
    for chapter in chapters:
        _settle(chapter, findings)
    return chapters


def _settle(chapter: Chapter, findings: Findings) -> None:
    """Decide whether a phase's heading is a question too."""
    if not findings.strict:
        chapter.asks_itself = not chapter.questions or chapter.heading.has_blank
    elif not chapter.questions and chapter.heading.level == PHASE:
        findings.refuse(
            chapter.heading.line,
            _("The phase “{title}” has no questions").format(title=chapter.heading.text),
            _("write a question under it with ###, or take it out"),
        )
