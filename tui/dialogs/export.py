"""Asking for whom a document is, in which form, and where it is to be written; what will not be in it is said first."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from storage.records.all_tables import slug_of
from templates.exchange.export import FORMS, name_of, preview
from templates.filled_page.page import Retrospective
from templates.readers.beside_the_page import Beside
from templates.readers.narrowed import Audience, audiences
from templates.words import _
from tui.base.dialog import Dialog
from tui.widgets.entry import Entry
from tui.widgets.pick import Pick
from tui.words.safe_content import safe


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen."""

    audience: str
    """The audience's key."""
    form: str
    """One of FORMS."""
    path: str
    """As it was typed."""


class ExportDialog(Dialog[Choice | None]):
    """Three fields; gives them back, or None where it was given up."""

    BINDINGS = [
        Binding("escape", "give_up", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("enter", "write", show=False),
    ]
    AUTO_FOCUS = "#export-audience"

    def __init__(self, page: Retrospective, beside: Beside, start: Choice) -> None:
        """Begin with what is being read, and with what is written and not on its page."""
        super().__init__()
        self._page = page
        self._beside = beside
        self._start = start
        self._audiences = {audience.key: audience for audience in audiences(page)}

    def compose(self) -> ComposeResult:
        """The fields, what the readers will see, the keys."""
        forms = {
            "md": _("Markdown"),
            "html": _("HTML, one file"),
            "json": _("JSON, for programs"),
            "csv": _("CSV, for spreadsheets"),
        }
        with Vertical(classes="dialog"):
            yield Static(_("Write to a file"), markup=False, classes="dialog-title")
            yield Static(_("For whom"), markup=False, classes="dialog-label")
            yield Pick(
                [(key, name_of(one, self._page)) for key, one in self._audiences.items()],
                self._start.audience,
                id="export-audience",
            )
            yield Static(_("Form"), markup=False, classes="dialog-label")
            yield Pick([(form, forms[form]) for form in FORMS], self._start.form, id="export-form")
            yield Static(_("File"), markup=False, classes="dialog-label")
            yield Entry(self._proposed(), id="export-file")
            yield Static(id="export-preview", classes="dialog-text")
            keys = _("↑ ↓ field · ← → choose · Enter writes it · esc leaves it")
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Say what the readers will see."""
        self._preview()

    def _pick(self, name: str) -> str:
        found = self.query(f"#export-{name}")
        return found.first(Pick).value if found else getattr(self._start, name)

    def _proposed(self) -> str:
        """A name that says for whom it is."""
        return self._called(self._audiences[self._pick("audience")], self._pick("form"))

    def _called(self, audience: Audience, form: str) -> str:
        whose = audience.in_file_names
        return f"{self._page.slug}{whose and f'-{slug_of(whose)}'}.{form}"

    @on(Pick.Changed)
    def _changed(self) -> None:
        # A name that was typed stays; one that was proposed follows what is chosen.
        entry = self.query_one(Entry)
        if entry.value in self._names():
            entry.value = self._proposed()
        self._preview()

    def _names(self) -> set[str]:
        """Every name that may have been proposed."""
        return {self._called(audience, form) for audience in self._audiences.values() for form in FORMS}

    def _preview(self) -> None:
        told = preview(self._page, self._audiences[self._pick("audience")], self._beside)
        self.query_one("#export-preview", Static).update(safe(told))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Give the fields back."""
        self.dismiss(Choice(self._pick("audience"), self._pick("form"), self.query_one(Entry).value))

    def action_give_up(self) -> None:
        """Write nothing."""
        self.dismiss(None)
