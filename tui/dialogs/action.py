"""A new action in a small window, wherever one stands on the road."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from templates.filled_page.page import Action, Retrospective
from templates.words import _
from templates.workbook.model import Kind, Question
from tui.answers.row_form import RowForm
from tui.base.dialog import Dialog
from tui.forms import action as actionform
from tui.words.refused import RefusedError


class ActionDialog(Dialog[Action | None]):
    """Gives back the action as it was written, or None where it was given up; what is typed is told as it is typed."""

    DEFAULT_CSS = """
    ActionDialog .dialog { width: 90; }
    ActionDialog RowForm { border-top: none; max-height: 100%; }
    ActionDialog .form-said { height: auto; color: $warning; }
    """

    def __init__(
        self,
        page: Retrospective,
        action: Action,
        *,
        title: str,
        values: Mapping[str, str] | None = None,
        typed: Callable[[Mapping[str, str]], None] = lambda _cells: None,
        status: bool = False,
    ) -> None:
        """Ask for an action.

        Args:
            page: the page it belongs to.
            action: the one to change, or the empty one that a new one will be.
            title: what stands above the form.
            values: what stands in the fields at first, where that is not what the action has.
            typed: told what stands in the fields whenever that changes.
            status: whether to ask where it stands.
        """
        super().__init__()
        self._page = page
        self._action = action
        self._title = title
        self._values = actionform.cells_of(action) if values is None else values
        self._typed = typed
        question = Question("action", title, Kind.LEDGER, columns=actionform.fields(page, status=status))
        self._form = RowForm(question, self)
        self._said = Static(classes="form-said", markup=False)

    def compose(self) -> ComposeResult:
        """The form, what is wrong with it, and what the keys do."""
        with Vertical(classes="dialog"):
            yield self._form
            yield self._said
            keys = _("Tab goes on · Enter keeps it · esc leaves it for later; what is typed stays")
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Stand in the first field."""
        self._form.put(
            self._values, title=self._title, ends_on_enter=True, instead_of=actionform.cells_of(self._action)
        )
        self._form.take_keyboard()

    def row_typed(self, cells: Mapping[str, str]) -> None:
        """Tell what is typed as it is typed."""
        self._said.update("")
        self._typed(cells)

    def row_entered(self, cells: Mapping[str, str], touched: Mapping[str, str]) -> None:
        """Give the action back, or say what is wrong with it."""
        del touched
        try:
            action = actionform.action_of(self._page, self._action, cells)
        except RefusedError as refused:
            self._form.take_keyboard(refused.field)
            self.row_refused(str(refused))
            return
        self.dismiss(action)

    def row_refused(self, sentence: str) -> None:
        """Say what a field does not take."""
        self._said.update(sentence)

    def row_ended(self, *, touched: bool) -> None:
        """Go back."""
        del touched
        self.dismiss(None)
