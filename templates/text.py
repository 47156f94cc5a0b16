"""What is kept of a text: everything, but for what no file and no terminal can carry."""

from __future__ import annotations

import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text as it will be kept, and what had to change for that."""

    text: str
    """The text: `\\n` line ends, no NUL, no lone surrogate."""
    line_ends: int = 0
    """How many `\\r\\n` and `\\r` became `\\n`."""
    replaced: int = 0
    """How many NULs and lone surrogates became U+FFFD."""

    @property
    def changed(self) -> bool:
        """Whether the kept text differs from what was given."""
        return bool(self.line_ends or self.replaced)


def keep(text: str) -> Kept:
    """Return `text` as it can be kept: only line ends, NUL and lone surrogates ever change."""
    line_ends = text.count("\r")
    if line_ends:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, replaced = _UNKEEPABLE.subn(REPLACEMENT, text)
    return Kept(text, line_ends, replaced)
