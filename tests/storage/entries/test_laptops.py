"""Up to three laptops work on copies of one retrospective, in any order, and end with the same tables."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.shelf import Details, Shelf
from templates.filled_page.page import (
    Action,
    Answer,
    Choice,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
)
from tests.storage.tiny import action, begin, checks, choice, derived, note, on_laptop, rating, row, standing

LAPTOPS = ("a", "b", "c")
laptops = st.sampled_from(LAPTOPS)
words = st.sampled_from(["", "x", "y", "é\n[/]", "合作"])
steps = st.none() | st.integers(1, 3)
seeds = st.integers(0, 2**16)


class Laptops(RuleBasedStateMachine):
    """Every verb of the shelf, on any laptop, with any page it once had in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shelves = {name: self._open(name) for name in LAPTOPS}
        self.old_pages: dict[str, Retrospective] = {}
        self.retro = ""

    def _open(self, name: str) -> Shelf:
        shelf = Shelf.open(Path(self.folder.name) / f"{name}.db")
        # No power fails here, and thousands of commits follow.
        shelf.connection.execute("PRAGMA synchronous = OFF")
        return shelf

    @initialize(starter=laptops)
    def one_starts_and_all_have_it(self, starter: str) -> None:
        with on_laptop(starter):
            self.retro = begin(self.shelves[starter], people=(("Gao", "client"),))
        for name in LAPTOPS:
            self.shelves[name].receive(self.shelves[starter].entries())
            self.old_pages[name] = self.shelves[name].page(self.retro)

    def _do(self, name: str, work: Callable[[Shelf, Retrospective], object], *, old: bool = False) -> None:
        """Work as somebody with the newest page, or an old one, before them."""
        page = self.old_pages[name] if old else self.shelves[name].page(self.retro)
        with on_laptop(name):
            work(self.shelves[name], page)

    @rule(name=laptops, text=words, rating_=steps, guess=steps)
    def write(self, name: str, text: str, rating_: int | None, guess: int | None) -> None:
        self._do(
            name,
            lambda shelf, page: shelf.keep(
                self.retro, note(text), rating(self.retro, rating_, guess, page.people[0].id if text else None)
            ),
        )

    @rule(name=laptops, text=words, option=st.sampled_from([None, "yes", "no"]))
    def fill_in(self, name: str, text: str, option: str | None) -> None:
        self._do(
            name,
            lambda shelf, _page: shelf.keep(
                self.retro,
                row(promise=text, days="3"),
                choice(self.retro, option),
                checks(self.retro, *(["mails"] if text else [])),
                action(text, owner="Gao"),
            ),
        )

    @rule(name=laptops, text=words, number=seeds, old=st.booleans())
    def edit(self, name: str, text: str, number: int, old: bool) -> None:
        def work(shelf: Shelf, page: Retrospective) -> None:
            things: list[Answer | Action] = [*page.answers, *page.actions]
            if not things:
                return
            match things[number % len(things)]:
                case Note() as it:
                    shelf.keep(self.retro, replace(it, text=text, group=text or None))
                case Rating() as it:
                    shelf.keep(self.retro, replace(it, value=len(text), guess=None))
                case Row() as it:
                    shelf.keep(self.retro, replace(it, cells={"promise": text} if number % 2 else {"days": text}))
                case Choice() as it:
                    shelf.keep(self.retro, replace(it, choice=text or None))
                case it:
                    shelf.keep(self.retro, replace(it, side="vendor" if number % 2 else None))

        self._do(name, work, old=old)

    @rule(name=laptops, number=seeds, old=st.booleans())
    def delete(self, name: str, number: int, old: bool) -> None:
        def work(shelf: Shelf, page: Retrospective) -> None:
            things: list[Answer | Action] = [*page.answers, *page.actions]
            if things:
                shelf.drop(self.retro, things[number % len(things)])

        self._do(name, work, old=old)

    @rule(name=laptops, title=words, short=st.booleans())
    def rename(self, name: str, title: str, short: bool) -> None:
        details = Details(title=title, short=short, archived=not short, parties={"vendor": title})
        self._do(name, lambda shelf, _page: shelf.keep(self.retro, details, Person("p" * 20, title, "vendor")))

    @rule(name=laptops, times=st.integers(1, 3))
    def undo(self, name: str, times: int) -> None:
        self._do(name, lambda shelf, _page: [shelf.undo(self.retro) for _ in range(times)])

    @rule(name=laptops, times=st.integers(1, 3))
    def redo(self, name: str, times: int) -> None:
        self._do(name, lambda shelf, _page: [shelf.redo(self.retro) for _ in range(times)])

    @rule(giver=laptops, taker=laptops, seed=seeds, part=st.sampled_from([0.3, 0.7, 1.0]))
    def carry(self, giver: str, taker: str, seed: int, part: float) -> None:
        """Some of one laptop's entries reach another, in any order, some of them twice."""
        chance = random.Random(seed)
        entries = [e for e in self.shelves[giver].entries() if chance.random() <= part]
        known = {e.id for e in self.shelves[taker].entries()}
        twice = entries + entries[: len(entries) // 2]
        chance.shuffle(twice)
        assert self.shelves[taker].receive(twice) == len({e.id for e in entries} - known)

    @rule(name=laptops)
    def look(self, name: str) -> None:
        self.old_pages[name] = self.shelves[name].page(self.retro)

    @precondition(lambda self: self.retro)
    @rule(name=laptops)
    def close_and_open(self, name: str) -> None:
        self.shelves[name].close()
        self.shelves[name] = self._open(name)

    @invariant()
    def tables_are_what_the_journal_adds_up_to(self) -> None:
        for shelf in self.shelves.values():
            assert standing(shelf) == derived(shelf)

    @invariant()
    def the_shelf_and_the_page_agree(self) -> None:
        for shelf in self.shelves.values() if self.retro else ():
            (card,) = shelf.cards(archived=None)
            page = shelf.page(self.retro)
            assert (card.stage, card.answers, card.title) == (page.stage, len(page.answers), page.title)

    def teardown(self) -> None:
        """All meet: whoever gives to whom first, all have the same; making the tables anew changes nothing."""
        try:
            if self.retro:
                self._meet()
        finally:
            for shelf in self.shelves.values():
                shelf.close()
            self.folder.cleanup()

    def _meet(self) -> None:
        for taker in LAPTOPS:
            for giver in reversed(LAPTOPS):
                self.shelves[taker].receive(self.shelves[giver].entries())
        for giver in LAPTOPS:
            self.shelves["c"].receive(self.shelves[giver].entries())
            self.shelves["b"].receive(self.shelves[giver].entries())
        first, *others = (standing(shelf) for shelf in self.shelves.values())
        assert all(other == first for other in others)
        for shelf in self.shelves.values():
            shelf.rebuild()
            assert standing(shelf) == first
            assert all(entry.is_sound for entry in shelf.entries())


TestLaptops = Laptops.TestCase
TestLaptops.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
