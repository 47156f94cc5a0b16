"""Searching: a field, what was found below it as one types, and Enter to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from storage.errors import StorageError
from storage.found import Found, Hit
from templates.words import N_, _, ngettext
from tui import snippet
from tui.commands import Command, bindings
from tui.document.wrapping import shorten
from tui.screens.room import Room
from tui.widgets.entry import Entry
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual import getters

    from tui.app import PhasebookApp

MOST = 200
"""How many hits are listed."""
MARGIN = 2

GO = Command("search.go", ("enter",), "go", N_("go there"), N_("Go to the place under the cursor."), priority=True)
DOWN = Command("search.down", ("down",), "move(1)", N_("down"), N_("Go to the next hit."), priority=True)
UP = Command("search.up", ("up",), "move(-1)", N_("up"), N_("Go to the hit before."), priority=True)
PAGE_DOWN = Command(
    "search.page_down", ("pagedown",), "page(1)", N_("page down"), N_("Go a page down."), priority=True, in_footer=False
)
PAGE_UP = Command(
    "search.page_up", ("pageup",), "page(-1)", N_("page up"), N_("Go a page up."), priority=True, in_footer=False
)
BACK = Command("search.back", ("escape",), "back", N_("go back"), N_("Back to where you were."), priority=True)


def draw_hit(hit: Hit, wide: int, on_cursor: bool) -> Content:
    """Two lines: what it says, the words found marked; where it stands."""
    room = wide - 2 * MARGIN
    mark = "▎ " if on_cursor else "  "
    said = Content.assemble(
        *((text, "bold $accent underline" if marked else "") for text, marked in snippet.pieces(hit, room, room // 4))
    )
    return Content.assemble(
        (mark, "bold $accent"),
        said.truncate(room, ellipsis=True),
        "\n",
        (mark, "bold $accent"),
        (shorten(snippet.place(hit), room), "$quiet"),
    )


class SearchScreen(Room[Hit | None]):
    """What was said in all retrospectives; closes with what was chosen."""

    CSS_PATH = "search.tcss"
    COMMANDS = (GO, DOWN, UP, PAGE_DOWN, PAGE_UP, BACK)
    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = "#search-words"
    if TYPE_CHECKING:
        app = getters.app(PhasebookApp)

    def __init__(self, words: str = "") -> None:
        """An empty search, or one for `words`."""
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The field, how many were found, what was found, keys."""
        with Horizontal(id="search-head"):
            yield Static(_("Search"), id="search-title", markup=False)
            yield Entry(self._words, placeholder=_("words, “phrases”, by:Name …"), id="search-words")
            yield Static(id="search-count")
        yield Static(id="search-trouble")
        yield Lines(draw_hit, row_height=2, gap=1, id="search-hits")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Find what was to be found."""
        self._hits.can_focus = False
        self._find(self._words)

    @property
    def _hits(self) -> Lines[Hit]:
        return self.query_one("#search-hits", Lines)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    def _find(self, words: str) -> None:
        from storage.found import find
        from storage.query import read_query

        query = read_query(words)
        trouble = query.trouble[0] if query.trouble else ""
        try:
            found = find(self.app.shelf, query, limit=MOST)
        except StorageError as error:
            found, trouble = Found(()), str(error)
        place = self.query_one("#search-trouble", Static)
        place.update(Content(trouble))
        place.display = bool(trouble)
        self._hits.show_empty(self._nothing() if query.asks else self._hint())
        self._hits.show(found.hits, 0)
        self._hits.scroll_home(animate=False)
        self.query_one("#search-count", Static).update(Content(_count(found) if query.asks else ""))
        self.query_one(KeyFooter).refresh()

    def _hint(self) -> Content:
        lines = (
            _("All answers, actions and titles of all retrospectives, the newest first."),
            _("by:Lin  side:client  phase:conflict  with:Acme  since:2026-01  kind:notes"),
            _("A word may be the beginning of a longer one; “quoted” it stands as it is."),
        )
        return Content.assemble("\n", *((f"  {line}\n", "$quiet") for line in lines))

    def _nothing(self) -> Content:
        return Content.assemble("\n  ", (_("Nothing was found."), "$quiet"))

    # -- its commands ------------------------------------------------------------------------------

    def footer_commands(self) -> tuple[Command, ...]:
        """Only what has something to do."""
        return (GO, UP, DOWN, BACK) if self._hits.rows else (BACK,)

    def help_title(self) -> str:
        """The help page's title."""
        return _("Searching")

    def help_lines(self) -> tuple[str, ...]:
        """What can be found, and how it is asked for."""
        return (
            _("All words must occur. Chinese is found from one character on; “words in quotes” stand as they are."),
            _("by:Lin side:client phase:conflict with:Acme since:2026-01 until:2026-03 kind:action narrow the search."),
            _("Answers that are still covered or private are not found here."),
        )

    def action_move(self, by: int) -> None:
        """The next hit, or the one before."""
        self._hits.action_move(by)

    def action_page(self, by: int) -> None:
        """A page of hits on, or back."""
        self._hits.action_page(by)

    @on(Lines.Chosen)
    def _chosen(self, event: Lines.Chosen) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Go to the place of the hit under the cursor."""
        if (hit := self._hits.row) is not None:
            self.dismiss(hit)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _count(found: Found) -> str:
    count = len(found.hits)
    if found.more:
        return _("the {n} newest").format(n=count)
    return ngettext("{n} found", "{n} found", count).format(n=count)
