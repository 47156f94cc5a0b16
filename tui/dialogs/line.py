"""One line of text, asked for in a small window."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from templates.words import _
from tui.base.dialog import Dialog
from tui.widgets.entry import Entry


class LineDialog(Dialog[str | None]):
    """Asks for one line; gives it back, or None where it was given up."""

    BINDINGS = [Binding("escape", "give_up", show=False)]

    def __init__(self, question: str, value: str = "", *, enter: str = "") -> None:
        """Ask `question`.

        Args:
            question: our own words.
            value: what stands in the field.
            enter: what Enter does, in a word or two.
        """
        super().__init__()
        self._question = question
        self._value = value
        self._enter = enter or _("keep")

    def compose(self) -> ComposeResult:
        """The question, the field, and what the keys do."""
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False, classes="dialog-title")
            yield Entry(self._value, entered=self._give)
            keys = _("Enter {does} · esc leaves it as it was").format(does=self._enter)
            yield Static(keys, markup=False, classes="dialog-keys")

    def _give(self, line: str) -> None:
        self.dismiss(line)

    def action_give_up(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
