"""Two people change one thing apart from each other, and nothing anyone wrote is lost from sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.shelf import Details, Shelf
from templates.filled_page.page import (
    Note,
    Person,
    Rating,
    Row,
)
from tests.storage.tiny import begin, derived, note, on_laptop, rating, row, standing, texts


class Pair:
    """The facilitator's laptop and a colleague's, each with its own copy of one retrospective."""

    def __init__(self, here: Shelf, there: Shelf) -> None:
        self.here, self.there = here, there
        self.retro = begin(here, people=(("Gao", "client"),))
        self.meet()

    def meet(self) -> None:
        """Carry all entries both ways."""
        self.here.receive(self.there.entries())
        self.there.receive(self.here.entries())
        assert standing(self.here) == standing(self.there) == derived(self.here)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with Shelf.open(tmp_path / "here.db") as here, Shelf.open(tmp_path / "there.db") as there:
        yield Pair(here, there)


def only(shelf: Shelf, retro: str) -> Note:
    (answer,) = shelf.page(retro).answers
    assert isinstance(answer, Note)
    return answer


def test_two_edits_made_apart_are_both_kept_and_shown_until_somebody_settles_them(pair: Pair) -> None:
    pair.here.keep(pair.retro, note("first"))
    pair.meet()
    mine, theirs = only(pair.here, pair.retro), only(pair.there, pair.retro)
    pair.here.keep(pair.retro, replace(mine, text="mine"))
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(theirs, text="theirs"))
    pair.meet()
    both = only(pair.here, pair.retro)
    assert {both.text, *(value for _name, value in both.also)} == {"mine", "theirs"}
    assert [name for name, _value in both.also] == ["text"]

    pair.here.keep(pair.retro, replace(both, text="ours"))
    pair.meet()
    assert (only(pair.there, pair.retro).text, only(pair.there, pair.retro).also) == ("ours", ())


def test_keeping_what_won_without_a_change_settles_it_too(pair: Pair) -> None:
    pair.here.keep(pair.retro, note("first"))
    pair.meet()
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(only(pair.there, pair.retro), text="theirs"))
    pair.here.keep(pair.retro, replace(only(pair.here, pair.retro), text="mine"))
    pair.meet()
    both = only(pair.here, pair.retro)
    pair.here.keep(pair.retro, both)
    pair.meet()
    assert (only(pair.there, pair.retro).text, only(pair.there, pair.retro).also) == (both.text, ())


def test_taking_the_settling_back_shows_both_again(pair: Pair) -> None:
    pair.here.keep(pair.retro, note("first"))
    pair.meet()
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(only(pair.there, pair.retro), text="theirs"))
    pair.here.keep(pair.retro, replace(only(pair.here, pair.retro), text="mine"))
    pair.meet()
    both = only(pair.here, pair.retro)
    pair.here.keep(pair.retro, replace(both, text="ours"))
    pair.here.undo(pair.retro)
    assert only(pair.here, pair.retro).also == both.also


def test_different_fields_changed_apart_are_both_taken(pair: Pair) -> None:
    pair.here.keep(pair.retro, row(promise="Live in May", days="10"))
    pair.meet()
    (mine,), (theirs,) = pair.here.page(pair.retro).answers, pair.there.page(pair.retro).answers
    assert isinstance(mine, Row)
    assert isinstance(theirs, Row)
    pair.here.keep(pair.retro, replace(mine, cells={"promise": "Live in June", "days": "10"}))
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(theirs, cells={"promise": "Live in May", "days": "40"}))
    pair.meet()
    (merged,) = pair.here.page(pair.retro).answers
    assert isinstance(merged, Row)
    assert dict(merged.cells) == {"promise": "Live in June", "days": "40"}
    assert merged.also == ()


def test_an_edit_made_apart_wins_over_a_deletion(pair: Pair) -> None:
    pair.here.keep(pair.retro, note("first"))
    pair.meet()
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(only(pair.there, pair.retro), text="edited"))
    pair.here.drop(pair.retro, only(pair.here, pair.retro))
    assert pair.here.page(pair.retro).answers == ()
    pair.meet()
    assert only(pair.here, pair.retro).text == "edited"
    pair.here.drop(pair.retro, only(pair.here, pair.retro))
    pair.meet()
    assert pair.there.page(pair.retro).answers == ()


def test_one_person_who_rates_on_two_laptops_has_one_rating(pair: Pair) -> None:
    (gao,) = pair.here.page(pair.retro).people
    pair.here.keep(pair.retro, rating(pair.retro, 2, guess=1, person=gao.id))
    with on_laptop("f"):
        pair.there.keep(pair.retro, rating(pair.retro, 3, guess=1, person=gao.id))
    pair.meet()
    (one,) = pair.here.page(pair.retro).answers
    assert isinstance(one, Rating)
    assert {str(one.value), *(value for _name, value in one.also)} == {"2", "3"}
    assert one.guess == 1
    assert pair.here.page(pair.retro).single("trust", "client", gao.id) == one


def test_an_undo_never_takes_back_what_came_from_elsewhere(pair: Pair) -> None:
    with on_laptop("f"):
        pair.there.keep(pair.retro, note("theirs"))
    pair.meet()
    assert pair.here.undo(pair.retro) == ()
    assert texts(pair.here.page(pair.retro)) == ["theirs"]


def test_taking_a_note_back_leaves_what_a_colleague_made_of_it(pair: Pair) -> None:
    pair.here.keep(pair.retro, note("mine"))
    pair.meet()
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(only(pair.there, pair.retro), text="mine, and more"))
    pair.here.undo(pair.retro)
    assert pair.here.page(pair.retro).answers == ()
    pair.meet()
    assert only(pair.here, pair.retro).text == "mine, and more"
    with on_laptop("f"):
        pair.there.undo(pair.retro)
    pair.meet()
    assert pair.here.page(pair.retro).answers == ()


def test_an_edit_in_a_window_that_had_not_seen_another_windows_edit_is_kept_beside_it(pair: Pair) -> None:
    pair.here.keep(pair.retro, note("first"))
    seen = only(pair.here, pair.retro)
    with Shelf.open(pair.here.path) as window:
        window.keep(pair.retro, replace(seen, text="from the other window"))
    pair.here.keep(pair.retro, replace(seen, text="from this one"))
    assert only(pair.here, pair.retro).text == "from this one"
    assert only(pair.here, pair.retro).also == (("text", "from the other window"),)


def test_what_was_emptied_apart_is_shown_as_empty(pair: Pair) -> None:
    pair.here.keep(pair.retro, replace(rating(pair.retro, 2), guess=2))
    pair.meet()
    with on_laptop("f"):
        pair.there.keep(pair.retro, replace(rating(pair.retro, 2), guess=None))
    (mine,) = pair.here.page(pair.retro).answers
    assert isinstance(mine, Rating)
    pair.here.keep(pair.retro, replace(mine, guess=3), note("later"))
    pair.here.keep(pair.retro, replace(mine, guess=3))
    pair.meet()
    one = pair.here.page(pair.retro).answer(mine.id)
    assert isinstance(one, Rating)
    assert {str(one.guess or ""), *(value for _name, value in one.also)} == {"", "3"}


def test_a_header_changed_apart_keeps_both_changes(pair: Pair) -> None:
    pair.here.keep(pair.retro, Details(title="Port, first look"))
    with on_laptop("f"):
        pair.there.keep(pair.retro, Details(date="2026-04-01"), Person("p" * 20, "Xu", "vendor"))
    pair.meet()
    page = pair.here.page(pair.retro)
    assert (page.title, page.date) == ("Port, first look", "2026-04-01")
    assert [person.name for person in page.people] == ["Gao", "Xu"]


def test_entries_may_arrive_before_the_retrospective_they_belong_to(pair: Pair, tmp_path: Path) -> None:
    pair.here.keep(pair.retro, note("early"), rating(pair.retro, 2))
    entries = pair.here.entries()
    with Shelf.open(tmp_path / "late.db") as late:
        assert late.receive(reversed(entries[1:])) == len(entries) - 1
        assert late.cards() == ()
        assert late.receive(entries) == 1
        assert standing(late) == standing(pair.here)
        assert late.cards() == pair.here.cards()


def test_entries_of_a_kind_not_yet_known_are_kept_and_carried_on(pair: Pair) -> None:
    from storage.entries.entry import make_entry

    pair.here.keep(pair.retro, note("old"))
    known = only(pair.here, pair.retro)
    newer = make_entry(
        retrospective=pair.retro,
        laptop="f" * 20,
        counter=99,
        time="2030-01-01T00:00:00Z",
        act="a" * 20,
        kind="vote",
        record=known.id,
        saw=(),
        fields={"points": 3, "text": "not the note's"},
    )
    assert pair.here.receive([newer]) == 1
    pair.meet()
    assert newer in pair.there.entries()
    pair.here.keep(pair.retro, replace(known, text="new"))
    pair.meet()
    assert only(pair.there, pair.retro).text == "new"


def test_a_false_entry_is_passed_over_and_never_hides_the_true_one(pair: Pair) -> None:
    with on_laptop("f"):
        pair.there.keep(pair.retro, note("true"))
    true = pair.there.entries()[-1]
    false = replace(true, fields={**true.fields, "text": "false"})
    assert not false.is_sound
    assert pair.here.receive([false]) == 0
    assert pair.here.receive([true, false]) == 1
    assert texts(pair.here.page(pair.retro)) == ["true"]


def test_a_retrospective_whose_workbook_nobody_here_can_read_is_kept_unread(pair: Pair) -> None:
    from storage.entries.entry import make_entry

    strange = make_entry(
        retrospective="9" * 20,
        laptop="f" * 20,
        counter=1,
        time="2030-01-01T00:00:00Z",
        act="9" * 20,
        kind="retrospective",
        record="9" * 20,
        saw=(),
        fields={"workbook_text": "---\nworkbook: 1\n---\n\n# Nothing\n", "title": "From 2030"},
    )
    assert pair.here.receive([strange]) == 1
    pair.meet()
    assert [card.title for card in pair.here.cards()] == ["Port system"]
    assert strange in pair.there.entries()
