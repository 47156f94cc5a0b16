"""Pieces of SVG as text: escaped words, shapes in the sides' colours, and a picture with its title and description.

Colours come from the page the picture stands in: `currentColor` for words and lines, `--side-one` and `--side-two` for
the sides, with middle tones where a page sets none, which show on light and dark grounds alike. No shape is told from
another by its colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from templates.cells.width import shorten, width

WIDTH = 760
"""The width of every picture, in its own units."""
COLOURS = ("var(--side-one, #2a78c8)", "var(--side-two, #b9531a)")
FAINT = 'stroke="currentColor" stroke-opacity="0.25"'
FONTS = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif"
CELL = 7.2
"""About how wide one cell of words is at the size words are drawn."""

# What XML does not allow to stand in it at all.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]")


def safe(text: str) -> str:
    """A text that people wrote, as XML may hold it: on one line, marks escaped, control characters shown as U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", " ".join(text.split())))


def cells(text: str) -> float:
    """About how wide a text is drawn."""
    return width(text) * CELL


def cut(text: str, most: float) -> str:
    """A text that fits into `most` units, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if cells(text) <= most:
        return text
    return shorten(text, max(0, int(most / CELL)))


def words(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 13,
    bold: bool = False,
    colour: str = "currentColor",
) -> str:
    """Words at a place; `anchor` is start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{weight}>'
        f"{safe(text)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """A straight line; `look` are its attributes."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {look}/>'


def path(points: Iterable[tuple[float, float]], look: str) -> str:
    """A line through points."""
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{told}" fill="none" stroke-linejoin="round" {look}/>'


def bar(x: float, y: float, wide: float, high: float, look: str) -> str:
    """A bar."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 1):.1f}" height="{high:.1f}" rx="2" {look}/>'


def mark(side: int, x: float, y: float, *, hollow: bool = False, radius: float = 5) -> str:
    """A side's mark: a disc for the first, a square for the second; hollow for a guess."""
    colour = COLOURS[side]
    look = f'fill="none" stroke="{colour}" stroke-width="1.5"' if hollow else f'fill="{colour}"'
    if side == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {look}/>'
    edge = radius * 1.8
    return f'<rect x="{x - edge / 2:.1f}" y="{y - edge / 2:.1f}" width="{edge:.1f}" height="{edge:.1f}" {look}/>'


def legend(entries: Iterable[tuple[str, str]], y: float) -> str:
    """Marks with what they mean, in one row from the left; each is an SVG piece drawn around 0,0 and a text."""
    told, x = [], 12.0
    for piece, text in entries:
        told.append(f'<g transform="translate({x:.1f} {y - 4:.1f})">{piece}</g>')
        told.append(words(x + 14, y, text))
        x += 14 + cells(text) + 28
    return "".join(told)


def picture(name: str, high: float, title: str, description: str, pieces: Iterable[str]) -> str:
    """A whole picture, to stand in a page or by itself; `name` makes its ids."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture {name}" role="img" viewBox="0 0 {WIDTH} {high:.0f}" '
        f'width="100%" style="max-width:{WIDTH}px" font-family="{FONTS}" '
        f'aria-labelledby="{name}-title {name}-description">\n'
        f'<title id="{name}-title">{safe(title)}</title>\n'
        f'<desc id="{name}-description">{safe(description)}</desc>\n' + "\n".join(pieces) + "\n</svg>\n"
    )
