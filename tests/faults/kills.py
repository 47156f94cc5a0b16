"""Killing the real program at random moments, and looking whether anything that was acknowledged is gone."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from storage import backup
from storage.doctor import examine
from storage.drafts import Drafts
from storage.ids import new_id
from storage.shelf import Shelf
from templates.retrospective import Note, Retrospective
from tests.faults.forked import Child
from tests.faults.toll import Toll, notes_of
from tests.tui.walking import start
from tui.cli import main

STOOD = 0.1
"""Seconds after which what stands on the screen must outlive a kill, where the machine is not busy otherwise."""
COMMITS = 10
"""Durable commits of the same disk that last as long at least, where it is busy: a draft takes two of them."""
OLD = Path(__file__).parents[1] / "storage" / "fixtures" / "schema-1.db"


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
        """Let doctor look a database over."""
        with Shelf.open(path) as shelf:
            self.toll.errors += examine(shelf).findings

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


class Typing(AtTheKeyboard):
    """One long note, never kept."""

    name = "typing"

    def keys(self, child: Child) -> Iterator[str]:
        """Numbered words."""
        yield "a"
        child.hears("Write a note")
        for number in range(1, 10_000):
            yield from f"w{number:04} "

    def look(self, child: Child) -> None:
        """Every word that had stood on the screen for long enough is in the draft."""
        seen = child.said(until=child.killed - self.stood)
        words = {f"w{number:04}" for number in range(1, 10_000) if f"w{number:04}" in seen}
        (text,) = self.left_over() or [""]
        self.toll.expect(words, text.split()[: len(words)])
        whole = "".join(f"w{number:04} " for number in range(1, 10_000))
        if not whole.startswith(text):
            self.toll.errors.append(f"a draft nobody typed: {text!r}")
        self.examined(self.database)


class Changing(Typing):
    """A note that was kept before, with more words behind it."""

    name = "changing a note"

    def prepare(self) -> None:
        """A note stands there."""
        self.retro = start(self.database, Note(id=new_id(), question="hope", side="client", text="kept "))

    def opened(self) -> Child:
        """The road at the note."""
        child = Child(lambda: main(["--db", str(self.database), "open", self.retro]), terminal=True)
        child.hears("How far did you trust")
        child.type("p")
        child.hears("• kept")
        return child

    def keys(self, child: Child) -> Iterator[str]:
        """Open it and write on."""
        yield "\x1b[B"
        yield "e"
        child.hears("being edited")
        for number in range(1, 10_000):
            yield from f"w{number:04} "

    def look(self, child: Child) -> None:
        """The note stands as it was, the words in a draft."""
        self.toll.expect({"kept "}, notes_of(self.page()))
        seen = child.said(until=child.killed - self.stood)
        words = {f"w{number:04}" for number in range(1, 10_000) if f"w{number:04}" in seen}
        (text,) = self.left_over() or [""]
        self.toll.expect(words, text.split())
        self.examined(self.database)


class Keeping(AtTheKeyboard):
    """Notes, one after the other."""

    name = "keeping"

    def keys(self, child: Child) -> Iterator[str]:
        """Numbered notes, each kept with Enter."""
        yield "a"
        child.hears("Write a note")
        for number in range(1, 10_000):
            yield f"n{number:04}"
            yield "\r"

    def look(self, child: Child) -> None:
        """Every note that had stood on the screen is kept or a draft, and none is both."""
        seen = child.said(until=child.killed - self.stood)
        wanted = {f"n{number:04}" for number in range(1, 10_000) if f"n{number:04}" in seen}
        kept = notes_of(self.page())
        self.toll.expect(wanted, kept + self.left_over())
        if kept != [f"n{number:04}" for number in range(1, len(kept) + 1)]:
            self.toll.errors.append(f"notes out of their order: {kept}")
        self.examined(self.database)


class Undoing(AtTheKeyboard):
    """Undo and redo of notes kept before."""

    name = "undo and redo"
    MANY = 8

    def prepare(self) -> None:
        """Notes kept one by one."""
        super().prepare()
        with Shelf.open(self.database) as shelf:
            for number in range(1, self.MANY + 1):
                shelf.keep(self.retro, Note(id=new_id(), question="hope", side="client", text=f"n{number:04}"))
        self.level = self.wanted = self.MANY

    def opened(self) -> Child:
        """The road of a retrospective that has answers."""
        child = Child(lambda: main(["--db", str(self.database), "open", self.retro]), terminal=True)
        child.hears("How far did you trust")
        return child

    def keys(self, child: Child) -> Iterator[str]:
        """One key at a time; what it did is said before the next."""
        while True:
            down = self.level == self.MANY or (self.level > 0 and self.chance.random() < 0.6)
            self.wanted = self.level - 1 if down else self.level + 1
            heard = len(child.heard)
            yield "u" if down else "U"
            # The notice itself, not a card painted behind an earlier one.
            notice = f"{'undone' if down else 'redone'}(?:(?!n00).)*n{max(self.level, self.wanted):04}"
            if not child.hears(notice, since=heard):
                return
            self.level = self.wanted

    def look(self, child: Child) -> None:
        """What was said to be undone or redone is, and at most the one key after it."""
        kept = notes_of(self.page())
        self.toll.at_stake += self.level
        if kept != [f"n{number:04}" for number in range(1, len(kept) + 1)] or len(kept) not in (
            self.level,
            self.wanted,
        ):
            self.toll.lost.append(f"{kept} at {self.level} on the way to {self.wanted}")
        self.examined(self.database)


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


class Answering(ByCommand):
    """Answers given by a script."""

    name = "answer, a command each"

    def prepare(self) -> None:
        """A retrospective with nothing in it."""
        self.retro = start(self.database)

    def work(self) -> int:
        """Ten answers."""
        return max(
            self.run("answer", self.retro, "hope", "--side", "client", "-m", f"n{number:04}") for number in range(10)
        )

    def look(self, child: Child) -> None:
        """Every id that was printed whole is an answer."""
        ids = {line for line in child.said().split("\n")[:-1] if len(line) == 20}
        page = self.page()
        self.toll.expect(ids, [answer.id for answer in page.answers])
        kept = notes_of(page)
        self.toll.doubled += [text for text in kept if kept.count(text) > 1]
        self.examined(self.database)


class Migrating(ByCommand):
    """The first opening of a file an earlier release has written."""

    name = "migration"

    def prepare(self) -> None:
        """A file of the first schema."""
        shutil.copy(OLD, self.database)
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as before:
            self.answers = {row[0] for row in before.execute("SELECT id FROM answers")}
            self.entries = {row[0] for row in before.execute("SELECT id FROM entries")}
        before.close()

    def work(self) -> int:
        """Any command opens it."""
        return self.run("list", "--json")

    def look(self, child: Child) -> None:
        """The next program brings it to today's schema with everything in it."""
        with Shelf.open(self.database) as shelf:
            found = [str(row[0]) for row in shelf.connection.values("SELECT id FROM answers")]
            kept = {entry.id for entry in shelf.entries()}
        self.toll.expect(self.answers, found)
        self.toll.lost += sorted(self.entries - kept)
        self.examined(self.database)


