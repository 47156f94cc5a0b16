"""Searching: a field, what was found below it as one types, and Enter to the place."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from storage.errors import StorageError
from storage.search.find import Found, Hit
from templates.cells.width import shorten
from templates.words import _, ngettext
from tui.base.screen import Room
from tui.keys.command import Command, bindings
from tui.keys.search import ALL, BACK, DOWN, GO, UP, WIDEN
from tui.widgets.entry import Entry
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Lines
from tui.words import found_line

MOST = 200
"""How many hits are listed."""
MARGIN = 2


def draw_hit(hit: Hit, wide: int, on_cursor: bool) -> Content:
    """Two lines: what it says, the words found marked; where it stands."""
    room = wide - 2 * MARGIN
    mark = "▎ " if on_cursor else "  "
    said = Content.assemble(
        *(
            (text, "bold $accent underline" if marked else "")
            for text, marked in found_line.pieces(hit, room, room // 4)
        )
    )
    return Content.assemble(
        (mark, "bold $accent"),
        said.truncate(room, ellipsis=True),
        "\n",
        (mark, "bold $accent"),
        (shorten(found_line.place(hit), room), "$quiet"),
    )


class SearchScreen(Room[Hit | None]):
    """What was said in all retrospectives, or in one; closes with what was chosen."""

    CSS_PATH = "search.tcss"
    COMMANDS = ALL
    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = "#search-words"

    def __init__(self, words: str = "", *, within: str = "") -> None:
        """Search.

        Args:
            words: what is looked for at once.
            within: the id of the retrospective whose meeting is going on; only it is searched before somebody has
                said that all may be.
        """
        super().__init__()
        self._words = words
        self._here = within
        self._within = within

    def compose(self) -> ComposeResult:
        """The field, how many were found, what was found, keys."""
        with Horizontal(id="search-head"):
            yield Static(self._title(), id="search-title", markup=False)
            yield Entry(self._words, placeholder=_("words, “phrases”, by:Name …"), id="search-words")
            yield Static(id="search-count")
        yield Static(id="search-trouble")
        yield Lines(draw_hit, row_height=2, gap=1, id="search-hits")
        yield KeyFooter()

    def _title(self) -> str:
        if not self._here:
            return _("Search")
        return _("Search this retrospective") if self._within else _("Search all retrospectives")

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
        from storage.search.find import find
        from storage.search.query import read_query

        query = read_query(words)
        trouble = query.trouble[0] if query.trouble else ""
        if self._within and query.retro:
            trouble = _("Only this retrospective is searched here; {key} searches all.").format(key=WIDEN.cap)
        try:
            asked = replace(query, retro=(self._within,)) if self._within and query.asks else query
            found = find(self.app.shelf, asked, limit=MOST)
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
        where = _("All answers, actions and titles of all retrospectives, the newest first.")
        if self._within:
            where = _("Answers, actions and titles of this retrospective; {key} searches all.")
        lines = (
            where.format(key=WIDEN.cap),
            _("by:Lin  side:client  phase:conflict  with:Acme  since:2026-01  kind:notes"),
            _("A word may be the beginning of a longer one; “quoted” it stands as it is."),
        )
        return Content.assemble("\n", *((f"  {line}\n", "$quiet") for line in lines))

    def _nothing(self) -> Content:
        return Content.assemble("\n  ", (_("Nothing was found."), "$quiet"))

    # -- its commands ------------------------------------------------------------------------------

    def footer_commands(self) -> tuple[Command, ...]:
        """Only what has something to do."""
        widen = (WIDEN,) if self._here else ()
        return (GO, UP, DOWN, *widen, BACK) if self._hits.rows else (*widen, BACK)

    def commands_here(self) -> tuple[Command, ...]:
        """All of them; from the shelf there is nothing to widen."""
        return self.COMMANDS if self._here else tuple(command for command in self.COMMANDS if command is not WIDEN)

    def help_title(self) -> str:
        """The help page's title."""
        return _("Searching")

    def help_lines(self) -> tuple[str, ...]:
        """What can be found, and how it is asked for."""
        return (
            _("All words must occur. Chinese is found from one character on; “words in quotes” stand as they are."),
            _("by:Lin side:client phase:conflict with:Acme since:2026-01 until:2026-03 kind:action narrow the search."),
            _("Answers that are still covered or private are not found here."),
            _("From a road only its retrospective is searched, for others may look on; Tab asks and searches all."),
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

    def action_widen(self) -> None:
        """Search all retrospectives, once somebody has said that they may be on the screen; or this one only again."""
        from tui.dialogs.confirm import Confirm

        def answered(widen: bool | None) -> None:
            if widen:
                self._look_in("")

        if not self._here:
            return
        if self._within:
            question = _("Search all retrospectives?")
            more = _("Titles and words of other meetings, other clients' too, will be on this screen.")
            self.app.push_screen(Confirm(question, more, enter_is_no=True), answered)
        else:
            self._look_in(self._here)

    def _look_in(self, within: str) -> None:
        """Search one retrospective, or all."""
        self._within = within
        self.query_one("#search-title", Static).update(Content(self._title()))
        self._find(self.query_one("#search-words", Entry).value)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _count(found: Found) -> str:
    count = len(found.hits)
    if found.more:
        return _("the {n} newest").format(n=count)
    return ngettext("{n} found", "{n} found", count).format(n=count)
