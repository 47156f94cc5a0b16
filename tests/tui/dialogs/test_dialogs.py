"""Every dialog is left once, however many keys are queued for it: what lies below stays, and one answer comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.screen import ModalScreen, Screen

from storage.ids import new_id
from storage.records.versions import Version
from storage.shelf import Shelf
from templates.filled_page.page import Action, Note, Person
from templates.filled_page.settings import Writing
from templates.readers.beside_the_page import Beside
from tests.tui.everything import classes
from tests.tui.walking import Walk, key_event, start, walking
from tui.base.dialog import ClosesOnce, Dialog
from tui.dialogs.action import ActionDialog
from tui.dialogs.blank import Blank
from tui.dialogs.confirm import Confirm
from tui.dialogs.export import Choice, ExportDialog
from tui.dialogs.help import HelpDialog
from tui.dialogs.line import LineDialog
from tui.dialogs.moving_on import MoveOn
from tui.dialogs.seal import SealDialog
from tui.dialogs.versions import VersionsDialog
from tui.dialogs.visibility import VisibilityDialog, readers
from tui.dialogs.workbook import WorkbookDialog
from tui.dialogs.writer import WriterDialog
from tui.forms import workbook_choice
from tui.program.palette import OurCommands, OurPalette
from tui.road.reveal import RevealScreen
from tui.screens.reading import ReadingScreen
from tui.screens.search import SearchScreen
from tui.screens.trends import TrendsScreen
from tui.session.view import Writer
from tui.widgets.pick import LongPick
from tui.widgets.too_small import TooSmall

MEI = Person("m" * 20, "Mei", "client")
NOTE = Note(id=new_id(), question="hope", side="client", text="rest")
DIALOGS: dict[type[ModalScreen[Any]], Callable[[Walk], ModalScreen[Any]]] = {
    ActionDialog: lambda walk: ActionDialog(walk.page, Action(id=new_id(), text="Ask"), title="Action"),
    Blank: lambda _walk: Blank(),
    Confirm: lambda _walk: Confirm("Sure?"),
    ExportDialog: lambda walk: ExportDialog(walk.page, Beside(), Choice("joint", "md", "")),
    HelpDialog: lambda walk: HelpDialog(cast("Any", walk.road)),
    LineDialog: lambda _walk: LineDialog("Title", "Port"),
    MoveOn: lambda walk: MoveOn(walk.page.workbook.sides, ()),
    OurPalette: lambda _walk: OurPalette([OurCommands]),
    SealDialog: lambda _walk: SealDialog(Writing.OPEN, None, only_here=False),
    VersionsDialog: lambda walk: VersionsDialog("What?", walk.page, versions(walk)),
    VisibilityDialog: lambda walk: VisibilityDialog(readers(walk.page, walk.page.road[0], None)),
    WorkbookDialog: lambda _walk: WorkbookDialog(
        workbook_choice.to_begin_with(Path("nowhere"), "four-phases", "en"),
        "four-phases",
        LongPick([("a", "a")], "a"),
        "",
    ),
    WriterDialog: lambda walk: WriterDialog(walk.page, Writer("client")),
}
"""How each is opened."""
ELSEWHERE = {TooSmall: "no key closes it; test_app.py tells of the windows that do", Dialog: "only what they share"}
KEYS = {
    "confirming": ("enter",) * 5,
    "giving up": ("escape",) * 5,
    "both": ("enter", "escape", "enter", "escape"),
    "letters": ("y", "y", "1", "1", "]", "]", "q", "q"),
}


def versions(walk: Walk) -> list[Version]:
    """What the one note said before."""
    with Shelf.open(walk.database) as shelf:
        return list(shelf.versions(walk.retro, NOTE.id))


def test_every_dialog_there_is_is_opened_here_and_left_once() -> None:
    known = set(classes(ModalScreen))
    assert known == set(DIALOGS) | set(ELSEWHERE)


def test_every_screen_there_is_can_be_left_once_only() -> None:
    """One mechanism: nobody leaves a screen by Textual's own way."""
    assert [kind for kind in classes(Screen) if not issubclass(kind, ClosesOnce)] == []
    assert [kind for kind in classes(Screen) if kind not in (ClosesOnce,) and "dismiss" in vars(kind)] == []


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
async def test_queued_keys_leave_a_dialog_once(database: Path, keys: tuple[str, ...]) -> None:
    async with walking(database, start(database, MEI, NOTE)) as walk:
        below = walk.app.screen_stack
        for kind, opened in DIALOGS.items():
            given: list[object] = []
            dialog = opened(walk)
            await walk.app.push_screen(dialog, given.append)
            await walk.until(lambda dialog=dialog: dialog.is_mounted and dialog.is_current, kind.__name__)
            for _again in range(2):
                walk.burst(*keys)
            await walk.pilot.pause()
            await walk.pilot.pause()
            assert walk.app.screen_stack[: len(below)] == below, f"what lies below {kind} stays"
            assert len(given) == (dialog not in walk.app.screen_stack), f"one answer of {kind}, once it has gone"
            dialog.dismiss(None)
            dialog.dismiss(None)
            await walk.pilot.pause()
            assert walk.app.screen_stack[: len(below)] == below, kind
            assert len(given) <= 1, kind
            await _clear(walk, below)


async def _clear(walk: Walk, below: Sequence[Screen[Any]]) -> None:
    """Close whatever the keys that were left over have opened on the road."""
    for screen in reversed(walk.app.screen_stack[len(below) :]):
        screen.dismiss(None)
    await walk.until(lambda: len(walk.app.screen_stack) == len(below))
    if walk.writing:
        walk.burst("escape")
        await walk.until(lambda: not walk.writing)


@pytest.mark.parametrize("key", ["escape", "q", "enter"])
async def test_queued_keys_leave_a_screen_once(database: Path, key: str) -> None:
    async with walking(database, start(database, MEI)) as walk:
        below = walk.app.screen_stack
        for screen in (
            ReadingScreen("Port", "# Port"),
            RevealScreen(walk.road.session, walk.road._covering, "before"),
            SearchScreen(within=walk.retro),
            TrendsScreen(),
        ):
            await walk.app.push_screen(screen)
            for _time in range(4):  # as keys do that were handed to it before the first took effect
                screen.post_message(_key(key))
            await walk.pilot.pause()
            screen.dismiss(None)
            screen.dismiss(None)
            await walk.pilot.pause()
            assert walk.app.screen_stack == below, screen


def _key(key: str) -> events.Key:
    event = key_event(key)
    event._set_forwarded()
    return event


async def test_keys_queued_behind_a_new_name_add_one_person_and_stay_on_the_road(database: Path) -> None:
    retro = start(database, MEI)
    async with walking(database, retro) as walk:
        walk.burst("w", "Lin", "enter", "enter", "enter", "enter")
        await walk.until(lambda: isinstance(walk.app.screen, WriterDialog), "Enter says no, twice")
        walk.burst("enter", "y", "enter", "enter", "escape")
        await walk.until(lambda: [person.name for person in walk.page.people] == ["Mei", "Lin"])
        await walk.until(lambda: walk.app.screen is walk.road and not walk.writing)
        await walk.shows("Lin")
