"""Earlier retrospectives with the same counterpart: whom the two sides have met before, and what they agreed."""

from __future__ import annotations

from storage.shelf import Shelf
from templates.filled_page.page import Retrospective
from templates.filled_page.same_counterpart import could_be_the_same, same_counterpart

MOST = 12
"""The most retrospectives looked at; older ones have been looked at from those between."""


def earlier(shelf: Shelf, page: Retrospective) -> tuple[Retrospective, ...]:
    """The retrospectives before `page` with the same counterpart, newest first, archived ones too.

    Raises:
        StorageError: the file cannot be read.
    """
    found: list[Retrospective] = []
    for card in shelf.cards(archived=None):
        if card.id == page.id or card.date > page.date or not could_be_the_same(card.parties, page.parties):
            continue
        other = shelf.page(card.id)
        if same_counterpart(other, page):
            found.append(other)
            if len(found) == MOST:
                break
    return tuple(found)
