"""Drawing Markdown for the screen: pure functions, proven without one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content

from templates.cells.width import shorten
from tui.document.drawing import draw, title_of
from tui.document.sections import MOST, split, without_front_matter
from tui.document.wrapping import wrap


def drawn(source: str, room: int = 60) -> str:
    return "\n".join(line.plain for line in draw(source, room)).rstrip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Some *soft* and **strong** `code`", "Some soft and strong code"),
        ("one\ntwo", "one two"),
        ("一\n二", "一二"),
        ("one  \ntwo", "one\ntwo"),
        ("- a\n- b\n  - c", "• a\n• b\n  • c"),
        ("- a\n\n- b", "• a\n\n• b"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- [ ] open\n- [x] done\n- [X] done", "☐ open\n☑ done\n☑ done"),
        ("> said\n> > again", "│ said\n│\n│ │ again"),
        ("```\n# no heading\n```", "  # no heading"),
        ("a <!-- hidden --> b", "a b"),
        ("<!-- hidden\nover lines -->", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("![a picture](http://x/y.png)", "a picture"),
        ("<https://example.org>", "https://example.org"),
        ("\\# not \\*soft\\*", "# not *soft*"),
        ("~~gone~~", "gone"),
        ("a<br>b", "a\nb"),
        ("### A question <!-- id -->\n\ntext", "A question\n\ntext"),
    ],
)
def test_markdown_is_drawn_as(source: str, expected: str) -> None:
    lines = drawn(source).splitlines()
    assert [line.rstrip() for line in lines] == expected.splitlines()


def test_a_table_that_fits_keeps_its_columns() -> None:
    source = "| Side | Median |\n| --- | ---: |\n| 甲方 | 3 |\n| Vendor | 12 |"
    assert drawn(source).splitlines() == [
        "Side     Median",
        "───────────────",
        "甲方          3",
        "Vendor       12",
    ]


def test_a_table_that_does_not_fit_wraps_its_cells_and_one_too_narrow_becomes_lists() -> None:
    source = "| a | b |\n| --- | --- |\n| " + "word " * 12 + "| x |\n| y | z |"
    assert all(len(line) <= 30 for line in drawn(source, 30).splitlines())
    many = "|" + "|".join(f"heading{n}" for n in range(9)) + "|\n" + "|---" * 9 + "|\n" + "|cell" * 9 + "|"
    assert drawn(many, 40).splitlines()[:2] == ["heading0: cell", "heading1: cell"]


@example(" a）", 2)
@given(st.text(alphabet="ab ,，。采购（）-\t\n", max_size=200), st.integers(2, 40))
def test_wrapping_loses_nothing_but_spaces_and_never_exceeds_its_room(text: str, room: int) -> None:
    lines = wrap(Content(text), room)
    assert all(line.cell_length <= max(2, room) for line in lines)

    def bare(words: str) -> str:
        return "".join(words.split())

    assert bare("".join(line.plain for line in lines)) == bare(text)


def test_no_chinese_line_begins_with_a_comma() -> None:
    lines = [line.plain for line in wrap(Content("我们自己的，审批规则"), 10)]
    assert lines == ["我们自己", "的，审批规", "则"]


@given(st.text(max_size=60), st.integers(2, 20))
def test_a_shortened_text_fits(text: str, room: int) -> None:
    assert Content(shorten(text, room)).cell_length <= room


@given(st.lists(st.sampled_from(["# a", "text", "", "```", "~~~~", "    # code", "- item", "## b", "\u2028# c"])))
def test_the_sections_together_are_the_document(lines: list[str]) -> None:
    document = "\n".join(lines)
    sections = split(document)
    assert "".join(section.source for section in sections) == document
    assert [section.start for section in sections] == sorted({section.start for section in sections})


def test_a_heading_in_a_fence_or_after_a_persons_line_separator_begins_nothing() -> None:
    sections = split("# a\n\n```\n# b\n```\n\nx\u2028# c\n\n## d\n")
    assert [(section.level, title_of(section.source)) for section in sections] == [(1, "a"), (2, "d")]


def test_a_long_stretch_is_cut_between_paragraphs_only() -> None:
    paragraph = "word " * 100 + "\n"
    sections = split((paragraph * 2 + "\n") * 20 + "- item\n\n  still the item\n")
    assert len(sections) > 3
    assert all(len(section.source) < 2 * MOST for section in sections)
    assert all(section.source.endswith("\n\n") for section in sections[:-1])


def test_front_matter_is_left_out_and_a_rule_is_not_front_matter() -> None:
    assert without_front_matter("---\na: 1\n---\n\n# x\n") == "# x\n"
    assert without_front_matter("---\n\nno end") == "---\n\nno end"
    assert without_front_matter("# x\n---\n") == "# x\n---\n"
