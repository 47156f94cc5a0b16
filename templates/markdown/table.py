"""Tables whose source is aligned too, wide characters counted as two cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from templates.cells.columns import widest
from templates.cells.width import pad

WIDEST = 80
"""The most cells a column is filled up to: one very long cell must not blow up every row."""


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
    widths = [min(WIDEST, max(3, needed)) for needed in widest(body)]
    rule = [f"{'-' * (wide - 1)}:" if n in right else "-" * wide for n, wide in enumerate(widths)]
    lines = [[pad(cell, widths[n], right=n in right) for n, cell in enumerate(row)] for row in body]
    last_is_right = len(header) - 1 in right
    for cells, unseen in zip(lines, marks, strict=False):
        if unseen:
            # White space before a comment would read back as part of the cell.
            cells[-1] = f"{cells[-1] if last_is_right else cells[-1].rstrip(' ')} {unseen}"
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (lines[0], rule, *lines[1:]))
