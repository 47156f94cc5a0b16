"""The lobby: theme, wiring, the way in and the way out. The work lives in the screens."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.signal import Signal

from storage.errors import StorageError
from templates.words import _
from tui import settings
from tui.commands import EVERYWHERE, LEAVE, bindings
from tui.failure import note_failure
from tui.plain import shown
from tui.screens.room import Room
from tui.screens.shelf import ShelfScreen
from tui.theme import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from storage.drafts import Drafts, Saving
    from storage.shelf import Shelf


_HERE = Path(__file__).parent


class PhasebookApp(App[None], inherit_bindings=False):
    """The program on the screen."""

    # The shelf is the default screen, whose own style sheet Textual does not load.
    CSS_PATH = [_HERE / "app.tcss", _HERE / "screens" / "shelf.tcss"]
    TITLE = "phasebook"
    BINDINGS = [*bindings(EVERYWHERE), Binding("ctrl+c", "say_how_to_leave", show=False, system=True)]

    def __init__(
        self,
        database: Path,
        *,
        open_retrospective: str | None = None,
        demo: bool = False,
        own_database: Path | None = None,
    ) -> None:
        """Prepare the app; the database is opened after the first paint.

        Args:
            database: the file to open; made where it is missing.
            open_retrospective: the retrospective to open at once, as `Shelf.find` takes it.
            demo: whether `database` is the demo's.
            own_database: in the demo, the file a retrospective can be moved to.
        """
        super().__init__()
        self.database = database
        self.demo = demo
        self.own_database = own_database
        self.trouble = ""
        """The sentence that says why the database could not be opened, or an empty text."""
        self.saving: Signal[Saving] = Signal(self, "saving")
        """Published whenever the drafts' thread has tried to save; a screen subscribes to it."""
        self._open_retrospective = open_retrospective
        self._shelf: Shelf | None = None
        self._drafts: Drafts | None = None
        self.animation_level = "none"
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.remembered_theme()

    # -- what the screens use ----------------------------------------------------------------------

    @property
    def shelf(self) -> Shelf:
        """The open database."""
        assert self._shelf is not None, "the database is not open yet"
        return self._shelf

    @property
    def drafts(self) -> Drafts:
        """What is being typed, saved as it is typed."""
        assert self._drafts is not None, "the database is not open yet"
        return self._drafts

    @property
    def is_open(self) -> bool:
        """Whether the database is open."""
        return self._shelf is not None

    def say(self, text: str, *, warn: bool = False) -> None:
        """Say `text` in one line at the foot of the screen, instead of what was said before."""
        self.clear_notifications()
        self.notify(
            shown(text),
            severity="warning" if warn else "information",
            markup=False,
            timeout=12 if warn else 6,
        )

    def open_road(self, retrospective: str) -> None:
        """Walk the road of a retrospective."""
        from tui.screens.road import RoadScreen

        self.push_screen(RoadScreen(retrospective))

    # -- the way in and the way out ------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The shelf: the first thing painted."""
        return ShelfScreen()

    def on_mount(self) -> None:
        """Leave through the front door when the terminal goes away or somebody ends the program."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    def open_database(self) -> None:
        """Open the database; the shelf asks for this once its frame has been painted."""
        from storage.drafts import Drafts
        from storage.shelf import Shelf

        try:
            self._shelf = Shelf.open(self.database)
            self._shelf.lock_wait = 0.1
        except StorageError as error:
            from tui.screens.trouble import TroubleScreen

            self.trouble = str(error)
            self.push_screen(TroubleScreen(self.trouble))
            return
        self.trouble = ""
        self._drafts = Drafts(self.database, self._drafts_say)
        for screen in self.screen_stack:
            if isinstance(screen, ShelfScreen):
                screen.fill()
        for sentence in settings.apply_key_map(self):
            self.say(sentence, warn=True)
        if self._open_retrospective is not None:
            try:
                self.open_road(self._shelf.find(self._open_retrospective))
            except StorageError as error:
                self.say(str(error), warn=True)
            self._open_retrospective = None

    def on_unmount(self) -> None:
        """Whatever way the program ends: write what is still to be written, close what is open."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(getattr(signal, name))
        if self._drafts is not None:
            self._drafts.close()
        if self._shelf is not None:
            self._shelf.close()

    def _drafts_say(self, state: Saving) -> None:
        """Carry what the drafts' thread says over to the screens."""
        self.call_later(self.saving.publish, state)

    def _fatal_error(self) -> None:
        """An error of our own: leave in order, with the details in a file instead of over the screen."""
        self.trouble = note_failure(self._exception)
        self._close_messages_no_wait()

    # -- the commands that work everywhere -----------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: the commands of the screen it was called from, then everybody's."""
        commands = screen.palette_commands() if isinstance(screen, Room) else ()
        yield from commands
        for command in EVERYWHERE:
            if command.action != "app.command_palette":
                yield SystemCommand(
                    f"{command.word}  ({command.cap})",
                    command.sentence,
                    partial(self.run_action, command.action),
                )

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from textual.command import CommandPalette

        from tui.palette import OurCommands

        if isinstance(self.screen, Room):
            self.push_screen(CommandPalette([OurCommands], placeholder=_("Find a command…")))

    def action_help_here(self) -> None:
        """Show what the keys do where one stands."""
        from tui.dialogs.help import HelpDialog

        if isinstance(self.screen, Room):
            self.push_screen(HelpDialog(self.screen))

    def action_leave(self) -> None:
        """Leave; everything is kept."""
        self.exit(return_code=1 if self.trouble else 0)

    def action_say_how_to_leave(self) -> None:
        """Ctrl+c leaves many programs, and copies in others: say what leaves this one."""
        self.say(_("{key} leaves; everything is kept.").format(key=LEAVE.cap))

    def action_blank(self) -> None:
        """Blank the screen at once."""
        from tui.dialogs.blank import Blank

        if not isinstance(self.screen, Blank):
            self.push_screen(Blank())

    def action_other_theme(self) -> None:
        """Change between dark and light, and remember it."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        settings.remember_theme(self.theme)

    def on_resize(self, event: events.Resize) -> None:
        """Say kindly that the window is too small, and come back when it has grown."""
        from tui.widgets.too_small import TooSmall, fits

        if not fits(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
