"""How a scale, a choice or a checklist is drawn: who answers, the steps, and what each side picked beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from storage.ids import new_id, single_id
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Rating,
    is_blank,
)
from templates.filled_page.settings import Writing
from templates.readers.few_nameless import shown_of
from templates.words import _, ngettext
from templates.workbook.model import Kind, Question, Side
from tui.base.theme import side_variable
from tui.document.wrapping import fit
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.safe_content import safe

OPTION, SLOT = "option:", "slot:"
"""What the ids of the lines begin with: a step, and somebody whose answer a number goes into."""
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
    return Content.assemble(" ", fit(content, column - 1, right=True).stylize(style))


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


def _uncovered(view: View, question: str) -> tuple[Answer, ...]:
    """The answers that are not covered; of what is covered not even one's own is shown, for others may look on."""
    given = view.page.answers_to(question)
    return given if view.mode is Writing.OPEN else tuple(answer for answer in given if answer.id not in view.shown)


def in_the_open(view: View, question: str) -> tuple[Answer, ...]:
    """The answers everybody may see, without those of too few people who gave no name."""
    return shown_of(view.page, _uncovered(view, question))[0]


def kept_back(view: View, question: str) -> frozenset[str | None]:
    """The sides of which too few people without a name have answered a question to be shown."""
    return shown_of(view.page, _uncovered(view, question))[1]


def slots(view: View) -> list[Slot]:
    """Whose answers a number can go into, in order."""
    found = []
    for side in view.page.columns:
        id = side.id if side else None
        if view.mode is not Writing.OPEN and (id != view.writer.side or not view.seated):
            continue  # Where writing is covered, nobody answers but whoever is at the keyboard.
        found.append(Slot(id))
        if view.question.guess and len(view.page.workbook.sides) > 1:
            found.append(Slot(id, guess=True))
    return found


def items(view: View, chosen: Slot, width: int) -> Iterator[Item]:
    """Who answers, the steps with what each side picked, then who picked what."""
    question = view.question
    # Who answers stands first: in a low window the steps' end may be out of sight, this never.
    if question.kind is Kind.SCALE:
        for slot in slots(view):
            yield _slot_item(view, slot, chosen)
    elif view.seated:
        yield _slot_item(view, chosen, chosen)
    # The marks of what was picked stand in columns under the sides' names.
    sides = view.page.workbook.sides
    if sides:
        legend = Content.assemble(
            *(side_column(safe(s.name), n, width=width, heading=True) for n, s in enumerate(sides))
        )
        yield Item("", Content(" "), right=legend)
    mine = own_answer(view, question, chosen.side)
    for place, option in enumerate(question.options):
        sign = _sign(view, mine, option.id, place)
        number = question.values[place] if question.kind is Kind.SCALE else place + 1
        label = f"{number:>{len(str(len(question.options)))}} "
        text = Content.assemble(sign, (label, "$quiet"), safe(option.text))
        right = Content.assemble(
            *(side_column(_marks(view, side, option.id, place, width), n, width=width) for n, side in enumerate(sides))
        )
        yield Item(OPTION + option.id, text, indent=4 + len(label), right=right if sides else None)
    yield Item("", Content(" "))
    yield from _everybody(view)


def _sign(view: View, mine: Answer, option: str, place: int) -> Content:
    match mine:
        case Choice() if view.mode is not Writing.OPEN:
            return Content.styled("( ) ", "$quiet")
        case Rating() if view.mode is not Writing.OPEN:
            return Content.styled("( ) ", "$quiet")
        case Checks(checked=checked):
            return Content.styled("[x] " if option in checked else "[ ] ", "bold" if option in checked else "$quiet")
        case Choice(choice=choice):
            return Content.styled("(•) " if option == choice else "( ) ", "bold" if option == choice else "$quiet")
        case Rating(value=value, guess=guess):
            number = view.question.values[place]
            own = "(•)" if number == value else "( )"
            guessed = "?" if number == guess else " "
            return Content.styled(own + guessed, "bold" if number in (value, guess) else "$quiet")
        case _:
            return Content("    ")


def _marks(view: View, side: Side, option: str, place: int, width: int) -> Content:
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
    if width < _NARROW_BELOW:
        return Content(str(count) if count else "·")
    return Content("●" * count if count <= 4 else f"●{count}")


def _slot_item(view: View, slot: Slot, chosen: Slot) -> Item:
    here = slot == chosen
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
    return Item(f"{SLOT}{slot.side}:{slot.guess}", content, indent=4)


def _everybody(view: View) -> Iterator[Item]:
    """Who picked what, a line a side: figures of the sides are never put together."""
    given, few = in_the_open(view, view.question.id), kept_back(view, view.question.id)
    known = [side.id if side else None for side in view.page.columns]
    lines: list[tuple[Side | None, list[Answer]]] = [
        (side, [answer for answer in given if answer.side == id])
        for side, id in zip(view.page.columns, known, strict=True)
    ]
    # What came by merging, or was given without a side, is shown too.
    lines.append((None, [answer for answer in given if answer.side not in known]))
    for place, (side, answers) in enumerate(lines):
        parts = [_told(view, answer) for answer in answers]
        of_line = {known[place]} if place < len(known) else few - set(known)
        if few & of_line:
            parts.append(_("too few without a name to show"))
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


def _told(view: View, answer: Answer) -> str:
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
