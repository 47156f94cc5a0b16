"""What works on every screen: help, palette, leaving, blanking, the theme, the size of the window."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterable
from functools import partial

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from templates.words import _
from tui.base import theme_kept
from tui.base.lobby import Lobby
from tui.base.screen import Room
from tui.base.theme import DARK, LIGHT, THEMES
from tui.keys.command import (
    EVERYWHERE,
    LEAVE,
    as_plain_key,
    bindings,
)
from tui.program import failure
from tui.terminal.driver import break_lines_by_our_rule, has_gone
from tui.terminal.ends_in_order import EndsInOrder
from tui.widgets.pasted import Said
from tui.words.safe_text import shown

PATIENCE = 2.0
"""Seconds the program has to leave in order once it has been told to end, and a screen to stand."""


class Everywhere(EndsInOrder, Lobby, inherit_bindings=False):
    """An app with our themes only and our commands only, that leaves through the front door."""

    BINDINGS = [*bindings(EVERYWHERE), Binding("ctrl+c", "say_how_to_leave", show=False, system=True)]

    def __init__(self) -> None:
        """Choose the theme chosen last; nothing on the screen ever slides."""
        super().__init__()
        break_lines_by_our_rule()
        self.animation_level = "none"
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_kept.remembered_theme()
        self.trouble = ""
        """The sentence whoever started the program is to say once it has ended, or an empty text."""
        self.touched = time.monotonic()
        """When a key or the mouse was last used, by a clock of its own."""

    def say(self, text: str, *, warn: bool = False) -> None:
        """Say `text` in one line at the foot of the screen, instead of what was said before."""
        # Queued like the notice itself, so that of two in a row the newer one stands.
        self.call_later(self.clear_notifications)
        self.notify(shown(text), severity="warning" if warn else "information", markup=False, timeout=12 if warn else 6)

    def on_paste(self) -> None:
        """Something was pasted where no field is open."""
        self.say(_("Nothing was open to paste into; open a field first."))

    def on_said(self, message: Said) -> None:
        """A field has something to say about what was pasted into it."""
        self.say(message.text, warn=message.warn)

    @property
    def idle(self) -> float:
        """Seconds since a key or the mouse was last used."""
        return time.monotonic() - self.touched

    async def on_event(self, event: events.Event) -> None:
        """Notice that somebody is here."""
        if isinstance(event, events.Key | events.MouseEvent | events.Paste):
            self.touched = time.monotonic()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._screen_stands()
        if isinstance(event, events.Key) and not event.is_forwarded and not self._is_text():
            event = as_plain_key(event)
        await super().on_event(event)

    def _is_text(self) -> bool:
        """Whether a key that is a sign is written down as it is, and no command: a text field has the keyboard."""
        return isinstance(self.focused, Input | TextArea) or getattr(self.screen, "passes_keys_on", False)

    def on_key(self, event: events.Key) -> None:
        """A sign nobody had a use for, and which no key of ours writes: an input method is on."""
        if event.is_printable and not (event.character or "").isascii():
            self.say(_("Switch the input method to English: what is typed here are keys, not text."))

    async def _screen_stands(self) -> None:
        """Wait until the screen that was opened last stands: what is typed ahead of it belongs there."""
        screen, latest = self.screen, time.monotonic() + PATIENCE
        while not screen.is_mounted and screen.is_running and time.monotonic() < latest:
            await asyncio.sleep(0)

    # -- commands ------------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: the commands of the screen it was called from, then everybody's."""
        yield from screen.palette_commands() if isinstance(screen, Room) else ()
        for command in EVERYWHERE:
            if command.action != "app.command_palette":
                run = partial(self.run_action, command.action)
                yield SystemCommand(f"{command.word}  ({command.cap})", command.sentence, run)

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from tui.program.palette import OurCommands, OurPalette

        if isinstance(self.screen, Room):
            self.push_screen(OurPalette([OurCommands], placeholder=_("Find a command…")))

    def action_help_here(self) -> None:
        """Show what the keys do where one stands."""
        from tui.dialogs.help import HelpDialog

        if isinstance(self.screen, Room):
            self.push_screen(HelpDialog(self.screen))

    def action_leave(self) -> None:
        """Leave; everything is kept."""
        self._leave_once_typed(None)

    def _leave_once_typed(self, waited_for: Widget | None) -> None:
        """Leave when the letters typed just before have gone through the field, and through those Tab led to."""
        field = self.focused
        if field is None or field is waited_for:
            self._leave()
        else:
            field.call_later(self._leave_once_typed, field)

    def _leave(self) -> None:
        from tui.dialogs.confirm import Confirm

        self._put_away()
        if isinstance(self.screen, Confirm):
            return
        trouble = self.what_would_be_lost()
        if not trouble:
            self.exit(return_code=self.leaving_code)
            return

        def answered(leave: bool | None) -> None:
            if leave:
                self.exit(return_code=self.leaving_code)

        question = _("Some of what was written is not on the disk yet. Leave all the same?")
        self.push_screen(Confirm(question, trouble, enter_is_no=True), answered)

    def _put_away(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Room):
                screen.before_leaving()

    def what_would_be_lost(self) -> str:
        """Why something would be lost by leaving now, or an empty text."""
        return ""

    def _told_to_end(self) -> None:
        """The terminal has gone, or somebody ends the program: nobody is there to be asked."""
        self._put_away()
        self.what_would_be_lost()
        if not self.is_headless:
            # A terminal that has gone may never take what is still to be drawn, and everything is on the disk.
            end = threading.Timer(PATIENCE, os._exit, (self.leaving_code,))
            end.daemon = True
            end.start()
        self.exit(return_code=self.leaving_code)

    @property
    def leaving_code(self) -> int:
        """The exit code of leaving."""
        return 0

    def action_say_how_to_leave(self) -> None:
        """Ctrl+c leaves many programs, and copies in others: say what leaves this one."""
        self.say(_("{key} leaves; everything is kept.").format(key=LEAVE.cap))

    def action_blank(self) -> None:
        """Blank the screen at once."""
        from tui.dialogs.blank import Blank

        if not isinstance(self.screen, Blank):
            for screen in self.screen_stack:
                if isinstance(screen, Room):
                    screen.before_blank()
            self.push_screen(Blank())

    def action_other_theme(self) -> None:
        """Change between dark and light, and remember it."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        theme_kept.remember_theme(self.theme)

    # -- an error of our own -------------------------------------------------------------------------

    def note_failure(self, error: BaseException) -> None:
        """Whatever nobody caught, in a screen, a worker, a timer or a thread, ends in order, and in one sentence."""
        self.trouble = failure.note_failure(error)
        self._save_what_can_be()

    def _save_what_can_be(self) -> None:
        # Whatever failed may fail again here, and nothing must keep the rest from being saved.
        with contextlib.suppress(Exception):
            self._put_away()
        with contextlib.suppress(Exception):
            self.trouble = f"{self.trouble} {self.what_would_be_lost()}".strip()

    def _failed_in_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self.end_with(error)

    def _failed_in_thread(self, loop: asyncio.AbstractEventLoop, failed: threading.ExceptHookArgs) -> None:
        error = failed.exc_value
        if isinstance(error, Exception):
            gone = has_gone(error)
            with contextlib.suppress(RuntimeError):  # the loop has ended; so has what the thread worked for
                loop.call_soon_threadsafe(*((self._told_to_end,) if gone else (self.end_with, error)))

    # -- the terminal ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Leave properly when the terminal goes away or somebody ends the program."""
        self.screen_change_signal.subscribe(self, lambda _screen: self._fit(self.size))
        loop = asyncio.get_running_loop()
        self._on_signals(loop, listen=True)
        loop.set_exception_handler(self._failed_in_loop)
        self._threads_before = threading.excepthook
        threading.excepthook = partial(self._failed_in_thread, loop)

    def on_unmount(self) -> None:
        """Let the signals do again what they did before."""
        loop = asyncio.get_running_loop()
        self._on_signals(loop, listen=False)
        loop.set_exception_handler(None)
        threading.excepthook = self._threads_before

    def _on_signals(self, loop: asyncio.AbstractEventLoop, *, listen: bool) -> None:
        for name in ("SIGTERM", "SIGHUP"):
            # Neither every system has them nor every thread may listen.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                number = getattr(signal, name)
                if listen:
                    loop.add_signal_handler(number, self._told_to_end)
                else:
                    loop.remove_signal_handler(number)

    def on_resize(self, event: events.Resize) -> None:
        """The window may have become too small to work in."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Say kindly that the window is too small, over whatever stands there; it goes when it has grown."""
        from tui.widgets.too_small import TooSmall, fits

        if not fits(size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
