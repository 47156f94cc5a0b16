"""The shelf, as a facilitator uses it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from textual.content import Content

from storage.cards import Card
from storage.ids import new_id
from storage.shelf import Details, Shelf
from templates import words
from templates.filled_page.page import Note
from tests.tui.helpers import opened, said, start_some, text, until, write
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen
from tui.screens.shelf import ShelfScreen
from tui.widgets.lines import Lines

SIZE = (80, 24)
HOSTILE = ("[/]", "[@click=app.quit]x[/]", "\x1b]52;c;aGk=\x07red\x1b[31m", "a\u202eb\x9bc", "[bold]港口[/")


def titles(database: Path, *, archived: bool | None = False) -> list[str]:
    with Shelf.open(database) as shelf:
        return [card.title for card in shelf.cards(archived=archived)]


async def test_an_empty_shelf_says_what_to_press(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Press n to start one" in text(pilot.app))
        assert "n new" in text(pilot.app)
        assert "e rename" not in text(pilot.app), "nothing here can be renamed"


async def test_the_frame_is_painted_before_the_database_is_opened(database: Path) -> None:
    seen: list[str] = []

    class Watched(PhasebookApp):
        def open_database(self) -> None:
            seen.append(text(self))
            super().open_database()

    async with Watched(database).run_test(size=SIZE) as pilot:
        await opened(pilot)
    assert "phasebook" in seen[0]
    assert "team.db" in seen[0]


async def test_retrospectives_stand_newest_first_with_all_one_needs_to_know(database: Path) -> None:
    first, second = start_some(database, ["Port system", "Customs gate"])
    with Shelf.open(database) as shelf:
        question = next(shelf.page(first).workbook.questions)
        shelf.keep(first, Note(id=new_id(), question=question.id, side="client", text="We hoped."))
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Port system" in text(pilot.app))
        shown = text(pilot.app)
    assert shown.index("Customs gate") < shown.index("Port system")
    assert "Harbour × Northwind" in shown
    assert "2026-01-02" in shown
    assert "○ not begun" in shown
    assert "◐ in Honeymoon" in shown
    assert "1 answer" in shown
    assert "2 retrospectives" in shown
    assert second


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (64, 18)])
async def test_hostile_titles_are_shown_as_they_are_and_do_nothing(database: Path, size: tuple[int, int]) -> None:
    start_some(database, HOSTILE)
    async with PhasebookApp(database).run_test(size=size) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "[@click=app.quit]x[/]" in text(app))
        assert "\x1b" not in text(app)
        assert "\x9b" not in text(app)
        for _row in HOSTILE:
            await pilot.press("e", "escape", "z", "u", "down")
        assert app.return_code is None, "no title has ended the app"
        await until(pilot, lambda: "5 retrospectives" in text(app))
    assert sorted(titles(database)) == sorted(HOSTILE)


async def test_a_title_is_changed_and_the_change_taken_back_and_made_again(database: Path) -> None:
    start_some(database, ["Prot system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Prot system" in text(app))
        await pilot.press("e")
        await until(pilot, lambda: "Enter renames" in text(app))
        await pilot.press("ctrl+u")
        await write(pilot, "Port system")
        await pilot.press("enter")
        await until(pilot, lambda: titles(database) == ["Port system"])
        await pilot.press("u")
        await until(pilot, lambda: titles(database) == ["Prot system"])
        assert "It is called Prot system again." in said(app)
        await pilot.press("U")
        await until(pilot, lambda: titles(database) == ["Port system"])


async def test_a_title_of_nothing_changes_nothing(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("e", "ctrl+u", "space", "enter")
        await until(pilot, lambda: "needs a title" in said(app))
    assert titles(database) == ["Port system"]


async def test_a_retrospective_goes_into_the_archive_and_comes_back(database: Path) -> None:
    start_some(database, ["Port system", "Customs gate"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Customs gate" in text(app))
        await pilot.press("z")
        await until(pilot, lambda: titles(database) == ["Port system"])
        assert "Tab shows the archive" in said(app)
        await pilot.press("A")
        await until(pilot, lambda: "▫ archived" in text(app))
        assert "Port system" not in text(app)
        await pilot.press("z", "tab")
        await until(pilot, lambda: len(titles(database)) == 2)
        await until(pilot, lambda: "Port system" in text(app) and "Customs gate" in text(app))


async def test_esc_closes_the_archive_and_otherwise_only_says_what_leaves(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("tab")
        await until(pilot, lambda: "The archive is empty." in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Port system" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "ctrl+q leaves" in said(app))
        assert app.return_code is None


async def test_undo_brings_an_archived_one_back_wherever_the_cursor_is(database: Path) -> None:
    start_some(database, ["Port system", "Customs gate"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Customs gate" in text(app))
        await pilot.press("z")
        await until(pilot, lambda: titles(database) == ["Port system"])
        await pilot.press("u")
        await until(pilot, lambda: titles(database) == ["Customs gate", "Port system"])
        row = app.screen.query_one(Lines).row
        assert row is not None
        assert row.title == "Customs gate", "the cursor shows what was brought back"


async def test_undo_on_the_shelf_never_takes_back_an_answer(database: Path) -> None:
    (id_,) = start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Port system" in text(app))
        question = next(app.shelf.page(id_).workbook.questions)
        app.shelf.keep(id_, Details(title="Harbour system"))
        app.shelf.keep(id_, Note(id=new_id(), question=question.id, side="client", text="We hoped."))
        await pilot.press("u")
        await until(pilot, lambda: "Nothing was done here" in said(app))
        assert len(app.shelf.page(id_).answers) == 1
        assert app.shelf.page(id_).title == "Harbour system"


async def test_a_rename_of_yesterday_can_be_taken_back_under_the_cursor(database: Path) -> None:
    (id_,) = start_some(database, ["Port system"])
    with Shelf.open(database) as shelf:
        shelf.keep(id_, Details(title="Harbour system"))
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Harbour system" in text(app))
        await pilot.press("u")
        await until(pilot, lambda: titles(database) == ["Port system"])


async def test_what_another_window_does_is_seen_within_a_second(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Port system" in text(app))
        start_some(database, ["From elsewhere"])
        begun = time.monotonic()
        await until(pilot, lambda: "From elsewhere" in text(app))
        assert time.monotonic() - begun < 5


async def test_enter_and_a_double_click_open_the_road(database: Path) -> None:
    start_some(database, ["Port system", "Customs gate"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Customs gate" in text(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
        app.pop_screen()
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))
        assert app.screen.query_one(Lines).cursor == 1
        await pilot.click("#shelf-list", offset=(6, 0), times=2)
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))


async def test_a_click_on_the_footer_runs_the_command(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "z archive" in text(app))
        footer = text(app).splitlines()[-1]
        await pilot.click("KeyFooter", offset=(footer.index("z archive") + 3, 0))
        await until(pilot, lambda: titles(database) == [])


async def test_ten_thousand_retrospectives_open_at_once_and_a_key_costs_nothing(database: Path) -> None:
    start_some(database, ["The one"])
    with Shelf.open(database) as shelf:
        # The same row ten thousand times: the shelf reads tables, and this is about reading.
        names = [row[1] for row in shelf.connection.values("PRAGMA table_info(retrospectives)")]
        picked = ", ".join(
            {"id": "printf('%020x', value)", "title": "'Number ' || value"}.get(n, f'"{n}"') for n in names
        )
        shelf.connection.write(
            lambda: shelf.connection.execute(
                "INSERT INTO retrospectives (" + ", ".join(f'"{n}"' for n in names) + ") "
                "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 10000) "
                f"SELECT {picked.replace(chr(34) + 'slug' + chr(34), chr(39) + 's' + chr(39) + ' || value')} "
                "FROM retrospectives, n"
            )
        )
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "10001 retrospectives" in text(app))
        lines = app.screen.query_one(Lines)
        drawn: list[str] = []
        draw = lines._renderer

        def watched(row: Card, wide: int, on_cursor: bool) -> Content:
            drawn.append(row.id)
            return draw(row, wide, on_cursor)

        lines._renderer = watched
        await pilot.press("end")
        await until(pilot, lambda: lines.cursor == 10000)
        assert 0 < len(set(drawn)) < 30, "only what is in sight is drawn"
        await pilot.press("home")
        await until(pilot, lambda: lines.cursor == 0)


async def test_the_shelf_speaks_chinese(database: Path) -> None:
    words.use("zh")
    start_some(database, ["采购平台一期项目复盘" * 6], lang="zh")
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "采购平台" in text(app))
        assert all(Content(line).cell_length <= 80 for line in text(app).splitlines())
        assert "2026-01-01" in text(app), "a long title leaves the date its place"
        assert "…" in text(app)


async def test_the_demo_says_so_and_moves_what_was_started_there_to_ones_own_shelf(
    database: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.db"
    start_some(database, ["The example"], demo="finished")
    start_some(database, ["Our own project", "Ours too"])
    async with PhasebookApp(database, demo=True, own_database=own).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "o to my shelf" in text(app))
        assert "Demo" in text(app)
        await pilot.press("o")
        await until(pilot, lambda: "stands on your own shelf now" in said(app))
        assert str(own) in said(app)
        await until(pilot, lambda: "Ours too" not in text(app).split("stands on your")[0])
    assert titles(own) == ["Ours too"]
    assert titles(database, archived=True) == ["Ours too"], "here it is in the archive"


async def test_the_demos_own_examples_stay_where_they_are(database: Path, tmp_path: Path) -> None:
    start_some(database, ["The example"], demo="finished")
    own = tmp_path / "own.db"
    async with PhasebookApp(database, demo=True, own_database=own).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "The example" in text(app))
        assert "to my shelf" not in text(app)
        await pilot.press("o")
        await until(pilot, lambda: "is the demo's own" in said(app))
    assert not own.exists()


async def test_a_locked_database_is_said_and_the_list_stays(database: Path) -> None:
    import sqlite3

    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Port system" in text(app))
        other = sqlite3.connect(database, isolation_level=None)
        try:
            other.execute("BEGIN EXCLUSIVE")
            await pilot.press("z")
            await until(pilot, lambda: "in use by another program" in said(app))
            assert "Port system" in text(app)
        finally:
            other.execute("ROLLBACK")
            other.close()
        await pilot.press("z")
        await until(pilot, lambda: titles(database) == [])
    assert json.dumps(titles(database, archived=True)) == '["Port system"]'
