"""The time plan: the stages with minutes that add up to the meeting's length, changed with two keys."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from storage.records.header import Details
from templates.meeting import time_plan
from templates.words import _, ngettext
from tui.places.list_area import ListArea
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_LENGTH = "length"
_STEP = 5
"""Minutes the meeting's length changes by."""


class PlanArea(ListArea):
    """A line a stage; + and - change the minutes of the one under the cursor."""

    PLACE = "open.plan"

    def items(self, view: View) -> Iterator[Item]:
        """The meeting's length, then its stages."""
        yield Item(_LENGTH, Content.styled(_("The whole meeting"), "bold"), right=_minutes(time_plan.length(view.page)))
        for part in time_plan.plan(view.page):
            mark = ("• " if part.chosen else "  ", "$accent")
            title = safe(one_line(part.stage.title))
            yield Item(part.stage.id, Content.assemble(mark, title), right=_minutes(part.minutes))
        over = time_plan.over(view.page)
        if over:
            told = ngettext("{n} minute too many", "{n} minutes too many", over)
            if over < 0:
                told = ngettext("{n} minute to spare", "{n} minutes to spare", -over)
            yield Item("", Content.styled(told.format(n=abs(over)), "$warning"))

    def next_step(self) -> str:
        """What the two keys do."""
        return _("↑ ↓ choose a stage; + and - change its minutes.")

    def act(self, name: str) -> None:
        """Longer, shorter, or as suggested."""
        view = self.view
        if view is None:
            return
        if name == "reset":
            settings = {"minutes": None, **{f"plan.{stage}": None for stage in view.page.settings.plan}}
            self.change(Details(settings=settings))
        elif self.chosen:
            self._turn(view, 1 if name == "more" else -1)
        self.draw()

    def pick(self, number: int) -> None:
        """Set the stage under the cursor to so many times five minutes."""
        view = self.view
        if view is not None and self.chosen and self.chosen != _LENGTH:
            self.change(Details(settings={f"plan.{self.chosen}": 5 * (number or 10)}))
            self.draw()

    def _turn(self, view: View, way: int) -> None:
        if self.chosen == _LENGTH:
            minutes = min(max(time_plan.length(view.page) + way * _STEP, time_plan.SHORTEST), time_plan.LONGEST)
            self.change(Details(settings={"minutes": minutes}))
        else:
            minutes = min(max(time_plan.minutes_of(view.page, self.chosen) + way, 0), time_plan.LONGEST)
            self.change(Details(settings={f"plan.{self.chosen}": minutes}))


def _minutes(minutes: int) -> Content:
    return Content(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
