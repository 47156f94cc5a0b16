"""Help for where one stands: what this screen is for, its keys, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from templates.cells.width import width
from templates.words import _, listed
from tui.base.dialog import Dialog
from tui.base.screen import Room
from tui.document.wrapping import wrap
from tui.keys import own_keys
from tui.keys.command import (
    EVERYWHERE,
    HELP,
    Command,
    key_cap,
)
from tui.words.safe_content import safe

_AROUND = 8
"""Lines the page's title, its keys and some air take."""


class HelpDialog(Dialog[None]):
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
                yield Static(id="help-text")
            keys = _("↑ ↓ move · {key} or esc closes").format(key=HELP.cap)
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_resize(self) -> None:
        """The page is wrapped to the room there is."""
        self.query_one("#help-page").styles.max_height = max(4, self.size.height - _AROUND)
        page = self.query_one("#help-text", Static)
        page.update(Content("\n").join(self._lines(max(20, page.container_size.width - 1))))

    def _lines(self, room: int) -> list[Content]:
        lines: list[Content] = []
        for told in self._room.help_lines():
            lines += wrap(safe(told), room)
        if lines:
            lines.append(Content())
        lines += [_heading(_("Here")), *_keys(self._room.commands_here(), room), Content()]
        lines += [_heading(_("Everywhere")), *_keys(EVERYWHERE, room), Content()]
        own = _("Keys of your own go into {path}, by these names: {names}").format(
            path=own_keys.key_map_file(),
            names=listed(command.id for command in (*self._room.commands_here(), *EVERYWHERE)),
        )
        return lines + [line.stylize("$quiet") for line in wrap(safe(own), room)]

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
    return Content.styled(text, "bold $quiet")


def _keys(commands: Iterable[Command], room: int) -> list[Content]:
    """Each command's keys, and what it does beside them."""
    listed = [(" ".join(_caps(command)), command.sentence) for command in commands]
    widest = max((width(caps) for caps, _sentence in listed), default=0)
    lines: list[Content] = []
    for caps, sentence in listed:
        for i, line in enumerate(wrap(Content(sentence), room - widest - 2)):
            first = caps if i == 0 else ""
            lines.append(Content.assemble((first + " " * (widest - width(first) + 2), "bold $primary"), line))
    return lines


def _caps(command: Command) -> Iterable[str]:
    keys = (key for key in command.all_keys if not key.startswith("fullwidth_"))
    return dict.fromkeys(key_cap(key) for key in keys)
