"""The lobby: the way in, the way out, and what works everywhere."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import TextArea

from storage.files import private
from storage.locations import config_folder, state_folder
from tests.tui.helpers import opened, said, start_some, text, until
from tests.tui.walking import key_event
from tui.base.screen import Room
from tui.base.theme import DARK, LIGHT
from tui.keys import command as commands
from tui.keys.all import all_commands
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen
from tui.screens.shelf import ShelfScreen

SIZE = (80, 24)


def write_keys(toml: str) -> Path:
    file = private.folder(config_folder()) / "keys.toml"
    file.write_text(toml, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def declared_keys() -> None:
    commands.remap({})


async def test_only_our_themes_exist_and_the_choice_is_remembered(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        assert set(app.available_themes) == {DARK.name, LIGHT.name}
        assert app.theme == DARK.name
        await pilot.press("f8")
        await until(pilot, lambda: app.theme == LIGHT.name)
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        assert pilot.app.theme == LIGHT.name


async def test_a_theme_nobody_knows_is_forgotten(database: Path) -> None:
    (private.folder(state_folder()) / "theme").write_bytes(b"\xff\xfe")
    assert PhasebookApp(database).theme == DARK.name
    (state_folder() / "theme").write_text("dracula")
    assert PhasebookApp(database).theme == DARK.name


async def test_a_retrospective_named_at_the_start_is_opened(database: Path) -> None:

    start_some(database, ["Port system"])
    async with PhasebookApp(database, open_retrospective="port-system").run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RoadScreen))


async def test_ctrl_q_leaves_even_from_within_a_text(database: Path) -> None:
    class Writing(Room[None]):
        def compose(self):  # type: ignore[no-untyped-def]
            yield TextArea("words")

    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await app.push_screen(Writing())
        await until(pilot, lambda: isinstance(app.focused, TextArea))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


async def test_ctrl_c_says_how_to_leave_and_does_not(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "ctrl+q leaves" in said(app))
        assert app.return_code is None


async def test_a_database_that_cannot_be_opened_is_one_sentence_and_ends_with_one(database: Path) -> None:
    database.write_bytes(b"not a database, but somebody's letter " * 20)
    app = PhasebookApp(database)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "is not a phasebook database" in " ".join(text(app).split()))
        assert "r tries again" in text(app)
        await pilot.press("q")
        await until(pilot, lambda: app.return_code == 1)
    assert "is not a phasebook database" in app.trouble
    assert database.read_bytes().startswith(b"not a database")


async def test_trouble_that_went_away_is_over_with_one_key(database: Path) -> None:
    database.write_bytes(b"x" * 200)
    app = PhasebookApp(database)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.trouble)
        database.unlink()
        await pilot.press("r")
        await until(pilot, lambda: "Press n to start one" in text(app))
        assert not app.trouble


async def test_the_palette_offers_our_commands_only_and_runs_one(database: Path) -> None:
    start_some(database, ["Port [/] system"])
    async with PhasebookApp(database).run_test(size=(80, 40)) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Port" in text(app))
        await pilot.press("colon")
        await until(pilot, lambda: "Give the retrospective another title" in text(app))
        for theirs in ("Quit", "Screenshot", "Maximize", "Keys"):
            assert theirs not in text(app)
        for letter in "archive":
            await pilot.press(letter)
        await until(pilot, lambda: "another title" not in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.shelf.cards() == () or "archive" in said(app))
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))


async def test_the_palette_says_when_nothing_is_called_that(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await pilot.press("ctrl+p")
        for letter in "zzqqx":
            await pilot.press(letter)
        await until(pilot, lambda: "No command is called that." in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))


async def test_help_tells_where_one_stands_and_any_of_its_keys_closes_it(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        for opening, closing in (
            ("question_mark", "question_mark"),
            ("f1", "escape"),
            ("question_mark", "q"),
        ):
            await pilot.press(opening)
            await until(pilot, lambda: "All retrospectives of one database" in text(app))
            await pilot.press(closing)
            await until(pilot, lambda: isinstance(app.screen, ShelfScreen))
        app.post_message(key_event("？"))
        await until(pilot, lambda: "All retrospectives of one database" in text(app))
        await pilot.press("end")
        await until(pilot, lambda: "Leave phasebook; everything is kept." in text(app))


async def test_no_line_of_a_notice_begins_with_a_chinese_full_stop(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE, notifications=True) as pilot:
        app = await opened(pilot)
        for length in range(70, 80):
            told = "还" * (length // 2) + "，然后「再」看。" + "x" * (length % 2) + "，、」" + "一" * 9
            app.say(told)
            await until(pilot, lambda: "一一一" in text(app))
            lines = [line.strip() for line in text(app).splitlines()]
            assert [line for line in lines if line[:1] in tuple("，。、」")] == []
            assert told in "".join(lines), "no character is lost"


async def test_the_screen_goes_blank_at_once_and_any_key_brings_it_back(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Port system" in text(app))
        await pilot.press("f9")
        await until(pilot, lambda: text(app).strip() == "")
        await pilot.press("z")
        await until(pilot, lambda: "Port system" in text(app))
        assert len(app.shelf.cards()) == 1, "the key that woke it up did nothing else"


async def test_a_key_of_ones_own_runs_the_command_and_shows_everywhere(database: Path) -> None:
    start_some(database, ["Port system"])
    write_keys('"shelf.archive" = ["f6", "b"]\n')
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "F6 archive" in text(app))
        await pilot.press("z")
        await pilot.press("b")
        await until(pilot, lambda: app.shelf.cards() == ())
        await pilot.press("u", "f6")
        await until(pilot, lambda: app.shelf.cards() == ())
        assert said(app).endswith("shows the archive.")


async def test_a_command_nobody_knows_is_said_and_the_others_still_count(database: Path) -> None:
    start_some(database, ["Port system"])
    file = write_keys('shelf.archvie = "f6"\nshelf.rename = ""\nshelf.archive = "b"\n')
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "shelf.archvie" in said(app) and str(file) in said(app))
        assert "shelf.rename needs a key" in said(app)
        await pilot.press("b")
        await until(pilot, lambda: app.shelf.cards() == ())


@pytest.mark.parametrize("content", [b"\xff\xff", b"this is not toml", b'"shelf.archive" = 3'])
async def test_a_key_file_that_cannot_be_used_is_one_sentence(database: Path, content: bytes) -> None:
    (private.folder(config_folder()) / "keys.toml").write_bytes(content)
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "keys.toml" in said(app))
        await pilot.press("n")
        await until(pilot, lambda: "A new retrospective" in text(app))


def test_every_command_has_a_name_of_its_own_and_a_key() -> None:
    listed = all_commands()
    assert len({command.id for command in listed}) == len(listed)
    assert all(command.keys and command.label and command.help for command in listed)


async def test_a_window_that_is_too_small_says_so_and_comes_back(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database).run_test(size=(60, 16)) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "60x16" in text(app) and "64x18" in text(app))
        assert "Port system" not in text(app)
        await pilot.press("z")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Port system" in text(app))
        assert len(app.shelf.cards()) == 1, "what is hidden takes no keys"
        await pilot.resize_terminal(50, 10)
        await until(pilot, lambda: "50x10" in text(app))
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: "40x12" in text(app))
        await pilot.resize_terminal(64, 18)
        await until(pilot, lambda: "Port system" in text(app))


async def test_a_road_opened_behind_a_small_window_leaves_nothing_small_behind(database: Path) -> None:
    start_some(database, ["Port system"])
    async with PhasebookApp(database, open_retrospective="port-system").run_test(size=(60, 16)) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "60x16" in text(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
        app.pop_screen()
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))


async def test_what_is_said_is_never_markup_and_only_the_newest_stands(database: Path) -> None:
    async with PhasebookApp(database).run_test(size=SIZE, notifications=True) as pilot:
        app = await opened(pilot)
        app.say("first")
        app.say("[/] [@click=app.quit]x[/] \x1b[31m")
        await until(pilot, lambda: "[@click=app.quit]x[/]" in text(app))
        assert "first" not in text(app)
        assert "\x1b" not in text(app)


RUN = "import sys, pathlib; from tui.program.app import PhasebookApp; PhasebookApp(pathlib.Path(sys.argv[1])).run()"


@contextmanager
def terminal(database: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, int]]:
    """The program in a terminal of its own: the process, our end, its end."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(database)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    try:
        yield process, ours, theirs
        assert process.wait(20) == 0
        assert termios.tcgetattr(theirs)[3] == before[3], "echo and line editing are back"
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_ended_gives_the_terminal_back(database: Path, number: signal.Signals) -> None:
    with terminal(database) as (process, ours, _theirs):
        read_until(ours, b"Press n")
        process.send_signal(number)
        assert b"Traceback" not in read_until(ours, b"\x1b[?1049l")


def test_a_byte_that_is_no_text_does_not_end_the_program(database: Path) -> None:
    with terminal(database) as (_process, ours, _theirs):
        read_until(ours, b"Press n")
        os.write(ours, b"\xff\xfe")
        os.write(ours, b"n")
        read_until(ours, b"A new retrospective")
        os.write(ours, b"\x11")
        read_until(ours, b"\x1b[?1049l")


def read_until(handle: int, mark: bytes) -> bytes:
    """What the program writes, until it writes `mark`."""
    seen = b""
    while mark not in seen:
        ready, _w, _x = select.select([handle], [], [], 30)
        assert ready, seen[-2000:]
        seen += os.read(handle, 65536)
    return seen
