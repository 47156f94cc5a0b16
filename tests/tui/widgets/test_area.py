"""What an answer area hands over is done when the call returns: what it shows then, and the disk, hold it already."""

from __future__ import annotations

from pathlib import Path

from storage.ids import new_id
from templates.filled_page.page import Note
from tests.tui.walking import start, walking


async def test_what_is_kept_stands_in_the_view_and_on_the_disk_when_the_call_returns(database: Path) -> None:
    retro = start(database)
    async with walking(database, retro, at="hope") as walk:
        words = Note(id=new_id(), question="hope", side="client", text="words")
        walk.area.keep(words)
        assert walk.area.view is not None
        assert [one.id for one in walk.area.view.page.answers] == [words.id]
        assert walk.notes == [("client", "words")]
        walk.area.desk.drop(walk.area.view.page.answers[0])
        assert walk.area.view.page.answers == ()
        assert walk.notes == []


async def test_a_burst_keeps_its_order_and_a_field_that_is_left_at_once_is_a_draft_at_once(database: Path) -> None:
    retro = start(database)
    async with walking(database, retro, at="hope") as walk:
        walk.burst("a", "one", "enter", "two", "escape", "a", " and more", "enter", "three", "escape", "d", "n")
        await walk.until(lambda: walk.stop == "trust")
        assert [text for _side, text in walk.notes] == ["one", "two and more"]
        assert [draft["text"] for draft in walk.drafts()] == ["three"]
