"""click's help page, measured in terminal cells: Chinese characters take two, and a line may end after any of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from templates.cells.width import pad, width
from templates.cells.wrapping import wrapped


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
        indent = width(start)
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
        first = min(max(width(term) for term, _meaning in listed), col_max)
        indent = " " * self.current_indent
        under = " " * (self.current_indent + first + col_spacing)
        for term, meaning in listed:
            lines = wrapped(meaning, max(self.width - len(under), 20))
            if width(term) > first:
                self.write(f"{indent}{term}\n{under}{lines[0]}\n")
            else:
                self.write(f"{indent}{pad(term, first + col_spacing)}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{under}{line}\n")
