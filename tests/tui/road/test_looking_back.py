"""Earlier versions and purging on the screens, with real keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from storage.files import backup
from storage.shelf import Shelf
from templates.filled_page.page import Note
from tests.tui.helpers import opened, said, start_some, text, until
from tests.tui.walking import kept, start, walking
from tui.dialogs.confirm import Confirm
from tui.dialogs.versions import VersionsDialog
from tui.program.app import PhasebookApp

HOSTILE = "[/] # x \x1b[2J"


def note(words: str, id: str, side: str = "client") -> Note:
    return Note(id=id * 20, question="hope", side=side, text=words)


def standing(database: Path, retro: str) -> list[Note]:
    with Shelf.open(database) as shelf:
        return [answer for answer in shelf.page(retro).answers if isinstance(answer, Note)]


async def test_an_earlier_version_and_what_was_deleted_come_back_and_undo_takes_that_away(database: Path) -> None:
    retro = start(database, note(HOSTILE, "a"), note("夜里很安静", "b", side="vendor"))
    for one in standing(database, retro):
        if one.side == "client":
            kept(database, retro, replace(one, text="changed"))
        else:
            with Shelf.open(database) as shelf:
                shelf.drop(retro, one)
    async with walking(database, retro, at="hope") as walk:
        # Nothing under the cursor: all that was different, or is gone.
        walk.burst("H")
        await walk.until(lambda: isinstance(walk.app.screen, VersionsDialog), "the versions")
        await walk.shows("夜里很安静", "deleted", "[/] # x ␛[2J")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road, "back on the road")
        walk.burst("down", "H")
        await walk.until(lambda: isinstance(walk.app.screen, VersionsDialog), "the versions of one")
        await walk.shows("changed  stands now")
        assert "夜里很安静" not in "".join(text(walk.app).splitlines()[:14])
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", HOSTILE)], "it is back")
        await walk.until(lambda: "restored" in said(walk.app), "said")
        walk.burst("u")
        await walk.until(lambda: walk.notes == [("client", "changed")], "undone")
        # Where nothing was written, nothing is shown.
        await walk.go("left")
        walk.burst("H")
        await walk.until(lambda: "Nothing was written here before" in said(walk.app), "nothing there")


async def test_purging_an_answer_asks_twice_and_leaves_nothing(database: Path) -> None:
    retro = start(database, note("secret words", "a"), note("stays", "b"))
    backup.take(database, "hand")
    async with walking(database, retro, at="hope") as walk:
        await walk.road.run_action("purge_answer")
        await walk.until(lambda: "first" in said(walk.app), "nothing chosen")
        walk.burst("down")
        await walk.until(lambda: walk.area.standing(), "chosen")
        for keys in (["enter"], ["y", "n"], ["y", "y"]):
            await walk.road.run_action("purge_answer")
            for key in keys:
                await walk.until(lambda: isinstance(walk.app.screen, Confirm), "asks")
                here = walk.app.screen
                walk.burst(key)
                await walk.until(lambda here=here: walk.app.screen is not here, "answered")
            if keys != ["y", "y"]:
                assert len(walk.notes) == 2
        await walk.until(lambda: walk.notes == [("client", "stays")], "gone")
        await walk.until(lambda: "removed for good" in said(walk.app), "said")
        await walk.until(lambda: "secret" not in walk.text, "not drawn any more")
    files = [database, *(one.path for one in backup.all_of(database))]
    assert all(b"secret words" not in path.read_bytes() for path in files)


async def test_a_person_and_a_retrospective_can_be_purged_from_the_palette(database: Path) -> None:
    start_some(database, ["Port [/] system"])
    app = PhasebookApp(database)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "Port [/] system" in text(app), "the shelf")
        assert any("purge" in command.title for command in app.get_system_commands(app.screen))
        await app.screen.run_action("purge")
        for _time in range(2):
            await until(pilot, lambda: isinstance(app.screen, Confirm), "asks")
            here = app.screen
            await pilot.press("y")
            await until(pilot, lambda here=here: app.screen is not here, "answered")  # type: ignore[misc]
        await until(pilot, lambda: "No retrospective yet" in text(app), "gone")
    assert notes_of(database) == 0
    assert b"Port [/] system" not in database.read_bytes()


def notes_of(database: Path) -> int:
    with Shelf.open(database) as shelf:
        return len(shelf.cards(archived=None))


async def test_the_day_s_backup_is_taken_once_the_shelf_is_open(database: Path) -> None:
    start_some(database, ["One"])
    app = PhasebookApp(database)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await until(pilot, lambda: backup.all_of(database), "the backup")
    assert [one.reason for one in backup.all_of(database)] == ["opening"]


async def test_damage_is_said_on_the_screen(database: Path) -> None:
    start_some(database, ["One"])
    with Shelf.open(database) as shelf:
        shelf.connection.write(lambda: shelf.connection.execute("DROP TRIGGER entries_never_change"))
        shelf.connection.write(lambda: shelf.connection.execute("UPDATE entries SET nonce = ''"))
    app = PhasebookApp(database)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "phasebook doctor" in said(app), "said")
    assert backup.all_of(database) == ()
