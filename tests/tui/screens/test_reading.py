"""Reading the document, and writing it to a file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from textual.content import Content

from templates import words
from tests.tui.helpers import AppPilot, opened, said, text, until, write
from tests.tui.walking import key_event
from tui.document.drawing import draw
from tui.document.pages import Pages
from tui.program.app import PhasebookApp
from tui.screens.reading import ReadingScreen
from tui.screens.shelf import ShelfScreen

SIZE = (80, 24)
WIDE = (140, 40)

DOCUMENT = """---
title: "Port system"
---

# Port system

Harbour and Northwind.

## Actions

- [ ] Ask twice <!-- hidden -->
- [x] Write it down

## Honeymoon

### What did you hope?

**Client**

- That it would be *quick*. [here](https://example.org)

""" + "".join(f"## Phase {n}\n\n" + f"Words of phase {n}, and more of them.\n\n" * 12 for n in range(30))


async def reading(pilot: AppPilot, markdown: str = DOCUMENT, notice: str = "") -> PhasebookApp:
    app = await opened(pilot)
    await app.push_screen(ReadingScreen("Port system", markdown, notice))
    await until(pilot, lambda: "%" in text(app))
    return app


async def test_the_document_reads_calmly(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot, notice="one note is not kept yet")
        shown = text(app)
        assert "title:" not in shown, "front matter is for programs"
        assert "hidden" not in shown
        assert "☐ Ask twice" in shown
        assert "☑ Write it down" in shown
        assert "! one note is not kept yet" in shown
        assert "here (https://example.org)" in shown
        assert "0 %" in shown


async def test_keys_walk_the_document_to_its_end_and_back(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot)
        await pilot.press("end")
        await until(pilot, lambda: "100 %" in text(app))
        assert "Words of phase 29" in text(app)
        await pilot.press("down")
        assert "Words of phase 29" in text(app)
        await pilot.press("home")
        await until(pilot, lambda: "Harbour and Northwind." in text(app))
        await pilot.press("space", "pageup", "down", "up")
        await until(pilot, lambda: "Harbour and Northwind." in text(app))


async def test_every_line_comes_once_whatever_the_step(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot, "# A\n\n" + "\n\n".join(f"line {n}" for n in range(60)))
        seen: list[str] = []
        for _step in range(20):
            seen += [line.strip() for line in text(app).splitlines() if line.strip().startswith("line ")]
            await pilot.press("space")
        assert list(dict.fromkeys(seen)) == [f"line {n}" for n in range(60)]


async def test_headings_are_walked_with_brackets(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot)
        pages = app.screen.query_one(Pages)
        await pilot.press("right_square_bracket", "right_square_bracket")
        app.post_message(key_event("］"))
        await until(pilot, lambda: text(app).splitlines()[3].strip() == "What did you hope?")
        await pilot.press("down", "left_square_bracket")
        await until(pilot, lambda: pages.is_at_its_start and "What did you hope?" in text(app).splitlines()[3])
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: text(app).splitlines()[3].strip() == "Honeymoon")


async def test_the_contents_lead_to_a_heading_on_a_narrow_window(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot)
        await pilot.press("c")
        await until(pilot, lambda: "▎" in text(app) and "Words of" not in text(app))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: text(app).splitlines()[3].strip() == "Honeymoon")
        await pilot.press("c")
        await until(pilot, lambda: "▎   Honeymoon" in text(app), "the contents show where one reads")
        await pilot.press("escape")
        await until(pilot, lambda: text(app).splitlines()[3].strip() == "Honeymoon")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))


async def test_a_wide_window_shows_the_contents_beside_the_text(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=WIDE) as pilot:
        app = await reading(pilot)
        await until(pilot, lambda: "Phase 3" in text(app) and "Harbour and Northwind." in text(app))
        await pilot.resize_terminal(*SIZE)
        await until(pilot, lambda: "Phase 3" not in text(app) and "Harbour and Northwind." in text(app))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))


HOSTILE = "# [/] [@click=app.quit]x[/]\n\n\x1b]8;;https://evil.example\x07link\x1b]8;;\x07 [b]\u202eback\n\n<b>x</b>\n"


async def test_a_persons_words_do_nothing_here(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=WIDE) as pilot:
        app = await reading(pilot, HOSTILE)
        shown = text(app)
        assert "[@click=app.quit]x[/]" in shown
        assert "<b>x</b>" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.click(Pages, offset=(8, 1))
        assert app.return_code is None


async def test_a_megabyte_is_drawn_only_where_it_is_read(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def watched(source: str, room: int) -> list[Content]:
        drawn.append(len(source))
        return draw(source, room)

    monkeypatch.setattr("tui.document.pages.draw", watched)
    stretch = "Somebody said this, and somebody else did not agree with it at all. " * 8 + "\n\n"
    megabyte = "# Long\n\n" + "".join(f"### Question {n}\n\n{stretch * 4}" for n in range(240)) + stretch * 900
    assert len(megabyte) > 1_000_000
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot, megabyte)
        await pilot.press("space", "right_square_bracket", "end", "up")
        await until(pilot, lambda: "% " not in text(app) and "9" in text(app))
        assert sum(drawn) < 60_000
        assert max(drawn) < 10_000, "a stretch without headings is cut too"


async def test_the_document_is_exported_and_says_where_to(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot)
        await pilot.press("x")
        await until(pilot, lambda: "port-system.md" in text(app))
        await pilot.press("enter")
        file = tmp_path / "port-system.md"
        await until(pilot, file.exists)
        await until(pilot, lambda: str(file) in said(app))
    assert file.read_text(encoding="utf-8") == DOCUMENT
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith(".")] == []


async def test_an_export_never_overwrites_unasked(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "port-system.md"
    file.write_text("mine")
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot)
        for answer in ("enter", "n", "escape"):
            await pilot.press("x", "enter")
            await until(pilot, lambda: "exists already" in text(app))
            await pilot.press(answer)
            await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
            assert file.read_text() == "mine"
        await pilot.press("x", "enter")
        await until(pilot, lambda: "exists already" in text(app))
        await pilot.press("y")
        await until(pilot, lambda: file.read_text() == DOCUMENT)


async def test_a_place_that_cannot_be_written_is_one_sentence(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot)
        for typed in ("nowhere/x.md", ".", "a\x00b"):
            await pilot.press("x", "ctrl+u")
            await write(pilot, typed.replace("\x00", ""))
            if "\x00" in typed:
                continue
            await pilot.press("enter")
            await until(pilot, lambda: "could not be written" in said(app))
        await pilot.press("escape")
    assert list(tmp_path.glob("*.md")) == []


async def test_chinese_is_read_in_chinese(database: Path) -> None:
    words.use("zh")
    long = "采购平台一期项目，双方回顾。" * 20
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await reading(pilot, f"# 采购平台\n\n{long}\n\n| 承诺 | 谁说的 |\n| --- | --- |\n| {long} | 何军 |\n")
        lines = text(app).splitlines()
        assert all(Content(line).cell_length <= 80 for line in lines)
        assert any(Content(line).cell_length > 74 for line in lines), "Chinese fills its lines"
        assert not any(line.strip().startswith(("，", "。")) for line in lines)
