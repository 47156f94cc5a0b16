"""Answers for a spreadsheet: one row each, and nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from templates.exchange.export import export
from templates.exchange.to_csv import COLUMNS, as_csv, harmless
from templates.filled_page.agreed import Group
from templates.filled_page.page import Note, Retrospective
from templates.readers.narrowed import FOR_BOTH
from tests.templates.markdown.test_markdown import texts
from tests.templates.pages import small


def rows(page: Retrospective) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    text = as_csv(page)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_answer_has_a_row_with_words_for_people() -> None:
    page = small("en")
    found = {row["id"]: row for row in rows(page)}
    assert list(found) == [answer["id"] for answer in _json(page)]
    assert tuple(found["n1"]) == COLUMNS
    assert found["n1"] == {
        "id": "n1", "phase": "The start", "question": "expected", "asked": "What did you expect?", "kind": "notes",
        "side": "Client", "by": "Ann Lee", "answer": "Live by spring.\nAnd quiet nights:\n\n- no calls\n- no mails",
        "guess": "", "group": "", "private": "", "created": "2026", "edited": "",
    }  # fmt: skip
    assert found["s1"]["answer"] == "3"
    assert found["s1"]["guess"] == "2"
    assert found["r1"]["answer"] == "Promise: Live in one month\nGiven on: 2025-08-18\nDays: 30\nKept: no"
    assert found["c1"]["answer"] == "Nobody asked how; The date stood first"
    assert found["h2"]["answer"] == "Apart"


def _json(page: Retrospective) -> list[dict[str, str]]:
    import json

    found: list[dict[str, str]] = json.loads(export(page, FOR_BOTH, "json").text)["answers"]
    return found


def test_a_note_names_its_group_and_nobody_is_named_where_it_was_written_without_a_name() -> None:
    page = small("en")
    note = Note(id="x", question="left", side="client", person="p1", text="t", group="g", anonymous=True)
    told = rows(replace(page, answers=(note,), groups=(Group(id="g", title="=Together"),)))
    assert (told[0]["group"], told[0]["by"]) == ("'=Together", "")


@given(text=st.one_of(texts, st.sampled_from(("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "－1"))))
def test_no_cell_begins_like_a_formula_and_the_words_are_there(text: str) -> None:
    page = small("en")
    told = as_csv(replace(page, answers=(Note(id="x", question="left", text=text),)))
    (row,) = csv.DictReader(StringIO(told.removeprefix("\ufeff"), newline=""))
    assert row["answer"] in (text, f"'{text}")
    assert not row["answer"].startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert all(line.startswith('"') for line in told.removeprefix("\ufeff").split("\n")[:1])


def test_a_number_is_a_number() -> None:
    assert harmless("3") == "3"
    assert harmless("") == ""
