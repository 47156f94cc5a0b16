"""How something is written: in the open, covered with names, or without any; and when the screen covers itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from templates.filled_page.settings import Writing
from templates.words import N_, _, ngettext
from tui.base.dialog import Dialog
from tui.widgets.cards import Cards, Item

MODES = (
    (Writing.OPEN, N_("In the open"), N_("everybody sees what everybody writes, at once")),
    (Writing.SEALED, N_("Covered"), N_("until it is uncovered; then under the writers' names")),
    (Writing.ANONYMOUS, N_("Covered, without names"), N_("until it is uncovered, and for ever nameless")),
)
MINUTES = (None, 1, 2, 5, 10)
"""After how many minutes without a key the screen may cover itself; None is never."""


def covers_itself(minutes: int | None) -> str:
    """When the screen covers itself, in words."""
    if not minutes:
        return _("the screen never covers itself")
    return ngettext(
        "the screen covers itself after {n} minute without a key",
        "the screen covers itself after {n} minutes without a key",
        minutes,
    ).format(n=minutes)


def next_minutes(minutes: int | None) -> int | None:
    """The next of the minutes the screen may cover itself after."""
    place = MINUTES.index(minutes) if minutes in MINUTES else 0
    return MINUTES[(place + 1) % len(MINUTES)]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What was chosen."""

    mode: Writing
    everywhere: bool
    """Whether for the whole retrospective, not for this stage alone."""
    cover_after: int | None
    """Minutes without a key until the screen covers itself; None is never."""


class SealDialog(Dialog[Sealing | None]):
    """Three ways of writing to choose from."""

    DEFAULT_CSS = """
    SealDialog Cards { height: 5; margin: 1 0; }
    """

    def __init__(self, mode: Writing, cover_after: int | None, *, only_here: bool) -> None:
        """Stand on `mode`.

        Args:
            mode: how it is written now.
            cover_after: minutes until the screen covers itself, or None.
            only_here: whether it can be chosen for this question alone, which is the meeting's own.
        """
        super().__init__()
        self._at = [of for of, _name, _told in MODES].index(mode)
        self._everywhere = False
        self._only_here = only_here
        self._minutes = cover_after

    def compose(self) -> ComposeResult:
        """What is asked, the three ways, the rest, the keys."""
        with Vertical(classes="dialog"):
            yield Static(_("How is this written?"), markup=False, classes="dialog-title")
            yield Cards(wrap=False)
            yield Static(id="seal-rest", markup=False, classes="dialog-text")
            keys = _("↑ ↓ or 1 to 3 choose · Enter takes · t time · esc leaves it as it was")
            if not self._only_here:
                keys = _(
                    "↑ ↓ or 1 to 3 choose · Enter takes · Tab here or everywhere · t time · esc leaves it as it was"
                )
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Draw what stands now."""
        self._draw()

    def _draw(self) -> None:
        items = [
            Item(str(n), Content.assemble((f"{n + 1} ", "$quiet"), (_(name), "bold"), ("  " + _(told), "$quiet")))
            for n, (_mode, name, told) in enumerate(MODES)
        ]
        cards = self.query_one(Cards)
        cards.show(items, str(self._at))
        cards.styles.height = len(items)
        where = _("for the whole retrospective") if self._everywhere else _("for this stage")
        if self._only_here:
            where = _("for this question")
        self.query_one("#seal-rest", Static).update(Content(f"{where} · {covers_itself(self._minutes)}"))

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click takes a way."""
        event.stop()
        self._at = int(event.item)
        self._take()

    def on_key(self, event: events.Key) -> None:
        """Choose, take, or leave it."""
        match event.key:
            case "up" | "down":
                self._at = (self._at + (1 if event.key == "down" else -1)) % len(MODES)
            case "1" | "2" | "3":
                self._at = int(event.key) - 1
            case "tab" | "shift+tab":
                self._everywhere = not self._everywhere and not self._only_here
            case "t":
                self._minutes = next_minutes(self._minutes)
            case "enter":
                self._take()
            case "escape":
                self.dismiss(None)
            case _:
                return
        event.stop()
        event.prevent_default()
        if event.key not in ("enter", "escape"):
            self._draw()

    def _take(self) -> None:
        self.dismiss(Sealing(MODES[self._at][0], self._everywhere, self._minutes))
