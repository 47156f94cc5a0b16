"""Gaps on the road: readings drawn and as tables, the answers behind them, topics made of them; turning points."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from storage import demo
from storage.shelf import Shelf
from templates.filled_page.page import (
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Private
from templates.readings import Readings, readings
from templates.readings.in_words import Teller
from templates.readings.ledgers import CLAIMED, DENIED, SAYS
from tests.templates.demo_pages import demo_page
from tests.templates.reading_examples import example
from tests.tui.walking import NARROW, Walk, start, walking
from tui.places.gaps import DRAWN, ONE_SHAPE
from tui.readings.shown import Drawing, Line

PLACES = tuple(DRAWN)


def drawing(page: Retrospective, width: int = 74, *, table: bool = False) -> Drawing:
    """A page to be drawn."""
    found: Readings = readings(page)
    return Drawing(page, found, Teller.of(page), width, table)


def drawn(place: str, of: Drawing) -> list[str]:
    """A place's lines as words."""
    return [line.content.plain for line in DRAWN[place](of)]


# What is drawn


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 74, 110])
def test_every_picture_fits_the_width_by_cells_in_both_languages(lang: str, width: int) -> None:
    for place in ("gaps.apart", "gaps.phases", "gaps.trust", "gaps.duties", "gaps.guesses"):
        lines = list(DRAWN[place](drawing(demo_page(lang), width)))
        # Only words wrap: lines with bars, marks and axes must not.
        pictures = [line for line in lines if set("█·|>+") & set(line.content.plain)]
        assert pictures, place
        wraps = ("◆", "(", "（", "+")
        assert [
            line.content.plain
            for line in pictures
            if line.content.cell_length > width and not line.content.plain.strip().startswith(wraps)
        ] == [] or width < 60, place


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_bars_of_both_sides_begin_in_the_same_cell(lang: str) -> None:
    lines = [line.content for line in DRAWN["gaps.apart"](drawing(demo_page(lang))) if "█" in line.content.plain]
    begins = {line[: line.plain.index("█")].cell_length for line in lines}
    assert len(begins) == 1
    assert len(lines) == 2 * len(drawing(demo_page(lang)).found.gaps)


def test_a_bar_is_as_long_as_the_answer_is_good() -> None:
    lines = drawn("gaps.apart", drawing(example("client Ann conflict-date 5\nvendor Dan conflict-date 3").page))
    client, vendor = (line for line in lines if "█" in line)
    whole = client.count("█")
    assert client.count("·") == 0
    assert vendor.count("█") == vendor.count("·") == whole / 2
    assert "5 (5, n = 1)".replace(" ", "\u00a0") in client


def test_the_curve_has_a_letter_a_side_and_small_ones_where_the_other_guessed() -> None:
    lines = """client Ann honeymoon-trust 5 guess 5
vendor Dan honeymoon-trust 3 guess 4
client Ann conflict-trust 2
vendor Dan conflict-trust 2"""
    plot = {
        line[0]: line
        for line in drawn("gaps.trust", drawing(example(lines).page))
        if line[:1].isdigit() and line[1:3] == " |"
    }
    assert sorted(plot) == ["1", "2", "3", "4", "5"]
    assert ("O" in plot["5"], "x" in plot["5"], "o" in plot["4"], "X" in plot["3"]) == (True,) * 4
    # At the same place both are one sign.
    assert plot["2"].count("*") == 1


def test_the_phase_map_marks_what_is_disputed_and_what_goes_on() -> None:
    lines = """client Ann honeymoon-period began=2025-08-18 | ended=2025-10-13
vendor Dan honeymoon-period began=2025-08-20 | ended=2025-09-24
client Ann conflict-period began=2025-10-13
vendor Dan conflict-period sign=There was none"""
    told = drawn("gaps.phases", drawing(example(lines).page))
    assert told[0].endswith("end: 19 days")
    assert "!" not in told[1].split("█")[0]
    assert told[1].rstrip().endswith("█! 56 days")
    assert told[2].rstrip().endswith("█! 35 days")
    assert told[4].rstrip().endswith("█>")
    assert "there was none" in told[5]


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_table_that_says_the_same_and_says_nothing_where_nothing_is(place: str) -> None:
    page = demo_page("en")
    picture, table = drawn(place, drawing(page)), drawn(place, drawing(page, table=True))
    assert (picture == table) == (place in ONE_SHAPE)
    assert not any("█" in line for line in table) or place == "gaps.acceptance"
    assert drawn(place, drawing(replace(page, answers=()))) == []


