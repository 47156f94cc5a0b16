"""The search index: one row for everything that can be found, filled in the transaction that changes the tables.

`findable` holds what there is to find, in pieces (see `storage.grams`); `words` is SQLite's index over it. No trigger
fills them: that makes taking in many answers at once nine times slower. What is not in the tables, such as an answer
that is still covered, is not here either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from storage.database.search_pieces import grams

if TYPE_CHECKING:
    from sqlite_utils import Database

    from templates.workbook.model import Question, Workbook

TableRow: TypeAlias = Mapping[str, Any]

STATEMENTS: Final = (
    """CREATE TABLE findable (
        number INTEGER PRIMARY KEY,
        record TEXT NOT NULL UNIQUE,
        retrospective TEXT NOT NULL,
        kind TEXT NOT NULL,
        pieces TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX findable_of_a_retrospective ON findable (retrospective, kind)",
    # The pieces are cut and folded already. Of SQLite's tokenizers only this one knows no alphabet newer than another.
    """CREATE VIRTUAL TABLE words USING fts5(
        pieces, content = 'findable', content_rowid = 'number', tokenize = 'ascii', columnsize = 0, prefix = '1 2 3'
    )""",
)
"""What a database of version 2 has for searching."""

ANSWERS: Final = "answers"
OTHERS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "actions": ("action", ("text", "when", "done_means", "why")),
        "groups": ("group", ("title",)),
        "topics": ("topic", ("title", "sentence", "dissent")),
        "agreements": ("agreement", ("text", "why")),
        "retrospectives": ("title", ("title",)),
    }
)
"""Tables beside the answers: what their rows are called among the things found, and the columns that are read."""

Findable: TypeAlias = tuple[str, str, str]
"""(retrospective, kind, pieces)."""


def in_words(row: TableRow, question: Question | None) -> str:
    """What an answer says, as people read it; empty for a number on a scale."""
    match row["kind"]:
        case "notes":
            return row["text"] or ""
        case "ledger":
            cells: dict[str, str] = json.loads(row["cells"] or "{}")
            return " · ".join(_cells(cells, question))
        case "choice":
            return _option(question, row["choice"] or "")
        case "checklist":
            checked: list[str] = json.loads(row["checked"] or "[]")
            return " · ".join(_option(question, item) for item in checked)
        case _:
            return ""


def _cells(cells: Mapping[str, str], question: Question | None) -> Iterator[str]:
    """A row's cells in the order of its columns, then those of columns nobody knows."""
    for column in question.columns if question else ():
        if value := cells.get(column.id):
            yield column.word(value)
    known = {column.id for column in question.columns} if question else set()
    yield from (value for column, value in cells.items() if column not in known and value)


def _option(question: Question | None, id: str) -> str:
    return next((option.text for option in question.options if option.id == id), id) if question else id


def said(table: str, row: TableRow, question: Question | None = None) -> str:
    """The text by which a row of a table is found."""
    if table == ANSWERS:
        return in_words(row, question)
    _kind, columns = OTHERS[table]
    return " · ".join(str(row[column]) for column in columns if row.get(column))


def _findable(table: str, row: TableRow, book: Callable[[str], Workbook | None]) -> Findable:
    kind = row["kind"] if table == ANSWERS else OTHERS[table][0]
    retrospective = row["id"] if table == "retrospectives" else row["retrospective"]
    question = None
    if table == ANSWERS and kind not in ("notes", "scale"):
        # Only these are told in the workbook's words; a note must not wait for a workbook to be read.
        workbook = book(retrospective)
        question = workbook.question(row["question"]) if workbook else None
    return retrospective, kind, grams(said(table, row, question))


def derive(tables: Mapping[str, Mapping[str, TableRow]]) -> dict[str, Findable]:
    """What all tables give to be found, by record, in the order it was written."""
    from storage.records.all_tables import parsed

    def book(retrospective: str) -> Workbook | None:
        row = tables["retrospectives"].get(retrospective)
        return parsed(tables["workbooks"][row["workbook"]]["text"]) if row else None

    rows = ((table, row) for table in (ANSWERS, *OTHERS) for row in tables.get(table, {}).values())
    ordered = sorted(rows, key=lambda pair: (pair[1]["created"], pair[1].get("position", 0), pair[1]["id"]))
    return {row["id"]: _findable(table, row, book) for table, row in ordered}


