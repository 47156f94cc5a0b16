"""Writing notes on the road, as two sides at one table do it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.strip import Strip

from storage.drafts.draft_writer import Drafts
from storage.ids import new_id
from templates.filled_page.page import Note
from tests.tui.helpers import said
from tests.tui.walking import WIDE, entries, start, walking
from tui.widgets.cards import Cards, Item
from tui.widgets.field import Field

COMMANDS = "n p q u d e w h m l x z ? : / 1 2 [ ]"


@pytest.fixture
def retro(database: Path) -> str:
    return start(database)


def note(text: str, side: str | None = "client", question: str = "hope") -> Note:
    return Note(id=new_id(), question=question, side=side, text=text)


async def test_a_note_costs_one_key_beyond_its_text_and_the_next_is_open(database: Path, retro: str) -> None:
    async with walking(database, retro, size=WIDE) as walk:
        walk.burst("a", *"calm", "enter", *"clear", "enter")
        await walk.until(lambda: walk.notes == [("client", "calm"), ("client", "clear")])
        assert isinstance(walk.app.focused, Field)
        assert walk.typed == ""
        await walk.shows("• calm", "• clear", "✓ saved")


async def test_plain_letters_are_text_while_a_field_is_open(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a")
        await walk.write(COMMANDS)
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", COMMANDS)])
        assert walk.stop == "hope"
        assert walk.app.screen is walk.road


async def test_every_printable_key_is_text_in_a_field(database: Path, retro: str) -> None:
    words = "".join(chr(code) for code in range(33, 127)) + "？：／［］港口é"
    async with walking(database, retro) as walk:
        walk.burst("a")
        await walk.write(words)
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", words)])


async def test_what_is_typed_ahead_is_not_lost_and_lands_in_the_right_notes(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "one", "enter", "two", "enter", "three", "enter", "fo")
        await walk.until(lambda: walk.notes == [("client", w) for w in ("one", "two", "three")])
        await walk.until(lambda: walk.typed == "fo")


@pytest.mark.parametrize("question", ["hope", "left"])
async def test_a_burst_may_begin_while_the_question_is_only_coming(database: Path, retro: str, question: str) -> None:
    async with walking(database, retro) as walk:
        await walk.go("again")
        if question == "hope":
            await walk.go("trust")
            walk.burst("p", "a", "next up", "enter", "x")
        else:
            walk.burst("n", "a", "next up", "enter", "x")
        await walk.until(lambda: walk.notes == [("client", "next up")])
        assert walk.stop == question
        await walk.until(lambda: walk.typed == "x")


@pytest.mark.parametrize("send", ["burst", "trickle"])
async def test_words_typed_ahead_of_tab_and_esc_keep_their_order(database: Path, retro: str, send: str) -> None:
    async with walking(database, retro) as walk:
        keys = ["a", "ours ", "tab", "became theirs", "enter", "theirs", "enter", "tab", "ours again", "enter"]
        keys += ["escape", "n", "p", "a", "last of ours", "enter"]
        if send == "burst":
            walk.burst(*keys)
        else:
            await walk.trickle(*keys)
        await walk.until(lambda: len(walk.notes) == 4)
        assert walk.notes == [
            ("vendor", "ours became theirs"),
            ("vendor", "theirs"),
            ("client", "ours again"),
            ("client", "last of ours"),
        ]


async def test_ctrl_j_breaks_the_line(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "first", "ctrl+j", "second", "enter")
        await walk.until(lambda: walk.notes == [("client", "first\nsecond")])


async def test_tab_carries_the_words_to_the_other_side(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", *"words")
        walk.burst("tab")
        await walk.shows("writing: Vendor · Northwind")
        assert walk.typed == "words"
        await walk.until(lambda: walk.drafts() == [{"text": "words"}])
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("vendor", "words")])
        walk.burst("tab", *"ours", "enter")
        await walk.until(lambda: walk.notes == [("vendor", "words"), ("client", "ours")])


async def test_esc_ends_and_a_goes_on_with_the_draft(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", *"half", "escape")
        await walk.shows("✎ half", "draft, not kept yet")
        assert walk.app.focused is None
        walk.burst("n", "p")
        await walk.shows("✎ half")
        walk.burst("a", *" done", "enter")
        await walk.until(lambda: walk.notes == [("client", "half done")])
        await walk.until(lambda: not walk.drafts())
        await walk.until(lambda: "not kept yet" not in walk.text)


async def test_an_empty_enter_keeps_nothing_and_says_so(database: Path, retro: str) -> None:
    before = entries(database, retro)
    async with walking(database, retro) as walk:
        walk.burst("a", "space", "enter")
        await walk.shows("Nothing written yet")
        walk.burst("escape")
        await walk.until(lambda: not walk.writing)
        assert not walk.drafts()
    assert entries(database, retro) == before


async def test_an_edit_left_untouched_writes_nothing(database: Path) -> None:
    retro = start(database, note("as it was"))
    before = entries(database, retro)
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "enter")
        await walk.until(lambda: walk.typed == "as it was")
        walk.burst("enter")
        await walk.until(lambda: not walk.writing)
        walk.burst("down", "e", "escape")
        await walk.until(lambda: not walk.writing)
        assert not walk.drafts()
    assert entries(database, retro) == before


async def test_an_edit_changes_the_note_it_was_opened_on(database: Path) -> None:
    retro = start(database, note("one"), note("two"), note("three", "vendor"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "down", "e", " and more", "enter")
        await walk.until(lambda: ("client", "two and more") in walk.notes)
        assert len(walk.notes) == 3
        assert walk.app.focused is None
        await walk.shows("• two and more")


async def test_an_edit_of_a_moment_ago_needs_no_waiting(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "one", "enter", "escape", "down", "enter", " more", "enter", "down", "enter", "!", "enter")
        await walk.until(lambda: walk.notes == [("client", "one more!")])


async def test_an_edit_ended_in_the_middle_is_a_draft_and_the_note_stays(database: Path) -> None:
    retro = start(database, note("as it was"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "e", " not", "escape")
        await walk.shows("✎ as it was not", "• as it was")
        assert walk.notes == [("client", "as it was")]
        walk.burst("down", "e")
        await walk.until(lambda: walk.typed == "as it was not")
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", "as it was not")])


@pytest.mark.parametrize("odd", ["a\u2028b", "a\x0cb\x0b\x85c"])
async def test_what_the_field_cannot_keep_is_said_and_left_alone(database: Path, odd: str) -> None:
    retro = start(database, note(odd))
    before = entries(database, retro)
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "e")
        await walk.shows("cannot keep; F4")
        walk.burst("enter")
        await walk.until(lambda: not walk.writing)
        walk.burst("down", "e", "escape")
        await walk.until(lambda: not walk.writing)
        assert walk.notes == [("client", odd)]
        assert not walk.drafts()
    assert entries(database, retro) == before


async def test_a_deleted_note_comes_back(database: Path) -> None:
    retro = start(database, note("one"), note("two"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "d")
        await walk.until(lambda: walk.notes == [("client", "two")])
        assert "u brings it back" in said(walk.app)
        walk.burst("u")
        await walk.until(lambda: walk.notes == [("client", "one"), ("client", "two")])
        walk.burst("U")
        await walk.until(lambda: walk.notes == [("client", "two")])


async def test_d_without_a_note_under_the_cursor_says_what_to_do(database: Path) -> None:
    retro = start(database, note("one"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("d")
        await walk.shows("Choose a note first")
        assert walk.notes == [("client", "one")]


async def test_a_deleted_draft_comes_back_as_a_note(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "half", "escape")
        await walk.shows("✎ half")
        walk.burst("down", "d")
        await walk.until(lambda: "half" not in walk.text.replace("half a", "") and not walk.drafts())
        assert walk.notes == []
        walk.burst("u")
        await walk.until(lambda: walk.notes == [("client", "half")])


async def test_undo_says_what_and_whose_and_goes_there(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "calm nights", "enter", "escape", "n", "n", "n")
        await walk.reach("likely")
        await walk.until(lambda: walk.notes)
        walk.burst("u")
        await walk.reach("hope")
        assert walk.notes == []
        assert "calm nights" in said(walk.app)
        assert "Client" in said(walk.app)
        walk.burst("n", "U")
        await walk.until(lambda: walk.notes == [("client", "calm nights")])
        await walk.reach("hope")


async def test_undo_outlives_the_program(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "one", "enter", "two", "enter")
        await walk.until(lambda: len(walk.notes) == 2)
    async with walking(database, retro) as walk:
        walk.burst("u")
        await walk.until(lambda: walk.notes == [("client", "one")])
        walk.burst("u")
        await walk.until(lambda: walk.notes == [])
        walk.burst("u")
        await walk.shows("nothing left to undo")


async def test_the_note_just_kept_is_in_sight_however_many_there_are(database: Path) -> None:
    retro = start(database, *(note(f"note {n}") for n in range(40)))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("a", "the newest of all", "enter")
        await walk.shows("• the newest of all")


async def test_a_thousand_notes_draw_only_what_is_in_sight(database: Path) -> None:
    retro = start(database, *(note(f"note number {n}") for n in range(1000)))
    async with walking(database, retro, at="hope") as walk:
        cards = walk.road.query(Cards).filter(".side-cards").first(Cards)
        await walk.until(lambda: len(cards.items) == 1000)
        drawn: list[str] = []
        draw = cards._draw

        def drawing(item: Item, width: int, *, here: bool) -> list[Strip]:
            drawn.append(item.id)
            return draw(item, width, here=here)

        cards._draw = drawing  # type: ignore[method-assign]
        walk.burst(*["down"] * 30)
        await walk.shows("• note number 29")
        assert 0 < len(drawn) < 100


async def test_a_long_paste_is_one_note(database: Path, retro: str) -> None:
    from textual import events

    words = "\n".join(f"line {n} of what the minutes said" for n in range(320))
    assert len(words) > 10_000
    async with walking(database, retro) as walk:
        walk.burst("a")
        walk.app.post_message(events.Paste(words))
        await walk.until(lambda: walk.typed == words)
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", words)])


async def test_leaving_with_a_field_open_loses_no_letter(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "the last word", "ctrl+q")
        await walk.until(lambda: walk.app.return_code == 0 or not walk.app.is_running)
    left = Drafts(database).all(retro)
    assert [draft.body["text"] for draft in left] == ["the last word"]


async def test_a_click_in_the_outline_while_typing_loses_no_letter(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        outline = walk.road.query_one("#road-outline", Cards)
        walk.burst("a", "half a word")
        outline.post_message(Cards.Picked(outline, "left"))
        await walk.reach("left")
        await walk.until(lambda: walk.drafts() == [{"text": "half a word"}])
        assert not walk.writing
        walk.burst(*["p"] * 7)
        await walk.shows("✎ half a word")


async def test_a_note_of_no_side_or_an_unknown_one_is_shown(database: Path) -> None:
    retro = start(database, note("nobody's", None), note("the broker's", "broker"), note("ours"))
    async with walking(database, retro, at="hope") as walk:
        await walk.shows("nobody's", "the broker's", "(no side)", "• ours")
        walk.burst("down", "e", *"!", "enter")
        await walk.until(lambda: (None, "nobody's!") in walk.notes)


async def test_one_team_without_sides_can_write(database: Path) -> None:
    retro = start(database, sides="")
    async with walking(database, retro) as walk:
        walk.burst("a", "one", "enter", "tab", "two", "tab", " more", "enter", "escape")
        await walk.until(lambda: walk.notes == [(None, "one"), (None, "two more")])
        await walk.shows("• one", "• two more", "writing: The team")
        walk.burst("down", "e", "tab", *"!", "enter")
        await walk.until(lambda: (None, "one!") in walk.notes)


async def test_tab_in_an_edit_leaves_the_note_where_it_is(database: Path) -> None:
    retro = start(database, note("one"))
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "e", "tab", "!", "enter")
        await walk.until(lambda: walk.notes == [("client", "one!")])
        assert "whose it is cannot be corrected" in said(walk.app)
