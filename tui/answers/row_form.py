"""The form that writes one row of a ledger: a cell a line, Tab from cell to cell, Enter keeps the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, Static

from templates.cells.width import end_of, width
from templates.filled_page.rough_dates import period_columns
from templates.words import _
from templates.workbook.model import Column, ColumnKind, Question
from tui.document.wrapping import wrap
from tui.terminal.keys_in_order import InOrder
from tui.widgets.entry import Entry
from tui.words import typed_values
from tui.words.refused import RefusedError
from tui.words.safe_content import safe


class RowDesk(Protocol):
    """Who is told what happens in a form: by a call, for a message would arrive behind the keys typed after it."""

    def row_typed(self, cells: Mapping[str, str]) -> None:
        """The cells have changed under somebody's fingers."""

    def row_entered(self, cells: Mapping[str, str], touched: Mapping[str, str]) -> None:
        """Enter: keep the row; `touched` are the cells that differ from those put in."""

    def row_refused(self, sentence: str) -> None:
        """A cell does not take what stands in it."""

    def row_ended(self, *, touched: bool) -> None:
        """Esc: the keyboard goes back to the road."""


_HARD_SPACE = "\u00a0"
"""A space no line ends at."""


class CellInput(Entry):
    """A cell that takes text, a date or a number, and says at once when it cannot."""

    DEFAULT_CSS = """
    CellInput {
        width: 1fr;
        &.-odd { color: $error; }
    }
    """

    def __init__(self, column: Column, form: RowForm) -> None:
        super().__init__()
        self.column = column
        self._form = form
        if column.kind is ColumnKind.DATE:
            self.placeholder = _("2026-03-31, or 2026-03")
        elif column.kind is ColumnKind.NUMBER:
            self.placeholder = _("a number")

    def take_key(self, event: events.Key) -> bool:
        """What leads out of the cell is the form's."""
        return self._form.take_key(event)

    def kept(self) -> str:
        """The cell as it will be kept.

        Raises:
            RefusedError: the column does not take what stands here.
        """
        return typed_values.cell(self.column, self.value)

    def watch_value(self, _value: str) -> None:
        """Show at once whether the column takes what stands here."""
        try:
            self.kept()
            self.remove_class("-odd")
        except RefusedError:
            self.add_class("-odd")


def packed(options: Iterable[Content], width: int) -> list[Content]:
    """Options in lines: as many on each as fit, and none broken that fits a line of its own."""
    lines: list[Content] = []
    for option in options:
        beside = Content.assemble(lines[-1], "   ", option) if lines else option
        if lines and beside.cell_length <= width:
            lines[-1] = beside
        else:
            lines += wrap(option, width)
    return lines