class Index:
    """The index of one file; every verb runs inside the transaction that changes the tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, table: str, row: TableRow) -> None:
        """Make a row of a table findable, under the place it had where it was findable before."""
        if table != ANSWERS and table not in OTHERS:
            return
        retrospective, kind, pieces = _findable(table, row, self._book)
        told = (retrospective, kind, pieces)
        old = self._rows("SELECT number, pieces, retrospective, kind FROM findable WHERE record = ?", row["id"])
        if not old:
            self._rows(
                "INSERT INTO findable (record, retrospective, kind, pieces) VALUES (?, ?, ?, ?)",
                row["id"],
                retrospective,
                kind,
                pieces,
            )
            self._rows("INSERT INTO words (rowid, pieces) VALUES (last_insert_rowid(), ?)", pieces)
            if table == "retrospectives":
                self._again(retrospective)
        elif (old[0][2], old[0][3], old[0][1]) != told:
            number = old[0][0]
            self._unlearn(number, old[0][1])
            # Entries from elsewhere may say that a record belongs to another retrospective than it seemed to.
            self._rows("UPDATE findable SET retrospective = ?, kind = ?, pieces = ? WHERE number = ?", *told, number)
            self._rows("INSERT INTO words (rowid, pieces) VALUES (?, ?)", number, pieces)

    def _again(self, retrospective: str) -> None:
        """A retrospective has come, or gone, and with it the workbook's words in which its answers are told."""
        found = self._rows(
            "SELECT * FROM answers WHERE retrospective = ? AND kind NOT IN ('notes', 'scale')", retrospective
        )
        if found:
            names = [column[1] for column in self._rows("PRAGMA table_info(answers)")]
            for values in found:
                self.put(ANSWERS, dict(zip(names, values, strict=True)))

    def drop(self, record: str) -> None:
        """Let a record be found no more."""
        for number, kind, pieces in self._rows("SELECT number, kind, pieces FROM findable WHERE record = ?", record):
            self._unlearn(number, pieces)
            self._rows("DELETE FROM findable WHERE number = ?", number)
            if kind == "title":
                self._again(record)

    def _unlearn(self, number: int, pieces: str) -> None:
        self._rows("INSERT INTO words (words, rowid, pieces) VALUES ('delete', ?, ?)", number, pieces)

    def fill(self, found: Mapping[str, Findable]) -> None:
        """Make the whole index anew; nothing of what it held stays in it."""
        self._rows("DELETE FROM findable")
        self._db.conn.executemany(
            "INSERT INTO findable (record, retrospective, kind, pieces) VALUES (?, ?, ?, ?)",
            ((record, *rest) for record, rest in found.items()),
        )
        self._rows("INSERT INTO words (words) VALUES ('rebuild')")

    def scrub(self) -> None:
        """Leave no trace of what was dropped: SQLite keeps words of dropped rows until it tidies up."""
        self._rows("INSERT INTO words (words) VALUES ('rebuild')")

    def is_sound(self) -> bool:
        """Whether the words agree with what there is to find. Needs the file's write lock, and writes nothing."""
        import sqlite3

        try:
            self._rows("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
                return False
            raise
        return True

    def _book(self, retrospective: str) -> Workbook | None:
        from storage.records.all_tables import parsed

        found = self._rows(
            "SELECT w.text FROM retrospectives r JOIN workbooks w ON w.id = r.workbook WHERE r.id = ?", retrospective
        )
        return parsed(found[0][0]) if found else None

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._db.execute(sql, parameters).fetchall()
        return rows


def begin(db: Database) -> None:
    """Give a file its index, filled from the tables it has."""
    for statement in STATEMENTS:
        db.execute(statement)
    tables: dict[str, dict[str, TableRow]] = {}
    for table in (ANSWERS, *OTHERS, "workbooks"):
        cursor = db.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        tables[table] = {row["id"]: row for row in (dict(zip(names, row, strict=True)) for row in cursor.fetchall())}
    Index(db).fill(derive(tables))


def differences(
    standing: Iterable[tuple[str, str, str, str]],
    tables: Mapping[str, Mapping[str, TableRow]],
    doubtful: Collection[str] = (),
) -> set[str]:
    """The records whose place in the index is not what the tables say.

    Args:
        standing: the rows of `findable`, without their numbers.
        tables: the tables as they should be.
        doubtful: records, and retrospectives, of which nothing can be said.
    """
    unsure = set(doubtful)
    here = {record: (retrospective, kind, pieces) for record, retrospective, kind, pieces in standing}
    derived = derive(tables)
    different = {record for record in here.keys() | derived.keys() if here.get(record) != derived.get(record)}
    return {record for record in different if not unsure & {record, (here.get(record) or derived[record])[0]}}
