"""Undo and redo: whole acts, this laptop's only, across windows and restarts, down to the start."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.drafts.covered_file import VOTE, Sealed, SealedFile
from storage.entries.entry import (
    UNCOVERED,
    UNDO,
    Entry,
    make_entry,
)
from storage.errors import Stays
from storage.ids import new_id
from storage.laptop import forget_laptop
from storage.safety.doctor import examine
from storage.safety.repair import repair
from storage.shelf import Details, Shelf
from templates.filled_page.agreed import Group
from templates.filled_page.page import (
    Action,
    Answer,
    Note,
    Person,
    Retrospective,
    Status,
)
from tests.storage.tiny import (
    action,
    begin,
    checks,
    choice,
    derived,
    flip,
    note,
    on_laptop,
    rating,
    row,
    standing,
    texts,
    topic,
    vote,
)

Work = Callable[[Shelf, Retrospective], object]


def _edit_newest_note(shelf: Shelf, page: Retrospective) -> None:
    notes = [answer for answer in page.answers if isinstance(answer, Note)]
    if notes:
        shelf.keep(page.id, replace(notes[-1], text=notes[-1].text + "+"))


def _join_all(shelf: Shelf, page: Retrospective) -> None:
    group = Group(id=new_id(), title="Alike", question="hope")
    notes = (replace(answer, group=group.id) for answer in page.answers if isinstance(answer, Note))
    shelf.keep(page.id, group, *notes)


def _drop_oldest(shelf: Shelf, page: Retrospective) -> None:
    things: list[Answer | Action] = [*page.answers, *page.actions]
    if things:
        shelf.drop(page.id, *things[:2])


GESTURES: dict[str, Work] = {
    "note": lambda shelf, page: shelf.keep(page.id, note(f"note {len(page.answers)}")),
    "rate": lambda shelf, page: shelf.keep(page.id, rating(page.id, 1 + len(page.answers) % 3, guess=2)),
    "unrate": lambda shelf, page: shelf.keep(page.id, rating(page.id, None)),
    "row": lambda shelf, page: shelf.keep(page.id, row(promise="x", days="1"), checks(page.id, "mails")),
    "choose": lambda shelf, page: shelf.keep(page.id, choice(page.id, "yes" if page.short else "no")),
    "act": lambda shelf, page: shelf.keep(page.id, action("call them"), Person("p" * 20, "Xu", "vendor")),
    "edit": _edit_newest_note,
    "drop": _drop_oldest,
    "group": _join_all,
    "vote": lambda shelf, page: shelf.keep(page.id, vote(page.id, "hope", 1 + len(page.votes))),
    "topic": lambda shelf, page: shelf.keep(page.id, topic(page.id, "hope", accepted=("client",))),
    "set": lambda shelf, page: shelf.keep(page.id, Details(settings={"rules": "One speaks.", "plan.before": 10})),
    "header": lambda shelf, page: shelf.keep(page.id, Details(title=page.title + "!", short=not page.short)),
}


def words(page: Retrospective) -> Retrospective:
    """A page without what it rests on, which grows with every undo."""
    return replace(
        page,
        heads=(),
        answers=tuple(replace(answer, heads=()) for answer in page.answers),
        actions=tuple(replace(it, heads=()) for it in page.actions),
        groups=tuple(replace(it, heads=()) for it in page.groups),
        votes=tuple(replace(it, heads=()) for it in page.votes),
        topics=tuple(replace(it, heads=()) for it in page.topics),
    )


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(GESTURES)), min_size=1, max_size=9))
def test_undo_walks_back_through_every_page_and_redo_forth_again(gestures: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "x.db") as shelf, on_laptop("a"):
        shelf.connection.execute("PRAGMA synchronous = OFF")
        retro = begin(shelf, people=(("Gao", "client"),))
        pages = [shelf.page(retro)]
        for name in gestures:
            before = len(shelf.entries())
            GESTURES[name](shelf, pages[-1])
            if len(shelf.entries()) > before:
                pages.append(shelf.page(retro))
        for page in reversed(pages[:-1]):
            assert shelf.undo(retro)
            assert words(shelf.page(retro)) == words(page)
        assert shelf.undo(retro) == ()
        for page in pages[1:]:
            assert shelf.redo(retro)
            assert words(shelf.page(retro)) == words(page)
        assert shelf.redo(retro) == ()
        assert shelf.page(retro) == pages[-1]


def test_the_start_of_a_retrospective_is_the_floor(shelf: Shelf) -> None:
    retro = begin(shelf, people=(("Gao", "client"),))
    assert shelf.undo(retro) == ()
    assert [person.name for person in shelf.page(retro).people] == ["Gao"]


def test_undo_takes_back_a_whole_act_and_says_what_it_was(shelf: Shelf, retro: str) -> None:
    one, two = note("one"), note("two")
    shelf.keep(retro, one, two)
    undone = shelf.undo(retro)
    assert {event.record for event in undone} == {one.id, two.id}
    assert {event.verb for event in undone} == {"undone"}
    assert {event.question for event in undone} == {"hope"}
    assert all(event.here for event in undone)
    assert shelf.page(retro).answers == ()
    redone = shelf.redo(retro)
    assert {(event.record, event.verb) for event in redone} == {(one.id, "redone"), (two.id, "redone")}
    assert texts(shelf.page(retro)) == ["one", "two"]


def test_undo_says_whose_it_was_and_what_stood_before(shelf: Shelf) -> None:
    retro = begin(shelf, people=(("Gao", "client"),))
    (gao,) = shelf.page(retro).people
    shelf.keep(retro, note("ninety calls", person=gao.id))
    (kept,) = shelf.page(retro).answers
    assert isinstance(kept, Note)
    shelf.keep(retro, replace(kept, text="nine calls"))
    (event,) = shelf.undo(retro)
    assert event.who == "Gao"
    assert event.changes == (("text", "ninety calls", "nine calls"),)


def test_what_was_uncovered_stays_so_and_so_does_a_vote_whose_ballots_are_gone(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("before"))
    shown = Details(settings={"writing.before": "open", UNCOVERED: "before 1"})
    act = shelf.keep(retro, note("uncovered"), shown)
    for _again in range(2):
        with pytest.raises(Stays, match="stays uncovered"):
            shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["before", "uncovered"]
    assert shelf.redo(retro) == ()
    shelf.keep(retro, note("after"))
    assert shelf.undo(retro)
    assert shelf.redo(retro)
    assert texts(shelf.page(retro)) == ["before", "uncovered", "after"]
    shelf.undo(retro)
    # A program that knew nothing of this may have taken it back: then it can be brought again.
    shelf.turn(retro, act, undone=True)
    assert shelf.redo(retro)
    assert texts(shelf.page(retro)) == ["before", "uncovered"]

    opened, closed = (Details(settings={"voting": word}) for word in ("open", "closed"))
    shelf.keep(retro, opened)
    shelf.keep(retro, closed, vote(retro, "hope", 2))
    with pytest.raises(Stays, match="its ballots are forgotten, and only each side's votes are left"):
        shelf.undo(retro)
    file = SealedFile(shelf.path)
    file.put(Sealed(id="b", retrospective=retro, question=VOTE, kind=VOTE, body={"target": "hope", "count": "2"}))
    assert shelf.undo(retro), "its ballots lie covered still"
    assert shelf.redo(retro)
    file.drop(retro, ["b"])
    file.close()
    shelf.drop(retro, *shelf.page(retro).votes)
    shelf.keep(retro, Details(settings={"voting": None}))
    shelf.undo(retro)
    shelf.undo(retro)
    with pytest.raises(Stays, match="stays closed"):
        shelf.undo(retro)
    assert [one.count for one in shelf.page(retro).votes] == [2]


def test_a_new_act_ends_what_could_be_done_again(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("one"))
    shelf.undo(retro)
    shelf.keep(retro, note("two"))
    assert shelf.redo(retro) == ()
    assert texts(shelf.page(retro)) == ["two"]
    shelf.undo(retro)
    assert shelf.undo(retro) == ()


def test_undo_outlives_a_restart(database: Path) -> None:
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
        shelf.keep(retro, note("one"))
        shelf.keep(retro, note("two"))
    forget_laptop()
    with Shelf.open(database) as shelf:
        shelf.undo(retro)
    forget_laptop()
    with Shelf.open(database) as shelf:
        assert texts(shelf.page(retro)) == ["one"]
        shelf.redo(retro)
        assert texts(shelf.page(retro)) == ["one", "two"]


def test_one_window_takes_back_what_was_done_in_another(shelf: Shelf, retro: str) -> None:
    with Shelf.open(shelf.path) as window:
        window.keep(retro, note("one"))
        shelf.undo(retro)
        assert window.page(retro).answers == ()
        window.redo(retro)
    assert texts(shelf.page(retro)) == ["one"]


def test_a_copy_opened_on_another_laptop_has_nothing_to_undo(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("one"))
    with on_laptop("f"):
        assert shelf.undo(retro) == ()
        shelf.keep(retro, note("two"))
        shelf.undo(retro)
        shelf.redo(retro)
        shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["one"]
    shelf.undo(retro)
    assert shelf.page(retro).answers == ()


def test_acts_of_two_copies_of_a_file_on_one_laptop_are_each_taken_back_once(shelf: Shelf, tmp_path: Path) -> None:
    with on_laptop("a"):
        retro = begin(shelf)
        with Shelf.open(tmp_path / "stick.db") as stick:
            stick.receive(shelf.entries())
            shelf.keep(retro, note("desk 1"), note("desk 2"), note("desk 3"))
            stick.keep(retro, note("stick 1"), note("stick 2"), note("stick 3"))
            shelf.receive(stick.entries())
        assert shelf.undo(retro)
        assert shelf.undo(retro)
        assert shelf.undo(retro) == ()
        assert shelf.page(retro).answers == ()


def test_a_deleted_answer_comes_back_with_its_place(shelf: Shelf, retro: str) -> None:
    for text in ("one", "two", "three"):
        shelf.keep(retro, note(text))
    shelf.drop(retro, shelf.page(retro).answers[1])
    assert texts(shelf.page(retro)) == ["one", "three"]
    shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["one", "two", "three"]


def test_dropping_what_is_gone_is_no_act(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("one"))
    (one,) = shelf.page(retro).answers
    shelf.drop(retro, one)
    shelf.drop(retro, one)
    shelf.drop(retro, note("never kept"))
    shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["one"]


def test_keeping_what_stands_is_no_act(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("one"))
    (one,) = shelf.page(retro).answers
    count = len(shelf.entries())
    shelf.keep(retro, one)
    shelf.keep(retro, Details(title="Port system", parties={"client": "Harbour"}))
    assert len(shelf.entries()) == count
    shelf.undo(retro)
    assert shelf.page(retro).answers == ()


def test_a_rating_given_anew_after_a_deletion_has_nothing_of_the_old_one(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, rating(retro, 3, guess=1))
    shelf.drop(retro, *shelf.page(retro).answers)
    shelf.keep(retro, rating(retro, 2))
    (anew,) = shelf.page(retro).answers
    assert (getattr(anew, "value", 0), getattr(anew, "guess", 0)) == (2, None)


def test_a_rating_given_anew_after_an_undo_has_nothing_of_the_old_one(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, rating(retro, 3, guess=1))
    shelf.undo(retro)
    shelf.keep(retro, rating(retro, 2))
    (anew,) = shelf.page(retro).answers
    assert (getattr(anew, "value", 0), getattr(anew, "guess", 0)) == (2, None)
    assert anew.edited is None


def test_a_row_written_anew_after_a_deletion_has_nothing_of_the_old_one(shelf: Shelf, retro: str) -> None:
    first = row(promise="May", days="3")
    shelf.keep(retro, first)
    shelf.drop(retro, *shelf.page(retro).answers)
    shelf.keep(retro, replace(first, cells={"promise": "June"}))
    (anew,) = shelf.page(retro).answers
    assert dict(getattr(anew, "cells", {})) == {"promise": "June"}


def test_an_action_walks_through_its_states_and_back(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, action("Weekly call", owner="Gao", due="2026-04-01"))
    (first,) = shelf.page(retro).actions
    shelf.keep(retro, replace(first, status=Status.DONE, why="held four times"))
    assert [it.status for it in shelf.page(retro).open_actions()] == [Status.DONE]
    shelf.undo(retro)
    (again,) = shelf.page(retro).actions
    assert (again.status, again.why, again.owner, again.due) == (Status.OPEN, "", "Gao", "2026-04-01")


def test_history_tells_every_change_with_what_its_author_saw(shelf: Shelf) -> None:
    retro = begin(shelf, people=(("Gao", "client"),))
    (gao,) = shelf.page(retro).people
    shelf.keep(retro, note("a", person=gao.id))
    (a,) = shelf.page(retro).answers
    assert isinstance(a, Note)
    shelf.keep(retro, replace(a, text="b"))
    shelf.undo(retro)
    shelf.keep(retro, replace(a, text="c"))
    with on_laptop("f"):
        shelf.drop(retro, *shelf.page(retro).answers)
    told = [
        (event.verb, event.who, event.here, [c for c in event.changes if c[0] in ("text", "deleted")])
        for event in shelf.history(retro)
        if event.record == a.id
    ]
    assert told == [
        ("added", "Gao", True, [("text", None, "a")]),
        ("changed", "Gao", True, [("text", "a", "b")]),
        ("undone", "Gao", True, [("text", "a", "b")]),
        ("changed", "Gao", True, [("text", "a", "c")]),
        ("deleted", "Gao", False, [("deleted", None, True), ("text", "c", None)]),
    ]
    first = shelf.history(retro)[0]
    assert (first.record_kind, first.record, first.verb) == ("retrospective", retro, "added")


def test_history_tells_every_record_an_undone_act_had_changed(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("one"), note("two"))
    shelf.undo(retro)
    shelf.redo(retro)
    verbs = [event.verb for event in shelf.history(retro) if event.record_kind == "answer"]
    assert verbs == ["added", "added", "undone", "undone", "redone", "redone"]


def test_an_answer_begun_anew_is_told_as_added(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, rating(retro, 3))
    shelf.drop(retro, *shelf.page(retro).answers)
    shelf.keep(retro, rating(retro, 2))
    verbs = [event.verb for event in shelf.history(retro) if event.record_kind == "answer"]
    assert verbs == ["added", "deleted", "added"]


@pytest.mark.parametrize("who", [None, "nobody known"])
def test_an_answer_of_nobody_names_nobody(shelf: Shelf, retro: str, who: str | None) -> None:
    shelf.keep(retro, note("one", person=who))
    assert shelf.history(retro)[-1].who is None


def foreign(retro: str, record: str, **more: Any) -> Entry:
    """An entry from elsewhere."""
    usual: dict[str, Any] = {"laptop": "f" * 20, "time": "2030-01-01T00:00:00Z", "act": new_id(), "saw": ()}
    return make_entry(**usual | {"retrospective": retro, "counter": 50, "record": record} | more)


def test_an_undo_speaks_of_its_own_retrospective_only_and_stays_in_the_journal(shelf: Shelf, retro: str) -> None:
    other, act = begin(shelf, "Billing"), new_id()
    shelf.keep(retro, note("here"), act=act)
    there = {"question": "hope", "kind": "notes", "text": "there"}
    assert shelf.receive([foreign(other, new_id(), act=act, kind="answer", fields=there)]) == 1
    crossing = foreign(retro, act, act=act, kind=UNDO, fields={"undone": True})
    assert shelf.receive([crossing]) == 1
    assert (texts(shelf.page(retro)), texts(shelf.page(other))) == ([], ["there"])
    stranger = foreign(begin(shelf, "Meters"), act, act=act, kind=UNDO, fields={"undone": True})
    assert shelf.receive([stranger]) == 1
    assert texts(shelf.page(other)) == ["there"]
    assert standing(shelf) == derived(shelf)
    assert {crossing.id, stranger.id} <= {entry.id for entry in shelf.entries()}
    shelf.undo(retro)
    shelf.redo(retro)
    assert {card.title: card.answers for card in shelf.cards()} == {"Port system": 1, "Billing": 1, "Meters": 0}
    assert examine(shelf).ok


def test_a_counter_at_the_end_of_all_numbers_neither_blocks_nor_wins_and_is_kept(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("mine"))
    (mine,) = shelf.page(retro).answers
    ends = [
        foreign(retro, mine.id, counter=counter, kind="answer", saw=mine.heads, fields={"text": "theirs"})
        for counter in (2**63 - 1, 2**62)
    ]
    assert shelf.receive(ends) == 0, "nobody counts so far"
    # As a file holds them that somebody has made.
    shelf.connection.write(lambda: shelf.journal.put_back(ends))
    shelf.rebuild()
    assert isinstance(mine, Note)
    shelf.keep(retro, replace(mine, text="mine still"), note("and goes on"))
    assert texts(shelf.page(retro)) == ["mine still", "and goes on"]
    shelf.undo(retro)
    assert texts(shelf.page(retro)) == ["mine"]
    assert standing(shelf) == derived(shelf)
    assert examine(shelf).ok
    flip(shelf.path, "UPDATE entries SET fields = '{}' WHERE kind = 'person' OR record = ? AND counter = 2", mine.id)
    repair(shelf.path)
    kept = {row[0] for row in shelf.connection.values("SELECT id FROM entries")}
    assert {entry.id for entry in ends} <= kept
