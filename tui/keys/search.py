"""The keys of the search."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

GO = Command("search.go", ("enter",), "go", N_("go there"), N_("Go to the place under the cursor."), priority=True)
DOWN = Command("search.down", ("down",), "move(1)", N_("down"), N_("Go to the next hit."), priority=True)
UP = Command("search.up", ("up",), "move(-1)", N_("up"), N_("Go to the hit before."), priority=True)
PAGE_DOWN = Command(
    "search.page_down", ("pagedown",), "page(1)", N_("page down"), N_("Go a page down."), priority=True, in_footer=False
)
PAGE_UP = Command(
    "search.page_up", ("pageup",), "page(-1)", N_("page up"), N_("Go a page up."), priority=True, in_footer=False
)
WIDEN = Command(
    "search.widen",
    ("tab",),
    "widen",
    N_("all or this one"),
    N_("On a road: search all retrospectives, which is asked first, or this one only again."),
    priority=True,
)
BACK = Command("search.back", ("escape",), "back", N_("go back"), N_("Back to where you were."), priority=True)

ALL = (GO, DOWN, UP, PAGE_DOWN, PAGE_UP, WIDEN, BACK)
"""In the order of the help page."""
