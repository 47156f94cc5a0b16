"""Keys of one's own: every command of every screen there is can be given other ones, and no other loses its key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tests.tui.everything import classes
from tests.tui.helpers import until
from tests.tui.walking import start, walking
from tui.base.screen import Room
from tui.keys import command as commands
from tui.keys import own_keys as settings
from tui.keys.all import all_commands
from tui.keys.command import Command
from tui.program.app import PhasebookApp
from tui.screens.document import DocumentScreen
from tui.screens.shelf import ShelfScreen
from tui.screens.trends import TrendsScreen
from tui.screens.trouble import TroubleScreen

ROOMS: tuple[type[Room[Any]], ...] = tuple(room for room in classes(Room) if room.COMMANDS)
EVERY_COMMAND = [(room, command) for room in ROOMS for command in room.COMMANDS]


@pytest.fixture(autouse=True)
def keys_as_declared() -> Iterator[None]:
    yield
    commands.remap({})


def own_keys(text: str) -> None:
    """Write a key map."""
    file = settings.key_map_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def on(bound: dict[str, list[Binding]], command: Command) -> set[str]:
    """The keys that run a command."""
    return {key for key, listed in bound.items() for one in listed if _is_of(one, command)}


def _is_of(binding: Binding, command: Command) -> bool:
    return binding.id == command.id or ("{key}" in command.action and (binding.id or "").startswith(command.id + "."))


def test_the_screens_whose_keys_were_forgotten_are_among_those_walked() -> None:
    assert {TrendsScreen, DocumentScreen, TroubleScreen} <= set(ROOMS)


@pytest.mark.parametrize(
    ("room", "command"), EVERY_COMMAND, ids=[f"{room.__name__}-{command.id}" for room, command in EVERY_COMMAND]
)
def test_every_command_is_known_and_can_be_given_another_key(room: type[Room[Any]], command: Command) -> None:
    assert command.id in {known.id for known in all_commands()}
    declared = room._merged_bindings
    assert declared is not None
    assert on(declared.key_to_bindings, command), "it is bound"
    commands.remap({command.id: ("f7",)})
    bound = commands.rebound(declared).key_to_bindings
    assert on(bound, command) == {"f7"}
    assert _is_of(bound["f7"][0], command), "before whatever else is on that key"
    assert command.cap == "F7", "the footer and the help page say so"
    for other in room.COMMANDS:
        if other.id != command.id:
            assert on(bound, other) == on(declared.key_to_bindings, other), f"{other.id} keeps its keys"


def test_whatever_is_bound_under_a_name_anywhere_is_a_known_command() -> None:
    known = {command.id for command in all_commands()}
    for kind in classes(DOMNode):
        declared = kind._merged_bindings
        for listed in declared.key_to_bindings.values() if declared is not None else ():
            for binding in listed:
                if binding.id and not binding.id.startswith(("textual.", "screen.", "command")):
                    assert {binding.id, binding.id.rpartition(".")[0]} & known, f"{kind.__name__}: {binding.id}"


async def test_keys_of_ones_own_hold_where_the_database_cannot_be_opened(database: Path) -> None:
    own_keys('"trouble.again" = "f7"\n')
    database.write_bytes(b"no database at all, but somebody's file of some length" * 100)
    app = PhasebookApp(database)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TroubleScreen) and app.screen.is_mounted)
        database.unlink()
        await pilot.press("f7")
        await until(pilot, lambda: app.is_open and isinstance(app.screen, ShelfScreen))


async def test_keys_of_ones_own_hold_in_a_document_and_in_the_trends(database: Path) -> None:
    own_keys('"reading.audience" = "f6"\n"reading.leave" = "f7"\n"trends.leave" = "f7"\n"road.pick" = ["y", "z"]\n')
    retro = start(database)
    async with walking(database, retro) as walk:
        walk.burst("m")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen))
        first = walk.app.screen
        await walk.press("a")
        assert walk.app.screen is first, "its old key is free"
        await walk.press("f6")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen) and walk.app.screen is not first)
        await walk.app.push_screen(TrendsScreen())
        await walk.press("q")
        assert isinstance(walk.app.screen, TrendsScreen)
        await walk.press("f7")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen))


async def test_the_second_key_set_for_picking_picks_the_second_step(database: Path) -> None:
    own_keys('"road.pick" = ["f6", "f7"]\n')
    retro = start(database)
    async with walking(database, retro, at="trust") as walk:
        walk.burst("f7")
        await walk.until(lambda: [getattr(answer, "value", None) for answer in walk.answers("trust")] == [2])
