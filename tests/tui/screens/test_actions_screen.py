"""The actions of all retrospectives on one screen: in any order, changed where they stand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from storage.shelf import Shelf, Start
from templates.filled_page.page import Action, Person, Status
from tests.tui.helpers import opened, text, until, write
from tests.tui.walking import book
from tui.program.app import PhasebookApp
from tui.screens.actions import ActionsScreen

TODAY = date.today()
LATE, SOON, FAR = ((TODAY + timedelta(days=days)).isoformat() for days in (-3, 2, 60))


def shelf(database: Path) -> dict[str, str]:
    """Two retrospectives with four actions; the ids of the retrospectives."""
    with Shelf.open(database) as opened:
        port = opened.start(
            Start(title="Port", workbook_text=book(), date="2026-01-01", parties={"client": "Harbour"}),
            Person("p", "Ann", "client"),
            Action(id="a1", text="Walk the night shift", owner="Ann", side="client", due=LATE),
            Action(id="a2", text="Buy a screen", due=FAR),
        )
        rail = opened.start(
            Start(title="Rail [/]", workbook_text=book(), date="2026-02-01", parties={"client": "Rail"}),
            Action(id="a3", text="# x [/]", when="it rains", owner="Bo", side="vendor", due=SOON),
            Action(id="a4", text="Old story", owner="Bo", side="vendor", status=Status.CONFIRMED),
        )
        opened.start(Start(title="Nothing agreed", workbook_text=book(), date="2026-03-01"))
    return {"port": port, "rail": rail}


def status(database: Path, retro: str, action: str) -> tuple[str, str]:
    with Shelf.open(database) as shelf:
        found = next(one for one in shelf.page(retro).actions if one.id == action)
    return found.status.value, found.why


async def test_all_actions_are_ordered_narrowed_down_and_changed(database: Path) -> None:
    ids = shelf(database)
    app = PhasebookApp(database)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ActionsScreen))

        def order(*words: str) -> bool:
            places = [text(app).find(word) for word in words]
            return -1 not in places and places == sorted(places)

        await until(pilot, lambda: order("3 actions", "still to be done", "1 overdue"))
        await until(pilot, lambda: order("Overdue", "Walk the night", "In the next seven", "# x [/]", "Later", "Buy a"))
        assert order("it rains → # x [/]", "Bo · Vendor — Rail [/]")
        await pilot.press("s")
        await until(pilot, lambda: order("by owner", "Ann", "Walk", "Bo", "# x [/]", "Parking lot", "Buy a screen"))
        await pilot.press("s", "s")
        await until(pilot, lambda: order("by counterpart", "Harbour", "Walk", "Buy", "Rail", "# x"))
        await pilot.press("f")
        await until(pilot, lambda: order("1 action", "overdue", "Walk the night shift"))
        assert "Buy a screen" not in text(app)

        await pilot.press("f", "s", "d")
        await until(pilot, lambda: status(database, ids["port"], "a1") == ("done", ""))
        await until(pilot, lambda: "done, to be confirmed" in text(app))
        await pilot.press("c")
        await until(pilot, lambda: status(database, ids["port"], "a1") == ("confirmed", ""))
        await pilot.press("u", "u")
        await until(pilot, lambda: status(database, ids["port"], "a1") == ("open", ""))
        await pilot.press("x")
        await until(pilot, lambda: "Why is it dropped?" in text(app))
        await write(pilot, "No need")
        await pilot.press("enter")
        await until(pilot, lambda: status(database, ids["port"], "a1") == ("dropped", "No need"))
        await pilot.press("o")
        await until(pilot, lambda: status(database, ids["port"], "a1")[0] == "open")

        # The whole form, with a day as people say it.
        await pilot.press("enter")
        await until(pilot, lambda: "What (then …)         Walk the night shift" in text(app))
        await pilot.press("tab", "tab", "tab", *["backspace"] * 10)
        await write(pilot, "+1w")
        await pilot.press("enter")
        week = (TODAY + timedelta(days=7)).isoformat()
        await until(pilot, lambda: any(a.action.due == week for a in app.screen._found))  # type: ignore[attr-defined]

        # What another window agrees on shows here; g leads to its meeting and back again.
        with Shelf.open(database) as other:
            other.keep(ids["port"], Action(id="a5", text="From elsewhere", owner="Cai"))
        await until(pilot, lambda: "From elsewhere" in text(app))
        await pilot.press("g")
        await until(pilot, lambda: not isinstance(app.screen, ActionsScreen))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ActionsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "3 retrospectives" in text(app))


async def test_what_is_done_or_dropped_stands_apart_whatever_its_day_was(database: Path) -> None:
    with Shelf.open(database) as opened_shelf:
        opened_shelf.start(
            Start(title="Port", workbook_text=book(), date="2026-01-01"),
            Action(id="a1", text="Done long ago", owner="Ann", due="2020-10-01", status=Status.DONE),
            Action(id="a2", text="Confirmed soon", owner="Ann", due=SOON, status=Status.CONFIRMED),
            Action(id="a3", text="Dropped late", owner="Ann", due=LATE, status=Status.DROPPED),
            Action(id="a4", text="To do soon", owner="Ann", due=SOON),
        )
    app = PhasebookApp(database)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await until(pilot, lambda: "2 actions" in text(app))
        lines = [line.strip() for line in text(app).splitlines()]
        soon, to_confirm = lines.index("In the next seven days"), lines.index("Done, to be confirmed")
        assert "To do soon" in " ".join(lines[soon:to_confirm])
        assert "Done long ago" in " ".join(lines[to_confirm:])
        await pilot.press("f", "f")
        await until(pilot, lambda: "4 actions" in text(app))
        shown = text(app)
        places = [
            shown.index(words)
            for words in (
                "To do soon",
                "Done, to be",
                "Done long ago",
                "Done and confirmed",
                "Confirmed soon",
                "Dropped",
            )
        ]
        assert places == sorted(places)
        assert "overdue" not in shown


async def test_without_actions_it_says_where_they_come_from(database: Path) -> None:
    app = PhasebookApp(database)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await until(pilot, lambda: "No action is waiting to be done." in text(app))
        await pilot.press("enter", "d", "c", "x", "o", "g", "u", "f")
        await until(pilot, lambda: "No action is overdue." in text(app))
        await pilot.press("q")
        await until(pilot, lambda: "No retrospective yet." in text(app))