class Exporting(ByCommand):
    """A retrospective written over an earlier export of it."""

    name = "export"

    def prepare(self) -> None:
        """Two hundred notes, and the export of yesterday."""
        notes = [Note(id=new_id(), question="hope", side="client", text=f"n{number:04}" * 20) for number in range(200)]
        self.retro = start(self.database, *notes)
        self.out = self.folder / "out.md"
        self.out.write_text("yesterday's\n", encoding="utf-8")

    def work(self) -> int:
        """Export it."""
        return self.run("render", self.retro, "-o", str(self.out), "--force")

    def look(self, child: Child) -> None:
        """The file is the old one or the new one, whole."""
        self.toll.at_stake += 1
        text = self.out.read_text(encoding="utf-8")
        if text != "yesterday's\n":
            self.toll.expect(
                {f"n{number:04}" for number in range(200)}, [f"n{n:04}" for n in range(200) if f"n{n:04}" in text]
            )
        self.examined(self.database)


class BackingUp(ByCommand):
    """A backup taken by hand, beside one of before."""

    name = "backup"

    def prepare(self) -> None:
        """Two hundred notes, and a backup of them."""
        notes = [Note(id=new_id(), question="hope", side="client", text=f"n{number:04}") for number in range(200)]
        self.retro = start(self.database, *notes)
        for copy in backup.all_of(self.database):
            copy.path.unlink()
        self.first = backup.take(self.database, "hand").path

    def work(self) -> int:
        """Another one."""
        return self.run("backup")

    def look(self, child: Child) -> None:
        """The database and the first backup are whole, and so is whatever goes by the name of a backup."""
        wanted = {f"n{number:04}" for number in range(200)}
        self.toll.expect(wanted, notes_of(self.page()))
        copies = [copy.path for copy in backup.all_of(self.database)]
        if self.first not in copies:
            self.toll.lost.append("the backup of before")
        for path in copies:
            self.toll.expect(wanted, texts_in(path))
        self.examined(self.database)