class CellChoice(InOrder, Widget, can_focus=True):
    """A cell that offers its column's options: a number or an arrow picks, backspace clears."""

    DEFAULT_CSS = """
    CellChoice { height: auto; width: 1fr; padding: 0 1; background: $panel; }
    CellChoice:focus { background: $cursor; }
    """

    def __init__(self, column: Column, form: RowForm) -> None:
        super().__init__()
        self.column = column
        self._form = form
        self.value = ""

    def kept(self) -> str:
        """The id of the option picked, or an empty text."""
        return self.value

    def put(self, value: str) -> None:
        """Stand on an option."""
        self.value = value
        self.refresh(layout=True)

    def render(self) -> Content:
        """All options, line by line."""
        return Content("\n").join(packed(self._options(), self.content_size.width or 80))

    def _options(self) -> Iterator[Content]:
        """The options, the picked one marked by sign and weight."""
        for number, option in enumerate(self.column.options, 1):
            here = option.id == self.value
            mark = "(•)" if here else f"({_HARD_SPACE})"
            words = safe(option.text.replace(" ", _HARD_SPACE)).stylize("bold" if here else "")
            yield Content.assemble((f"{number}{_HARD_SPACE}", "$quiet"), mark, _HARD_SPACE, words)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options take."""
        del container, viewport
        return len(packed(self._options(), max(1, width)))

    def take_key(self, event: events.Key) -> bool:
        """Pick by number, go by arrow, clear by backspace; other letters do nothing here."""
        if self._form.take_key(event):
            return True
        options = [option.id for option in self.column.options]
        place = options.index(self.value) if self.value in options else None
        character = event.character or ""
        if character.isdecimal() and (int(character) or 10) <= len(options):
            self.value = options[(int(character) or 10) - 1]
        elif event.key == "right":
            self.value = options[0 if place is None else (place + 1) % len(options)]
        elif event.key == "left":
            self.value = options[-1 if place is None else place - 1]
        elif event.key in ("backspace", "delete"):
            self.value = ""
        else:
            return event.is_printable
        self.refresh(layout=True)
        self._form.changed()
        return True


Cell = CellInput | CellChoice
ECHOED = 5
"""How many widths of a cell are shown at most of a text that is longer than it."""


class Echo(Static):
    """All of a text that is longer than its cell, below it: whoever looks on reads along."""

    DEFAULT_CSS = "Echo { display: none; height: auto; max-height: 6; color: $quiet; }"

    def __init__(self, column: str) -> None:
        super().__init__(markup=False)
        self.column = column

    def follow(self, cell: CellInput) -> None:
        """Show what stands in a cell, where the keyboard is in it and it shows only a part."""
        shown = cell.has_focus and width(cell.value) >= max(1, cell.content_size.width)
        self.display = shown
        if shown:
            self.update(safe(end_of(cell.value, ECHOED * max(1, cell.content_size.width))))


class RowForm(VerticalScroll, can_focus=False):
    """One row, a cell a line."""

    # Not among the road's: an action is changed where nobody has been on the road, too.
    DEFAULT_CSS = """
    RowForm { height: auto; max-height: 75%; border-top: solid $rule; }
    RowForm .form-line { height: auto; }
    RowForm .form-label { width: 22; height: auto; color: $quiet; padding-right: 1; }
    """

    def __init__(self, question: Question, desk: RowDesk) -> None:
        super().__init__(classes="row-form")
        self.question = question
        self._desk = desk
        self._title = Static(classes="form-title")
        self._cells: dict[str, Cell] = {
            column.id: CellChoice(column, self) if column.kind is ColumnKind.CHOICE else CellInput(column, self)
            for column in question.columns
        }
        self._as_put: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self._ends_on_enter = False
        self.past_the_end: Callable[[], bool] = lambda: False
        """What Tab does behind the last cell; false where it goes back to the first."""

    def compose(self) -> ComposeResult:
        """The title, then a line a cell."""
        yield self._title
        for column in self.question.columns:
            with Horizontal(classes="form-line"):
                yield Static(safe(column.text), classes="form-label")
                yield self._cells[column.id]
            if column.kind is ColumnKind.TEXT:
                yield Echo(column.id)

    def put(
        self,
        cells: Mapping[str, str],
        *,
        title: str,
        ends_on_enter: bool,
        instead_of: Mapping[str, str] | None = None,
    ) -> None:
        """Start with `cells`; `instead_of` is what stands kept, where that is another row."""
        self._title.update(safe(title).stylize("bold"))
        self._ends_on_enter = ends_on_enter
        self._fill(cells)
        if instead_of is not None:
            self._as_put = {column: instead_of.get(column, "") for column in self._cells}

    def _fill(self, cells: Mapping[str, str]) -> None:
        for column, cell in self._cells.items():
            value = cells.get(column, "")
            if isinstance(cell, CellChoice):
                cell.put(value)
            else:
                cell.value = value
                cell.cursor_position = len(cell.value)
        self._as_put = self._told = self.typed

    def take_keyboard(self, at: str = "") -> None:
        """Stand in the first cell, or in the one of the column whose id is `at`."""
        cell = self._cells.get(at) or next(iter(self._cells.values()))
        self.screen.set_focus(cell)
        if at:
            self.scroll_to_widget(cell, animate=False)

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
            focused.value = " ".join(text.splitlines()).strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what people type, not what the program puts in."""
        event.stop()
        self.changed()
        self._echo()

    def on_descendant_focus(self) -> None:
        """Another cell has the keyboard."""
        self.call_after_refresh(self._echo)

    def _echo(self) -> None:
        for echo in self.query(Echo):
            cell = self._cells[echo.column]
            if isinstance(cell, CellInput):
                echo.follow(cell)

    def changed(self) -> None:
        """Tell what stands in the cells, where that is new."""
        typed = self.typed
        if typed != self._told:
            self._told = typed
            self._desk.row_typed(typed)

    def take_key(self, event: events.Key) -> bool:
        """Tab goes on, Enter keeps, esc ends."""
        match event.key:
            case "enter":
                self._enter()
            case "tab" if self._at_the_end and self.past_the_end():
                pass
            case "tab" | "down":
                self._step(1)
            case "shift+tab" | "up":
                self._step(-1)
            case "escape":
                self.changed()
                self._desk.row_ended(touched=bool(self.touched))
            case _:
                return False
        return True

    @property
    def _at_the_end(self) -> bool:
        return self.screen.focused is list(self._cells.values())[-1]

    def _step(self, step: int) -> None:
        cells = list(self._cells.values())
        place = cells.index(self.screen.focused) if self.screen.focused in cells else -1
        target = cells[(place + step) % len(cells)]
        self.screen.set_focus(target)
        self.scroll_to_widget(target, animate=False)

    def _fits(self, kept: Mapping[str, str]) -> bool:
        """Whether the cells fit one another; where they do not, say so and stand in the last one touched."""
        try:
            typed_values.whole_row(self.question, kept, self._as_put)
        except RefusedError as refused:
            columns = period_columns(self.question) or ()
            cell = next((self._cells[column] for column in reversed(columns) if column in self.touched), None)
            if cell is not None:
                self.screen.set_focus(cell)
                self.scroll_to_widget(cell, animate=False)
            self._desk.row_refused(str(refused))
            return False
        return True

    def _enter(self) -> None:
        self.changed()
        kept: dict[str, str] = {}
        for column, cell in self._cells.items():
            try:
                # A cell nobody has touched stays as it is, even one its column would not take today.
                kept[column] = cell.kept() if column in self.touched else cell.value
            except RefusedError as refused:
                self.screen.set_focus(cell)
                self.scroll_to_widget(cell, animate=False)
                self._desk.row_refused(str(refused))
                return
        if not self._fits(kept):
            return
        touched = {column: kept[column] for column in self.touched}
        if not self._ends_on_enter and any(value.strip() for value in kept.values()):
            # What is typed from here on belongs to the next row.
            self._fill({})
            self.take_keyboard()
        self._desk.row_entered(kept, touched)
