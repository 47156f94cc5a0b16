"""`+` in Gaps: a topic is the finding in words, in the retrospective's language, with the answers behind the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storage import demo
from storage.shelf import Shelf
from templates.filled_page.agreed import Topic
from templates.filled_page.page import Retrospective, Row
from templates.meeting.agenda import agenda, belonging, topic_title
from templates.readings import readings
from templates.readings.in_words import Teller
from tests.templates.demo_pages import demo_page
from tests.tui.walking import WIDE, walking
from tui.places.gaps import DRAWN
from tui.readings.shown import Drawing, Line

HAN = re.compile("[\u4e00-\u9fff]")


def lines(page: Retrospective, place: str, language: str, *, table: bool = False) -> list[Line]:
    """The lines of a place that can be chosen, as a run in some language shows them."""
    drawing = Drawing(page, readings(page), Teller.of(page, language), 100, table)
    return [line for line in DRAWN[place](drawing) if line.id]


def topic(line: Line) -> Topic:
    return Topic(id=f"{line.target} {line.id}", target=line.target, title=line.finding)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("place", DRAWN)
def test_every_line_makes_a_topic_in_the_pages_language_that_holds_what_stands_behind_it(place: str, lang: str) -> None:
    page = demo_page(lang)
    for table in (False, True):
        found = lines(page, place, {"en": "zh", "zh": "en"}[lang], table=table)
        assert found
        for line in found:
            made = topic(line)
            title = topic_title(page, made)
            assert not re.fullmatch(r"[\d\s年月日,.:–-]*", title), title
            assert bool(HAN.search(title)) is (lang == "zh"), title
            held = belonging(page, made)
            # A row's line is about that row; what it was swapped for may stand in another phase.
            behind = {line.row} if line.row else {id for id in line.answers if isinstance(page.answer(id), Row)}
            assert behind <= {card.id for card in (*held.cards, *held.facts)}, title


def test_different_findings_of_one_ledger_are_different_topics_and_no_single_row() -> None:
    page = demo_page("en")
    for place in ("gaps.promises", "gaps.trades", "gaps.phases", "gaps.acceptance"):
        made = [topic(line) for line in lines(page, place, "en") if line.finding]
        assert made, place
        assert len({one.id for one in made}) == len({one.title for one in made}) == len(made)
        assert all(page.workbook.question(id) for one in made for id in one.target.split(","))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Honeymoon: Client: 2025-08-18 to 2025-10-13, Vendor: 2025-09-01 to 2025-09-24"),
        ("zh", "蜜月期：甲方：2025年8月18日至2025年10月13日、乙方：2025年9月1日至2025年9月24日"),
    ],
)
async def test_a_phase_becomes_a_topic_with_its_rows_in_view(database: Path, lang: str, words: str) -> None:
    with Shelf.open(database) as shelf:
        retro = demo.make(shelf, "finished", lang)
    async with walking(database, retro, size=WIDE) as walk:
        await walk.go("@gaps.phases")
        walk.burst("+")
        await walk.until(lambda: len(walk.page.topics) == 1)
        assert [topic_title(walk.page, one) for one in agenda(walk.page)] == [words]
        walk.road.go_to(f"@topic:{walk.page.topics[0].id}")
        await walk.reach(f"@topic:{walk.page.topics[0].id}")
        await walk.shows("2025-08-18" if lang == "en" else "2025")
        walk.burst("u")
        await walk.until(lambda: walk.page.topics == ())
