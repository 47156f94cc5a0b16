"""Markdown made to cost time or memory: reader, prose, document and escaping stay in step with its length."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable

import pytest

from templates.cells.width import width
from templates.markdown.escape import escape
from templates.workbook.model import MAX_QUESTIONS
from templates.workbook.reader import MAX_BYTES, read
from tui.document.drawing import draw
from tui.document.prose import prose
from tui.document.sections import split

HEAD = "---\nworkbook: 1\nlang: en\nsides: client=C, vendor=V\n---\n\n# T <!-- t -->\n\n## P <!-- p -->\n\n### Q\n\n"

TRAPS: dict[str, Callable[[int], str]] = {
    "quotes in quotes": lambda n: ">" * n + " x",
    "lists in lists": lambda n: "".join("  " * deep + "- a\n" for deep in range(int(n**0.5))),
    "brackets": lambda n: "[" * n,
    "links in links": lambda n: "[a](" * n,
    "images in images": lambda n: "![" * n + "](x)" * n,
    "emphasis without an end": lambda n: "*a **b _c " * (n // 3),
    "marks": lambda n: "*" * n + "a" + "_" * n,
    "code of every length": lambda n: "".join("`" * long + "a" for long in range(1, int((2 * n) ** 0.5))),
    "comments without an end": lambda n: "<!--" * n,
    "tags without an end": lambda n: "<a " * n,
    "sections without an end": lambda n: "<![CDATA[" * n,
    "entities": lambda n: "&" * n + "&#x" * n,
    "a wide table": lambda n: "| " + "a | " * n + "\n|" + "---|" * n + "\n",
    "a long table": lambda n: "| a | b |\n|---|---|\n" + "| x | y |\n" * n,
    "a table's head alone": lambda n: "|" * n + "\n" + "|-" * n,
    "definitions": lambda n: "[a]: x\n" * n + "\n" + "[a] " * n,
    "a long definition": lambda n: "[a]: " + "x" * 4 * n + "\n\n" + "[a]" * n,
    "questions": lambda n: "".join(f"### Question {number} <!-- q{number} -->\n\n" for number in range(n // 10)),
    "a heading's comments": lambda n: "### x " + "<!-- a -->" * n,
    "a comment's settings": lambda n: "### x <!-- " + "a=b " * n + "-->",
    "an underline far down": lambda n: "a\n" * n + "===",
    "breaks": lambda n: "a  \n" * n,
    "steps": lambda n: "".join(f"{number}. a\n" for number in range(n)),
    "fences": lambda n: "```\n" * n,
    "strikes": lambda n: "~~a " * n,
    "addresses": lambda n: "http://" * n + "www." * n + "https://" + "a" * n,
    "spaces": lambda n: "a" + " " * n + "\t" * n + "b",
    "front matter": lambda n: "---\n" + "a: [" * n,
}
READING: dict[str, Callable[[str], object]] = {
    "reader": lambda text: read(HEAD + text),
    "reader of any file": read,
    "prose": lambda text: prose.__wrapped__(text),
    "document": lambda text: [draw(section.source, 80) for section in split(text)],
    "escaping": escape,
}


WITHIN_ONE_CALL = ("marks", "comments without an end", "tags without an end", "entities", "addresses", "spaces")
"""Traps for an expression that goes back and forth, which no count of calls would show."""


def calls(reading: Callable[[str], object], text: str) -> int:
    """How many calls of Python's own some reading makes: the same in every run."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(seen)
    try:
        reading(text)
    finally:
        sys.setprofile(None)
    return count


def seconds(reading: Callable[[str], object], text: str) -> float:
    """The processor's seconds for some reading, by the best of two tries."""
    tries = []
    for _ in range(2):
        began = time.process_time()
        reading(text)
        tries.append(time.process_time() - began)
    return min(tries)


@pytest.mark.parametrize("place", READING)
def test_four_times_the_markdown_is_four_times_the_work(place: str) -> None:
    reading = READING[place]
    for name, trap in TRAPS.items():
        reading(trap(20))  # what is made once is made
        small, large = (calls(reading, trap(size)) for size in (100, 400))
        assert large < 6 * small + 2000, (place, name, small, large)


@pytest.mark.parametrize("place", ["reader", "escaping"])
def test_no_expression_goes_back_and_forth(place: str) -> None:
    for name in WITHIN_ONE_CALL:
        short, long = (seconds(READING[place], TRAPS[name](size)) for size in (1500, 6000))
        assert long < 10 * short + 0.05, (place, name, short, long)


@pytest.mark.parametrize("place", READING)
def test_memory_stays_in_step_with_the_length(place: str) -> None:
    reading = READING[place]
    width("⚠️ 宽")  # the table of widths is read once, whatever is read after it
    for name in ("definitions", "a long definition", "a wide table", "lists in lists", "links in links"):
        text = TRAPS[name](600)
        reading(TRAPS[name](20))
        tracemalloc.start()
        try:
            reading(text)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 3_000_000 + 1_000 * len(text), (place, name, most, len(text))


def test_limits_are_met_with_a_sentence() -> None:
    many = HEAD + "".join(f"### Question {number}\n" for number in range(10_000))
    for text, words in (
        (many, str(MAX_QUESTIONS)),
        ("# T\n\n## P\n\n" + "### Question\n" * 10_000, str(MAX_QUESTIONS)),
        (HEAD + "x" * MAX_BYTES, "too large"),
        (HEAD + "x\n" * 30_000, "too large"),
        (HEAD + "".join(f"{number}. step\n" for number in range(1, 90)), "11"),
        (HEAD + "| " + "a | " * 90 + "\n|" + "---|" * 90 + "\n", "30"),
        (HEAD + "".join(f"- option {number}\n" for number in range(900)), "100"),
    ):
        reading = read(text)
        assert reading.workbook is None
        assert len(reading.findings) < 1000
        assert any(words in str(finding) for finding in reading.findings), reading.findings[:3]


@pytest.mark.parametrize("deep", ["> " * 40 + "said", "- " * 40 + "said", "> above\n\n" + "> " * 40 + "said"])
def test_what_stands_too_deep_is_shown_as_it_was_written(deep: str) -> None:
    assert "said" in prose(deep).plain
    assert "said" in "\n".join(line.plain for line in draw(deep, 80))
