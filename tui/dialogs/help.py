"""Help for where one stands: what this screen is for, its keys, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from templates.words import _
from tui.commands import EVERYWHERE, HELP, Command, key_cap
from tui.door import safe, width
from tui.screens.room import Room


class HelpDialog(ModalScreen[None]):
    """The help page of one screen."""

    BINDINGS = [
        Binding("question_mark,fullwidth_question_mark,f1,escape,q,enter", "close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    def __init__(self, room: Room[object]) -> None:
        """Help for `room`."""
        super().__init__()
        self._room = room

    def compose(self) -> ComposeResult:
        """The page, and how to close it."""
        with Vertical(classes="dialog", id="help"):
            yield Static(safe(self._room.help_title() or _("Help")), classes="dialog-title")
            with VerticalScroll(id="help-page", can_focus=False):
                yield Static(self._page())
            keys = _("↑ ↓ move · {key} or esc closes").format(key=HELP.cap)
            yield Static(keys, markup=False, classes="dialog-keys")

    def _page(self) -> Content:
        parts: list[Content | str] = []
        for line in self._room.help_lines():
            parts += [safe(line), "\n"]
        if parts:
            parts.append("\n")
        parts += [_heading(_("Here")), *_lines(self._room.COMMANDS)]
        parts += ["\n", _heading(_("Everywhere")), *_lines(EVERYWHERE)]
        return Content.assemble(*parts)

    def action_close(self) -> None:
        """Back to where one stood."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """A line up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_end(self, way: int) -> None:
        """To the beginning or the end."""
        page = self.query_one(VerticalScroll)
        (page.scroll_home if way < 0 else page.scroll_end)(animate=False)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=by * max(1, page.size.height - 1), animate=False)


def _heading(text: str) -> Content:
    return Content.styled(text + "\n", "bold $quiet")


def _lines(commands: Iterable[Command]) -> list[Content]:
    listed = list(commands)
    caps = {command.id: " ".join(dict.fromkeys(_caps(command))) for command in listed}
    widest = max((width(cap) for cap in caps.values()), default=0)
    return [
        Content.assemble(
            (caps[command.id] + " " * (widest - width(caps[command.id])), "bold $primary"),
            ("  " + command.sentence, ""),
            ("  " + command.id + "\n", "$quiet"),
        )
        for command in listed
    ]


def _caps(command: Command) -> Iterable[str]:
    return (key_cap(key) for key in command.all_keys if not key.startswith("fullwidth_"))
