"""Two windows on one file, and a file another program holds: nobody waits, nothing is lost or kept twice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.drafts.draft_writer import Drafts
from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Note, Person, Rating
from tests.tui.helpers import said
from tests.tui.walking import Walk, entries, kept, notes, start, walking
from tui.road.road import POLL


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


@contextmanager
def held(database: Path, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Another program holds the file's lock."""
    other = sqlite3.connect(database, isolation_level=None)
    try:
        other.execute(f"BEGIN {how}")
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def note(text: str, side: str = "client") -> Note:
    return Note(id=new_id(), question="hope", side=side, text=text)


async def test_what_another_window_keeps_appears_by_itself(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "mine, half")
        kept(database, retro, note("from the other window", "vendor"))
        await walk.shows("• from the other window")
        assert walk.typed == "mine, half", "and nobody's field is touched"
        walk.burst(" written", "enter")
        await walk.until(lambda: len(walk.notes) == 2)


async def test_two_windows_each_see_what_the_other_keeps(database: Path, retro: str) -> None:
    async with walking(database, retro) as one, walking(database, retro) as two:
        one.burst("a", "from one", "enter")
        two.burst("tab", "a", "from two", "enter")
        await one.shows("• from two")
        await two.shows("• from one")
        assert sorted(one.notes, key=str) == [("client", "from one"), ("vendor", "from two")]


