"""The workbooks of a team's own on the command line: listed, started, and said where they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.locations import workbooks_folder
from templates import library
from tests.tui.command_line.running import done, phasebook, refused

OURS = "---\nworkbook: 1\nlang: zh\n---\n\n# 我们的春天 <!-- spring -->\n\n## 全部 <!-- all minutes=20 -->\n\n"
OURS += "### 什么最好？\n"
KEYS = {"name", "title", "lang", "languages", "sides", "phases", "questions", "core", "path"}
"""What scripts read; more may be added, none goes."""


@pytest.fixture
def folder() -> Path:
    """A folder with a workbook, a broken one, and one that is called like one that ships."""
    folder = workbooks_folder()
    folder.mkdir(parents=True)
    (folder / "ours.md").write_text(OURS, encoding="utf-8")
    (folder / "broken [x\x1b].md").write_text("---\nworkbook: 1\n---\n\n# T\n\n## Empty\n", encoding="utf-8")
    (folder / "kalm.md").write_text(OURS, encoding="utf-8")
    return folder


def test_ones_own_are_listed_behind_those_that_ship_and_a_broken_one_with_its_reason(folder: Path) -> None:
    said = done("workbooks")
    names = [line.split()[0] for line in said.out.splitlines()]
    assert names == [*library.names(), "own/kalm", "ours", "broken"]
    assert "1 question" in said.out
    assert "20 minutes" in said.out
    *_usable, last = said.out.splitlines()
    assert "cannot be used: " in last
    assert ".md:7: " in last
    assert "\x1b" not in said.out
    assert str(folder) in said.err


def test_the_list_for_scripts_keeps_its_keys_and_says_what_can_be_used(folder: Path) -> None:
    books = {book["name"]: book for book in done("workbooks", "--json").json}
    assert all(set(book) >= KEYS for book in books.values())
    ours, broken = books["ours"], books["broken [x\x1b]"]
    assert (ours["ok"], ours["own"], ours["lang"], ours["languages"], ours["minutes"]) == (True, True, "zh", ["zh"], 20)
    assert ours["path"] == str(folder / "ours.md")
    assert (broken["ok"], broken["title"], broken["findings"][0]["line"]) == (False, broken["name"], 7)
    assert (books["kalm"]["own"], books["own/kalm"]["own"]) == (False, True)


def test_a_retrospective_starts_with_one_of_ones_own_by_its_name(folder: Path) -> None:
    for name in ("ours", "own/kalm"):
        card = done("new", "--title", "Spring", "--workbook", name, "--json").json
        assert (card["workbook"], card["lang"]) == ("spring", "zh")
    (folder / "ours.md").unlink()
    assert "什么最好？" in done("render", card["id"]).out, "a retrospective keeps its own copy"


def test_a_broken_one_is_refused_with_file_line_and_remedy_and_an_unknown_one_says_where_to_look(folder: Path) -> None:
    said = refused("new", "--title", "Spring", "--workbook", "broken [x\x1b]")
    assert ".md:7: " in said
    said = refused("new", "--title", "Spring", "--workbook", "ourz")
    assert str(folder) in said
    assert "start-stop-continue" in said


def test_ones_own_are_listed_in_chinese_too(folder: Path) -> None:
    said = done("--lang", "zh", "workbooks")
    assert "我们的春天" in said.out
    assert "无法使用" in said.out
    assert "自己的" in said.err


def test_a_folder_that_cannot_be_gone_through_stops_nothing() -> None:
    workbooks_folder().parent.mkdir(parents=True)
    workbooks_folder().write_text("no folder")
    said = phasebook("workbooks", "--json")
    assert said.code == 0
    assert len(said.json) == len(library.names())
    assert "cannot be read" in said.err
