"""Many programs on one file at one moment: none is shown an error, no answer is lost, none is doubled."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from storage.ids import new_id
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates.filled_page.page import Note
from tests.faults.forked import Child
from tests.faults.toll import Toll, notes_of
from tests.tui.walking import start
from tui.cli import main

OLD = Path(__file__).parents[1] / "storage" / "fixtures" / "schema-1.db"


def all_at_once(works: Sequence[Callable[[], int]]) -> list[tuple[int, str]]:
    """Let children begin at one moment; each one's exit code and what it said."""
    gate, opener = os.pipe()

    def waiting(work: Callable[[], int]) -> Callable[[], int]:
        def begun() -> int:
            os.close(opener)
            os.read(gate, 1)  # ends when the last hand lets go of the other end
            return work()

        return begun

    children = [Child(waiting(work), terminal=False) for work in works]
    os.close(opener)
    os.close(gate)
    return [(child.end(), child.said()) for child in children]


def writing_and_reading(folder: Path, writers: int, each: int, readers: int) -> Toll:
    """Several programs keep answers while others read the page, the list and the export."""
    database = folder / "team.db"
    folder.mkdir(parents=True)
    retro = start(database)
    wanted = {f"{writer}-{number}" for writer in range(writers) for number in range(each)}

    def write(writer: int) -> Callable[[], int]:
        def work() -> int:
            with Shelf.open(database, lock_wait=60) as shelf:
                for number in range(each):
                    shelf.keep(retro, Note(id=new_id(), question="hope", side="client", text=f"{writer}-{number}"))
            return 0

        return work

    def read() -> int:
        seen = -1
        while seen < len(wanted):
            with contextlib.redirect_stdout(io.StringIO()):
                code = main(["--db", str(database), "render", retro, "--format", "json"])
            with Shelf.open(database, lock_wait=60) as shelf:
                now = len(shelf.page(retro).answers)
            if code or now < seen:
                return code or 9
            seen = now
        return 0

    ends = all_at_once([*[write(writer) for writer in range(writers)], *[read] * readers])
    toll = Toll(f"{writers} writers of {each}, {readers} readers", tried=writers + readers)
    with Shelf.open(database) as shelf:
        toll.expect(wanted, notes_of(shelf.page(retro)))
        counters = [entry.counter for entry in shelf.entries(retro)]
        toll.errors += [] if counters == list(range(1, len(counters) + 1)) else ["counters with a gap"]
        toll.errors += examine(shelf).findings
    toll.errors += [said for code, said in ends if code or said]
    return toll


def migrating(folder: Path, programs: int, times: int) -> Toll:
    """Several programs meet one file of an earlier release at one moment; each lists what is in it."""
    toll = Toll(f"{programs} programs migrating")
    for number in range(times):
        database = folder / f"{number}.db"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(OLD, database)
        before = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        answers = {str(row[0]) for row in before.execute("SELECT id FROM answers")}
        titles = {row[0] for row in before.execute("SELECT title FROM retrospectives WHERE archived = 0")}
        before.close()

        def work(database: Path = database) -> int:
            return main(["--db", str(database), "list", "--json"])

        for code, said in all_at_once([work] * programs):
            toll.tried += 1
            try:
                listed = json.loads(said)
                found = {card["title"] for card in (listed if isinstance(listed, list) else listed["retrospectives"])}
                toll.errors += [] if code == 0 and found == titles else [said]
            except ValueError:
                toll.errors.append(said)
        with Shelf.open(database) as shelf:
            toll.expect(answers, [str(row[0]) for row in shelf.connection.values("SELECT id FROM answers")])
            toll.errors += examine(shelf).findings
    return toll


def together(folder: Path, *, whole: bool) -> Iterator[Toll]:
    """Both, as the promise says them or a small sample."""
    yield writing_and_reading(folder / "writing", *((4, 150, 8) if whole else (3, 12, 3)))
    yield migrating(folder / "migrating", *((15, 10) if whole else (6, 1)))
