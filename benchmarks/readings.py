"""Readings of ten thousand answers, and trends over a thousand retrospectives, against SQLite's reading of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figures import Figure, ratio, turn_by_turn
from storage import demo
from storage.ids import new_id
from storage.shelf import Shelf, Start
from storage.trends import meetings
from templates import library
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Person,
    Rating,
    Row,
)
from templates.readings import readings
from templates.trends import trends
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Question,
)

ANSWERS = 10_000
RETROSPECTIVES = 1_000
EACH = 200
"""Answers of each retrospective that is compared."""
WORDS = 400
"""Words that ledgers' cells are made of."""


def measure(home: Path, rounds: int) -> list[Figure]:
    """A page in memory becomes its readings; tables become trends; beside each, the same rows fetched by SQLite."""
    with Shelf.open(home / "one.db") as shelf:
        retrospective = _one_of_many_answers(shelf)
        page = shelf.page(retrospective)
        select = "SELECT * FROM answers WHERE retrospective = ? ORDER BY position, id"
        read = turn_by_turn(
            rounds,
            lambda: _seconds(lambda: readings(page)),
            lambda: _seconds(lambda: shelf.connection.values(select, [retrospective])),
        )
    with Shelf.open(home / "many.db") as shelf:
        _many(shelf)
        compared = turn_by_turn(
            max(rounds // 3, 3),
            lambda: _seconds(lambda: trends(meetings(shelf))),
            lambda: _seconds(lambda: shelf.connection.values("SELECT * FROM answers")),
        )
    return [
        ratio(f"all readings of {ANSWERS:,} answers / SQLite's reading them", *read, 3.0),
        ratio(f"trends over {RETROSPECTIVES:,} retrospectives of {EACH} answers / one scan of them", *compared, 2.0),
    ]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _one_of_many_answers(shelf: Shelf) -> str:
    """One retrospective of forty people with ANSWERS answers of all kinds; its id."""
    chance = random.Random(5)
    start = Start(title="Long", workbook_text=library.text("four-phases", "en"), date="2026-03-02")
    people = [Person(new_id(), f"Person {n}", ("client", "vendor")[n % 2]) for n in range(40)]
    retrospective = shelf.start(start, *people)
    questions = tuple(shelf.workbook(retrospective).questions)
    made = (_answer(questions[n % len(questions)], people[chance.randrange(40)], chance) for n in range(ANSWERS))
    shelf.keep(retrospective, *made)
    return retrospective


def _answer(question: Question, person: Person, chance: random.Random) -> Answer:
    id, side, who = new_id(), person.side, person.id
    match question.kind:
        case Kind.NOTES:
            return Note(id=id, question=question.id, side=side, person=who, text=_words(chance, 12))
        case Kind.SCALE:
            guess = chance.choice(question.values) if question.guess else None
            return Rating(
                id=id, question=question.id, side=side, person=who, value=chance.choice(question.values), guess=guess
            )
        case Kind.LEDGER:
            return Row(
                id=id,
                question=question.id,
                side=side,
                person=who,
                cells={column.id: _cell(column, chance) for column in question.columns},
            )
        case Kind.CHOICE:
            return Choice(id=id, question=question.id, side=side, person=who, choice=chance.choice(question.options).id)
        case Kind.CHECKLIST:
            return Checks(id=id, question=question.id, side=side, person=who, checked=(question.options[0].id,))


def _cell(column: Column, chance: random.Random) -> str:
    match column.kind:
        case ColumnKind.CHOICE:
            return chance.choice(column.options).id
        case ColumnKind.DATE:
            return f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        case ColumnKind.NUMBER:
            return str(chance.randint(1, 30))
        case ColumnKind.TEXT:
            return _words(chance, 6)


def _words(chance: random.Random, n: int) -> str:
    return " ".join(f"word{chance.randrange(WORDS)}" for _ in range(n))


def _many(shelf: Shelf) -> None:
    """The demo's finished retrospective a thousand times, each with other ids, day and counterpart.

    Only the tables are filled: trends read nothing else.
    """
    first = demo.make(shelf, "finished", "en")
    with_names = dict(shelf.connection.rows("SELECT * FROM retrospectives WHERE id = ?", [first])[0])
    answers = shelf.connection.rows(
        "SELECT * FROM answers WHERE retrospective = ? ORDER BY position, id LIMIT ?", [first, EACH]
    )

    def work() -> None:
        shelf.connection.execute("DELETE FROM answers")
        for n in range(RETROSPECTIVES):
            header = {
                **with_names,
                "id": f"{first}-{n}",
                "slug": f"r-{n}",
                "date": f"{2006 + n % 20}-03-{1 + n % 28:02}",
                "parties": f'{{"client": "Client {n % 50}", "vendor": "Northwind"}}',
            }
            _insert(shelf, "retrospectives", iter([header]))
            _insert(
                shelf, "answers", ({**one, "id": f"{one['id']}-{n}", "retrospective": header["id"]} for one in answers)
            )
        shelf.connection.execute("DELETE FROM retrospectives WHERE id = ?", [first])

    shelf.connection.write(work)


def _insert(shelf: Shelf, table: str, rows: Iterator[dict[str, object]]) -> None:
    listed = list(rows)
    columns = ", ".join(f'"{name}"' for name in listed[0])
    marks = ", ".join("?" * len(listed[0]))
    shelf.connection.db.conn.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})", [list(row.values()) for row in listed]
    )
