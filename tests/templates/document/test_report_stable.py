"""Exports kept in git read well: one answer changed, and only its own lines and the figures that count it change."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.document.render import render
from templates.exchange.export import FORMS, export
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.readers.narrowed import audiences
from tests.templates.markdown.test_markdown import texts
from tests.templates.pages import small


def changed(page: Retrospective, answer: Answer) -> tuple[list[str], list[str]]:
    """The lines that go, and those that come, where an answer takes the place of the one of its id."""
    before, after = render(page).split("\n"), render(page.with_answer(answer)).split("\n")
    gone, come = [], []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            gone += before[a:b]
            come += after[c:d]
    return gone, come


def section(document: str, heading: str) -> list[str]:
    """The lines under a heading that carries this id."""
    lines = document.split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("#") and f"<!-- {heading}" in line)
    end = next((n for n, line in enumerate(lines) if n > start and line.startswith("#")), len(lines))
    return lines[start:end]


@settings(max_examples=25)
@given(text=texts.filter(str.strip), id=st.sampled_from(("n1", "n2", "n3", "n4")))
def test_changing_a_note_changes_no_more_lines_than_it_has(text: str, id: str) -> None:
    page = small("en")
    note = page.answer(id)
    assert isinstance(note, Note)
    gone, come = changed(page, replace(note, text=text))
    assert len(gone) <= note.text.count("\n") + 1
    assert len(come) <= text.count("\n") + 1


@settings(max_examples=8)
@given(value=st.integers(1, 3), guess=st.one_of(st.none(), st.integers(1, 3)), id=st.sampled_from(("s1", "s3", "d1")))
def test_changing_a_number_changes_its_own_table_and_the_figures_that_count_it(
    value: int, guess: int | None, id: str
) -> None:
    page = small("en")
    rating = page.answer(id)
    assert isinstance(rating, Rating)
    other = page.with_answer(replace(rating, value=value, guess=guess))
    for heading in ("expected", "promises", "signs", "today"):
        assert section(render(page), heading) == section(render(other), heading)
    told = {"actions": "## Actions", "people": "## Who took part"}
    for start in told.values():
        assert _part(render(page), start) == _part(render(other), start)


def _part(document: str, start: str) -> str:
    return document.split(f"\n{start}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize(
    ("id", "change", "lines"),
    [
        ("r2", {"cells": {"promise": "Reports | lists, one of them", "days": "9"}}, 1),
        # A shorter widest cell moves the bars of its own table.
        ("r2", {"cells": {"promise": "Reports", "days": "7"}}, 4),
        ("h1", {"choice": "b"}, 1),
        ("c2", {"checked": ("a",)}, 3),
    ],
)
def test_changing_a_row_a_choice_or_ticks_changes_their_own_lines(
    id: str, change: dict[str, object], lines: int
) -> None:
    page = small("en")
    answer = page.answer(id)
    assert isinstance(answer, Row | Choice | Checks)
    gone, come = changed(page, replace(answer, **change))  # type: ignore[arg-type]
    assert len(gone) == len(come) == lines, (gone, come)


def test_the_same_page_gives_the_same_bytes_in_every_form_for_every_reader() -> None:
    for lang in ("en", "zh"):
        page = small(lang)
        for audience in audiences(page):
            for form in FORMS:
                assert export(page, audience, form).text == export(small(lang), audience, form).text
                assert "\r" not in export(page, audience, form).text
