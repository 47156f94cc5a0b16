"""Writing covered, with and without a name, and uncovering it, killed at any moment."""

from __future__ import annotations

from collections.abc import Iterator

from storage.drafts.covered_file import Sealed, SealedFile
from storage.ids import new_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.filled_page.page import Person
from tests.faults.forked import Child
from tests.faults.toll import notes_of
from tests.faults.work import AtTheKeyboard
from tests.tui.walking import start

ADA, LIN = Person("ada".ljust(20, "0"), "Ada", "client"), Person("lin".ljust(20, "0"), "Lin", "vendor")


class Covering(AtTheKeyboard):
    """Notes nobody else is to see yet, one after the other."""

    name = "writing covered"
    writing = "sealed"

    def prepare(self) -> None:
        """A retrospective whose first stage is written covered."""
        self.retro = start(self.database, ADA, LIN)
        with Shelf.open(self.database) as shelf:
            shelf.keep(self.retro, Details(settings={"writing.before": self.writing}))

    def opened(self) -> Child:
        """The road, with somebody at the keyboard."""
        child = super().opened()
        child.type("a")
        child.hears("Who is at the keyboard")
        child.type("Ada")
        child.hears("Ada")
        child.type("\r")
        child.hears("Write a note")
        return child

    def keys(self, child: Child) -> Iterator[str]:
        """Numbered notes, each kept with Enter."""
        for number in range(1, 10_000):
            yield f"n{number:04}"
            yield "\r"

    def covered(self) -> list[Sealed]:
        """What lies covered."""
        file = SealedFile(self.database)
        try:
            return list(file.all(self.retro))
        finally:
            file.close()

    def look(self, child: Child) -> None:
        """Every note that had stood on the screen lies covered or is a draft; nothing of it is in the journal."""
        seen = child.said(until=child.killed - self.stood)
        wanted = {f"n{number:04}" for number in range(1, 10_000) if f"n{number:04}" in seen}
        covered = self.covered()
        texts = [one.body["text"] for one in covered]
        self.toll.expect(wanted, sorted({*texts, *self.left_over()}))
        self.toll.doubled += [text for text in texts if texts.count(text) > 1]
        self.toll.errors += [f"open to everybody: {text}" for text in notes_of(self.page())]
        self.toll.errors += [f"not {ADA.name}'s: {one}" for one in covered if one.person != self.author]
        self.examined(self.database)

    author: str | None = ADA.id


class Nameless(Covering):
    """The same, without a name."""

    name = "writing covered, without a name"
    writing = "anonymous"
    author = None


class Uncovering(AtTheKeyboard):
    """What both sides wrote, uncovered at once."""

    name = "uncovering"
    MANY = 12

    def prepare(self) -> None:
        """Covered notes of two people."""
        self.retro = start(self.database, ADA, LIN)
        with Shelf.open(self.database) as shelf:
            shelf.keep(self.retro, Details(settings={"writing.before": "sealed"}))
        file = SealedFile(self.database)
        file.put(
            *(
                Sealed(
                    id=new_id(),
                    retrospective=self.retro,
                    question="hope",
                    kind="notes",
                    side=who.side,
                    person=who.id,
                    body={"text": f"n{number:04}"},
                )
                for number, who in enumerate([ADA, LIN] * (self.MANY // 2))
            )
        )
        file.close()

    def interrupted(self) -> Child:
        """Uncover, although no side has said that it is ready; the kill comes while that is done or a little later."""
        child = self.opened()
        child.type("r")
        child.hears("Once it is uncovered it stays so")
        child.type("\r")
        child.hears("not ready yet")
        child.type("\r")
        child.listen(self.chance.uniform(0.0, 0.04))
        child.kill()
        return child

    def keys(self, child: Child) -> Iterator[str]:
        """None beside those."""
        yield from ()

    def look(self, child: Child) -> None:
        """Each note is in the journal or lies covered, all of them in the one place."""
        kept = notes_of(self.page())
        file = SealedFile(self.database)
        try:
            rows = file.all(self.retro)
        finally:
            file.close()
        with Shelf.open(self.database) as shelf:
            covered = [one.body["text"] for one in rows if not (one.act and shelf.has_act(one.act))]
        self.toll.expect({f"n{number:04}" for number in range(self.MANY)}, kept + covered)
        if len(kept) not in (0, self.MANY):
            self.toll.errors.append(f"half uncovered: {kept}")
        if "This is what was written" in child.said() and not kept:
            self.toll.lost.append("what was shown as uncovered")
        self.examined(self.database)
