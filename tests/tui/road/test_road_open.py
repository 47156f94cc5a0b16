"""Opening a meeting: people, ground rules, what became of last time's actions, minutes; each left and come back to."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from storage.ids import new_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.filled_page.agreed import Outcome
from templates.filled_page.page import (
    Action,
    Note,
    Person,
    Status,
)
from templates.filled_page.settings import Writing
from templates.meeting import road as meeting
from templates.workbook import frame
from tests.tui.helpers import said, until
from tests.tui.walking import WIDE, Walk, book, kept, page, start, walking
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen

PEOPLE, RULES, LAST, WRITING, PLAN = (f"@open.{name}" for name in ("people", "rules", "last", "writing", "plan"))


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


def people(walk: Walk) -> list[tuple[str, str | None]]:
    return [(person.name, person.side) for person in walk.page.people]


async def test_people_are_added_moved_corrected_and_taken_off(database: Path, retro: str) -> None:
    async with walking(database, retro, at=PEOPLE) as walk:
        await walk.shows("Client: nobody yet", "a adds names")
        walk.burst("a", "Ada, Bo，[/]x", "enter", "Lin", "tab", "2", "enter", "escape")
        await walk.until(lambda: len(people(walk)) == 4)
        assert people(walk) == [("Ada", "client"), ("Bo", "client"), ("[/]x", "client"), ("Lin", "vendor")]
        await walk.shows("4 people are here", "[/]x", "Client · Harbour  3")
        walk.burst("a", "lin", "tab", "2")
        await walk.until(lambda: walk.area.writing)
        # Another window, in another stage, writes meanwhile: what is typed here stands.
        note = Note(id=new_id(), question="hope", side="client", text="elsewhere")
        kept(database, retro, note, Details(settings={"writing.after": "sealed"}))
        await walk.until(lambda: walk.road.page.answers)
        walk.burst("enter")
        await walk.until(lambda: "called so already" in said(walk.app))
        assert walk.writing, "what was typed is still there"
        walk.burst("escape")
        await walk.shows("draft, not kept yet")
        walk.burst("a")
        await walk.until(lambda: walk.typed == "lin")
        walk.burst(*["backspace"] * 3, "Mo", "enter", "escape")
        await walk.until(lambda: ("Mo", "vendor") in people(walk))
        assert not walk.drafts()
        walk.burst("o", "enter", "backspace", "9", "tab", "1", "enter")
        await walk.until(lambda: ("Vendor 9", "client") in people(walk), "corrected and moved")
        walk.burst("d")
        await walk.until(lambda: ("Vendor 9", "client") not in people(walk))
        assert "off the list" in said(walk.app)
        walk.burst("u")
        await walk.until(lambda: ("Vendor 9", "client") in people(walk))
        walk.burst("c", *["backspace"] * 7, "Hafen", "enter")
        await walk.shows("Hafen × Northwind")
        assert walk.page.party("vendor") == "Northwind"
        walk.burst("a", ",".join(f"P{n}" for n in range(30)), "enter", "escape")
        await walk.until(lambda: len(people(walk)) > 30)
        await walk.shows("P29", "Vendor · Northwind")
        walk.burst(*["up"] * 29, "d")
        await walk.until(lambda: ("P0", "client") not in people(walk))


async def test_the_people_of_earlier_meetings_are_a_key_away_and_strangers_are_not(database: Path) -> None:
    start(database, Person(new_id(), "Ada", "client"), Person(new_id(), "Lin", "vendor"))
    other = start(database, Person(new_id(), "Zoe", "client"), title="A secret client")
    with Shelf.open(database) as shelf:
        shelf.keep(other, Details(parties={"client": "Depot"}))
    retro = start(database)
    async with walking(database, retro, at=PEOPLE) as walk:
        walk.burst("b")
        await walk.shows("From earlier meetings", "+ Ada  Client", "+ Lin  Vendor")
        assert "Zoe" not in walk.text
        assert "secret" not in walk.text
        walk.burst("enter", "enter")
        await walk.until(lambda: people(walk) == [("Ada", "client"), ("Lin", "vendor")])
        walk.burst("b")
        await walk.until(lambda: "Nobody else is known" in said(walk.app))
        kept(
            database,
            retro,
            Note(id=new_id(), question="hope", side="client", person=walk.page.people[0].id, text="mine"),
        )
        await walk.until(lambda: walk.road.page.answers)
        walk.burst("up", "up", "d")
        await walk.until(lambda: people(walk) == [("Lin", "vendor")])
        assert "stays with their side" in said(walk.app)
        await walk.go("hope")
        await walk.shows("• mine")


async def test_rules_and_minutes_become_the_team_s_own_and_a_locked_file_loses_nothing(
    database: Path, retro: str
) -> None:
    async with walking(database, retro, at=RULES) as walk:
        offered = meeting.rules(walk.page)
        await walk.shows("1. " + offered[0])
        walk.burst("a", "Phones off", "enter", "escape")
        await walk.until(lambda: meeting.rules(walk.page) == (*offered, "Phones off"))
        walk.burst("up", "up", "up", "up", "up", "d")
        await walk.until(lambda: meeting.rules(walk.page) == (*offered[1:], "Phones off"))
        walk.burst("enter", "!", "enter")
        await walk.until(lambda: meeting.rules(walk.page)[0] == offered[1] + "!")
        walk.burst("b")
        await walk.until(lambda: meeting.rules(walk.page) == offered)
        await walk.go(WRITING)
        await walk.shows("(•) 1 In the open", "1 to 3 choose how answers are written")
        walk.burst("3", "4")
        await walk.until(lambda: walk.page.settings.cover_after == 1)
        assert [walk.page.settings.writing_in(phase) for phase in ("before", "after")] == [Writing.ANONYMOUS] * 2
        await walk.shows("(•) 3 Covered, without names", "Covered: at each question a asks who writes")
        walk.burst("1")
        await walk.until(lambda: walk.page.settings.writing_in("before") is Writing.OPEN)
        await walk.go(PLAN)
        await walk.shows("The whole meeting", "180 minutes")
        walk.burst("+", "down", *["+"] * 7, "-")
        await walk.until(lambda: walk.page.settings.plan.get(frame.OPEN) is not None)
        from templates.meeting import time_plan

        await walk.until(lambda: time_plan.length(walk.page) == 185)
        planned = time_plan.plan(walk.page)
        assert (
            planned[0].minutes
            == time_plan.plan(replace(walk.page, settings=replace(walk.page.settings, plan={})))[0].minutes + 6
        )
        assert sum(part.minutes for part in planned) == 185
        walk.burst("b")
        await walk.until(lambda: not walk.page.settings.plan)
        await walk.shows("180 minutes")
        await walk.go(PEOPLE)
        locker = sqlite3.connect(database, isolation_level=None)
        locker.execute("BEGIN EXCLUSIVE")
        walk.burst("a", "Ada", "enter", "escape")
        await walk.until(lambda: "waiting to be kept" in walk.text)
        await walk.shows("Ada")
        locker.execute("ROLLBACK")
        locker.close()
        await walk.until(lambda: people(walk) == [("Ada", "client")])
        await walk.until(lambda: "waiting to be kept" not in walk.text)
        kept(database, retro, Person(new_id(), "Bo", "vendor"))
        await walk.shows("Bo")


async def test_what_was_agreed_last_time_is_looked_at_one_by_one_and_written_back(database: Path) -> None:
    agreed = [Action(id=new_id(), text=f"Do [{n}]", owner="Lin", side="vendor", due="2026-02-01") for n in range(1, 6)]
    parked = Action(id=new_id(), text="Nobody's", owner="")
    earlier = start(database, *agreed, parked, title="A title nobody may see")
    retro = start(database)
    async with walking(database, retro, at=LAST) as walk:
        await walk.shows("5 left", "agreed on: 2026-01-01", "Do [1]", "not looked at")
        assert "Nobody's" not in walk.text
        assert "nobody may see" not in walk.text
        walk.burst("1", "2", "3", "no use", "enter")
        await walk.until(lambda: [r.outcome for r in walk.page.reviews[:3]] == ["done", "kept", "dropped"])
        walk.burst("4", *["backspace"] * 6, "Do it well", "tab", "tab", "tab", "tab", *"+14x", "enter")
        await walk.until(lambda: walk.writing and "+14x" in said(walk.app), "what cannot be kept stays")
        walk.burst("backspace", "d", "enter")
        await walk.until(lambda: walk.page.reviews[3].outcome is Outcome.RENEGOTIATED)
        await walk.shows("1 left")
        (anew,) = walk.page.actions
        assert (anew.text, anew.owner, anew.side, anew.earlier) == ("Do it well", "Lin", "vendor", agreed[3].id)
        now = {action.text: (action.status, action.why) for action in page(database, earlier).actions}
        assert now["Do [1]"] == (Status.DONE, "")
        assert now["Do [2]"] == (Status.OPEN, "")
        assert now["Do [3]"] == (Status.DROPPED, "no use")
        assert now["Do [4]"][0] is Status.DROPPED
        assert now["Do [5]"] == (Status.OPEN, "")
        walk.burst("u")
        await walk.until(lambda: not walk.page.actions)
        again = {action.text: action.status for action in page(database, earlier).actions}
        assert again["Do [4]"] is Status.OPEN, "what is taken back here is taken back there"
        walk.burst("U")
        await walk.until(lambda: len(walk.page.actions) == 1)
        await walk.go(PEOPLE)
        await walk.go(LAST)
        await walk.shows("1 left")
        assert len(walk.page.reviews) == 5, "nothing is listed twice"


async def test_with_nobody_and_nothing_every_place_names_the_next_step(database: Path) -> None:
    retro = start(database, text=book(""))
    async with walking(database, retro) as walk:
        for stop in meeting.road(walk.page):
            if stop.place.startswith("open"):
                await walk.go(stop.id)
                await walk.until(lambda: walk.area.next_step(), f"a next step at {stop.id}")
                await walk.shows("→ ", "n next")
        await walk.go(PEOPLE)
        walk.burst("a", "Ada", "enter", "escape", "c")
        await walk.until(lambda: people(walk) == [("Ada", None)])
        assert "no companies" in said(walk.app)


async def test_a_meeting_made_in_the_form_begins_at_its_opening(database: Path) -> None:
    start(database)
    app = PhasebookApp(database)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await until(pilot, lambda: app.is_open)
        await pilot.press("n")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "title")
        await pilot.press(*"Again", "tab", *"Har")
        await until(pilot, lambda: app.focused.value == "Har" and app.focused._suggestion == "Harbour")  # type: ignore[union-attr]
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and app.screen.page is not None)
        road = app.screen
        assert isinstance(road, RoadScreen)
        assert road.page is not None
        assert road.page.party("client") == "Harbour", "a counterpart of before is offered as one types"
        assert road.walk.stop.id == PEOPLE
