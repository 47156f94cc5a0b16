"""The commands of the shelf."""

from __future__ import annotations

from dataclasses import replace

from templates.words import N_
from tui.keys.command import Command

OPEN = Command("shelf.open", ("enter",), "open", N_("open"), N_("Open the retrospective under the cursor."))
# What opens a place to type in comes before the list: the next keys are words.
NEW = Command("shelf.new", ("n",), "new", N_("new"), N_("Start a new retrospective."), priority=True)
RENAME = Command(
    "shelf.rename", ("e",), "rename", N_("rename"), N_("Give the retrospective another title."), priority=True
)
ARCHIVE = Command(
    "shelf.archive",
    ("z",),
    "archive",
    N_("archive"),
    N_("Put the retrospective into the archive, or take it out again; nothing is deleted."),
)
SHOW_ARCHIVE = Command(
    "shelf.show_archive",
    ("tab", "A"),
    "show_archive",
    N_("show archive"),
    N_("Show the archived retrospectives, or the others again."),
)
UNDO = Command(
    "shelf.undo",
    ("u",),
    "undo",
    N_("undo"),
    N_("Take back what was last done here to the retrospective under the cursor."),
)
REDO = Command("shelf.redo", ("U",), "redo", N_("redo"), N_("Do again what was taken back."), in_footer=False)
TAKE = Command(
    "shelf.take",
    ("o",),
    "take",
    N_("to my shelf"),
    N_("In the demo: move a retrospective started here to your own shelf."),
)
FIND = Command(
    "shelf.search",
    ("slash",),
    "search",
    N_("search"),
    N_("Search all retrospectives, and go to what was found."),
    priority=True,
)
TRENDS = Command(
    "shelf.trends",
    ("t",),
    "trends",
    N_("trends"),
    N_("Compare retrospectives: trust, gaps, duties, topics that came back, actions kept."),
)

ACTIONS = Command(
    "shelf.actions",
    ("x",),
    "actions",
    N_("actions"),
    N_("See what was agreed on in all retrospectives, and change where it stands."),
)

# The same two keys by the words that fit in the archive; they are bound once, above.
TAKE_BACK = replace(ARCHIVE, label=N_("take out"))
SHOW_SHELF = replace(SHOW_ARCHIVE, label=N_("back to the shelf"))
ALL = (OPEN, NEW, RENAME, ARCHIVE, SHOW_ARCHIVE, UNDO, REDO, FIND, ACTIONS, TRENDS, TAKE)
"""In the order of the help page."""
