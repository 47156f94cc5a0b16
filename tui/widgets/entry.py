"""A field of one line, with the terminal's real cursor in it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.strip import Strip
from textual.widgets import Input

from templates.text import keep
from templates.words import _
from tui.terminal.cursor import show_cursor
from tui.terminal.keys_in_order import InOrder
from tui.widgets.pasted import LONG_LINE, Said, said_of
from tui.words.safe_content import harmless


class Entry(InOrder, Input):
    """A one-line field; magnifiers, Braille lines and input methods find it by the real cursor."""

    DEFAULT_CSS = """
    Entry {
        width: 100%;
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        &:focus { border: none; background: $cursor; }
        & > .input--placeholder { color: $quiet; }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        entered: Callable[[str], None] | None = None,
    ) -> None:
        """A field that holds `value`; the cursor stands at its end, nothing is selected.

        Args:
            value: what stands in it.
            placeholder: what is shown where nothing does.
            id: what its screen finds it by.
            entered: what Enter does with the text, at once: what is typed behind it belongs to what comes next.
        """
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self._entered = entered

    def take_key(self, event: events.Key) -> bool:
        """Enter gives the text to whoever wants it at once."""
        if event.key == "enter" and self._entered is not None:
            self._entered(self.value)
            return True
        return super().take_key(event)

    def render_line(self, y: int) -> Strip:
        """The line as a terminal may be given it: no text sends it a control code."""
        return harmless(super().render_line(y))

    async def on_paste(self, event: events.Paste) -> None:
        """Several lines are pasted as one; Textual would silently take the first alone."""
        event.stop()
        event.prevent_default()
        if self.has_led_away:
            # A key before it has led the keyboard elsewhere.
            await self.app.on_event(events.Paste(event.text))
            return
        pasted = keep(event.text)
        line = " ".join(pasted.text.split("\n")).strip()
        if len(self.value) + len(line) > LONG_LINE:
            said = _("{n} characters are too many for one line; nothing was pasted.").format(n=f"{len(line):,}")
            self.post_message(Said(said))
            return
        self.replace(line, *self.selection)
        if sentence := said_of(pasted):
            self.post_message(Said(sentence))

    def on_focus(self) -> None:
        """Show the cursor."""
        show_cursor(self.app, shown=True)

    def on_blur(self) -> None:
        """Hide it again."""
        show_cursor(self.app, shown=False)

    def on_unmount(self) -> None:
        """A field that goes takes the cursor with it."""
        if self.has_focus:
            show_cursor(self.app, shown=False)
