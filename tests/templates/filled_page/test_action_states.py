"""In which group an action stands on a day: the same in every list, whatever its state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from templates.filled_page.action_list import Agreed
from templates.filled_page.action_states import SIGNS, WORDS, Group, group_on
from templates.filled_page.page import Action, Status
from tests.templates.pages import small

DAY = date(2026, 11, 28)
DUE = {
    "": Group.UNDATED,
    "some time": Group.UNDATED,
    "2026-11": Group.UNDATED,
    "2026-10-15": Group.OVERDUE,
    "2026-11-27": Group.OVERDUE,
    "2026-11-28": Group.SOON,
    "2026-12-05": Group.SOON,
    "2026-12-06": Group.LATER,
}


@pytest.mark.parametrize(("due", "group"), DUE.items())
def test_an_open_action_stands_by_its_day(due: str, group: Group) -> None:
    action = Action(id="a", text="x", due=due)
    assert group_on(action, DAY) is group
    assert Agreed(small("en"), action).overdue(DAY) == (group is Group.OVERDUE)


@pytest.mark.parametrize("due", DUE)
@pytest.mark.parametrize(
    ("status", "group"),
    [(Status.DONE, Group.TO_CONFIRM), (Status.CONFIRMED, Group.CONFIRMED), (Status.DROPPED, Group.DROPPED)],
)
def test_a_day_asks_nothing_more_of_what_is_done_or_dropped(status: Status, group: Group, due: str) -> None:
    action = Action(id="a", text="x", due=due, status=status)
    assert {group_on(action, DAY + timedelta(days=n)) for n in (-400, 0, 400)} == {group}
    assert not Agreed(small("en"), action).overdue(DAY)


def test_every_state_has_a_sign_and_words() -> None:
    assert set(SIGNS) == set(WORDS) == set(Status)
