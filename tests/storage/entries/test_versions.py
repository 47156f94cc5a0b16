"""An earlier version of an answer comes back as one more change, and a deletion says what it took."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage.database.journal import LEAP
from storage.errors import NotFound
from storage.shelf import Shelf
from templates.filled_page.page import Note, Rating, Row
from tests.storage.entries.test_fold import entry
from tests.storage.tiny import (
    action,
    begin,
    derived,
    note,
    on_laptop,
    rating,
    row,
    standing,
    texts,
)


@pytest.fixture
def edited(shelf: Shelf, retro: str) -> Note:
    """A note that has said three things."""
    first = note("one")
    shelf.keep(retro, first)
    for text in ("two", "three"):
        (standing_now,) = shelf.page(retro).answers
        assert isinstance(standing_now, Note)
        shelf.keep(retro, replace(standing_now, text=text))
    return first


def said(shelf: Shelf, retro: str, record: str) -> list[str | None]:
    found = shelf.versions(retro, record)
    return [version.answer.text if isinstance(version.answer, Note) else None for version in found]


def test_every_version_is_told_and_any_of_them_comes_back(shelf: Shelf, retro: str, edited: Note) -> None:
    assert said(shelf, retro, edited.id) == ["one", "two", "three"]
    first = shelf.versions(retro, edited.id)[0]
    (event,) = shelf.restore_version(retro, first.entry[:12])
    assert (event.verb, event.changes) == ("restored", (("text", "three", "one"),))
    assert texts(shelf.page(retro)) == ["one"]
    assert said(shelf, retro, edited.id) == ["one", "two", "three", "one"]
    assert shelf.restore_version(retro, first.entry) == ()
    shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["three"]
    shelf.redo(retro)
    assert texts(shelf.page(retro)) == ["one"]
    assert standing(shelf) == derived(shelf)


def test_what_was_deleted_comes_back_and_its_deletion_says_what_it_was(shelf: Shelf, retro: str, edited: Note) -> None:
    shelf.drop(retro, *shelf.page(retro).answers)
    deletion = shelf.history(retro)[-1]
    assert deletion.verb == "deleted"
    assert ("text", "three", None) in deletion.changes
    versions = shelf.versions(retro, edited.id)
    assert [version.deleted for version in versions] == [False, False, False, True]
    assert isinstance(versions[-1].answer, Note)
    assert versions[-1].answer.text == "three"
    shelf.restore_version(retro, versions[1].entry)
    assert texts(shelf.page(retro)) == ["two"]
    shelf.restore_version(retro, versions[-1].entry)
    assert texts(shelf.page(retro)) == []


def test_a_version_that_was_taken_back_can_be_brought_again(shelf: Shelf, retro: str, edited: Note) -> None:
    shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["two"]
    shelf.keep(retro, note("something else"))
    shelf.restore_version(retro, shelf.versions(retro, edited.id)[2].entry)
    assert texts(shelf.page(retro)) == ["three", "something else"]


def test_cells_guesses_and_actions_come_back_without_what_was_added_since(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, row(promise="Live in May"), rating(retro, 2), action("Walk", owner="Gao"))
    page = shelf.page(retro)
    (ledger,) = (answer for answer in page.answers if isinstance(answer, Row))
    (rated,) = (answer for answer in page.answers if isinstance(answer, Rating))
    firsts = {one.record: one.id for one in shelf.entries(retro)}
    shelf.keep(
        retro,
        replace(ledger, cells={"promise": "Live in June", "days": "9"}),
        replace(rated, value=1, guess=3),
        replace(page.actions[0], text="Run", owner=""),
    )
    for record in (ledger.id, rated.id, page.actions[0].id):
        shelf.restore_version(retro, firsts[record])
    after = shelf.page(retro)
    assert [dict(a.cells) for a in after.answers if isinstance(a, Row)] == [{"promise": "Live in May"}]
    assert [(a.value, a.guess) for a in after.answers if isinstance(a, Rating)] == [(2, None)]
    assert [(a.text, a.owner) for a in after.actions] == [("Walk", "Gao")]
    assert standing(shelf) == derived(shelf)


def test_what_is_no_version_is_said(shelf: Shelf, retro: str, edited: Note) -> None:
    other = begin(shelf)
    elsewhere = note("elsewhere")
    shelf.keep(other, elsewhere)
    beginning = shelf.entries(retro)[0].id
    for key in ("", "zzz", beginning, shelf.versions(other, elsewhere.id)[0].entry):
        with pytest.raises(NotFound):
            shelf.restore_version(retro, key)
    assert texts(shelf.page(retro)) == ["three"]


def test_a_counter_near_the_end_of_the_numbers_blocks_nothing(shelf: Shelf, retro: str, tmp_path: Path) -> None:
    with Shelf.open(tmp_path / "there.db") as there:
        there.receive(shelf.entries())
        far = [
            entry(retrospective=retro, record=f"r{n}", counter=counter, laptop="f" * 20)
            for n, counter in enumerate((2**63 - 1, 2**63, 2**70, 2 * LEAP, 0, -5))
        ]
        assert shelf.receive(far) == 0
        assert shelf.receive([entry(retrospective=retro, record="near", counter=LEAP // 2, laptop="f" * 20)]) == 1
        shelf.keep(retro, note("goes on"))
        with on_laptop("f"):
            there.receive(shelf.entries())
        assert texts(there.page(retro)) == texts(shelf.page(retro))
        assert "goes on" in texts(there.page(retro))
