"""The document somebody holds at the end: what stands in it, in what order, and what never happens to it."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from templates.cells.width import width
from templates.document.render import render
from templates.filled_page.page import (
    Action,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
    Status,
)
from templates.markdown.table import table
from templates.workbook.model import (
    Column,
    Kind,
    Phase,
    Question,
    Workbook,
)
from tests.templates.markdown.test_markdown import SPEC, texts
from tests.templates.pages import options, small, spoken
from tests.templates.readback import PARSERS, Item, read_back

FIXTURES = Path(__file__).parents[1] / "fixtures"


def written(page: Retrospective) -> list[str]:
    """The document's lines."""
    return render(page).split("\n")


def seen(page: Retrospective) -> str:
    """The document as a reader sees it: without the comments by which things are taken back."""
    return re.sub(r" ?<!-- [^\n]*? -->", "", render(page))


def with_answer(page: Retrospective, id: str, **changes: object) -> Retrospective:
    """The page with one answer changed."""
    return replace(
        page,
        answers=tuple(replace(a, **changes) if a.id == id else a for a in page.answers),  # type: ignore[arg-type]
    )


def section(document: str, title: str) -> str:
    """What stands under a heading, up to the next one."""
    return document.split(f" {title}\n\n", 1)[1].split("\n\n#", 1)[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_small_retrospective_is_written_as_a_team_would_send_it(lang: str) -> None:
    file = FIXTURES / f"report_{lang}.md"
    document = render(small(lang))
    if os.environ.get("REWRITE_FIXTURES"):
        file.write_text(document, encoding="utf-8", newline="\n")
    assert document == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_languages_have_the_same_build(lang: str) -> None:
    assert read_back(render(small(lang))).skeleton == read_back(render(small("en"))).skeleton


def speaker(said: list[str], choose: Callable[[], str]) -> Callable[[], str]:
    """Says what `choose` gives, each time with another number at its end, and remembers it."""
    numbers = count()

    def say() -> str:
        said.append(f"{choose()}{next(numbers)}")
        return said[-1]

    return say


def team(say: Callable[[], str]) -> Retrospective:
    """A page with chosen words, for one team without sides."""
    page = spoken(say)
    return replace(page, workbook=replace(page.workbook, sides=()))


@pytest.mark.parametrize("reader", PARSERS)
@given(
    pieces=st.lists(texts, min_size=1, max_size=8),
    seed=st.integers(0, 1000),
    page_of=st.sampled_from((spoken, team)),
)
def test_whatever_people_write_the_document_keeps_its_build_and_their_words(
    reader: str, pieces: list[str], seed: int, page_of: Callable[[Callable[[], str]], Retrospective]
) -> None:
    plain = read_back(render(page_of(speaker([], lambda: "word"))), PARSERS[reader])
    said: list[str] = []
    page = page_of(speaker(said, lambda: random.Random(f"{seed}{len(said)}").choice(pieces)))
    document = render(page)
    read = read_back(document, PARSERS[reader])
    assert read.skeleton == plain.skeleton

    names = {person.id: person.name for person in page.people}
    for note in page.answers:
        if isinstance(note, Note):
            assert Item(note.text, names.get(note.person or "")) in read.items
        if isinstance(note, Row):
            assert set(note.cells.values()) - {"a"} <= set(read.cells)
    lines = [item.text for item in read.items]
    for action in page.actions:
        box = {Status.OPEN: "[ ] ", Status.DROPPED: ""}.get(action.status, "[x] ")
        assert box + action.text in lines
    first = page.actions[0]
    assert f"Occasion: {first.when}" in lines
    assert f"Done means: {first.done_means}" in lines
    for question in list(page.workbook.questions)[:3]:
        assert ("h3", question.text) in read.headings
    assert read.headings[0] == ("h1", page.title)
    assert yaml.safe_load(document.split("\n---\n")[0])["title"] == page.title


def test_the_examples_of_the_commonmark_specification_read_back_from_a_retrospective() -> None:
    questions = (
        Question("n", "Notes"),
        Question("l", "Ledger", Kind.LEDGER, columns=(Column("what", "x"),)),
    )
    page = Retrospective(
        id="0",
        slug="s",
        title="T",
        workbook=Workbook("w", "W", (Phase("p", "P", questions),)),
        answers=tuple(
            answer
            for n, text in enumerate(SPEC)
            for answer in (
                Note(id=f"n{n}", question="n", text=text),
                Row(id=f"r{n}", question="l", cells={"what": text}),
            )
        ),
    )
    for parser in PARSERS.values():
        read = read_back(render(page), parser)
        assert [item.text for item in read.items] == [text for text in SPEC if text.strip()]
        assert read.cells[1:] == [text for text in SPEC if text.strip()]
        assert read.headings == [("h1", "T"), ("h2", "P"), ("h3", "Notes"), ("h3", "Ledger")]


def test_the_same_page_gives_the_same_bytes() -> None:
    assert render(small("zh")).encode() == render(small("zh")).encode()


def test_changing_a_note_changes_its_own_line_alone() -> None:
    before, after = written(small("en")), written(with_answer(small("en"), "n4", text="Two prices"))
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("- A price below $5 <!-- n4 side=client -->", "- Two prices <!-- n4 side=client -->")
    ]


