"""Work that is interrupted: by a kill, at the keyboard or in a command; and what was there afterwards."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from storage.drafts.draft_writer import Drafts
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates.filled_page.page import Retrospective
from tests.faults.forked import Child
from tests.faults.toll import Toll
from tests.tui.walking import start
from tui.cli import main

STOOD = 0.1
"""Seconds after which what stands on the screen must outlive a kill, where the machine is not busy otherwise."""
_ASIDE = re.compile(r"^\.(phasebook|taking)-")
COMMITS = 10
"""Durable commits of the same disk that last as long at least, where it is busy: a draft takes two of them."""


class Work(ABC):
    """One kind of work that is interrupted."""

    name: str

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.toll = Toll("killed: " + self.name)
        self.database = folder / "team.db"

    def once(self) -> None:
        """Do the work, be killed, look."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.prepare()
        child = self.interrupted()
        self.toll.tried += 1
        said = child.said()
        if "Traceback" in said or "error of its own" in said:
            self.toll.errors.append(said[-300:])
        self.look(child)

    @abstractmethod
    def prepare(self) -> None:
        """Make the files the work begins with."""

    @abstractmethod
    def interrupted(self) -> Child:
        """Do the work in a child and kill it at some moment."""

    @abstractmethod
    def look(self, child: Child) -> None:
        """Enter into the toll what is there afterwards."""

    # -- what most need --------------------------------------------------------------------------

    def examined(self, path: Path) -> None:
        """Let doctor look a database over after the next start, which removes what was left of the killed one."""
        Child(lambda: main(["--db", str(path), "list", "--json"]), terminal=False).end()
        with Shelf.open(path) as shelf:
            self.toll.errors += examine(shelf).findings
        self.toll.errors += [f"left behind: {path}" for path in self.files() if _ASIDE.search(path.name)]

    def files(self) -> list[Path]:
        """Every file in every folder of ours: the work's own, data, state, settings, cache, and the temporary one."""
        ours = [self.folder, *(Path(os.environ[f"XDG_{name}_HOME"]) for name in ("DATA", "STATE", "CONFIG", "CACHE"))]
        ours.append(Path(tempfile.gettempdir()))
        return [path for folder in ours for path in sorted(folder.rglob("*")) if path.is_file()]

    def where(self, words: str) -> list[str]:
        """The files whose bytes hold words, in UTF-8, UTF-16 or as JSON escapes them; free pages and journals too."""
        forms = [words.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
        forms.append(json.dumps(words)[1:-1].encode())
        return [str(path) for path in self.files() if any(form in path.read_bytes() for form in forms)]

    def page(self) -> Retrospective:
        """The page as it stands."""
        with Shelf.open(self.database) as shelf:
            return shelf.page(self.retro)

    retro: str = ""


class AtTheKeyboard(Work):
    """Work in the program's window."""

    longest = 2.5
    """Seconds after which the kill comes at the latest, once the first key can be pressed."""
    stood = STOOD

    def prepare(self) -> None:
        """A retrospective with nothing in it."""
        self.retro = start(self.database)

    def opened(self) -> Child:
        """The road, drawn."""
        child = Child(lambda: main(["--db", str(self.database), "open", self.retro]), terminal=True)
        child.hears("What did you hope for")
        return child

    def interrupted(self) -> Child:
        """Press keys at a person's speed and faster, until the kill."""
        child = self.opened()
        until = time.monotonic() + self.chance.uniform(0.0, self.longest)
        for keys in self.keys(child):
            child.type(keys)
            left = until - time.monotonic()
            if left <= 0 or not child.listen(min(left, self.chance.uniform(0.0, 0.03))):
                break
        child.kill()
        self.stood = max(STOOD, COMMITS * max(_commits(self.folder / "yardstick.db")))
        return child

    @abstractmethod
    def keys(self, child: Child) -> Iterator[str]:
        """What is pressed, for ever."""

    def left_over(self) -> list[str]:
        """The texts of drafts that no answer has been made of."""
        with Shelf.open(self.database) as shelf:
            drafts = [draft for draft in Drafts(self.database).all(self.retro) if not shelf.has_act(draft.act)]
        return [draft.body.get("text", "") for draft in drafts]


class ByCommand(Work):
    """Work done by a command, killed somewhere between its start and a little after its usual end."""

    usual: float | None = None
    """Seconds the command takes, measured once."""

    def interrupted(self) -> Child:
        """Run the command and kill it."""
        if self.usual is None:
            began = time.monotonic()
            code = Child(self.work, terminal=False).end()
            if code != 0:
                raise AssertionError(f"{self.name} fails of its own accord")
            self.usual = time.monotonic() - began
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            self.prepare()
        child = Child(self.work, terminal=False)
        child.listen(self.chance.uniform(0.0, self.usual * 1.05))
        child.kill()
        return child

    @abstractmethod
    def work(self) -> int:
        """The command."""

    def run(self, *arguments: str) -> int:
        """Type a command."""
        return main(["--db", str(self.database), *arguments])


def _commits(path: Path) -> list[float]:
    """The seconds a few durable commits take at this moment."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA synchronous = EXTRA")
    plain.execute("CREATE TABLE t (a)")
    seconds = []
    for number in range(4):
        began = time.monotonic()
        plain.execute("INSERT INTO t VALUES (?)", [number])
        seconds.append(time.monotonic() - began)
    plain.close()
    return seconds


def texts_in(path: Path) -> list[str]:
    """The notes in a database that is not opened as one of ours."""
    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [str(row[0]) for row in plain.execute("SELECT text FROM answers")]
    finally:
        plain.close()
