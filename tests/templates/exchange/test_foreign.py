"""Other people's notes: what is taken for a note, a row, an action, a day; and that no word is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.exchange.notes.from_notes import read_foreign
from templates.filled_page.page import Note, Retrospective, Row
from templates.forms.filled_form import Remark, form_mark
from templates.markdown.parse import UnreadableError, parse

FIXTURE = Path(__file__).parents[1] / "fixtures" / "foreign.md"


def cases() -> list[tuple[str, str, list[str]]]:
    """A title, a document, and what is made of it."""
    parts = FIXTURE.read_text(encoding="utf-8").split("\n.\n")[1:]
    return [(parts[at].strip(), parts[at + 1] + "\n", parts[at + 2].split("\n")) for at in range(0, len(parts) - 2, 3)]


def lines(page: Retrospective) -> Iterator[str]:
    """A page as the fixture tells it, but for what is said."""
    yield f"day {page.date}".strip()
    for answer in page.answers:
        question = page.workbook.question(answer.question)
        assert question is not None
        match answer:
            case Note(text=text):
                yield f"note {question.text}: " + text.replace("\n", "\\n")
            case Row(cells=cells):
                assert set(cells) <= {column.id for column in question.columns}
                yield f"row {question.text}: " + " · ".join(cells.values())
    for action in page.actions:
        yield f"action {action.text} | {action.owner} | {action.due} | {action.status.value}"


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(text, wanted, id=id) for id, text, wanted in cases()])
def test_a_file_is_taken_for_what_its_writers_meant(text: str, wanted: list[str]) -> None:
    assert form_mark(parse(text, plain=True)) is None
    page, remarks = read_foreign(text, name="file")
    told = list(lines(page))
    assert sorted(told) == sorted(line for line in wanted if not line.startswith(("said", "title")))
    said = [remark.text for remark in remarks[1:]]
    beginnings = [line.removeprefix("said").strip() for line in wanted if line.startswith("said ")]
    assert len(said) == len(beginnings), said
    assert all(text.startswith(beginning) for text, beginning in zip(said, beginnings, strict=True)), said
    title = next((line.removeprefix("title ") for line in wanted if line.startswith("title")), page.title)
    assert page.title == title


# -- no word is lost -----------------------------------------------------------------------------------------------

WORD = st.integers(0, 10**6).map(lambda n: f"w{n}q")
"""A word that no label, name of a day or sign can be mistaken for."""
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
PIECE = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    st.tuples(WORDS, WORDS).map(lambda two: f"{two[0]} | {two[1]}"),
    st.tuples(WORDS, WORD).map(lambda two: f"{two[0]} `{two[1]}`"),
    st.tuples(WORDS, WORD).map(lambda two: f"[{two[0]}](https://{two[1]}.example)"),
    st.tuples(WORDS, WORD).map(lambda two: f"{two[0]} @{two[1]}"),
)
ITEM = st.tuples(st.sampled_from(["-", "*", "1.", "- [ ]", "- [x]", "•", "－", "1、", "☐"]), PIECE).map(" ".join)
BLOCK = st.one_of(
    PIECE,
    st.lists(ITEM, min_size=1, max_size=4).map("\n".join),
    st.tuples(ITEM, ITEM).map(lambda two: f"{two[0]}\n    {two[1]}"),
    PIECE.map("> {}".format),
    st.tuples(WORDS, PIECE).map(lambda two: f"> ## {two[0]}\n>\n> - {two[1]}"),
    PIECE.map("```\n{}\n```".format),
    WORDS.map("<!-- {} -->".format),
    WORDS.map("**{}**".format),
    st.lists(st.lists(WORDS, min_size=2, max_size=4).map(" | ".join), min_size=1, max_size=3).map(
        lambda rows: "| a1q | b1q |\n|---|---|\n" + "\n".join(f"| {row} |" for row in rows)
    ),
    st.just("| c1q | d1q |\n|---|---|"),
    st.just("---"),
)
HEADING = st.tuples(
    st.sampled_from(["#", "##", "###"]),
    st.one_of(WORDS, st.sampled_from(["Action items", "行动项", "Before the meeting", "Next steps"])),
).map(" ".join)
FRONT = st.one_of(
    st.just(""),
    st.tuples(WORDS, WORDS).map(lambda two: f"---\ntitle: {two[0]}\nauthor: {two[1]}\n---\n\n"),
)
FILES = st.tuples(FRONT, st.lists(st.one_of(HEADING, BLOCK, BLOCK), min_size=2, max_size=9).map("\n\n".join)).map(
    "".join
)


def stands(page: Retrospective, remarks: tuple[Remark, ...]) -> str:
    """Everything that is to be read of a file afterwards."""
    told = [page.title, *(remark.text for remark in remarks)]
    for phase in page.workbook.phases:
        told.append(phase.title)
        for question in phase.questions:
            told += [question.text, *(column.text for column in question.columns)]
    for answer in page.answers:
        told += [answer.text] if isinstance(answer, Note) else answer.cells.values() if isinstance(answer, Row) else ()
    for action in page.actions:
        told += [action.text, action.owner]
    return "\n".join(told)


@given(FILES)
@settings(max_examples=300)
def test_every_word_stands_somewhere_or_is_named(text: str) -> None:
    try:
        page, remarks = read_foreign(text, name="file")
    except UnreadableError:
        return
    read = stands(page, remarks)
    words = set(re.findall(r"\w+q\b", text))
    assert {word for word in words if not re.search(rf"\b{word}\b", read)} == set()


def test_more_than_a_page_can_ask_is_refused_whole() -> None:
    with pytest.raises(UnreadableError, match="too many pieces"):
        read_foreign("# R\n" + "".join(f"\n## h{n}\n\n- a\n" for n in range(501)), name="r")
