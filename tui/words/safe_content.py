"""The one door between a person's words and the screen."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip

from templates.words import _
from tui.words.safe_text import pictured, shown

__all__ = ["beginning", "harmless", "safe", "shown"]

MOST = 4000
"""Signs of one text a list shows: more than a screen holds, less than takes time to lay out."""


def safe(text: str) -> Content:
    """`text` as content no widget reads as markup and no terminal obeys."""
    return Content(shown(text))


def beginning(text: str) -> Content:
    """`safe` for a list: of a very long text the beginning, and how much is left out."""
    if len(text) <= MOST:
        return safe(text)
    left = _("… and {n} characters more").format(n=f"{len(text) - MOST:,}")
    return Content.assemble(safe(text[:MOST]), " ", Content.styled(left, "$quiet"))


def harmless(strip: Strip) -> Strip:
    """A drawn line that obeys nothing written in it, as wide as it was: for fields, which draw what was typed."""
    if _one_cell_each(strip.text) == strip.text:
        return strip
    drawn = Strip([Segment(_one_cell_each(text), style) for text, style, _control in strip])
    return drawn.adjust_cell_length(strip.cell_length)


def _one_cell_each(text: str) -> str:
    return pictured(text).replace("\n", "\u240a").replace("\t", " ")
