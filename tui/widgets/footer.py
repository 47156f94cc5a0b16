"""The one line at the foot of every screen: the keys that matter here."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.keys import key_to_character
from textual.widget import Widget

from templates.cells.width import width
from tui.base.screen import Room
from tui.keys.command import HELP, Command, key_cap

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

    def on_mount(self) -> None:
        """The keyboard in a field takes keys away from the commands: the line follows it."""
        self.watch(self.screen, "focused", self._follow, init=False)

    def _follow(self) -> None:
        self.refresh()

    def render(self) -> Content:
        """As many pairs as fit, help always among them."""
        room = self.screen
        commands = list(room.footer_commands())[:MOST] if isinstance(room, Room) else []
        pairs = [(self._cap(command), command) for command in commands if command is not HELP]
        last = self._cap(HELP) or HELP.cap
        left = self.size.width - _pair_width(last, HELP)
        parts: list[tuple[str, str]] = []
        self._places = []
        x = 0
        for cap, command in pairs:
            if cap is None:
                continue
            taken = _pair_width(cap, command) + len(_GAP)
            if x + taken > left:
                break
            self._put(parts, x, cap, command)
            x += taken
        self._put(parts, x, last, HELP)
        return Content.assemble(*parts)

    def _cap(self, command: Command) -> str | None:
        """The key that runs a command now: none that the field with the keyboard takes as text."""
        if command.shown_as:
            return command.shown_as
        field = self.screen.focused
        for key in command.all_keys:
            if command.priority or field is None or not field.check_consume_key(key, key_to_character(key)):
                return key_cap(key)
        return None

    def _put(self, parts: list[tuple[str, str]], x: int, cap: str, command: Command) -> None:
        if parts:
            parts.append((_GAP, ""))
        parts += [(cap, "bold $foreground"), (" " + command.word, "$quiet")]
        self._places.append((x, x + _pair_width(cap, command), command))

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        x = event.get_content_offset_capture(self).x
        for start, end, command in self._places:
            if start <= x < end:
                await self.screen.run_action(command.action)
                return


def _pair_width(cap: str, command: Command) -> int:
    return width(cap) + 1 + width(command.word)
