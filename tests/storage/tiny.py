"""A workbook of one question a kind, and short ways to fill it in."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storage import ids, laptop
from storage.drafts.draft_writer import Draft
from storage.ids import new_id, single_id, topic_id, vote_id
from storage.records import all_tables
from storage.records.page import PARTS
from storage.shelf import Shelf, Start
from templates.filled_page.agreed import Topic, Vote
from templates.filled_page.page import (
    Action,
    Checks,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
)

WORKBOOK = """---
workbook: 1
lang: en
sides: client=Client, vendor=Vendor
---

# Small <!-- small -->

## Before <!-- before -->

### What did you hope for? <!-- hope core -->

### How far did you trust them? <!-- trust guess=yes core -->

1. Not at all
2. Halfway
3. Entirely

## After <!-- after -->

### What was promised? <!-- promises -->

| Promise <!-- promise --> | Days (number) <!-- days --> |
|---|---|

### What did you notice? <!-- signs -->

- [ ] Long mails <!-- mails -->
- [ ] Short calls <!-- calls -->

### Would you do it again? <!-- again -->

- Yes <!-- yes -->
- No <!-- no -->
"""


def begin(shelf: Shelf, title: str = "Port system", **more: Any) -> str:
    """Start a retrospective."""
    start = {"workbook_text": WORKBOOK, "date": "2026-03-02", "parties": {"client": "Harbour"}} | more
    return shelf.start(Start(title=title, **start))


def note(text: str, side: str | None = "client", **more: Any) -> Note:
    """A new note."""
    return Note(**{"id": new_id(), "question": "hope", "side": side, "text": text} | more)


def rating(retro: str, value: int | None, guess: int | None = None, person: str | None = None) -> Rating:
    """The rating of the client's side, or of a person."""
    id = single_id(retro, "trust", "client", person)
    return Rating(id=id, question="trust", side="client", person=person, value=value, guess=guess)


def row(**cells: str) -> Row:
    """A new row of the ledger."""
    return Row(id=new_id(), question="promises", side="vendor", cells=cells)


def choice(retro: str, option: str | None) -> Choice:
    """What the vendor's side chose."""
    return Choice(id=single_id(retro, "again", "vendor", None), question="again", side="vendor", choice=option)


def checks(retro: str, *items: str) -> Checks:
    """What the vendor's side ticked."""
    return Checks(id=single_id(retro, "signs", "vendor", None), question="signs", side="vendor", checked=items)


def action(text: str, **more: Any) -> Action:
    """A new action."""
    return Action(id=new_id(), text=text, **more)


def vote(retro: str, target: str, count: int = 1, side: str = "client", person: str | None = None) -> Vote:
    """What a side, or a person, gave to something."""
    return Vote(id=vote_id(retro, target, side, person), target=target, side=side, person=person, count=count)


def topic(retro: str, target: str, **more: Any) -> Topic:
    """A topic about something."""
    return Topic(id=topic_id(retro, target), target=target, **more)


def draft(retro: str, text: str, **more: Any) -> Draft:
    """A note being typed."""
    usual: dict[str, Any] = {
        "act": new_id(),
        "retrospective": retro,
        "question": "hope",
        "kind": "notes",
        "answer": new_id(),
        "side": "client",
        "body": {"text": text},
    }
    return Draft(**usual | more)


def texts(page: Retrospective) -> list[str]:
    """The words of a page's notes, in its order."""
    return [answer.text for answer in page.answers if isinstance(answer, Note)]


@contextlib.contextmanager
def on_laptop(name: str) -> Iterator[None]:
    """Do what follows as another laptop would."""
    before = laptop._laptop
    laptop._laptop = name * (ids.LENGTH // len(name))
    try:
        yield
    finally:
        laptop._laptop = before


TABLES = ("retrospectives", "workbooks", "people", *PARTS, "purged")


def standing(shelf: Shelf) -> dict[str, dict[str, Mapping[str, Any]]]:
    """All tables as they stand in the file."""
    return {table: {row["id"]: row for row in shelf.connection.rows(f"SELECT * FROM {table}")} for table in TABLES}


def derived(shelf: Shelf) -> dict[str, dict[str, Mapping[str, Any]]]:
    """All tables as the journal adds up to them."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {
        table: dict(rows) for table, rows in all_tables.derive(shelf.entries()).items()
    }
    return found


@contextlib.contextmanager
def another_program(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a file, such as any SQLite tool makes."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        yield connection
    finally:
        connection.close()


def flip(path: Path, sql: str, *parameters: object) -> None:
    """Change a row of the journal behind its back."""
    with another_program(path) as connection:
        ((guard,),) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("DROP TRIGGER entries_never_change")
        assert connection.execute(sql, parameters).rowcount > 0
        connection.execute(guard)


def also_of(found: Mapping[str, Any]) -> object:
    """What a row says was written apart."""
    return json.loads(found["also"] or "[]")
