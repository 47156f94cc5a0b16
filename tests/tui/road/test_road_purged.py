"""What was purged while a window had it open, typed or covered: the window closes it, says so, and keeps none of it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage.drafts.draft_file import places
from storage.ids import new_id
from storage.records.header import Details
from storage.safety.purge import (
    Plan,
    Purged,
    plan_answer,
    plan_retrospective,
    purge,
)
from storage.shelf import Shelf
from templates.filled_page.page import Note, Person
from tests.tui.command_line.running import phasebook
from tests.tui.helpers import said
from tests.tui.road.test_road_sealed import take, uncover
from tests.tui.walking import kept, start, walking
from tui.screens.shelf import ShelfScreen

ADA, LIN = Person("a" * 20, "Ada", "client"), Person("b" * 20, "Lin", "vendor")
SECRET = "quiet nights"
HERS = Note(id=new_id(), question="hope", side="client", person=ADA.id, text=SECRET)


def purged(database: Path, plan: Callable[[Shelf], Plan]) -> Purged:
    """Purge as another program would."""
    with Shelf.open(database) as shelf:
        made = plan(shelf)
    return purge(database, made)


def holding(database: Path) -> list[Path]:
    """The files beside a database, and it, that hold the words."""
    return [path for path in database.parent.iterdir() if path.is_file() and SECRET.encode() in path.read_bytes()]


async def test_an_answer_that_is_purged_while_a_window_has_it_open_does_not_come_back(database: Path) -> None:
    retro = start(database, ADA, HERS)
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "enter")
        await walk.until(lambda: walk.typed == SECRET, "open")
        await walk.write("!")
        assert purged(database, lambda shelf: plan_answer(shelf, retro, HERS.id)).left == ()
        await walk.until(lambda: not walk.writing and SECRET not in walk.text, "closed")
        assert "removed for good" in said(walk.app)
        await walk.until(lambda: not walk.drafts(), "no draft is left")
        walk.burst("u")
        await walk.until(lambda: walk.notes == [], "nothing brings it back")
    assert holding(database) == []


async def test_a_retrospective_that_is_purged_leads_its_window_to_the_shelf(database: Path) -> None:
    retro = start(database, ADA, HERS, title="Port")
    async with walking(database, retro, at="hope") as walk:
        walk.burst("a", "half a thought")
        await walk.until(lambda: walk.typed == "half a thought", "typed")
        purged(database, lambda shelf: plan_retrospective(shelf, retro))
        await walk.until(lambda: isinstance(walk.app.screen, ShelfScreen), "the shelf")
        assert "removed for good" in said(walk.app)
        await walk.until(lambda: not walk.drafts(), "no draft is left")
    assert holding(database) == []


async def test_what_a_locked_file_kept_of_a_purged_person_is_not_uncovered(database: Path) -> None:
    retro = start(database, ADA, LIN)
    kept(database, retro, Details(settings={"writing.before": "sealed"}))
    async with walking(database, retro, at="hope") as walk:
        for person, words in ((ADA, SECRET), (LIN, "It leaks")):
            walk.burst("w" if person is LIN else "a")
            await take(walk, person.name)
            if person is LIN:
                walk.burst("a")
            await walk.until(lambda: walk.writing, "writes")
            walk.burst(words, "enter", "escape")
            await walk.shows(f"• {words}")
    with contextlib.closing(sqlite3.connect(places(database)[0], isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = phasebook("--db", str(database), "purge", retro, "--person", "Ada", "--yes", "--yes")
        other.execute("ROLLBACK")
    assert done.code == 1
    assert str(places(database)[0]) in done.out
    assert "removed for good" not in done.out
    async with walking(database, retro, at="hope") as walk:
        await uncover(walk, "enter")
        await walk.until(lambda: walk.notes == [("vendor", "It leaks")], "only hers who is there")
    assert holding(database) == []
