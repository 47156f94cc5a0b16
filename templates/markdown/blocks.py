"""What a document people wrote is made of: blocks and pieces of words, and by what two versions of a text are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from templates.markdown.id_comments import Mark
from templates.names import alike

_BLANKS = re.compile(r"[_＿]{3,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: plain words, words in emphasis, or a comment of ours."""

    text: str
    how: str = ""
    """Empty for plain words; `em`, `strong` or `code`."""
    mark: Mark | None = None
    escaped: bool = False
    """Whether it was written with a backslash or by its number: such a space is a person's own."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, heading or cell."""

    line: int
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """All of its words, without comments and without what marks emphasis."""
        return "".join(piece.text for piece in self.pieces if piece.mark is None).strip(" \t\n")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The comments in it, in order."""
        return tuple(piece.mark for piece in self.pieces if piece.mark is not None)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    level: int
    words: Words
    underlined: bool = False
    """Whether it is a heading only by the line of signs below it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or anything else that is only words: code, HTML."""

    words: Words


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    line: int
    blocks: tuple[Block, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    words: Words
    """Its first paragraph, without its box."""
    checked: bool | None = None
    """Whether its box is ticked; None where it has none."""
    below: tuple[Block, ...] = ()
    rest: str = ""
    """The source of what stands below the first paragraph."""
    box: str = ""
    """The sign in its box, such as x."""

    @property
    def text(self) -> str:
        """All it says: its first paragraph, and what stands below as it was written."""
        return "\n".join(part for part in (self.words.text, self.rest) if part)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, its items in order."""

    line: int
    items: tuple[Item, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    line: int
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    source: str = ""


Block: TypeAlias = "Heading | Paragraph | Quote | Listing | Table"


@dataclass(frozen=True, slots=True)
class Document:
    """All blocks, and what stands between two lines of dashes at the beginning."""

    front: str = ""
    blocks: tuple[Block, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    """What had to be done to read it, a sentence each."""


def folded(text: str) -> str:
    """A text by which two versions of it are known to be one: its letters and digits alone."""
    return "".join(sign for sign in alike(text) if sign.isalnum())


_CLOSING = " \t\n\u3000:：-—–，,;；。.\"'”’）)」』】］]"
"""What ends printed words, or stands between them and what somebody wrote behind."""


def behind(text: str, words: str) -> str:
    """What of `text` stands behind `words`, which it begins with when both are folded."""
    left = len(folded(words))
    for at, sign in enumerate(text):
        if not left:
            return text[at:].lstrip(_CLOSING).rstrip()
        left -= len(folded(sign))
    return ""


def without_blanks(text: str) -> str:
    """A text without the lines that only show where to write."""
    return _BLANKS.sub("", text).strip()
