"""Text in cells: measured as it is drawn, broken so that nothing is lost, set in columns."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from templates.cells import width as measure
from templates.cells.columns import aligned, shared
from templates.cells.width import clusters, end_of, pad, shorten, width
from templates.cells.wrapping import wrapped
from tests.templates.signs import SIGNS, texts

CHINESE = "一本工作手册：甲乙双方坐在一起，回顾一个项目（从头）。“用 phasebook list ”列出来、再看。"


@given(texts)
def test_the_measure_is_the_one_that_draws_the_screen_and_signs_add_up_to_the_whole(text: str) -> None:
    text = text.lstrip("\u200d")  # what joins nothing to the first sign takes that sign's cells away
    assert width(text) == cell_len(text)
    spans = clusters(text)
    assert sum(size for _start, _end, size in spans) == width(text)
    assert "".join(text[start:end] for start, end, _size in spans) == text
    assert all(size <= 2 for _start, _end, size in spans)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_reader_sees_as_one_sign_is_one(sign: str) -> None:
    assert [(start, end) for start, end, _size in clusters(f"a{sign}b")] == [
        (0, 1),
        (1, 1 + len(sign)),
        (1 + len(sign), 2 + len(sign)),
    ]


def test_what_is_measured_without_a_table_is_what_the_table_says() -> None:
    assert {sign: cell_len(sign) for sign in measure._PLAIN} == dict.fromkeys(measure._PLAIN, 1)


@given(texts, st.integers(2, 60))
def test_a_broken_text_fits_and_every_word_that_fits_stands_whole_in_a_line(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert all(width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for word in text.split():
        if width(word) <= room and all(size < 2 for _start, _end, size in clusters(word)):
            assert any(word in line for line in lines)


@given(texts, st.integers(2, 40))
def test_no_line_begins_or_ends_within_a_sign(text: str, room: int) -> None:
    begins = {start for start, _end, _size in clusters(text)}
    at = 0
    for line in wrapped(text, room):
        at = text.index(line, at)
        assert at in begins | {len(text)}
        at += len(line)


def test_lines_break_between_chinese_characters_but_never_before_a_full_stop() -> None:
    for room in range(12, 60):
        lines = wrapped(CHINESE, room)
        assert "".join(lines).replace(" ", "") == CHINESE.replace(" ", "")
        assert all(width(line) <= room for line in lines)
        assert not any(line[0] in "，。：、）”" for line in lines)
        assert not any(line[-1] in "（“" for line in lines)
        assert any("phasebook" in line for line in lines)


@pytest.mark.parametrize("sign", "，。、；：？！）」』】》”’…,.;:?!)")
def test_no_line_begins_with_what_closes_even_where_a_word_has_to_be_cut(sign: str) -> None:
    for word in ("x" * 20, "汉" * 10, "⚠️" * 10):
        for text in (f"{word}{sign}", f"{word}{sign} 还有", f"前面的{word}{sign}后面"):
            assert not any(line.startswith(sign) for line in wrapped(text, 20)), text


@given(texts, st.integers(1, 40))
def test_a_shortened_text_fits_from_either_end(text: str, room: int) -> None:
    for part in (shorten(text, room), end_of(text, room)):
        assert width(part) <= room
        assert part == text or unicodedata.normalize("NFC", part).strip("…") in unicodedata.normalize("NFC", text)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=8), st.integers(8, 120))
def test_columns_share_what_there_is(needed: list[int], room: int) -> None:
    widths = shared(needed, room)
    assert sum(widths) <= max(room, 0)
    assert all(1 <= given <= max(1, need) for given, need in zip(widths, needed, strict=True))


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_columns_stand_one_under_the_other(rows: list[tuple[str, str]]) -> None:
    first = max(width(row[0]) for row in rows)
    for line, row in zip(aligned(rows), rows, strict=True):
        assert line == f"{pad(row[0], first)}  {pad(row[1], 0)}".rstrip()
