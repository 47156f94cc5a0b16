"""A document people wrote or changed, as blocks with every word kept: for forms, exports and strangers' notes alike.

The workbook's reader asks what a document means; this one asks what it says. Comments of ours are taken out and kept
apart; everything else stays as it was written, lines that an editor wrapped put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from templates.markdown.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Piece,
    Quote,
    Table,
    Words,
)
from templates.markdown.bounded import Bounded, TooManyPiecesError
from templates.markdown.id_comments import read_mark
from templates.markdown.typed_lists import as_lists
from templates.text import keep
from templates.words import _

MAX_BYTES = 4_000_000
"""The largest file that is taken in."""
MAX_DEPTH = 40
"""How deep quotes may stand in each other; lists half as deep. The parser itself would drop what stands deeper."""

_AUTOCORRECTED = re.compile(r"(?<!\\)<!(?:[—–]|\s--|--(?=\S))\s*((?:(?!-->|[—–]>)[^\n]){0,2000}?)\s*(?:--|[—–])\s?>")
"""A comment in which an editor made one dash of two, or took a space."""
CROSSES = "×✗✘╳☒"
"""What is an x to some and a no to others; see `templates.filled_ticks`."""
_CHECK = re.compile(
    r"\s*[\[［【](?P<mark>[ \u3000]?|[xXｘＸ*✓✔√☑是●■]|[vVｖＶ](?=.\s)|["
    + CROSSES
    + r"]|[ \u3000][xX✓✔√"
    + CROSSES
    + r"][ \u3000])[\]］】](?:[ \u3000\t]+|$|(?=\S))"
)


class UnreadableError(ValueError):
    """A document that cannot be taken in; its text is the sentence a user reads."""


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in a file's bytes, and a sentence for what had to be guessed.

    Raises:
        UnreadableError: it is too large, or no text.
    """
    if len(raw) > MAX_BYTES:
        raise UnreadableError(
            _("The file is too large: at most {most} MB are taken in; divide it.").format(most=MAX_BYTES // 1_000_000)
        )
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), ()
    if b"\x00" in raw:
        raise UnreadableError(_("The file is no text."))
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        # What Chinese editors on Windows call ANSI.
        return raw.decode("gb18030"), (
            _("It is not UTF-8 and was read as GB 18030; look whether names came out right."),
        )
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), (_("It is not UTF-8 and was read as Windows-1252."),)


def parse(text: str, *, plain: bool, numbered: bool = False) -> Document:
    """The blocks of a document.

    Args:
        text: the document.
        plain: whether it was written as plain words, so that signs of emphasis and the like are words too; otherwise it
            was written by us, where a person's own signs are escaped.
        numbered: whether a character of plain words may be written by its number, such as `&#32;`.

    Raises:
        UnreadableError: it is nested too deep, or falls into too many pieces.
    """
    text = _AUTOCORRECTED.sub(lambda found: f"<!-- {found[1]} -->", keep(text).text.removeprefix("\ufeff"))
    lines = text.split("\n")
    end = _end_of_front(lines)
    parser = _parser(plain, numbered)
    tokens = Bounded()
    try:
        # What is shown of it later is taken from these lines, too: a list below an item is one there as well.
        lines[end:] = as_lists(lines[end:]) if plain else lines[end:]
        source = "\n".join([""] * end + lines[end:])
        parser.block.parse(source, parser, {}, tokens)
    except (TooManyPiecesError, RecursionError):
        raise UnreadableError(_("It falls into too many pieces; divide it into several files.")) from None
    if any(token.level >= MAX_DEPTH for token in tokens):
        raise UnreadableError(_("Lists or quotes stand too deep in each other; take some of them out."))
    reader = _Reader(parser, ("\n".join(lines)).split("\n"), plain)
    return Document("\n".join(lines[1 : end - 1]) if end else "", tuple(reader.blocks(tokens)))


def _end_of_front(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:200], 2) if line.rstrip() in ("---", "...")), 0)


def _parser(plain: bool, numbered: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH + 4}).enable("table")
    # Definitions and HTML would hide words; a comment within a line is seen all the same.
    parser.disable(["reference", "html_block", "link", "image", "entity"] if plain else ["reference", "html_block"])
    if plain:
        parser.disable(["emphasis", "backticks", "code", "autolink"])
    if numbered:
        parser.enable("entity")
    return parser


