"""What is on its way to the disk as a draft that waits there, and back: answers, and changes to anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from storage.changes import Change
from storage.drafts import Draft
from storage.ids import single_id
from storage.records import Record, change_of, deletion_of
from templates.retrospective import Answer, Checks, Choice, Note, Rating, Row
from templates.settings import private_of

CHANGE = "change"
"""The kind of a draft that holds changes waiting to be written."""
MARKS = "@marks"
"""Under what a waiting answer's marks stand in a draft's body, as JSON; no column has such an id."""
FORM = "form:"
"""What the kind of a draft begins with that holds a place's form; the form's name follows."""


def companion(act: str, retrospective: str) -> str:
    """The act in another retrospective that belongs to `act`."""
    return single_id(retrospective, act, None, None)


@dataclass(frozen=True, slots=True)
class Request:
    """Something of the page, or of others, that is to change in one go."""

    records: tuple[Record, ...] = ()
    """What is to stand as it is given."""
    drop: tuple[Record, ...] = ()
    """What is to be deleted."""
    elsewhere: tuple[tuple[str, Record], ...] = ()
    """(retrospective, record) of what is to change in others with it."""

    def changes(self, retrospective: str, act: str) -> list[tuple[str, str, list[Change]]]:
        """(retrospective, act, changes) of all that is to be written; that of others comes first."""
        here = [change_of(retrospective, record) for record in self.records]
        here += [deletion_of(retrospective, record) for record in self.drop]
        others: dict[str, list[Change]] = {}
        for other, record in self.elsewhere:
            others.setdefault(other, []).append(change_of(other, record))
        written = [(other, companion(act, other), changes) for other, changes in others.items()]
        return [*written, (retrospective, act, here)]


def packed(changes: list[tuple[str, str, list[Change]]]) -> str:
    """Changes as a draft's text."""
    plain = [
        [retrospective, act, [[c.kind, c.record, dict(c.fields), list(c.heads)] for c in listed]]
        for retrospective, act, listed in changes
    ]
    return json.dumps(plain, ensure_ascii=False)


def unpacked(text: str) -> list[tuple[str, str, list[Change]]]:
    """What `packed` wrote."""
    return [
        (retrospective, act, [Change(kind, record, fields, tuple(heads)) for kind, record, fields, heads in listed])
        for retrospective, act, listed in json.loads(text)
    ]


def draft_of(answer: Answer, act: str, retrospective: str) -> Draft:
    """An answer as a draft that waits to be kept."""
    match answer:
        case Note(text=text):
            kind, body = "notes", {"text": text}
            if answer.group is not None:
                body["group"] = answer.group
        case Rating(value=value, guess=guess):
            kind, body = "scale", {"value": json.dumps(value), "guess": json.dumps(guess)}
        case Row(cells=cells):
            kind, body = "ledger", dict(cells)
        case Choice(choice=choice):
            kind, body = "choice", {"choice": choice or ""}
        case Checks(checked=checked):
            kind, body = "checklist", {"checked": json.dumps(list(checked))}
        case _:
            raise TypeError(f"not an answer: {answer!r}")
    if marks := {name: value for name, value in _marks(answer) if value}:
        body = {**body, MARKS: json.dumps(marks)}
    return Draft(
        act=act,
        retrospective=retrospective,
        question=answer.question,
        kind=kind,
        answer=answer.id,
        side=answer.side,
        person=answer.person,
        heads=answer.heads,
        body=body,
        waiting=True,
    )


def _marks(answer: Answer) -> Iterator[tuple[str, str | bool]]:
    """What is marked on an answer; it must not be lost while the answer waits."""
    yield "private", answer.private.value
    yield "opened", answer.opened
    yield "anonymous", answer.anonymous
    yield "turning", isinstance(answer, Note) and answer.turning


def answer_of(draft: Draft) -> Answer:
    """The answer a waiting draft is to become."""
    body = dict(draft.body)
    marks = json.loads(body.pop(MARKS, "{}"))
    turning = bool(marks.get("turning"))
    common = {
        "private": private_of(marks.get("private")),
        "opened": bool(marks.get("opened")),
        "anonymous": bool(marks.get("anonymous")),
        "id": draft.answer,
        "question": draft.question,
        "side": draft.side,
        "person": draft.person,
        "heads": draft.heads,
    }
    match draft.kind:
        case "scale":
            return Rating(
                **common,  # type: ignore[arg-type]
                value=json.loads(body.get("value", "null")),
                guess=json.loads(body.get("guess", "null")),
            )
        case "ledger":
            return Row(**common, cells={name: value for name, value in body.items() if value})  # type: ignore[arg-type]
        case "choice":
            return Choice(**common, choice=body.get("choice") or None)  # type: ignore[arg-type]
        case "checklist":
            return Checks(**common, checked=tuple(json.loads(body.get("checked", "[]"))))  # type: ignore[arg-type]
        case _:
            return Note(**common, text=body.get("text", ""), group=body.get("group"), turning=turning)  # type: ignore[arg-type]
