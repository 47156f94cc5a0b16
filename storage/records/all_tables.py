"""What the journal adds up to, as tables anyone can query: rows from states, and pages from rows."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from storage.entries.entry import FAR, PURGE, Entry
from storage.entries.field_names import CELL, PARTY
from storage.entries.fold import State, fold, undone_acts
from storage.records.columns import (
    TableRow,
    common,
    dump,
    maybe,
    number,
    placed,
    prefixed,
    text,
)
from storage.records.meeting_records import (
    agreement_row,
    group_row,
    review_row,
    topic_row,
    vote_row,
)
from templates.filled_page.settings import is_setting

if TYPE_CHECKING:
    from templates.workbook.model import Workbook


def _retrospective(id: str, state: State) -> TableRow | None:
    fields = state.fields
    # A header that speaks of another retrospective was never written by any program.
    if state.retrospective != id or not _is_readable(text(fields.get("workbook_text"))):
        # Its entries are kept; a program that can read its workbook will show it.
        return None
    return {
        **common(id, state),
        "slug": text(fields.get("slug")),
        "title": text(fields.get("title")),
        "workbook": workbook_id(text(fields.get("workbook_text"))),
        "date": text(fields.get("date")),
        "parties": dump(prefixed(fields, PARTY)),
        "short": int(bool(fields.get("short"))),
        "archived": int(bool(fields.get("archived"))),
        "demo": maybe(fields.get("demo")),
        "settings": dump(
            {name: fields[name] for name in sorted(fields) if is_setting(name) and fields[name] is not None}
        ),
    }


def _person(id: str, state: State) -> TableRow | None:
    if "name" not in state.fields:
        return None
    return {
        **placed(id, state),
        "name": text(state.fields["name"]),
        "side": maybe(state.fields.get("side")),
    }


def _answer(id: str, state: State) -> TableRow | None:
    fields = state.fields
    kind = fields.get("kind")
    if not isinstance(kind, str) or not isinstance(fields.get("question"), str):
        return None
    checked = fields.get("checked")
    cells = prefixed(fields, CELL)
    return {
        **placed(id, state),
        "question": fields["question"],
        "kind": kind,
        "side": maybe(fields.get("side")),
        "person": maybe(fields.get("person")),
        "text": maybe(fields.get("text")),
        "value": number(fields.get("value")),
        "guess": number(fields.get("guess")),
        "cells": dump(cells) if kind == "ledger" else None,
        "choice": maybe(fields.get("choice")),
        "checked": dump(checked) if isinstance(checked, list) else None,
        "group": maybe(fields.get("group")),
        "private": text(fields.get("private")),
        "opened": int(bool(fields.get("opened"))),
        "anonymous": int(bool(fields.get("anonymous"))),
        "turning": int(bool(fields.get("turning"))),
    }


ACTION_TEXTS = ("text", "when", "owner", "due", "check_on", "done_means", "confirm", "why", "topic", "earlier")


def _action(id: str, state: State) -> TableRow | None:
    fields = state.fields
    if "text" not in fields:
        return None
    return {
        **placed(id, state),
        **{name: text(fields.get(name)) for name in ACTION_TEXTS},
        "side": maybe(fields.get("side")),
        "control": maybe(fields.get("control")),
        "status": text(fields.get("status"), "open"),
    }


_RowMaker = Callable[[str, State], TableRow | None]
MAKERS: Mapping[str, tuple[str, _RowMaker]] = MappingProxyType(
    {
        "retrospective": ("retrospectives", _retrospective),
        "person": ("people", _person),
        "answer": ("answers", _answer),
        "action": ("actions", _action),
        "group": ("groups", group_row),
        "vote": ("votes", vote_row),
        "topic": ("topics", topic_row),
        "agreement": ("agreements", agreement_row),
        "review": ("reviews", review_row),
    }
)
"""Record kind to its table and the function that makes its row; other kinds are kept in the journal only."""


def row_of(record: str, state: State | None) -> TableRow | None:
    """The row a record's state stands for, or None where it stands for none."""
    if state is None or state.deleted or state.kind not in MAKERS:
        return None
    return MAKERS[state.kind][1](record, state)


