"""The JSON that scripts rely on: the contract's keys, ids instead of words, null for what is absent."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from templates.exchange.to_json import as_json
from templates.filled_page.page import Note
from tests.templates.markdown.test_markdown import texts
from tests.templates.pages import small, spoken


def page_json() -> Any:
    """The small page, as a program would read it."""
    return json.loads(json.dumps(as_json(small("en")), ensure_ascii=False))


def test_the_page_has_the_keys_of_the_contract_in_their_order() -> None:
    assert list(page_json()) == [
        "format", "audience", "retrospective", "people", "questions", "answers", "groups", "votes", "actions",
        "topics", "agreements", "reviews", "readings",
    ]  # fmt: skip
    assert page_json()["format"] == 1
    assert page_json()["groups"] == page_json()["votes"] == []


def test_the_retrospective_says_who_it_is_and_where_it_stands() -> None:
    assert page_json()["retrospective"] == {
        "id": "5b1e",
        "slug": "tide-tables",
        "title": "Tide tables, first year",
        "workbook": "together",
        "lang": "en",
        "date": "2026-09-04",
        "sides": [
            {"id": "client", "name": "Client", "party": "Harbour Office"},
            {"id": "vendor", "name": "Vendor", "party": None},
        ],
        "stage": "end",
    }
    assert page_json()["people"] == [
        {"id": "p1", "name": "Ann Lee", "side": "client"},
        {"id": "p2", "name": "Bo Chen", "side": "vendor"},
    ]


def test_a_question_gives_the_words_of_its_ids() -> None:
    questions = {question["id"]: question for question in page_json()["questions"]}
    assert list(questions) == ["expected", "trust", "promises", "signs", "pay", "size", "today", "left"]
    assert questions["expected"] == {
        "id": "expected", "phase": "start", "kind": "notes", "text": "What did you expect?",
    }  # fmt: skip
    assert questions["trust"]["steps"] == [
        {"id": "a", "text": "Not at all", "value": 1},
        {"id": "b", "text": "Here and there", "value": 2},
        {"id": "c", "text": "Fully", "value": 3},
    ]
    assert questions["promises"]["columns"] == [
        {"id": "promise", "text": "Promise", "kind": "text"},
        {"id": "day", "text": "Given on", "kind": "date"},
        {"id": "days", "text": "Days", "kind": "number"},
        {
            "id": "kept",
            "text": "Kept",
            "kind": "choice",
            "options": [{"id": "yes", "text": "yes"}, {"id": "no", "text": "no"}],
        },
    ]
    assert [option["id"] for option in questions["signs"]["options"]] == ["a", "b"]
    assert [option["text"] for option in questions["today"]["options"]] == ["Together", "Apart"]


def test_every_kind_of_answer_has_the_keys_of_its_kind() -> None:
    answers = {answer["id"]: answer for answer in page_json()["answers"]}
    assert answers["n2"] == {
        "id": "n2",
        "question": "expected",
        "kind": "notes",
        "side": "vendor",
        "by": "Bo Chen",
        "person": "p2",
        "text": "1. A reference for the whole coast",
        "group": None,
        "turning": False,
        "opened": False,
        "anonymous": False,
        "private": None,
        "created": None,
        "edited": None,
        "also": [{"field": "text", "value": "Live by summer"}],
    }
    assert (answers["n1"]["created"], answers["n4"]["edited"]) == ("2026", "2027")
    assert (answers["n3"]["side"], answers["n3"]["by"], answers["n3"]["person"]) == (None, None, None)
    assert (answers["s1"]["value"], answers["s1"]["guess"], answers["s2"]["guess"]) == (3, 2, None)
    assert list(answers["r1"]["cells"].items()) == [
        ("promise", "Live in one month"), ("day", "2025-08-18"), ("days", "30"), ("kept", "no"),
    ]  # fmt: skip
    assert (answers["c1"]["kind"], answers["c1"]["checked"]) == ("checklist", ["a", "b"])
    assert (answers["h2"]["kind"], answers["h2"]["choice"]) == ("choice", "b")
    assert "also" not in answers["n1"]


def test_an_action_has_every_key_and_null_where_nothing_was_said() -> None:
    actions = page_json()["actions"]
    assert [action["id"] for action in actions] == ["a1", "a2", "a3", "a4"]
    assert actions[0] == {
        "id": "a1",
        "text": "Show the swap list every Friday",
        "when": "When a wish comes from outside the contract",
        "owner": "Ann Lee",
        "side": "client",
        "due": "2026-09-18",
        "check_on": "2026-10-02",
        "done_means": "Both managers have signed it",
        "confirm": "Bo Chen",
        "control": "them",
        "status": "open",
        "why": None,
        "topic": None,
        "earlier": None,
    }
    assert {key for key, value in actions[1].items() if value is None} == {
        "when", "owner", "side", "due", "check_on", "done_means", "confirm", "control", "why",
        "topic", "earlier",
    }  # fmt: skip


@given(st.lists(texts, min_size=1, max_size=3))
def test_what_people_wrote_comes_through_untouched(pieces: list[str]) -> None:
    notes = tuple(Note(id=str(n), question="notes", text=text) for n, text in enumerate(pieces))
    page = replace(spoken(lambda: "x"), answers=notes)
    told = json.loads(json.dumps(as_json(page)))
    assert [answer["text"] for answer in told["answers"]] == pieces
