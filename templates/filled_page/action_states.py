"""Where an action stands: the sign and the words of each state, and the group it belongs to on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from templates.filled_page.page import Action, Status
from templates.words import N_

SIGNS: Mapping[Status, str] = {Status.OPEN: "☐", Status.DONE: "☑", Status.CONFIRMED: "✓", Status.DROPPED: "✗"}
WORDS: Mapping[Status, str] = {
    Status.OPEN: N_("still open"),
    Status.DONE: N_("done, to be confirmed"),
    Status.CONFIRMED: N_("done and confirmed"),
    Status.DROPPED: N_("dropped"),
}
"""What people call each state (msgids)."""
SOON = timedelta(days=7)


class Group(StrEnum):
    """What an action asks of people on a day, the most urgent first; the values are msgids."""

    OVERDUE = N_("Overdue")
    SOON = N_("In the next seven days")
    LATER = N_("Later")
    UNDATED = N_("No day set")
    TO_CONFIRM = N_("Done, to be confirmed")
    CONFIRMED = N_("Done and confirmed")
    DROPPED = N_("Dropped")


def group_on(action: Action, day: date) -> Group:
    """In which group an action stands on `day`: once it is done or dropped, its due day asks nothing of anybody."""
    match action.status:
        case Status.DONE:
            return Group.TO_CONFIRM
        case Status.CONFIRMED:
            return Group.CONFIRMED
        case Status.DROPPED:
            return Group.DROPPED
        case Status.OPEN:
            return _group_of_open(action.due, day)


def _group_of_open(due: str, day: date) -> Group:
    try:
        until = date.fromisoformat(due)
    except ValueError:
        return Group.UNDATED
    if until < day:
        return Group.OVERDUE
    return Group.SOON if until <= day + SOON else Group.LATER