def test_changing_a_rating_changes_its_own_table_alone_beside_what_is_read_from_it() -> None:
    pages = (small("en"), with_answer(small("en"), "s3", value=2, guess=None))
    before, after = (render(page).split("\n## The start")[1].split("\n") for page in pages)
    changed = [n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert changed
    assert all(after[n].startswith("| Vendor | 2 (Bo Chen)") for n in changed)


def test_a_page_nobody_has_answered_has_no_empty_skeleton() -> None:
    page = replace(small("en"), answers=(), actions=())
    assert seen(page).split("\n---\n", 1)[1] == (
        "\n# Tide tables, first year\n\n2026-09-04 · How we worked together\n\n## Who took part\n\n"
        "- **Client · Harbour Office**: Ann Lee\n- **Vendor**: Bo Chen\n\n---\n\n"
        "Not answered — **The start**: all 4 questions — **The end**: all 4 questions\n"
    )


def test_a_blank_answer_is_no_answer() -> None:
    page = small("en")
    blanks = (
        Note(id="x", question="left", side="client", text=" \n"),
        Row(id="y", question="left", cells={"promise": " "}),
    )
    assert render(replace(page, answers=(*page.answers, *blanks))) == render(page)


def test_on_the_short_road_only_its_own_questions_are_missed() -> None:
    page = small("en")
    start, end = page.workbook.phases
    core = replace(end, questions=tuple(replace(q, core=q.id == "today") for q in end.questions))
    short = replace(page, workbook=replace(page.workbook, phases=(start, core)), short=True)
    assert "Not answered" not in seen(short)
    assert "### What did you expect?" in seen(short), "what was answered before it was made short stays"
    assert seen(replace(short, answers=())).endswith("Not answered — **The end**: How do you stand today?\n")


def test_a_workbook_for_one_team_names_no_sides() -> None:
    questions = (
        Question("n", "What went well?"),
        Question("s", "How glad are you?", Kind.SCALE, options=options("Little", "Much")),
        Question("c", "What did you see?", Kind.CHECKLIST, options=options("Sun", "Rain")),
        Question("o", "Again?", Kind.CHOICE, options=options("Yes", "No")),
    )
    page = spoken(lambda: "x")
    ours = replace(
        page,
        workbook=Workbook("w", "W", (Phase("p", "P", questions),)),
        people=(Person("p", "1. Ann"), Person("q", "Bo")),
        answers=(
            Note(id="1", question="n", person="p", text="All"),
            Rating(id="2", question="s", person="p", value=1),
            Rating(id="3", question="s", value=2),
            Rating(id="4", question="s", value=2),
            replace(page.answers[7], question="c", side=None),
            replace(page.answers[8], question="o", side=None, also=()),
        ),
        actions=(),
    )
    assert seen(ours).split("## Who took part", 1)[1] == (
        "\n\n- 1\\. Ann, Bo\n\n## P\n\n### What went well?\n\n- All — *1. Ann*\n\n"
        "### How glad are you?\n\n1 Little · 2 Much\n\n"
        "| Values                    | Median | Range | Answers |\n"
        "| ------------------------- | -----: | ----: | ------: |\n"
        "| 1 (1. Ann), 2 (2 unnamed) |      2 |   1–2 |       3 |\n\n"
        "### What did you see?\n\n"
        "| Item | Ticked |\n| ---- | -------- |\n| Sun  |  |\n| Rain | ✓ 1. Ann |\n\n"
        "### Again?\n\n- No (Bo)\n"
    )


def test_sides_are_never_averaged_and_only_sides_that_answered_are_counted() -> None:
    document = section(seen(small("en")), "How far did you trust the other side?")
    assert "| Client | 2, 3 (Ann Lee) | 2 (Ann Lee)" in document
    assert " 2.5 |   2–3 |       2 |" in document
    assert "| Vendor | 1 (Bo Chen) " in document
    alone = with_answer(small("en"), "s3", value=None, guess=3)
    assert "| Vendor |                | 3 (Bo Chen)                      |        |       |       0 |" in (
        section(seen(alone), "How far did you trust the other side?")
    )


def test_open_actions_stand_before_all_that_was_said() -> None:
    page = small("en")
    done = Action(id="z", text="Waits", owner="Bo Chen", status=Status.DONE, confirm="Ann Lee", why="Seen")
    items = read_back(seen(replace(page, actions=(*page.actions, done)))).items
    firsts = [item.text for item in items if item.text.startswith("[") or item.text.startswith("Lunch")]
    assert firsts == [
        "[ ] Show the swap list every Friday",
        "[ ] Find a room with a window",
        "[x] Waits",
        "[x] Ten minutes without minutes",
        "Lunch together on Wednesdays",
    ]
    texts = [item.text for item in items]
    assert texts.index("Lunch together on Wednesdays") < texts.index("A price below $5")
    assert "To be confirmed by: Ann Lee" in texts


def test_what_was_written_elsewhere_at_the_same_time_is_shown_beside_what_stands() -> None:
    page = spoken(lambda: "word")
    also = [item.text for item in read_back(render(page)).items if "lso written" in item.text]
    assert also == [
        "Also written: word",  # the action
        "Also written: word",  # the note
        "word · word: Also written: 2 word",
        "Them · word: Also written: word: word",
        "Also written: word",  # the choice
    ]
    words = "\n".join(str(value) for value in also)
    assert "cell." not in words


def test_no_id_is_seen() -> None:
    page = small("en")
    ids = {"p1", "p2", *(a.id for a in page.answers), *(a.id for a in page.actions)}
    body = seen(page).split("\n---\n", 1)[1]
    assert not {word for word in ids if f" {word}" in body or f"({word}" in body}
    assert page.id not in body


@given(title=texts, party=texts, day=texts)
def test_any_reader_of_yaml_gets_the_front_matter_exactly(title: str, party: str, day: str) -> None:
    page = replace(small("zh"), title=title, parties={"vendor": party}, date=day)
    assert yaml.safe_load(render(page).split("\n---\n")[0]) == {
        "title": title,
        "date": day,
        "language": "zh",
        "workbook": "我们是怎样合作的",
        "parties": [{"side": "乙方", "name": party, "id": "vendor"}],
        "people": 2,
        "id": "5b1e",
        "workbook_id": "together",
        "sides": {"client": "甲方", "vendor": "乙方"},
    }


def test_columns_stand_under_one_another_in_wide_characters_too() -> None:
    lines = table(["甲", "b"], [["e\u0301", "1"], ["中文字", "22"]], right={1}).split("\n")
    assert lines == ["| 甲     |   b |", "| ------ | --: |", "| e\u0301      |   1 |", "| 中文字 |  22 |"]
    assert len({width(line) for line in lines}) == 1


def test_one_very_long_cell_does_not_widen_every_row() -> None:
    lines = table(["a"], [["x" * 5000], ["y"]]).split("\n")
    assert [len(line) for line in lines] == [84, 84, 5004, 84]


def answers(n: int) -> Iterator[Note | Rating | Row]:
    """Many answers of three kinds."""
    for i in range(n):
        side = ("client", "vendor")[i % 2]
        yield Note(id=f"n{i}", question="expected", side=side, person="p1", text=f"Note {i} *of* many")
        yield Rating(id=f"s{i}", question="trust", side=side, value=i % 3 + 1)
        yield Row(id=f"r{i}", question="promises", side=side, cells={"promise": f"Row {i}"})


def test_a_page_of_three_thousand_answers_holds_them_all() -> None:
    document = seen(replace(small("en"), answers=tuple(answers(1000))))
    assert sum(line.startswith("- Note ") for line in document.split("\n")) == 1000
    assert sum(line.startswith("| Row ") for line in document.split("\n")) == 1000
    assert "|     500 |" in document
