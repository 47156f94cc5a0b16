"""The filled page from its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from storage.records import meeting_records
from storage.records.all_tables import ACTION_TEXTS, parsed
from storage.records.columns import TableRow
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
)
from templates.filled_page.settings import private_of, settings_of
from templates.meeting.vote_count import by_side


def page_of(
    retrospective: TableRow, workbook_text: str, people: Sequence[TableRow], of_it: Mapping[str, Sequence[TableRow]]
) -> Retrospective:
    """The filled page from its rows.

    Args:
        retrospective: its header.
        workbook_text: its own copy of the workbook.
        people: the rows of its people.
        of_it: table name to rows, for every table of PARTS.
    """
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
        answers=_untraced([answer for row in of_it["answers"] if (answer := answer_of(row)) is not None]),
        actions=tuple(action_of(row) for row in of_it["actions"]),
        groups=tuple(meeting_records.group_of(row) for row in of_it["groups"]),
        # Older journals hold ballots under names: from here on nobody sees whose they were.
        votes=by_side(retrospective["id"], map(meeting_records.vote_of, of_it["votes"])),
        topics=tuple(meeting_records.topic_of(row) for row in of_it["topics"]),
        agreements=tuple(meeting_records.agreement_of(row) for row in of_it["agreements"]),
        reviews=tuple(meeting_records.review_of(row) for row in of_it["reviews"]),
        settings=settings_of(json.loads(retrospective["settings"])),
        heads=tuple(json.loads(retrospective["heads"])),
    )


def _untraced(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers in their order; those without a name by their random ids, and without times."""
    nameless = iter(sorted((one for one in answers if one.anonymous), key=lambda one: one.id))
    return tuple(replace(next(nameless), created="", edited=None) if one.anonymous else one for one in answers)


PARTS = ("answers", "actions", "groups", "votes", "topics", "agreements", "reviews")
"""The tables a page is made of, beside its header and its people."""


def answer_of(row: TableRow) -> Answer | None:
    """The answer of a row, or None where its kind is not known here."""
    common = {
        **meeting_records.traces(row),
        **{name: row[name] for name in ("question", "side", "person")},
        "private": private_of(row["private"]),
        "opened": bool(row["opened"]),
        "anonymous": bool(row["anonymous"]),
    }
    match row["kind"]:
        case "notes":
            return Note(**common, text=row["text"] or "", group=row["group"], turning=bool(row["turning"]))
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


def action_of(row: TableRow) -> Action:
    """The action of a row."""
    known = {status.value for status in Status}
    return Action(
        **meeting_records.traces(row),
        **{name: row[name] for name in ACTION_TEXTS},
        side=row["side"],
        control=Control(row["control"]) if row["control"] in {c.value for c in Control} else None,
        status=Status(row["status"]) if row["status"] in known else Status.OPEN,
    )
