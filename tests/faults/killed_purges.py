"""Purges that are killed, and ended by the next start, by doctor or by being begun anew: then no byte of it is left."""

from __future__ import annotations

import shutil
from pathlib import Path

from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_writer import Drafts
from storage.files import backup
from storage.ids import new_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.filled_page.page import Note, Person
from tests.faults.forked import Child
from tests.faults.toll import notes_of
from tests.faults.work import ByCommand, texts_in
from tests.storage.tiny import draft
from tests.tui.walking import start

WORDS = "n0000 never-again 再也不要"
"""What is purged: found in no file afterwards."""


class Purging(ByCommand):
    """One answer removed for good, from a journal and a backup that hold six."""

    name = "purge"

    def prepare(self) -> None:
        """Six notes and a backup of them."""
        notes = [Note(id=new_id(), question="hope", side="client", text=f"n{number:04}") for number in range(1, 6)]
        target = Note(id=new_id(), question="hope", side="client", text=WORDS)
        self.retro, self.target = start(self.database, target, *notes), target.id
        for copy in backup.all_of(self.database):
            copy.path.unlink()
        backup.take(self.database, "hand")

    def work(self) -> int:
        """Purge the first."""
        return self.run("purge", self.retro, "--answer", self.target, "--yes", "--yes")

    def began(self) -> bool:
        """Whether the journal knows of the purge."""
        return WORDS not in notes_of(self.page())

    def look(self, child: Child) -> None:
        """The others are there and in every backup; of the one no byte is left once purging has been ended."""
        others = {f"n{number:04}" for number in range(1, 6)}
        began = self.began()
        # Whichever comes first ends what was begun; what was not is begun anew.
        work = self.chance.choice([self.mend, self.open]) if began else self.work
        code = Child(work, terminal=False).end()
        if code:
            self.toll.errors.append(f"purging it again ended with {code}")
        for texts in (notes_of(self.page()), *(texts_in(copy.path) for copy in backup.all_of(self.database))):
            self.toll.expect(others, texts)
        self.toll.errors += [f"what was purged is still in {path}" for path in self.where(WORDS)]
        self.examined(self.database)

    def mend(self) -> int:
        """Let doctor finish what was begun."""
        return self.run("doctor", "--repair")

    def open(self) -> int:
        """Let the next start finish what was begun."""
        return self.run("list", "--json")


class PurgingAPerson(Purging):
    """Somebody removed for good with what they wrote, typed and covered; the file was called otherwise before."""

    name = "purge of a person"
    who = Person(id="a" * 20, name="Ada", side="client")

    def prepare(self) -> None:
        """Six notes, one of them hers; backups under an earlier name; a draft and a covered note of hers."""
        old = self.folder / "old.db"
        notes = [Note(id=new_id(), question="hope", side="client", text=f"n{number:04}") for number in range(1, 6)]
        hers = Note(id=new_id(), question="hope", side="client", person=self.who.id, text=WORDS)
        self.retro = start(old, self.who, hers, *notes)
        for copy in backup.all_of(old):
            copy.path.unlink()
        self.earlier = backup.take(old, "hand").path
        shutil.move(old, self.database)
        with Shelf.open(self.database) as shelf:
            shelf.keep(self.retro, Details(settings={"writing.before": "sealed"}))
        typing = Drafts(self.database)
        typing.put(draft(self.retro, WORDS, person=self.who.id))
        typing.close()
        file = SealedFile(self.database)
        of_it = {"retrospective": self.retro, "question": "hope", "kind": "notes", "side": "client"}
        file.put(
            Sealed(id=new_id(), person=self.who.id, body={"text": WORDS}, **of_it),
            Sealed(id=new_id(), body={"text": "stays covered"}, **of_it),
        )
        file.close()

    def work(self) -> int:
        """Purge her."""
        return self.run("purge", self.retro, "--person", self.who.name, "--yes", "--yes")

    def look(self, child: Child) -> None:
        """As of an answer; what others have covered is there, and so is the backup of before."""
        super().look(child)
        file = SealedFile(self.database)
        self.toll.expect({"stays covered"}, [row.body["text"] for row in file.all(self.retro)])
        file.close()
        self.toll.expect({f"n{number:04}" for number in range(1, 6)}, texts_in(Path(self.earlier)))
