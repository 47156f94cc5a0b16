"""Keeping a note against one raw durable commit of the same row, in the same journal mode, on one disk."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure, ratio, turn_by_turn
from storage.ids import new_id
from storage.shelf import Shelf, Start
from templates import library
from templates.filled_page.page import Note

TEXT = "On the third morning a ward nurse said that it asks her less than the old one did."
QUESTION = "honeymoon-expected"


def measure(home: Path, rounds: int) -> list[Figure]:
    """The entry, the tables it changes and the commit, over an INSERT and a commit."""
    with Shelf.open(home / "keeping.db") as shelf, closing(_raw(shelf, home / "raw.db")) as raw:
        page = shelf.start(Start(title="Keeping", workbook_text=library.text("four-phases", "en"), date="2026-03-26"))
        note = Note(id=new_id(), question=QUESTION, side="client", text=TEXT)
        shelf.keep(page, note)
        (row,) = shelf.connection.values("SELECT * FROM answers WHERE id = ?", [note.id])
        statement = f"INSERT INTO answers VALUES ({', '.join('?' * len(row))})"

        def ours() -> float:
            fresh = Note(id=new_id(), question=QUESTION, side="client", text=TEXT)
            began = time.perf_counter()
            shelf.keep(page, fresh)
            return time.perf_counter() - began

        def theirs() -> float:
            fresh = [new_id() if value == note.id else value for value in row]
            began = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(statement, fresh)
            raw.execute("COMMIT")
            return time.perf_counter() - began

        return [ratio("keeping a note / one raw durable commit", *turn_by_turn(20 * rounds, ours, theirs), 2.0)]


def _raw(shelf: Shelf, path: Path) -> sqlite3.Connection:
    """A database with the same table of answers and the shelf's own pragmas."""
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode", "synchronous", "secure_delete"):
        ((value,),) = shelf.connection.values(f"PRAGMA {pragma}")
        raw.execute(f"PRAGMA {pragma} = {value}")
        assert raw.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    for (sql,) in shelf.connection.values(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'answers' AND type != 'trigger' AND sql IS NOT NULL"
    ):
        raw.execute(sql)
    return raw
