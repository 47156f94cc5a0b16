"""Filling ledgers on the road: a row by Tab, cells that offer and check, rows changed one cell at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.drafts.draft_writer import Drafts
from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Row
from tests.tui.helpers import said
from tests.tui.walking import WIDE, entries, start, walking
from tui.answers.row_form import CellInput

FULL = {"what": "Reports", "from": "boss", "when": "2026-03-31", "days": "12.5"}


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


def row(side: str | None = "client", **cells: str) -> Row:
    return Row(id=new_id(), question="late", side=side, cells=cells)


async def test_a_row_is_filled_by_tab_and_the_next_is_open(database: Path, retro: str) -> None:
    async with walking(database, retro, size=WIDE, at="late") as walk:
        walk.burst("a", *"Reports", "tab", "2", "tab", *"2026-03-31", "tab", *"12.5", "enter")
        await walk.until(lambda: walk.rows == [FULL])
        await walk.shows("Reports", "12.5", "A row of the Client", "✓ saved")
        assert walk.typed == ""
        walk.burst(*"More", "enter", "escape")
        await walk.until(lambda: walk.rows == [FULL, {"what": "More"}])
        assert walk.app.focused is None


async def test_a_whole_ledger_typed_ahead_lands_cell_by_cell(database: Path, retro: str) -> None:
    async with walking(database, retro, at="likely") as walk:
        walk.burst("n", "a", "Reportx", "backspace", "s", "tab", "2", "tab", "2026-03-31", "tab", "12.5", "enter")
        walk.burst("npqud:/?", "tab", "tab", "tab", "7", "enter", "escape", "n")
        await walk.reach("signs")
        await walk.until(lambda: walk.rows == [FULL, {"what": "npqud:/?", "days": "7"}])
        assert not walk.drafts()


async def test_keys_that_trickle_in_keep_their_order(database: Path, retro: str) -> None:
    async with walking(database, retro, at="late") as walk:
        await walk.trickle("a", "Reports", "tab", "2", "tab", "2026-03-31", "tab", "12.5", "enter", "one", "enter")
        await walk.trickle("escape", "n", "p", "a", "two", "tab", "tab", "tab", "3", "enter")
        await walk.until(lambda: walk.rows == [FULL, {"what": "one"}, {"what": "two", "days": "3"}])


async def test_a_choice_is_picked_by_digit_and_by_arrow_and_cleared(database: Path, retro: str) -> None:
    async with walking(database, retro, at="late") as walk:
        walk.burst("a", "x", "tab", "3", "enter", "y", "tab", "right", "right", "enter")
        walk.burst("z", "tab", "left", "left", "enter", "v", "tab", "1", "backspace", "9", "q", "enter")
        await walk.until(lambda: len(walk.rows) == 4)
        assert walk.rows == [
            {"what": "x", "from": "users"},
            {"what": "y", "from": "boss"},
            {"what": "z", "from": "boss"},
            {"what": "v"},
        ]


@pytest.mark.parametrize(
    ("keys", "bad", "sentence"),
    [(("tab", "tab"), "31.3.2026", "is not a date"), (("tab", "tab", "tab"), "twelve", "is not a number")],
)
async def test_what_a_cell_does_not_take_is_said_and_nothing_is_lost(
    database: Path, retro: str, keys: tuple[str, ...], bad: str, sentence: str
) -> None:
    async with walking(database, retro, at="late") as walk:
        walk.burst("a", "Reports", *keys, bad)
        await walk.until(lambda: isinstance(walk.app.focused, CellInput) and walk.typed == bad)
        assert walk.app.focused.has_class("-odd"), "it is shown as it is typed"  # type: ignore[union-attr]
        walk.burst("shift+tab", "enter")
        await walk.until(lambda: sentence in said(walk.app))
        assert walk.rows == []
        assert walk.typed == bad, "the keyboard stands in that cell"
        await walk.shows("Reports", bad)
        walk.burst(*["backspace"] * len(bad), "enter")
        await walk.until(lambda: walk.rows == [{"what": "Reports"}])


async def test_one_changed_cell_is_all_that_is_written(database: Path) -> None:
    retro = start(database, row(**FULL))
    before = entries(database, retro)
    async with walking(database, retro, at="late") as walk:
        walk.burst("down", "e", "tab", "tab", "tab", "0", "enter")
        await walk.until(lambda: walk.rows == [{**FULL, "days": "12.50"}])
        assert walk.app.focused is None
    with Shelf.open(database) as shelf:
        entry = shelf.entries(retro)[-1]
        assert dict(entry.fields) == {"cell.days": "12.50"}
    assert entries(database, retro) == before + 1


async def test_a_row_opened_and_left_untouched_writes_nothing(database: Path) -> None:
    odd = {"what": "two\nlines\u2028", "when": "last spring", "days": "many"}
    retro = start(database, row(**odd))
    before = entries(database, retro)
    async with walking(database, retro, at="late") as walk:
        walk.burst("down", "enter")
        await walk.until(lambda: walk.writing)
        walk.burst("enter")
        await walk.until(lambda: not walk.writing)
        walk.burst("e", "tab", "escape", "n")
        await walk.reach("signs")
        assert walk.rows == [odd]
        assert not walk.drafts()
    assert entries(database, retro) == before


async def test_the_draft_of_a_row_survives(database: Path, retro: str) -> None:
    async with walking(database, retro, at="late") as walk:
        walk.burst("a", "half", "tab", "1", "tab", "2026-0", "escape")
        await walk.shows("✎ half", "draft, not kept yet")
        walk.burst("a")
        await walk.until(lambda: walk.typed == "half")
        walk.burst(" a row", "ctrl+q")
        await walk.until(lambda: walk.app.return_code == 0)
    left = Drafts(database).all(retro)
    assert [dict(d.body) for d in left] == [{"what": "half a row", "from": "own", "when": "2026-0", "days": ""}]
    async with walking(database, retro) as walk:
        await walk.reach("late")
        await walk.until(lambda: walk.typed == "half a row")
        await walk.shows("2026-0", "Enter keeps it")
        walk.burst("tab", "tab", "5-01", "enter")
        await walk.until(lambda: walk.rows == [{"what": "half a row", "from": "own", "when": "2026-05-01"}])
        assert not walk.drafts()


async def test_an_edit_ended_in_the_middle_goes_on_and_can_be_taken_over(database: Path) -> None:
    retro = start(database, row(**FULL))
    async with walking(database, retro, at="late") as walk:
        walk.burst("down", "e", " late", "escape")
        await walk.shows("✎ Reports late")
        assert walk.rows == [FULL]
        walk.burst("e", "enter")
        await walk.until(lambda: walk.rows == [{**FULL, "what": "Reports late"}])
        await walk.until(lambda: "not kept yet" not in walk.text)


async def test_rows_are_deleted_and_come_back(database: Path) -> None:
    retro = start(database, row(what="one"), row(what="two"))
    async with walking(database, retro, at="late") as walk:
        walk.burst("d")
        await walk.shows("Choose a row first")
        walk.burst("down", "down", "d")
        await walk.until(lambda: walk.rows == [{"what": "one"}])
        walk.burst("u")
        await walk.until(lambda: walk.rows == [{"what": "one"}, {"what": "two"}])


async def test_a_pasted_paragraph_and_a_long_text_are_one_cell(database: Path, retro: str) -> None:
    from textual import events

    long = "the same words again and again " * 60
    async with walking(database, retro, at="late") as walk:
        walk.burst("a")
        await walk.until(lambda: walk.writing)
        walk.app.post_message(events.Paste("first line\nsecond line\n"))
        await walk.until(lambda: walk.typed == "first line second line")
        walk.burst("enter")
        walk.app.post_message(events.Paste(long))
        await walk.until(lambda: walk.typed == long.strip())
        # A text longer than its cell stands whole below it, as far as there is room.
        await walk.until(lambda: walk.text.count("again") > 9)
        walk.burst("enter")
        await walk.until(lambda: walk.rows == [{"what": "first line second line"}, {"what": long.strip()}])


async def test_rows_are_cards_where_it_is_narrow_and_a_table_where_there_is_room(database: Path) -> None:
    retro = start(database, row(**FULL), row("vendor", what="Printing of the 港口 forms", days="3"))
    async with walking(database, retro, at="late") as walk:
        await walk.shows("• Reports  Client", "Days: 12.5", "From: boss")
    async with walking(database, retro, size=(160, 40), at="late") as walk:
        await walk.until(lambda: any({"who", "What", "When"} <= set(line.split()) for line in walk.text.splitlines()))
        line = next(line for line in walk.text.splitlines() if "Printing of the 港口 forms" in line)
        assert line.split()[-5:] != []
        assert "Vendor" in line
        assert line.rstrip().endswith("3")


async def test_tab_on_the_road_changes_the_side_that_writes_the_row(database: Path, retro: str) -> None:
    async with walking(database, retro, at="late") as walk:
        walk.burst("tab", "a", "theirs", "enter", "escape", "tab", "a", "ours", "enter")
        await walk.until(lambda: len(walk.rows) == 2)
        assert [(a.side, dict(a.cells)["what"]) for a in walk.answers("late") if isinstance(a, Row)] == [
            ("vendor", "theirs"),
            ("client", "ours"),
        ]


async def test_a_row_of_no_side_is_shown(database: Path) -> None:
    retro = start(database, row(None, what="nobody's"), row("broker", what="the broker's"))
    async with walking(database, retro, at="late") as walk:
        await walk.shows("• nobody's", "• the broker's")


async def test_the_newest_row_is_in_sight(database: Path) -> None:
    retro = start(database, *(row(what=f"row {n}") for n in range(30)))
    async with walking(database, retro, at="late") as walk:
        walk.burst("a", "the newest of all", "enter")
        await walk.shows("• the newest of all")
