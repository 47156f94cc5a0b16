"""A filled page as the JSON of `render --format json`: ids, never words, where a thing has one.

Lists come in the order of the document. What is absent is null. Keys may be added; none changes its meaning.
"""

from __future__ import annotations

from typing import Any

from templates.filled_page.agreed import (
    Agreement,
    Review,
    Topic,
    Vote,
)
from templates.filled_page.in_order import actions_in_order, answers_in_order
from templates.filled_page.page import (
    KIND_OF,
    Action,
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Private
from templates.meeting.vote_count import by_side
from templates.readers.few_nameless import veiled
from templates.readings import readings
from templates.readings.as_json import as_object
from templates.workbook.model import (
    Column,
    Kind,
    Option,
    Question,
)

FORMAT = 1
"""The number of this form; it grows when a key's meaning changes."""


def as_json(page: Retrospective, audience: str = "joint") -> dict[str, Any]:
    """The whole page as an object that `json.dumps` takes; figures of fewer than three nameless people are left out.

    Args:
        page: no more than its readers may see.
        audience: the key of who is to read it; what is made for fewer than both sides does not come back.
    """
    columns = {question.id: [column.id for column in question.columns] for question in page.workbook.questions}
    names = {person.id: person.name for person in page.people}
    shown = veiled(page)
    return {
        "format": FORMAT,
        "audience": audience,
        "retrospective": {
            "id": page.id,
            "slug": page.slug,
            "title": page.title,
            "workbook": page.workbook.id,
            "lang": page.lang,
            "date": page.date or None,
            "sides": [
                {"id": side.id, "name": side.name, "party": page.party(side.id) or None} for side in page.workbook.sides
            ],
            "stage": page.stage,
        },
        "people": [{"id": person.id, "name": person.name, "side": person.side} for person in page.people],
        "questions": [_question(question, phase.id) for phase in page.workbook.phases for question in phase.questions],
        "answers": [
            _answer(answer, names.get(answer.person or ""), columns.get(answer.question, []), page.visibility(answer))
            for answer in answers_in_order(shown)
        ],
        "groups": [{"id": group.id, "title": group.title, "question": group.question} for group in page.groups],
        "votes": [_vote(vote) for vote in by_side(page.id, page.votes)],
        "actions": [_action(action) for action in actions_in_order(page)],
        "topics": [_topic(topic) for topic in sorted(page.topics, key=lambda topic: topic.place)],
        "agreements": [_agreement(agreement) for agreement in page.agreements],
        "reviews": [_review(review) for review in page.reviews],
        "readings": as_object(readings(shown)),
    }


def _question(question: Question, phase: str) -> dict[str, object]:
    told: dict[str, object] = {
        "id": question.id,
        "phase": phase,
        "kind": question.kind.value,
        "text": question.text,
    }
    match question.kind:
        case Kind.LEDGER:
            told["columns"] = [_column(column) for column in question.columns]
        case Kind.SCALE:
            steps = zip(question.values, question.options, strict=True)
            told["steps"] = [{**_option(step), "value": value} for value, step in steps]
        case Kind.CHOICE | Kind.CHECKLIST:
            told["options"] = [_option(option) for option in question.options]
        case Kind.NOTES:
            pass
    return told


def _option(option: Option) -> dict[str, object]:
    return {"id": option.id, "text": option.text}


def _column(column: Column) -> dict[str, object]:
    told: dict[str, object] = {"id": column.id, "text": column.text, "kind": column.kind.value}
    if column.options:
        told["options"] = [_option(option) for option in column.options]
    return told


def _answer(answer: Answer, by: str | None, columns: list[str], private: Private) -> dict[str, object]:
    return {
        "id": answer.id,
        "question": answer.question,
        "kind": KIND_OF[type(answer)].value,
        "side": answer.side,
        "by": by,
        "person": answer.person,
        **_body(answer, columns),
        "group": answer.group if isinstance(answer, Note) else None,
        "turning": isinstance(answer, Note) and answer.turning,
        "opened": answer.opened,
        "anonymous": answer.anonymous,
        "private": private.value or None,
        "created": answer.created or None,
        "edited": answer.edited,
        **_also(answer.also),
    }


def _body(answer: Answer, columns: list[str]) -> dict[str, object]:
    """What an answer says, under the keys of its kind; cells in the order of the columns."""
    match answer:
        case Note():
            return {"text": answer.text}
        case Rating():
            return {"value": answer.value, "guess": answer.guess}
        case Row():
            order = (*columns, *(column for column in answer.cells if column not in columns))
            return {"cells": {column: answer.cells[column] for column in order if column in answer.cells}}
        case Choice():
            return {"choice": answer.choice}
        case Checks():
            return {"checked": list(answer.checked)}
        case _:
            raise TypeError(f"not an answer: {answer!r}")


def _action(action: Action) -> dict[str, object]:
    return {
        "id": action.id,
        "text": action.text,
        "when": action.when or None,
        "owner": action.owner or None,
        "side": action.side,
        "due": action.due or None,
        "check_on": action.check_on or None,
        "done_means": action.done_means or None,
        "confirm": action.confirm or None,
        "control": action.control.value if action.control else None,
        "status": action.status.value,
        "why": action.why or None,
        "topic": action.topic or None,
        "earlier": action.earlier or None,
        **_also(action.also),
    }


def _vote(vote: Vote) -> dict[str, object]:
    return {"id": vote.id, "target": vote.target, "side": vote.side, "count": vote.count}


def _topic(topic: Topic) -> dict[str, object]:
    return {
        "id": topic.id,
        "target": topic.target or None,
        "place": topic.place,
        "title": topic.title or None,
        "sentence": topic.sentence or None,
        "accepted": list(topic.accepted),
        "refused": list(topic.refused),
        "dissent": topic.dissent or None,
        "state": topic.state.value,
        **_also(topic.also),
    }


def _agreement(agreement: Agreement) -> dict[str, object]:
    return {
        "id": agreement.id,
        "text": agreement.text,
        "state": agreement.state.value,
        "why": agreement.why or None,
        "earlier": agreement.earlier or None,
        **_also(agreement.also),
    }


def _review(review: Review) -> dict[str, object]:
    return {
        "id": review.id,
        "action": review.action,
        "retrospective": review.retrospective,
        "text": review.text,
        "owner": review.owner or None,
        "side": review.side,
        "due": review.due or None,
        "outcome": review.outcome.value or None,
        "why": review.why or None,
    }


def _also(versions: tuple[tuple[str, str], ...]) -> dict[str, object]:
    """What was written at the same time elsewhere, where anything was."""
    return {"also": [{"field": field, "value": value} for field, value in versions]} if versions else {}
