"""Columns of a table: how wide they are, and text set in them."""

from __future__ import annotations

from collections.abc import Sequence

from templates.cells.width import pad, width


def widest(rows: Sequence[Sequence[str]]) -> list[int]:
    """The cells each column needs."""
    return [max(map(width, column)) for column in zip(*rows, strict=True)]


def shared(needed: Sequence[int], room: int) -> list[int]:
    """Column widths that fit into `room`: narrow columns keep what they need, wide ones share what is left."""
    widths = [max(1, n) for n in needed]
    if sum(widths) <= room:
        return widths
    left = room
    given = [0] * len(widths)
    by_width = sorted(range(len(widths)), key=lambda n: widths[n])
    for done, n in enumerate(by_width):
        given[n] = min(widths[n], left // (len(widths) - done))
        left -= given[n]
    return given


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand one under the other, two spaces apart."""
    widths = widest(rows)
    return ["  ".join(map(pad, row, widths)).rstrip() for row in rows]
