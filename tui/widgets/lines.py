"""A list of which only the rows in sight are drawn, however long it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Row = TypeVar("Row")

_REMEMBERED = 400
"""Rows drawn lately that are kept; more than any window shows."""


class Lines(ScrollView, Generic[Row], can_focus=True):
    """Rows of equal height, a cursor on one of them.

    The renderer is given (row, width in cells, whether the cursor is on it) and returns the row's content:
    one line, or as many as a row is high, ended by line breaks.
    """

    COMPONENT_CLASSES = {"lines--cursor"}
    DEFAULT_CSS = """
    Lines {
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .lines--cursor { background: $surface; }
        &:focus > .lines--cursor { background: $cursor; }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    ALLOW_SELECT = False

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, lines: Lines[Any], index: int) -> None:
            super().__init__()
            self.lines = lines
            """The list."""
            self.index = index
            """The row's place in it."""

        @property
        def control(self) -> Lines[Any]:
            """The list, for `@on` with a selector."""
            return self.lines

    class Chosen(Moved):
        """A row was chosen with Enter or a double click."""

    def __init__(
        self,
        renderer: Callable[[Row, int, bool], Content],
        *,
        row_height: int = 1,
        gap: int = 0,
        empty: Content | None = None,
        can_stop: Callable[[Row], bool] = lambda _row: True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            renderer: draws a row.
            row_height: lines a row takes.
            gap: blank lines below each row, never under the cursor's colour.
            empty: what is shown where there are no rows.
            can_stop: whether the cursor may stand on a row; headings are passed over.
            id: as for every widget.
            classes: as for every widget.
        """
        super().__init__(id=id, classes=classes)
        self._renderer = renderer
        self._row_height = row_height
        self._gap = gap
        self._empty = empty or Content()
        self._can_stop = can_stop
        self._rows: Sequence[Row] = ()
        self._cursor = -1
        self._strips: dict[tuple[int, bool], list[Strip]] = {}
        """Rows drawn lately, by place and whether the cursor is on them."""

    # -- what the screen uses ----------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """The rows."""
        return self._rows

    @property
    def cursor(self) -> int:
        """The place of the row the cursor is on; -1 where there is none."""
        return self._cursor

    @property
    def row(self) -> Row | None:
        """The row the cursor is on."""
        return self._rows[self._cursor] if 0 <= self._cursor < len(self._rows) else None

    def show(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show other rows; the cursor stays at its place, or goes to `cursor`. Posts no message."""
        self._rows = rows
        wanted = self._cursor if cursor is None else cursor
        self._cursor = self._nearest(max(0, min(wanted, len(rows) - 1)))
        self._measure()
        self.redraw()

    def show_empty(self, content: Content) -> None:
        """What is shown where there are no rows."""
        self._empty = content
        self.redraw()

    def shape(self, *, row_height: int, gap: int = 0) -> None:
        """Give the rows another height."""
        if (row_height, gap) != (self._row_height, self._gap):
            self._row_height, self._gap = row_height, gap
            self._measure()
            self.redraw()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest it may stand on, and bring it into sight."""
        index = self._nearest(max(0, min(index, len(self._rows) - 1)))
        if index != self._cursor:
            for at in (self._cursor, index):
                self.refresh_lines(at * self._pitch, self._row_height)
            self._cursor = index
            self.post_message(self.Moved(self, index))
        self._into_sight()

    def redraw(self) -> None:
        """Draw the rows in sight anew: something they show has changed."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme, or the focus gone elsewhere: other colours."""
        self._strips.clear()
        super().notify_style_update()

    # -- moving ------------------------------------------------------------------------------------

    def _nearest(self, index: int, way: int = 1) -> int:
        """The row at `index`, else the next one `way`, else the next one the other way, it may stand on."""
        for step in (way, -way):
            at = index if step == way else index - way
            while 0 <= at < len(self._rows):
                if self._can_stop(self._rows[at]):
                    return at
                at += step
        return -1

    def action_move(self, by: int) -> None:
        """One row up or down, over what the cursor may not stand on."""
        at = self._cursor + by
        while 0 <= at < len(self._rows) and not self._can_stop(self._rows[at]):
            at += by
        if 0 <= at < len(self._rows):
            self.move_to(at)

    def action_page(self, by: int) -> None:
        """As many rows as are in sight, up or down."""
        page = max(1, self.scrollable_content_region.height // self._pitch - 1)
        at = max(0, min(self._cursor + by * page, len(self._rows) - 1))
        self.move_to(self._nearest(at, by))

    def action_end(self, way: int) -> None:
        """To the first row or the last."""
        self.move_to(self._nearest(0 if way < 0 else len(self._rows) - 1, -way))

    def action_choose(self) -> None:
        """Choose the row the cursor is on."""
        if self.row is not None:
            self.post_message(self.Chosen(self, self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click chooses."""
        index = (event.get_content_offset_capture(self).y + self.scroll_offset.y) // self._pitch
        if 0 <= index < len(self._rows) and self._can_stop(self._rows[index]):
            self.move_to(index)
            if event.chain == 2:
                self.action_choose()

    # -- drawing -----------------------------------------------------------------------------------

    @property
    def _pitch(self) -> int:
        return self._row_height + self._gap

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._rows) * self._pitch)

    def on_resize(self) -> None:
        """A smaller window still shows the row the cursor is on."""
        self._strips.clear()
        self._into_sight()

    def _into_sight(self) -> None:
        """Bring the cursor's row into sight, and the headings right above it where they fit."""
        if self._cursor < 0:
            return
        top = self._cursor
        fitting = self.scrollable_content_region.height // self._pitch
        while top > 0 and self._cursor - top + 1 < fitting and not self._can_stop(self._rows[top - 1]):
            top -= 1
        height = (self._cursor - top) * self._pitch + self._row_height
        self.scroll_to_region(Region(0, top * self._pitch, 1, height), animate=False, x_axis=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        wide = self.scrollable_content_region.width
        if not self._rows:
            return self._line(self._draw(self._empty, wide, on_cursor=False), y, wide)
        index, line = divmod(y + self.scroll_offset.y, self._pitch)
        if index >= len(self._rows) or line >= self._row_height:
            return self._line([], 0, wide)
        on_cursor = index == self._cursor
        strips = self._strips.get((index, on_cursor))
        if strips is None:
            if len(self._strips) > _REMEMBERED:
                self._strips.clear()
            content = self._renderer(self._rows[index], wide, on_cursor)
            strips = self._strips[index, on_cursor] = self._draw(content, wide, on_cursor=on_cursor)
        return self._line(strips, line, wide)

    def _draw(self, content: Content, wide: int, *, on_cursor: bool) -> list[Strip]:
        style = self.get_visual_style("lines--cursor") if on_cursor else self.visual_style
        return Visual.to_strips(self, content, wide, None, style, pad=True, apply_selection=False)

    def _line(self, strips: list[Strip], line: int, wide: int) -> Strip:
        return strips[line] if line < len(strips) else Strip.blank(wide, self.visual_style.rich_style)
