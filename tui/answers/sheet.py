"""A sheet: several scales with the same steps on one screen, a key each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content

from templates.filled_page.page import Rating
from templates.filled_page.settings import Writing
from templates.readers.few_nameless import FEWEST
from templates.words import _
from templates.workbook.model import Question
from tui.answers.area import AnswerArea
from tui.answers.picks import (
    in_the_open,
    kept_back,
    own_answer,
    side_column,
)
from tui.base.theme import side_variable
from tui.document.prose import prose
from tui.session.view import View
from tui.widgets.cards import Cards, Item
from tui.widgets.prose import Prose
from tui.words.safe_content import safe

_TOGETHER = 3
"""How many figures of a side stand side by side, with a space between; more are told as a range."""


class SheetArea(AnswerArea):
    """One line a scale; a number answers it and goes on to the next."""

    def __init__(self) -> None:
        super().__init__(classes="sheet-area")
        self._cards = Cards()
        self._foot = Prose(classes="sheet-foot")
        self._stop = ""
        self._row = 0
        self._held = False

    def compose(self) -> ComposeResult:
        """The lines, and below them what the steps mean."""
        yield self._cards
        yield self._foot

    def on_resize(self) -> None:
        """The sides' columns fit the width."""
        self._draw()

    def show(self, view: View) -> None:
        """Draw the sheet for the writer."""
        sitting = self.view.sitting if self.view else None
        super().show(view)
        if view.stop.id != self._stop:
            self._stop = view.stop.id
            self._held = False
            self._row = self._first_open(view)
        elif view.sitting != sitting:
            self._row = self._first_open(view)
        self._draw()

    def _first_open(self, view: View) -> int:
        side = view.writer.side
        return next((n for n, q in enumerate(view.stop.questions) if view.own_answer(q.id, side) is None), 0)

    @property
    def question(self) -> Question | None:
        """The question the cursor stands on."""
        return self.view.stop.questions[self._row] if self.view else None

    def _draw(self) -> None:
        view = self.view
        if view is None:
            return
        here = view.stop.questions[self._row]
        self._cards.show(tuple(self._items(view)), here.id)
        self._cards.reveal(here.id)
        steps = Content.assemble(
            *(
                part
                for number, option in zip(here.values, here.options, strict=True)
                for part in ((f"{number} ", "bold"), safe(option.text), "   ")
            )
        )
        guidance = prose(here.story if view.story else here.guidance)
        others = self._of_no_side(view, here)
        parts = [part for part in (guidance, steps.stylize("$quiet"), others) if part]
        self._foot.update(Content("\n").join(parts))

    def _of_no_side(self, view: View, question: Question) -> Content:
        """What was answered without a side, or came by merging from one that is not known here."""
        known = {side.id for side in view.page.workbook.sides}
        values = [
            str(answer.value)
            for answer in in_the_open(view, question.id)
            if isinstance(answer, Rating) and answer.side not in known and answer.value is not None
        ]
        return Content(f"{_('(no side)')} {' '.join(values)}" if values else "")

    def _items(self, view: View) -> Iterator[Item]:
        about: str | None = None
        sides = view.page.workbook.sides
        width = self.size.width
        for question in view.stop.questions:
            if question.about != about:
                about = question.about
                side = view.page.workbook.side(about or "")
                place = sides.index(side) if side in sides else 0
                title = _("What the {side} owes").format(side=side.name if side else "")
                legend = Content.assemble(
                    *(side_column(safe(s.name), n, width=width, heading=True) for n, s in enumerate(sides))
                )
                yield Item("", safe(title).stylize(f"bold ${side_variable(place)}"), right=legend)
            mine = own_answer(view, question, view.writer.side)
            value = mine.value if isinstance(mine, Rating) else None
            # Others may look on: that something was answered is shown, what it was is not.
            told = "✓" if view.mode is not Writing.OPEN else value
            box = Content.styled(f" [{told}] " if value is not None else " [ ] ", "bold" if value else "$quiet")
            right = Content.assemble(
                *(side_column(self._values(view, question, s.id), n, width=width) for n, s in enumerate(sides))
            )
            yield Item(question.id, Content.assemble(box, safe(question.text)), indent=5, right=right)

    def _values(self, view: View, question: Question, side: str) -> Content:
        values = sorted(
            answer.value
            for answer in in_the_open(view, question.id)
            if isinstance(answer, Rating) and answer.side == side and answer.value is not None
        )
        # Too few people without a name are not shown, only that there are some.
        few = f"<{FEWEST}" if side in kept_back(view, question.id) else ""
        return Content(
            " ".join([*map(str, values), *filter(None, [few])])
            if len(values) <= _TOGETHER
            else f"{values[0]}–{values[-1]} ×{len(values)}"
        )

    # -- the keyboard ----------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether letters are kept from being commands."""
        return self._held

    def begin(self) -> None:
        """Take the keyboard, at the first line the writer has not answered."""
        self._held = True
        if self.view is not None:
            self._row = self._first_open(self.view)
        self._draw()

    def end(self) -> None:
        """Give the keyboard back."""
        self._held = False
        self._draw()

    def pick(self, number: int) -> None:
        """Answer the line the cursor stands on and go on to the next."""
        view = self.view
        if view is None:
            return
        question = view.stop.questions[self._row]
        if number == 0 and 0 not in question.values:
            number = 10
        if number not in question.values:
            low, high = question.values[0], question.values[-1]
            self.post_message(self.Say(_("This scale goes from {low} to {high}.").format(low=low, high=high)))
            return
        mine = own_answer(view, question, view.writer.side)
        if isinstance(mine, Rating):
            self.keep(replace(mine, value=number))
        if self._row + 1 < len(view.stop.questions):
            self._row += 1
        elif self._held:
            self._held = False
            self.desk.ended()
        self._draw()

    def move(self, step: int) -> None:
        """Go up or down the sheet."""
        if self.view is not None:
            self._row = min(max(self._row + step, 0), len(self.view.stop.questions) - 1)
            self._draw()

    def edit(self) -> None:
        """Take the keyboard where the cursor stands."""
        self._held = True
        self._draw()

    def delete(self) -> None:
        """Take the writer's own answer on this line back."""
        view = self.view
        if view is None:
            return
        standing = view.own_answer(view.stop.questions[self._row].id, view.writer.side)
        if standing is None:
            self.post_message(self.Say(_("There is no answer of yours here to delete.")))
        else:
            self.desk.drop(standing)

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click puts the cursor on a line."""
        event.stop()
        if self.view is not None:
            ids = [question.id for question in self.view.stop.questions]
            self._row = ids.index(event.item)
            self._draw()
