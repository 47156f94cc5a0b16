"""The time is up: each side says whether it is ready to move on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from templates.words import _
from templates.workbook.model import Side
from tui.base.dialog import Dialog
from tui.base.theme import side_variable
from tui.keys.places.deciding import EXTEND
from tui.keys.road import NEXT_STAGE
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

STAGE, MORE, STAY = "stage", "more", "stay"
"""What it comes to: the next stage, five minutes more, or nothing yet."""


class MoveOn(Dialog[tuple[str, frozenset[str]]]):
    """Gives back what it comes to, and the ids of the sides that are ready."""

    def __init__(self, sides: Sequence[Side], ready: Collection[str]) -> None:
        """Ask each side.

        Args:
            sides: all sides.
            ready: the ids of those that have said that they are.
        """
        super().__init__()
        self._sides = sides
        self._ready = set(ready)

    def compose(self) -> ComposeResult:
        """The question, a line a side, and what the keys do."""
        with Vertical(classes="dialog"):
            yield Static(_("Time is up. Move on?"), markup=False, classes="dialog-title")
            yield Static(id="moving-on", classes="dialog-text")
            keys = _("{numbers} a side is ready, or not · {stage} next stage · {more} five minutes more · esc back")
            numbers = f"1–{min(9, len(self._sides))}"
            keys = keys.format(numbers=numbers, stage=NEXT_STAGE.cap, more=EXTEND.cap)
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Show who is ready."""
        self._draw()

    def _draw(self) -> None:
        lines = [self._line(number, side) for number, side in enumerate(self._sides)]
        if len(self._ready) == len(self._sides):
            both = _("All sides are ready to move on: {key}").format(key=NEXT_STAGE.cap)
            lines += [Content(""), Content.styled(both, "bold $success")]
        self.query_one("#moving-on", Static).update(Content("\n").join(lines))

    def _line(self, number: int, side: Side) -> Content:
        name = safe(one_line(side.name)).stylize(f"bold ${side_variable(number)}")
        ready = side.id in self._ready
        said = Content.styled("✓ " + _("ready"), "$success") if ready else Content.styled(_("not ready yet"), "$quiet")
        return Content.assemble((f"{number + 1} ", "$quiet"), name, "  ", said)

    def on_key(self, event: events.Key) -> None:
        """A number for each side, the next stage, more time, or back."""
        number = int(event.key) - 1 if event.key.isdecimal() else -1
        if 0 <= number < len(self._sides):
            self._ready ^= {self._sides[number].id}
            self._draw()
        elif event.key in NEXT_STAGE.all_keys:
            self.dismiss((STAGE, frozenset(self._ready)))
        elif event.key in EXTEND.all_keys:
            self.dismiss((MORE, frozenset(self._ready)))
        elif event.key == "escape":
            self.dismiss((STAY, frozenset(self._ready)))
        else:
            return
        event.stop()
        event.prevent_default()
