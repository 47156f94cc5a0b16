"""The field a note is written in: Enter keeps, ctrl+j breaks the line, Tab changes the side, esc ends."""

from __future__ import annotations

from typing import Protocol

from textual import events
from textual.strip import Strip
from textual.widgets import TextArea

from templates.text import keep
from templates.words import _
from tui.terminal.cursor import show_cursor
from tui.terminal.keys_in_order import InOrder
from tui.widgets.pasted import Said, said_of, said_of_length, too_long
from tui.words.safe_content import harmless

_CHANGES = frozenset({"backspace", "delete", "ctrl+j", "shift+enter"})
BEGINNING = 300
"""Signs shown of a text that is too long for the field."""


class Desk(Protocol):
    """Who is told what happens in a field: by a call, for a message would arrive behind the keys typed after it."""

    def field_typed(self, words: str) -> None:
        """The words have changed under somebody's fingers."""

    def field_entered(self, words: str, *, touched: bool) -> None:
        """Enter: keep what stood here."""

    def field_tabbed(self) -> None:
        """Tab: the other side."""

    def field_ended(self) -> None:
        """Esc: the keyboard goes back to the road."""


class Field(InOrder, TextArea):
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

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        """A field of `desk`."""
        super().__init__("", id=id, compact=True, highlight_cursor_line=False)
        self._desk = desk
        self.ends_on_enter = False
        """Whether Enter closes the field, as for an edit, or clears it for the next note."""
        self._put = ""
        self._exact = ""
        self._shows = ""
        self._told = ""

    @property
    def words(self) -> str:
        """What is to be kept: the text as it was given, where nobody has changed what the field makes of it."""
        return self._exact if self.text == self._shows else self.text

    @property
    def mangled(self) -> bool:
        """Whether the text that was given holds a character the field cannot keep."""
        return self._exact != self._shows

    @property
    def touched(self) -> bool:
        """Whether the words differ from those that were put in."""
        return self.words != self._put

    def put(self, text: str, *, instead_of: str | None = None) -> None:
        """Start with `text`, the cursor at its end; `instead_of` is what stands kept, where that is another."""
        self._take(text)
        self._told = text
        self._put = text if instead_of is None else instead_of

    def type_over(self, text: str) -> None:
        """Replace everything, as if it had been typed."""
        self._take(text)
        self._tell()

    @property
    def trouble(self) -> str:
        """The sentence about a text the field holds and cannot show as it is, or an empty text."""
        if self.read_only:
            return said_of_length(self._exact)
        if self.mangled and self.text == self._shows:
            return _("This text holds a line break this field cannot keep; F4 opens it in your editor.")
        return ""

    def _take(self, text: str) -> None:
        # A text too long to type in is held as it is, and only its beginning shown.
        self.read_only = too_long(text)
        self.text = " ".join(text[:BEGINNING].split()) + " …" if self.read_only else text
        self._exact, self._shows = text, self.text
        self.move_cursor((0, 0) if self.read_only else self.document.end)

    def _tell(self) -> None:
        words = self.words
        if words != self._told:
            self._told = words
            self._desk.field_typed(words)

    async def on_paste(self, event: events.Paste) -> None:
        """Take in what was copied, all of it and exactly, or say what could not be."""
        event.stop()
        event.prevent_default()
        if self.has_led_away:
            # A key before it has led the keyboard elsewhere.
            await self.app.on_event(events.Paste(event.text))
            return
        pasted = keep(event.text)
        begin, end = sorted(self.selection)
        before, over = self.get_text_range((0, 0), begin), self.get_text_range(begin, end)
        words = self.words
        if self.read_only or len(words) != len(self.text):
            whole = words + pasted.text
        else:
            whole = words[: len(before)] + pasted.text + words[len(before) + len(over) :]
        if too_long(whole):
            self._take(whole)
        else:
            inserted = self.insert(pasted.text, begin) if begin == end else self.replace(pasted.text, begin, end)
            self.move_cursor(inserted.end_location)
            self._exact, self._shows = whole, self.text
        self._tell()
        if sentence := " ".join(filter(None, (said_of(pasted), self.trouble))):
            self.post_message(Said(sentence))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass on what people type, not what the program puts in."""
        event.stop()
        self._tell()

    def take_key(self, event: events.Key) -> bool:
        """Enter keeps, ctrl+j breaks the line, Tab changes the side, esc ends."""
        match event.key:
            case "ctrl+j" | "shift+enter" if not self.read_only:
                self.insert("\n")
            case "enter":
                self._tell()
                words, touched = self.words, self.touched
                if words.strip() and not self.ends_on_enter:
                    # What is typed from here on belongs to the next note.
                    self.put("")
                self._desk.field_entered(words, touched=touched)
            case "tab" | "shift+tab":
                self._tell()
                self._desk.field_tabbed()
            case "escape":
                self._tell()
                self._desk.field_ended()
            case _ if self.read_only and (event.is_printable or event.key in _CHANGES):
                self.post_message(Said(self.trouble))
            case _:
                return False
        return True

    def render_line(self, y: int) -> Strip:
        """A line as a terminal may be given it: no text sends it a control code."""
        return harmless(super().render_line(y))

    def on_focus(self) -> None:
        """Show the terminal's own cursor, which magnifiers, Braille lines and input methods follow."""
        show_cursor(self.app, shown=True)

    def on_blur(self) -> None:
        """Hide the terminal's own cursor again."""
        show_cursor(self.app, shown=False)
