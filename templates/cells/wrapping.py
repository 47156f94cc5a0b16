"""Where a line may end: between words, between Chinese characters, and where it must within a word too long for it."""

from __future__ import annotations

from itertools import pairwise

from templates.cells.width import clusters

_CLOSING = frozenset("，。、；：？！）」』】》〉〕］｝”’％")
"""What no line begins with, whatever stands before it."""
_NO_START = _CLOSING | frozenset("…·—～,.;:?!)]}%")
"""What no line begins with that stands right behind something else."""
_NO_END = frozenset("（「『【《〈〔［｛“‘([{")
"""What no line ends with."""

Cluster = tuple[str, int]
"""A sign as its reader sees it, and its cells."""


_PIECE = 4096
"""Characters that are looked at together: what is kept of each takes a hundred times its room."""


def breaks(text: str, width: int) -> list[int]:
    """Where in `text`, which holds no line end, the second and all further lines of at most `width` cells begin.

    Spaces at a line's end are not counted: whoever draws the lines takes them off.
    """
    found: list[int] = []
    begin = 0
    while len(text) - begin > _PIECE and len(part := _breaks(text[begin : begin + _PIECE], width)) > 1:
        # The last line of a piece may end otherwise once what follows it is known; all before it do not.
        found += [begin + at for at in part[:-1]]
        begin = found[-1]
    return found + [begin + at for at in _breaks(text[begin:], width)]


def _breaks(text: str, width: int) -> list[int]:
    spans = clusters(text)
    signs = [(text[start:end], size) for start, end, size in spans]
    found: list[int] = []
    begin = used = 0
    # The last place since `begin` where a line may end, and the cells up to there.
    chance = up_to_chance = 0
    for at, (sign, size) in enumerate(signs):
        # What follows the last chance may itself be too long, and is then cut where it must be.
        while used + size > width and sign != " " and at > begin:
            if chance > begin:
                begin, used = chance, used - up_to_chance
            else:
                begin = _cut(signs, begin, at)
                used = sum(cells for _sign, cells in signs[begin:at])
            found.append(spans[begin][0])
        used += size
        if at + 1 < len(signs) and _may_break(signs[at], signs[at + 1]):
            chance, up_to_chance = at + 1, used
    return found


def _cut(signs: list[Cluster], begin: int, at: int) -> int:
    """Where a word that fills the whole line is cut: as late as possible, and not before a full stop."""
    place = at
    while place > begin and (signs[place][0] in _NO_START or signs[place - 1][0] in _NO_END):
        place -= 1
    return place if place > begin else at


def _may_break(before: Cluster, after: Cluster) -> bool:
    """Whether a line may end between two neighbours."""
    (sign, cells), (following, following_cells) = before, after
    if "\u00a0" in (sign, following) or following == " ":
        return False
    if sign == " ":
        return following not in _CLOSING
    if sign in _NO_END or following in _NO_START:
        return False
    return cells > 1 or following_cells > 1


def wrapped(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells; line ends within it stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        cuts = [0, *breaks(paragraph, width), len(paragraph)]
        lines += [paragraph[start:end].rstrip(" ") for start, end in pairwise(cuts)]
    return lines
