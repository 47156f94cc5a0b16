"""What the reader made can be written, and what was written reads back as the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from templates import library
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Option,
    Phase,
    Question,
    Side,
    Workbook,
)
from templates.workbook.reader import read, read_file
from templates.workbook.writer import own_copy, write
from tests.templates.strategies import HOSTILE, documents, workbooks


@given(workbooks())
def test_every_workbook_that_is_written_reads_back_as_the_same(workbook: Workbook) -> None:
    written = write(workbook)
    reading = read(written)
    assert reading.findings == (), written
    assert reading.strict
    assert reading.workbook == workbook, written


@given(documents)
def test_whatever_a_foreign_file_was_understood_as_can_be_written_strictly(text: str) -> None:
    workbook = read(text).workbook
    if workbook is not None:
        again = read(write(workbook))
        assert again.findings == ()
        assert again.workbook == workbook


@pytest.mark.parametrize("name", library.names())
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_shipped_workbook_survives_being_written(name: str, lang: str) -> None:
    workbook = read(library.text(name, lang)).require()
    assert read(write(workbook)).workbook == workbook


def test_the_written_form_is_the_one_a_person_would_write() -> None:
    workbook = Workbook(
        id="two",
        title="Two sides",
        phases=(
            Phase(
                id="start",
                title="The start",
                guidance="Think back.",
                questions=(
                    Question(
                        id="trust",
                        text="How far did you trust the other side?",
                        kind=Kind.SCALE,
                        story="It rained.\n\nAll day.",
                        options=(Option("0", "not at all"), Option("1", "fully")),
                        start=0,
                        guess=True,
                        core=True,
                        reads=("trust",),
                    ),
                    Question(
                        id="promises",
                        text="What was promised?",
                        kind=Kind.LEDGER,
                        columns=(
                            Column("what", "Promise (in EUR/day)"),
                            Column("kept", "Kept", ColumnKind.CHOICE, (Option("yes", "yes"), Option("no", "no"))),
                            Column("on", "On", ColumnKind.DATE),
                        ),
                        about="vendor",
                    ),
                ),
            ),
        ),
        sides=(Side("client", "Client"), Side("vendor", "Vendor, Ltd.")),
    )
    assert write(workbook) == (
        "---\n"
        "workbook: 1\n"
        "lang: en\n"
        "sides:\n"
        '  client: "Client"\n'
        '  vendor: "Vendor, Ltd."\n'
        "---\n\n"
        "# Two sides <!-- two -->\n\n"
        "## The start <!-- start -->\n\n"
        "Think back.\n\n"
        "### How far did you trust the other side? <!-- trust core guess=yes reads=trust -->\n\n"
        "> It rained.\n>\n> All day.\n\n"
        "0. not at all\n1. fully\n\n"
        "### What was promised? <!-- promises about=vendor -->\n\n"
        "| Promise \\(in EUR\\/day\\) <!-- what --> | Kept (yes / no) <!-- kept options=yes,no --> "
        "| On (date) <!-- on --> |\n"
        "|---|---|---|\n"
    )


@pytest.mark.parametrize("word", HOSTILE)
def test_words_that_mean_something_in_markdown_stay_words_wherever_they_stand(word: str) -> None:
    text = " ".join(f"{word} {word}".split())
    options = (Option("a", text), Option("b", word.strip()))
    asked = (
        Question("notes", text),
        Question("scale", text, Kind.SCALE, options=options),
        Question("choice", text, Kind.CHOICE, options=options),
        Question("checklist", text, Kind.CHECKLIST, options=options),
        Question(
            "ledger",
            text,
            Kind.LEDGER,
            columns=(
                Column("a", text),
                Column("b", text, ColumnKind.CHOICE, options),
                Column("c", text, ColumnKind.DATE),
                Column("d", word.strip()),
            ),
        ),
    )
    workbook = Workbook("w", text, (Phase("p", text, asked),), sides=(Side("x", text), Side("y", f"{text}.")))
    assert read(write(workbook)).workbook == workbook


def test_a_file_that_takes_its_title_from_its_name_keeps_it_in_the_copy_of_a_retrospective(tmp_path: Path) -> None:
    path = tmp_path / "Friday review.md"
    path.write_text("## What went well\n\n-\n\n## What did not\n\n-\n", encoding="utf-8")
    workbook = read_file(path).require()
    copy = own_copy(path.read_text(encoding="utf-8"), workbook)
    assert workbook.title == "Friday review"
    assert read(copy).require() == workbook


def test_a_strict_workbook_is_kept_to_the_letter() -> None:
    text = "---\nworkbook: 1\n---\n\n# Review <!-- review -->\n\n## Start\n\n### What *helped*? <!-- helped -->\n"
    assert own_copy(text, read(text).require()) == text