class Restoring(ByCommand):
    """A backup put in the place of what was written since."""

    name = "restore"

    def prepare(self) -> None:
        """Five notes, a backup, five more."""
        notes = [Note(id=new_id(), question="hope", side="client", text=f"n{number:04}") for number in range(10)]
        self.retro = start(self.database, *notes[:5])
        self.copy = self.folder / "copy.db"
        shutil.copy(self.database, self.copy)
        with Shelf.open(self.database) as shelf:
            shelf.keep(self.retro, *notes[5:])
        for copy in backup.all_of(self.database):
            copy.path.unlink()

    def work(self) -> int:
        """Put it back."""
        return self.run("restore", str(self.copy), "--yes")

    def look(self, child: Child) -> None:
        """The database holds the one or the other, and what it does not hold stands in a backup."""
        kept = notes_of(self.page())
        if len(kept) not in (5, 10):
            self.toll.errors.append(f"half restored: {kept}")
        copies = [text for copy in backup.all_of(self.database) for text in texts_in(copy.path)]
        self.toll.expect({f"n{number:04}" for number in range(10)}, sorted({*kept, *copies}))
        self.examined(self.database)


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


class Purging(ByCommand):
    """One answer removed for good, from a journal and a backup that hold six."""

    name = "purge"

    def prepare(self) -> None:
        """Six notes and a backup of them."""
        notes = [Note(id=new_id(), question="hope", side="client", text=f"n{number:04}") for number in range(6)]
        self.retro, self.target = start(self.database, *notes), notes[0].id
        for copy in backup.all_of(self.database):
            copy.path.unlink()
        backup.take(self.database, "hand")

    def work(self) -> int:
        """Purge the first."""
        return self.run("purge", self.retro, "--answer", self.target, "--yes", "--yes")

    def look(self, child: Child) -> None:
        """The others are there and in every backup; the one is gone from all of them once purging has been ended."""
        others = {f"n{number:04}" for number in range(1, 6)}
        began = "n0000" not in notes_of(self.page())
        # What was begun is finished by doctor, which says that backups still hold it; else it is begun anew.
        code = Child(self.finish if began else self.work, terminal=False).end()
        if code:
            self.toll.errors.append(f"purging it again ended with {code}")
        for texts in (notes_of(self.page()), *(texts_in(copy.path) for copy in backup.all_of(self.database))):
            self.toll.expect(others, texts)
            if "n0000" in texts:
                self.toll.errors.append("what was purged is still there")
        self.examined(self.database)

    def finish(self) -> int:
        """Let doctor finish what was begun."""
        return self.run("doctor", "--repair")


EVERY: tuple[type[Work], ...] = (
    Typing,
    Changing,
    Keeping,
    Undoing,
    Answering,
    Migrating,
    Exporting,
    BackingUp,
    Restoring,
    Purging,
)


def kill(times: int, folder: Path, chance: random.Random) -> Iterator[Toll]:
    """Kill each kind of work in turn, `times` in all; the tolls, as each kind is done with."""
    for place, kind in enumerate(EVERY):
        work = kind(folder / str(place), chance)
        for _ in range(times // len(EVERY) + (place < times % len(EVERY))):
            work.once()
        yield work.toll
