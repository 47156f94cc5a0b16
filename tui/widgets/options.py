"""Scales, choices and checklists: steps picked by number keys, with what each side picked beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.content import Content

from storage.ids import new_id, single_id
from templates.retrospective import Answer, Checks, Choice, Rating, is_blank
from templates.settings import Writing
from templates.words import _, ngettext
from templates.workbook import Kind, Question, Side
from tui.door import safe
from tui.theme import side_variable
from tui.view import View
from tui.widgets.area import AnswerArea
from tui.widgets.cards import Cards, Item

_OPTION = "option:"
_SLOT = "slot:"
_NARROW_BELOW = 56
"""Cells of width below which the sides' marks are figures under the sides' first letters."""
_WIDE_COLUMN = 8
_NARROW_COLUMN = 3


def side_column(content: Content, place: int, *, width: int, heading: bool = False) -> Content:
    """One side's mark, at the right end of a column in the side's colour."""
    style = f"bold ${side_variable(place)}" if heading else f"${side_variable(place)}"
    column = _NARROW_COLUMN if width < _NARROW_BELOW else _WIDE_COLUMN
    if heading and width < _NARROW_BELOW:
        content = content[:1]
    fitted = content.truncate(column - 1, ellipsis=True)
    return Content.assemble(" " * (column - fitted.cell_length), fitted.stylize(style))


@dataclass(frozen=True, slots=True)
class Slot:
    """What the next number goes into: a side's own answer, or its guess of the other's."""

    side: str | None
    guess: bool = False


def own_answer(view: View, question: Question, side: str | None) -> Answer:
    """The answer the writer has on `side`, or an empty one that is not kept yet."""
    standing = view.own_answer(question.id, side)
    if standing is not None:
        return standing
    person = view.writer.person if side == view.writer.side else None
    # Without a name there may be many, and no name may lead to any of them.
    anonymous = view.mode is Writing.ANONYMOUS and side == view.writer.side
    id = new_id() if anonymous else single_id(view.page.id, question.id, side, person)
    if question.kind is Kind.SCALE:
        return Rating(id=id, question=question.id, side=side, person=person, value=None)
    if question.kind is Kind.CHOICE:
        return Choice(id=id, question=question.id, side=side, person=person, choice=None)
    return Checks(id=id, question=question.id, side=side, person=person)


def in_the_open(view: View, question: str) -> tuple[Answer, ...]:
    """The answers everybody may see; of what is covered not even one's own, for others may look on."""
    given = view.page.answers_to(question)
    return given if view.mode is Writing.OPEN else tuple(answer for answer in given if answer.id not in view.shown)


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
        if before is None or before.stop.id != view.stop.id or before.writer != view.writer:
            self._slot = self._first_slot(view, view.writer.side)
        self._draw()

    def _first_slot(self, view: View, side: str | None) -> Slot:
        return next((slot for slot in self._slots(view) if slot.side == side), Slot(side))

    def _slots(self, view: View) -> list[Slot]:
        slots = []
        for side in view.page.columns:
            id = side.id if side else None
            if view.mode is not Writing.OPEN and (id != view.writer.side or not view.seated):
                continue  # Where writing is covered, nobody answers but whoever is at the keyboard.
            slots.append(Slot(id))
            if view.question.guess and len(view.page.workbook.sides) > 1:
                slots.append(Slot(id, guess=True))
        return slots

    def _draw(self) -> None:
        view = self.view
        if view is None:
            return
        cursor = self._cursor if self._cursor else f"{_SLOT}{self._slot.side}:{self._slot.guess}"
        self._cards.show(tuple(self._items(view)), cursor)
        self._cards.reveal(cursor)

    def _items(self, view: View) -> Iterator[Item]:
        question = view.question
        # Who answers stands first: in a low window the steps' end may be out of sight, this never.
        if question.kind is Kind.SCALE:
            for slot in self._slots(view):
                yield self._slot_item(view, slot)
        elif view.seated:
            yield self._slot_item(view, self._slot)
        # The marks of what was picked stand in columns under the sides' names.
        sides = view.page.workbook.sides
        width = self.size.width
        if sides:
            legend = Content.assemble(
                *(side_column(safe(s.name), n, width=width, heading=True) for n, s in enumerate(sides))
            )
            yield Item("", Content(" "), right=legend)
        mine = own_answer(view, question, self._slot.side)
        for place, option in enumerate(question.options):
            sign = self._sign(view, mine, option.id, place)
            number = question.values[place] if question.kind is Kind.SCALE else place + 1
            label = f"{number:>{len(str(len(question.options)))}} "
            text = Content.assemble(sign, (label, "$quiet"), safe(option.text))
            right = Content.assemble(
                *(
                    side_column(self._marks(view, side, option.id, place), n, width=width)
                    for n, side in enumerate(sides)
                )
            )
            yield Item(_OPTION + option.id, text, indent=4 + len(label), right=right if sides else None)
        yield Item("", Content(" "))
        yield from self._everybody(view)

    def _sign(self, view: View, mine: Answer, option: str, place: int) -> Content:
        match mine:
            case Choice() if view.mode is not Writing.OPEN:
                return Content.styled("( ) ", "$quiet")
            case Rating() if view.mode is not Writing.OPEN:
                return Content.styled("( ) ", "$quiet")
            case Checks(checked=checked):
                return Content.styled(
                    "[x] " if option in checked else "[ ] ", "bold" if option in checked else "$quiet"
                )
            case Choice(choice=choice):
                return Content.styled("(•) " if option == choice else "( ) ", "bold" if option == choice else "$quiet")
            case Rating(value=value, guess=guess):
                number = view.question.values[place]
                own = "(•)" if number == value else "( )"
                guessed = "?" if number == guess else " "
                return Content.styled(own + guessed, "bold" if number in (value, guess) else "$quiet")
            case _:
                return Content("    ")

    def _marks(self, view: View, side: Side, option: str, place: int) -> Content:
        count = 0
        for answer in in_the_open(view, view.question.id):
            if answer.side == side.id:
                match answer:
                    case Checks(checked=checked):
                        count += option in checked
                    case Choice(choice=choice):
                        count += option == choice
                    case Rating(value=value):
                        count += value == view.question.values[place]
        if self.size.width < _NARROW_BELOW:
            return Content(str(count) if count else "·")
        return Content("●" * count if count <= 4 else f"●{count}")

    def _slot_item(self, view: View, slot: Slot) -> Item:
        here = slot == self._slot
        question = view.question
        side = view.page.workbook.side(slot.side) if slot.side else None
        color = f"${side_variable(view.page.columns.index(side) if side in view.page.columns else 0)}"
        person = view.person if slot.side == view.writer.side else None
        who = safe(side.name if side else "")
        if person:
            who = Content.assemble(who, " · " if side else "", safe(person.name))
        if not side and not person:
            who = Content(_("The team"))
        mine = own_answer(view, question, slot.side)
        if slot.guess:
            other = next((s for s in view.page.workbook.sides if s.id != slot.side), None)
            what = _("guesses that the {side} says").format(side=other.name if other else "")
            said = mine.guess if isinstance(mine, Rating) else None
            label = Content.assemble("    ", safe(what))
        else:
            label = who.stylize(f"bold {color}")
            said = mine.value if isinstance(mine, Rating) else None
        if view.mode is not Writing.OPEN:
            # Others may look on: that something was answered is shown, what it was is not.
            has_said = said is not None if isinstance(mine, Rating) else not is_blank(mine)
            value = Content(_("✓ answered") if has_said else "–")
        elif isinstance(mine, Rating):
            step = question.step(said) if said is not None else None
            value = Content.assemble(f"{said}  ", safe(step.text)) if step else Content("–")
        else:
            value = Content.styled(_("picks with the number keys"), "$quiet")
        arrow = Content.styled("▸ " if here else "  ", f"bold {color}")
        content = Content.assemble(arrow, label, ("  ", ""), value.stylize("bold" if here else ""))
        return Item(f"{_SLOT}{slot.side}:{slot.guess}", content, indent=4)

    def _everybody(self, view: View) -> Iterator[Item]:
        """Who picked what, a line a side: figures of the sides are never put together."""
        given = in_the_open(view, view.question.id)
        known = [side.id if side else None for side in view.page.columns]
        lines: list[tuple[Side | None, list[Answer]]] = [
            (side, [answer for answer in given if answer.side == id])
            for side, id in zip(view.page.columns, known, strict=True)
        ]
        # What came by merging, or was given without a side, is shown too.
        lines.append((None, [answer for answer in given if answer.side not in known]))
        for place, (side, answers) in enumerate(lines):
            parts = [self._told(view, answer) for answer in answers]
            if parts:
                other = Content(_("(no side)") if view.page.workbook.sides else _("The team"))
                name = safe(side.name) if side else other
                yield Item(
                    "",
                    Content.assemble(
                        name.stylize(f"${side_variable(place)}"),
                        ("  ", ""),
                        Content.styled(safe(" · ".join(parts)).plain, "$quiet"),
                    ),
                    indent=4,
                )

    def _told(self, view: View, answer: Answer) -> str:
        name = view.page.name_of(answer) or ""
        question = view.question
        match answer:
            case Rating(value=value, guess=guess):
                told = "–" if value is None else str(value)
                told += _(" (guess {n})").format(n=guess) if guess is not None else ""
            case Choice(choice=choice):
                option = question.option(choice) if choice else None
                told = option.text if option else "–"
            case Checks(checked=checked):
                told = ngettext("{n} ticked", "{n} ticked", len(checked)).format(n=len(checked))
            case _:
                told = ""
        told = f"{name} {told}".strip()
        for _field, other in answer.also:
            told += " ⚠ " + _("also written: ") + other
        return told

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
                if not self._slot.guess and guess_open and Slot(self._slot.side, guess=True) in self._slots(view):
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
            self.post_message(self.Ended())
        self._draw()

    def tab(self) -> bool:
        """Go to the next slot; true where it lies on another side."""
        view = self.view
        if view is None:
            return False
        slots = self._slots(view) if view.question.kind is Kind.SCALE else []
        if self._slot not in slots:
            return True
        following = slots[(slots.index(self._slot) + 1) % len(slots)]
        if following.side != self._slot.side:
            return True
        self._slot = following
        self._cursor = ""
        self._draw()
        return False

    # -- the cursor ------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """Move over the steps."""
        order = [item.id for item in self._cards.items if item.id.startswith(_OPTION)]
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
            ids = [_OPTION + option.id for option in view.question.options]
            self._pick_place(view, ids.index(cursor))
            self._cursor = cursor if view.question.kind is Kind.CHECKLIST else ""
            self._draw()
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
            self.ask(self.Drop(standing))

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click picks a step, or says whose answer the next number is."""
        event.stop()
        view = self.view
        if view is None:
            return
        if event.item.startswith(_OPTION):
            ids = [_OPTION + option.id for option in view.question.options]
            self._pick_place(view, ids.index(event.item))
        else:
            self._slot = next((s for s in self._slots(view) if f"{_SLOT}{s.side}:{s.guess}" == event.item), self._slot)
            self._draw()
