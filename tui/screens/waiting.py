"""Before the road: a retrospective that cannot be read yet, because another program has the file, is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from storage.errors import RemovedForGood, StorageError
from templates.words import _
from tui.base.screen import Room
from tui.keys.command import bindings
from tui.keys.road import SHELF
from tui.widgets.footer import KeyFooter
from tui.words.safe_content import safe

if TYPE_CHECKING:
    from tui.session.session import Session

AGAIN = 0.5
"""Seconds between tries."""


class WaitingScreen(Room["Session"]):
    """Why a retrospective cannot be read now; it is opened as soon as it can be. Keys typed ahead do nothing here."""

    CSS_PATH = "waiting.tcss"
    COMMANDS = (SHELF,)
    BINDINGS = bindings(COMMANDS)

    def __init__(self, why: str, opened: Callable[[], Session]) -> None:
        """Wait for a retrospective.

        Args:
            why: the sentence that says why it cannot be read.
            opened: opens it; raises StorageError as long as that cannot be.
        """
        super().__init__()
        self._why = why
        self._opened = opened

    def compose(self) -> ComposeResult:
        """Why it cannot be read, and the key that leads back."""
        yield Static(safe("! " + self._why), id="waiting-why")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Try again by itself."""
        self.set_interval(AGAIN, self._try)

    def _try(self) -> None:
        try:
            session = self._opened()
        except RemovedForGood as error:
            self.app.say(str(error), warn=True)
            self.dismiss(None)
        except StorageError as error:
            self._why = str(error)
            self.query_one("#waiting-why", Static).update(safe("! " + self._why))
        else:
            self.dismiss(session)

    def help_title(self) -> str:
        """The help page's title."""
        return _("On the road")

    def help_lines(self) -> tuple[str, ...]:
        """The sentence again."""
        return (self._why,)

    def action_shelf(self) -> None:
        """Back to the shelf."""
        self.dismiss(None)
