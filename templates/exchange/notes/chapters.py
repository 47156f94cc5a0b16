"""Other people's notes cut at their headings: what stands under each, and whether it is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from templates.exchange.notes.actions import prepares, promises_actions
from templates.markdown.blocks import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
    Piece,
    Quote,
    Table,
    Words,
)

LONGEST = 200
"""The most characters of a heading; a longer one stands as a note as well."""
_BY_HAND = 7
"""The level of a heading that is only a line in bold: below all that are marked."""
_BOLD = re.compile(r"(?P<sign>\*\*|__)(?P<words>[^*_\n][^*\n]{0,118}?)[:：]?(?P=sign)[:：]?")
_LISTS = re.compile(r"(?P<words>[^\n]{1,60})[:：]")


@dataclass(slots=True)
class Chapter:
    """A heading, and what stands under it."""

    phase: str
    heading: str
    level: int = 0
    line: int = 1
    is_actions: bool = False
    """Whether what stands under it is to be done."""
    blocks: list[Block] = field(default_factory=list)

    @property
    def prepares(self) -> bool:
        """Whether its lists belong to the meeting itself."""
        return prepares(self.heading)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words by itself: a paragraph, an item, what somebody is quoted with."""

    line: int
    text: str
    checked: bool | None = None
    """Whether its box is ticked; None where it has none."""
    is_item: bool = False
    is_said: bool = False
    """Whether somebody is quoted with it: it was said, and is neither promised nor ticked off."""


def chapters(document: Document, title: str) -> tuple[str, list[Chapter]]:
    """The title, and the headings in order; the first chapter is what stands under the title itself.

    Args:
        document: the file, parsed as plain words.
        title: what it is called where no heading is its title.
    """
    blocks = list(_with_headings(document.blocks))
    headings = [block for block in blocks if isinstance(block, Heading) and block.words.text]
    ones = [heading for heading in headings if heading.level == 1]
    titled = ones[0] if len(ones) == 1 and headings[0] is ones[0] else None
    title = one_line(titled.words.text) if titled else one_line(title)
    top = min((heading.level for heading in headings if heading is not titled), default=2)
    phase, found = title, [Chapter(title, title, is_actions=promises_actions(title))]
    promised: int | None = None
    for block in blocks:
        if not isinstance(block, Heading):
            found[-1].blocks.append(block)
        elif block.words.text:
            if block is not titled:
                words = one_line(block.words.text)
                phase = words if block.level <= top else phase
                if promised is None or block.level <= promised:
                    promised = block.level if promises_actions(block.words.text) else None
                found.append(Chapter(phase, words, block.level, block.words.line, promised is not None))
            if len(block.words.text) > LONGEST:
                found[-1].blocks.append(Paragraph(block.words))
    return title, found


def one_line(text: str) -> str:
    """A heading's words on one line, without what makes them bold, none too long."""
    words = " ".join(re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text).split()) or "…"
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _with_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with a line in bold, or one that names actions before a list, as the heading it is meant to be."""
    for at, block in enumerate(blocks):
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and behind is not None:
            text = block.words.text
            bold = _BOLD.fullmatch(text)
            intro = _LISTS.fullmatch(text) if isinstance(behind, Listing | Table) else None
            words = bold["words"] if bold else intro["words"] if intro and promises_actions(intro["words"]) else ""
            if words and not isinstance(behind, Heading):
                yield Heading(_BY_HAND, Words(block.words.line, (Piece(words),)))
                continue
        yield block


def passages(block: Block) -> Iterator[Passage]:
    """The passages of a block that is no table; of a table in a quote, its source."""
    match block:
        case Paragraph(words=words) | Heading(words=words):
            if words.text:
                yield Passage(words.line, words.text)
        case Listing(items=items):
            for item in items:
                if item.text or item.checked:
                    yield Passage(item.words.line, item.text, item.checked, is_item=True)
        case Quote(blocks=blocks):
            for inner in blocks:
                for passage in passages(inner):
                    yield Passage(passage.line, boxed(passage), is_said=True)
        case Table(line=line, source=source):
            yield Passage(line, source)


def boxed(passage: Passage) -> str:
    """A passage's words with its box."""
    return {None: "", True: "[x] ", False: "[ ] "}[passage.checked] + passage.text