def test_every_line_that_can_be_chosen_leads_to_answers_and_could_be_a_topic() -> None:
    page = demo_page("en")
    for place in PLACES:
        for table in (False, True):
            chosen = [line for line in DRAWN[place](drawing(page, table=table)) if line.id]
            assert len({line.id for line in chosen}) == len(chosen)
            assert chosen, place
            for line in chosen:
                _leads_somewhere(page, line)


def _leads_somewhere(page: Retrospective, line: Line) -> None:
    assert page.workbook.question(line.question)
    assert all(page.answer(id) for id in line.answers)
    assert page.answer(line.target) or all(map(page.workbook.question, line.target.split(",")))


# On the road


def finished(database: Path, lang: str = "en") -> str:
    """The demo's finished retrospective in a database; its id."""
    with Shelf.open(database) as shelf:
        return demo.make(shelf, "finished", lang)


async def test_a_room_reads_the_gaps_unfolds_the_answers_and_makes_a_topic(database: Path) -> None:
    async with walking(database, finished(database), size=NARROW) as walk:
        walk.burst("]")
        await walk.shows("What is most worth talking about?", "1 Once you looked closely", "5 When did the honeymoon")
        walk.burst("2", "enter")
        await walk.shows("Vendor · Zhou Ting", "Client · Chen Bo")
        walk.burst("n")
        await walk.shows("How far apart do the answers lie?", "Client  ████", "Vendor  █·")
        walk.burst("+", "+")
        await walk.until(lambda: [topic.target for topic in walk.page.topics] == ["conflict-date"])
        await walk.shows("That is a topic already.")
        walk.burst("u")
        await walk.until(lambda: walk.page.topics == ())
        walk.burst("T")
        await walk.until(lambda: "█" not in walk.text)
        walk.burst("n")
        await walk.shows("When was each phase, for each side?", "2025-08-18 to 2025-10-13")
        walk.burst("T", "n")
        await walk.shows("O Client", "How did trust rise and fall?")
        walk.burst("o")
        await walk.reach("honeymoon-trust")


async def test_a_side_says_of_the_others_rows_whether_they_are_so(database: Path) -> None:
    async with walking(database, finished(database), size=NARROW) as walk:

        def says() -> list[str | None]:
            return [a.cells.get(f"{SAYS}vendor") for a in walk.answers("honeymoon-promises") if isinstance(a, Row)]

        await walk.go("@gaps.promises")
        walk.burst("T", "down")
        await walk.shows("Fits our purchasing as it is", "Client alone")
        walk.burst("y")
        await walk.shows("Your own side wrote this row")
        walk.burst("tab", "y")
        await walk.until(lambda: CLAIMED in says())
        walk.burst("f")
        await walk.until(lambda: DENIED in says() and CLAIMED not in says())
        await walk.shows("Vendor denies it", "disputed")
        walk.burst("f")
        await walk.until(lambda: set(says()) == {None})
        walk.burst("a")
        await walk.shows("Nothing is written here; o goes to the question.")


async def test_what_is_private_is_not_read_together_and_an_empty_page_says_so(database: Path) -> None:
    with Shelf.open(database) as shelf:
        empty = start(database)
        ratings = [
            Rating(id=f"r{n}", question="trust", side=side, value=value, private=private)
            for n, (side, value, private) in enumerate(
                [("client", 5, Private.EVERYBODY), ("client", 1, Private.SIDE), ("vendor", 3, Private.EVERYBODY)]
            )
        ]
        shelf.keep(empty, ratings[1])
    async with walking(database, empty) as walk:
        await walk.go("@gaps.apart")
        await walk.shows("Nothing to compare yet")
        with Shelf.open(database) as shelf:
            shelf.keep(empty, ratings[0], ratings[2])
        await walk.until(lambda: "5 (5, n = 1)" in walk.text.replace("\u00a0", " "))


async def test_a_star_marks_a_turning_point_and_takes_the_mark_away(database: Path) -> None:
    retro = start(database, Note(id="n1", question="hope", side="client", text="The night of the report"))

    def turning(walk: Walk) -> bool:
        note = walk.page.answer("n1")
        return isinstance(note, Note) and note.turning

    async with walking(database, retro, at="hope") as walk:
        walk.burst("*")
        await walk.shows("Choose a note first")
        walk.burst("down", "*")
        await walk.until(lambda: turning(walk))
        await walk.shows("◆ The night of the report")
        walk.burst("＊")
        await walk.until(lambda: not turning(walk))
        walk.burst("n", "*")
        await walk.shows("Only a note can be marked")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_number_in_gaps_has_a_sign_that_another_page_turns_round(lang: str) -> None:
    page = demo_page(lang)
    signed = re.compile(r"(?<![\w.)\-–])[+−-]\d")
    for place in PLACES:
        for table in (False, True):
            told = drawn(place, drawing(page, table=table))
            assert [line for line in told if signed.search(line)] == [], place
