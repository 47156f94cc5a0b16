"""The shelf: all retrospectives of a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from storage.errors import StorageError
from templates.cells.width import end_of
from templates.words import _, ngettext
from tui.base.screen import Room
from tui.keys.command import Command, bindings
from tui.keys.shelf import (
    ACTIONS,
    ALL,
    ARCHIVE,
    FIND,
    NEW,
    OPEN,
    RENAME,
    SHOW_ARCHIVE,
    SHOW_SHELF,
    TAKE,
    TAKE_BACK,
    UNDO,
)
from tui.screens.shelf_row import draw_card
from tui.session.shelf_undo import newest_shelf_act, told
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Lines
from tui.words.safe_content import safe
from tui.words.safe_text import one_line, short_path

if TYPE_CHECKING:
    from storage.cards import Card
    from tui.forms.new_retrospective import Form

POLL = 0.5
"""Seconds between looks at what other windows and programs have written."""

Turn: TypeAlias = tuple[str, str]
"""(retrospective, act)."""


class ShelfScreen(Room[None]):
    """All retrospectives, newest first."""

    COMMANDS = ALL
    BINDINGS = [*bindings(COMMANDS), Binding("escape", "close_archive", show=False)]
    AUTO_FOCUS = "#shelf-list"

    def __init__(self) -> None:
        """An empty frame; it is filled once the database is open."""
        super().__init__()
        self._archive = False
        self._turns = {True: list[Turn](), False: list[Turn]()}
        """What was done here in this run (True) and what was taken back (False), newest last."""
        self._given_up: Form | None = None
        """A form that was filled in and not started."""

    # -- what it shows -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The title line, the list, the keys."""
        with Horizontal(id="shelf-head"):
            yield Static(id="shelf-title")
            yield Static(id="shelf-file")
        yield Lines(draw_card, row_height=2, gap=1, id="shelf-list")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Paint the frame first, then open the database and fill it."""
        self._draw_title(None)
        self.call_after_refresh(self.app.open_database)
        self.set_interval(POLL, self._look)

    def on_resize(self) -> None:
        """The title line follows the window."""
        self._draw_title(len(self._list.rows) or None)

    def on_screen_resume(self) -> None:
        """Whatever was done elsewhere is shown on the way back, the cursor on the retrospective one comes from."""
        self.fill(show=self.app.last_opened)
        self.app.last_opened = None

    def _look(self) -> None:
        """Show what another window or program has written."""
        # Not `is_current`: to Textual a screen right below another is current too, and would take the news away.
        if self.app.screen is self and self.app.is_open:
            try:
                changed = self.app.shelf.changed()
            except StorageError:
                return  # locked for a moment: the next look finds out
            if changed:
                self.fill()

    @property
    def _list(self) -> Lines[Card]:
        return self.query_one("#shelf-list", Lines)

    def fill(self, show: str | None = None) -> None:
        """Read the list; the cursor stays on its retrospective, or goes to `show`."""
        if not self.app.is_open:
            return
        try:
            cards = self.app.shelf.cards(archived=self._archive)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        here = self._list.row
        wanted = show or (here.id if here else None)
        place = next((i for i, card in enumerate(cards) if card.id == wanted), None)
        self._list.show_empty(self._nothing())
        self._list.show(cards, place)
        self._draw_title(len(cards))
        self._refresh_keys()

    def _nothing(self) -> Content:
        if self._archive:
            words = (
                _("The archive is empty."),
                _("{key} shows the other retrospectives.").format(key=SHOW_ARCHIVE.cap),
            )
        else:
            words = (
                _("No retrospective yet."),
                _("Press {new} to start one; {help} says what else the keys do.").format(new=NEW.cap, help="?"),
            )
        return Content.assemble("\n  ", (words[0], "bold"), "\n\n  ", (words[1], "$quiet"))

    def _draw_title(self, count: int | None) -> None:
        parts: list[tuple[str, str]] = [("phasebook", "bold $primary")]
        if self.app.demo:
            parts.append(("  " + _("Demo"), "bold $accent"))
        if self._archive:
            parts.append(("  " + _("Archive"), "bold"))
        if count:
            counted = ngettext("{n} retrospective", "{n} retrospectives", count).format(n=count)
            parts.append(("  " + counted, "$quiet"))
        title = Content.assemble(*parts)
        self.query_one("#shelf-title", Static).update(title)
        room = self.app.size.width - title.cell_length - 8
        self.query_one("#shelf-file", Static).update(safe(_file(self.app.database, room)))

    def _refresh_keys(self) -> None:
        self.query_one(KeyFooter).refresh()

    # -- its commands ------------------------------------------------------------------------------

    def footer_commands(self) -> tuple[Command, ...]:
        """What makes sense for what is under the cursor."""
        card = self._list.row
        if card is None:
            return (NEW, SHOW_SHELF if self._archive else SHOW_ARCHIVE)
        own = (TAKE,) if self.app.demo and card.demo is None else ()
        if self._archive:
            return (OPEN, TAKE_BACK, RENAME, SHOW_SHELF)
        last = UNDO if self._turns[True] else SHOW_ARCHIVE
        return (OPEN, NEW, *own, ACTIONS, FIND, ARCHIVE, last)

    def help_title(self) -> str:
        """The help page's title."""
        return _("The shelf")

    def help_lines(self) -> tuple[str, ...]:
        """What the shelf is for."""
        lines = (
            _("All retrospectives of one database, newest first. ↑ ↓ move, Enter opens."),
            _("The database is {path}.").format(path=self.app.database),
        )
        demo = _("This is the demo: look around and try everything. {key} moves what you start here to your own shelf.")
        return (*lines, demo.format(key=TAKE.cap)) if self.app.demo else lines

    @on(Lines.Moved)
    def _moved(self) -> None:
        self._refresh_keys()

    @on(Lines.Chosen)
    def _chosen(self, event: Lines.Chosen) -> None:
        event.stop()
        self.action_open()

    @contextmanager
    def _saying_trouble(self) -> Iterator[None]:
        """Whatever storage refuses is said in its own sentence."""
        try:
            yield
        except StorageError as error:
            self.app.say(str(error), warn=True)

    def action_open(self) -> None:
        """Walk the road of the retrospective under the cursor."""
        if (card := self._list.row) is not None:
            # What was said here may name another retrospective, and the road is for everybody to see.
            self.app.clear_notifications()
            with self._saying_trouble():
                self.app.open_road(card.id)

    def action_search(self) -> None:
        """Search all retrospectives."""
        self.app.open_search()

    def action_trends(self) -> None:
        """Compare the retrospectives with each other."""
        from tui.screens.trends import TrendsScreen

        if self.app.is_open:
            self.app.push_screen(TrendsScreen())

    def action_new(self) -> None:
        """Start a retrospective."""
        from tui.screens.new import NewScreen

        def closed(form: Form | None) -> None:
            self._given_up = form
            if form is not None:
                self.app.say(_("What you typed is kept; {key} brings it back.").format(key=NEW.cap))

        if self.app.is_open:
            self.app.push_screen(NewScreen(self._given_up), closed)

    def action_actions(self) -> None:
        """See the actions of all retrospectives."""
        from tui.screens.actions import ActionsScreen

        if self.app.is_open:
            self.app.push_screen(ActionsScreen())

    def action_rename(self) -> None:
        """Ask for another title."""
        from tui.dialogs.line import LineDialog

        card = self._list.row
        if card is None:
            return

        def rename(title: str | None) -> None:
            if title is None or title == card.title:
                return
            if not title.strip():
                self.app.say(_("A retrospective needs a title; it keeps the one it has."))
                return
            self._keep(card, title=title.strip())

        self.app.push_screen(LineDialog(_("Title"), card.title, enter=_("renames")), rename)

    def action_archive(self) -> None:
        """Into the archive, or out of it."""
        card = self._list.row
        if card is None or not self._keep(card, archived=not card.archived):
            return
        title = one_line(card.title)
        if card.archived:
            said = _("{title} stands on the shelf again.").format(title=title)
        else:
            said = _("{title} is in the archive now; {key} shows the archive.").format(
                title=title, key=SHOW_ARCHIVE.cap
            )
        self.app.say(said)

    def _keep(self, card: Card, *, title: str | None = None, archived: bool | None = None) -> bool:
        from storage.shelf import Details

        try:
            act = self.app.shelf.keep(card.id, Details(title=title, archived=archived))
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return False
        self._turns[True].append((card.id, act))
        self._turns[False].clear()
        self.fill()
        return True

    def action_show_archive(self) -> None:
        """The archive, or the others again."""
        self._archive = not self._archive
        self.fill()

    def action_close_archive(self) -> None:
        """Esc closes the archive; where nothing is open it only says what leaves."""
        if self._archive:
            self.action_show_archive()
        else:
            self.app.action_say_how_to_leave()

    def action_undo(self) -> None:
        """Take back what was last done here; else the last change of title or archive under the cursor."""
        self._turn(undo=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._turn(undo=False)

    def _turn(self, *, undo: bool) -> None:
        with self._saying_trouble():
            shelf = self.app.shelf
            stack = self._turns[undo]
            card = self._list.row
            retrospective, act = stack.pop() if stack else (card.id if card else "", None)
            newest = newest_shelf_act(shelf.history(retrospective), standing=undo) if retrospective else None
            if newest is None or act not in (None, newest):
                self._refresh_keys()
                nothing = _("Nothing was done here that could be taken back.")
                self.app.say(nothing if undo else _("Nothing was taken back that could be done again."))
                return
            events = (shelf.undo if undo else shelf.redo)(retrospective)
            self._turns[not undo].append((retrospective, newest))
            self.fill(show=retrospective)
            title = one_line(shelf.page(retrospective).title)
            self.app.say("  ".join(told(event, title, undo=undo) for event in events))

    def palette_commands(self) -> Iterable[SystemCommand]:
        """What is on the keys, and what is rare and grave enough to have none."""
        yield from super().palette_commands()
        yield SystemCommand(
            _("purge this retrospective…"),
            _("Remove the retrospective under the cursor for good, with everything in it; nothing brings it back."),
            partial(self.run_action_later, "purge"),
        )

    def action_purge(self) -> None:
        """Remove the retrospective under the cursor for good, having asked twice."""
        from storage.safety.purge import plan_retrospective
        from tui.dialogs.purge import Purging

        if (card := self._list.row) is not None:
            Purging(self.app, self.fill).ask(lambda shelf: plan_retrospective(shelf, card.id))

    def action_take(self) -> None:
        """Move a retrospective from the demo to one's own shelf: copy all its entries, archive it here."""
        card = self._list.row
        own = self.app.own_database
        if card is None or not self.app.demo or own is None:
            return
        if card.demo is not None:
            example = _("{title} is the demo's own; {key} starts one that can be moved to your shelf.")
            self.app.say(example.format(title=one_line(card.title), key=NEW.cap))
            return
        from storage.shelf import Shelf

        with self._saying_trouble():
            with Shelf.open(own, lock_wait=1.0) as shelf:
                shelf.receive(self.app.shelf.entries(card.id))
            if self._keep(card, archived=True):
                said = _("{title} stands on your own shelf now ({path}); here it is in the archive.")
                self.app.say(said.format(title=one_line(card.title), path=own))


def _file(path: Path, room: int) -> str:
    """A file as people know it, and only its end where there is no room for the whole."""
    return end_of(short_path(path), max(8, room))
