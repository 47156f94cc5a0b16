"""Drawn text set in cells: broken into lines, fitted into a column, and a line as the screen shows it."""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from templates.cells.wrapping import breaks


def wrap(content: Content, width: int) -> list[Content]:
    """`content` in lines of at most `width` cells; line breaks in it stay, spaces at a line's end go."""
    width = max(2, width)
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        expanded = line.expand_tabs(4)
        if expanded.cell_length <= width:
            lines.append(expanded)
        else:
            lines.extend(part.rstrip() for part in expanded.divide(breaks(expanded.plain, width)))
    return lines


def fit(content: Content, cells: int, *, right: bool = False) -> Content:
    """`content` in exactly so many cells: filled up, or cut with an ellipsis."""
    if content.cell_length > cells:
        content = Content.assemble(content.truncate(max(cells - 1, 1)).rstrip(), "…") if cells > 1 else Content(" ")
    gap = " " * max(0, cells - content.cell_length)
    return Content.assemble(gap, content) if right else Content.assemble(content, gap)


def one_strip(widget: Widget, line: Content, style: Style) -> Strip:
    """A line as a widget draws it: all of it, for what Textual would break off would be seen nowhere."""
    strips = Visual.to_strips(widget, line, max(1, line.cell_length), None, style, apply_selection=False)
    return Strip.join(strips)
