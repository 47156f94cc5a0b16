"""What every screen that can be left has: it is left once, however many keys have already been typed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")
if TYPE_CHECKING:
    from textual.screen import Screen as _Screen
else:
    # Textual takes a screen's styles and keys from the first screen among its bases, which is to be the modal one.
    from typing import Generic as _Screen


class ClosesOnce(_Screen[Result]):
    """To stand before a screen's own class: only the screen on top can be left, so that a second time does nothing.

    Keys typed in one go all reach the screen that stood there when they were typed. Textual would take away what lies
    below for the second Enter, up to the shelf with all titles, and end the program at the third.
    """

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave this screen with a result, if it still is the one on top."""
        stack = self.app.screen_stack
        if not stack or stack[-1] is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Dialog(ClosesOnce[Result], ModalScreen[Result]):
    """A question in front of a screen; it gives one answer back."""
