"""What `phasebook check` says about a file."""

from __future__ import annotations

from templates.workbook.explained import describe
from templates.workbook.reader import read

WORKBOOK = """---
workbook: 1
sides: client=Client, vendor=Vendor
---
# Two sides <!-- two -->
## The start <!-- start -->
### How far did you trust them? <!-- trust guess=yes core reads=trust -->
1. not at all
2. fully
### How far did they take charge? <!-- charge about=vendor low=good -->
1. fully
2. not at all
### What was promised? <!-- promises -->
| What | Kept (yes / no) | On (date) | Days (number) |
|---|---|---|---|
### What did you see?
- [ ] rain
- [ ] sun
### And now?
- friends
- strangers
### Anything else?
"""


def test_every_question_is_told_with_its_id_its_kind_and_what_it_offers() -> None:
    assert describe(read(WORKBOOK)) == [
        "Two sides (two)",
        "Read strictly, as a workbook of version 1.",
        "Language en; sides Client (client), Vendor (vendor)",
        "6 questions in 1 phase; 1 on the short road",
        "",
        "The start (start)",
        "  How far did you trust them? (trust)",
        "    scale 1 to 2: not at all / fully",
        "    each side also guesses the other's answer",
        "    on the short road",
        "    read for: trust",
        "  How far did they take charge? (charge)",
        "    scale 1 to 2: fully / not at all (low is good)",
        "    about what Vendor owes",
        "  What was promised? (promises)",
        "    ledger: What | Kept (one of yes / no) | On (date) | Days (number)",
        "  What did you see? (what-did-you-see)",
        "    checklist: rain / sun",
        "  And now? (and-now)",
        "    choice: friends / strangers",
        "  Anything else? (anything-else)",
        "    notes",
        "",
        "It can be used.",
    ]


def test_a_file_with_an_error_still_tells_what_was_understood() -> None:
    lines = describe(read(WORKBOOK + "### A scale\n1. of one step\n", file="two.md"))
    assert lines[0] == "Two sides (two)"
    assert lines[-2:] == [
        "two.md:24: A scale needs at least two steps; add a step, or write a paragraph instead of the list.",
        "1 error: it cannot be used yet.",
    ]


def test_a_file_that_is_no_workbook_tells_only_why() -> None:
    assert describe(read("", file="two.md")) == [
        "two.md:1: The file is empty; write a title (#), a phase (##) and a question (###).",
        "1 error: it cannot be used yet.",
    ]
