"""What was written of the same thing at the same time elsewhere: shown beside the version that stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from templates.document.voice import Voice
from templates.filled_page.page import Action, Answer
from templates.markdown.escape import begin_line, escape, escape_block
from templates.workbook.model import Question

CELL = "cell."
"""How the field of a ledger's cell begins; the column's id follows."""


def also_written(voice: Voice, question: Question, answer: Answer, indent: str = "") -> list[str]:
    """A sentence for each other version of an answer; `indent` stands before its further lines."""
    _ = voice.gettext
    told = (_answer_version(voice, question, field, value, indent) for field, value in answer.also)
    return [_("Also written: {text}").format(text=text) for text in told if text]


def also_below(voice: Voice, question: Question, answers: Iterable[Answer]) -> Iterator[str]:
    """What else was written of answers that stand in a table: a list to go below it, if there is any."""
    lines = []
    for answer in answers:
        who = voice.who(answer)
        told = also_written(voice, question, answer, "  ")
        lines += [f"- {begin_line(voice.labelled(who, line)) if who else line}" for line in told]
    if lines:
        yield "\n".join(lines)


def also_agreed(voice: Voice, action: Action, indent: str = "") -> list[str]:
    """A sentence for each other version of an action; `indent` stands before its further lines."""
    _ = voice.gettext
    told = (_action_version(voice, field, value, indent) for field, value in action.also)
    return [_("Also written: {text}").format(text=text) for text in told if text]


def _answer_version(voice: Voice, question: Question, field: str, value: str, indent: str) -> str:
    """One other version in words; empty where it says nothing to a reader."""
    match field:
        case "text":
            return escape_block(value, indent)
        case "value" | "guess":
            step = question.step(int(value)) if value.lstrip("-").isdecimal() else None
            return escape(f"{value} {step.text}") if step else ""
        case "choice":
            return _option(question, value)
        case "checked":
            return voice.listed(_option(question, item) for item in _ids(value))
        case "side":
            return voice.side_id(value)
        case "person":
            person = voice.people.get(value)
            return escape(person.name) if person else ""
        case _ if field.startswith(CELL):
            column = question.column(field.removeprefix(CELL))
            return voice.labelled(escape(column.text), escape(column.word(value))) if column else ""
        case _:
            return ""


def _action_version(voice: Voice, field: str, value: str, indent: str) -> str:
    """One other version in words; empty where it says nothing to a reader."""
    match field:
        case "text" | "when" | "owner" | "done_means" | "confirm" | "why":
            return escape_block(value, indent)
        case "due" | "check_on":
            return voice.date(value)
        case "side":
            return voice.side_id(value)
        case "status":
            return voice.status(value)
        case _:
            return ""


def _option(question: Question, id: str) -> str:
    return next((escape(option.text) for option in question.options if option.id == id), "")


def _ids(value: str) -> Iterator[str]:
    """The ids in a checklist's kept value, which is a JSON list."""
    try:
        items = json.loads(value)
    except ValueError:
        return
    if isinstance(items, list):
        yield from (item for item in items if isinstance(item, str))
