"""A workbook's own prose, which is Markdown, as content for the screen: emphasis drawn, everything else as text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content

from templates.cells.width import is_wide
from tui.words.safe_content import safe

if TYPE_CHECKING:
    from markdown_it.token import Token


@lru_cache(maxsize=1)
def _parser():  # type: ignore[no-untyped-def]
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


DEEPEST = 19
"""How deep quotations and lists may stand in one another; a little deeper the parser drops what stands there."""


def is_too_deep(tokens: Sequence[Token]) -> bool:
    """Whether something may have been dropped: its Markdown is then shown as it is."""
    return any(token.level >= DEEPEST for token in tokens)


@lru_cache(maxsize=256)
def prose(markdown: str) -> Content:
    """Paragraphs of Markdown as content; links are text, images their description, HTML is left out."""
    if not markdown.strip():
        return Content("")
    tokens = _parser().parse(markdown)
    if is_too_deep(tokens):
        return safe(markdown)
    blocks: list[Content] = []
    for token in tokens:
        if token.type == "inline":
            parts: list[Content] = []
            style: list[str] = []
            for child in token.children or []:
                match child.type:
                    case "strong_open":
                        style.append("bold")
                    case "em_open":
                        style.append("italic")
                    case "strong_close" | "em_close":
                        style.pop()
                    case "softbreak":
                        before = "".join(part.plain for part in parts[-1:])
                        # Chinese is written without spaces, so a line end between two such characters is none.
                        parts.append(Content("" if before and is_wide(before[-1]) else " "))
                    case "hardbreak":
                        parts.append(Content("\n"))
                    case "text" | "code_inline" | "image":
                        parts.append(safe(child.content).stylize(" ".join(style)))
            blocks.append(Content("").join(parts))
        elif token.type in ("fence", "code_block"):
            blocks.append(safe(token.content.rstrip("\n")))
    return Content("\n").join(blocks)
