"""The places of Gaps: one reading each, drawn or as a table, with the answers behind every line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from storage.ids import topic_id
from templates.filled_page.agreed import Topic
from templates.filled_page.page import Retrospective, Row
from templates.readers.few_nameless import veiled
from templates.readers.narrowed import FOR_BOTH, narrowed
from templates.readings import Readings, readings
from templates.readings.in_words import Teller
from templates.readings.ledgers import CLAIMED, DENIED, SAYS
from templates.words import _, current
from tui.keys.command import Command
from tui.keys.places.gaps import GAPS
from tui.places.list_area import ListArea
from tui.readings.bars import duties, gaps, guesses
from tui.readings.ledgers import acceptance, promises, trades
from tui.readings.onepage import behind, onepage
from tui.readings.picture import curve, phases
from tui.readings.shown import Drawing, Line
from tui.session.view import View
from tui.widgets.cards import Item

DRAWN: Mapping[str, Callable[[Drawing], Iterator[Line]]] = MappingProxyType(
    {
        "gaps.page": onepage,
        "gaps.apart": gaps,
        "gaps.phases": phases,
        "gaps.trust": curve,
        "gaps.guesses": guesses,
        "gaps.duties": duties,
        "gaps.promises": promises,
        "gaps.trades": trades,
        "gaps.acceptance": acceptance,
    }
)
"""What is drawn at each place."""
ONE_SHAPE = frozenset({"gaps.page", "gaps.acceptance"})
"""The places where there is no picture to change for a table."""


class ReadingArea(ListArea):
    """One reading under a cursor; nothing is written here."""

    PLACE = "gaps"

    def __init__(self) -> None:
        super().__init__()
        self._table = False
        self._unfolded = ""
        self._read: tuple[Retrospective, Retrospective, Readings] | None = None
        """A page, what of it everybody may see, and what is read from that."""
        self._lines: tuple[Line, ...] = ()
        self._drawn: Drawing | None = None
        """What the lines were drawn from, and where."""
        self._drawn_at = ""

    def items(self, view: View) -> Iterator[Item]:
        """The reading of the place in view, and the answers behind the line that was unfolded."""
        drawing = self._drawing(view)
        if drawing != self._drawn or view.stop.place != self._drawn_at:
            self._lines = tuple(DRAWN[view.stop.place](drawing))
            self._drawn, self._drawn_at = drawing, view.stop.place
        unfolded: tuple[Line, ...] = ()
        for line in self._lines:
            if unfolded and (line.id or not line.content.plain.strip()):
                # Below the whole of what they are behind, bars and all.
                yield from map(_item, unfolded)
                unfolded = ()
            yield _item(line)
            if line.id and line.id == self._unfolded:
                unfolded = tuple(behind(drawing, line.answers))
        yield from map(_item, unfolded)

    def _drawing(self, view: View) -> Drawing:
        if self._read is None or self._read[0] is not view.page:
            shown = veiled(narrowed(view.page, FOR_BOTH))
            self._read = (view.page, shown, readings(shown))
        _page, shown, found = self._read
        # The scrollbar may come and go: one cell is left for it.
        width = max(self._cards.size.width - 1, 20)
        return Drawing(shown, found, Teller.of(shown, current()), width, self._table)

    def nothing(self) -> str:
        """What stands there before both sides have answered."""
        return _("Nothing to compare yet: here stands what both sides answered.")

    def arrived(self) -> None:
        """Another reading begins at its first line."""
        self._unfolded = ""
        self._cursor = ""

    def next_step(self) -> str:
        """What Enter does; where rows can be claimed, who writes is shown instead."""
        view = self.view
        if view is None or view.stop.place in ("gaps.promises", "gaps.trades"):
            return ""
        return _("↑ ↓ choose a line; Enter shows the answers behind it.")

    def footer(self) -> tuple[Command, ...]:
        """The keys that do something at this place."""
        place = self.view.stop.place if self.view else ""
        without = {"gaps.table"} if place in ONE_SHAPE else set()
        if place not in ("gaps.promises", "gaps.trades"):
            without |= {"gaps.claim", "gaps.deny"}
        return tuple(command for command in GAPS if command.id not in without)

    # -- keys ------------------------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return next((line for line in self._lines if line.id and line.id == self.chosen), None)

    def begin(self) -> None:
        """Nothing is written here."""
        self.say(_("Nothing is written here; {key} goes to the question.").format(key="o"))

    def edit(self) -> None:
        """Unfold the answers behind the line under the cursor, or fold them again."""
        self._unfolded = "" if self._unfolded == self.chosen else self.chosen
        self.draw()

    def pick(self, number: int) -> None:
        """Put the cursor on the line with a number."""
        chosen = [line.id for line in self._lines if line.id]
        if self.view is not None and self.view.stop.place == "gaps.page" and 0 < number <= len(chosen):
            self.choose(chosen[number - 1])

    def act(self, name: str) -> None:
        """Do what one of the keys of Gaps stands for."""
        view, line = self.view, self.line
        if view is None:
            return
        if name == "table":
            self._toggle(view)
        elif line is None:
            self.say(_("Choose a line first: ↑ ↓."))
        elif name == "answers":
            self.post_message(self.Go(line.question, line.answers[0] if line.answers else ""))
        elif name == "topic":
            self._make_topic(view, line)
        else:
            self._say_of_row(view, line, CLAIMED if name == "claim" else DENIED)

    def _toggle(self, view: View) -> None:
        if view.stop.place in ONE_SHAPE:
            self.say(_("There is no picture here, only words."))
            return
        self._table = not self._table
        self._unfolded = ""
        self.draw()

    def _make_topic(self, view: View, line: Line) -> None:
        # Of one ledger several things are found: each is a topic of its own.
        id = topic_id(view.page.id, f"{line.target} {line.id}" if line.finding else line.target)
        if any(topic.id == id for topic in view.page.topics):
            self.say(_("That is a topic already."))
            return
        self.change(
            Topic(id=id, target=line.target, title=line.finding, place=len(view.page.topics) + 1),
            said=_("A topic to decide on. {key} takes it back.").format(key="u"),
        )

    def _say_of_row(self, view: View, line: Line, said: str) -> None:
        """Claim or deny a row of the other side's; once more takes it back."""
        row, side = view.page.answer(line.row), view.writer.side
        if not isinstance(row, Row):
            self.say(_("Only a row of a ledger can be claimed or denied."))
        elif side is None or row.side == side:
            self.say(_("Your own side wrote this row; w lets the other side speak."))
        else:
            key = SAYS + side
            cells = {id: value for id, value in row.cells.items() if id != key}
            if row.cells.get(key) != said:
                cells[key] = said
            self.keep(replace(row, cells=MappingProxyType(cells)))
            self.draw()


def _item(line: Line) -> Item:
    return Item(line.id, line.content, line.indent)
