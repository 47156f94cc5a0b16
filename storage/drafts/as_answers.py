"""Answers as drafts that wait, and as what lies covered, and back. Pure functions."""

from __future__ import annotations

import json

from storage.drafts.covered_file import Sealed
from storage.drafts.draft_file import ANONYMOUS, Draft
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from templates.filled_page.settings import Private
from templates.workbook.model import Kind

_PRIVATE, _OPENED, _TURNING = ".private", ".opened", ".turning"
"""What a draft's body says about its answer besides the words."""
_ANSWERS = frozenset(kind.value for kind in Kind)
SEALED = "sealed:"
"""What the kind of a draft begins with that was typed, under a name, while writing was covered."""


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
    said = {
        _PRIVATE: answer.private.value,
        _OPENED: "yes" if answer.opened else "",
        _TURNING: "yes" if isinstance(answer, Note) and answer.turning else "",
    }
    body |= {name: value for name, value in said.items() if value}
    return Draft(
        act=act,
        retrospective=retrospective,
        question=answer.question,
        kind=ANONYMOUS + kind if answer.anonymous else kind,
        answer=answer.id,
        side=answer.side,
        person=answer.person,
        heads=answer.heads,
        body=body,
        waiting=True,
    )


def answer_of(draft: Draft) -> Answer:
    """The answer a waiting draft is to become."""
    body = draft.body
    common = {
        "id": draft.answer,
        "question": draft.question,
        "side": draft.side,
        "person": draft.person,
        "heads": draft.heads,
        "private": Private(body.get(_PRIVATE, "")),
        "opened": _OPENED in body,
        "anonymous": draft.kind.startswith(ANONYMOUS),
    }
    match plain_kind(draft.kind):
        case "scale":
            return Rating(
                **common,  # type: ignore[arg-type]
                value=json.loads(body.get("value", "null")),
                guess=json.loads(body.get("guess", "null")),
            )
        case "ledger":
            cells = {name: value for name, value in body.items() if value and not name.startswith(".")}
            return Row(**common, cells=cells)  # type: ignore[arg-type]
        case "choice":
            return Choice(**common, choice=body.get("choice") or None)  # type: ignore[arg-type]
        case "checklist":
            return Checks(**common, checked=tuple(json.loads(body.get("checked", "[]"))))  # type: ignore[arg-type]
        case _:
            return Note(
                **common,  # type: ignore[arg-type]
                text=body.get("text", ""),
                group=body.get("group"),
                turning=_TURNING in body,
            )


def plain_kind(kind: str) -> str:
    """A draft's kind without what says how it was written."""
    return kind.removeprefix(SEALED).removeprefix(ANONYMOUS)


def is_answer(sealed: Sealed) -> bool:
    """Whether what lies covered is an answer; ballots lie in the same file."""
    return plain_kind(sealed.kind) in _ANSWERS


def is_covered(draft: Draft) -> bool:
    """Whether a draft was typed while writing was covered."""
    return draft.kind.startswith((SEALED, ANONYMOUS))


def sealed_of(answer: Answer, retrospective: str) -> Sealed:
    """An answer as it is kept covered."""
    draft = draft_of(answer, "", retrospective)
    return Sealed(
        id=answer.id,
        retrospective=retrospective,
        question=answer.question,
        kind=draft.kind,
        side=answer.side,
        person=answer.person,
        body=draft.body,
    )


def uncovered(sealed: Sealed) -> Answer:
    """A covered answer as it will stand once it is revealed."""
    return answer_of(
        Draft(
            act="",
            retrospective=sealed.retrospective,
            question=sealed.question,
            kind=sealed.kind,
            answer=sealed.id,
            side=sealed.side,
            person=sealed.person,
            body=sealed.body,
        )
    )
