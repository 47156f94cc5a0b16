"""Layouts: what a team may say in one, that people's words stay words, and that a faulty one is told with its place."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates import words
from templates.document import bounded_process
from templates.document.bounded_process import memory_of
from templates.document.layout import LayoutError, fill, shipped
from templates.document.render import (
    Layout,
    arranged,
    layout_name,
    render,
)
from templates.filled_page.page import Action, Retrospective
from templates.readers.narrowed import FOR_BOTH, FOR_EXECUTIVE, audiences
from tests.templates.pages import small
from tests.templates.readback import COMMONMARK, read_back
from tests.templates.strategies import HOSTILE

hostile = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map(" ".join)


def laid_out(source: str) -> str:
    """The small page as a layout arranges it, in a process apart."""
    return render(small("en"), FOR_BOTH, Layout("ours.md.jinja", source))


def here(page: Retrospective, source: str) -> str:
    """A page as a layout arranges it that is known to end: no process has to be started for it."""
    return arranged(page, FOR_BOTH, Layout("ours.md.jinja", source), True, False)


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
            here(small("en"), f"{{% include '{file}' %}}")


def test_a_macro_gives_markdown_and_a_persons_words_in_it_stay_words() -> None:
    macro = "{% macro told(text) %}**{{ text }}**{% endmacro %}\n{{ told('*a* | b') }}\n"
    source = macro + "{% set x %}# {{ '#' }}{% endset %}\n{{ x }}"
    assert fill(source, "f", {}) == "**\\*a\\* \\| b**\n# \\#\n"


@settings(max_examples=60)
@given(text=hostile)
def test_a_persons_words_are_words_wherever_a_layout_puts_them(text: str) -> None:
    page = replace(small("en"), actions=(Action(id="a", text=text, owner=text),), title=text)
    source = (
        "{{ page.actions[0].text }}\n\n- {{ page.title }} — {{ page.title ~ '' }}\n\n{{ page.title | heading(3) }}\n\n"
        "| a |\n| --- |\n| {{ page.title }} |\n\n{{ page.title | paragraph }}"
        "\n\n{{ [page.title, page.title] | join }}\n"
    )
    read = read_back(here(page, source), COMMONMARK)
    kinds = [kind for kind in read.skeleton if kind not in ("text_special",)]
    plain = read_back(here(replace(page, title="x", actions=(Action(id="a", text="x"),)), source))
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
        here(small("en"), source)
    assert told.value.line == line
    assert reason in str(told.value)
    assert "docs/layouts.md" in str(told.value)


def test_a_fault_is_told_alike_from_a_process_apart() -> None:
    told = []
    for arrange in (laid_out, partial(here, small("en"))):
        with pytest.raises(LayoutError) as fault:
            arrange("a\n\n{{ page.nothing }}")
        told.append((fault.value.file, fault.value.line, str(fault.value)))
    assert told[0] == told[1]


def test_a_layout_for_the_executive_cannot_name_who_sat_there() -> None:
    people = "{% for person in page.people %}{{ person.name }}{% endfor %}"
    source = people + "{% for a in page.answers %}{{ name(a) }}{% endfor %}-"
    assert render(small("en"), FOR_EXECUTIVE, Layout("f", source)) == "-\n"


POPEN = subprocess.Popen
ENDLESS = {
    "a text without end": "{{ 'x' * 10**9 }}",
    "a number without end": "{{ 9 ** (9 ** 9) }}",
    "a wide field": "{{ '%1000000000d' % 1 }}",
    "a wider one": "{{ '{:>1000000000}'.format('x') }}",
    "a text made wide": "{{ 'x'.ljust(10**9) }}",
    "tabs": "{{ '\t'.expandtabs(10**9) }}",
    "bytes": "{{ (1).to_bytes(10**9, 'big') }}",
    "a list": "{{ [1] * 10**9 }}",
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a text that doubles": "{% set x = 'x' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "a block that doubles": "{% set x %}x{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "a list that doubles": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 60 + "{{ x }}",
    "two that are compared": "{% set x = [1] %}{% set y = [1] %}"
    + "{% set x = [x, x] %}{% set y = [y, y] %}" * 60
    + "{{ x == y }}",
    "joined": "{{ range(99999) | join(title ~ title ~ 'x' * 99999) }}",
    "sorted": "{% for a in range(99999) %}{% set b = range(99999) | sort('real') %}{% endfor %}",
    "a macro twice": "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(60) }}",
    "a replacing": "{{ ('x' * 99999).replace('', 'x' * 99999) }}",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_whatever_a_layout_does_ends_soon_and_takes_little_memory(name: str) -> None:
    before = memory_of(os.getpid())
    began = time.monotonic()
    with pytest.raises(LayoutError, match=r"takes (longer than 1 seconds|more than 300 MB of memory)|writes more than"):
        bounded_process.arranged(
            "ours.md.jinja",
            *(small("en"), FOR_BOTH, Layout("ours.md.jinja", ENDLESS[name]), True, False),
            seconds=1,
            megabytes=300,
        )
    assert time.monotonic() - began < 10
    assert memory_of(os.getpid()) - before < 200 * 2**20


def test_where_the_system_refuses_no_memory_the_process_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS: no bound on the address space, and no /proc."""
    watched = "import time; held = bytearray(400 * 2**20); print(end='', flush=True); time.sleep(60)"
    monkeypatch.setattr(subprocess, "Popen", partial(_started, watched))
    with pytest.raises(LayoutError, match="more than 300 MB"):
        bounded_process.arranged("f", small("en"), seconds=30, megabytes=300)


def _started(code: str, arguments: list[str], **options: Any) -> subprocess.Popen[bytes]:
    return POPEN([arguments[0], "-c", code], **options)


def test_a_process_that_is_ended_from_outside_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    monkeypatch.setattr(subprocess, "Popen", partial(_started, killed))
    with pytest.raises(LayoutError, match="memory"):
        bounded_process.arranged("f", small("en"))


def test_the_memory_of_a_process_is_known_with_and_without_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory_of(os.getpid()) > 2**20
    monkeypatch.setattr(bounded_process, "Path", lambda _name: Path("/nowhere"))
    assert memory_of(os.getpid()) > 2**20


def test_a_layout_of_ones_own_gives_what_it_gives_without_a_process_of_its_own() -> None:
    page = small("zh")
    for audience in audiences(page):
        layout = Layout("x", shipped(layout_name(audience)) + "\n{{ page.title }}\n")
        assert render(page, audience, layout) == arranged(page, audience, layout, True, False)


def test_a_fault_is_told_in_the_language_of_whoever_asked() -> None:
    words.use("zh")
    with pytest.raises(LayoutError, match="版式"):
        laid_out("{{ 'x' * 10**9 }}")
