"""Scales, choices, checklists and the sheet of duties: answered by number keys, a side or a person each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from storage.ids import single_id
from storage.shelf import Shelf, Start
from templates import library, words
from templates.filled_page.page import (
    Checks,
    Choice,
    Person,
    Rating,
)
from tests.tui.walking import NARROW, WIDE, Walk, entries, kept, start, walking


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


def ratings(walk: Walk, question: str = "trust") -> list[tuple[str | None, int | None, int | None]]:
    return [(a.side, a.value, a.guess) for a in walk.answers(question) if isinstance(a, Rating)]


def rating(retro: str, question: str, value: int, side: str | None = "client", person: str | None = None) -> Rating:
    id = single_id(retro, question, side, person)
    return Rating(id=id, question=question, side=side, person=person, value=value)


@pytest.mark.parametrize("send", ["burst", "trickle"])
async def test_a_number_answers_and_the_next_one_guesses(database: Path, retro: str, send: str) -> None:
    async with walking(database, retro, at="trust") as walk:
        if send == "burst":
            walk.burst("4", "2")
        else:
            await walk.trickle("4", "2")
        await walk.until(lambda: ratings(walk) == [("client", 4, 2)])
        await walk.shows("( )?2 A little", "(•) 4 Mostly", "guesses that the Vendor says", "4 (guess 2)")
        walk.burst("tab", "1", "5")
        await walk.until(lambda: ratings(walk) == [("client", 4, 2), ("vendor", 1, 5)])


async def test_another_pick_replaces_the_first_and_the_history_has_both(database: Path, retro: str) -> None:
    async with walking(database, retro, at="tired") as walk:
        walk.burst("0", "2", "1")
        await walk.until(lambda: ratings(walk, "tired") == [("client", 1, None)])
    with Shelf.open(database) as shelf:
        told = [(name, after) for e in shelf.history(retro) for name, _before, after in e.changes if name == "value"]
    assert told == [("value", 0), ("value", 2), ("value", 1)]


async def test_tab_goes_through_the_slots_and_on_to_the_other_side(database: Path, retro: str) -> None:
    async with walking(database, retro, at="trust") as walk:
        walk.burst("tab", "3")
        await walk.until(lambda: ratings(walk) == [("client", None, 3)])
        walk.burst("tab", "tab", "1", "tab", "2")
        await walk.until(lambda: ratings(walk) == [("client", 2, 3), ("vendor", None, 1)])
        await walk.shows("writing: Client")


async def test_d_takes_back_ones_own_answer_only(database: Path, retro: str) -> None:
    kept(database, retro, rating(retro, "tired", 1), rating(retro, "tired", 2, "vendor"))
    async with walking(database, retro, at="tired") as walk:
        walk.burst("d")
        await walk.until(lambda: ratings(walk, "tired") == [("vendor", 2, None)])
        walk.burst("d")
        await walk.shows("no answer of yours here")
        walk.burst("u")
        await walk.until(lambda: len(ratings(walk, "tired")) == 2)


async def test_a_scale_takes_the_numbers_it_shows(database: Path, retro: str) -> None:
    async with walking(database, retro, at="trust") as walk:
        for question, key, value, sentence in (
            ("trust", "6", None, "from 1 to 5"),
            ("trust", "0", None, "from 1 to 5"),
            ("tired", "3", None, "from 0 to 2"),
            ("tired", "0", 0, ""),
            ("likely", "9", 9, ""),
            ("likely", "0", 10, ""),
        ):
            await walk.go(question)
            walk.app.clear_notifications()
            walk.burst(key)
            if value is None:
                await walk.shows(sentence)
                assert walk.answers(question) == ()
            else:
                await walk.until(partial(_answered, walk, question, value))


def _answered(walk: Walk, question: str, value: int) -> bool:
    return ratings(walk, question) == [("client", value, None)]


async def test_numbers_do_nothing_on_notes_and_ledgers(database: Path, retro: str) -> None:
    before = entries(database, retro)
    async with walking(database, retro, at="hope") as walk:
        walk.burst(*"1234567890")
        await walk.go("late")
        walk.burst(*"1234567890", "n")
        await walk.reach("signs")
        assert not walk.drafts()
    assert entries(database, retro) == before


async def test_items_are_ticked_and_unticked_as_fast_as_they_are_typed(database: Path, retro: str) -> None:
    async with walking(database, retro, at="signs") as walk:

        def ticked() -> list[tuple[str, ...]]:
            return [a.checked for a in walk.answers("signs") if isinstance(a, Checks)]

        await walk.trickle(*"123")
        await walk.until(lambda: ticked() == [("date-first", "no-users", "all-granted")])
        walk.burst(*"2")
        await walk.until(lambda: ticked() == [("date-first", "all-granted")])
        # Enter takes the keyboard; a letter says where it is, and Enter alone that all is picked.
        walk.burst("enter", "y")
        await walk.shows("The keyboard is in the answers")
        walk.burst("enter")
        await walk.until(lambda: not walk.writing)
        await walk.shows("[x] 1 The date came first", "[ ] 2 Nobody asked users")
        walk.burst("4")
        await walk.shows("There are 3 to pick from")
        walk.burst("down", "down", "enter")
        await walk.until(lambda: ticked() == [("date-first", "no-users", "all-granted")])


async def test_a_choice_is_one_only(database: Path, retro: str) -> None:
    async with walking(database, retro, at="again") as walk:
        walk.burst("1", "3")
        await walk.until(lambda: [a.choice for a in walk.answers("again") if isinstance(a, Choice)] == ["never"])
        walk.burst("up", "up", "up", "enter")
        await walk.until(lambda: [a.choice for a in walk.answers("again") if isinstance(a, Choice)] == ["gladly"])


async def test_a_persons_answer_stands_beside_the_sides(database: Path) -> None:
    mei = Person("p" * 20, "Mei", "client")
    retro = start(database, mei)
    kept(database, retro, rating(retro, "tired", 2))
    async with walking(database, retro, at="tired") as walk:
        walk.burst("w")
        await walk.shows("Who is writing?", "Mei")
        walk.burst("down", "enter")
        await walk.shows("writing: Client · Harbour · Mei")
        walk.burst("0")
        await walk.until(lambda: len(walk.answers("tired")) == 2)
        assert {(a.person, a.value) for a in walk.answers("tired") if isinstance(a, Rating)} == {(None, 2), (mei.id, 0)}
        await walk.shows("2 · Mei 0")
        walk.burst("tab", "1", "tab", "1")
        await walk.until(lambda: len(walk.answers("tired")) == 3)
        values = {(a.side, a.person, a.value) for a in walk.answers("tired") if isinstance(a, Rating)}
        assert values == {("client", None, 2), ("client", mei.id, 1), ("vendor", None, 1)}


async def test_letters_are_no_commands_while_the_keyboard_is_in_the_answers(database: Path, retro: str) -> None:
    async with walking(database, retro, at="tired") as walk:
        walk.burst("a", "down", *"npquUdewhml[]", "left", "right")
        await walk.shows("✎ writing")
        assert walk.stop == "tired"
        assert walk.answers("tired") == ()
        walk.burst("2")
        await walk.until(lambda: ratings(walk, "tired") == [("client", 2, None)])
        walk.burst("n")
        await walk.reach("likely")
        walk.burst("a", "escape", "n")
        await walk.reach("late")


async def test_f4_picks_nothing_and_says_there_is_no_text(database: Path, retro: str) -> None:
    async with walking(database, retro, at="tired") as walk:
        walk.burst("down", "f4")
        await walk.shows("no text to write here")
        assert walk.answers("tired") == ()


async def test_answers_of_no_side_and_of_an_unknown_one_are_shown(database: Path, retro: str) -> None:
    kept(database, retro, rating(retro, "tired", 2, None), rating(retro, "tired", 1, "broker"))
    async with walking(database, retro, at="tired") as walk:
        await walk.shows("(no side)  2 · 1")


async def test_one_team_answers_for_itself(database: Path) -> None:
    retro = start(database, sides="")
    async with walking(database, retro, at="trust") as walk:
        walk.burst("4")
        await walk.until(lambda: ratings(walk) == [(None, 4, None)])
        await walk.shows("The team  4  Mostly")
        walk.burst("tab", "5", "d")
        await walk.until(lambda: ratings(walk) == [])


async def test_two_values_picked_apart_are_both_shown(database: Path, retro: str) -> None:
    kept(database, retro, rating(retro, "tired", 2))
    with Shelf.open(database) as shelf:
        first = shelf.page(retro).answers_to("tired")[0]
    assert isinstance(first, Rating)
    kept(database, retro, replace(first, value=0))
    kept(database, retro, replace(first, value=1))
    async with walking(database, retro, at="tired") as walk:
        await walk.shows("also written: ")
        walk.burst("2")
        await walk.until(lambda: ratings(walk, "tired") == [("client", 2, None)])
        await walk.until(lambda: "also written" not in walk.text)


def duties(database: Path, lang: str) -> tuple[str, list[str]]:
    text = library.text("four-phases", lang)
    with Shelf.open(database) as shelf:
        retro = shelf.start(Start(title="Port", workbook_text=text, date="2026-01-01"))
        sheet = next(stop for stop in shelf.page(retro).road if stop.is_sheet)
    return retro, [question.text for question in sheet.questions]


@pytest.mark.parametrize(("lang", "size"), [("en", NARROW), ("zh", NARROW), ("zh", WIDE)])
async def test_twelve_duties_stand_on_one_screen_and_take_a_key_each(
    database: Path, lang: str, size: tuple[int, int]
) -> None:
    words.use(lang)
    retro, asked = duties(database, lang)
    assert len(asked) == 12
    async with walking(database, retro, size=size) as walk:
        sheet = next(stop for stop in walk.page.road if stop.is_sheet)
        await walk.go(sheet.id)
        await walk.until(lambda: all(text[:12] in walk.text for text in asked))
        walk.burst(*"123451234512")

        def values(side: str) -> list[int | None]:
            return [
                a.value for q in sheet.questions for a in walk.answers(q.id) if isinstance(a, Rating) and a.side == side
            ]

        await walk.until(lambda: values("client") == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2])
        # The other side begins at the top.
        walk.burst("tab", *"555555555555")
        await walk.until(lambda: values("vendor") == [5] * 12)
        walk.burst("up", "up", "1", "down", "d")
        await walk.until(lambda: values("vendor") == [5] * 9 + [1, 5])
        await walk.until(lambda: all(text[:12] in walk.text for text in asked))


async def test_a_duty_judged_without_a_side_is_shown(database: Path) -> None:
    retro, _asked = duties(database, "en")
    with Shelf.open(database) as shelf:
        sheet = next(stop for stop in shelf.page(retro).road if stop.is_sheet)
    kept(database, retro, rating(retro, sheet.id, 4, None))
    async with walking(database, retro, size=WIDE) as walk:
        await walk.go(sheet.id)
        walk.burst(*["up"] * 12)
        await walk.shows("(no side) 4")
