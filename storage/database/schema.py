"""The shape of a database: its marks, its migrations, and who may open it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from sqlite_utils import Database, Migrations

from storage.database import search_index

APPLICATION_ID: Final = 0x50484253
"""`PHBS`: SQLite's header field that says whose file this is."""
VERSION: Final = 2
"""`user_version`: how many migrations a file of this program has seen."""
NEEDS: Final = "0.2.0"
"""The oldest program that may open a file of this version; stands in the file's table `about`."""

migrations = Migrations("phasebook")


@migrations()
def m001_journal_and_tables(db: Database) -> None:
    """The journal, and the tables it adds up to."""
    for statement in _FIRST:
        db.execute(statement)


@migrations()
def m002_meeting(db: Database) -> None:
    """What a meeting makes of the answers, and what it may set."""
    for statement in _SECOND:
        db.execute(statement)
    search_index.begin(db)


_FIRST = (
    # Frozen for ever: every later program reads `needs` before anything else.
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE entries (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        laptop TEXT NOT NULL,
        counter INTEGER NOT NULL,
        time TEXT NOT NULL,
        act TEXT NOT NULL,
        kind TEXT NOT NULL,
        record TEXT NOT NULL,
        saw TEXT NOT NULL,
        fields TEXT NOT NULL,
        nonce TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX entries_in_order ON entries (retrospective, counter)",
    "CREATE INDEX entries_of_a_record ON entries (record)",
    "CREATE INDEX entries_of_an_act ON entries (act)",
    """CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
       BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END""",
    """CREATE TABLE retrospectives (
        id TEXT PRIMARY KEY,
        slug TEXT NOT NULL,
        title TEXT NOT NULL,
        workbook TEXT NOT NULL,
        date TEXT NOT NULL,
        parties TEXT NOT NULL,
        short INTEGER NOT NULL,
        archived INTEGER NOT NULL,
        demo TEXT,
        stage TEXT NOT NULL,
        answers INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX retrospectives_by_slug ON retrospectives (slug)",
    "CREATE INDEX retrospectives_by_date ON retrospectives (archived, date)",
    """CREATE TABLE workbooks (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        lang TEXT NOT NULL,
        sides TEXT NOT NULL,
        phases TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE people (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        name TEXT NOT NULL,
        side TEXT,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX people_of_a_retrospective ON people (retrospective, position)",
    """CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        question TEXT NOT NULL,
        kind TEXT NOT NULL,
        side TEXT,
        person TEXT,
        text TEXT,
        value INTEGER,
        guess INTEGER,
        cells TEXT,
        choice TEXT,
        checked TEXT,
        "group" TEXT,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX answers_of_a_question ON answers (retrospective, question)",
    """CREATE TABLE actions (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        text TEXT NOT NULL,
        "when" TEXT NOT NULL,
        owner TEXT NOT NULL,
        side TEXT,
        due TEXT NOT NULL,
        check_on TEXT NOT NULL,
        done_means TEXT NOT NULL,
        confirm TEXT NOT NULL,
        control TEXT,
        status TEXT NOT NULL,
        why TEXT NOT NULL,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX actions_of_a_retrospective ON actions (retrospective, position)",
    """CREATE VIEW notes AS
       SELECT id, retrospective, question, side, person, text, "group", created, edited
       FROM answers WHERE kind = 'notes'""",
    """CREATE VIEW ratings AS
       SELECT id, retrospective, question, side, person, value, guess, created, edited
       FROM answers WHERE kind = 'scale'""",
    """CREATE VIEW ledger_rows AS
       SELECT id, retrospective, question, side, person, cells, created, edited
       FROM answers WHERE kind = 'ledger'""",
)


_SECOND = (
    "ALTER TABLE retrospectives ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE answers ADD COLUMN private TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE answers ADD COLUMN opened INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE answers ADD COLUMN anonymous INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE answers ADD COLUMN turning INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE actions ADD COLUMN topic TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE actions ADD COLUMN earlier TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE groups (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        title TEXT NOT NULL,
        question TEXT,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX groups_of_a_retrospective ON groups (retrospective, position)",
    """CREATE TABLE votes (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        target TEXT NOT NULL,
        side TEXT,
        person TEXT,
        count INTEGER NOT NULL,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX votes_of_a_retrospective ON votes (retrospective, position)",
    """CREATE TABLE topics (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        target TEXT NOT NULL,
        title TEXT NOT NULL,
        place INTEGER NOT NULL,
        sentence TEXT NOT NULL,
        accepted TEXT NOT NULL,
        refused TEXT NOT NULL,
        dissent TEXT NOT NULL,
        state TEXT NOT NULL,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX topics_of_a_retrospective ON topics (retrospective, position)",
    """CREATE TABLE agreements (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        text TEXT NOT NULL,
        state TEXT NOT NULL,
        why TEXT NOT NULL,
        earlier TEXT NOT NULL,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX agreements_of_a_retrospective ON agreements (retrospective, position)",
    """CREATE TABLE reviews (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        action TEXT NOT NULL,
        of_retrospective TEXT NOT NULL,
        text TEXT NOT NULL,
        owner TEXT NOT NULL,
        side TEXT,
        due TEXT NOT NULL,
        outcome TEXT NOT NULL,
        why TEXT NOT NULL,
        position INTEGER NOT NULL,
        created TEXT NOT NULL,
        edited TEXT,
        also TEXT,
        heads TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX reviews_of_a_retrospective ON reviews (retrospective, position)",
    """CREATE TABLE purged (
        id TEXT PRIMARY KEY,
        retrospective TEXT NOT NULL,
        entry TEXT NOT NULL
    ) STRICT""",
)


@lru_cache(maxsize=1)
def expected() -> Mapping[tuple[str, str], str | None]:
    """How a file of this version is laid out: (type, name) to the statement that made it."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(Database(connection, execute_plugins=False))
        return MappingProxyType(
            {(kind, name): sql for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master")}
        )


def parse_version(text: str) -> tuple[int, ...]:
    """A program's version as numbers, for comparing; anything odd counts as newer than everything."""
    try:
        return tuple(int(part) for part in text.split("."))
    except ValueError:
        return (1 << 31,)
