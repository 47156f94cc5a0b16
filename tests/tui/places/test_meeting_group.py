"""Cards grouped: likely twins, marks, joining, taking apart, reading aloud; every key in the real app."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from templates.filled_page.agreed import Group
from templates.filled_page.page import Note
from templates.meeting.agenda import coverage
from tests.tui.meetings import DATE, NIGHT, NIGHTS, NOTES, ROW, begin, groups, meeting_at, say
from tests.tui.walking import WIDE, Walk, kept, start
from tui.places.deciding.grouping import GroupArea


def cursor(walk: Walk) -> str:
    """What the cursor stands on."""
    area = walk.area
    assert isinstance(area, GroupArea)
    return area.chosen


async def test_likely_twins_are_joined_with_one_key_and_kept_apart_with_another(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        await walk.shows("y joins them, k keeps them apart")
        walk.burst("k")
        await walk.until(lambda: walk.page.settings.apart == {"n1 n2"})
        await walk.until(lambda: "≈" not in walk.text)
        walk.burst("y")
        await walk.shows("No two notes are alike enough")
        walk.burst("u")
        await walk.until(lambda: not walk.page.settings.apart)
        await walk.shows("y joins them")

        # Two keys beyond the title; Enter alone takes the shortest note for one.
        walk.burst("y", "enter")
        await walk.until(lambda: groups(walk) == {NIGHT.text: ["n1", "n2"]})
        await walk.shows(f"◆ {NIGHT.text}")
        walk.burst("u")
        await walk.until(lambda: groups(walk) == {})
        walk.burst("y")
        await say(walk, "Nights", "enter")
        await walk.until(lambda: groups(walk) == {"Nights": ["n1", "n2"]})
        walk.burst("U")
        await walk.shows("There is nothing to redo.")


async def test_marks_are_joined_a_group_takes_more_is_renamed_and_taken_apart(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        # Three keys: one mark, the cursor goes on to the next, and that is the other.
        walk.burst("space", "g")
        await say(walk, "Early days", "enter")
        await walk.until(lambda: groups(walk) == {"Early days": ["n1", "n3"]})
        assert walk.page.groups[0].question == "hope"

        # The cursor is on what stands alone now; a group that is marked takes it in without a question.
        walk.burst("space")
        await walk.shows("1 marked: g joins it with the one the cursor is on")
        walk.burst("up", "up", "up", "up", "up", "space", "g")
        await walk.until(lambda: groups(walk) == {"Early days": ["n1", "n2", "n3"]})
        await walk.shows("Joined to “Early days”")

        walk.burst("up", "up", "up", "up", "enter")
        await say(walk, ", all of them", "enter")
        await walk.until(lambda: groups(walk) == {"Early days, all of them": ["n1", "n2", "n3"]})
        walk.burst("down", "d")
        await walk.until(lambda: [len(of) for of in groups(walk).values()] == [2])
        walk.burst("up", "up", "up", "d")
        await walk.until(lambda: groups(walk) == {})
        assert {note.group for note in walk.page.answers if isinstance(note, Note)} == {None}
        walk.burst("u")
        await walk.until(lambda: [len(of) for of in groups(walk).values()] == [2])
        assert len(walk.page.answers) == 7


async def test_two_groups_become_one_and_a_note_is_in_one_group(database: Path) -> None:
    one, other = Group(id="g1", title="Nights"), Group(id="g2", title="Dates")
    placed = (replace(NIGHT, group="g1"), replace(NIGHTS, group="g1"), replace(DATE, group="g2"), NOTES[3])
    retro = begin(database, one, other, *placed)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        walk.burst("space", "down", "down", "space", "g")
        await walk.shows("3 notes under one title", "Nights")
        walk.burst("enter")
        await walk.until(lambda: groups(walk) == {"Nights": ["n1", "n2", "n3"]})
        # What is marked and then given up with esc stays as it was, and nothing is left behind.
        walk.burst("down", "down", "down", "down", "space", "g")
        await walk.shows("Mark two notes or more")
        walk.burst("u")
        await walk.until(lambda: groups(walk) == {"Nights": ["n1", "n2"], "Dates": ["n3"]})


async def test_notes_are_marked_where_they_were_written(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "hope", size=WIDE) as walk:
        walk.burst("down", "space")
        await walk.shows("▪ ")
        walk.burst("space", "g")
        await walk.reach("@group")
        await say(walk, "From the start", "enter")
        await walk.until(lambda: groups(walk) == {"From the start": ["n1", "n3"]})
        walk.burst("p", "g")
        await walk.reach("@group")


async def test_what_has_been_read_aloud_is_known(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        await walk.shows("5 cards not read aloud yet: o marks them")
        walk.burst("o", "o")
        await walk.until(lambda: coverage(walk.page).opened == 2)
        walk.burst("up", "o")
        await walk.until(lambda: coverage(walk.page).opened == 1)
        # A whole group at once.
        walk.burst("y", "enter")
        await walk.until(lambda: groups(walk))
        walk.burst(*["up"] * 6, "o")
        await walk.until(lambda: all(note.opened for note in walk.page.answers if note.id in ("n1", "n2")))
        await walk.until(lambda: cursor(walk) == "n3")
        walk.burst("down", "space")
        await walk.shows("Only notes are joined")
        walk.burst("d")
        await walk.shows("This card is in no group")
        walk.burst("enter")
        await walk.shows("A card is changed at its question")
        assert walk.page.answer(ROW.id)


async def test_an_empty_page_says_where_cards_come_from(database: Path) -> None:
    retro = start(database)
    async with meeting_at(database, retro, "@group") as walk:
        await walk.shows("No cards yet")
        for key in ("g", "o", "y", "k", "d", "space", "enter", "a", "down"):
            walk.burst(key)
        await walk.shows("Cards are written in the phases")
        assert not walk.writing


async def test_hostile_words_of_one_team_are_only_words(database: Path) -> None:
    texts = ("[/]", "# x \x1b[31m", "[@click=app.quit]x[/]", "[/]")
    notes = [Note(id=f"h{n}", question="hope", text=text) for n, text in enumerate(texts)]
    retro = start(database, *notes, sides="")
    async with meeting_at(database, retro, "@group") as walk:
        walk.burst("space", "down", "space", "g")
        await say(walk, "[/]\t# y", "enter")
        await walk.until(lambda: list(groups(walk)) == ["[/]# y"])
        await walk.shows("◆ [/]# y", "# x ␛[31m")


async def test_what_another_window_groups_shows_here_and_both_titles_stay(database: Path) -> None:
    group = Group(id="g1", title="Nights")
    retro = begin(database, group, replace(NIGHT, group="g1"), NIGHTS, DATE)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        kept(database, retro, replace(NIGHTS, group="g1"))
        await walk.until(lambda: "Nights" in walk.text and "1  1" in walk.text)
        before = walk.page.groups[0]
        walk.burst("enter")
        await say(walk, " and days")
        kept(database, retro, replace(before, title="Night shifts"))
        walk.burst("enter")
        await walk.until(lambda: walk.page.groups[0].also)
        await walk.shows("also written: Night")


async def test_a_title_half_written_is_there_again_however_it_was_left(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        walk.burst("space", "g")
        await say(walk, "Early")
        await walk.until(lambda: walk.drafts() == [{"title": "Early"}])
        walk.burst("escape", "p")
        await walk.until(lambda: walk.stop != "@group")
        walk.burst("n")
        await walk.shows("✎ Early  draft, not kept yet")
        assert groups(walk) == {}
        walk.burst("a")
        await walk.shows("2 notes under one title")
        await say(walk, " days")
        await walk.until(lambda: walk.drafts() == [{"title": "Early days"}])
        # And the program is left in the middle of it.
        walk.burst("ctrl+q")
        await walk.until(lambda: walk.app.return_code is not None)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        await walk.until(lambda: "Early days" in walk.text)
        await say(walk, "!", "enter")
        await walk.until(lambda: groups(walk) == {"Early days!": ["n1", "n3"]})
        assert walk.drafts() == []
