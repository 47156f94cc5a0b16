"""The list of which only the rows in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.content import Content

from tests.tui.helpers import text, until
from tui.base.theme import DARK
from tui.widgets.lines import Lines

ROWS = ("# One", "a", "b", "# Two", "c", "# End")


def draw(row: str, wide: int, on_cursor: bool) -> Content:
    return Content(f"{'>' if on_cursor else ' '} {row}"[:wide])


class Listing(App[None]):
    def __init__(self, rows: Sequence[str], *, height: int = 1, gap: int = 0) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._rows = rows
        self._lines = Lines(
            draw,
            row_height=height,
            gap=gap,
            empty=Content("nothing here"),
            can_stop=lambda row: not row.startswith("#"),
        )
        self.told: list[tuple[str, int]] = []

    def compose(self) -> ComposeResult:
        yield self._lines

    def on_mount(self) -> None:
        self._lines.show(self._rows)
        self._lines.focus()

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.told.append((type(event).__name__, event.index))

    on_lines_chosen = on_lines_moved


async def test_the_cursor_passes_over_headings() -> None:
    async with Listing(ROWS).run_test(size=(20, 4)) as pilot:
        app = pilot.app
        assert isinstance(app, Listing)
        lines = app._lines
        assert lines.row == "a", "it stands on the first row it may stand on"
        visited = []
        for key in ("down", "down", "down", "up", "end", "home", "pagedown", "pageup"):
            await pilot.press(key)
            visited.append(lines.row)
        assert visited == ["b", "c", "c", "b", "c", "a", "c", "a"]
        assert "# One" in text(app), "the heading above the first row comes into sight too"


async def test_an_empty_list_says_so_and_takes_no_harm_from_keys() -> None:
    async with Listing(()).run_test(size=(20, 4)) as pilot:
        app = pilot.app
        assert isinstance(app, Listing)
        assert "nothing here" in text(app)
        await pilot.press("down", "up", "end", "home", "pagedown", "pageup", "enter")
        await pilot.click(Lines, offset=(3, 1))
        assert app.told == []
        assert app._lines.row is None


async def test_headings_alone_leave_the_cursor_nowhere() -> None:
    async with Listing(("# One", "# Two")).run_test(size=(20, 4)) as pilot:
        app = pilot.app
        assert isinstance(app, Listing)
        await pilot.press("down", "end", "home", "enter")
        assert app._lines.row is None
        assert app.told == []


async def test_enter_and_a_double_click_choose_a_click_moves() -> None:
    async with Listing(ROWS).run_test(size=(20, 8)) as pilot:
        app = pilot.app
        assert isinstance(app, Listing)
        await pilot.press("enter")
        await pilot.click(Lines, offset=(3, 2))
        await pilot.click(Lines, offset=(3, 0))
        await pilot.click(Lines, offset=(3, 4), times=2)
        await until(pilot, lambda: len(app.told) == 4)
        assert app.told == [("Chosen", 1), ("Moved", 2), ("Moved", 4), ("Chosen", 4)]


async def test_rows_of_several_lines_keep_their_gap_and_their_clicks() -> None:
    async with Listing(tuple("abcdef"), height=2, gap=1).run_test(size=(20, 7)) as pilot:
        app = pilot.app
        assert isinstance(app, Listing)
        await pilot.click(Lines, offset=(3, 4))
        await until(pilot, lambda: app._lines.row == "b")
        await pilot.press("end")
        await until(pilot, lambda: "> f" in text(app))
        assert "a" not in text(app)


async def test_the_cursor_stays_in_sight_when_the_window_shrinks_and_when_rows_go() -> None:
    async with Listing(tuple(f"row {n}" for n in range(100))).run_test(size=(20, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, Listing)
        for _step in range(20):
            await pilot.press("down")
        await pilot.resize_terminal(20, 5)
        await until(pilot, lambda: "> row 20" in text(app))
        app._lines.show(("row 0", "row 1"))
        await until(pilot, lambda: "> row 1" in text(app))
