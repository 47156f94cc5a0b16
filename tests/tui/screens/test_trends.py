"""Trends at the command line and from the shelf."""

from __future__ import annotations

from pathlib import Path

from storage import demo
from storage.shelf import Shelf
from tests.tui.command_line.running import done, refused, started
from tests.tui.helpers import text, until
from tui.program.app import PhasebookApp
from tui.screens.shelf import ShelfScreen


def test_trends_are_told_in_words_and_as_json() -> None:
    first = started("--client", "Harbour", "--person", "Ann:client", "--date", "2025-03-01")
    done("answer", first, "conflict-trust", "--by", "Ann", "--value", "2")
    second = started("--client", "Harbour", "--person", "Ann:client", "--date", "2026-03-01")
    done("answer", second, "conflict-trust", "--by", "Ann", "--value", "4")
    lines = [line.strip() for line in done("trends", "--client", "harbour").out.splitlines()]
    assert lines[0] == "Harbour × Vendor: 2 retrospectives"
    assert "Client 2 → 4" in lines
    told = done("trends", "--json").json
    assert [(one["parties"], len(one["retrospectives"])) for one in told] == [({"client": "Harbour"}, 2), (None, 2)]
    points = told[0]["trust"][0]["points"]
    assert [point["sides"]["client"] for point in points] == [
        {"median": n, "low": n, "high": n, "n": 1} for n in (2, 4)
    ]
    assert "no retrospective with a client called Mill" in refused("trends", "--client", "Mill")


def test_an_empty_shelf_has_nothing_to_compare() -> None:
    said = done("trends")
    assert (said.out, said.err) == ("", "There is nothing to compare yet.\n")
    assert done("trends", "--json").json == []


async def test_trends_open_from_the_shelf_and_lead_from_one_counterpart_to_the_next(database: Path) -> None:
    with Shelf.open(database) as shelf:
        demo.ensure(shelf, "en")
    app = PhasebookApp(database)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Purchasing platform" in text(app))
        await pilot.press("t")
        await until(pilot, lambda: "Hengyuan Group × Lanqiao Software: 1 retrospective" in text(app))
        assert "Client 5" in text(app)
        await pilot.press("n")
        await until(pilot, lambda: "Beichuan Water × Yunfan Technology" in text(app))
        await pilot.press("n")
        await until(pilot, lambda: "All retrospectives: 2 retrospectives" in text(app))
        await pilot.press("pagedown", "q")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))
