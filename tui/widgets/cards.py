"""A list whose items may take several lines, drawn line by line: only what is in sight costs anything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.document.wrapping import fit, one_strip, wrap


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: what it stands for and how it is drawn."""

    id: str
    """What the item stands for; empty for a line nobody can choose."""
    content: Content
    """What is drawn, wrapped to the width there is."""
    indent: int = 0
    """Cells before every line but the first."""
    right: Content | None = None
    """What stands at the right end of the first line; its width is kept free."""


class Cards(ScrollView):
    """A list on the Line API with a cursor, for cards that wrap and for outlines that do not."""

    COMPONENT_CLASSES = {"cards--here"}
    DEFAULT_CSS = "Cards > .cards--here { background: $cursor; text-style: bold; }"

    can_focus = False

    class Picked(Message):
        """An item was clicked."""

        def __init__(self, cards: Cards, item: str) -> None:
            super().__init__()
            self.cards = cards
            self.item = item

        @property
        def control(self) -> Cards:
            """The list it was clicked in."""
            return self.cards

    def __init__(self, *, wrap: bool = True, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wrap = wrap
        self._items: tuple[Item, ...] = ()
        self._cursor: str | None = None
        self._in_sight = ""
        """The id of the item that is to be in sight."""
        self._tops: list[int] = []
        self._layout_width = -1
        self._wrapped: dict[tuple[Content, int], list[Content]] = {}
        self._drawn: dict[tuple[Content, int, bool], list[Strip]] = {}

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def items(self) -> tuple[Item, ...]:
        """What is listed."""
        return self._items

    def show(self, items: Sequence[Item], cursor: str | None = None) -> None:
        """List `items`, with the cursor on the one whose id is `cursor`."""
        listed = tuple(items)
        same = listed is self._items or listed == self._items
        if same and cursor == self._cursor:
            return
        self._cursor = cursor
        if not same:
            self._items = listed
            self._lay_out()
        self.refresh()

    def reveal(self, id: str) -> None:
        """Scroll so that an item is in sight."""
        self._in_sight = id
        place = next((n for n, item in enumerate(self._items) if item.id == id), None)
        if place is None or place + 1 >= len(self._tops):
            return  # Not laid out yet: whoever lists it calls again once there is room.
        top = self._tops[place]
        height = self._tops[place + 1] - top
        # A little of what stands around it comes along, where there is room for that.
        around = max(0, min(3, (self.size.height - height) // 2))
        region = Region(0, max(0, top - around), 1, min(height + 2 * around, self.size.height))
        self.scroll_to_region(region, animate=False, force=True)

    @property
    def content_height(self) -> int:
        """How many lines all items take together."""
        return self._tops[-1] if self._tops else 0

    # -- layout ----------------------------------------------------------------------------------

    def _room(self, item: Item, width: int) -> int:
        return max(4, width - item.indent - (item.right.cell_length + 1 if item.right else 0))

    def _height(self, item: Item, width: int) -> int:
        if not self._wrap:
            return 1
        return len(self._lines(item, width))

    def _lines(self, item: Item, width: int) -> list[Content]:
        """An item's lines at a width; wrapping is done once."""
        room = self._room(item, width)
        if not self._wrap:
            return [fit(item.content.first_line, room).rstrip()]
        key = (item.content, room)
        lines = self._wrapped.get(key)
        if lines is None:
            lines = self._wrapped[key] = wrap(item.content, room)
        return lines

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        self._layout_width = width
        if not width:
            self._tops = []
            return
        if len(self._wrapped) > 4 * len(self._items) + 1000:
            self._wrapped.clear()
        tops = [0]
        for item in self._items:
            tops.append(tops[-1] + self._height(item, width))
        self._tops = tops
        self.virtual_size = Size(width, tops[-1])

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew when the width has changed."""
        if self.scrollable_content_region.width != self._layout_width:
            self._lay_out()
            self.refresh()

    def on_show(self) -> None:
        """Where it was not displayed it could not scroll."""
        if self._in_sight:
            self.reveal(self._in_sight)

    def notify_style_update(self) -> None:
        """Draw anew when colours have changed."""
        super().notify_style_update()
        self._drawn.clear()

    # -- drawing ---------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        width = self.scrollable_content_region.width
        if width != self._layout_width:
            self._lay_out()
        line = y + self.scroll_offset.y
        place = bisect_right(self._tops, line) - 1
        background = self.visual_style
        if not self._tops or place >= len(self._items) or place < 0:
            return Strip.blank(width, background.rich_style)
        item = self._items[place]
        strips = self._strips(item, width, here=bool(item.id) and item.id == self._cursor)
        within = line - self._tops[place]
        return strips[within] if within < len(strips) else Strip.blank(width, background.rich_style)

    def _strips(self, item: Item, width: int, *, here: bool) -> list[Strip]:
        content = item.content if item.right is None else Content.assemble(item.content, "\0", item.right)
        key = (content, width * 64 + item.indent, here)
        strips = self._drawn.get(key)
        if strips is None:
            if len(self._drawn) > 2000:
                self._drawn.clear()
            strips = self._drawn[key] = self._draw(item, width, here=here)
        return strips

    def _draw(self, item: Item, width: int, *, here: bool) -> list[Strip]:
        style = self.get_visual_style("cards--here") if here else self.visual_style
        room = self._room(item, width)
        lines = [one_strip(self, line, style) for line in self._lines(item, width)]
        blank = style.rich_style
        drawn: list[Strip] = []
        for number, line in enumerate(lines):
            row = line.extend_cell_length(room, blank) if number == 0 else line
            if number and item.indent:
                row = Strip.join([Strip.blank(item.indent, blank), row])
            if number == 0 and item.right is not None:
                right = one_strip(self, item.right, style)
                gap = width - room - item.right.cell_length
                row = Strip.join([row, Strip.blank(max(0, gap), blank), right])
            drawn.append(row.extend_cell_length(width, blank).crop(0, width))
        return drawn

    def on_click(self, event: events.Click) -> None:
        """Say which item was clicked."""
        line = event.y + self.scroll_offset.y
        place = bisect_right(self._tops, line) - 1
        if 0 <= place < len(self._items) and self._items[place].id:
            self.post_message(self.Picked(self, self._items[place].id))
