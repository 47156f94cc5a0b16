"""A question that is answered with yes or no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from templates.words import _
from tui.base.dialog import Dialog
from tui.words.safe_content import safe


class Confirm(Dialog[bool]):
    """Asks; gives back True for yes. Enter does what is safe: no, where `enter_is_no`."""

    BINDINGS = [
        Binding("y", "answer(True)", show=False),
        Binding("n,escape", "answer(False)", show=False),
        Binding("enter", "enter", show=False),
    ]

    def __init__(self, question: str, more: str = "", *, enter_is_no: bool = False) -> None:
        """Ask `question`.

        Args:
            question: one sentence; it may hold a person's words.
            more: what else to know before answering.
            enter_is_no: where yes loses something, Enter alone does not do it.
        """
        super().__init__()
        self._question = question
        self._more = more
        self._enter_is_no = enter_is_no

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="dialog"):
            yield Static(safe(self._question), classes="dialog-title")
            if self._more:
                yield Static(safe(self._more), classes="dialog-text")
            keys = _("y yes · n or Enter no") if self._enter_is_no else _("y or Enter yes · n no")
            yield Static(keys, markup=False, classes="dialog-keys")

    def action_answer(self, yes: bool) -> None:
        """Give the answer back."""
        self.dismiss(yes)

    def action_enter(self) -> None:
        """Enter does what is safe."""
        self.dismiss(not self._enter_is_no)
