"""The keys of the form that starts a retrospective."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

START = Command(
    "new.start",
    ("enter",),
    "start",
    N_("start"),
    N_("Start the retrospective, from any field."),
    priority=True,
)
NEXT = Command("new.next", ("tab", "down"), "next", N_("next field"), N_("Go to the next field."))
BACK = Command(
    "new.back",
    ("shift+tab", "up"),
    "back",
    N_("field before"),
    N_("Go to the field before."),
    in_footer=False,
)
LIST = Command("new.list", ("space",), "open_list", N_("all workbooks"), N_("Choose the workbook from a list."))
GIVE_UP = Command(
    "new.give_up",
    ("escape",),
    "give_up",
    N_("back to the shelf"),
    N_("Back to the shelf; what was typed is there again at the next new one."),
)

ALL = (START, LIST, NEXT, BACK, GIVE_UP)
"""In the order of the help page."""
