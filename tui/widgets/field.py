"""The field a note is written in: Enter keeps, ctrl+j breaks the line, Tab changes the side, esc ends."""

from __future__ import annotations

import contextlib

from textual import events
from textual.message import Message
from textual.widgets import TextArea


class Field(TextArea):
    """A text field that grows with its text and leaves every decision to the screen."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        min-height: 1;
        max-height: 8;
        border: none;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: transparent; }
        & .text-area--placeholder { color: $quiet; }
        & .text-area--cursor { color: $background; background: $foreground; }
    }
    """

    class Typed(Message):
        """The text has changed under somebody's fingers."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    class Entered(Message):
        """Enter: keep what stood here."""

        def __init__(self, field: Field, text: str, *, touched: bool) -> None:
            super().__init__()
            self.field = field
            self.text = text
            self.touched = touched

    class Tabbed(Message):
        """Tab: the other side."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    class Ended(Message):
        """Esc: the keyboard goes back to the road."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, compact=True, highlight_cursor_line=False)
        self.ends_on_enter = False
        """Whether Enter closes the field, as for an edit, or clears it for the next note."""
        self._as_set = ""
        self._last = ""
        self._given_up = False

    @property
    def mangled(self) -> bool:
        """Whether the text that was put in holds a character the field cannot keep."""
        return self._start != self._as_set

    @property
    def touched(self) -> bool:
        """Whether the text differs from what was put in."""
        return self.text != self._start

    _start = ""

    def put(self, text: str) -> None:
        """Start with `text`, the cursor at its end."""
        self._given_up = False
        self._as_set = text
        self.text = text
        # What the field makes of the text is the state in which nobody has touched it.
        self._start = self._last = self.text
        self.move_cursor(self.document.end)

    def type_over(self, text: str) -> None:
        """Replace everything, as if it had been typed."""
        self.text = text
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass on what people type, not what the program puts in."""
        event.stop()
        if self.text != self._last and not self._given_up:
            self._last = self.text
            self.post_message(self.Typed(self, self.text))

    async def _on_key(self, event: events.Key) -> None:
        if self._given_up:
            # Typed ahead of the screen: the key belongs to whatever has the keyboard by now.
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
            return
        act: Message | None = None
        match event.key:
            case "enter":
                act = self._entered()
            case "ctrl+j" | "shift+enter":
                self.insert("\n")
            case "tab" | "shift+tab":
                self._given_up = True
                act = self.Tabbed(self, self.text)
            case "escape":
                self._given_up = True
                act = self.Ended(self, self.text)
            case _:
                await super()._on_key(event)
                return
        event.stop()
        event.prevent_default()
        if act is not None:
            self.post_message(act)

    def _entered(self) -> Entered:
        """Give the text up at once: what is typed from here on belongs to the next note."""
        entered = self.Entered(self, self.text, touched=self.touched)
        if entered.text.strip():
            if self.ends_on_enter:
                self._given_up = True
            else:
                self.put("")
        return entered

    def on_focus(self) -> None:
        """Show the terminal's own cursor, which magnifiers, Braille lines and input methods follow."""
        self._terminal_cursor(shown=True)

    def on_blur(self) -> None:
        """Hide the terminal's own cursor again."""
        self._terminal_cursor(shown=False)

    def _terminal_cursor(self, *, shown: bool) -> None:
        driver = self.app._driver
        if driver is not None and not self.app.is_headless:
            with contextlib.suppress(OSError, ValueError):
                driver.write("\x1b[?25h" if shown else "\x1b[?25l")
