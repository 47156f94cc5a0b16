"""The keys of the screen with the actions of all retrospectives."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

CHANGE = Command(
    "actions.change", ("enter", "e"), "change", N_("change"), N_("Change the action under the cursor, as a form.")
)
DONE = Command("actions.done", ("d",), "set_status('done')", N_("done"), N_("It is done, and waits to be confirmed."))
CONFIRMED = Command(
    "actions.confirmed",
    ("c",),
    "set_status('confirmed')",
    N_("confirmed"),
    N_("The other side confirms that it is done."),
)
DROPPED = Command("actions.dropped", ("x",), "set_status('dropped')", N_("drop"), N_("It is dropped; why is asked."))
REOPEN = Command("actions.open", ("o",), "set_status('open')", N_("open again"), N_("It is open again."))
ORDER = Command("actions.order", ("s",), "order", N_("order"), N_("Order by day, by owner, by side, by counterpart."))
FILTER = Command(
    "actions.filter", ("f",), "filter", N_("which"), N_("Show those still to be done, the overdue ones, or all.")
)
GO = Command("actions.go", ("g",), "go", N_("its meeting"), N_("Open the retrospective it was agreed in."))
UNDO = Command("actions.undo", ("u",), "undo", N_("undo"), N_("Take back what was last done here."))
BACK = Command("actions.back", ("q", "escape"), "back", N_("shelf"), N_("Go back to the shelf; everything is kept."))

ALL = (CHANGE, DONE, CONFIRMED, DROPPED, REOPEN, ORDER, FILTER, GO, UNDO, BACK)
"""In the order of the help page."""
