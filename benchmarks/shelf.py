"""The shelf's first paint: against a hello-world's, and with ten thousand retrospectives against three."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.figures import PHASEBOOK, Figure, ratio, turn_by_turn
from benchmarks.hello import WORDS as HELLO
from benchmarks.terminal import first_paint
from storage.entries.change import Change
from storage.entries.entry import Json
from storage.ids import new_id
from storage.shelf import Shelf
from templates import library

HELLO_WORLD = (sys.executable, "-m", "benchmarks.hello")
MANY = 10_000
FRAME = "help"
"""The last word of the shelf's first frame: the footer's."""
NEWEST = "Walked last of all"
"""The title of the retrospective that stands first on the shelf."""


def measure(home: Path, rounds: int) -> list[Figure]:
    """From the start of the process until the first frame, then until a title on it, can be read."""
    few, many = home / "few.db", home / "many.db"
    fill(few, 3)
    fill(many, MANY)

    def paint(database: Path, words: str) -> float:
        return first_paint([*PHASEBOOK, "--db", str(database)], home, words)

    def hello() -> float:
        return first_paint(HELLO_WORLD, home, HELLO)

    frame = turn_by_turn(rounds, lambda: paint(few, FRAME), hello)
    listed = turn_by_turn(rounds, lambda: paint(few, NEWEST), hello)
    over_few = turn_by_turn(rounds, lambda: paint(many, NEWEST), lambda: paint(few, NEWEST))
    return [
        ratio("the shelf's first frame / a hello-world's", *frame, 1.25),
        ratio("the shelf's list / a hello-world's first frame", *listed, None),
        ratio(f"the list of {MANY:,} retrospectives / of 3", *over_few, 1.25),
    ]


def fill(database: Path, number: int) -> None:
    """Put `number` retrospectives on a new shelf, in one transaction."""
    text = library.text("four-phases", "en")
    with Shelf.open(database) as shelf:

        def work() -> None:
            for n in range(number):
                header: dict[str, Json] = {
                    "title": f"Retrospective {n}" if n else NEWEST,
                    "slug": f"r-{n}",
                    "workbook_text": text,
                    "date": f"{2024 - n % 10}-03-{1 + n % 28:02}" if n else "2026-03-26",
                    "short": False,
                    "archived": False,
                }
                page = new_id()
                shelf.journal.append(page, [Change("retrospective", page, header)], new_id())

        shelf.connection.write(work)
