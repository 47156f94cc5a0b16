"""Text in terminal cells: Chinese characters take two, and may be followed by a line end anywhere."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence

import click

_OPENING = frozenset("（「『《“‘【")
"""What never ends a line."""
_CLOSING = frozenset("，。、；：？！）」』》”’】…")
"""What never begins a line."""


def cells(text: str) -> int:
    """The cells `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def pad(text: str, width: int) -> str:
    """`text` followed by spaces up to `width` cells."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """`text` within `width` cells, an ellipsis where it was longer."""
    if cells(text) <= width:
        return text
    room = width - 1
    end = 0
    for char in text:
        room -= cells(char)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand one under the other, two spaces apart."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(pad(*pair) for pair in zip(row, widths, strict=True)).rstrip() for row in rows]


def _pieces(text: str) -> list[str]:
    """`text` in pieces a line may end between: words with the space before them, single wide characters."""
    pieces: list[str] = []
    glued = False
    for word in text.split(" "):
        if word.isascii():
            pieces.append(f" {word}" if pieces else word)
            continue
        start = " " if pieces else ""
        was_wide = True
        for char in word:
            is_wide = unicodedata.east_asian_width(char) in "WF"
            if start or not pieces or not (glued or char in _CLOSING or not (is_wide or was_wide)):
                pieces.append(start + char)
            else:
                pieces[-1] += char
            start = ""
            glued = char in _OPENING
            was_wide = is_wide
    return pieces


def wrapped(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells; line ends within it stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and cells(line) + cells(piece) > width:
                lines.append(line)
                line = piece.lstrip(" ")
            else:
                line += piece
        lines.append(line)
    return lines


def _terminal_width() -> int:
    """The cells of a line: the environment's word, the terminal's, or 80."""
    named = os.environ.get("COLUMNS", "")
    # No terminal is wider than five digits say, and Python refuses to read thousands of them.
    if named.isdecimal() and len(named) <= 5 and int(named):
        return int(named)
    for stream in (sys.stdout, sys.stderr):
        try:
            return os.get_terminal_size(stream.fileno()).columns
        except (AttributeError, OSError, ValueError):
            continue
    return 80


class Formatter(click.HelpFormatter):
    """click's help page, measured in cells."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        """Make a page as wide as the terminal, within reason."""
        room = max(min(_terminal_width(), max_width or 80) - 2, 50)
        super().__init__(indent_increment, width or room, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        from templates.words import _

        usage = prefix or _("Usage:").rstrip()
        # The full-width colon holds the space that stands behind it.
        start = f"{usage}{'' if usage.endswith('：') else ' '}{prog} "
        indent = cells(start)
        lines = wrapped(args, max(self.width - indent, 20))
        self.write(start + f"\n{' ' * indent}".join(lines) + "\n")

    def write_heading(self, heading: str) -> None:
        """Write what stands over a list, with the colon of the language."""
        from templates.words import named

        self.write(f"{' ' * self.current_indent}{named(heading, '').rstrip()}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{indent}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 26, col_spacing: int = 2) -> None:
        """Write terms and what they mean, side by side."""
        listed = list(rows)
        first = min(max(cells(term) for term, _meaning in listed), col_max)
        indent = " " * self.current_indent
        under = " " * (self.current_indent + first + col_spacing)
        for term, meaning in listed:
            lines = wrapped(meaning, max(self.width - len(under), 20))
            if cells(term) > first:
                self.write(f"{indent}{term}\n{under}{lines[0]}\n")
            else:
                self.write(f"{indent}{pad(term, first + col_spacing)}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{under}{line}\n")
