"""Typing, keeping, undo and redo in the program's window, killed at any moment."""

from __future__ import annotations

from collections.abc import Iterator

from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Note
from tests.faults.forked import Child
from tests.faults.toll import notes_of
from tests.faults.work import AtTheKeyboard
from tests.tui.walking import start
from tui.cli import main


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
