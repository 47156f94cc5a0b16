"""A few lines of prose, broken between words and between Chinese characters."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.document.wrapping import wrap


class Prose(Widget):
    """Text as high as its lines are at the width it is given."""

    DEFAULT_CSS = "Prose { height: auto; width: 1fr; }"

    def __init__(self, content: Content | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._prose = content or Content("")

    def update(self, content: Content) -> None:
        """Show other words."""
        if not content.is_same(self._prose):
            self._prose = content
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        del container, viewport
        return len(wrap(self._prose, width)) if self._prose else 0

    def render(self) -> Content:
        """The words, line by line."""
        return Content("\n").join(wrap(self._prose, self.content_size.width or 80))
