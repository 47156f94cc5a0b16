"""What a window shows that is too small to work in."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from templates.words import _
from tui.base.dialog import Dialog
from tui.terminal.keys_in_order import InOrder

COLUMNS = 64
"""The fewest columns to work in."""
LINES = 18
"""The fewest lines to work in."""


def fits(size: Size) -> bool:
    """Whether a window is large enough to work in."""
    return size.width >= COLUMNS and size.height >= LINES


class TooSmall(Dialog[None]):
    """A sentence in place of everything, until the window has grown."""

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say how large the window is, or go."""
        if self._gone(event.size):
            return
        sentence = _(
            "This window is a little too small: {here}. Please make it at least {needed}; "
            "80x24 is comfortable. Nothing is lost."
        )
        here = f"{event.size.width}x{event.size.height}"
        self.query_one(Static).update(sentence.format(here=here, needed=f"{COLUMNS}x{LINES}"))

    passes_keys_on = True
    """What is typed goes to the field below, as it is."""

    def on_key(self, event: events.Key) -> None:
        """Whoever is writing goes on writing: the field below takes the keys; nothing else that is hidden does."""
        stack = self.app.screen_stack
        below = stack[-2].focused if len(stack) > 1 and stack[-1] is self else None
        if isinstance(below, InOrder):
            event.stop()
            below.post_message(events.Key(event.key, event.character))

    def on_screen_resume(self) -> None:
        """The window may have grown while another screen stood on top."""
        self._gone(self.app.size)

    def _gone(self, size: Size) -> bool:
        if fits(size):
            self.dismiss()
        return fits(size)
