"""A key on the road, pressed in a real terminal, until what it does is painted; with a thousand answers."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from benchmarks.figures import PHASEBOOK, Figure
from benchmarks.terminal import Terminal
from storage.ids import new_id
from storage.shelf import Shelf, Start
from templates import library
from templates.filled_page.page import Note
from templates.workbook.model import Kind
from templates.workbook.reader import read

ANSWERS = 1_000
WORD = "Bookkeepers' qualms, jinxed vows"
"""What is typed, and waited for letter by letter."""
SEEN = 24
"""How much of a question's words is looked for: less than a line, so that it stands together."""


def measure(home: Path, rounds: int) -> list[Figure]:
    """`n` and `p` between questions, and a letter typed into a note."""
    workbook = read(library.text("four-phases", "en")).require()
    database = home / "road.db"
    first, second = (question.text for question in list(workbook.questions)[:2])
    notes = [question.id for question in workbook.questions if question.kind is Kind.NOTES]
    with Shelf.open(database) as shelf:
        page = shelf.start(Start(title="Road", workbook_text=library.text("four-phases", "en"), date="2026-03-26"))
        # none to the second question: the road opens on the first that nobody has answered
        shelf.keep(
            page,
            *(
                Note(
                    id=new_id(),
                    question=notes[n % len(notes)],
                    side=("client", "vendor")[n % 2],
                    text=f"Answer number {n}, of one line and a little more.",
                )
                for n in range(ANSWERS)
            ),
        )
    with Terminal([*PHASEBOOK, "--db", str(database), "open", page], home) as terminal:
        terminal.wait_for(second[:SEEN], since=terminal.began)
        terminal.settle()
        walked = []
        for _ in range(5 * rounds):
            walked += [_painted(terminal, "p", first[:SEEN]), _painted(terminal, "n", second[:SEEN])]
        terminal.press("p")
        terminal.settle()
        _painted(terminal, "a", "")
        terminal.settle()
        typed = [_painted(terminal, WORD[n], WORD[: n + 1]) for n in range(len(WORD))]
    return [
        _milliseconds(f"the next question with {ANSWERS:,} answers, key to paint", walked),
        _milliseconds(f"a letter typed with {ANSWERS:,} answers, key to paint", typed),
    ]


def _painted(terminal: Terminal, key: str, words: str) -> float:
    """Seconds from a key to what it makes appear; the rest of that paint is let through before the next."""
    began = time.perf_counter()
    terminal.press(key)
    seconds = terminal.wait_for(words, since=began)
    terminal.settle(0.05)
    return seconds


def _milliseconds(what: str, seconds: list[float]) -> Figure:
    detail = f"median of {len(seconds)}; slowest {max(seconds) * 1000:.0f} ms"
    return Figure(what, statistics.median(seconds) * 1000, 50.0, detail, "ms")
