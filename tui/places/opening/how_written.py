"""How the whole meeting is written: in the open or covered, with names or without; one key each."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from storage.records.header import Details
from templates.filled_page.settings import Writing
from templates.words import _
from tui.dialogs.seal import MODES, covers_itself, next_minutes
from tui.places.list_area import ListArea
from tui.session.view import View
from tui.widgets.cards import Item

_SCREEN = "screen"


class ModesArea(ListArea):
    """The ways of writing, and when the screen covers itself."""

    PLACE = "open.writing"

    def items(self, view: View) -> Iterator[Item]:
        """A line for each way, the chosen one marked; then the screen."""
        now = view.page.settings.writing_in("")
        for number, (mode, name, told) in enumerate(MODES, 1):
            mark = ("(•) ", "$accent") if mode is now else ("( ) ", "$quiet")
            label = Content.assemble(mark, (f"{number} ", "$quiet"), (_(name), "bold"), ("  " + _(told), "$quiet"))
            yield Item(mode.value, label, indent=6)
        yield Item("", Content(" "))
        after = covers_itself(view.page.settings.cover_after)
        yield Item(_SCREEN, Content.assemble(("    4 ", "$quiet"), after), indent=6)

    def next_step(self) -> str:
        """What can be chosen, or what follows from it."""
        view = self.view
        if view is not None and view.page.settings.writing_in("") is not Writing.OPEN:
            return _("Covered: at each question a asks who writes; r uncovers a stage.")
        return _("1 to 3 choose how answers are written; n goes on.")

    def act(self, name: str) -> None:
        """Choose a way, or the next time after which the screen covers itself."""
        view = self.view
        if view is None:
            return
        if name == _SCREEN:
            self.change(Details(settings={"cover_after": next_minutes(view.page.settings.cover_after)}))
        else:
            self.post_message(self.Wish(f"writing:{name}"))
        self.choose(name)

    def edit(self) -> None:
        """Take what the cursor stands on."""
        self.act(self.chosen)

    def begin(self) -> None:
        """Nothing is written here: take what the cursor stands on."""
        self.edit()
