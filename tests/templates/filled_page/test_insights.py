"""What is read from a page: how far apart ratings lie, who said what, and the order of the document."""

from __future__ import annotations

import statistics
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from templates.filled_page.in_order import (
    Spread,
    actions_in_order,
    answers_in_order,
    by_side,
    spread,
)
from templates.filled_page.page import Note
from tests.templates.pages import small

numbers = st.lists(st.integers(0, 10), min_size=1)


@given(numbers)
def test_a_spread_tells_the_middle_the_ends_and_how_many(values: list[int]) -> None:
    assert spread(values) == Spread(statistics.median(values), min(values), max(values), len(values))


@given(numbers)
def test_a_spread_does_not_depend_on_who_answered_first(values: list[int]) -> None:
    shuffled = sorted(values, reverse=True)
    assert spread(shuffled) == spread(values) == spread(iter(values))


def test_nothing_has_no_spread() -> None:
    assert spread([]) is None


def test_answers_of_no_side_and_of_an_unknown_side_stand_last() -> None:
    page = small("en")
    given = [
        Note(id=str(n), question="expected", side=side, text="x")
        for n, side in enumerate(("gone", "vendor", None, "client", "vendor"))
    ]
    assert [(side.id if side else None, [note.id for note in notes]) for side, notes in by_side(page, given)] == [
        ("client", ["3"]),
        ("vendor", ["1", "4"]),
        (None, ["0", "2"]),
    ]


def test_answers_come_in_the_order_of_the_document() -> None:
    page = small("en")
    stray = Note(id="stray", question="gone", text="x")
    page = replace(page, answers=(stray, *reversed(page.answers)))
    assert [answer.id for answer in answers_in_order(page)] == [
        *("n4", "n1", "n2", "n3"),
        *("s2", "s1", "s3"),
        *("r2", "r1"),
        *("c1", "c2"),
        *("d1", "d2"),
        *("h1", "h2"),
        "stray",
    ]


def test_open_actions_come_first_and_dropped_ones_last() -> None:
    assert [action.id for action in actions_in_order(small("en"))] == ["a1", "a2", "a3", "a4"]