def purged_rows(entries: Iterable[Entry]) -> dict[str, TableRow]:
    """The table `purged`, by id: what has been removed for good, and the entry that says so."""
    rows: dict[str, TableRow] = {}
    for entry in sorted((e for e in entries if e.kind == PURGE and e.counter < FAR), key=lambda e: e.order):
        ids = entry.fields.get("purged")
        for id in ids if isinstance(ids, list) else ():
            if isinstance(id, str):
                rows.setdefault(id, {"id": id, "retrospective": entry.retrospective, "entry": entry.id})
    return rows


def derive(entries: Iterable[Entry]) -> dict[str, dict[str, TableRow]]:
    """All tables from all entries, by table and id: what an intact file holds."""
    by_record: dict[tuple[str, str], list[Entry]] = {}
    undo: list[Entry] = []
    listed = list(entries)
    purged = purged_rows(listed)
    for entry in listed:
        if entry.id in purged or entry.counter >= FAR:
            continue
        if entry.kind in MAKERS:
            by_record.setdefault((entry.kind, entry.record), []).append(entry)
        else:
            undo.append(entry)
    undone = undone_acts(undo)
    tables: dict[str, dict[str, TableRow]] = {table: {} for table, _maker in MAKERS.values()}
    tables["workbooks"] = {}
    tables["purged"] = purged
    for (kind, record), of_record in by_record.items():
        state = fold(of_record, undone)
        row = row_of(record, state)
        if row is None or state is None:
            continue
        tables[MAKERS[kind][0]][record] = row
        if kind == "retrospective":
            workbook = workbook_row(text(state.fields["workbook_text"]))
            tables["workbooks"][workbook["id"]] = workbook
    answered: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for row in tables["answers"].values():
        answered.setdefault(row["retrospective"], set()).add(row["question"])
        counts[row["retrospective"]] = counts.get(row["retrospective"], 0) + 1
    for row in tables["retrospectives"].values():
        workbook = tables["workbooks"][row["workbook"]]
        row["answers"] = counts.get(row["id"], 0)
        row["stage"] = stage(workbook["phases"], answered.get(row["id"], set()), short=bool(row["short"]))
    return tables


def workbook_id(text: str) -> str:
    """A workbook's name in the tables: the hash of its text, so that a text stands there once."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@lru_cache(maxsize=64)
def parsed(text: str) -> Workbook:
    """The workbook in `text`; a retrospective's own copy was read without errors when it was started."""
    # Markdown's parser takes longer to load than a list of retrospectives takes to print.
    from templates.workbook.reader import read

    return read(text, kept=True).require()


@lru_cache(maxsize=64)
def _is_readable(text: str) -> bool:
    from templates.workbook.findings import WorkbookError

    try:
        parsed(text)
    except WorkbookError:
        return False
    return True


@lru_cache(maxsize=64)
def _workbook_row(text: str) -> Mapping[str, Any]:
    workbook = parsed(text)
    phases = [
        [phase.id, phase.title, [q.id for q in phase.questions], [q.id for q in phase.questions if q.core]]
        for phase in workbook.phases
    ]
    return MappingProxyType(
        {
            "id": workbook_id(text),
            "name": workbook.id,
            "title": workbook.title,
            "lang": workbook.lang,
            "sides": dump([[side.id, side.name] for side in workbook.sides]),
            "phases": dump(phases),
            "text": text,
        }
    )


def workbook_row(text: str) -> TableRow:
    """The row of the workbook in `text`."""
    return dict(_workbook_row(text))


@lru_cache(maxsize=64)
def _outline(phases: str) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((phase, title, tuple(ids), tuple(core)) for phase, title, ids, core in json.loads(phases))


def stage(phases: str, answered: Iterable[str], *, short: bool) -> str:
    """The id of the phase of the first unanswered question on the road, or `done`.

    Args:
        phases: the column `phases` of the table `workbooks`.
        answered: the ids of the questions anybody has answered.
        short: whether the road is the short one.
    """
    done = set(answered)
    outline = _outline(phases)
    only_core = short and any(core for *_rest, core in outline)
    for phase, _title, all_ids, core in outline:
        if any(question not in done for question in (core if only_core else all_ids)):
            return phase
    return "done"


def stage_title(phases: str, stage_id: str) -> str:
    """The title of a phase, or an empty text at the end of the road."""
    return next((title for phase, title, *_rest in _outline(phases) if phase == stage_id), "")


def slug_of(title: str) -> str:
    """A title as a name for a command line: lower case, words joined by hyphens, Chinese kept."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold())
    return "-".join(words)[:60].strip("-") or "retrospective"
