"""A list of cards: wrapped, scrolled, chosen; only what is in sight is drawn."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip

from tests.tui.helpers import text, until, words_of
from tui.widgets.cards import Cards, Item


class Listing(App[None]):
    """One list, and what was picked in it."""

    def __init__(self, *, wrap: bool = True) -> None:
        super().__init__()
        self.cards = Cards(wrap=wrap)
        self.picked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.cards

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"cursor": "#222222"}

    def on_cards_picked(self, event: Cards.Picked) -> None:
        assert event.control is self.cards
        self.picked.append(event.item)


def _shows(app: Listing, words: str) -> bool:
    return words in text(app).replace("\n", " \n") + " "


def items(*texts: str, indent: int = 2, right: str = "") -> tuple[Item, ...]:
    end = Content(right) if right else None
    return tuple(Item(f"id{n}", Content(t), indent=indent, right=end) for n, t in enumerate(texts))


async def test_a_card_wraps_to_the_width_and_is_indented() -> None:
    app = Listing()
    async with app.run_test(size=(20, 10)) as pilot:
        app.cards.show(items("• one two three four five six", "• 很多中文字写在一起没有空格可以换行"))
        await until(pilot, lambda: "• one two three" in text(app))
        lines = words_of(app.cards).splitlines()
        assert lines[0] == "• one two three"
        assert lines[1] == "  four five six"
        assert all(Content(line).cell_length <= 20 for line in lines)
        assert "".join(line.strip() for line in lines[2:]).startswith("• 很多中文字写在一起没有空格可以换行")


async def test_what_stands_at_the_right_end_stays_there() -> None:
    app = Listing(wrap=False)
    async with app.run_test(size=(20, 6)) as pilot:
        app.cards.show(items("a long line that does not fit", "short", right="12"))
        await until(pilot, lambda: "12" in text(app))
        lines = words_of(app.cards).splitlines()
        assert all(line.endswith("12") and len(line) == 20 for line in lines[:2])
        assert "…" in lines[0]


async def test_a_click_picks_a_card_on_any_of_its_lines_and_never_a_heading() -> None:
    app = Listing()
    async with app.run_test(size=(20, 10)) as pilot:
        app.cards.show((Item("", Content("heading")), *items("• one two three four five six", "• two")))
        await until(pilot, lambda: "• two" in text(app))
        for y in (0, 1, 2, 3, 7):
            await pilot.click(Cards, offset=(3, y))
        assert app.picked == ["id0", "id0", "id1"]


@pytest.mark.parametrize("way", [1, -1])
async def test_revealing_a_card_scrolls_to_it_and_its_neighbours(way: int) -> None:
    app = Listing()
    async with app.run_test(size=(20, 10)) as pilot:
        app.cards.show(items(*(f"• card {n}" for n in range(200))))
        await until(pilot, lambda: "• card 0" in text(app))
        for place in range(200)[::way][::40]:
            app.cards.reveal(f"id{place}")
            await until(pilot, partial(_shows, app, f" card {place} "))
        app.cards.reveal("nobody")


async def test_only_what_is_in_sight_is_drawn_and_nothing_twice() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        drawn: list[str] = []
        draw = app.cards._draw

        def drawing(item: Item, width: int, *, here: bool) -> list[Strip]:
            drawn.append(item.id)
            return draw(item, width, here=here)

        app.cards._draw = drawing  # type: ignore[method-assign]
        shown = items(*(f"• card {n}" for n in range(1000)))
        app.cards.show(shown, "id0")
        await until(pilot, lambda: "• card 0" in text(app))
        assert len(drawn) <= 10
        drawn.clear()
        app.cards.show(shown, "id1")
        await pilot.pause()
        assert set(drawn) <= {"id0", "id1"}, "moving the cursor draws two cards anew"
        app.cards.show(shown[:500], "id1")
        assert app.cards.content_height == 500


async def test_cards_wrap_anew_when_the_width_changes() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        app.cards.show(items("• one two three four five six"))
        await until(pilot, lambda: app.cards.content_height == 1)
        await pilot.resize_terminal(20, 10)
        await until(pilot, lambda: app.cards.content_height == 2)
        await pilot.resize_terminal(8, 10)
        await until(pilot, lambda: app.cards.content_height > 4)


async def test_markup_and_links_in_a_card_are_words() -> None:
    app = Listing()
    async with app.run_test(size=(60, 10)) as pilot:
        app.cards.show(items("[/]", "[@click=app.quit]x[/]", "[bold]b", indent=0))
        await until(pilot, lambda: "[@click=app.quit]x[/]" in text(app))
        await pilot.click(Cards, offset=(1, 1))
        assert app.picked == ["id1"]
        assert app.return_code is None


def test_a_list_that_does_not_stand_yet_takes_items() -> None:
    cards: Any = Cards()
    cards.show(items("one"))
    assert [item.id for item in cards.items] == ["id0"]
    cards.reveal("id0")
