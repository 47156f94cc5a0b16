"""Writing covered on one laptop: who is at the keyboard, what they see, uncovering, stepping aside, two windows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from storage.drafts.covered_file import SealedFile
from storage.ids import new_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.filled_page.page import Note, Person, Rating
from templates.filled_page.settings import Writing
from templates.workbook import frame
from tests.tui.helpers import said
from tests.tui.walking import Walk, book, kept, start, walking
from tui.dialogs.blank import Blank
from tui.dialogs.confirm import Confirm
from tui.dialogs.seal import SealDialog
from tui.dialogs.writer import WriterDialog
from tui.road.reveal import RevealScreen
from tui.screens.reading import ReadingScreen
from tui.screens.shelf import ShelfScreen

ADA, BO, LIN = (
    Person(f"p{n}".ljust(20, "0"), name, side)
    for n, (name, side) in enumerate([("Ada", "client"), ("Bo", "client"), ("Lin", "vendor")])
)


@pytest.fixture
def retro(database: Path) -> str:
    return start(database, ADA, BO, LIN)


async def asked(walk: Walk) -> None:
    await walk.until(lambda: isinstance(walk.app.screen, WriterDialog), "asks who is there")


async def take(walk: Walk, name: str) -> None:
    """Say who is at the keyboard."""
    await asked(walk)
    walk.burst(name, "enter")
    await walk.until(lambda: walk.app.screen is walk.road)


async def seal(walk: Walk, *keys: str) -> None:
    walk.burst("s")
    await walk.until(lambda: isinstance(walk.app.screen, SealDialog))
    walk.burst(*keys, "enter")
    await walk.until(lambda: walk.app.screen is walk.road)


async def uncover(walk: Walk, *ready: str) -> None:
    walk.burst("r")
    await walk.until(lambda: isinstance(walk.app.screen, RevealScreen))
    walk.burst(*ready, "enter")


async def test_each_writes_alone_and_everything_is_uncovered_at_once(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        await seal(walk, "2")
        await walk.shows("Covered · Client 0 · Vendor 0", "w says who is at the keyboard")
        walk.burst("a")
        await take(walk, "Ada")
        await walk.until(lambda: walk.writing, "what was asked for goes on")
        walk.burst("Ada's first", "enter", "half a thou", "escape")
        await walk.shows("• Ada's first", "half a thou", "Client 1")
        walk.burst("w")
        await asked(walk)
        await walk.until(lambda: "Ada's first" not in walk.text and "half a" not in walk.text)
        await take(walk, "Lin")
        walk.burst("a", "It leaks", "enter", "escape")
        await walk.shows("• It leaks", "Client 1 · Vendor 1", "1 answer lies covered")
        assert "Ada's" not in walk.text
        assert not walk.notes, "nothing of it is in the journal"
        walk.burst("m")
        await walk.until(lambda: isinstance(walk.app.screen, ReadingScreen))
        await walk.shows("Left out: 2 covered answers, 1 half", "written and not kept")
        assert "Nothing is left out" not in walk.text
        assert "leaks" not in walk.text
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("w")
        await take(walk, "Ada")
        await walk.shows("• Ada's first", "half a thou")
        assert "leaks" not in walk.text
        walk.burst("w")
        await asked(walk)
        await walk.shows("together: all of this side look on")
        walk.burst("client", "enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        await walk.shows("• Ada's first", "Client · Harbour · together")
        walk.burst("y")
        await walk.until(lambda: walk.page.settings.ready == {"before:client"})
        await uncover(walk)
        await walk.shows("1 answer lies covered", "✓ ready", "… not yet", "Vendor: not ready yet")
        assert "leaks" not in walk.text
        walk.burst("2", "enter")
        await walk.shows("• Ada's first", "• It leaks", "This is what was written")
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert sorted(walk.notes) == [("client", "Ada's first"), ("vendor", "It leaks")]
        assert walk.page.name_of(walk.page.answers[0])
        assert not walk.page.settings.ready
        await walk.until(lambda: "half a thou" not in walk.text, "what is half written stays its writer's")
        walk.burst("w")
        await take(walk, "Ada")
        await walk.shows("half a thou")


async def test_without_a_name_nobody_sees_it_again_once_the_keyboard_is_handed_over(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        await seal(walk, "3")
        walk.burst("a")
        await take(walk, "Ada")
        await walk.until(lambda: walk.writing)
        walk.burst("mine", "enter", "and more", "escape", "up", "d")
        await walk.until(lambda: "and more" in walk.text or "Deleted" in said(walk.app))
        walk.burst("u")
        await walk.shows("• mine")
        walk.burst("a", "half a")
        await walk.until(lambda: walk.typed == "half a")
        walk.burst("escape", "w")
        await take(walk, "Ada")
        await walk.until(lambda: "mine" not in walk.text, "not even to its own writer")
        await walk.until(lambda: "half written is kept" in said(walk.app))
        await walk.shows("Client 3")
        walk.burst("n", "4")
        await walk.until(lambda: "Client 1" in walk.text)
        walk.burst("2")
        await walk.until(lambda: [dict(row.body) for row in rows(walk, "trust")] == [{"value": "4", "guess": "2"}])
        walk.burst("w")
        await take(walk, "Ada")
        walk.burst("5")
        await walk.until(lambda: "answered already" in said(walk.app))
        assert len(rows(walk, "trust")) == 1
        await uncover(walk, "enter")
        await walk.shows("• mine", "• and more")
        assert "Ada" not in walk.text
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert all(answer.anonymous and answer.person is None for answer in walk.page.answers)
        walk.burst("p", "u")
        await walk.until(lambda: "stays uncovered" in said(walk.app))
        assert len(walk.page.answers) == 4


def rows(walk: Walk, question: str) -> list:  # type: ignore[type-arg]
    return [row for row in SealedFile(walk.database).all(walk.retro) if row.question == question]


def has_rows(walk: Walk, question: str, count: int) -> bool:
    return len(rows(walk, question)) == count


async def test_coming_back_shows_nothing_before_somebody_says_who_they_are(database: Path, retro: str) -> None:
    kept(database, retro, Details(settings={"writing.": "sealed", "cover_after": 1}))
    async with walking(database, retro) as walk:
        walk.burst("a")
        await take(walk, "Ada")
        walk.burst("kept", "enter", "half a wo")
        await walk.shows("kept", "half a wo")
        walk.app.touched -= 61
        await walk.until(lambda: isinstance(walk.app.screen, Blank), "walking away covers the screen")
        assert not walk.text.strip()
        walk.burst("x")
        await walk.until(lambda: walk.app.screen is walk.road)
        await walk.shows("w says who")
        assert "half a wo" not in walk.text
        assert not walk.writing
        walk.burst("a")
        await take(walk, "Ada")
        await walk.until(lambda: walk.typed == "half a wo")
        walk.burst("f9")
        await walk.until(lambda: isinstance(walk.app.screen, Blank), "and F9 at once")
        walk.burst("escape")
        await walk.shows("w says who")
        await walk.until(lambda: walk.drafts() == [{"text": "half a wo"}])
    async with walking(database, retro) as walk:
        await walk.shows("Client 1", "w says who")
        assert walk.stop == "hope", "where somebody was writing"
        assert "half a wo" not in walk.text
        assert "kept" not in walk.text.replace("is kept", "")
        walk.burst("a")
        await take(walk, "Lin")
        await walk.until(lambda: walk.writing)
        assert walk.typed == ""
        walk.burst("escape", "w")
        await take(walk, "Ada")
        walk.burst("a")
        await walk.until(lambda: walk.typed == "half a wo")
        walk.burst("rd", "enter", "escape", "q")
        await walk.until(lambda: isinstance(walk.app.screen, ShelfScreen))
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is not walk.road and walk.app.screen.query("#road-outline"))
        await walk.shows("Client 2")
        assert "half a word" not in walk.text


async def test_another_window_may_seal_uncover_or_take_somebody_off_meanwhile(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        walk.burst("a", "in the open")
        await walk.until(lambda: walk.typed == "in the open")
        kept(database, retro, Details(settings={"writing.before": "anonymous"}))
        await walk.until(lambda: not walk.writing, "the field closes")
        await walk.until(lambda: "Writing is covered now" in said(walk.app))
        assert "in the open" not in walk.text
        walk.burst("a")
        await take(walk, "Bo")
        walk.burst("covered", "enter")
        await walk.until(lambda: len(rows(walk, "hope")) == 1)
        assert not walk.notes
        # Another window uncovers while this one is still writing: what is kept from then on is in the open.
        walk.burst("late")
        await walk.until(lambda: walk.typed == "late")
        kept(database, retro, Details(settings={"writing.before": "open"}))
        await walk.shows("Covered · Client 1")
        walk.burst("enter")
        await walk.until(lambda: ("client", "late") in walk.notes)
        assert walk.page.answers[-1].person is None, "no name is put to it afterwards"
        walk.burst("escape")
        await uncover(walk, "enter")
        await walk.until(lambda: ("client", "covered") in walk.notes)
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("u")
        await walk.until(lambda: "stays uncovered" in said(walk.app), "though it was open already")
        # And somebody is taken off the list while they write covered.
        await seal(walk, "2")
        walk.burst("a")
        await take(walk, "Lin")
        walk.burst("still here", "enter")
        await walk.until(lambda: len(rows(walk, "hope")) == 1)
        with Shelf.open(database) as shelf:
            shelf.drop(retro, LIN)
        await walk.shows("w says who")
        await uncover(walk, "enter")
        await walk.until(lambda: ("vendor", "still here") in walk.notes)


async def test_safety_is_asked_covered_and_offers_the_same_whatever_was_answered(database: Path, retro: str) -> None:
    kept(database, retro, Person(new_id(), "Cy", "client"))
    async with walking(database, retro, at="@open.safety") as walk:
        await walk.shows("three people of a side", "0 have answered")
        # From here on each person costs Enter and a number, typed ahead of the screen or not.
        walk.burst("w")
        for count, key in enumerate("235", 1):
            await asked(walk)
            walk.burst("enter")
            await walk.until(lambda: walk.app.screen is walk.road)
            walk.burst(key)
            await walk.until(partial(has_rows, walk, frame.SAFETY, count))
            await walk.shows("who is next?", f"{count} ha")
        walk.burst("up", "up", "enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("3")
        await walk.until(lambda: "answered already" in said(walk.app), "the order tells nothing of who has")
        await take(walk, "Lin")
        walk.burst("1")
        await walk.shows("who is next?", "4 have answered")
        # A key meant for the road is no new person.
        walk.burst("r", "enter")
        await walk.shows("Nobody is called that")
        assert [person.name for person in walk.page.people] == ["Ada", "Bo", "Lin", "Cy"]
        walk.burst("escape")
        await walk.shows("4 have answered", "a asks who")
        assert [row.side for row in rows(walk, frame.SAFETY)].count("client") == 3
        await uncover(walk)
        await walk.shows("Vendor: too few to show", "●")
        walk.burst("enter")
        await walk.shows("Whatever it says, you may choose", "1 Each side", "2 A narrower", "3 Stop here", "n goes on")
        assert {answer.side for answer in walk.page.answers} == {"client"}
        walk.burst("1")
        await walk.reach("hope")
        assert walk.page.settings.writing_in("before") is Writing.SEALED
        await walk.go("@open.safety")
        walk.burst("2")
        await walk.until(lambda: walk.page.short)
        await walk.go("@open.safety")
        walk.burst("3")
        await walk.shows("Stop here for today?", "Everything is kept")
        walk.burst("y")
        await walk.until(lambda: walk.app.return_code is not None, "it leaves; the shelf never stands on the projector")
    empty = start(database)
    async with walking(database, empty, at="@open.safety") as walk:
        walk.burst("r")
        await walk.until(lambda: "Nothing is covered here yet" in said(walk.app))
        walk.burst("a", "escape")
        await walk.until(lambda: walk.app.screen is walk.road)


async def test_one_team_and_one_person_alone_can_write_covered(database: Path) -> None:
    said_first = "<!-- small-book -->\n\nFor a team that looks back alone.\n"
    retro = start(database, text=book("").replace("<!-- small-book -->\n", said_first))
    async with walking(database, retro, at="@open.people") as walk:
        await walk.shows("h about the workbook", "Names can be added")
        assert "side" not in walk.text
        assert "companies" not in walk.text
        walk.burst("h")
        await walk.shows("For a team that looks back alone.")
        walk.burst("h")
        await walk.go("hope")
        await seal(walk, "2")
        walk.burst("a")
        await asked(walk)
        assert "together" not in walk.text, "one team together would be uncovering"
        assert "side" not in walk.text
        walk.burst("Solo", "enter", "y")
        await walk.until(lambda: walk.app.screen is walk.road and walk.writing)
        assert "other side" not in walk.text
        walk.burst("alone", "enter", "escape", "y")
        await walk.until(lambda: "one team here" in said(walk.app))
        walk.burst("r")
        await walk.until(lambda: isinstance(walk.app.screen, RevealScreen))
        assert "a side is ready" not in walk.text
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [(None, "alone")])
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("s")
        await walk.until(lambda: isinstance(walk.app.screen, SealDialog))
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("m")
        await walk.shows("For the team: 1 answer")


async def test_closing_ends_on_what_was_good_and_the_facilitator_s_notes_stay_hidden(
    database: Path, retro: str
) -> None:
    async with walking(database, retro, at=frame.APPRECIATIONS) as walk:
        walk.burst("a", "You stayed", "tab", "You asked", "enter", "escape")
        await walk.until(lambda: walk.notes == [("vendor", "You stayedYou asked")])
        await walk.go(frame.RETURN)
        walk.burst("a")
        await take(walk, "Ada")
        walk.burst("4")
        await asked(walk)
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("n", "a")
        await take(walk, "Ada")
        await walk.until(lambda: walk.writing)
        walk.burst("less slides", "enter", "escape")
        await walk.until(lambda: len(rows(walk, frame.RAISED)) == 1)
        await walk.shows("w hands over; r uncovers")
        walk.burst("w")
        await take(walk, "Lin")
        await uncover(walk)
        await walk.shows("What would have raised your answer by one?", "• less slides")
        assert "too few" not in walk.text, "the numbers are uncovered where they were given"
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert len(rows(walk, frame.RETURN)) == 1
        await walk.go(frame.RETURN)
        await uncover(walk)
        await walk.shows("Was today worth your time?", "Client: too few to show")
        assert "●" not in walk.text
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road)
        await walk.go(frame.RETURN)
        await walk.shows("too few without a name to show")
        (given,) = (a for a in walk.page.answers_to(frame.RETURN) if isinstance(a, Rating))
        assert (given.value, given.anonymous, given.person) == (4, True, None)
        await walk.go(frame.FACILITATOR)
        walk.burst("a")
        await walk.until(lambda: isinstance(walk.app.screen, Confirm))
        walk.burst("enter")
        await walk.until(lambda: walk.app.screen is walk.road and not walk.writing, "Enter alone shows nothing")
        walk.burst("a")
        await walk.until(lambda: isinstance(walk.app.screen, Confirm))
        walk.burst("y")
        await walk.until(lambda: walk.writing)
        walk.burst("speak less", "enter", "escape")
        await walk.shows("Notes  1", "• speak less")
        walk.burst("p", "n")
        await walk.reach(frame.FACILITATOR)
        await walk.until(lambda: "speak less" not in walk.text)
        walk.burst("u")
        await walk.until(lambda: not walk.page.answers_to(frame.FACILITATOR))
        assert "speak less" not in said(walk.app)
        walk.burst("m")
        await walk.until(lambda: isinstance(walk.app.screen, ReadingScreen))


async def test_covered_writing_cannot_be_opened_before_it_is_uncovered(database: Path, retro: str) -> None:
    kept(database, retro, Note(id=new_id(), question="hope", side="client", text="stood before"))
    async with walking(database, retro, at="hope") as walk:
        await seal(walk, "2", "t", "t", "tab")
        assert walk.page.settings.writing[""] is Writing.SEALED
        assert walk.page.settings.cover_after == 2
        await walk.shows("• stood before")
        walk.burst("a")
        await take(walk, "Ada")
        walk.burst("new", "enter", "escape")
        await walk.until(lambda: len(rows(walk, "hope")) == 1)
        await seal(walk, "1")
        await walk.until(lambda: "uncovers it first" in said(walk.app))
        assert walk.page.settings.writing_in("before") is Writing.SEALED
        for key in ("w", "f4"):
            walk.burst(key)
            await asked(walk)
            walk.burst("escape")
            await walk.until(lambda: walk.app.screen is walk.road)
            assert "• new" not in walk.text
        walk.burst("a")
        await take(walk, "Ada")
        walk.burst("ours", "tab")
        await asked(walk)
        assert "ours" not in walk.text
        walk.burst("Mia", "tab", "enter", "y")
        await walk.until(lambda: walk.app.screen is walk.road and walk.writing, "another side is asked for too")
        assert walk.typed == "", "no words go along"
        assert walk.page.people[-1].name == "Mia"
        walk.burst("escape", "[")
        await walk.reach("@open.people")
        walk.burst("]")
        await walk.reach("hope")
        await walk.shows("w says who")


async def test_whoever_sits_down_at_the_end_of_a_stage_begins_at_its_first_question(database: Path, retro: str) -> None:
    async with walking(database, retro, at="likely") as walk:
        await seal(walk, "2")
        walk.burst("w")
        await take(walk, "Ada")
        await walk.reach("hope")
        await walk.go("likely")
        walk.burst("3")
        await walk.shows("The stage ends here. w hands over; y: this side is ready.", "answered 1 of")
        walk.burst("w")
        await take(walk, "Lin")
        await walk.reach("hope")
        await walk.go("likely")
        walk.burst("w")
        await take(walk, "Ada")
        await walk.until(lambda: "Ada" in walk.text)
        assert walk.stop == "likely", "whoever has written here stays where they are"


async def test_a_number_is_the_next_ones_own_and_nobody_is_left_at_the_keyboard(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        await seal(walk, "3")
        await walk.go("trust")
        for name, key in (("Ada", "4"), ("Bo", "2")):
            walk.burst("w")
            await take(walk, name)
            walk.burst(key)
            await walk.until(lambda key=key: key in [row.body.get("value") for row in rows(walk, "trust")])
        given = sorted((row.body["value"], row.body.get("guess")) for row in rows(walk, "trust"))
        assert given == [("2", "null"), ("4", "null")], "nobody's number became a guess"


async def test_after_a_reveal_nobody_is_at_the_keyboard(database: Path, retro: str) -> None:
    async with walking(database, retro) as walk:
        await seal(walk, "2")
        walk.burst("w")
        await asked(walk)
        # The line the cursor stands on is a person: a side together would show all that it has written.
        walk.burst("enter")
        await walk.shows("writing: Client \u00b7 Harbour \u00b7 Ada")
        walk.burst("a", "hers", "enter", "escape")
        await walk.until(lambda: len(rows(walk, "hope")) == 1)
        await uncover(walk, "enter")
        await walk.until(lambda: ("client", "hers") in walk.notes)
        walk.burst("enter")
        await walk.shows("nobody named")
        walk.burst("a", "whose", "enter")
        await walk.until(lambda: ("client", "whose") in walk.notes)
        assert [(a.person) for a in walk.page.answers] == [ADA.id, None]
