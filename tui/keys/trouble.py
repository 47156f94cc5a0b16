"""The keys of the page about a database that cannot be opened."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

AGAIN = Command(
    "trouble.again",
    ("r",),
    "again",
    N_("try again"),
    N_("Try to open the database again."),
)
QUIT = Command(
    "trouble.leave",
    ("q", "escape"),
    "app.leave",
    N_("leave"),
    N_("Leave phasebook; nothing was changed."),
)

ALL = (AGAIN, QUIT)
"""In the order of the help page."""
