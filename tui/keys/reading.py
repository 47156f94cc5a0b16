"""The keys of a document that is read."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

BACK = Command(
    "reading.back",
    ("escape", "m"),
    "back",
    N_("go back"),
    N_("Back to where you were; from the contents, to the text."),
)
EXPORT = Command("reading.export", ("x",), "export", N_("export"), N_("Write this document to a file."))
CONTENTS = Command(
    "reading.contents",
    ("c",),
    "contents",
    N_("contents"),
    N_("Go to the table of contents, or back to the text."),
)
NEXT = Command(
    "reading.next", ("right_square_bracket",), "heading(1)", N_("next heading"), N_("Go to the next heading.")
)
PREVIOUS = Command(
    "reading.previous",
    ("left_square_bracket",),
    "heading(-1)",
    N_("heading before"),
    N_("Go to the heading before."),
)
FIND = Command(
    "reading.search",
    ("slash",),
    "search",
    N_("search"),
    N_("Search, and go to what was found; from a road only its retrospective."),
)

AUDIENCE = Command(
    "reading.audience",
    ("a",),
    "audience",
    N_("for whom"),
    N_("Read it as the next audience will: everybody at the table, the executive, one side alone."),
)
COPY = Command(
    "reading.copy", ("y",), "copy", N_("copy"), N_("Copy this document to the clipboard, where the terminal allows it.")
)

TEXT = (BACK, EXPORT, CONTENTS, NEXT, PREVIOUS, FIND)
"""Of any document, in the order of the help page."""
DOCUMENT = (BACK, EXPORT, AUDIENCE, COPY, CONTENTS, NEXT, PREVIOUS, FIND)
"""Of a retrospective's document, in the order of the help page."""
