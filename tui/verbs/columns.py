"""Text in terminal cells: Chinese characters take two, and may be followed by a line end anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import click

_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
_OPENING = "（「『《“‘【"
_CLOSING = "，。、；：？！）」』》”’】…"
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}])[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+"
)


def cells(text: str) -> int:
    """The cells `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
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


def wrapped(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells; line ends within it stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECE.findall(paragraph):
            if line and cells(line) + cells(piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            if line or not piece.isspace():
                line += piece
        lines.append(line.rstrip())
    return lines


class Formatter(click.HelpFormatter):
    """click's help page, measured in cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        from templates.words import _

        start = f"{prefix or _('Usage:') + ' '}{prog} "
        indent = cells(start)
        lines = wrapped(args, max(self.width - indent, 20))
        self.write(start + f"\n{' ' * indent}".join(lines) + "\n")

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
