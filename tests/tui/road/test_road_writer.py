"""Who is writing: chosen with w, by name or by side; always visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.ids import new_id
from templates.filled_page.page import Note, Person
from tests.tui.helpers import said
from tests.tui.walking import start, walking

MEI, BO = Person("m" * 20, "Mei", "client"), Person("b" * 20, "Bo", "vendor")
NOBODYS = Person("n" * 20, "Ada", None)
HOSTILE = ("[/] [@click=app.quit]x[/]", "[bold]港口 {name} %s [")


async def test_a_person_is_chosen_and_signs_what_is_written(database: Path) -> None:
    retro = start(database, MEI, BO)
    async with walking(database, retro) as walk:
        await walk.shows("writing: Client · Harbour · nobody named")
        walk.burst("w")
        await walk.shows("Who is writing?", "Mei  Client", "Bo  Vendor")
        walk.burst("down", "enter")
        await walk.shows("writing: Client · Harbour · Mei")
        walk.burst("a", "hers", "enter", "tab", "theirs", "enter", "tab", "hers again", "enter", "escape")
        await walk.until(lambda: len(walk.notes) == 3)
        given = [(a.side, a.person, a.text) for a in walk.answers("hope") if isinstance(a, Note)]
        assert given == [
            ("client", MEI.id, "hers"),
            ("vendor", None, "theirs"),
            ("client", MEI.id, "hers again"),
        ], "Tab brings back whoever wrote on a side last"
        await walk.shows("• hers  Mei")
        # Whoever types a company means all of its side, and nobody new.
        walk.burst("w")
        await walk.shows("Who is writing?")
        walk.burst("north", "enter")
        await walk.shows("writing: Vendor · Northwind · nobody named")
        assert len(walk.page.people) == 2


async def test_a_new_name_joins_the_side_tab_has_chosen(database: Path) -> None:
    retro = start(database, MEI)
    async with walking(database, retro) as walk:
        walk.burst("w")
        await walk.shows("Who is writing?")
        walk.burst("Lin")
        await walk.shows("+ add Lin to the Client")
        walk.burst("tab")
        await walk.shows("+ add Lin to the Vendor")
        walk.burst("enter")
        await walk.shows("Is Lin somebody new, of the Vendor?")
        walk.burst("y")
        await walk.shows("writing: Vendor · Northwind · Lin")
        await walk.until(lambda: [(p.name, p.side) for p in walk.page.people] == [("Mei", "client"), ("Lin", "vendor")])


async def test_a_name_typed_ahead_of_the_dialogue_is_not_lost(database: Path) -> None:
    retro = start(database, MEI)
    async with walking(database, retro) as walk:
        walk.burst("w", "Linx", "backspace", "enter")
        await walk.shows("Is Lin somebody new, of the Client?")
        walk.burst("y")
        await walk.until(lambda: [p.name for p in walk.page.people] == ["Mei", "Lin"])
        await walk.shows("· Lin")
        walk.burst("w", "Mei", "enter")
        await walk.shows("· Mei")
        assert len(walk.page.people) == 2, "somebody known is not added again"


async def test_who_writes_may_change_while_a_field_is_open(database: Path) -> None:
    retro = start(database, MEI)
    async with walking(database, retro) as walk:
        walk.burst("a", "half", "escape", "w")
        await walk.shows("Who is writing?")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("a")
        await walk.until(lambda: walk.typed == "half")
        await walk.shows("nobody named")


@pytest.mark.parametrize("name", HOSTILE)
async def test_names_are_shown_as_they_are(database: Path, name: str) -> None:
    retro = start(database)
    async with walking(database, retro) as walk:
        walk.burst("w")
        await walk.shows("Who is writing?")
        walk.burst(name)
        await walk.shows(f"+ add {name} to the Client")
        walk.burst("enter", "y")
        await walk.shows(f"· {name}")
        await walk.until(lambda: [p.name for p in walk.page.people] == [name])
        walk.burst("a", "words", "enter", "escape", "w")
        await walk.shows(f"{name}  Client")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("u")
        await walk.until(lambda: name in said(walk.app))
        assert walk.app.return_code is None


async def test_people_of_no_side_can_write(database: Path) -> None:
    retro = start(database, NOBODYS)
    async with walking(database, retro) as walk:
        walk.burst("w", "Ada", "enter")
        await walk.shows("· Ada")
        walk.burst("a", "hers", "enter")
        await walk.until(lambda: [a.person for a in walk.answers("hope")] == [NOBODYS.id])
        await walk.shows("• hers  Ada")


async def test_one_team_has_people_too(database: Path) -> None:
    retro = start(database, sides="")
    async with walking(database, retro) as walk:
        walk.burst("w")
        await walk.shows("The team  nobody named")
        walk.burst("Ada", "tab", "enter", "y")
        await walk.shows("writing: The team · Ada")
        walk.burst("a", "hers", "enter")
        await walk.until(lambda: [(a.side, bool(a.person)) for a in walk.answers("hope")] == [(None, True)])


async def test_a_hundred_people_can_be_scrolled_and_narrowed(database: Path) -> None:
    retro = start(database, *(Person(new_id(), f"Person {n:03}", "client") for n in range(100)))
    async with walking(database, retro) as walk:
        walk.burst("w")
        await walk.shows("Person 000")
        walk.burst(*["down"] * 50)
        await walk.shows("Person 049")
        walk.burst("099")
        await walk.until(lambda: "Person 099" in walk.text and "Person 049" not in walk.text)
        walk.burst("enter")
        await walk.shows("· Person 099")


async def test_the_note_of_the_wrong_person_is_given_to_the_right_one(database: Path) -> None:
    note = Note(id=new_id(), question="hope", side="client", person=MEI.id, text="hers?")
    retro = start(database, MEI, BO, note)
    async with walking(database, retro, at="hope") as walk:
        walk.burst("down", "enter")
        await walk.until(lambda: walk.typed == "hers?")
        walk.burst("tab")
        await walk.shows("Whose is this?")
        walk.burst("b", "enter")
        await walk.until(lambda: [(a.side, a.person) for a in walk.answers("hope")] == [("vendor", BO.id)])
        walk.burst("u")
        await walk.until(lambda: [(a.side, a.person) for a in walk.answers("hope")] == [("client", MEI.id)])


async def test_a_row_goes_over_to_the_other_side_behind_its_last_cell(database: Path) -> None:
    retro = start(database)
    async with walking(database, retro, at="late") as walk:
        walk.burst("a", "Reports", "tab", "tab", "tab", "7", "tab")
        await walk.shows("A row of the Vendor")
        walk.burst("enter")
        await walk.until(lambda: [a.side for a in walk.answers("late")] == ["vendor"])
        assert walk.rows == [{"what": "Reports", "days": "7"}]


async def test_a_letter_finds_the_name_that_begins_with_it_first(database: Path) -> None:
    names = (Person(f"q{n}".ljust(20, "0"), name, "client") for n, name in enumerate(["Hanna", "Jo Ames", "Ann"]))
    retro = start(database, *names)
    async with walking(database, retro) as walk:
        walk.burst("w", "a", "enter")
        await walk.shows("writing: Client · Harbour · Ann")


async def test_a_slip_makes_nobody_and_a_sentence_goes_into_the_note(database: Path) -> None:
    retro = start(database, MEI)
    async with walking(database, retro) as walk:
        walk.burst("w", "Mrei", "enter")
        await walk.shows("Is Mrei somebody new, of the Client?")
        walk.burst("enter")
        await walk.shows("+ add Mrei to the Client")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert [p.name for p in walk.page.people] == ["Mei"]
        walk.burst("w", "Why did nobody say so?", "enter")
        await walk.shows("That is no name")
        walk.burst("mei", "enter")
        await walk.until(lambda: walk.typed == "Why did nobody say so?")
        walk.burst("enter")
        await walk.until(lambda: [(a.person) for a in walk.answers("hope")] == [MEI.id])
        assert [p.name for p in walk.page.people] == ["Mei"]
