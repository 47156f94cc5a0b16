"""A document cut at its headings, and long stretches at blank lines: each piece can be drawn alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MOST = 4000
"""Characters after which a stretch without headings is cut at the next blank line."""

# Markdown ends lines at \n only; a person's U+2028 must not make a heading of what follows it.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the document's source: a heading and what follows it, or a further piece of that."""

    source: str
    level: int
    """1 to 6 where it begins with a heading, 0 where it continues the piece before."""
    start: int
    """Where it begins in the document, in characters: how far one has read."""


def without_front_matter(markdown: str) -> str:
    """The document without the lines between `---` and `---` at its beginning."""
    if not markdown.startswith("---\n"):
        return markdown
    end = markdown.find("\n---\n", 3)
    return markdown[end + 5 :].lstrip("\n") if end >= 0 else markdown


def split(markdown: str) -> tuple[Section, ...]:
    """The sections of a document, in order; together they are the whole of it."""
    cuts = [*_cuts(markdown), (len(markdown), 0)]
    pairs = pairwise(cuts)
    return tuple(Section(markdown[start:end], level, start) for (start, level), (end, _next) in pairs if end > start)


def _cuts(markdown: str) -> Iterator[tuple[int, int]]:
    """Where sections begin, and the level of the heading there."""
    begin = at = 0
    level = 0
    fence = ""
    blank = False
    for line in _LINE.findall(markdown):
        heading = None if fence else _HEADING.match(line)
        # A piece ends at a blank line only where what follows belongs to no list or code before it.
        long = at - begin > MOST and blank and not fence and not line[:1].isspace()
        if heading or long:
            if at > begin:
                yield begin, level
            begin, level = at, len(heading[1]) if heading else 0
        fence = _fence_after(fence, line)
        blank = not line.strip()
        at += len(line)
    yield begin, level


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after a line, given the one before it; empty for none."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    mark = match[1]
    if not fence:
        return mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and not line.strip().strip(mark[0])
    return "" if closes else fence
