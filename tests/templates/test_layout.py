"""Layouts: what a team may say in one, that people's words stay words, and that a faulty one is told with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.audience import FOR_BOTH, FOR_EXECUTIVE, audiences
from templates.layout import LayoutError, fill, shipped
from templates.report import Layout, layout_name, render
from templates.retrospective import Action
from tests.templates.pages import small
from tests.templates.readback import COMMONMARK, read_back
from tests.templates.strategies import HOSTILE

words = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map(" ".join)


def laid_out(source: str, lang: str = "en") -> str:
    """The small page as a layout arranges it."""
    return render(small(lang), FOR_BOTH, Layout("ours.md.jinja", source))


def test_a_layout_that_ships_gives_the_same_as_none() -> None:
    page = small("zh")
    for audience in audiences(page):
        name = layout_name(audience)
        assert render(page, audience, Layout("x", shipped(name))) == render(page, audience)


def test_a_layout_arranges_blocks_and_tells_what_the_page_holds() -> None:
    source = (
        "{# ours #}\n{{ title }}\n\nTo {{ page.party('client') }}, {{ date(page.date) }}:\n\n"
        "{% for action in page.actions if action.owner %}\n"
        "- {{ action.text }} ({{ who_and_when(action) }})\n{% endfor %}\n\n{{ agreements }}\n\n{{ unanswered }}\n"
    )
    assert laid_out(source) == (
        "# Tide tables, first year\n\n2026-09-04 · How we worked together\n\nTo Harbour Office, 2026-09-04:\n\n"
        "- Lunch together on Wednesdays (Ann Lee (Client) · due 2026-09-18)\n"
        "- Show the swap list every Friday (Ann Lee (Client) · due 2026-09-18)\n"
        "- Ten minutes without minutes (Bo Chen (Vendor) · done and confirmed)\n\n---\n\n"
        "Not answered — **The end**: Did the vendor size the work truthfully? · What is left to say?\n"
    )


def test_one_that_ships_can_be_taken_up_and_nothing_else() -> None:
    assert laid_out("A letter.\n\n{% include 'joint.md.jinja' %}").endswith(render(small("en")).split("---\n", 1)[1])
    for file in ("/etc/passwd", "../report.py", "secret.md.jinja"):
        with pytest.raises(LayoutError, match="only the layouts that ship"):
            laid_out(f"{{% include '{file}' %}}")


def test_a_macro_gives_markdown_and_a_persons_words_in_it_stay_words() -> None:
    macro = "{% macro told(text) %}**{{ text }}**{% endmacro %}\n{{ told('*a* | b') }}\n"
    source = macro + "{% set x %}# {{ '#' }}{% endset %}\n{{ x }}"
    assert fill(source, "f", {}) == "**\\*a\\* \\| b**\n# \\#\n"


@settings(max_examples=60)
@given(text=words)
def test_a_persons_words_are_words_wherever_a_layout_puts_them(text: str) -> None:
    page = replace(small("en"), actions=(Action(id="a", text=text, owner=text),), title=text)
    source = (
        "{{ page.actions[0].text }}\n\n- {{ page.title }} — {{ page.title ~ '' }}\n\n{{ page.title | heading(3) }}\n\n"
        "| a |\n| --- |\n| {{ page.title }} |\n\n{{ page.title | paragraph }}"
        "\n\n{{ [page.title, page.title] | join }}\n"
    )
    read = read_back(render(page, FOR_BOTH, Layout("f", source)), COMMONMARK)
    kinds = [kind for kind in read.skeleton if kind not in ("text_special",)]
    plain = read_back(
        render(replace(page, title="x", actions=(Action(id="a", text="x"),)), FOR_BOTH, Layout("f", source))
    )
    assert kinds == plain.skeleton
    assert read.headings == [("h3", text)]
    assert read.cells == ["a", text]
    assert read.items[0].text == f"{text} — {text}"


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a\n{{ title", 2, "unexpected end of template"),
        ("a\n\n{% for x in %}", 3, "Expected an expression"),
        ("a\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("a\n\n{{ page.nothing }}", 3, "has no attribute 'nothing'"),
        ("{{ page.__class__ }}", 1, "access to attribute '__class__'"),
        ("x\n{{ page.title | nofilter }}", 2, "No filter named 'nofilter'"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{% for n in range(999999999) %}x{% endfor %}", 1, "Range too big"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 0, "calls itself without end"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}0123456789{% endfor %}{% endfor %}", 0, "more than"),
        ("{{ page.answers.append(1) }}", 1, "has no attribute 'append'"),
    ],
)
def test_a_faulty_layout_is_told_with_file_line_and_reason(source: str, line: int, reason: str) -> None:
    with pytest.raises(LayoutError, match=r"ours\.md\.jinja") as told:
        laid_out(source)
    assert told.value.line == line
    assert reason in str(told.value)
    assert "docs/layouts.md" in str(told.value)


def test_a_layout_for_the_executive_cannot_name_who_sat_there() -> None:
    people = "{% for person in page.people %}{{ person.name }}{% endfor %}"
    source = people + "{% for a in page.answers %}{{ name(a) }}{% endfor %}-"
    assert render(small("en"), FOR_EXECUTIVE, Layout("f", source)) == "-\n"
