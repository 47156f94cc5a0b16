"""Reading a document back through a parser of Markdown: what it says, and how it is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

COMMONMARK = MarkdownIt("commonmark").enable("table")
SAFE = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
GITHUB = MarkdownIt("gfm-like")
PARSERS = {"commonmark": COMMONMARK, "without HTML": SAFE, "GitHub": GITHUB}

_OURS = re.compile(r" ?(?<!\\)<!-- [^\n]*? -->")
"""A comment by which a thing is taken back; what a person wrote like one has a backslash before it."""

WORDS = ("text", "code_inline", "hardbreak", "link_open", "link_close")
"""The inline tokens that carry a person's words; a link shows its own address."""

ENDS = ("text", "html_inline")
"""What our comments at the end of a line are made of."""


def said(tokens: Sequence[Token]) -> str:
    """The words of inline tokens, exactly, without our comments; a hard break is a line end."""
    words = ""
    for token in tokens:
        if token.type == "html_inline" and _OURS.fullmatch(token.content):
            words = words.removesuffix(" ")
        else:
            words += "\n" if token.type == "hardbreak" else token.content
    return words


@dataclass(frozen=True)
class Item:
    """The first line of a list's item."""

    text: str
    """What stands before the dash and the emphasis at its end, if it has them."""
    by: str | None
    """What the emphasis at its end says, as in `— *Ann*`."""


@dataclass(frozen=True)
class Document:
    """A document's tokens and what can be read from them."""

    tokens: Sequence[Token]

    @property
    def skeleton(self) -> list[str]:
        """Every block, and every mark inside a line but for words and links."""
        return [
            kind
            for token in self.tokens
            for kind in (
                (token.type, *(child.type for child in token.children if child.type not in WORDS))
                if token.children
                else (token.type,)
            )
        ]

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Each heading's tag and words."""
        return [
            (token.tag, said(self.tokens[n + 1].children or ()))
            for n, token in enumerate(self.tokens)
            if token.type == "heading_open"
        ]

    @property
    def cells(self) -> list[str]:
        """The words of all tables' cells, row by row."""
        return [
            said(self.tokens[n + 1].children or ())
            for n, token in enumerate(self.tokens)
            if token.type in ("th_open", "td_open")
        ]

    @property
    def items(self) -> list[Item]:
        """The first lines of all items of all lists, without the comments at their ends."""
        return list(self._items())

    def _items(self) -> Iterator[Item]:
        for n, token in enumerate(self.tokens):
            if token.type != "list_item_open":
                continue
            children = list(self.tokens[n + 2].children or [])
            while children and children[-1].type in ENDS and not said(children[-1:]).strip(" "):
                children.pop()
            if children and children[-1].type == "em_close":
                start = max(m for m, child in enumerate(children) if child.type == "em_open")
                yield Item(said(children[:start]).removesuffix(" — "), said(children[start + 1 : -1]))
            else:
                yield Item(said(self.tokens[n + 2].children or ()), None)


def read_back(document: str, parser: MarkdownIt = COMMONMARK) -> Document:
    """A document's tokens; its front matter is left out."""
    if document.startswith("---\n"):
        document = document[document.index("\n---\n", 3) + 5 :]
    if not parser.options["html"]:
        document = _OURS.sub("", document)
    return Document(parser.parse(document))
