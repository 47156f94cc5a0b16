"""The keys of the places where both sides' answers are seen beside each other."""

from __future__ import annotations

from templates.words import N_
from tui.keys.places.opening import of

GAPS = (
    of("gaps", "table", ("T",), N_("table"), N_("Change between the picture and the table behind it.")),
    of(
        "gaps",
        "answers",
        ("o",),
        N_("to the answers"),
        N_("Go to the answers behind the line."),
    ),
    of("gaps", "topic", ("plus", "fullwidth_plus_sign"), N_("topic"), N_("Make the line a topic to decide on.")),
    of("gaps", "claim", ("y",), N_("it was so"), N_("Your side says that a row the other side wrote is so.")),
    of("gaps", "deny", ("f",), N_("not so"), N_("Your side says that a row the other side wrote is not so.")),
)
"""The same in all of them; Enter unfolds the answers behind a line."""
