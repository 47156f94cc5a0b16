"""Searching 100,000 answers against a LIKE scan of the same answers that sorts and takes as many."""

from __future__ import annotations

import random
import time
from pathlib import Path

from benchmarks.figures import Figure, ratio, turn_by_turn
from storage.entries.change import Change
from storage.entries.entry import Json
from storage.ids import new_id
from storage.search.find import find
from storage.search.query import read_query
from storage.shelf import Shelf
from templates import library

ANSWERS = 100_000
RETROSPECTIVES = 50
MOST = 50
"""Hits a search shows at once."""
TARGET = 0.2
ENGLISH = 3_000
"""Words an English answer may be made of; a few of them are common, as in any language."""
CHINESE = range(0x4E00, 0x4E00 + 2_000)

ASKED = (
    ("a common word", "w3", "w3"),
    ("a rare word", "w2900", "w2900"),
    ("the beginning of words", "w29", "w29"),
    ("a phrase", '"w3 w1"', "w3 w1"),
    ("one Chinese character", "伀", "伀"),
    ("two Chinese characters", "伀一", "伀一"),
    ("four Chinese characters", "一丁丂七", "一丁丂七"),
    ("a word of one party's retrospectives", "w7 with:Acme", "w7"),
)
"""(what it is called, what is searched for, what a scan looks for)."""


def measure(home: Path, rounds: int) -> list[Figure]:
    """The newest fifty that hold some words, whole answers with where they stand, over a scan of the texts."""
    database = home / "search.db"
    with Shelf.open(database) as shelf:
        fill(shelf)
        figures = []
        for name, asked, scanned in ASKED:

            def ours(asked: str = asked) -> float:
                began = time.perf_counter()
                find(shelf, read_query(asked), limit=MOST)
                return time.perf_counter() - began

            def theirs(scanned: str = scanned) -> float:
                began = time.perf_counter()
                shelf.connection.values(
                    "SELECT a.id, a.text, r.title FROM answers a JOIN retrospectives r ON r.id = a.retrospective"
                    " WHERE a.text LIKE ? ORDER BY a.created DESC, a.position DESC LIMIT ?",
                    [f"%{scanned}%", MOST],
                )
                return time.perf_counter() - began

            pairs = turn_by_turn(2 * rounds, ours, theirs)
            figures.append(ratio(f"{name} in {ANSWERS:,} answers / a LIKE scan", *pairs, TARGET))
    return figures


def fill(shelf: Shelf) -> None:
    """Put the answers on a shelf, half of them in Chinese, their words spread as words are."""
    chance = random.Random(20)

    def text(chinese: bool) -> str:
        if chinese:
            return "".join(chr(CHINESE[_common(chance, len(CHINESE))]) for _ in range(40))
        return " ".join(f"w{_common(chance, ENGLISH)}" for _ in range(16))

    def work() -> None:
        for n in range(RETROSPECTIVES):
            page = new_id()
            header: dict[str, Json] = {
                "title": f"Retrospective {n}",
                "slug": f"r-{n}",
                "workbook_text": library.text("four-phases", "zh" if n % 2 else "en"),
                "date": f"{2010 + n // 4}-03-26",
                "short": False,
                "archived": False,
                "party.client": "Acme" if n % 10 == 0 else "Harbour",
            }
            given: dict[str, Json] = {"kind": "notes", "question": "honeymoon-expected", "side": "client"}
            answers = [
                Change("answer", new_id(), {**given, "text": text(chinese=bool(n % 2))})
                for _ in range(ANSWERS // RETROSPECTIVES)
            ]
            shelf.journal.append(page, [Change("retrospective", page, header), *answers], new_id())

    shelf.connection.write(work)


def _common(chance: random.Random, most: int) -> int:
    """A number below `most`, small ones far more often."""
    return int(most ** chance.random()) - 1 if chance.random() < 0.7 else chance.randrange(most)
