"""Scales, choices and checklists: steps picked by number keys, with what each side picked beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.app import ComposeResult

from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Rating,
)
from templates.words import _
from templates.workbook.model import Kind
from tui.answers.area import AnswerArea
from tui.answers.picks import (
    OPTION,
    SLOT,
    Slot,
    items,
    own_answer,
    slots,
)
from tui.session.view import View
from tui.widgets.cards import Cards, Item


class OptionsArea(AnswerArea):
    """One list of steps for whichever of the three kinds is asked."""

    def __init__(self) -> None:
        super().__init__(classes="options-area")
        self._cards = Cards()
        self._slot = Slot(None)
        self._cursor = ""
        self._stop = ""
        self._held = False

    def on_resize(self) -> None:
        """The marks' columns fit the width."""
        self._draw()

    def compose(self) -> ComposeResult:
        """One list: who answers, then the steps, then what was answered."""
        yield self._cards

    # -- data down -------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Draw the steps of the question in view, and everybody's picks."""
        before = self.view
        super().show(view)
        if view.stop.id != self._stop:
            self._stop = view.stop.id
            self._cursor = ""
            self._held = False
        # Without names everybody of a side looks alike: that somebody sat down must be told by the chair.
        if before is None or before.stop.id != view.stop.id or before.sitting != view.sitting:
            self._slot = self._first_slot(view, view.writer.side)
        self._draw()

    def _first_slot(self, view: View, side: str | None) -> Slot:
        return next((slot for slot in slots(view) if slot.side == side), Slot(side))

    def _draw(self) -> None:
        view = self.view
        if view is None:
            return
        cursor = self._cursor if self._cursor else f"{SLOT}{self._slot.side}:{self._slot.guess}"
        self._cards.show(tuple(self._items(view)), cursor)
        self._cards.reveal(cursor)

    def _items(self, view: View) -> Iterator[Item]:
        return items(view, self._slot, self.size.width)

    # -- the keyboard ----------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether letters are kept from being commands."""
        return self._held

    def begin(self) -> None:
        """Take the keyboard until everything asked is answered, or esc."""
        self._held = True
        self._draw()

    def end(self) -> None:
        """Give the keyboard back."""
        self._held = False
        self._draw()

    def pick(self, number: int) -> None:
        """Pick the step or option a number key stands for; 0 is ten where no step is numbered 0."""
        view = self.view
        if view is None:
            return
        question = view.question
        if question.kind is Kind.SCALE:
            value = 10 if number == 0 and 0 not in question.values else number
            if value not in question.values:
                low, high = question.values[0], question.values[-1]
                self.post_message(self.Say(_("This scale goes from {low} to {high}.").format(low=low, high=high)))
                return
            self._pick_place(view, value - question.start)
        else:
            place = 9 if number == 0 else number - 1
            if place >= len(question.options):
                self.post_message(self.Say(_("There are {n} to pick from.").format(n=len(question.options))))
                return
            self._pick_place(view, place)

    def _pick_place(self, view: View, place: int) -> None:
        question = view.question
        mine = own_answer(view, question, self._slot.side)
        option = question.options[place]
        done = True
        match mine:
            case Rating():
                number = question.values[place]
                rated = replace(mine, guess=number) if self._slot.guess else replace(mine, value=number)
                kept: Answer = rated
                guess_open = question.guess and rated.guess is None
                if not self._slot.guess and guess_open and Slot(self._slot.side, guess=True) in slots(view):
                    self._slot = Slot(self._slot.side, guess=True)
                    done = False
            case Choice():
                kept = replace(mine, choice=option.id)
            case Checks(checked=checked):
                ticked = set(checked) ^ {option.id}
                kept = replace(mine, checked=tuple(o.id for o in question.options if o.id in ticked))
                done = False
            case _:
                return
        self._cursor = ""
        self.keep(kept)
        if done and self._held:
            self._held = False
            self.desk.ended()
        self._draw()

    def tab(self) -> bool:
        """Go to the next slot; true where it lies on another side."""
        view = self.view
        if view is None:
            return False
        there = slots(view) if view.question.kind is Kind.SCALE else []
        if self._slot not in there:
            return True
        following = there[(there.index(self._slot) + 1) % len(there)]
        if following.side != self._slot.side:
            return True
        self._slot = following
        self._cursor = ""
        self._draw()
        return False

    # -- the cursor ------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """Move over the steps."""
        order = [item.id for item in self._cards.items if item.id.startswith(OPTION)]
        if not order:
            return
        if self._cursor in order:
            place = min(max(order.index(self._cursor) + step, 0), len(order) - 1)
        else:
            place = 0 if step > 0 else len(order) - 1
        self._cursor = order[place]
        self._draw()

    def edit(self) -> None:
        """Pick the step the cursor stands on."""
        view = self.view
        if view is None:
            return
        if self._cursor:
            cursor = self._cursor
            ids = [OPTION + option.id for option in view.question.options]
            self._pick_place(view, ids.index(cursor))
            self._cursor = cursor if view.question.kind is Kind.CHECKLIST else ""
            self._draw()
        elif self._held:
            # With nothing under the cursor, Enter says that all is picked.
            self.end()
            self.desk.ended()
        else:
            self.begin()

    def standing(self) -> Answer | None:
        """The writer's own answer, if it was given."""
        return self.view.own_answer(self.view.question.id, self._slot.side) if self.view is not None else None

    def delete(self) -> None:
        """Take the writer's own answer back."""
        view = self.view
        if view is None:
            return
        standing = view.own_answer(view.question.id, self._slot.side)
        if standing is None:
            self.post_message(self.Say(_("There is no answer of yours here to delete.")))
        else:
            self.desk.drop(standing)

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click picks a step, or says whose answer the next number is."""
        event.stop()
        view = self.view
        if view is None:
            return
        if event.item.startswith(OPTION):
            ids = [OPTION + option.id for option in view.question.options]
            self._pick_place(view, ids.index(event.item))
        else:
            self._slot = next((s for s in slots(view) if f"{SLOT}{s.side}:{s.guess}" == event.item), self._slot)
            self._draw()
