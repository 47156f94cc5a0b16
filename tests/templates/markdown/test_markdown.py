"""What a person wrote reads back exactly, changes nothing around it, and stays readable in the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from templates.markdown.escape import escape, escape_block, heading
from templates.markdown.table import table
from tests.templates.readback import PARSERS, read_back
from tests.templates.strategies import HOSTILE

SPEC: list[str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "commonmark_spec.json").read_text(encoding="utf-8")
)

ODD = (
    "\n", "\n\n", "\r", "\t", " ", "    ", "\x0b", "\x0c", "\x1b[31m", "\x1f", "\x85", "\xa0",
    "\u2028", "\u2029", "\u3000", "\ufeff", "```", "~", "~~x~~", "\\\n", "\\[", "+++", "= =",
    "| a |\n|---|", "a | b\n-|-", ":-:", "\n---", "www.", "www.example.com/a_b ", "ftp://a.b", "//a.b",
    "http://", "https://a.b/%E4%BD", "https://xn--a.b", "mailto:", "a@b.co", "%20", "xn--", "a_b",
    "$$", "$1", "[^1]: x", "[!NOTE]", ":smile:", "@who", "#12", "](x)", "<br>", "</li>", "</td>",
    "]]>", "<?", "<!x", "- [ ] ", "* ", "1) ", "——", "中", "。", "é", "😀",
)  # fmt: skip

texts = st.lists(
    st.one_of(
        st.sampled_from((*ODD, *HOSTILE)),
        st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=8,
).map("".join)
"""Texts made of pieces that mean something to some reader of Markdown."""


def document(text: str) -> str:
    """A document that holds `text` wherever a person's words may stand."""
    return "\n\n".join(
        (
            heading(2, text),
            f"- {escape_block(text, '  ')} — *{escape(text)}*\n  - x {escape_block(text, '    ')}\n- next",
            escape_block(text),
            table(["a", "b"], [[escape(text), "x"], ["y", escape(text)]]),
            f"**{escape(text)}**: *{escape(text)}* (**{escape(text)}**)",
            "end",
        )
    )


PLAIN = document("word")


@pytest.mark.parametrize("reader", PARSERS)
@given(text=texts)
@example(text="a\u2028- b")
@example(text="https://h_b a_https://k")
@example(text="\\https://a.b")
@example(text="x\\\ufeff")
@example(text="\n# a\n")
@example(text="\x0b\x0b")
def test_a_text_reads_back_exactly_and_changes_nothing_around_it(reader: str, text: str) -> None:
    read, plain = read_back(document(text), PARSERS[reader]), read_back(PLAIN, PARSERS[reader])
    assert read.skeleton == plain.skeleton
    lines = [
        "".join("\n" if c.type == "hardbreak" else c.content for c in token.children or ())
        for token in read.tokens
        if token.type == "inline"
    ]
    assert lines == [
        text, f"{text} — {text}", f"x {text}", "next", text,
        "a", "b", text, "x", "y", text, f"{text}: {text} ({text})", "end",
    ]  # fmt: skip


@pytest.mark.parametrize("reader", PARSERS)
def test_every_example_of_the_commonmark_specification_reads_back_as_a_note_and_as_a_cell(
    reader: str,
) -> None:
    assert len(SPEC) == 652
    notes = "\n".join(f"- {escape_block(text, '  ')}" for text in SPEC)
    assert [item.text for item in read_back(notes, PARSERS[reader]).items] == SPEC
    cells = table(["x"], [[escape(text)] for text in SPEC])
    assert read_back(cells, PARSERS[reader]).cells == ["x", *SPEC]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("snake_case, R&D, a < b, 3 > 2, C:\\Users, 100% and $5!", None),
        ("Ask @ann about #12 (see above) - or not; 1. is first", None),
        ("甲方说：“没问题。”（当时）", None),
        ("*bold* `code` [link](x) <b> &amp; ~5", "\\*bold\\* \\`code\\` \\[link](x) \\<b> \\&amp; \\~5"),
        ("# one\n- two\n3. three\n> four", "\\# one\\\n\\- two\\\n3\\. three\\\n\\> four"),
        ("one\n\n  two ", "one\\\n\\\n&#32; two&#32;"),
        ("见 https://example.com/a_b?c=1&d=2，然后", "见 <https://example.com/a_b?c=1&d=2>，然后"),
        ("$5 or $6", "\\$5 or \\$6"),
        ("---", "\\---"),
        # GitHub's own reader skips a form feed and would see a table's second line.
        ("a\n\x0c-", "a\\\n\x0c\\-"),
    ],
)
def test_no_more_is_escaped_than_must_be(text: str, source: str | None) -> None:
    assert escape_block(text) == (text if source is None else source)


def test_a_line_break_in_a_heading_or_a_name_stays_in_its_line() -> None:
    assert heading(1, "one\ntwo #") == "# one&#10;two \\#"
    assert escape("one\ntwo") == "one&#10;two"


def test_further_lines_are_indented_as_the_list_needs_it() -> None:
    assert escape_block("one\ntwo", "    ") == "one\\\n    two"


@pytest.mark.parametrize(
    "text",
    [
        "http://a/" * 400,
        "https://a.b/" + "x" * 3000,
        "https://" + "a" * 600 + ".b",
        "www." * 100 + " x",
        "www." + "a" * 400 + " x",
        "https://a.b/" + "x" * 1999 + "_y_ https://a.b/" + "x" * 2001 + "_y_",
        "\u3000" * 500,
        "[" * 500,
        "\n" * 500 + "x",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_very_long_text_reads_back_too(text: str) -> None:
    for parser in PARSERS.values():
        (item,) = read_back(f"- {escape_block(text, '  ')}", parser).items
        assert item.text == text
