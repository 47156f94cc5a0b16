"""The comments at the end of items: what each thing is taken back by, and what its words do not show exactly.

`docs/exchange.md` describes them. They tell nothing that is not known to whoever may read the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from templates.document.voice import Voice
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Review,
    Standing,
    Topic,
    TopicState,
)
from templates.filled_page.page import (
    Action,
    Answer,
    Checks,
    Choice,
    Note,
    Person,
    Rating,
    Row,
    Status,
)
from templates.markdown.id_comments import one_word
from templates.workbook.model import (
    Column,
    ColumnKind,
    Phase,
    Question,
)
from templates.workbook.writer import question_words

CELL = "cell."
"""How the word that gives a ledger's cell begins; the column's id follows."""


def of_answer(voice: Voice, answer: Answer, question: str = "") -> str:
    """The comment of an answer.

    Args:
        voice: the document's voice.
        answer: the answer.
        question: the id the heading above carries, where it carries one; the comment names another question.
    """
    asked = answer.question if answer.question != question else None
    flags = [name for name, holds in _flags(answer) if holds]
    return voice.mark(answer.id, *flags, question=asked, side=answer.side, by=answer.person, **_body(voice, answer))


def _flags(answer: Answer) -> Iterator[tuple[str, bool]]:
    yield "opened", answer.opened
    yield "anonymous", answer.anonymous
    yield "turning", isinstance(answer, Note) and answer.turning


def _body(voice: Voice, answer: Answer) -> Mapping[str, str | None]:
    """What an answer says, as far as its words in the document are not that already."""
    match answer:
        case Note():
            return {"group": answer.group}
        case Rating():
            return {"value": _number(answer.value), "guess": _number(answer.guess)}
        case Choice():
            return {"choice": answer.choice}
        case Checks():
            return {"checked": one_word(answer.checked)}
        case Row():
            asked = voice.page.workbook.question(answer.question)
            columns = {column.id: column for column in asked.columns} if asked else {}
            return {
                CELL + id: value for id, value in answer.cells.items() if not _is_shown(voice, columns.get(id), value)
            }
        case _:
            return {}


def _is_shown(voice: Voice, column: Column | None, value: str) -> bool:
    """Whether a cell's words are exactly what is kept."""
    if column is None:
        return False
    if column.kind is ColumnKind.DATE:
        return voice.date(value) == value
    return column.word(value) == value


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def of_person(voice: Voice, person: Person) -> str:
    """The comment directly behind a person's name."""
    return voice.mark(person.id, side=person.side)


def of_phase(voice: Voice, phase: Phase) -> str:
    """The comment of a phase's heading."""
    return voice.mark(phase.id)


def of_question(voice: Voice, question: Question) -> str:
    """The comment of a question, as a workbook has it."""
    id, *others = question_words(question)
    pairs = [word.partition("=") for word in others]
    flags = [key for key, _sign, value in pairs if not value]
    return voice.mark(id, *flags, **{key: value for key, _sign, value in pairs if value})


def of_columns(voice: Voice, columns: list[Column]) -> str:
    """The comment of a ledger's header: the ids of the columns below it, and what they take but for text."""
    return voice.mark("columns", **{column.id: column.kind.value for column in columns}) if columns else ""


def of_action(voice: Voice, action: Action) -> str:
    """The comment of an action: everything but what stands in lines of its own."""
    return voice.mark(
        action.id,
        owner=action.owner,
        side=action.side,
        due=action.due,
        check_on=action.check_on,
        confirm=action.confirm,
        control=action.control.value if action.control else None,
        status=action.status.value if action.status is not Status.OPEN else None,
        topic=action.topic,
        earlier=action.earlier,
    )


def of_group(voice: Voice, group: Group) -> str:
    """The comment of a group's heading."""
    return voice.mark(group.id, question=group.question)


def of_topic(voice: Voice, topic: Topic) -> str:
    """The comment of a topic: everything but its sentence and where the sides differ."""
    return voice.mark(
        topic.id,
        target=topic.target,
        title=topic.title,
        place=str(topic.place),
        accepted=one_word(topic.accepted),
        refused=one_word(topic.refused),
        state=topic.state.value if topic.state is not TopicState.OPEN else None,
    )


def of_agreement(voice: Voice, agreement: Agreement) -> str:
    """The comment of an agreement: everything but its words."""
    state = agreement.state.value if agreement.state is not Standing.STANDING else None
    return voice.mark(agreement.id, state=state, earlier=agreement.earlier)


def of_review(voice: Voice, review: Review) -> str:
    """The comment of a look back at an earlier action: everything but the words."""
    return voice.mark(
        review.id,
        action=review.action,
        retrospective=review.retrospective,
        owner=review.owner,
        side=review.side,
        due=review.due,
        outcome=review.outcome.value,
    )


def of_line(voice: Voice, field: str) -> str:
    """The comment of a line that holds one field of the thing above it; its text begins behind the first colon."""
    return voice.mark("", field)


def marked(line: str, *marks: str) -> str:
    """A line with its comments at the end."""
    return " ".join(part for part in (line, *marks) if part)
