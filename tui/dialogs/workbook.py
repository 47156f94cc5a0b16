"""Which workbook: all of them in a list, narrowed by what is typed, each with what it is for."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from templates.cells.width import shorten, width
from templates.words import _
from tui.base.dialog import Dialog
from tui.document.wrapping import wrap
from tui.forms.workbook_choice import Choice, Choices
from tui.widgets.entry import Entry
from tui.widgets.lines import Lines
from tui.widgets.pick import LongPick
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_AROUND = 14
"""The lines of a dialog that are not its list."""
_MOST_ROWS = 13
_INTRODUCTION = 4
"""The lines for what a workbook is for."""
_WIDE = 66


class WordsInput(Entry):
    """The field for words; the keys that move belong to the list below it."""

    def take_key(self, event: events.Key) -> bool:
        """What moves in the list does so at once, and leaves the words where they are."""
        screen = self.screen
        return super().take_key(event) or (isinstance(screen, WorkbookDialog) and screen.move(event.key))


class WorkbookDialog(Dialog[str | None]):
    """Gives back the name of the workbook that was chosen."""

    DEFAULT_CSS = """
    WorkbookDialog Lines { margin: 1 0; background: $surface; }
    WorkbookDialog Lines > .lines--cursor { background: $cursor; }
    WorkbookDialog #introduction { height: 4; }
    """

    def __init__(self, choices: Choices, name: str, opener: LongPick, typed: str) -> None:
        """Offer `choices`.

        Args:
            choices: what there is.
            name: the one the cursor stands on at first.
            opener: the field that opened the list; it hands on what was typed before the list was there.
            typed: what has been typed to find one.
        """
        super().__init__()
        self._choices = choices
        self._name = name
        self._typed = typed
        self._opener = opener
        self._enters = False

    def compose(self) -> ComposeResult:
        """A field for words, the list, what the one under the cursor is for, and what the keys do."""
        with Vertical(classes="dialog"):
            yield Static(_("Which workbook?"), markup=False, classes="dialog-title")
            yield WordsInput(self._typed, placeholder=_("type to find one"), entered=self._entered)
            lines: Lines[Choice] = Lines(self._row, empty=safe(_("None is called like that.")))
            lines.can_focus = False
            yield lines
            yield Static(id="introduction", markup=False)
            yield Static(_("↑ ↓ choose · Enter takes · esc back"), markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Stand on the one the form holds, or on the first that fits what was typed."""
        self._fill(self._typed)
        if self._enters:
            self._take_row()

    def add(self, typed: str) -> None:
        """Letters that were typed before the field had the keyboard."""
        for field in self.query(WordsInput):
            field.insert_text_at_cursor(typed)
            return
        self._typed += typed

    def enter(self) -> None:
        """Enter was pressed before the field had the keyboard."""
        if self.query(WordsInput):
            self._take_row()
        else:
            self._enters = True

    @property
    def _lines(self) -> Lines[Choice]:
        return self.query_one(Lines)

    def _follow(self) -> None:
        """Narrow the list to what stands in the field, before a key that came right after it acts on the list."""
        if (words := self.query_one(WordsInput).value) != self._typed:
            self._fill(words)

    def _fill(self, words: str) -> None:
        self._typed = words
        rows = [choice for choice in self._choices.all if choice.matches(words)]
        at = 0 if words else next((i for i, row in enumerate(rows) if row.name == self._name), 0)
        self._fit(len(rows))
        self._lines.show(rows, at)
        self._introduce()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Now that everything has its place: scroll to the cursor, and fill the lines below the list."""
        if self.query(Lines):  # it may have been closed by then
            self._lines.move_to(self._lines.cursor)
            self._introduce()

    def _fit(self, rows: int) -> None:
        room = max(3, self.app.size.height - _AROUND)
        self._lines.styles.height = max(1, min(rows, room, _MOST_ROWS))

    def on_resize(self) -> None:
        """Another window has room for another number of rows."""
        self._fit(len(self._lines.rows))

    def _introduce(self) -> None:
        row = self._lines.row
        words = safe(one_line(row.introduction if row else self._choices.trouble))
        place = self.query_one("#introduction", Static)
        lines = wrap(
            words.stylize("$error" if row is not None and row.problem else "$quiet"), place.size.width or _WIDE
        )
        place.update(Content("\n").join(lines[:_INTRODUCTION]))

    @staticmethod
    def _row(choice: Choice, wide: int, _on_cursor: bool) -> Content:
        about = choice.about
        room = wide - width(about) - 4
        title = shorten(one_line(choice.title), room)
        gap = " " * (room - width(title) + 2)
        return Content.assemble(" ", safe(title), gap, (about, "$error" if choice.problem else "$quiet"), " ")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._follow()

    @on(Lines.Moved)
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        self._introduce()

    def _entered(self, _words: str) -> None:
        self._take_row()

    @on(Lines.Chosen)
    def _take(self, event: Lines.Chosen) -> None:
        event.stop()
        self._take_row()

    def _take_row(self) -> None:
        self._follow()
        if self._lines.row is not None:
            self.dismiss(self._lines.row.name)

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list, esc gives up; what comes before the field has the keyboard is its too."""
        if self.focused is None:
            if event.key == "enter":
                self._opener.enter()
            elif event.is_printable and event.character:
                self._opener.type(event.character)
            return
        if self.move(event.key):
            event.stop()
            event.prevent_default()

    def move(self, key: str) -> bool:
        """Do what a key means to the list, or to the window; whether it means anything."""
        self._follow()
        match key:
            case "down" | "tab":
                self._lines.action_move(1)
            case "up" | "shift+tab":
                self._lines.action_move(-1)
            case "pagedown":
                self._lines.action_page(1)
            case "pageup":
                self._lines.action_page(-1)
            case "escape":
                self.dismiss(None)
            case _:
                return False
        return True
