"""Entries add up to the same, whatever the order they come in and however often."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.database.projection import _values, entry_of
from storage.entries.ancestry import ancestry
from storage.entries.change import changed_fields
from storage.entries.entry import (
    UNDO,
    Entry,
    Json,
    canonical,
    make_entry,
)
from storage.entries.fold import DELETED, fold, undone_acts
from storage.records.all_tables import derive

values: st.SearchStrategy[Json] = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=4)
COLUMNS = ("id", "retrospective", "laptop", "counter", "time", "act", "kind", "record", "saw", "fields", "nonce")
laptops = st.sampled_from(["a" * 20, "b" * 20, "c" * 20])


def entry(**more: Any) -> Entry:
    usual: dict[str, Any] = {
        "retrospective": "r",
        "laptop": "a" * 20,
        "counter": 1,
        "time": "2026-03-02T10:00:00Z",
        "act": "act",
        "kind": "answer",
        "record": "note",
        "saw": (),
        "fields": {},
    }
    return make_entry(**usual | more)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """The entries of one record as several laptops might have made them: each rests on any earlier ones."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(1, 7))):
        saw = draw(st.lists(st.sampled_from(entries), unique_by=lambda e: e.id, max_size=3)) if entries else []
        names = st.sampled_from(["text", "side", "kind", "question", "value"])
        fields: dict[str, Json] = draw(st.dictionaries(names, values, min_size=1, max_size=3))
        if draw(st.integers(0, 4)) == 0:
            fields = {DELETED: True}
        counter = max((e.counter for e in saw), default=0) + draw(st.integers(1, 2))
        entries.append(
            entry(
                laptop=draw(laptops),
                counter=counter,
                time=f"2026-03-02T10:00:{number:02d}Z",
                act=f"act{draw(st.integers(0, 5))}",
                saw=tuple(e.id for e in saw),
                fields=fields,
            )
        )
    return entries


@st.composite
def turns(draw: st.DrawFn) -> list[Entry]:
    """Entries that undo and redo acts."""
    return [
        entry(
            kind=UNDO,
            act=f"act{number}",
            record=f"act{number}",
            counter=draw(st.integers(1, 20)),
            laptop=draw(laptops),
            fields={"undone": draw(st.booleans())},
        )
        for number in draw(st.lists(st.integers(0, 5), max_size=4))
    ]


def shuffled(entries: Sequence[Entry]) -> st.SearchStrategy[list[Entry]]:
    return st.tuples(st.permutations(entries), st.lists(st.sampled_from(entries), max_size=3)).map(
        lambda both: [*both[0], *both[1]]
    )


@given(histories(), turns(), st.data())
def test_the_fold_knows_neither_the_order_nor_how_often_entries_arrive(
    entries: list[Entry], undo: list[Entry], data: st.DataObject
) -> None:
    again = data.draw(shuffled(entries))
    undone = undone_acts(data.draw(st.permutations(undo)))
    assert undone == undone_acts(undo)
    assert fold(again, undone) == fold(entries, undone)


@given(histories(), turns(), st.data())
def test_tables_know_neither_the_order_nor_how_often_entries_arrive(
    entries: list[Entry], undo: list[Entry], data: st.DataObject
) -> None:
    everything = [*entries, *undo]
    assert derive(data.draw(shuffled(everything))) == derive(everything)


@given(histories())
def test_what_nothing_rests_on_is_what_the_next_change_rests_on(entries: list[Entry]) -> None:
    state = fold(entries, ())
    assert state is not None
    rested_on = {parent for e in entries for parent in e.saw}
    assert set(state.heads) == {e.id for e in entries} - rested_on


@given(histories())
def test_a_change_that_saw_everything_is_all_that_stands(entries: list[Entry]) -> None:
    state = fold(entries, ())
    assert state is not None
    top = max(e.counter for e in entries)
    last = entry(counter=top + 1, saw=state.heads, fields=dict.fromkeys(state.fields, "settled") or {"text": "x"})
    settled = fold([*entries, last], ())
    assert settled is not None
    assert settled.also == ()
    assert not settled.deleted
    assert set(settled.fields.values()) <= {"settled", "x"}


@given(histories(), st.data())
def test_what_is_undone_and_done_again_leaves_no_trace(entries: list[Entry], data: st.DataObject) -> None:
    act = data.draw(st.sampled_from(entries)).act
    back = entry(kind=UNDO, act=act, record=act, counter=40, fields={"undone": True})
    forth = entry(kind=UNDO, act=act, record=act, counter=41, fields={"undone": False})
    assert fold(entries, undone_acts([forth, back])) == fold(entries, ())


