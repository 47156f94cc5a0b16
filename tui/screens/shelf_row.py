"""How a retrospective looks on the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from templates.cells.width import shorten, width
from templates.words import _, ngettext
from tui.base.theme import side_variable
from tui.words.safe_text import one_line

if TYPE_CHECKING:
    from storage.cards import Card

MARGIN = 2
"""Cells before and after a row's words."""
WIDEST = 110
"""Words further apart than this are not read as one row."""


def draw_card(card: Card, wide: int, on_cursor: bool) -> Content:
    """Two lines: the title and the date; the parties, where it stands, how many answers."""
    room = min(wide - 2 * MARGIN, WIDEST)
    date = one_line(card.date)
    title = shorten(one_line(card.title) or _("(without a title)"), room - width(date) - 2)
    gap = " " * (room - width(title) - width(date))
    mark = "▎ " if on_cursor else "  "
    stands = _stands(card)
    count = ngettext("{n} answer", "{n} answers", card.answers).format(n=card.answers)
    left = room - width(stands) - width(count) - 3
    parties = _parties(card, left - 3)
    dot = ("  ", "") if parties else ("", "")
    return Content.assemble(
        (mark, "bold $accent"),
        (title, "bold"),
        (gap + date, "$quiet"),
        "\n",
        (mark, "bold $accent"),
        *parties,
        dot,
        (stands, "$success" if card.stage == "done" else "$foreground"),
        ("  " + count, "$quiet"),
    )


def _stands(card: Card) -> str:
    """Where it stands: a sign and a word."""
    if card.archived:
        return "▫ " + _("archived")
    if card.stage == "done":
        return "✓ " + _("answered to the end")
    if not card.answers:
        return "○ " + _("not begun")
    return "◐ " + _("in {phase}").format(phase=one_line(card.stage_title))


def _parties(card: Card, room: int) -> list[tuple[str, str]]:
    """The parties' names (a side's own name where none is given), each in its side's colour."""
    if not card.sides or room < 8:
        return []
    names = [one_line(card.parties.get(side.id, "")) or one_line(side.name) for side in card.sides]
    each = max(4, (room - 3 * (len(names) - 1)) // len(names))
    # A short name leaves its room to the longer ones.
    spare = sum(max(0, each - width(name)) for name in names)
    parts: list[tuple[str, str]] = []
    for position, name in enumerate(names):
        if position:
            parts.append((" × ", "$quiet"))
        parts.append((shorten(name, each + spare), f"${side_variable(position)}"))
    return parts
