"""The outline at the side of the road: phases and questions, where one stands, how far each side has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from textual.content import Content

from storage.drafts.draft_writer import Draft
from templates.filled_page.page import Retrospective
from templates.meeting import road as meeting
from templates.words import ngettext
from templates.workbook.model import Phase, Question, Stop
from tui.base.theme import side_variable
from tui.widgets.cards import Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_CELL = 3
"""The least cells for one side's figure."""


def outline(
    page: Retrospective,
    here: Stop,
    drafts: tuple[Draft, ...],
    covered: Mapping[str, Mapping[str | None, int]] = MappingProxyType({}),
) -> tuple[Item, ...]:
    """The outline's lines, one a stop; an item's id is its stop's.

    Args:
        page: what is answered.
        here: where one stands.
        drafts: what is typed and not kept.
        covered: how many covered answers each question has, by side: they count, whatever they say.
    """
    return tuple(_lines(page, here, drafts, covered))


def _lines(
    page: Retrospective,
    here: Stop,
    drafts: tuple[Draft, ...],
    covered: Mapping[str, Mapping[str | None, int]],
) -> Iterator[Item]:
    answered: dict[tuple[str, str | None], int] = {}
    for answer in page.answers:
        key = (answer.question, answer.side if page.workbook.sides else None)
        answered[key] = answered.get(key, 0) + 1
    for question, of in covered.items():
        for side, number in of.items():
            key = (question, side if page.workbook.sides else None)
            answered[key] = answered.get(key, 0) + number
    drafted = {draft.question for draft in drafts}
    phase: Phase | None = None
    road = meeting.road(page)
    for stop in road:
        if phase is None or stop.phase.id != phase.id:
            if phase is not None:
                yield Item("", Content(" "))
            phase = stop.phase
            questions = [q for s in page.road if s.phase.id == phase.id for q in s.questions]
            figures = Content.assemble(
                *(
                    _cell(f"{sum((q.id, _id(side)) in answered for q in questions)}/{len(questions)}", place)
                    for place, side in enumerate(page.columns)
                    if questions
                )
            )
            of_stage = {question.id for question in phase.questions}
            mark = Content.styled("▒ ", "$accent") if of_stage & covered.keys() else Content("")
            yield Item("", Content.assemble(mark, safe(one_line(phase.title)).stylize("bold")), right=figures)
        current = stop.id == here.id
        lies = any(question.id in covered for question in stop.questions)
        sign = _place_sign(stop, current=current, drafted=drafted) if stop.place else None
        if lies and not current:
            sign = Content.styled("▒ ", "$accent")
        yield Item(
            stop.id,
            Content.assemble(
                sign or _sign(page, stop.questions, answered, current=current, drafted=drafted),
                _name(stop).stylize("bold" if current else ""),
            ),
            right=None if stop.place else _figures(page, stop, answered),
        )


def _figures(page: Retrospective, stop: Stop, answered: dict[tuple[str, str | None], int]) -> Content:
    """How many answers each side has given."""
    return Content.assemble(
        *(
            _cell(_figure(sum(answered.get((q.id, _id(side)), 0) for q in stop.questions)), place)
            for place, side in enumerate(page.columns)
        )
    )


def _place_sign(stop: Stop, *, current: bool, drafted: set[str]) -> Content:
    """Where one stands, or a form that was begun there; a place is never answered to the end."""
    if current:
        return Content.styled("▸ ", "bold $accent")
    return Content.styled("✎ ", "$warning") if stop.id in drafted else Content("  ")


def _id(side: object) -> str | None:
    return getattr(side, "id", None)


def _name(stop: Stop) -> Content:
    if stop.is_sheet:
        n = len(stop.questions)
        return Content(ngettext("{n} question on one sheet", "{n} questions on one sheet", n).format(n=n))
    return safe(one_line(stop.questions[0].text))


def _figure(count: int) -> str:
    return str(count) if count else "·"


def _cell(text: str, place: int) -> Content:
    content = Content.styled(text, f"${side_variable(place)}")
    return Content.assemble(" " * max(1, _CELL - content.cell_length), content)


def _sign(
    page: Retrospective,
    questions: tuple[Question, ...],
    answered: dict[tuple[str, str | None], int],
    *,
    current: bool,
    drafted: set[str],
) -> Content:
    """Where one stands, a draft, answered by all sides, by some, by none: each by its own sign."""
    if current:
        return Content.styled("▸ ", "bold $accent")
    if any(question.id in drafted for question in questions):
        return Content.styled("✎ ", "$warning")
    given = [(question.id, _id(side)) in answered for question in questions for side in page.columns]
    if all(given):
        return Content.styled("✓ ", "$success")
    return Content.styled("~ " if any(given) else "  ", "$quiet")