class _Reader:
    def __init__(self, parser: MarkdownIt, lines: Sequence[str], plain: bool) -> None:
        self._parser = parser
        self._lines = lines
        self._plain = plain

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks that a stretch of tokens stands for."""
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            block = self._block(tokens[at : end + 1])
            if block is not None:
                yield block
            at = end + 1

    def _block(self, group: Sequence[Token]) -> Block | None:
        first = group[0]
        line = (first.map[0] if first.map else 0) + 1
        match first.type:
            case "heading_open":
                return Heading(int(first.tag[1:]), self._words(group[1], line), underlined=first.markup in ("-", "="))
            case "paragraph_open":
                words = self._words(group[1], line)
                return Paragraph(words) if words.pieces else None
            case "blockquote_open":
                return Quote(line, tuple(self.blocks(group[1:-1])), self._source(first))
            case "bullet_list_open" | "ordered_list_open":
                return Listing(line, tuple(self._items(group[1:-1])), self._source(first))
            case "table_open":
                return self._table(group, line)
            case "fence" | "code_block" | "html_block":
                return Paragraph(Words(line, (Piece(self._source(first)),)))
            case _:
                return None  # A rule.

    def _source(self, token: Token, begin: int = 0) -> str:
        start, end = token.map or (0, 0)
        taken = list(self._lines[max(start, begin) : end])
        while taken and not taken[-1].strip():
            taken.pop()
        while taken and not taken[0].strip():
            taken.pop(0)
        indent = min((len(line) - len(line.lstrip()) for line in taken if line.strip()), default=0)
        return "\n".join(line[indent:].rstrip() for line in taken)

    def _items(self, tokens: Sequence[Token]) -> Iterator[Item]:
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            yield self._item(tokens[at], tokens[at + 1 : end])
            at = end + 1

    def _item(self, opening: Token, inside: Sequence[Token]) -> Item:
        line = (opening.map[0] if opening.map else 0) + 1
        words, checked, box, rest, taken = Words(line), None, "", "", 0
        if inside and inside[0].type == "paragraph_open":
            words, taken = self._words(inside[1], line), 3
            words, checked, box = _unboxed(words)
        if len(inside) > taken:
            begin = inside[taken].map[0] if inside[taken].map else 0  # type: ignore[index]
            rest = self._source(opening, begin)
        return Item(words, checked, tuple(self.blocks(inside[taken:])), rest, box)

    def _table(self, group: Sequence[Token], line: int) -> Table:
        header: tuple[Words, ...] = ()
        rows: list[tuple[Words, ...]] = []
        cells: list[Words] = []
        row_line = line
        for token in group:
            if token.type == "tr_open":
                cells, row_line = [], (token.map[0] + 1 if token.map else line)
            elif token.type == "inline":
                cells.append(self._words(token, row_line))
            elif token.type == "tr_close":
                if not header:
                    header = tuple(cells)
                else:
                    rows.append((*cells[:-1], self._with_more(cells[-1], len(cells), row_line)))
        return Table(line, header, tuple(rows), self._source(group[0]))

    def _with_more(self, last: Words, count: int, line: int) -> Words:
        """The last cell of a row, with what stands beyond it: a stroke within words makes more cells than columns."""
        cells = escapedSplit(self._lines[line - 1].lstrip("> \t").rstrip())
        if cells and not cells[0].strip():
            del cells[0]
        if cells and not cells[-1].strip():
            del cells[-1]
        more = "".join(f" | {cell.strip()}" for cell in cells[count:])
        return Words(last.line, (*last.pieces, Piece(more))) if more else last

    def _words(self, token: Token, line: int) -> Words:
        """The words of a heading, a paragraph or a cell."""
        children: list[Token] = []
        self._parser.inline.parse(token.content, self._parser, {}, children)
        pieces: list[Piece] = []
        how: list[str] = []
        for place, child in enumerate(children):
            match child.type:
                case "text" | "text_special":
                    escaped = child.type == "text_special"
                    pieces.append(Piece(child.content, how[-1] if how else "", escaped=escaped))
                case "code_inline":
                    pieces.append(Piece(child.content, how[-1] if how else "code"))
                case "softbreak":
                    pieces.append(Piece(_joint(children, place), how[-1] if how else ""))
                case "hardbreak":
                    pieces.append(Piece("\n", how[-1] if how else ""))
                case "em_open" | "strong_open":
                    how.append(child.type.removesuffix("_open"))
                case "em_close" | "strong_close":
                    if how:
                        how.pop()
                case "html_inline":
                    mark = read_mark(" ".join(child.content.split()))
                    pieces.append(Piece("" if mark else child.content, mark=mark))
                case _:
                    pass
        return Words(line, tuple(pieces))


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The place of the token that closes the one at `at`."""
    if tokens[at].nesting != 1:
        return at
    level = tokens[at].level
    return next(n for n in range(at + 1, len(tokens)) if tokens[n].level == level and tokens[n].nesting == -1)


def _joint(children: Sequence[Token], place: int) -> str:
    """What an editor's line end stands for: a space, or nothing between Chinese characters."""
    before = children[place - 1].content[-1:] if place else ""
    after = children[place + 1].content[:1] if place + 1 < len(children) else ""
    return "" if _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return bool(character) and ("\u2e80" <= character <= "\uffef" or character >= "\U00020000")


def _unboxed(words: Words) -> tuple[Words, bool | None, str]:
    """An item without its box, whether that is ticked, and the sign in it."""
    if not words.pieces or words.pieces[0].mark is not None or words.pieces[0].how:
        return words, None, ""
    # An escaped bracket is a person's own, and a piece by itself.
    first = words.pieces[0].text
    found = _CHECK.match(first)
    if found is None:
        return words, None, ""
    sign = found["mark"].strip(" \u3000")
    return Words(words.line, (Piece(first[found.end() :]), *words.pieces[1:])), bool(sign), sign