def test_the_last_word_on_an_act_counts_by_the_common_order() -> None:
    back = entry(kind=UNDO, act="x", record="x", counter=9, laptop="a" * 20, fields={"undone": True})
    forth = entry(kind=UNDO, act="x", record="x", counter=9, laptop="b" * 20, fields={"undone": False})
    assert undone_acts([forth, back]) == undone_acts([back, forth]) == frozenset()


def test_an_undone_beginning_stays_under_what_somebody_else_wrote_upon_it() -> None:
    first = entry(act="mine", fields={"kind": "notes", "question": "hope", "text": "mine"})
    theirs = entry(act="theirs", laptop="b" * 20, counter=2, saw=(first.id,), fields={"text": "theirs"})
    state = fold([first, theirs], {("r", "mine")})
    assert state is not None
    assert dict(state.fields) == {"kind": "notes", "question": "hope", "text": "theirs"}
    assert fold([first, theirs], {("r", "mine"), ("r", "theirs")}) is None


def test_an_undone_beginning_does_not_outlive_a_deletion() -> None:
    first = entry(act="mine", fields={"kind": "notes", "question": "hope", "text": "mine"})
    gone = entry(act="theirs", laptop="b" * 20, counter=2, saw=(first.id,), fields={DELETED: True})
    state = fold([first, gone], {("r", "mine")})
    assert state is not None
    assert state.deleted


json_values: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text("abc.", min_size=1, max_size=5), json_values, max_size=4))
def test_an_entry_reads_back_from_its_row_as_it_was(fields: dict[str, Json]) -> None:
    made = entry(fields=fields, saw=("2" * 64, "1" * 64))
    back = entry_of(dict(zip(COLUMNS, _values(made), strict=True)))
    assert back == made
    assert canonical(back) == canonical(made)
    assert back.is_sound


@pytest.mark.parametrize("field", ["retrospective", "laptop", "time", "act", "kind", "record", "nonce", "counter"])
def test_any_changed_part_of_an_entry_is_noticed(field: str) -> None:
    made = entry(fields={"text": "x"})
    flipped = dict(zip(COLUMNS, _values(made), strict=True))
    flipped[field] = 2 if field == "counter" else f"{flipped[field]}x"
    assert not entry_of(flipped).is_sound


def test_two_entries_that_say_the_same_are_two() -> None:
    assert entry(fields={"value": 3}).id != entry(fields={"value": 3}).id


@given(histories())
def test_what_an_entry_rests_on_is_what_can_be_reached_from_it(entries: list[Entry]) -> None:
    ordered = sorted(entries, key=lambda e: e.order)
    reached: dict[str, set[str]] = {}
    for one in ordered:
        parents = {parent for parent in one.saw if parent in reached}
        reached[one.id] = parents.union(*(reached[parent] for parent in parents))
    told = [{ordered[place].id for place in range(len(ordered)) if place in seen} for seen in ancestry(ordered)]
    assert told == [reached[one.id] for one in ordered]


def test_thousands_of_changes_of_one_note_take_room_in_step_with_their_number() -> None:
    entries: list[Entry] = []
    for number in range(3_000):
        # Now and then two changes are made apart, and the next one has seen both.
        newest = 2 if number % 100 == 51 else 1
        saw = entries[-1].saw if number % 100 == 50 else tuple(e.id for e in entries[-newest:])
        entries.append(entry(counter=number + 1, saw=saw, fields={"text": number}))
    tracemalloc.start()
    try:
        state = fold(entries, ())
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert state is not None
    assert (state.fields["text"], state.also, len(state.heads)) == (2_999, (), 1)
    assert most < 4_000_000  # by pairs it was two hundred million


def test_what_has_no_bytes_was_never_an_entry() -> None:
    made = entry(fields={"text": "x"})
    stranger = Entry(**{name: getattr(made, name) for name in Entry.__slots__} | {"fields": {"text": "\ud800"}})
    assert not stranger.is_sound


simple = st.dictionaries(st.sampled_from(["text", "side", "cell.a", "cell.b"]), st.none() | st.text(max_size=3))


@given(simple, simple)
def test_an_entry_carries_what_differs_and_no_more(base: dict[str, Json], fields: dict[str, Json]) -> None:
    for kind in ("notes", "ledger"):
        start, end = base | {"kind": kind}, fields | {"kind": kind}
        changed = changed_fields(end, start)
        assert all(start.get(name) != value for name, value in changed.items())
        after = start | changed
        assert all(after.get(name) == value for name, value in end.items())
        if kind == "ledger":
            left = {name for name in after if name.startswith("cell.") and after[name]}
            assert left == {name for name in end if name.startswith("cell.") and end[name]}


@settings(max_examples=20)
@given(simple)
def test_keeping_what_stands_changes_nothing(base: dict[str, Json]) -> None:
    assert changed_fields(base, base) == {}
    assert json.loads(json.dumps(base)) == base
