"""Filled pages as hypothesis makes them: every kind of answer, and all a meeting makes, in hostile words."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from templates.filled_page.agreed import (
    Agreement,
    Group,
    Outcome,
    Review,
    Standing,
    Topic,
    TopicState,
    Vote,
)
from templates.filled_page.page import (
    Action,
    Answer,
    Checks,
    Choice,
    Control,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
    Status,
    is_blank,
)
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Question,
)
from tests.templates.strategies import HOSTILE, workbooks

MORE = (
    " — *Ann*", " — ", "— *a*", "Why: because", "：", ": ", "x <!-- a b=c -->", "[x] ", "[ ] ", "1. a", "\n", "\n\n",
    "\n- b", "\n    code", "\u2028", "\t", "  ", "\u00a0", "\\", "\\\n", "&#32;", "a|b", "a, b", "、",
)  # fmt: skip
texts = (
    st.lists(
        st.one_of(
            st.sampled_from(HOSTILE + MORE),
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=6),
        ),
        min_size=1,
        max_size=5,
    )
    .flatmap(lambda pieces: st.sampled_from(["", " "]).map(lambda glue: glue.join(pieces)))
    .filter(lambda text: bool(text.strip()))
)
"""What a person may write: anything but nothing."""
maybe_texts = st.one_of(st.just(""), texts)
days = st.sampled_from(["", "2026-03-02", "2026-12-31", "next week"])


@st.composite
def answers(draw: st.DrawFn, id: str, question: Question, page: Retrospective) -> Answer:
    """One answer that says something."""
    person = draw(st.sampled_from([None, *page.people]))
    sides = [None, *(side.id for side in page.workbook.sides)]
    common: dict[str, Any] = {
        "id": id,
        "question": question.id,
        "side": person.side if person else draw(st.sampled_from(sides)),
        "person": person.id if person else None,
        "opened": draw(st.booleans()),
    }
    match question.kind:
        case Kind.NOTES:
            turning = draw(st.booleans())
            group = draw(st.sampled_from([None, *(group.id for group in page.groups)]))
            return Note(**common, text=draw(texts), turning=turning, group=group)
        case Kind.SCALE:
            value = st.sampled_from(list(question.values))
            return Rating(**common, value=draw(value), guess=draw(st.one_of(st.none(), value)))
        case Kind.LEDGER:
            cells = {column.id: draw(_cell(column)) for column in question.columns if draw(st.booleans())}
            return Row(**common, cells=MappingProxyType({key: value for key, value in cells.items() if value}))
        case Kind.CHOICE:
            return Choice(**common, choice=draw(st.sampled_from([option.id for option in question.options])))
        case Kind.CHECKLIST:
            ids = [option.id for option in question.options]
            return Checks(**common, checked=tuple(one for one in ids if draw(st.booleans())))


def _cell(column: Column) -> st.SearchStrategy[str]:
    if column.kind is ColumnKind.CHOICE:
        return st.one_of(st.sampled_from([option.id for option in column.options]), texts)
    return st.one_of(days, texts) if column.kind is ColumnKind.DATE else texts


@st.composite
def pages(draw: st.DrawFn) -> Retrospective:
    """Any page, as far as an export carries one."""
    book = draw(workbooks())
    sides = [None, *(side.id for side in book.sides)]
    people = tuple(Person(f"p{n}", draw(texts), draw(st.sampled_from(sides))) for n in range(draw(st.integers(0, 3))))
    groups = tuple(Group(id=f"g{n}", title=draw(texts)) for n in range(draw(st.integers(0, 2))))
    page = Retrospective(
        id=draw(st.sampled_from(["5b1e", "a" * 20])),
        slug="",
        title=draw(texts),
        workbook=book,
        date=draw(st.sampled_from(["2026-03-02", ""])),
        parties=MappingProxyType({side.id: draw(texts) for side in book.sides if draw(st.booleans())}),
        people=people,
        groups=groups,
    )
    asked = list(book.questions)
    given = [draw(answers(f"a{n}", draw(st.sampled_from(asked)), page)) for n in range(draw(st.integers(0, 6)))]
    said = tuple(answer for answer in given if not is_blank(answer))
    used = {answer.group for answer in said if isinstance(answer, Note)}
    return replace(
        page,
        answers=said,
        groups=tuple(group for group in groups if group.id in used),
        actions=tuple(draw(actions(f"d{n}", sides)) for n in range(draw(st.integers(0, 3)))),
        topics=tuple(
            Topic(
                id=f"t{n}",
                target=draw(st.sampled_from(["", *(answer.id for answer in said)])),
                title=draw(maybe_texts),
                place=n,
                sentence=draw(maybe_texts),
                accepted=tuple(side.id for side in book.sides if draw(st.booleans())),
                dissent=draw(maybe_texts),
                state=draw(st.sampled_from(TopicState)),
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        agreements=tuple(
            Agreement(id=f"k{n}", text=draw(texts), state=draw(st.sampled_from(Standing)), why=draw(maybe_texts))
            for n in range(draw(st.integers(0, 2)))
        ),
        reviews=tuple(
            Review(
                id=f"r{n}",
                action="d9",
                retrospective="0ld",
                text=draw(texts),
                owner=draw(maybe_texts),
                side=draw(st.sampled_from(sides)),
                due=draw(days),
                outcome=draw(st.sampled_from(Outcome)),
                why=draw(maybe_texts),
            )
            for n in range(draw(st.integers(0, 2)))
        ),
    )


@st.composite
def actions(draw: st.DrawFn, id: str, sides: list[str | None]) -> Action:
    return Action(
        id=id,
        text=draw(texts),
        when=draw(maybe_texts),
        owner=draw(maybe_texts),
        side=draw(st.sampled_from(sides)),
        due=draw(days),
        check_on=draw(days),
        done_means=draw(maybe_texts),
        confirm=draw(maybe_texts),
        control=draw(st.sampled_from([None, *Control])),
        status=draw(st.sampled_from(Status)),
        why=draw(maybe_texts),
    )


def with_votes(page: Retrospective) -> Retrospective:
    """The same page with a vote: JSON carries them, Markdown does not."""
    votes = tuple(Vote(id=f"v{n}", target=answer.id, side=answer.side) for n, answer in enumerate(page.answers))
    return replace(page, votes=votes)
