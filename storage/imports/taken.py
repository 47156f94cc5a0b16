"""What became of a file that was taken in, and the names under which what it says is known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from storage.ids import LENGTH
from templates.filled_page.page import Retrospective
from templates.forms.filled_form import Filled, Left
from templates.names import alike
from templates.words import catalogue

LEFT_OVER = "meeting-facilitator"
"""The question under which words that belong nowhere are kept: the facilitator's own notes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    retrospective: str
    new: int = 0
    """How many things were kept for the first time."""
    changed: int = 0
    """How many were corrected."""
    same: int = 0
    """How many stood here already as they are."""
    changed_here: int = 0
    """How many were changed here since they were as the file has them, and were left."""
    deleted_here: int = 0
    """How many were deleted here since, and were left out."""
    left: tuple[Left, ...] = ()
    """Words that belong to no blank; they stand among the facilitator's notes."""
    started: bool = False
    """Whether the retrospective was started by this."""
    covered: int = 0
    """How many of the new ones lie covered, as what they answer is written here."""
    nameless: int = 0
    """How many were given without a name before: nobody knows which they are, and they stay as they are."""
    refused: bool = False
    """Whether it is a form without a name that has come before: nothing of it was taken."""


def derived_id(*parts: str) -> str:
    """An id that is the same whenever it is made from the same parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:LENGTH]


def form_id(retrospective: str, filled: Filled) -> str:
    """What a form is known by in a retrospective: one form may be taken into two, and an id belongs to one thing."""
    return derived_id(
        retrospective, "form", *((filled.form,) if filled.form else (alike(filled.name), filled.side or ""))
    )


def person_id(retrospective: str, filled: Filled) -> str:
    """The id of whoever a form has brought to the table."""
    return derived_id(retrospective, "person", form_id(retrospective, filled))


def left_text(page: Retrospective, name: str, left: Left) -> str:
    """Words that belong to no blank, with where they came from: whose form, where it bears a name."""
    _ = catalogue(page.lang).gettext
    under = left.heading.strip()
    if name and under:
        return _("From {name}'s form, under “{heading}”: {text}").format(name=name, heading=under, text=left.text)
    if name:
        return _("From {name}'s form: {text}").format(name=name, text=left.text)
    if under:
        return _("From a form, under “{heading}”: {text}").format(heading=under, text=left.text)
    return _("From a form: {text}").format(text=left.text)
