"""The keys of the places where a meeting opens."""

from __future__ import annotations

from dataclasses import replace

from templates.words import N_
from tui.keys.command import Command
from tui.keys.road import ANSWER

ADD = replace(ANSWER, label=N_("add"))
"""The same key by the word that fits a list."""


def of(place: str, name: str, keys: tuple[str, ...], label: str, help: str) -> Command:
    """A key of a place's own; what it does is left to the place's area.

    Args:
        place: the place, such as `open.people`.
        name: what the area calls it.
        keys: Textual's names of its keys.
        label: one or two words for the footer (a msgid).
        help: one sentence for the help page (a msgid).
    """
    return Command(f"{place}.{name}", keys, f"place('{place}', '{name}')", label, help, priority=True)


PEOPLE = (
    of("open.people", "nameless", ("o",), N_("without a name"), N_("Add somebody who takes part without a name.")),
    of("open.people", "earlier", ("b",), N_("from before"), N_("Offer the people of earlier meetings; Enter adds.")),
    of("open.people", "parties", ("c",), N_("companies"), N_("Correct what the two sides' companies are called.")),
)
RULES = (of("open.rules", "back", ("b",), N_("ours again"), N_("Go back to the ground rules the program offers.")),)
LAST = (
    of("open.last", "done", ("1",), N_("done"), N_("It is done; what was said to be done before is confirmed now.")),
    of("open.last", "keep", ("2",), N_("keep it"), N_("It stays as it is.")),
    of("open.last", "drop", ("3",), N_("drop it"), N_("It is dropped; say why.")),
    of("open.last", "anew", ("4",), N_("agree anew"), N_("Agree on something else instead.")),
)
WRITING = (
    of("open.writing", "open", ("1",), N_("in the open"), N_("Everybody sees what everybody writes, at once.")),
    of("open.writing", "sealed", ("2",), N_("covered"), N_("Covered until r uncovers it, then under names.")),
    of("open.writing", "anonymous", ("3",), N_("no names"), N_("Covered, and without names for ever.")),
    of("open.writing", "screen", ("4",), N_("the screen"), N_("When the screen covers itself, without a key.")),
)
PLAN = (
    of("open.plan", "more", ("plus", "equals_sign", "fullwidth_plus_sign"), N_("longer"), N_("One minute more.")),
    of("open.plan", "less", ("minus", "fullwidth_hyphen_minus"), N_("shorter"), N_("One minute less.")),
    of("open.plan", "reset", ("b",), N_("suggested"), N_("Take the suggested minutes again, for all stages.")),
)
