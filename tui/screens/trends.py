"""Trends: what changes from one retrospective to the next, with one counterpart at a time or over all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from storage.errors import StorageError
from templates.words import _
from tui.base.screen import Room
from tui.keys.command import Command, bindings
from tui.keys.trends import ALL, BACK, NEXT, PREVIOUS
from tui.widgets.cards import Cards, Item
from tui.widgets.footer import KeyFooter
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

if TYPE_CHECKING:
    from templates.trends import Trend
    from templates.trends.in_words import Told


_STYLES = ("bold $primary", "bold", "", "$quiet")
"""How a line is drawn, by how far in it stands."""


class TrendsScreen(Room[None]):
    """Several retrospectives after one another."""

    CSS = """
    TrendsScreen #trends-title { height: 1; margin: 1 2; }
    TrendsScreen #trends-lines { height: 1fr; padding: 0 2; }
    """
    COMMANDS = ALL
    BINDINGS = bindings(COMMANDS)
    _lines = getters.query_one("#trends-lines", Cards)
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__()
        self._trends: tuple[Trend, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Whom it is about, the lines, the keys."""
        yield Static(id="trends-title")
        yield Cards(id="trends-lines")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read what there is to compare."""
        from storage.trends import meetings
        from templates.trends import trends

        try:
            self._trends = trends(meetings(self.app.shelf))
        except StorageError as error:
            self.app.say(str(error), warn=True)
        self.draw()

    def draw(self) -> None:
        """Draw the counterpart in view."""
        from templates.trends.in_words import told

        lines = tuple(told(self._trends[self._at])) if self._trends else ()
        place = f"  {self._at + 1}/{len(self._trends)}" if self._trends else ""
        self.query_one("#trends-title", Static).update(
            Content.assemble((_("From one retrospective to the next"), "bold $primary"), (place, "$quiet"))
        )
        nothing = Item("", Content.styled(_("There is nothing to compare yet."), "$quiet"))
        items = [_item(line) for line in lines] or [nothing]
        cards = self._lines
        cards.show(items)
        cards.scroll_home(animate=False)
        self.query_one(KeyFooter).refresh()

    # -- its commands ------------------------------------------------------------------------------

    def footer_commands(self) -> tuple[Command, ...]:
        """Other counterparts only where there are any."""
        return (NEXT, PREVIOUS, BACK) if len(self._trends) > 1 else (BACK,)

    def help_title(self) -> str:
        """The help page's title."""
        return _("From one retrospective to the next")

    def help_lines(self) -> tuple[str, ...]:
        """What is compared with what."""
        return (
            _("With each counterpart by itself, then over all, the oldest retrospective first."),
            _("Medians of each side; nothing is averaged over several retrospectives. Private answers are left out."),
        )

    def action_other(self, step: int) -> None:
        """Another counterpart, or all."""
        if self._trends:
            self._at = (self._at + step) % len(self._trends)
            self.draw()

    def action_move(self, step: int) -> None:
        """Scroll a line."""
        self._lines.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll a page."""
        cards = self._lines
        cards.scroll_relative(y=step * max(1, cards.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Back to the shelf."""
        self.dismiss(None)


def _item(line: Told) -> Item:
    """A line, further in the more it is a detail; a section has a blank line above it."""
    indent = 2 * max(line.level - 1, 0)
    text = safe(one_line(line.text)).stylize(_STYLES[line.level])
    above = "\n" if line.level == 1 else ""
    return Item("", Content.assemble(above, " " * indent, text), indent=indent)
