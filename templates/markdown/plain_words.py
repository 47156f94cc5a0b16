"""Plain words in Markdown: out of it, into it, and the ids made from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_SOURCE = 1000
"""The most characters of Markdown a heading, an item or a header cell may have; keeps reading linear."""
MAX_TEXT = 300
"""The most characters the words of a heading, an item or a header cell may have."""
MAX_ID = 60

_INLINE = MarkdownIt("commonmark")
_WITHOUT_LINKS = MarkdownIt("commonmark").disable(["link", "image"])
_MOST_BRACKETS = 30
"""With more `[` than this in one line no link is looked for: that costs time in their square."""
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LITERAL = "x"


@dataclass(frozen=True, slots=True)
class Plain:
    """The words of a heading, a list item or a header cell, without their Markdown."""

    text: str
    """The words; runs of white space are one space."""
    shape: str
    """As long as `text`, with `x` for what was escaped or code, so that only real brackets look like some."""
    comment: str | None = None
    """What the HTML comment at the end says."""
    stray: str = ""
    """The first piece of HTML that is no comment at the end."""
    cut: bool = False
    """True where the words were too many and end in an ellipsis."""


@lru_cache(maxsize=512)
def plain(source: str) -> Plain:
    """Strip a line of Markdown down to its words; the same steps often stand under many questions."""
    if len(source) > MAX_SOURCE:
        return _cut_short(*_collapse([(source, source)]))
    tokens: list[Token] = []
    parser = _WITHOUT_LINKS if source.count("[") > _MOST_BRACKETS else _INLINE
    parser.inline.parse(source.strip(), parser, {}, tokens)
    comment, last = _comment_at_the_end(tokens)
    words: list[tuple[str, str]] = []
    stray = ""
    for token in tokens[:last]:
        words.extend(_words(token))
        if token.type == "html_inline":
            stray = stray or token.content
    text, shape = _collapse(words)
    if len(text) > MAX_TEXT:
        return _cut_short(text, shape, comment, stray)
    return Plain(text, shape, comment, stray)


def _cut_short(text: str, shape: str, comment: str | None = None, stray: str = "") -> Plain:
    text = text[: MAX_TEXT - 1].rstrip() + "…"
    return Plain(text, shape[: len(text) - 1] + _LITERAL, comment, stray, True)


def _comment_at_the_end(tokens: list[Token]) -> tuple[str | None, int]:
    """The last token's comment, and how many tokens stand before it."""
    last = len(tokens)
    while last and tokens[last - 1].type in ("text", "softbreak") and not tokens[last - 1].content.strip():
        last -= 1
    if last and tokens[last - 1].type == "html_inline":
        match = _COMMENT.fullmatch(tokens[last - 1].content)
        if match:
            return match.group(1).strip(), last - 1
    return None, last


def _words(token: Token) -> Iterable[tuple[str, str]]:
    """The text of one token and, as long, its shape."""
    match token.type:
        case "text":
            yield token.content, token.content
        case "text_special" | "code_inline":
            yield token.content, _LITERAL * len(token.content)
        case "softbreak" | "hardbreak" | "html_inline":
            yield " ", " "
        case "image":
            for child in token.children or ():
                yield from _words(child)
        case _:
            pass


def _collapse(words: list[tuple[str, str]]) -> tuple[str, str]:
    """Make every run of white space one space, in the words and their shape alike."""
    text: list[str] = []
    shape: list[str] = []
    for one, its_shape in words:
        for char, form in zip(one, its_shape, strict=True):
            if not char.isspace():
                text.append(char)
                shape.append(form)
            elif text and text[-1] != " ":
                text.append(" ")
                shape.append(" ")
    if text and text[-1] == " ":
        del text[-1], shape[-1]
    return "".join(text), "".join(shape)


_ANYWHERE = re.compile(r"[\\`*_\[\]<|~]|&(?=#?\w+;)")
_LEADING_SIGN = re.compile(r"[#>+=-]")
_LEADING_NUMBER = re.compile(r"(\d{1,9})([.)])")


def escape(text: str) -> str:
    """Plain words as Markdown that reads back as exactly these words: in a heading, an item or a cell."""
    safe = _ANYWHERE.sub(r"\\\g<0>", text)
    if _LEADING_SIGN.match(safe):
        return "\\" + safe
    return _LEADING_NUMBER.sub(r"\1\\\2", safe, count=1) if _LEADING_NUMBER.match(safe) else safe


def is_id(text: str) -> bool:
    """Whether `text` can be an id: small letters of any script, digits and hyphens, no hyphen first."""
    return (
        text[:1].isalnum()
        and len(text) <= MAX_ID
        and text == text.lower()
        and all(char == "-" or char.isalnum() or _is_mark(char) for char in text)
    )


def slug(text: str) -> str:
    """An id made from words; empty where they hold neither letter nor digit."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFKC", text).lower():
        if char.isalnum() or (_is_mark(char) and kept and kept[-1] != "-"):
            kept.append(char)
        elif kept and kept[-1] != "-":
            kept.append("-")
    # room for a number behind it
    return "".join(kept[: MAX_ID - 6]).strip("-")


def _is_mark(char: str) -> bool:
    """Whether a letter needs `char` to be read, as in Devanagari; emoji's selectors are none."""
    return unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"


class Ids:
    """The ids of one namespace, each given once."""

    def __init__(self, *, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)

    def take(self, id: str) -> bool:
        """Claim an id that a comment gives; False where it is taken."""
        if id in self._taken:
            return False
        self._taken.add(id)
        return True

    def make(self, words: str, otherwise: str) -> str:
        """An id made from `words` (from `otherwise` where they give none), unlike any taken."""
        base = slug(words) or otherwise
        made, number = base, 1
        while not self.take(made):
            number += 1
            made = f"{base}-{number}"
        return made
