"""Starting a retrospective."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from storage.locations import workbooks_folder
from storage.shelf import Shelf
from templates import words
from templates.filled_page.page import Retrospective
from tests.tui.helpers import AppPilot, opened, start_some, text, until, write
from tests.tui.walking import key_event
from tui.dialogs.workbook import WorkbookDialog
from tui.forms.new_retrospective import (
    Form,
    people,
    problem,
    read_date,
    split_names,
    today,
)
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen
from tui.screens.new import NewScreen
from tui.screens.shelf import ShelfScreen
from tui.widgets.pick import LongPick

SIZE = (80, 24)


def pages(database: Path) -> list[Retrospective]:
    with Shelf.open(database) as shelf:
        return [shelf.page(card.id) for card in shelf.cards()]


async def test_a_facilitator_starts_a_retrospective_in_under_ten_keys(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        keys = ["n", "tab", "tab", "tab", "tab", "enter"]
        words_of = ["Port system", "Harbour", "Northwind", "Ann, Bo", "Chen"]
        assert len(keys) == 6, "what is pressed beyond the words typed"
        # Typed ahead of the form, all at once: every key arrives where it belongs.
        app.post_message(key_event(keys[0]))
        for typed, key in zip(words_of, keys[1:], strict=True):
            for one in (*("space" if sign == " " else sign for sign in typed), key):
                app.post_message(key_event(one))
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    (page,) = pages(database)
    assert (page.title, page.date, page.lang, page.short) == ("Port system", today(), "en", False)
    assert dict(page.parties) == {"client": "Harbour", "vendor": "Northwind"}
    assert [(p.name, p.side) for p in page.people] == [
        ("Ann", "client"),
        ("Bo", "client"),
        ("Chen", "vendor"),
    ]


async def test_a_title_alone_is_enough_and_costs_two_keys(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreen))
        await write(pilot, "Port system")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    assert [page.title for page in pages(database)] == ["Port system"]


async def test_without_a_title_it_says_so_beside_the_field_and_goes_there(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n", "tab", "enter")
        await until(pilot, lambda: "A title is all that is needed" in text(app))
        assert app.focused is not None
        assert app.focused.id == "title"
        await pilot.press("x")
        await until(pilot, lambda: "A title is all that is needed" not in text(app))
    assert pages(database) == []


async def test_a_day_that_does_not_exist_is_not_taken(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n", "x", "tab", "tab", "tab", "tab", "tab", "ctrl+u")
        await write(pilot, "2026-02-30")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: f"Write the day as {today()}" in text(app))
        assert app.focused is not None
        assert app.focused.id == "date"
        await pilot.press("ctrl+u")
        await write(pilot, "2026/2/3")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    assert [page.date for page in pages(database)] == ["2026-02-03"]


async def test_the_short_road_and_the_other_language_are_two_arrows_away(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n", "x", "up")
        await until(pilot, lambda: "‹ the whole road ›" in text(app))
        await pilot.press("right", "up", "right")
        await until(pilot, lambda: "‹ 中文 ›" in text(app))
        await until(pilot, lambda: "甲方" in text(app) and "乙方" in text(app), "the sides go by their own names")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    (page,) = pages(database)
    assert (page.lang, page.short) == ("zh", True)


async def test_words_typed_before_the_language_was_changed_are_kept(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n", "x", "tab")
        await write(pilot, "Harbour")
        await pilot.press("up", "up", "up", "right")
        await until(pilot, lambda: "甲方" in text(app))
        assert "Harbour" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    assert [dict(page.parties) for page in pages(database)] == [{"client": "Harbour"}]


async def test_giving_up_asks_nothing_and_keeps_the_words_for_next_time(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE, notifications=True) as pilot:
        app = await opened(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreen))
        await write(pilot, "Port [/] system")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))
        assert "What you typed is kept" in text(app)
        await pilot.press("n")
        await until(pilot, lambda: "Port [/] system" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    assert [page.title for page in pages(database)] == ["Port [/] system"]


async def test_giving_up_an_empty_form_keeps_nothing(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Port system" in text(app))
        assert "What you typed" not in text(app)


async def test_a_letter_in_a_field_is_a_letter_and_the_footer_says_what_helps(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "F1 help" in text(app))
        await write(pilot, "?nq:")
        assert "?nq:" in text(app)
        await pilot.press("f1")
        await until(pilot, lambda: "Only the title is needed" in text(app))


@pytest.mark.parametrize("lang", words.LANGUAGES)
async def test_the_form_fits_the_smallest_window(database: Path, lang: str) -> None:
    words.use(lang)
    async with PhasebookApp(database).run_test(size=(64, 18)) as pilot:
        app = await opened(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreen))
        await pilot.press("up")
        await until(pilot, lambda: "‹" in text(app), "the last field is in sight")


def test_names_are_parted_by_commas_of_either_width() -> None:
    assert split_names(" Ann,Bo ，陈、李; Ann；  ,") == ("Ann", "Bo", "陈", "李")
    assert split_names("  ") == ()


def test_a_date_is_read_as_people_write_it() -> None:
    assert [read_date(t) for t in ("2026-1-5", " 2026/01/05 ", "2026年1月5日", "2026.1.5")] == ["2026-01-05"] * 4
    assert [read_date(t) for t in ("", "5.1.2026", "2026-13-01", "2026-02-30", "soon")] == [None] * 5


def test_people_of_a_workbook_without_sides_belong_to_no_side() -> None:
    from templates.workbook.reader import read

    team = read("# Look back\n\n## All\n\n### What went well?\n").require()
    assert people(Form(people={"": "Ann, Bo", "client": "Chen"}), team) == (("Ann", None), ("Bo", None))


def test_only_title_and_day_can_be_wrong() -> None:
    assert problem(Form(title="x", date="2026-01-05")) is None
    wrong = problem(Form(title=" ", date="2026-01-05"))
    assert wrong is not None
    assert wrong.field == "title"


# Choosing a workbook


async def _to_the_workbook(pilot: AppPilot) -> PhasebookApp:
    """Open the form and go to the workbook, once all have been read."""
    app = await opened(pilot)
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen, NewScreen) and not app.screen.workers)
    await write(pilot, "Spring")
    await pilot.press(*["tab"] * 6)
    assert isinstance(app.focused, LongPick)
    return app


@pytest.mark.parametrize("lang", words.LANGUAGES)
async def test_any_of_thirteen_workbooks_is_found_by_a_word_of_its_name(database: Path, lang: str) -> None:
    words.use(lang)
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await _to_the_workbook(pilot)
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, WorkbookDialog))
        first = {"en": "Four phases", "zh": "四个阶段"}[lang]
        assert first in text(app)
        await pilot.press("end", "pagedown", "pagedown")
        await until(pilot, lambda: {"en": "A timeline", "zh": "时间线"}[lang] in text(app), "it scrolls to the last")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, NewScreen) and first in text(app), "esc leaves it as it was")
        await write(pilot, {"en": "sail", "zh": "帆船"}[lang])
        await until(pilot, lambda: isinstance(app.screen, WorkbookDialog) and first not in text(app))
        assert {"en": "Draw it", "zh": "白板"}[lang] not in text(app), "only the first paragraph of its guidance"
        assert {"en": "one team · 45 minutes", "zh": "一个团队 · 45 分钟"}[lang] in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, NewScreen) and not app.screen.query("#party-0"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    (page,) = pages(database)
    assert (page.workbook.id, page.lang, page.title) == ("sailboat", lang, "Spring")


async def test_letters_and_enter_typed_in_one_go_take_what_they_say(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await _to_the_workbook(pilot)
        for key in ("s", "a", "i", "l", "enter"):  # before the list has come up
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: isinstance(app.screen, NewScreen) and "‹ Sailboat ›" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    assert [page.workbook.id for page in pages(database)] == ["sailboat"]


async def test_ones_own_are_offered_and_a_broken_one_says_why(database: Path) -> None:
    folder = workbooks_folder()
    folder.mkdir(parents=True)
    (folder / "ours.md").write_text("---\nworkbook: 1\nlang: zh\n---\n# 春 [/]\n## 全部\n### 什么最好？\n")
    (folder / "worse [x].md").write_text("---\nworkbook: 1\n---\n# T\n## Empty\n")
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await _to_the_workbook(pilot)
        await write(pilot, "worse")
        await until(pilot, lambda: "worse [x].md:5:" in text(app), "the reason stands below the list")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, NewScreen) and "worse [x].md:5:" in text(app))
        assert pages(database) == []
        await pilot.press("left")
        await until(pilot, lambda: "‹ 春 [/] ›" in text(app) and "中文" in text(app))
        assert "worse" not in text(app)
        await pilot.press("left")
        await until(pilot, lambda: "‹ A timeline" in text(app) and "‹ English ›" in text(app), "the language wanted")
        await pilot.press("right")
        (folder / "ours.md").write_text("")
        await pilot.press("enter")
        await until(pilot, lambda: "ours.md:1:" in text(app), "it was changed meanwhile")
        (folder / "ours.md").write_text("---\nworkbook: 1\nlang: zh\n---\n# 春 [/]\n## 全部\n### 什么最好？\n")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    (page,) = pages(database)
    assert (page.workbook.title, page.lang) == ("春 [/]", "zh")


async def test_a_form_given_up_with_ones_own_workbook_comes_back_with_it(database: Path) -> None:
    folder = workbooks_folder()
    folder.mkdir(parents=True)
    (folder / "ours.md").write_text("# Ours\n\n## All\n\n### What went well?\n")
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await _to_the_workbook(pilot)
        await write(pilot, "ours")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, NewScreen) and "‹ Ours ›" in text(app))
        await pilot.press("escape", "n")
        await until(pilot, lambda: isinstance(app.screen, NewScreen) and "Spring" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
    assert [page.workbook.title for page in pages(database)] == ["Ours"]
