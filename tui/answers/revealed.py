"""What was uncovered, as it is looked at together: question by question, the sides next to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.meeting import road
from templates.readers.few_nameless import shown_of
from templates.words import _
from templates.workbook import frame
from templates.workbook.model import Kind, Question, Side
from tui.answers.picks import side_column
from tui.base.theme import side_variable
from tui.widgets.cards import Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line


def revealed(page: Retrospective, questions: Iterable[Question], width: int) -> Iterator[Item]:
    """The answers to `questions` as a list; questions nobody has answered are left out."""
    for question in questions:
        given = page.answers_to(question.id)
        if given or question.id == frame.SAFETY:
            yield Item("", Content(" "))
            yield Item("", safe(one_line(question.text)).stylize("bold"))
            yield from _steps(page, question, given, width) if question.options else _cards(page, question, given)


def _side_of(page: Retrospective, answer: Answer) -> Side | None:
    return page.workbook.side(answer.side or "")


def _cards(page: Retrospective, question: Question, given: Sequence[Answer]) -> Iterator[Item]:
    order = [*page.workbook.sides, None]
    for answer in sorted(given, key=lambda answer: order.index(_side_of(page, answer))):
        side = _side_of(page, answer)
        color = f"${side_variable(page.workbook.sides.index(side) if side else 0)}"
        name = page.name_of(answer)
        who = " · ".join(one_line(part) for part in (side.name if side else "", name or "") if part)
        yield Item(
            "",
            Content.assemble(("• ", color), safe(_told(question, answer)), (f"  {who}" if who else "", color)),
            indent=2,
        )


def _told(question: Question, answer: Answer) -> str:
    match answer:
        case Note(text=text):
            return text
        case Row(cells=cells):
            return " · ".join(one_line(c.word(cells[c.id])) for c in question.columns if cells.get(c.id, "").strip())
        case _:
            return ""


def _steps(page: Retrospective, question: Question, given: Sequence[Answer], width: int) -> Iterator[Item]:
    """How many of each side picked each step."""
    sides = page.workbook.sides
    columns: Sequence[Side | None] = sides or (None,)
    given, back = shown_of(page, given)
    if sides:
        legend = (side_column(safe(side.name), n, width=width, heading=True) for n, side in enumerate(sides))
        yield Item("", Content(" "), right=Content.assemble(*legend))
    for place, option in enumerate(question.options):
        number = f"{question.values[place]} " if question.kind is Kind.SCALE else ""
        counts = [
            sum(_picked(question, answer, place) for answer in given if side is None or answer.side == side.id)
            for side in columns
        ]
        marks = (Content("●" * count if count <= 6 else f"●{count}") for count in counts)
        right = Content.assemble(*(side_column(mark, n, width=width) for n, mark in enumerate(marks)))
        yield Item("", Content.assemble((number, "$quiet"), safe(option.text)), right=right)
    few = [side for side in columns if (side.id if side else None) in back]
    if question.id == frame.SAFETY:
        few = [s for s in columns if sum(s is None or a.side == s.id for a in given) < road.FEWEST]
    for side in few:
        name = one_line(side.name) if side else _("The team")
        told = _("{side}: too few to show").format(side=name)
        yield Item("", Content.styled(told, "$quiet"))


def _picked(question: Question, answer: Answer, place: int) -> bool:
    option = question.options[place].id
    match answer:
        case Rating(value=value):
            return value == question.values[place]
        case Choice(choice=choice):
            return choice == option
        case Checks(checked=checked):
            return option in checked
        case _:
            return False
