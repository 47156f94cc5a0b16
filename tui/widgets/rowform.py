"""The form that writes one row of a ledger: a cell a line, Tab from cell to cell, Enter keeps the row."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from templates.words import _
from templates.workbook import Column, ColumnKind, Question
from tui.door import safe
from tui.verbs import values
from tui.verbs.output import RefusedError


class CellInput(Input):
    """A cell that takes text, a date or a number, and says at once when it cannot."""

    DEFAULT_CSS = """
    CellInput {
        height: 1; border: none; padding: 0 1; background: $panel;
        &.-odd { color: $error; }
    }
    """

    def __init__(self, column: Column) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.column = column
        if column.kind is ColumnKind.DATE:
            self.placeholder = _("year-month-day, such as 2026-03-31")
        elif column.kind is ColumnKind.NUMBER:
            self.placeholder = _("a number")

    def kept(self) -> str:
        """The cell as it will be kept.

        Raises:
            RefusedError: the column does not take what stands here.
        """
        return values.cell(self.column, self.value)

    def watch_value(self, _value: str) -> None:
        """Show at once whether the column takes what stands here."""
        try:
            self.kept()
            self.remove_class("-odd")
        except RefusedError:
            self.add_class("-odd")


class CellChoice(Widget, can_focus=True):
    """A cell that offers its column's options: a number or an arrow picks, backspace clears."""

    DEFAULT_CSS = """
    CellChoice { height: auto; width: 1fr; padding: 0 1; background: $panel; }
    CellChoice:focus { background: $cursor; }
    """

    class Changed(Message):
        """Another option was picked."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self.value = ""

    def kept(self) -> str:
        """The id of the option picked, or an empty text."""
        return self.value

    def put(self, value: str) -> None:
        """Stand on an option."""
        self.value = value
        self.refresh(layout=True)

    def render(self) -> Content:
        """All options on a line, the picked one marked by sign and weight."""
        parts: list[Content | tuple[str, str]] = []
        for number, option in enumerate(self.column.options, 1):
            here = option.id == self.value
            mark = "(•)" if here else "( )"
            text = Content.assemble(
                (f"{number} ", "$quiet"), mark, " ", safe(option.text).stylize("bold" if here else "")
            )
            parts += [text, "   " if number < len(self.column.options) else ""]  # type: ignore[list-item]
        return Content.assemble(*parts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options take."""
        del container, viewport
        return self.render().get_height({}, max(1, width))

    def on_key(self, event: events.Key) -> None:
        """Pick by number, go by arrow, clear by backspace; other letters do nothing here."""
        options = [option.id for option in self.column.options]
        place = options.index(self.value) if self.value in options else None
        character = event.character or ""
        if character.isdecimal() and 1 <= int(character) <= len(options):
            self.value = options[int(character) - 1]
        elif event.key in ("right", "space"):
            self.value = options[0 if place is None else (place + 1) % len(options)]
        elif event.key == "left":
            self.value = options[-1 if place is None else place - 1]
        elif event.key in ("backspace", "delete"):
            self.value = ""
        elif event.is_printable:
            event.stop()
            event.prevent_default()
            return
        else:
            return
        event.stop()
        event.prevent_default()
        self.refresh(layout=True)
        self.post_message(self.Changed())


Cell = CellInput | CellChoice


