"""How openly people can speak: answered without a name, shown where enough have answered, then an offer to all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from textual.content import Content

from templates.filled_page.settings import Writing
from templates.words import N_, _, ngettext
from templates.workbook import frame
from tui.answers.options import OptionsArea
from tui.answers.revealed import revealed
from tui.keys import road as cmd
from tui.keys.command import Command
from tui.session.view import View
from tui.widgets.cards import Item

_OFFER = "offer:"
OFFERS = (
    ("caucus", N_("Each side by itself first, covered")),
    ("narrower", N_("A narrower question: the short road")),
    ("stop", N_("Stop here for today")),
)
"""What is offered afterwards, always, whatever was answered: so the offer tells nothing."""


class SafetyArea(OptionsArea):
    """A scale that is always answered without a name; once it is uncovered, three ways to go on."""

    def _items(self, view: View) -> Iterator[Item]:
        if view.mode is Writing.OPEN:
            yield from self._afterwards(view)
            return
        yield from super()._items(view)

    def _afterwards(self, view: View) -> Iterator[Item]:
        # The question stands above already.
        yield from islice(revealed(view.page, (view.question,), self.size.width), 2, None)
        yield Item("", Content(" "))
        yield Item("", Content.styled(_("Whatever it says, you may choose:"), "bold"))
        for number, (name, told) in enumerate(OFFERS, 1):
            # One team has no sides to go apart: there each writes alone first.
            words = _(told) if name != "caucus" or view.page.workbook.sides else _("Each alone first, covered")
            yield Item(_OFFER + name, Content.assemble((f"{number} ", "$quiet"), words), indent=2)

    def next_step(self) -> str:
        """How many have answered, or what can be chosen."""
        view = self.view
        if view is None:
            return ""
        if view.mode is Writing.OPEN:
            return _("1 to 3 choose; n goes on as planned.")
        n = sum(view.covered.get(frame.SAFETY, {}).values())
        told = ngettext("{n} has answered.", "{n} have answered.", n).format(n=n)
        rest = _("a asks who, then a number; r shows it.") if not view.seated else _("A number answers; w hands over.")
        return f"{told} {rest}"

    def footer(self) -> tuple[Command, ...]:
        """Answering, handing over, showing."""
        if self.view is not None and self.view.mode is Writing.OPEN:
            return (cmd.PICK,)
        return (cmd.ANSWER, cmd.PICK, cmd.WHO, cmd.REVEAL)

    def begin(self) -> None:
        """Answer, as long as it is not shown."""
        if self.view is not None and self.view.mode is not Writing.OPEN:
            super().begin()

    def pick(self, number: int) -> None:
        """Answer, or choose what is offered."""
        view = self.view
        if view is not None and view.mode is Writing.OPEN:
            if 1 <= number <= len(OFFERS):
                self.post_message(self.Wish(OFFERS[number - 1][0]))
        else:
            super().pick(number)

    def move(self, step: int) -> None:
        """Move over the steps, or over what is offered."""
        if self.view is None or self.view.mode is not Writing.OPEN:
            super().move(step)
            return
        order = [_OFFER + name for name, _told in OFFERS]
        place = order.index(self._cursor) + step if self._cursor in order else 0 if step > 0 else len(order) - 1
        self._cursor = order[min(max(place, 0), len(order) - 1)]
        self._draw()

    def edit(self) -> None:
        """Take what the cursor stands on."""
        view = self.view
        if view is not None and view.mode is Writing.OPEN:
            if self._cursor.startswith(_OFFER):
                self.post_message(self.Wish(self._cursor.removeprefix(_OFFER)))
        else:
            super().edit()

    def delete(self) -> None:
        """Take one's own answer back, as long as it is not shown."""
        if self.view is not None and self.view.mode is not Writing.OPEN:
            super().delete()
