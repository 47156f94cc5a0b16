"""A table in the room there is: columns of natural width, else wrapped, else each row as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from templates.cells.columns import shared
from templates.words import named
from tui.document.wrapping import fit, wrap

_BETWEEN = 3
"""Cells between two columns."""
_NARROWEST = 7
"""Columns narrower than this are not readable; the table is told row by row instead."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells, drawn already but not yet placed."""

    header: tuple[Content, ...]
    rows: tuple[tuple[Content, ...], ...]
    right: tuple[bool, ...]
    """Which columns stand at the right, as numbers do."""


def draw_table(table: Table, width: int) -> list[Content]:
    """The lines of a table in `width` cells."""
    natural = [
        max(
            (line.cell_length for row in (table.header, *table.rows) for line in row[i].split("\n", allow_blank=True)),
            default=0,
        )
        for i in range(len(table.header))
    ]
    room = width - _BETWEEN * (len(natural) - 1)
    if room < sum(min(n, _NARROWEST) for n in natural):
        return _as_list(table, width)
    widths = shared(natural, room)
    lines = _row(tuple(cell.stylize("bold $quiet") for cell in table.header), widths, table.right)
    lines.append(Content.styled("─" * (sum(widths) + _BETWEEN * (len(widths) - 1)), "$rule"))
    drawn = [_row(row, widths, table.right) for row in table.rows]
    apart = any(len(row) > 1 for row in drawn)
    for position, row in enumerate(drawn):
        if apart and position:
            lines.append(Content())
        lines.extend(row)
    return lines


def _row(cells: Sequence[Content], widths: Sequence[int], right: Sequence[bool]) -> list[Content]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    gap = Content(" " * _BETWEEN)
    lines = []
    for i in range(max(len(cell) for cell in wrapped)):
        parts = [
            fit(cell[i] if i < len(cell) else Content(), width, right=at_right)
            for cell, width, at_right in zip(wrapped, widths, right, strict=True)
        ]
        lines.append(gap.join(parts).rstrip())
    return lines


def _as_list(table: Table, width: int) -> list[Content]:
    """Each row as lines `Header: cell`."""
    lines: list[Content] = []
    for row in table.rows:
        if lines:
            lines.append(Content())
        for head, cell in zip(table.header, row, strict=True):
            if cell.plain.strip():
                told = Content.assemble(head.stylize("$quiet"), named("", ""), cell)
                lines.extend(wrap(told, width))
    return lines
