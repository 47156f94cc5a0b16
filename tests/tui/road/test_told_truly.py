"""What has happened to a file is what is said of it: damaged, moved away, too large, in use."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from storage.errors import Unwritable
from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Note
from tests.tui.command_line.running import done, refused
from tests.tui.helpers import text, until
from tests.tui.walking import start
from tui.program.app import PhasebookApp


@pytest.mark.parametrize("place", [3, 40, -60, -1])
def test_a_turned_bit_in_the_stored_workbook_is_damage_and_no_mistake_of_its_author(database: Path, place: int) -> None:
    retro = start(database)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        ((stored,),) = connection.execute("SELECT text FROM workbooks").fetchall()
        changed = list(stored)
        changed[place] = chr(ord(changed[place]) ^ 1)
        connection.execute("UPDATE workbooks SET text = ?", ["".join(changed)])
        connection.commit()
    named = ("--db", str(database))
    said = refused(*named, "render", retro)
    assert said.startswith(f"{database} is damaged: the workbook kept in it")
    assert "line" not in said
    assert "doctor --repair" in said
    done(*named, "doctor", "--repair")
    assert done(*named, "render", retro).out


@pytest.mark.parametrize("what", ["deleted", "replaced", "moved"])
def test_a_file_that_is_gone_from_under_a_window_is_not_called_read_only(database: Path, what: str) -> None:
    retro = start(database)
    with Shelf.open(database) as shelf:
        shelf.page(retro)
        other = database.with_name("other.db")
        if what == "moved":
            database.rename(other)
        elif what == "replaced":
            shutil.copy(database, other)
            other.replace(database)
        else:
            database.unlink()
        with pytest.raises(Unwritable, match="moved, replaced or deleted while it was open here") as told:
            shelf.keep(retro, Note(id=new_id(), question="hope", text="words"))
    assert str(database) in str(told.value)
    assert "read-only" not in str(told.value)


@pytest.mark.parametrize(("size", "said"), [(200_000_000, "(200 MB)"), (4_000_001, "(5 MB)")])
def test_a_file_that_is_too_large_is_told_with_its_own_size(tmp_path: Path, size: int, said: str) -> None:
    retro = start(tmp_path / "phasebook.db")
    file = tmp_path / "huge.md"
    file.touch()
    os.truncate(file, size)
    sentence = refused("--db", str(tmp_path / "phasebook.db"), "import", str(file), "--into", retro)
    assert str(file) in sentence
    assert said in sentence
    assert "at most 4 MB" in sentence


async def test_a_file_in_use_is_told_at_the_start_without_a_wait_and_opened_once_it_is_free(database: Path) -> None:
    start(database)
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        async with PhasebookApp(database).run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "in use by another program" in text(pilot.app).replace("\n", " "))
            assert time.monotonic() - began < 4
            other.execute("COMMIT")
            await pilot.press("r")
            await until(pilot, lambda: "Harbour" in text(pilot.app))
