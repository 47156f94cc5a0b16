"""Tables whose source is aligned too, wide characters counted as two cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

WIDEST = 80
"""The most cells a column is filled up to: one very long cell must not blow up every row."""

_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})


def width(text: str) -> int:
    """How many cells of a terminal or a monospaced editor `text` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 2
    return 0 if unicodedata.category(character) in _UNSEEN else 1


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = (), marks: Sequence[str] = ()
) -> str:
    """A table of escaped cells, whose bars are escaped here.

    Args:
        header: the words above the columns.
        rows: the cells of each row.
        right: the columns that are aligned to the right.
        marks: what stands, unseen, at the end of the header and of each row's last cell, where anything does.
    """
    body = [[cell.replace("|", "\\|") for cell in row] for row in (header, *rows)]
    measured = [[width(cell) for cell in row] for row in body]
    widths = [min(WIDEST, max(3, *column)) for column in zip(*measured, strict=True)]
    rule = [f"{'-' * (wide - 1)}:" if n in right else "-" * wide for n, wide in enumerate(widths)]
    lines = [
        [_filled(*parts, n in right) for n, parts in enumerate(zip(row, taken, widths, strict=True))]
        for row, taken in zip(body, measured, strict=True)
    ]
    last_is_right = len(header) - 1 in right
    for cells, unseen in zip(lines, marks, strict=False):
        if unseen:
            # White space before a comment would read back as part of the cell.
            cells[-1] = f"{cells[-1] if last_is_right else cells[-1].rstrip(' ')} {unseen}"
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (lines[0], rule, *lines[1:]))


def _filled(cell: str, taken: int, wide: int, right: bool) -> str:
    space = " " * (wide - taken)
    return space + cell if right else cell + space
