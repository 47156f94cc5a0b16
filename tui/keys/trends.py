"""The keys of the screen that compares retrospectives."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

NEXT = Command(
    "trends.next", ("n", "right_square_bracket", "right"), "other(1)", N_("next"), N_("The next counterpart.")
)
PREVIOUS = Command(
    "trends.previous",
    ("p", "left_square_bracket", "left"),
    "other(-1)",
    N_("back"),
    N_("The counterpart before."),
)
DOWN = Command("trends.down", ("down", "j"), "move(1)", N_("down"), N_("A line down."), in_footer=False)
UP = Command("trends.up", ("up", "k"), "move(-1)", N_("up"), N_("A line up."), in_footer=False)
PAGE_DOWN = Command(
    "trends.page_down", ("pagedown", "space"), "page(1)", N_("page down"), N_("Go a page down."), in_footer=False
)
PAGE_UP = Command("trends.page_up", ("pageup",), "page(-1)", N_("page up"), N_("Go a page up."), in_footer=False)
BACK = Command("trends.leave", ("escape", "q"), "leave", N_("shelf"), N_("Back to the shelf."))

ALL = (NEXT, PREVIOUS, DOWN, UP, PAGE_DOWN, PAGE_UP, BACK)
"""In the order of the help page."""
