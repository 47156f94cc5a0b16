"""Tables for the screen: columns aligned by cells, Chinese counted as wide; without room for that, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.content import Content

from tui.document.wrapping import fit
from tui.readings.shown import Line

_GAP = 2
_FIRST = 24
"""Cells the first column keeps of what it needs; the others are never cut."""

Rows = Sequence[tuple[Sequence[Content], Line]]
"""The cells of each row, and the line that says what stands behind it."""


def table(header: Sequence[Content], rows: Rows, room: int) -> Iterator[Line]:
    """A header and rows in `room` cells; where they do not fit, a row is its first cell and, below it, the others."""
    widths = [max(cell.cell_length for cell in column) for column in zip(header, *(c for c, _ in rows), strict=True)]
    over = sum(widths) + _GAP * (len(widths) - 1) - room
    if over > 0 and widths[0] - over < _FIRST:
        yield from _row_by_row(header, rows)
        return
    widths[0] -= max(over, 0)
    yield Line(_row(header, widths).stylize("$quiet"))
    for cells, line in rows:
        yield replace(line, content=_row(cells, widths))


def _row(cells: Sequence[Content], widths: Sequence[int]) -> Content:
    parts: list[Content | str] = []
    for n, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
        parts += [" " * _GAP, fit(cell, wide)] if n else [fit(cell, wide)]
    return Content.assemble(*parts).rstrip()


def _row_by_row(header: Sequence[Content], rows: Rows) -> Iterator[Line]:
    for cells, line in rows:
        told: list[Content | str] = []
        for title, cell in zip(header[1:], cells[1:], strict=True):
            if cell.plain:
                name = Content.assemble(title.stylize("$quiet"), " ") if title.plain else Content("")
                told += [*([" · "] if told else []), name, cell]
        yield replace(line, content=Content.assemble(cells[0].stylize("bold"), "\n", *told), indent=2)
