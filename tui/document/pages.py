"""The widget that shows a document: it knows where one reads, and draws only what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.document.drawing import draw
from tui.document.sections import Section
from tui.document.wrapping import one_strip

Place: TypeAlias = tuple[int, int]
"""(section, line of it): where the first line in sight stands."""


_REMEMBERED = 1000
"""Lines drawn lately that are kept; more than any window shows."""


class Pages(Widget, can_focus=True):
    """A document by its sections. The heights of pieces never seen are never needed."""

    DEFAULT_CSS = "Pages { height: 1fr; width: 1fr; padding: 0 2; }"
    BINDINGS = [
        Binding("up", "scroll_by(-1)", show=False),
        Binding("down", "scroll_by(1)", show=False),
        Binding("pageup,shift+space,b", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "home", show=False),
        Binding("end", "end", show=False),
    ]
    ALLOW_SELECT = False

    class Moved(Message):
        """Another part of the document is in sight."""

    def __init__(self, sections: Sequence[Section], *, id: str | None = None) -> None:
        """Show `sections` from the first line on."""
        super().__init__(id=id)
        self._sections = sections
        self._place: Place = (0, 0)
        self._drawn: dict[int, list[Content]] = {}
        self._strips: dict[Place, Strip] = {}
        self._wide = 0
        self._last: Place | None = None

    # -- where one reads ---------------------------------------------------------------------------

    @property
    def section(self) -> int:
        """The section whose line stands first."""
        return self._place[0]

    @property
    def is_at_its_start(self) -> bool:
        """Whether that section's first line is in sight."""
        return self._place[1] == 0

    @property
    def percent(self) -> int:
        """How much of the document has been in sight, by its length."""
        if not self._sections or self._place >= self._end_place():
            return 100
        at, line = self._place
        here = self._sections[at]
        lines = max(1, len(self._lines(at)))
        total = self._sections[-1].start + len(self._sections[-1].source)
        return int(100 * (here.start + len(here.source) * line / lines) / max(1, total))

    def go_to(self, section: int) -> None:
        """Bring a section's first line to the top."""
        self._stand((max(0, min(section, len(self._sections) - 1)), 0))

    def action_scroll_by(self, by: int) -> None:
        """Some lines down, or up."""
        if not self._sections:
            return
        at, line = self._place
        line += by
        while line < 0 and at > 0:
            at -= 1
            line += len(self._lines(at))
        while line >= len(self._lines(at)) and at < len(self._sections) - 1:
            line -= len(self._lines(at))
            at += 1
        place = (at, max(0, line))
        end = self._end_place()
        # Past the end only where a heading was jumped to; from there the way leads back, never further on.
        self._stand(min(place, max(end, self._place)) if by > 0 else place)

    def action_page(self, by: int) -> None:
        """A page down, or up; the last line stays in sight."""
        self.action_scroll_by(by * max(1, self.content_size.height - 2))

    def action_home(self) -> None:
        """To the beginning."""
        self._stand((0, 0))

    def action_end(self) -> None:
        """To the end."""
        self._stand(self._end_place())

    def on_mouse_scroll_down(self) -> None:
        """The wheel."""
        self.action_scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel."""
        self.action_scroll_by(-3)

    def _stand(self, place: Place) -> None:
        if place != self._place:
            self._place = place
            self.refresh()
            self.post_message(self.Moved())

    def _end_place(self) -> Place:
        """Where the document's last line stands at the foot of the window."""
        if self._last is None:
            left = self.content_size.height
            at = len(self._sections) - 1
            while at > 0 and left > len(self._lines(at)):
                left -= len(self._lines(at))
                at -= 1
            self._last = (max(0, at), max(0, len(self._lines(at)) - left) if at >= 0 else 0)
        return self._last

    # -- drawing -----------------------------------------------------------------------------------

    def _lines(self, section: int) -> list[Content]:
        """The lines of a section at this width; drawn when first needed."""
        if not 0 <= section < len(self._sections):
            return []
        lines = self._drawn.get(section)
        if lines is None:
            lines = self._drawn[section] = draw(self._sections[section].source, self._wide)
        return lines

    def on_resize(self) -> None:
        """At another width lines break elsewhere; one keeps reading at about the same words."""
        self._last = None
        wide = self.content_size.width
        if wide == self._wide:
            return
        at, line = self._place
        before = len(self._drawn.get(at, ()))
        self._wide = wide
        self._drawn.clear()
        self._strips.clear()
        if line and before:
            self._place = (at, line * len(self._lines(at)) // before)
        self.refresh()
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        if not self._wide:
            return Strip.blank(self.content_size.width, self.rich_style)
        at, line = self._place
        line += y
        while at < len(self._sections) and line >= len(self._lines(at)):
            line -= len(self._lines(at))
            at += 1
        if at >= len(self._sections):
            return Strip.blank(self._wide, self.rich_style)
        strip = self._strips.get((at, line))
        if strip is None:
            if len(self._strips) > _REMEMBERED:
                self._strips.clear()
            words, style = self._lines(at)[line], self.visual_style
            drawn = one_strip(self, words, style)
            strip = self._strips[at, line] = drawn.extend_cell_length(self._wide, style.rich_style)
        return strip

    def notify_style_update(self) -> None:
        """Another theme: other colours."""
        self._strips.clear()
        super().notify_style_update()
