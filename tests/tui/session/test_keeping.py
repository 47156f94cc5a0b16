"""Between a screen and the disk: what is kept, what waits, what is given up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.drafts.as_answers import answer_of, draft_of
from storage.drafts.draft_writer import Draft, Drafts
from storage.errors import Locked
from storage.ids import new_id, single_id
from storage.shelf import Shelf
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from tests.tui.walking import start
from tui.session.keeper import Keeper

ANSWERS: tuple[Answer, ...] = (
    Note(id="n" * 20, question="hope", side="client", person="p", text="two\nlines", heads=("h",), group="g"),
    Note(id="n" * 20, question="hope", text=""),
    Rating(id="r" * 20, question="trust", side="client", value=4, guess=None),
    Rating(id="r" * 20, question="tired", side="client", value=0, guess=0),
    Rating(id="r" * 20, question="trust", side=None, value=None, guess=2),
    Row(id="w" * 20, question="late", side="vendor", cells={"what": "x", "days": "0"}, heads=("a", "b")),
    Choice(id="c" * 20, question="again", side="client", choice="never"),
    Checks(id="k" * 20, question="signs", side="client", checked=("a", "b")),
    Checks(id="k" * 20, question="signs", side="client", checked=()),
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_waits_as_a_draft_and_comes_back_whole(answer: Answer) -> None:
    draft = draft_of(answer, "act", "retro")
    assert draft.waiting
    assert answer_of(draft) == answer


class Desk:
    """A shelf, its drafts and a keeper of one retrospective."""

    def __init__(self, database: Path, retro: str) -> None:
        self.retro = retro
        self.shelf = Shelf.open(database, lock_wait=0.05)
        self.drafts = Drafts(database)
        self.keeper = Keeper(self.shelf, self.drafts, retro)
        self.keeper.load()
        self.keeper.load_drafts()

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self.shelf.page(self.retro).answers

    def close(self) -> None:
        self.drafts.close()
        self.shelf.close()


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


@pytest.fixture
def desk(database: Path, retro: str) -> Iterator[Desk]:
    desk = Desk(database, retro)
    yield desk
    desk.close()


@contextmanager
def held(database: Path) -> Iterator[None]:
    other = sqlite3.connect(database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def note(text: str = "words") -> Note:
    return Note(id=new_id(), question="hope", side="client", text=text)


def pick(retro: str, value: int) -> Rating:
    id = single_id(retro, "tired", "client", None)
    return Rating(id=id, question="tired", side="client", value=value)


def typed(retro: str, text: str, act: str) -> Draft:
    return Draft(act=act, retrospective=retro, question="hope", kind="notes", answer=new_id(), body={"text": text})


def test_what_is_kept_leaves_no_draft(desk: Desk) -> None:
    draft = typed(desk.retro, "words", "act")
    desk.keeper.typed(draft)
    assert list(desk.keeper.drafts) == [draft]
    assert desk.keeper.keep(note(), "act", draft).done
    assert desk.keeper.drafts == ()
    assert desk.drafts.all(desk.retro) == ()
    assert desk.shelf.has_act("act")


def test_what_is_blank_is_no_draft(desk: Desk) -> None:
    desk.keeper.typed(typed(desk.retro, "words", "act"))
    desk.keeper.typed(typed(desk.retro, " \n", "act"))
    assert desk.keeper.drafts == ()
    assert desk.drafts.all(desk.retro) == ()


def test_a_locked_file_makes_it_wait_and_it_is_kept_once(desk: Desk, database: Path) -> None:
    with held(database):
        outcome = desk.keeper.keep(note("one"), "act-one")
        assert not outcome.done
        assert "in use" in outcome.why
        assert not desk.keeper.keep(note("two"), "act-two").done
        assert not desk.keeper.retry()
        assert [d.body["text"] for d in desk.keeper.waiting] == ["one", "two"]
    assert desk.keeper.retry()
    assert not desk.keeper.retry()
    assert [a.text for a in desk.answers if isinstance(a, Note)] == ["one", "two"]
    assert desk.keeper.drafts == ()


def test_what_waits_is_found_by_the_next_start(desk: Desk, database: Path) -> None:
    with held(database):
        desk.keeper.keep(note("one"), "act-one")
        desk.drafts.flush()
    desk.close()
    again = Desk(database, desk.retro)
    assert again.keeper.retry()
    assert [a.text for a in again.answers if isinstance(a, Note)] == ["one"]
    again.close()


def test_a_draft_whose_act_was_written_is_dropped_at_the_start(desk: Desk, database: Path) -> None:
    draft = typed(desk.retro, "words", "act")
    desk.keeper.typed(draft)
    desk.drafts.flush()
    desk.shelf.keep(desk.retro, note(), act="act")
    desk.close()
    again = Desk(database, desk.retro)
    assert again.keeper.drafts == ()
    again.close()


@pytest.mark.parametrize("locked_again", [True, False])
def test_a_newer_pick_takes_the_place_of_one_that_waits(desk: Desk, database: Path, locked_again: bool) -> None:
    with held(database):
        desk.keeper.keep(pick(desk.retro, 0), None)
        if locked_again:
            desk.keeper.keep(pick(desk.retro, 2), None)
    if not locked_again:
        desk.keeper.keep(pick(desk.retro, 2), None)
    desk.keeper.retry()
    assert [a.value for a in desk.answers if isinstance(a, Rating)] == [2]
    assert desk.keeper.waiting == ()


def test_a_pick_that_waits_stands_on_the_page_and_a_note_as_a_draft(desk: Desk, database: Path) -> None:
    with held(database):
        desk.keeper.keep(pick(desk.retro, 2), None)
        desk.keeper.keep(note("one"), None)
    page = desk.keeper.page
    assert page is not None
    assert [a.value for a in page.answers if isinstance(a, Rating)] == [2]
    assert not [a for a in page.answers if isinstance(a, Note)]
    assert len(desk.keeper.drafts) == 2


def test_what_waits_cannot_be_deleted_before_it_stands(desk: Desk, database: Path) -> None:
    one = note("one")
    with held(database):
        desk.keeper.keep(one, None)
        outcome = desk.keeper.drop(one)
        assert not outcome.done
        assert "waiting" in outcome.why
    desk.keeper.retry()
    assert desk.keeper.drop(one).done
    assert desk.answers == ()


def test_undo_takes_back_the_newest_even_if_that_was_waiting(desk: Desk, database: Path) -> None:
    desk.keeper.keep(note("one"), None)
    with held(database):
        desk.keeper.keep(note("two"), None)
        with pytest.raises(Locked):
            desk.keeper.undo()
    desk.keeper.undo()
    assert [a.text for a in desk.answers if isinstance(a, Note)] == ["one"]


def test_a_page_that_cannot_be_read_stays_as_it_was(desk: Desk, database: Path) -> None:
    before = desk.keeper.page
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Locked):
        desk.keeper.load()
    assert desk.keeper.page == before
    other.close()