class RowForm(VerticalScroll, can_focus=False):
    """One row, a cell a line."""

    class Typed(Message):
        """A cell has changed under somebody's fingers."""

        def __init__(self, cells: Mapping[str, str]) -> None:
            super().__init__()
            self.cells = cells

    class Entered(Message):
        """Enter: keep the row."""

        def __init__(self, cells: Mapping[str, str], touched: Mapping[str, str]) -> None:
            super().__init__()
            self.cells = cells
            self.touched = touched
            """Only the cells that differ from what was put in."""

    class Refused(Message):
        """A cell does not take what stands in it."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Ended(Message):
        """Esc: the keyboard goes back to the road."""

        def __init__(self, *, touched: bool) -> None:
            super().__init__()
            self.touched = touched

    def __init__(self, question: Question) -> None:
        super().__init__(classes="row-form")
        self.question = question
        self._title = Static(classes="form-title")
        self._cells: dict[str, Cell] = {
            column.id: CellChoice(column) if column.kind is ColumnKind.CHOICE else CellInput(column)
            for column in question.columns
        }
        self._as_put: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._ends_on_enter = False
        self._given_up = True

    def compose(self) -> ComposeResult:
        """The title, then a line a cell."""
        yield self._title
        for column in self.question.columns:
            with Horizontal(classes="form-line"):
                yield Static(safe(column.text), classes="form-label")
                yield self._cells[column.id]

    def put(self, cells: Mapping[str, str], *, title: str, ends_on_enter: bool) -> None:
        """Start with `cells`."""
        self._title.update(safe(title).stylize("bold"))
        self._ends_on_enter = ends_on_enter
        self._fill(cells)
        self._given_up = False

    def _fill(self, cells: Mapping[str, str]) -> None:
        for column, cell in self._cells.items():
            value = cells.get(column, "")
            if isinstance(cell, CellChoice):
                cell.put(value)
            else:
                cell.value = value
                cell.cursor_position = len(cell.value)
        self._as_put = self.typed
        self._last = self._as_put

    def take_keyboard(self) -> None:
        """Stand in the first cell."""
        self.screen.set_focus(next(iter(self._cells.values())))

    @property
    def typed(self) -> dict[str, str]:
        """The cells as they stand, checked or not."""
        return {column: cell.value for column, cell in self._cells.items()}

    @property
    def touched(self) -> dict[str, str]:
        """The cells that differ from what was put in."""
        return {column: value for column, value in self.typed.items() if value != self._as_put.get(column)}

    @property
    def typed_text(self) -> str:
        """What stands in the cell in hand."""
        focused = self.screen.focused
        return focused.value if isinstance(focused, CellInput) else ""

    def replace_text(self, text: str) -> None:
        """Put another text into the cell in hand."""
        focused = self.screen.focused
        if isinstance(focused, CellInput):
            focused.value = " ".join(text.split())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what people type, not what the program puts in."""
        event.stop()
        self._pass_on()

    def on_cell_choice_changed(self, event: CellChoice.Changed) -> None:
        """Pass on what people pick."""
        event.stop()
        self._pass_on()

    def _pass_on(self) -> None:
        typed = self.typed
        if not self._given_up and typed != self._last:
            self._last = typed
            self.post_message(self.Typed(typed))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a text cell keeps the row."""
        event.stop()
        self._enter()

    def on_key(self, event: events.Key) -> None:
        """Tab goes on, Enter keeps, esc ends."""
        match event.key:
            case "enter":
                self._enter()
            case "tab" | "down":
                self._step(1)
            case "shift+tab" | "up":
                self._step(-1)
            case "escape":
                self._given_up = True
                self.post_message(self.Ended(touched=bool(self.touched)))
            case _:
                return
        event.stop()
        event.prevent_default()

    def _step(self, step: int) -> None:
        cells = list(self._cells.values())
        place = cells.index(self.screen.focused) if self.screen.focused in cells else -1
        target = cells[(place + step) % len(cells)]
        self.screen.set_focus(target)
        self.scroll_to_widget(target, animate=False)

    def _enter(self) -> None:
        kept: dict[str, str] = {}
        for column, cell in self._cells.items():
            try:
                kept[column] = cell.kept()
            except RefusedError as refused:
                self.screen.set_focus(cell)
                self.post_message(self.Refused(str(refused)))
                return
        touched = {column: kept[column] for column in self.touched}
        if self._ends_on_enter:
            self._given_up = True
        elif any(value.strip() for value in kept.values()):
            self._fill({})
            self.take_keyboard()
        self.post_message(self.Entered(kept, touched))
