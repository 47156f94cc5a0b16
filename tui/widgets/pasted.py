"""What a paste may bring into a field, and the sentence where a field cannot take it as it is."""

from __future__ import annotations

from textual.message import Message

from templates.text import Kept
from templates.words import _
from tui.words.refused import replaced

LONG_LINE = 10_000
"""Signs in one line from which on every key would take longer than anyone types."""
LONG_TEXT = 50_000
"""Signs in all from which on it would."""


class Said(Message):
    """One sentence from a field, for whoever looks on; the app says it."""

    def __init__(self, text: str, *, warn: bool = True) -> None:
        """Say `text`."""
        super().__init__()
        self.text = text
        self.warn = warn


def too_long(text: str) -> bool:
    """Whether a field would be too slow to type in with `text` in it."""
    return len(text) > LONG_TEXT or (len(text) > LONG_LINE and max(map(len, text.split("\n"))) > LONG_LINE)


def said_of(kept: Kept) -> str:
    """The sentence about what had to change in a paste; the terminal's own line ends are not the copied text's."""
    return replaced(kept.replaced) if kept.replaced else ""


def said_of_length(text: str) -> str:
    """The sentence about a text a field holds but does not let anyone type in."""
    return _("{n} characters are too many to type in here. Enter keeps them all, F4 opens your editor.").format(
        n=f"{len(text):,}"
    )
