"""The one door between a person's words and the screen."""

from __future__ import annotations

import unicodedata

from textual.content import Content

from tui.plain import shown

__all__ = ["safe", "shown", "width"]


def safe(text: str) -> Content:
    """`text` as content no widget reads as markup and no terminal obeys."""
    return Content(shown(text))


def width(text: str) -> int:
    """The cells `text` takes on the screen."""
    return Content(text).cell_length


def is_wide(character: str) -> bool:
    """Whether a character takes two cells."""
    return unicodedata.east_asian_width(character) in "WF"
