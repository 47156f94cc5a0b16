"""The keys of uncovering."""

from __future__ import annotations

from dataclasses import replace

from templates.words import N_
from tui.keys.command import Command

UNCOVER = Command(
    "reveal.uncover", ("enter",), "uncover", N_("uncover all"), N_("Uncover everything at once; after that, go back.")
)
READY = Command(
    "reveal.ready",
    ("1", "2", "3", "4"),
    "ready({key})",
    N_("a side is ready"),
    N_("The side of this number is ready, or not ready any more."),
    shown_as="1–4",
)
LEAVE = Command("reveal.leave", ("escape", "r"), "leave", N_("not yet"), N_("Back to the road; nothing is uncovered."))
UP = Command("reveal.up", ("up",), "move(-1)", N_("up"), N_("Move up."), in_footer=False)
DOWN = Command("reveal.down", ("down",), "move(1)", N_("down"), N_("Move down."), in_footer=False)
UP_AND_DOWN = replace(DOWN, label=N_("move"), shown_as="↑ ↓")
AWAY = replace(UNCOVER, label=N_("back to the road"), help=N_("Back to the road."))

ALL = (UNCOVER, READY, LEAVE, UP, DOWN)
"""In the order of the help page."""