async def test_two_edits_of_one_note_are_both_kept_and_one_is_chosen(database: Path) -> None:
    retro = start(database, note("as it was"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "e", ", mine")
        await walk.until(lambda: walk.typed == "as it was, mine")
        with Shelf.open(database) as shelf:
            standing = shelf.page(retro).answers[0]
            assert isinstance(standing, Note)
            shelf.keep(retro, Note(id=standing.id, question="hope", side="client", text="theirs", heads=standing.heads))
        await walk.shows("• theirs")
        walk.burst("enter")
        await walk.shows("also written: theirs", "as it was, mine")
        walk.burst("down", "e")
        await walk.until(lambda: walk.writing)
        walk.burst("enter")
        await walk.until(lambda: "also written" not in walk.text)
        assert walk.notes == [("client", "as it was, mine")]


async def test_one_is_told_when_another_window_deletes_what_one_is_editing(database: Path) -> None:
    retro = start(database, note("as it was"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "e", ", mine")
        await walk.until(lambda: walk.typed == "as it was, mine")
        with Shelf.open(database) as shelf:
            shelf.drop(retro, shelf.page(retro).answers[0])
        await walk.until(lambda: not walk.page.answers)
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", "as it was, mine")])


async def test_another_window_shortens_the_road_and_no_word_is_lost(database: Path, retro: str) -> None:
    from storage.shelf import Details

    async with walking(database, retro, at="left") as walk:
        walk.burst("a", "half a wo")
        await walk.until(lambda: walk.typed == "half a wo")
        kept(database, retro, Details(short=True))
        await walk.shows("of 2")
        await walk.until(lambda: walk.drafts() == [{"text": "half a wo"}])
        walk.burst("p")
        await walk.pilot.pause()
        assert walk.app.is_running


async def test_nobody_waits_for_a_locked_file_and_it_is_kept_once(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        before = entries(database, retro)
        walk.burst("a")
        await walk.until(lambda: walk.writing)
        with held(database):
            walk.burst("one", "enter")
            await walk.shows("… one", "waiting to be kept", "1 waiting")
            for letter in "two":
                begun = time.perf_counter()
                text = walk.typed
                walk.burst(letter)
                await walk.until(lambda text=text, letter=letter: walk.typed == text + letter)
                assert time.perf_counter() - begun < 2 * POLL, "no key waits for the lock"
            walk.burst("enter", "escape", "n")
            await walk.reach("trust")
            walk.burst("4", "3")
            await walk.shows("(•) 4 Mostly", "( )?3 Half", "3 waiting")
        await walk.until(lambda: walk.notes == [("client", "one"), ("client", "two")])
        await walk.until(lambda: [(a.value, a.guess) for a in ratings(walk)] == [(4, 3)])
        await walk.until(lambda: "waiting" not in walk.text)
        assert not walk.drafts()
        assert entries(database, retro) == before + 3


def ratings(walk: Walk) -> list[Rating]:
    return [a for a in walk.answers("trust") if isinstance(a, Rating)]


async def test_a_file_that_can_be_read_but_not_written_shows_why_a_note_waits(database: Path, retro: str) -> None:
    async with walking(database, retro, size=(200, 40)) as walk:
        with held(database, "IMMEDIATE"):
            walk.burst("a", "one", "enter")
            await walk.shows("1 waiting to be kept")
            await walk.until(lambda: "in use by" in said(walk.app))
            walk.burst("escape", "f9")
            await walk.until(lambda: walk.app.screen is not walk.road)
            walk.burst("x")
            await walk.until(lambda: walk.app.screen is walk.road)
            await walk.shows("1 waiting to be kept")
        await walk.until(lambda: walk.notes == [("client", "one")])


async def test_a_newer_pick_is_never_undone_by_an_older_one_that_waited(database: Path, retro: str) -> None:
    async with walking(database, retro, at="tired") as walk:
        with held(database):
            walk.burst("0")
            await walk.shows("1 waiting")
        walk.burst("2")
        await walk.until(lambda: "waiting" not in walk.text)
        assert [a.value for a in walk.answers("tired") if isinstance(a, Rating)] == [2]
        await walk.until(lambda: not walk.drafts())


async def test_a_waiting_note_can_be_written_on_and_nothing_is_lost(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        with held(database):
            walk.burst("a", "one", "enter", "escape")
            await walk.shows("… one", "1 waiting")
            walk.burst("down", "d")
            await walk.until(lambda: "still waiting to be kept" in said(walk.app))
            walk.burst("down", "e")
            await walk.until(lambda: walk.typed == "one")
            walk.burst(" and more")
            await walk.until(lambda: walk.drafts() == [{"text": "one and more"}])
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", "one and more")])
        await walk.until(lambda: not walk.drafts())


async def test_what_waited_when_the_program_ended_is_kept_at_the_next_start(database: Path, retro: str) -> None:
    before = entries(database, retro)
    async with walking(database, retro) as walk:
        with held(database):
            walk.burst("a", "one", "enter", "escape")
            await walk.shows("1 waiting")
            walk.app.drafts.flush()
            walk.road.session.retry = lambda: False  # type: ignore[method-assign]  # the power goes
    assert notes(database, retro) == []
    assert [draft.waiting for draft in Drafts(database).all(retro)] == [True]
    async with walking(database, retro) as walk:
        await walk.until(lambda: walk.notes == [("client", "one")])
        await walk.until(lambda: not walk.drafts())
    assert entries(database, retro) == before + 1


async def test_a_draft_whose_note_was_kept_is_not_offered_again(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "one")
        await walk.until(lambda: walk.drafts())
        (draft,) = walk.app.drafts.all(retro)
        # Killed between the commit and the clearing of the draft.
        with Shelf.open(database) as shelf:
            words = Note(id=draft.answer, question="hope", side="client", text="one")
            shelf.keep(retro, words, act=draft.act)
        walk.road.session.retry = lambda: False  # type: ignore[method-assign]
    async with walking(database, retro) as walk:
        await walk.until(lambda: not walk.drafts())
        assert walk.notes == [("client", "one")]
        assert walk.stop == "trust"


async def test_a_file_that_is_locked_when_it_is_opened_is_shown_as_soon_as_it_is_free(
    database: Path, retro: str
) -> None:
    kept(database, retro, note("one"))
    from tests.tui.helpers import opened, text, until
    from tui.program.app import PhasebookApp
    from tui.road.road import RoadScreen

    async with PhasebookApp(database).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        with held(database):
            app.open_road(retro)
            await until(pilot, lambda: "in use by another program" in text(app).replace("\n", " "))
            for key in ("n", "a", "u", "w", "m", "1", "d", "enter", "tab", "h", "l", "f4", "down", "escape"):
                await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and "answered 1 of 8" in text(app))


async def test_undo_waits_for_nobody_and_says_why(database: Path, retro: str) -> None:
    kept(database, retro, note("one"))
    async with walking(database, retro, at="hope") as walk:
        with held(database):
            for key in ("u", "U", "l"):
                walk.app.clear_notifications()
                walk.burst(key)
                await walk.until(lambda: "in use by" in said(walk.app))
            walk.burst("down", "d")
            await walk.until(lambda: "in use by" in said(walk.app))
        assert walk.notes == [("client", "one")]


async def test_whoever_is_writing_may_be_taken_back(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("w")
        await walk.shows("Who is writing?")
        walk.burst("Mei", "enter", "y")
        await walk.shows("· Mei")
        walk.burst("a", "hers", "enter", "escape", "u", "u")
        await walk.until(lambda: walk.notes == [] and not walk.page.people)
        await walk.shows("nobody named")
        walk.burst("a", "ours", "enter")
        await walk.until(lambda: walk.notes == [("client", "ours")])
        assert walk.page.answers[0].person is None


async def test_a_person_named_elsewhere_can_be_chosen_here(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        kept(database, retro, Person(new_id(), "Bo", "vendor"))
        await walk.until(lambda: walk.road.page.people)
        walk.burst("w")
        await walk.shows("Bo  Vendor")
