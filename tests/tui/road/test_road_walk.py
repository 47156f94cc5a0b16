"""Walking the road: where one lands, how one goes on, what every key does, and what a window's size changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from unicodedata import lookup

import pytest
from textual import events

from storage import demo
from storage.drafts.draft_writer import Drafts
from storage.ids import new_id, single_id
from storage.shelf import Shelf
from templates import words
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from templates.meeting import road as meeting
from templates.workbook.model import Kind, Question
from tests.tui.helpers import said, until
from tests.tui.walking import NAMED, NARROW, WIDE, Walk, entries, key_event, page, start, walking
from tui.keys.command import EVERYWHERE, Command, as_plain_key
from tui.keys.road import ROAD
from tui.screens.reading import ReadingScreen
from tui.widgets.cards import Cards
from tui.widgets.field import Field
from tui.widgets.too_small import TooSmall


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


def some_answer(retro: str, question: Question) -> Answer:
    single = single_id(retro, question.id, "client", None)
    match question.kind:
        case Kind.NOTES:
            return Note(id=new_id(), question=question.id, side="client", text="words")
        case Kind.LEDGER:
            return Row(id=new_id(), question=question.id, side="client", cells={question.columns[0].id: "words"})
        case Kind.SCALE:
            return Rating(id=single, question=question.id, side="client", value=1)
        case Kind.CHOICE:
            return Choice(id=single, question=question.id, side="client", choice=question.options[0].id)
        case Kind.CHECKLIST:
            return Checks(id=single, question=question.id, side="client", checked=(question.options[0].id,))


async def test_one_lands_on_the_first_unanswered_question(database: Path, retro: str) -> None:
    with Shelf.open(database) as shelf:
        for question in list(shelf.page(retro).workbook.questions)[:2]:
            shelf.keep(retro, some_answer(retro, question))
    async with walking(database, retro) as walk:
        assert walk.stop == "tired"
        await walk.shows("▸ How tired", "answered 2 of 8")


async def test_after_the_last_answer_one_lands_at_the_end(database: Path, retro: str) -> None:
    with Shelf.open(database) as shelf:
        shelf.keep(retro, *(some_answer(retro, question) for question in shelf.page(retro).workbook.questions))
    async with walking(database, retro) as walk:
        assert walk.stop == "left"
        await walk.shows("answered 8 of 8", "~ What did")


async def test_one_lands_on_the_word_one_was_writing(database: Path, retro: str) -> None:
    async with walking(database, retro, at="left") as walk:
        walk.burst("tab", "a", "half a wo")
        await walk.until(lambda: walk.drafts() == [{"text": "half a wo"}])
    assert [draft.side for draft in Drafts(database).all(retro)] == ["vendor"]
    async with walking(database, retro) as walk:
        await walk.until(lambda: walk.stop == "left" and walk.typed == "half a wo")
        await walk.shows("Enter keeps it", "✎ Vendor · Northwind", "half a wo", "writing: Vendor")
        assert isinstance(walk.app.focused, Field)
        walk.burst("rd", "enter")
        await walk.until(lambda: walk.notes == [("vendor", "half a word")])
        assert not walk.drafts()


async def test_one_walks_forth_and_back_to_either_end(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        for key, stop in (
            ("n", "trust"),
            ("right", "tired"),
            ("left", "trust"),
            ("p", "hope"),
            ("]", "late"),
            ("n", "signs"),
            ("［", "hope"),
            ("】", "late"),
            ("「", "hope"),
            ("］", "late"),
            ("ｐ", "likely"),
            ("ｎ", "late"),
        ):
            walk.burst(key)
            await walk.reach(stop)
        walk.burst(*"[[")
        await walk.reach("@open.people")
        walk.burst("p")
        await walk.until(lambda: "the beginning of the road" in said(walk.app))
        walk.burst("left_square_bracket")
        await walk.until(lambda: "the first stage" in said(walk.app))
        last = meeting.road(walk.page)[-1]
        walk.burst("]" * 8)
        await walk.until(lambda: "the last stage" in said(walk.app))
        walk.burst("n" * 12)
        await walk.until(lambda: "the end of the road" in said(walk.app))
        assert walk.stop == last.id


async def test_the_input_method_may_stay_on(database: Path, retro: str) -> None:
    """What it widens works as its plain key, in one burst with what is written; what it composes is answered."""
    async with walking(database, retro) as walk:
        walk.burst("ｎ")
        await walk.reach("trust")
        walk.burst("ａ", "４", "　")
        await walk.until(lambda: any(getattr(one, "value", None) == 4 for one in walk.page.answers))
        walk.burst("escape", "ｐ")
        await walk.reach("hope")
        walk.burst("ａ", "１、２：看【这里】", "enter", "escape", "】")
        await walk.reach("late")
        assert ("client", "１、２：看【这里】") in walk.notes, "in a field every sign stays as it was written"
        for sign in "你·":
            walk.burst(sign)
            await walk.until(lambda: "Switch the input method" in said(walk.app))
            walk.app.clear_notifications()
        words.use("zh")
        walk.burst("好")
        await walk.until(lambda: "请切换到英文输入" in said(walk.app))
        words.use("en")
        walk.burst("、")
        await walk.until(lambda: walk.app.screen is not walk.road, "the search, by the key of /")


@pytest.mark.parametrize(
    ("signs", "plain"),
    [
        ("１２３４５６７８９０", "1234567890"),
        ("ｎｐＴＧ", "npTG"),
        ("？：／＋－＊［］", "?:/+-*[]"),
        ("【】「」、　", "[][]/ "),
    ],
)
def test_what_an_input_method_widens_is_its_plain_key(signs: str, plain: str) -> None:
    keys = [as_plain_key(key_event(sign)) for sign in signs]
    assert "".join(key.character or "" for key in keys) == plain
    assert [key.key for key in keys] == [key_event(sign).key for sign in plain]


async def test_a_click_in_the_outline_goes_there(database: Path, retro: str) -> None:
    async with walking(database, retro, size=WIDE) as walk:
        outline = walk.road.query_one("#road-outline", Cards)
        line = next(n for n, item in enumerate(outline.items) if item.id == "again")
        await walk.pilot.click("#road-outline", offset=(6, line))
        await walk.reach("again")
        await walk.pilot.click("#road-outline", offset=(6, 0))
        await walk.pilot.pause()
        assert walk.stop == "again", "a heading leads nowhere"


async def test_the_outline_says_how_far_each_side_has_come(database: Path, retro: str) -> None:
    with Shelf.open(database) as shelf:
        shelf.keep(retro, *(Note(id=new_id(), question="hope", side=side, text="x") for side in ("client", "vendor")))
        shelf.keep(retro, Note(id=new_id(), question="left", side="vendor", text="x"))
    async with walking(database, retro, size=WIDE, at="trust") as walk:
        await walk.shows("✓ What did you hope for?", "~ What is left to say?", "1/4 1/4", "0/4 1/4")
        walk.burst("p", "a", "x", "escape", "n")
        await walk.shows("✎ What did you hope for?")


async def test_the_story_is_a_key_away(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        await walk.shows("h tells a story")
        walk.burst("h")
        await walk.shows("Somebody hoped to sleep at night")
        walk.burst("escape")
        await walk.until(lambda: "Somebody hoped" not in walk.text)
        walk.burst("n", "h")
        await walk.until(lambda: "no story" in said(walk.app))


async def test_the_short_road_and_back(database: Path, retro: str) -> None:
    async with walking(database, retro, at="late") as walk:
        walk.burst("l")
        await walk.shows("The short road: 2 questions", "answered 0 of 2")
        await walk.until(lambda: walk.stop in ("hope", "trust"))
        walk.burst("l")
        await walk.shows("The whole road: 8 questions")


async def test_esc_with_nothing_open_only_says_what_leads_out(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("escape")
        await walk.until(lambda: "q goes back to the shelf, ctrl+q leaves" in said(walk.app))
        assert walk.app.screen is walk.road
        walk.burst("q")
        await walk.until(lambda: walk.app.screen is not walk.road)


async def test_reading_and_coming_back(database: Path, retro: str) -> None:
    async with walking(database, retro, at="left") as walk:
        walk.burst("a", "for the minutes", "enter", "escape", "m")
        await walk.until(lambda: isinstance(walk.app.screen, ReadingScreen))
        await walk.until(lambda: "for the minutes" in walk.text)
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert walk.stop == "left"


def keys_of(commands: tuple[Command, ...]) -> list[tuple[str, str]]:
    return [(command.id, key) for command in commands for key in command.all_keys]


async def test_every_command_has_a_key_that_works_on_the_road(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        bound = walk.road.active_bindings
        missing = [(id, key) for id, key in keys_of((*ROAD, *EVERYWHERE)) if key not in bound]
        assert not missing
        assert all(bound[key].enabled for _id, key in keys_of((*ROAD, *EVERYWHERE)))


async def test_every_printable_key_of_a_command_is_text_in_an_open_field(database: Path, retro: str) -> None:
    typed = [key for _id, key in keys_of((*ROAD, *EVERYWHERE)) if key not in NAMED and "+" not in key]
    signs = [(key, key_event(key).character or _sign(key)) for key in dict.fromkeys(typed)]
    async with walking(database, retro) as walk:
        walk.burst("a")
        for key, sign in signs:
            walk.app.post_message(events.Key(key, sign))
        await walk.until(lambda: walk.typed == "".join(sign for _key, sign in signs))
        assert walk.app.screen is walk.road
        for key in ("f1", "f9"):
            walk.burst(key)
            await walk.until(lambda: walk.app.screen is not walk.road)
            walk.burst("escape")
            await walk.until(lambda: walk.app.screen is walk.road)
        assert walk.typed == "".join(sign for _key, sign in signs)
        walk.burst("!")
        await walk.until(lambda: walk.typed.endswith("!"))


def _sign(key: str) -> str:
    """The sign of a key by Textual's name of it, which is Unicode's but for a few."""
    return {"slash": "/"}.get(key) or lookup(key.replace("_", " ").upper())


async def test_help_tells_the_keys_of_the_road(database: Path, retro: str) -> None:
    async with walking(database, retro, size=(120, 100)) as walk:
        walk.burst("?")
        await walk.shows("On the road", "road.next", "road.pick", "app.leave")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)


def _is_told_too_small(walk: Walk, *, told: bool) -> bool:
    return isinstance(walk.app.screen, TooSmall) is told


async def test_a_window_may_shrink_and_grow_while_one_is_writing(database: Path, retro: str) -> None:
    async with walking(database, retro, size=WIDE) as walk:
        walk.burst("a", "in the middle of ")
        await walk.until(lambda: walk.typed == "in the middle of ")
        for size in (NARROW, (60, 16), NARROW, (200, 60), WIDE):
            await walk.pilot.resize_terminal(*size)
            await until(walk.pilot, partial(_is_told_too_small, walk, told=size == (60, 16)))
        field = walk.app.focused
        assert isinstance(field, Field)
        assert field.text == "in the middle of "
        walk.burst("it", "enter")
        await walk.until(lambda: walk.notes == [("client", "in the middle of it")])


async def test_the_sides_stand_next_to_each_other_where_there_is_room(database: Path, retro: str) -> None:
    with Shelf.open(database) as shelf:
        shelf.keep(retro, Note(id=new_id(), question="hope", side="client", text="ours"))
        shelf.keep(retro, Note(id=new_id(), question="hope", side="vendor", text="theirs"))

    def beside(shown: str) -> bool:
        return any("• ours" in line and "• theirs" in line for line in shown.splitlines())

    async with walking(database, retro, size=NARROW, at="hope") as walk:
        await walk.shows("• ours", "• theirs")
        assert not beside(walk.text)
        await walk.pilot.resize_terminal(160, 40)
        await walk.until(lambda: beside(walk.text))


async def test_the_half_done_demo_is_walked_from_end_to_end(database: Path) -> None:
    with Shelf.open(database) as shelf:
        retro = demo.make(shelf, "halfway", "zh")
    before = entries(database, retro)
    road = page(database, retro).road
    async with walking(database, retro) as walk:
        first = page(database, retro).first_unanswered()
        assert first is not None
        assert first.id in {q.id for stop in road if stop.id == walk.stop for q in stop.questions}
        for stop in road[::-4]:
            await walk.go(stop.id)
            if not stop.is_sheet:
                await walk.shows(stop.questions[0].text[:8])
    assert entries(database, retro) == before, "looking changes nothing"
