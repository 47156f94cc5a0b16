"""When two names or numbers are one, whatever keyboard wrote them, and what is a name at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.filled_page.page import Row
from templates.forms.filled_cells import cell_value
from templates.names import LONGEST, alike, as_name, could_be_a_name
from templates.readings.ledgers import Entry, counted
from templates.workbook.model import Column, ColumnKind
from tui.forms.new_retrospective import split_names
from tui.words import typed_values

DAYS = Column("days", "Days", ColumnKind.NUMBER)
WHEN = Column("when", "When", ColumnKind.DATE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "Zoe\u0308"),
        ("Ann", "Ａｎｎ"),
        ("Ann", " ann\u3000"),
        ("Ann Lee", "Ann\u3000Lee"),
        ("STRASSE", "straße"),
        ("15", "１５"),
        ("甲方", " 甲方"),
    ],
)
def test_one_name_however_it_was_typed(one: str, other: str) -> None:
    assert alike(one) == alike(other)


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anna"), ("Zoë", "Zoe"), ("张三", "张三丰"), ("15", "1 5")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert alike(one) != alike(other)


@given(st.text())
def test_comparing_twice_says_the_same_as_once(text: str) -> None:
    assert alike(alike(text)) == alike(text)
    for form in ("NFC", "NFD"):
        assert alike(unicodedata.normalize(form, text)) == alike(text)


def test_a_name_is_kept_as_it_was_written() -> None:
    assert as_name(" Ａｎｎ \n") == "Ａｎｎ"
    assert as_name("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张三　李四", ("张三", "李四")),
        ("张　三", ("张　三",)),
        ("张　三，李四", ("张　三", "李四")),
        ("Ann, Ａｎｎ, Bo", ("Ann", "Bo")),
        ("Zoë; Zoe\u0308", ("Zoë",)),
        ("Ann Lee, Bo", ("Ann Lee", "Bo")),
    ],
)
def test_a_line_of_names(typed: str, names: tuple[str, ...]) -> None:
    assert split_names(typed) == names


@pytest.mark.parametrize("text", ["Ann", "J. R. Smith", "Smith Jr.", "O'Neil-Lee", "阿卜杜拉·买买提", "Person 099"])
def test_what_could_be_a_name(text: str) -> None:
    assert could_be_a_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x" * (LONGEST + 1),
        "Ann\nBo",
        "Why did nobody say so?",
        "It was late. Nobody came.",
        "我们太晚了。",
        "a,b",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not could_be_a_name(text)


@pytest.mark.parametrize("typed", ["１５", "－３", "２．５", "15", "1,500"])
def test_numbers_of_any_width_are_numbers(typed: str) -> None:
    assert cell_value(DAYS, typed)[1] == ""


def test_days_of_any_width_are_days() -> None:
    assert cell_value(WHEN, "２０２５年３月") == ("2025-03", "")
    assert typed_values.cell(WHEN, "２０２５－０３－３１") == "2025-03-31"


def test_numbers_of_two_widths_do_not_differ() -> None:
    rows = (
        Row(id="a", question="q", side="x", cells={"n": "１５"}),
        Row(id="b", question="q", side="y", cells={"n": "15"}),
    )
    entry = Entry("text", rows, ("x", "y"), (), ())
    assert not entry.differs("n")
    assert counted(["１５", "15", "6"]) == {"１５": 2, "6": 1}
