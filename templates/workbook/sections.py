"""Markdown as headings and the blocks under each: the layer between markdown-it's tokens and the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token

from templates.markdown.bounded import Bounded

_COMMENT = re.compile(r"\s*<!--(.*?)-->\s*", re.DOTALL)
_QUOTE_MARK = re.compile(r" {0,3}>[ \t]?")

# Only blocks are parsed for the whole document: the words of headings and items are looked at one by one,
# and guidance is kept as source. Link definitions stay where they are written, as part of that source;
# finding them costs markdown-it time in the square of a paragraph's lines.
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("reference")


class Passing(StrEnum):
    """A block that is neither words nor a blank."""

    CODE = "code"
    HTML = "html"
    COMMENT = "comment"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, as its Markdown source."""

    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote, as its Markdown source without the `>`."""

    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    line: int
    source: str
    """Its first paragraph."""
    number: int | None
    """What an ordered list's item is numbered with."""
    more: tuple[str, ...] = ()
    """The Markdown of every further line of words in it, such as those of a list below it."""
    has_more: bool = False
    """Whether something other than one paragraph stands in it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: bullets, tasks or numbers."""

    line: int
    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header's cells and its body's rows, as Markdown source."""

    line: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row's line and its cells."""


@dataclass(frozen=True, slots=True)
class Other:
    """A block with no meaning in a workbook."""

    line: int
    what: Passing
    source: str = ""


Block = Paragraph | Quote | Listing | Table | Other


@dataclass(slots=True)
class Section:
    """A heading and what follows it until the next; level 0 is what stands before the first."""

    level: int
    line: int
    source: str = ""
    blocks: list[Block] = field(default_factory=list)


def outline(lines: list[str]) -> list[Section]:
    """Cut a document into sections, the one before the first heading included.

    Raises TooManyPiecesError for a document that would take too much memory.
    """
    tokens = Bounded()
    _BLOCKS.block.parse("\n".join(lines), _BLOCKS, {}, tokens)
    sections = [Section(0, 1)]
    for group in _top_level(tokens):
        first = group[0]
        if first.type == "heading_open":
            sections.append(Section(int(first.tag[1:]), _line(first), group[1].content))
        elif (block := _block(group, lines)) is not None:
            sections[-1].blocks.append(block)
    return sections


def _top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block that stands in no other."""
    start = 0
    for at, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            yield tokens[start : at + 1]
            start = at + 1


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _source(token: Token, lines: list[str]) -> list[str]:
    start, end = token.map or (0, 0)
    return lines[start:end]


def _block(group: list[Token], lines: list[str]) -> Block | None:
    """The block that a group of tokens stands for; None for a paragraph of white space."""
    first = group[0]
    line = _line(first)
    match first.type:
        case "paragraph_open":
            source = "\n".join(_source(first, lines)).strip(" \t")
            return Paragraph(line, source) if source.strip() else None
        case "blockquote_open":
            return Quote(line, _unquoted(_source(first, lines)))
        case "bullet_list_open" | "ordered_list_open":
            return Listing(line, first.type == "ordered_list_open", tuple(_items(group)))
        case "table_open":
            return _table(group, line)
        case "html_block":
            comment = _COMMENT.fullmatch(first.content)
            if comment:
                return Other(line, Passing.COMMENT, comment.group(1).strip())
            return Other(line, Passing.HTML, first.content)
        case "hr":
            return Other(line, Passing.RULE)
        case _:
            return Other(line, Passing.CODE)


def _unquoted(lines: list[str]) -> str:
    """A block quote's lines without their marks and without empty lines around them."""
    bare = [_QUOTE_MARK.sub("", line, count=1) for line in lines]
    while bare and not bare[0].strip():
        del bare[0]
    while bare and not bare[-1].strip():
        del bare[-1]
    return "\n".join(bare)


def _items(group: list[Token]) -> Iterator[Item]:
    """The items of a list's tokens."""
    start = 1
    for at, token in enumerate(group):
        if token.level == 1 and token.type == "list_item_open":
            start = at
        elif token.level == 1 and token.type == "list_item_close":
            yield _item(group[start], group[start + 1 : at])


def _item(opening: Token, inside: list[Token]) -> Item:
    """One item from its opening token and what stands between that and the closing one."""
    kept = [token for token in inside if not (token.type == "html_block" and _is_remark(token))]
    source, taken = "", 0
    if kept and kept[0].type == "paragraph_open":
        source, taken = kept[1].content, 3
    elif kept and kept[0].type == "html_block":
        # <like this>: a place for an answer, in many a template
        source, taken = kept[0].content, 1
    return Item(
        line=_line(opening),
        source=source,
        number=int(opening.info) if opening.info.isdecimal() else None,
        more=tuple(token.content for token in kept[taken:] if token.type == "inline"),
        has_more=len(kept) > taken,
    )


def _is_remark(token: Token) -> bool:
    return _COMMENT.fullmatch(token.content) is not None


def _table(group: list[Token], line: int) -> Table:
    """A table from its tokens."""
    header: list[str] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    cells: list[str] = []
    row_line = line
    for token in group:
        if token.type == "tr_open":
            cells, row_line = [], _line(token)
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close":
            if not header:
                header = cells
            else:
                rows.append((row_line, tuple(cells)))
    return Table(line, tuple(header), tuple(rows))
