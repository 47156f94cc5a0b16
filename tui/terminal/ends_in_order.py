"""An app that is told of every error nobody caught, instead of printing it.

Textual prints such an error with what the variables held, and has no public hook to keep it from that: asked for in
Textualize/textual #2818, closed without one. Once there is a hook, this file goes.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    _App = App[None]
else:
    # Textual reads an app's own style sheet from the first app among its bases.
    _App = object


class EndsInOrder(_App):
    """To stand before an app's own class: whatever goes wrong ends it, and is told to `note_failure`."""

    @abstractmethod
    def note_failure(self, error: BaseException) -> None:
        """Take note of the error that ends the program; of several only the first is told."""

    def end_with(self, error: BaseException) -> None:
        """End the program because of an error, wherever it came from."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error if isinstance(error, Exception) else RuntimeError()
            self.note_failure(error)
            self._exception_event.set()
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        """Textual's way here from a screen, a worker or a timer."""
        self.end_with(error)

    def panic(self, *renderables: object) -> None:
        """Textual's own way of giving up, from the thread that reads the keyboard: the same way out."""
        del renderables
        self.end_with(RuntimeError())
