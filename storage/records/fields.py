"""Records as the journal writes them: from a page's frozen objects to kinds and fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from storage.entries.change import Change
from storage.entries.entry import Json
from storage.entries.field_names import CELL, PARTY
from storage.entries.fold import DELETED
from storage.records import meeting_records
from storage.records.header import Details
from templates.filled_page.agreed import Made
from templates.filled_page.page import (
    Action,
    Answer,
    Checks,
    Choice,
    Note,
    Person,
    Rating,
    Row,
)
from templates.text import keep

Record: TypeAlias = "Answer | Person | Action | Made | Details"


def kind_of(record: Record) -> str:
    """The journal's kind of a record."""
    match record:
        case Person():
            return "person"
        case Action():
            return "action"
        case Details():
            return "retrospective"
        case Made():
            return meeting_records.KINDS[type(record)]
        case _:
            return "answer"


def heads_of(record: Record) -> tuple[str, ...]:
    """The entries the record's holder had seen."""
    return record.heads if isinstance(record, Answer | Action | Made) else ()


def fields_of(record: Record) -> dict[str, Json]:
    """All fields of a record; texts are kept as far as Unicode allows."""
    fields: dict[str, Json] = {}
    match record:
        case Person():
            fields = {"name": record.name, "side": record.side}
        case Action():
            fields = {
                "text": record.text,
                "when": record.when,
                "owner": record.owner,
                "side": record.side,
                "due": record.due,
                "check_on": record.check_on,
                "done_means": record.done_means,
                "confirm": record.confirm,
                "control": record.control.value if record.control else None,
                "status": record.status.value,
                "why": record.why,
                # What is usual is not written: an entry of before knew nothing of it.
                "topic": record.topic or None,
                "earlier": record.earlier or None,
            }
        case Made():
            fields = meeting_records.fields_of(record)
        case Details():
            named = {
                "title": record.title,
                "date": record.date,
                "short": record.short,
                "archived": record.archived,
            }
            fields = {name: value for name, value in named.items() if value is not None}
            fields |= {PARTY + side: name for side, name in (record.parties or {}).items()}
            fields |= record.settings or {}
        case _:
            fields = {
                "question": record.question,
                "side": record.side,
                "person": record.person,
                "private": record.private.value or None,
                "opened": record.opened or None,
                "anonymous": record.anonymous or None,
                **_body(record),
            }
    return {name: keep(value).text if isinstance(value, str) else value for name, value in fields.items()}


def _body(answer: Answer) -> Mapping[str, Json]:
    match answer:
        case Note():
            return {"kind": "notes", "text": answer.text, "group": answer.group, "turning": answer.turning or None}
        case Rating():
            return {"kind": "scale", "value": answer.value, "guess": answer.guess}
        case Row():
            return {"kind": "ledger", **{CELL + column: value for column, value in answer.cells.items()}}
        case Choice():
            return {"kind": "choice", "choice": answer.choice}
        case Checks():
            return {"kind": "checklist", "checked": list(answer.checked)}
        case _:
            raise TypeError(f"not an answer: {answer!r}")


def change_of(retrospective: str, record: Record) -> Change:
    """The change that makes a record stand as it is given."""
    return Change(kind_of(record), _id(retrospective, record), fields_of(record), heads_of(record))


def deletion_of(retrospective: str, record: Record) -> Change:
    """The change that takes a record away."""
    return Change(kind_of(record), _id(retrospective, record), {DELETED: True}, heads_of(record))


def _id(retrospective: str, record: Record) -> str:
    return retrospective if isinstance(record, Details) else record.id
