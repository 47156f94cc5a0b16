"""The filled page from its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from storage.tables import ACTION_TEXTS, TableRow, parsed
from templates.retrospective import (
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
)


def page_of(
    retrospective: TableRow,
    workbook_text: str,
    people: Iterable[TableRow],
    answers: Iterable[TableRow],
    actions: Iterable[TableRow],
) -> Retrospective:
    """The filled page from its rows."""
    return Retrospective(
        id=retrospective["id"],
        slug=retrospective["slug"],
        title=retrospective["title"],
        workbook=parsed(workbook_text),
        date=retrospective["date"],
        parties=MappingProxyType(json.loads(retrospective["parties"])),
        short=bool(retrospective["short"]),
        archived=bool(retrospective["archived"]),
        people=tuple(Person(row["id"], row["name"], row["side"]) for row in people),
        answers=tuple(answer for row in answers if (answer := _answer_of(row)) is not None),
        actions=tuple(_action_of(row) for row in actions),
        heads=tuple(json.loads(retrospective["heads"])),
    )


def _traces(row: TableRow) -> dict[str, Any]:
    also = row["also"]
    return {
        "id": row["id"],
        "created": row["created"],
        "edited": row["edited"],
        "also": tuple((name, value) for name, value in json.loads(also)) if also else (),
        "heads": tuple(json.loads(row["heads"])),
    }


def _answer_of(row: TableRow) -> Answer | None:
    common = {**_traces(row), "question": row["question"], "side": row["side"], "person": row["person"]}
    match row["kind"]:
        case "notes":
            return Note(**common, text=row["text"] or "", group=row["group"])
        case "scale":
            return Rating(**common, value=row["value"], guess=row["guess"])
        case "ledger":
            return Row(**common, cells=MappingProxyType(json.loads(row["cells"] or "{}")))
        case "choice":
            return Choice(**common, choice=row["choice"])
        case "checklist":
            return Checks(**common, checked=tuple(json.loads(row["checked"] or "[]")))
        case _:
            return None


def _action_of(row: TableRow) -> Action:
    known = {status.value for status in Status}
    return Action(
        **_traces(row),
        **{name: row[name] for name in ACTION_TEXTS},
        side=row["side"],
        control=Control(row["control"]) if row["control"] in {c.value for c in Control} else None,
        status=Status(row["status"]) if row["status"] in known else Status.OPEN,
    )
