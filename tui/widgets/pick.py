"""A field that chooses one of a few things with the left and right arrows."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from templates.cells.width import width
from tui.words.safe_content import safe
from tui.words.safe_text import one_line


class Pick(Widget, can_focus=True):
    """Shows `‹ Four phases ›`."""

    DEFAULT_CSS = """
    Pick { width: 100%; height: 1; padding: 0 1; }
    Pick:focus { background: $cursor; }
    """
    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
    ]
    ALLOW_SELECT = False

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick
            """The field."""

        @property
        def control(self) -> Pick:
            """The field, for `@on` with a selector."""
            return self.pick

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        """Offer `options`.

        Args:
            options: (value, word) of each.
            value: the one chosen at first.
            id: as for every widget.
        """
        super().__init__(id=id)
        self._options: tuple[tuple[str, str], ...] = ()
        self._index = 0
        self.offer(options, value)

    def offer(self, options: Sequence[tuple[str, str]], value: str) -> None:
        """Offer other options; posts no message."""
        self._options = tuple(options)
        self._index = next((i for i, (option, _word) in enumerate(self._options) if option == value), 0)
        self.refresh()

    @property
    def value(self) -> str:
        """The value of the option chosen."""
        return self._options[self._index][0]

    @property
    def _word(self) -> str:
        return one_line(self._options[self._index][1])

    def render(self) -> Content:
        """The chosen word between two arrows; a lone option has none."""
        if len(self._options) < 2:
            return safe(self._word)
        return Content.assemble(("‹ ", "bold $accent"), safe(self._word), (" ›", "bold $accent"))

    def action_turn(self, by: int) -> None:
        """The next option, or the one before; round and round."""
        if len(self._options) > 1:
            self._index = (self._index + by) % len(self._options)
            self.refresh()
            self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """The left arrow turns back, everything else turns on."""
        x = event.get_content_offset_capture(self).x
        if x < width(self._word) + 4:
            self.action_turn(-1 if x < 2 else 1)


class LongPick(Pick):
    """One of many: the arrows turn as ever; Space, or a letter of what is looked for, opens the list."""

    BINDINGS = [Binding("space", "open", show=False)]

    class Opened(Message):
        """The list is wanted."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed
            """The letter that was typed, or an empty text."""

    class Entered(Message):
        """Enter was pressed, after every letter that was typed before it."""

    def enter(self) -> None:
        """Say that Enter was pressed: behind the letters still on their way, which may open the list."""
        self.call_later(self.post_message, self.Entered())

    def type(self, letter: str) -> None:
        """Say that a letter was typed that belongs behind those still on their way."""
        self.call_later(self.post_message, self.Opened(letter))

    def on_key(self, event: events.Key) -> None:
        """A letter begins to look for what it begins."""
        if event.character and event.character.isalnum():
            event.stop()
            event.prevent_default()
            self.post_message(self.Opened(event.character))

    def action_open(self) -> None:
        """Show the whole list."""
        self.post_message(self.Opened(""))
