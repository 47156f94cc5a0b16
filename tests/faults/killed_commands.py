"""Commands that are killed somewhere between their start and a little after their end."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from storage.files import backup
from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Note
from tests.faults.forked import Child
from tests.faults.toll import notes_of
from tests.faults.work import ByCommand, texts_in
from tests.tui.walking import start

OLD = Path(__file__).parents[1] / "storage" / "fixtures" / "schema-1.db"


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
