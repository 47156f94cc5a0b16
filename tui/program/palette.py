"""What the command palette offers: our commands only, and never as markup."""

from __future__ import annotations

from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from templates.words import _
from tui.base.dialog import ClosesOnce


class OurPalette(ClosesOnce[None], CommandPalette):
    """The palette, whose field takes the signs a command's name may hold and no control code a paste may."""

    def on_mount(self) -> None:
        """Restrict the field."""
        self.query_one(
            CommandInput
        ).restrict = r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]{0,200}"


class OurCommands(Provider):
    """The commands of the screen the palette was called from, then those of every screen."""

    async def discover(self) -> Hits:
        """All commands, in the order of the help page."""
        for name, help_text, callback, _discover in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(Content(name), callback, text=name, help=_escaped(help_text))

    async def search(self, query: str) -> Hits:
        """The commands whose name or sentence holds what was typed."""
        matcher = self.matcher(query)
        found = False
        for name, help_text, callback, _discover in self.app.get_system_commands(self.screen):
            score = max(matcher.match(name), 0.5 * matcher.match(help_text))
            if score > 0:
                found = True
                yield Hit(score, Content(name), callback, text=name, help=_escaped(help_text))
        if not found:
            nothing = _("No command is called that.")
            yield Hit(0.01, Content(nothing), _nothing, text=nothing)


def _nothing() -> None:
    """What the line that no command was found does."""


def _escaped(sentence: str) -> str:
    """A sentence the palette may read as markup without finding any."""
    return sentence.replace("[", "\\[")
