"""The list of all actions narrowed down, and as a calendar; days as people say them."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest

from templates.filled_page.due_dates import due_on
from tests.tui.command_line.running import (
    done,
    phasebook,
    refused,
    started,
)

YESTERDAY = (date.today() - timedelta(days=1)).isoformat()


@pytest.fixture
def shelf() -> dict[str, str]:
    """Two retrospectives with different counterparts, and actions in every state; action id by its text."""
    port = started("--client", "Harbour", "--vendor", "Northwind", "--person", "Ann:client", "--person", "Bo:vendor")
    rail = done(
        "--lang", "zh", "new", "--title", "铁路", "--client", "铁路局", "--vendor", "北风", "--date", "2020-01-01"
    ).last
    empty = done("new", "--title", "Nothing agreed").last
    assert empty
    said = {
        "late": (port, "--owner", "Ann", "--due", YESTERDAY),
        "soon": (port, "--owner", "Bo", "--due", "明天", "--check-on", "in 4 weeks"),
        "nobody's": (port,),
        "周报": (rail, "--owner", "老王", "--side", "乙方", "--due", "+2w"),
    }
    return {text: done("action", retro, "-m", text, *options).last for text, (retro, *options) in said.items()}


def texts(*options: str) -> list[str]:
    return [action["text"] for action in done("actions", "--json", *options).json]


def test_the_list_is_narrowed_down(shelf: dict[str, str]) -> None:
    assert texts() == ["late", "soon", "nobody's", "周报"]
    assert texts("--overdue") == ["late"]
    assert texts("--owner", "bo") == ["soon"]
    assert texts("--owner", "") == ["nobody's"]
    assert texts("--side", "vendor") == ["soon", "周报"]
    assert texts("--side", "乙方") == ["周报"]
    assert texts("--side", "Northwind") == ["soon"]
    assert texts("--counterpart", "north") == ["late", "soon", "nobody's"]
    assert texts("--counterpart", "北风", "--open") == ["周报"]
    assert texts("--counterpart", "nobody here") == []
    assert phasebook("actions", "--owner", "nobody here").out == ""


def test_an_action_done_or_dropped_is_not_overdue(shelf: dict[str, str]) -> None:
    done("action", "port-system", "--edit", shelf["late"], "--status", "done")
    assert texts("--overdue") == []
    assert texts("--open") == ["soon", "nobody's", "late", "周报"]
    done("action", "port-system", "--edit", shelf["late"], "--status", "dropped", "--why", "No longer needed")
    assert "late" not in texts("--open")


def test_a_day_is_kept_as_it_was_meant(shelf: dict[str, str]) -> None:
    today = date.today()
    (action,) = done("actions", "--json", "--owner", "Bo").json
    assert action["due"] == (today + timedelta(days=1)).isoformat()
    assert action["check_on"] == (today + timedelta(weeks=4)).isoformat()
    done("action", "port-system", "--edit", shelf["soon"], "--due", "下周五")
    assert done("actions", "--json", "--owner", "Bo").json[0]["due"] == due_on("next friday", today)
    assert "12 May or 5 December" in refused("action", "port-system", "-m", "x", "--due", "5/12")
    friday = done("action", "port-system", "--edit", shelf["soon"], "--due", "next week")
    assert friday.err == f"due Fri {due_on('next friday', today)}\n"
    assert "12月5日" in refused("--lang", "zh", "action", "port-system", "-m", "x", "--due", "改天")


def test_the_calendar_holds_what_has_a_day_and_says_what_has_none(shelf: dict[str, str]) -> None:
    said = phasebook("actions", "--format", "ics")
    assert said.code == 0
    events = icalendar.Calendar.from_ical(said.out).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [
        f"{shelf['late']}@phasebook",
        f"{shelf['soon']}@phasebook",
        f"{shelf['soon']}-check@phasebook",
        f"{shelf['周报']}@phasebook",
    ]
    assert said.out.count("\r\n") == said.out.count("\n")
    assert said.err == "1 action has no due date and is not in the calendar.\n"
    assert "VEVENT" not in done("actions", "--format", "ics", "--owner", "nobody here").out
