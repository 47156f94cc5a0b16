"""Pictures: well-formed, told in words as well, harmless whatever people wrote, the same every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from templates.charts import curve_svg, gaps_svg, phases_svg
from templates.charts.mermaid import curve_mermaid, label, phases_mermaid
from templates.filled_page.page import Retrospective
from templates.readings import NONE, readings
from templates.readings.in_words import Teller
from templates.workbook.side import Side
from tests.templates.demo_pages import demo_page
from tests.templates.reading_examples import answer, page

GANTT_LINE = re.compile(r"    (?:section [^:#;%\"]+|[^:#;%\"]+ :(?:done|active), [0-9-]{10}, [0-9-]{10})")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "[/]",
    "</svg><script>x</script>",
    '"]',
    "a\x1b[31m\x00b",
    "x: 1, 2\nclick a href b",
    "\ud800",
    "%%{init}%%",
    "title x",
)


def pictures(page: Retrospective) -> dict[str, str]:
    """All pictures of a page by name."""
    found, teller = readings(page), Teller.of(page)
    return {
        "curve": curve_svg(found.curve, teller),
        "phases": phases_svg(found.phases, teller),
        "gaps": gaps_svg(found.gaps, teller),
    }


def called(page: Retrospective, name: str) -> Retrospective:
    """The page with another name for its first side and its first phase."""
    book = page.workbook
    sides = (Side(book.sides[0].id, name), book.sides[1])
    return replace(
        page, workbook=replace(book, sides=sides, phases=(replace(book.phases[0], title=name), *book.phases[1:]))
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_picture_has_a_title_and_tells_its_figures_in_words(lang: str) -> None:
    for name, source in pictures(demo_page(lang)).items():
        root = ET.fromstring(source)
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{name}-title {name}-description"
        assert title is not None
        assert title.text
        assert description is not None
        told = description.text or ""
        assert {"curve": "5", "phases": "2025", "gaps": "4"}[name] in told
        assert all(side.name in told for side in demo_page(lang).workbook.sides)
        assert source == pictures(demo_page(lang))[name]


def test_a_picture_takes_its_colours_from_the_page_it_stands_in() -> None:
    for source in pictures(demo_page("en")).values():
        assert "currentColor" in source
        assert "var(--side-one" in source
        assert "var(--side-two" in source
        # The two sides are told apart by their shapes or their places too.
        assert "<circle" in source or source.count("<rect") > 8


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_people_chose_are_only_ever_words(name: str) -> None:
    shown = called(demo_page("en"), name)
    for source in pictures(shown).values():
        root = ET.fromstring(source.encode("utf-8"))
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "title", "desc", "text", "line", "polyline", "rect", "circle", "path", "g",
        }  # fmt: skip
    found, teller = readings(shown), Teller.of(shown)
    drawn = phases_mermaid(found.phases, teller)
    for line in drawn.splitlines()[5:-1]:
        assert re.fullmatch(r"    (?:section [^:#;%\"]+|[^:#;%\"]+ :(?:done|active), [0-9-]{10}, [0-9-]{10})", line), (
            line
        )
    chart = curve_mermaid(found.curve, teller)
    assert re.search(r'(?m)^    x-axis \["[^"\n]*", "Conflict", "Compromise", "Cooperation"\]$', chart)


def test_a_label_keeps_words_of_every_script() -> None:
    assert label("甲方（总部）") == "甲方（总部）"
    assert label("R&D, phase 1") == "R&D, phase 1"
    assert label("section one") == "· section one"
    assert label("") == "·"
    assert len(label("x" * 100)) == 40


def test_mermaid_draws_what_both_sides_said() -> None:
    found, teller = readings(demo_page("en")), Teller.of(demo_page("en"))
    chart = curve_mermaid(found.curve, teller).splitlines()
    assert chart[:3] == ["```mermaid", chart[1], "xychart-beta"]
    assert chart[-3:] == ["    line [5, 1, 2.5, 4]", "    line [3, 2, 3, 4]", "```"]
    drawn = phases_mermaid(found.phases, teller).splitlines()
    assert "    Vendor :active, 2025-09-01, 2025-09-24" in drawn
    assert "    Client (goes on) :done, 2026-06-12, 2026-09-18" in drawn


def test_where_there_is_nothing_to_draw_nothing_is_drawn() -> None:
    teller = Teller.of(demo_page("en"))
    assert curve_svg(NONE.curve, teller) == phases_svg(NONE.phases, teller) == gaps_svg((), teller) == ""
    assert curve_mermaid(NONE.curve, teller) == phases_mermaid(NONE.phases, teller) == ""


@pytest.mark.parametrize(
    "days", [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), ("0001-01-01", "9999-12-31")]
)
def test_the_oddest_dates_are_drawn_too(days: tuple[str, str]) -> None:
    rows = [
        answer("1", "honeymoon-period", "client", "ann", f"began={days[0]} | ended={days[1]}"),
        answer("2", "honeymoon-period", "vendor", "dan", f"began={days[1]}"),
    ]
    shown = page(*rows)
    assert ET.fromstring(pictures(shown)["phases"]).tag == f"{SVG}svg"
    assert "gantt" in phases_mermaid(readings(shown).phases, Teller.of(shown))
