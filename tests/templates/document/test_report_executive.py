"""The page for those who were not at the table: where it stands, what was agreed, the findings, the curve."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage import demo
from storage.shelf import Shelf
from templates.document.render import render
from templates.filled_page.page import Action
from templates.readers.narrowed import FOR_EXECUTIVE
from tests.templates.pages import small


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The demo's finished retrospective as the executive reads it, without front matter."""
    with Shelf.open(tmp_path_factory.mktemp("demo") / "demo.db") as shelf:
        return {
            lang: render(shelf.page(demo.make(shelf, "finished", lang)), FOR_EXECUTIVE).split("\n---\n", 1)[1]
            for lang in ("en", "zh")
        }


def test_it_tells_where_the_two_sides_stand_what_they_agreed_and_five_findings(pages: dict[str, str]) -> None:
    page = pages["en"]
    assert (
        "**Where we stand**\n\n- 8 people looked back: Client · Hengyuan Group 5, Vendor · Lanqiao Software 3\n"
        "- How both sides stand today: Cooperating: we plan the next thing together (Client 2 of 3, Vendor 2 of 3)\n"
        "- Trust in the other side, from “Honeymoon” to “Cooperation”: Client 5 → 4, Vendor 3 → 4\n"
    ) in page
    dues = [line.rpartition("due ")[2] for line in page.split("\n") if line.startswith("- [ ]")]
    assert dues == sorted(dues)
    assert len([line for line in page.split("\n") if line[:3] in ("1. ", "2. ", "3. ", "4. ", "5. ")]) == 5
    assert "| Conflict    |      1 |                 3 |      2 |                 2 |" in page
    assert page.index("## Actions") < page.index("## Findings") < page.index("## Trust, phase by phase")
    assert "<!--" not in page


def test_it_is_one_page_in_either_language(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert len(page.split("\n")) < 50
        assert page.count("\n- [ ] ") == 3
    assert "**现状**" in pages["zh"]
    assert not [word for word in ("Where", "Findings", "agreed") if word in pages["zh"]]


def test_a_page_with_many_actions_lists_the_soonest_and_counts_the_rest() -> None:
    many = tuple(Action(id=f"a{n}", text=f"Action {n}", owner="Ann Lee", due=f"2026-10-{30 - n:02}") for n in range(20))
    page = render(replace(small("en"), actions=many), FOR_EXECUTIVE)
    assert page.count("- [ ]") == 12
    assert page.index("Action 19") < page.index("Action 18")
    assert "and 8 more" in page


def test_a_page_on_which_nobody_wrote_has_no_empty_headings() -> None:
    page = render(replace(small("en"), answers=(), actions=(), people=()), FOR_EXECUTIVE)
    assert page.split("\n---\n", 1)[1] == (
        "\n# Tide tables, first year\n\n2026-09-04 · How we worked together\n\n**Where we stand**\n\n"
        "- No actions were agreed\n"
    )
