"""What is shown where the database could not be opened: one sentence, and what can be done."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from templates.words import _
from tui.base.screen import Room
from tui.keys.command import LEAVE, bindings
from tui.keys.trouble import AGAIN, ALL
from tui.widgets.footer import KeyFooter
from tui.words.safe_content import safe


class TroubleScreen(Room[None]):
    """A calm page about a database that cannot be opened."""

    CSS_PATH = "trouble.tcss"
    COMMANDS = ALL
    BINDINGS = bindings(COMMANDS)

    def __init__(self, sentence: str) -> None:
        """Show `sentence`: what is wrong, where, and what to do."""
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """What is wrong, and the keys."""
        with Vertical(id="trouble"):
            yield Static(_("! The database could not be opened"), id="trouble-title", markup=False)
            yield Static(safe(self._sentence), id="trouble-what")
            keys = _("{again} tries again; {leave} leaves.").format(again=AGAIN.cap, leave=LEAVE.cap)
            yield Static(keys, id="trouble-next", markup=False)
        yield KeyFooter()

    def help_title(self) -> str:
        """The help page's title."""
        return _("The database could not be opened")

    def help_lines(self) -> tuple[str, ...]:
        """The sentence again."""
        return (self._sentence,)

    def action_again(self) -> None:
        """Close this page and try again."""
        self.dismiss()
        self.app.open_database()
