"""The actions of many retrospectives: which are overdue, whose they are, with whom they were agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from templates.filled_page.action_states import Group, group_on
from templates.filled_page.in_order import actions_in_order
from templates.filled_page.page import Action, Retrospective
from templates.names import alike


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action and the retrospective it was agreed in."""

    page: Retrospective
    action: Action

    @property
    def side(self) -> str:
        """The name of the side whose action it is, or an empty text."""
        side = self.page.workbook.side(self.action.side or "")
        return side.name if side else ""

    @property
    def parties(self) -> str:
        """With whom it was agreed: the names of the parties, as far as they are known."""
        return " × ".join(name for side in self.page.workbook.sides if (name := self.page.party(side.id)))

    def overdue(self, today: date) -> bool:
        """Whether it should have been done before `today` and is not."""
        return group_on(self.action, today) is Group.OVERDUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which actions are wanted; what is None does not matter."""

    only_open: bool = False
    """Only those still to be done or to be confirmed."""
    owner: str | None = None
    """The owner's name; an empty text is the parking lot."""
    side: str | None = None
    """A side's id, its name or its party's."""
    counterpart: str | None = None
    """The name of a party at the table, or a part of it."""
    overdue_on: date | None = None
    """Only those that should have been done before this day."""

    def takes(self, agreed: Agreed) -> bool:
        """Whether an action is one of them."""
        page, action = agreed.page, agreed.action
        if self.only_open and not action.is_standing:
            return False
        if self.owner is not None and alike(action.owner) != alike(self.owner):
            return False
        if self.side is not None:
            side = page.find_side(self.side)
            if side is None or side.id != action.side:
                return False
        if self.counterpart is not None and alike(self.counterpart) not in alike(agreed.parties):
            return False
        return self.overdue_on is None or agreed.overdue(self.overdue_on)


def agreed_in(pages: Iterable[Retrospective], wanted: Wanted | None = None) -> Iterator[Agreed]:
    """The wanted actions of some retrospectives, each page's in the order of its document."""
    for page in pages:
        for action in actions_in_order(page):
            agreed = Agreed(page, action)
            if wanted is None or wanted.takes(agreed):
                yield agreed
