"""Breaking text into lines by cells, between Chinese characters as well as between words."""

from __future__ import annotations

from rich.cells import get_character_cell_size
from textual.content import Content

from tui.words.safe_content import is_wide

_NO_START = frozenset("，。、；：？！）」』】》〉”’…·—～,.;:?!)]}%")
"""What no line may begin with."""
_NO_END = frozenset("（「『【《〈“‘([{")
"""What no line may end with."""


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


def breaks(text: str, width: int) -> list[int]:
    """Where the second and all further lines of `text` begin."""
    offsets: list[int] = []
    begin = used = 0
    chance = 0
    """Where a line may end, since `begin`; `used` counted up to there is `used_then`."""
    used_then = 0
    for at, character in enumerate(text):
        size = get_character_cell_size(character)
        # What follows the last chance may itself be too long, and is then cut where it must be.
        while used + size > width and character != " " and at > begin:
            if chance > begin:
                begin, used = chance, used - used_then
            else:
                begin, used = at, 0
            offsets.append(begin)
        used += size
        if _may_break(character, text[at + 1 : at + 2]):
            chance, used_then = at + 1, used
    return offsets


def _may_break(character: str, after: str) -> bool:
    """Whether a line may end between two neighbours."""
    if not after:
        return False
    if "\u00a0" in (character, after):
        return False
    if character == " ":
        return after != " "
    if character in _NO_END or after in _NO_START:
        return False
    return after != " " and (is_wide(character) or is_wide(after))


def shorten(text: str, room: int) -> str:
    """`text` in at most `room` cells; where something is left out it ends in `…`."""
    if Content(text).cell_length <= room:
        return text
    used = 1
    for at, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > room:
            return text[:at].rstrip() + "…"
    return text
