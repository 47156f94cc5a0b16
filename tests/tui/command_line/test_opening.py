"""Opening the screens: what they are given, what comes back, and what the demo leaves behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from storage.locations import database_path, demo_path
from tests.tui.command_line.running import (
    Said,
    done,
    phasebook,
    started,
)
from tui.command_line import open_screens


class Opened:
    """Stands where the screens would: remembers what it was opened with."""

    calls: list[dict[str, Any]] = []
    return_code: int | None = 0
    trouble = ""
    covered_still = ""

    def __init__(self, database: Path, **given: Any) -> None:
        Opened.calls.append({"database": database, **given})

    def run(self) -> None:
        """Leave at once."""


@pytest.fixture(autouse=True)
def screens(monkeypatch: pytest.MonkeyPatch) -> type[Opened]:
    """Put `Opened` in the place of the screens, and a terminal around the command."""
    Opened.calls = []
    Opened.return_code = 0
    Opened.trouble = Opened.covered_still = ""
    app = ModuleType("tui.program.app")
    app.PhasebookApp = Opened  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui.program.app", app)
    monkeypatch.setattr(open_screens, "_has_terminal", lambda: True)
    return Opened


def opened(*arguments: str) -> Said:
    """Type a command that opens the screens once."""
    said = phasebook(*arguments)
    assert len(Opened.calls) == 1, said
    return said


def test_the_bare_command_opens_the_shelf() -> None:
    assert opened().code == 0
    assert Opened.calls == [
        {
            "database": database_path(),
            "open_retrospective": None,
            "demo": False,
            "own_database": database_path(),
        }
    ]


def test_open_finds_the_retrospective_first(tmp_path: Path) -> None:
    file = str(tmp_path / "team.db")
    retro = done("--db", file, "new", "--title", "Port system").last
    opened("--db", file, "open", "port-system")
    assert Opened.calls[0]["database"] == Path(file)
    assert Opened.calls[0]["open_retrospective"] == retro
    assert phasebook("open", "nobody").code == 1


def test_leaving_says_what_lies_covered_still() -> None:
    Opened.covered_still = "Before (1 answer)"
    assert "Covered still: Before (1 answer)." in opened().err


def test_the_exit_code_of_the_screens_is_the_command_s() -> None:
    Opened.return_code = 1
    assert opened().code == 1
    Opened.return_code = None
    assert phasebook().code == 0


def test_what_went_wrong_on_the_screens_is_said_once_more_after_leaving() -> None:
    Opened.trouble = "The file is in use; try again."
    said = opened()
    assert (said.code, said.out, said.err) == (1, "", "The file is in use; try again.\n")


def test_the_demo_is_a_database_of_its_own_and_leaving_names_it() -> None:
    retro = started()
    said = opened("demo")
    assert Opened.calls[0] == {
        "database": demo_path(),
        "open_retrospective": None,
        "demo": True,
        "own_database": database_path(),
    }
    assert str(demo_path()) in said.err
    assert [card["id"] for card in done("list", "--json").json] == [retro]
    assert len(done("--db", str(demo_path()), "list", "--json").json) == 2


def test_the_demo_made_fresh_sets_the_old_one_aside() -> None:
    done("demo")
    before = done("--db", str(demo_path()), "list", "--json").json
    Opened.calls = []
    said = opened("demo", "--fresh")
    (aside,) = demo_path().parent.glob("demo-*.db")
    assert str(aside) in said.err
    assert done("--db", str(aside), "list", "--json").json == before
    assert {c["id"] for c in before}.isdisjoint(c["id"] for c in done("--db", str(demo_path()), "list", "--json").json)


def test_the_demo_without_a_terminal_is_the_finished_one_in_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_screens, "_has_terminal", lambda: False)
    english, chinese = done("demo").out, done("--lang", "zh", "demo").out
    assert english.startswith("---\ntitle:")
    assert "language: en" in english
    assert "language: zh" in chinese
    assert Opened.calls == []
    assert done("demo").out == english


def test_iterm_is_told_not_to_lose_what_is_typed_through_an_input_method(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TEXTUAL_DISABLE_KITTY_KEY", raising=False)
    opened()
    assert "TEXTUAL_DISABLE_KITTY_KEY" not in os.environ
    monkeypatch.setenv("TERM_PROGRAM", "iTerm.app")
    monkeypatch.setitem(os.environ, "TEXTUAL_DISABLE_KITTY_KEY", "")
    del os.environ["TEXTUAL_DISABLE_KITTY_KEY"]
    phasebook()
    assert os.environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
