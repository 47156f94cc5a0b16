"""How wide text is on a terminal, measured by what a reader sees as one sign and never by code points.

The measure is Rich's, which is what draws the screen: a second one that counted otherwise would break lines where the
screen does not, and a word would be seen nowhere. Rich's tables are loaded only for text that is not plain.
"""

from __future__ import annotations

import string
import unicodedata

_PLAIN = frozenset(string.printable[:95] + "—–…·‘’“”×←↑→↓")
"""Signs of one cell each that need no table; a U+FE0F behind one is not among them."""
_SPACING = frozenset("\u0e33\u0eb3")
"""Vowels of Thai and Lao that have a cell of their own and still belong to the consonant before them."""


def width(text: str) -> int:
    """The cells `text` takes."""
    if _PLAIN.issuperset(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def is_wide(character: str) -> bool:
    """Whether a character by itself takes two cells."""
    return width(character) == 2


def clusters(text: str) -> list[tuple[int, int, int]]:
    """What a reader sees as one sign each: where it begins and ends in `text`, and its cells.

    An emoji with all that is joined to it, a letter with its accents, and a flag are one each; so what stands between
    two of them may be broken, and their cells add up to those of the whole.
    """
    if _PLAIN.issuperset(text):
        return [(at, at + 1, 1) for at in range(len(text))]
    from rich.cells import split_graphemes

    found: list[tuple[int, int, int]] = []
    half_a_flag = False
    for start, end, size in split_graphemes(text)[0]:
        is_flag = "\U0001f1e6" <= text[start] <= "\U0001f1ff"
        joins = (half_a_flag and is_flag) or text[start] in _SPACING or unicodedata.category(text[start]) == "Mc"
        begin, _end, before = found[-1] if found else (start, end, 2)
        # No sign takes more than two cells, whatever somebody piles up.
        if joins and before + size <= 2:
            found[-1] = (begin, end, before + size)
            half_a_flag = False
        else:
            found.append((start, end, size))
            half_a_flag = is_flag
    return found


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """`text` filled up with spaces to so many cells, before it where it stands at the right."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def shorten(text: str, room: int) -> str:
    """`text` in at most `room` cells; where something is left out it ends in `…`."""
    if width(text) <= room:
        return text
    used = 1
    for start, _end, size in clusters(text):
        used += size
        if used > room:
            return text[:start].rstrip() + "…"
    return text


def end_of(text: str, room: int) -> str:
    """`text` in at most `room` cells; where something is left out it begins with `…`."""
    if width(text) <= room:
        return text
    used = 1
    for _start, end, size in reversed(clusters(text)):
        used += size
        if used > room:
            return "…" + text[end:].lstrip()
    return text
