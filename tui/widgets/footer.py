"""The one line at the foot of every screen: the keys that matter here."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

from tui.commands import HELP, Command
from tui.door import width
from tui.screens.room import Room

_GAP = "   "
MOST = 6
"""The most commands shown beside `?`."""


class KeyFooter(Widget):
    """Key and word of the commands that matter at this moment; a click runs one."""

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        padding: 0 2;
        background: $background;
        color: $quiet;
    }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Nothing is read before the first drawing: the screen is asked each time."""
        super().__init__()
        self._places: list[tuple[int, int, Command]] = []

    def render(self) -> Content:
        """As many pairs as fit, `?` always among them."""
        room = self.screen
        commands = list(room.footer_commands())[:MOST] if isinstance(room, Room) else []
        commands = [command for command in commands if command is not HELP]
        left = self.size.width - _pair_width(HELP)
        parts: list[tuple[str, str]] = []
        self._places = []
        x = 0
        for command in commands:
            taken = _pair_width(command) + len(_GAP)
            if x + taken > left:
                break
            self._put(parts, x, command)
            x += taken
        self._put(parts, x, HELP)
        return Content.assemble(*parts)

    def _put(self, parts: list[tuple[str, str]], x: int, command: Command) -> None:
        if parts:
            parts.append((_GAP, ""))
        parts += [(command.cap, "bold $foreground"), (" " + command.word, "$quiet")]
        self._places.append((x, x + _pair_width(command), command))

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        x = event.get_content_offset_capture(self).x
        for start, end, command in self._places:
            if start <= x < end:
                await self.screen.run_action(command.action)
                return


def _pair_width(command: Command) -> int:
    return width(command.cap) + 1 + width(command.word)
