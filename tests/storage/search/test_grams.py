"""Cutting text into what the index holds, and finding it again: what stands in a text is found, and marked."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.database import search_index
from storage.database.search_pieces import grams, marks, term
from storage.search.query import read_query

MIXED = st.text(st.sampled_from("信任合同港口ACMEacme éÉ１２3-,。 \n𠮷𠀋かガ🚀ß'\"*_"), max_size=30)
WORD = re.compile("[A-Za-zéÉß１２3]{2}")


def matched(texts: Sequence[str], match: str) -> list[int]:
    """Which of the texts SQLite's index finds, by their places."""
    connection = sqlite3.connect(":memory:")
    for statement in search_index.STATEMENTS:
        connection.execute(statement)
    for at, text in enumerate(texts):
        connection.execute("INSERT INTO findable VALUES (?, ?, '', '', ?)", [at, str(at), grams(text)])
    connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
    found = connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", [match]).fetchall()
    connection.close()
    return [row[0] for row in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("信", ["信任", "互信", "和ACME互信了"]),
        ("互信", ["互信", "和ACME互信了"]),
        ("acme互", ["和ACME互信了"]),
        ("和acme", ["和ACME互信了"]),
        ("和a", ["和ACME互信了"]),
        ("harb", ["Harbour office", "the harbours"]),
        ('"harbour"', ["Harbour office"]),
        ('"harbour office"', ["Harbour office"]),
        ("office harbour", ["Harbour office"]),
        ("arbour", []),
        ("ＨＡＲＢＯＵＲ", ["Harbour office", "the harbours"]),
        ("cafe", ["un Café noir"]),
        ("CAFÉ", ["un Café noir"]),
        ("don't", ["We don't know"]),
        ("dont", []),
        ("𠮷", ["土𠮷𠀋"]),
        ("𠀋", ["土𠮷𠀋"]),
        ("任信", []),
        ("“互信”", ["互信", "和ACME互信了"]),
    ],
)
def test_what_is_asked_for_is_found_in_both_languages_at_any_length(asked: str, found: list[str]) -> None:
    texts = [
        "信任",
        "互信",
        "和ACME互信了",
        "Harbour office",
        "the harbours",
        "un Café noir",
        "We don't know",
        "土𠮷𠀋",
    ]
    terms = read_query(asked).terms
    assert [texts[at] for at in matched(texts, " ".join(one.match for one in terms))] == found
    for text in texts:
        assert all(marks(text, [one]) for one in terms) == (text in found), text


@given(MIXED, st.data())
def test_every_stretch_of_a_text_is_found_there_and_marked(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    # Words are found from their beginning; Chinese anywhere.
    while 0 < begin < len(text) and WORD.fullmatch(text[begin - 1 : begin + 1]):
        begin -= 1
    asked = text[begin : data.draw(st.integers(begin, len(text)))]
    one = term(asked)
    if one is None:
        assert not any(sign.isalnum() for sign in asked)
        return
    assert matched([text], one.match) == [0]
    spans = marks(text, [one])
    assert spans
    assert all(0 <= start < stop <= len(text) for start, stop in spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


@given(st.lists(MIXED, max_size=4), MIXED)
def test_the_index_finds_what_the_marks_mark_and_nothing_else(texts: list[str], asked: str) -> None:
    one = term(asked, whole=True)
    if one is not None:
        assert matched(texts, one.match) == [at for at, text in enumerate(texts) if marks(text, [one])]


def test_marks_that_touch_are_one() -> None:
    terms = [one for one in map(term, ("信任", "任何", "何")) if one]
    assert marks("信任何人，信任", terms) == ((0, 3), (5, 7))


def test_filters_are_read_in_both_languages_with_either_colon() -> None:
    english = read_query(
        'by:Lin side:client phase:conflict with:"Harbour Office" since:2026-1 until:2026 kind:note trust'
    )
    chinese = read_query(
        "谁：Lin 方：client 阶段：conflict 对方：“Harbour Office” 从：2026年1月 到：2026年 类：便签 trust"
    )
    assert english == chinese
    assert english.by == ("Lin",)
    assert english.parties == ("Harbour Office",)
    assert (english.since, english.until) == ("2026-01", "2026")
    assert english.kinds == ("notes",)
    assert [one.words for one in english.terms] == [("trust",)]


@pytest.mark.parametrize(
    ("asked", "told"),
    [("since:soon", "“soon” is no date"), ("until:2026-13", "no date"), ("kind:poem", "no kind “poem”")],
)
def test_a_filter_that_means_nothing_is_said_and_passed_over(asked: str, told: str) -> None:
    query = read_query(f"trust {asked}")
    assert told in query.trouble[0]
    assert query.asks
    assert not read_query(asked).asks


def test_what_only_looks_like_a_filter_is_looked_for() -> None:
    assert [one.words for one in read_query("http://x.example 10:30 by:").terms] == [
        ("http", "x", "example"),
        ("10", "30"),
        ("by",),
    ]
