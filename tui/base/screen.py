"""What all screens share: their commands, the footer, the line that says what just happened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import getters
from textual.app import SystemCommand
from textual.screen import Screen

from tui.base.dialog import ClosesOnce, Result
from tui.base.lobby import Lobby
from tui.keys.command import Command, rebind


class Room(ClosesOnce[Result], Screen[Result]):
    """A screen of ours: it declares its commands once, and everything that shows keys reads them there."""

    app = getters.app(Lobby)
    # Textual keeps the palette's providers under this name; our palette is given its own.
    COMMANDS: ClassVar[tuple[Command, ...]] = ()  # type: ignore[assignment]
    """Every command of this screen, in the order of the help page."""

    def __init__(self) -> None:
        """Take people's own keys where they have set some."""
        super().__init__()
        rebind(self)

    def footer_commands(self) -> tuple[Command, ...]:
        """The commands that matter at this moment, at most six; `?` is added last."""
        return tuple(command for command in self.COMMANDS if command.in_footer)[:6]

    def commands_here(self) -> tuple[Command, ...]:
        """The commands that do something at this moment, for the help page and the palette."""
        return self.COMMANDS

    def before_leaving(self) -> None:
        """Put away whatever is in somebody's hands: the program is about to end."""

    def before_blank(self) -> None:
        """Whoever was at the keyboard steps aside: the screen is about to be blanked."""

    def help_title(self) -> str:
        """What the help page is called here."""
        return ""

    def help_lines(self) -> Iterable[str]:
        """What the help page says before the keys: where you stand and what it is for."""
        return ()

    def palette_commands(self) -> Iterable[SystemCommand]:
        """The commands of this screen as the palette shows them."""
        for command in self.commands_here():
            yield SystemCommand(
                f"{command.word}  ({command.cap})",
                command.sentence,
                partial(self.run_action_later, command.action),
            )

    def run_action_later(self, action: str) -> None:
        """Run an action once the palette has closed."""
        self.call_later(self.run_action, action)
