"""Walking the road in tests: a small workbook with every kind of question, the real app, real keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key, _get_key_aliases
from textual.pilot import Pilot

from storage.records.fields import Record
from storage.shelf import Shelf, Start
from templates.filled_page.page import (
    Answer,
    Note,
    Retrospective,
    Row,
)
from templates.meeting import road as meeting
from tests.tui.helpers import text, until
from tui.answers.area import AnswerArea
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen
from tui.widgets.cards import Cards

NARROW = (80, 24)
WIDE = (120, 40)

BOOK = """---
workbook: 1
lang: en
{sides}---

# Small book <!-- small-book -->

## Before <!-- before -->

The first weeks.

### What did you hope for? <!-- hope core -->

One thing a note.

> Somebody hoped to sleep at night.

### How far did you trust them? <!-- trust core guess=yes -->

1. Not at all
2. A little
3. Half
4. Mostly
5. Fully

### How tired were you? <!-- tired low=good -->

0. Fresh
1. Tired
2. Worn out

### How likely was it? <!-- likely -->

1. one
2. two
3. three
4. four
5. five
6. six
7. seven
8. eight
9. nine
10. ten

## After <!-- after -->

### Which requirements came late? <!-- late -->

| What <!-- what --> | From (own / boss / users) <!-- from options=own,boss,users --> | When (date) | Days (number) |
|---|---|---|---|

### Which signs did you see? <!-- signs -->

- [ ] The date came first <!-- date-first -->
- [ ] Nobody asked users <!-- no-users -->
- [ ] All was granted <!-- all-granted -->

### Would you do it again? <!-- again -->

- Gladly <!-- gladly -->
- Differently <!-- differently -->
- Never <!-- never -->

### What is left to say? <!-- left -->
"""
TWO = "client=Client, vendor=Vendor"


def book(sides: str = TWO) -> str:
    """The small workbook for some sides; an empty text is for one team."""
    source = BOOK.replace("{sides}", f"sides: {sides}\n" if sides else "")
    return source if sides else source.replace(" guess=yes", "")


def start(database: Path, *records: Record, sides: str = TWO, text: str | None = None, title: str = "Port") -> str:
    """Start a retrospective of the small workbook with some records in it; its id."""
    source = text or book(sides)
    with Shelf.open(database) as shelf:
        return shelf.start(
            Start(
                title=title,
                workbook_text=source,
                date="2026-01-01",
                parties={"client": "Harbour", "vendor": "Northwind"} if sides == TWO else {},
            ),
            *records,
        )


def page(database: Path, retro: str) -> Retrospective:
    """The page as any other program reads it."""
    with Shelf.open(database) as shelf:
        return shelf.page(retro)


def notes(database: Path, retro: str) -> list[tuple[str | None, str]]:
    """(side, text) of every note kept."""
    return [(a.side, a.text) for a in page(database, retro).answers if isinstance(a, Note)]


def rows(database: Path, retro: str) -> list[dict[str, str]]:
    """The cells of every row kept."""
    return [dict(a.cells) for a in page(database, retro).answers if isinstance(a, Row)]


def answers(database: Path, retro: str, question: str) -> tuple[Answer, ...]:
    """What was answered to one question."""
    return page(database, retro).answers_to(question)


@dataclass
class Walk:
    """The app on the road of one retrospective."""

    pilot: Pilot[None]
    app: PhasebookApp
    road: RoadScreen
    database: Path
    retro: str

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)

    async def until(self, condition: Any, why: str = "") -> None:
        """Wait for a condition."""
        await until(self.pilot, condition, why)

    def burst(self, *keys: str) -> None:
        """Send keys at once, without letting the app do anything between them."""
        for key in keys:
            for one in _keys(key):
                self.app.post_message(key_event(one))

    async def trickle(self, *keys: str) -> None:
        """Send keys with a turn of the loop between them, but without waiting for what they do."""
        for key in keys:
            for one in _keys(key):
                self.app.post_message(key_event(one))
                await asyncio.sleep(0)

    async def shows(self, *words: str) -> None:
        """Wait until all words stand on the screen."""
        await self.until(lambda: all(word in self.text for word in words), f"shows {words}")

    @property
    def text(self) -> str:
        """What the screen shows."""
        return text(self.app)

    @property
    def page(self) -> Retrospective:
        """The page on the disk."""
        return page(self.database, self.retro)

    @property
    def notes(self) -> list[tuple[str | None, str]]:
        """(side, text) of every note kept."""
        return notes(self.database, self.retro)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The cells of every row kept."""
        return rows(self.database, self.retro)

    @property
    def stop(self) -> str:
        """The question in view."""
        return self.road.query_one("#road-outline", Cards)._cursor or ""

    @property
    def area(self) -> AnswerArea:
        """Where the question in view is answered."""
        return next(area for area in self.road.query(AnswerArea) if area.display)

    @property
    def writing(self) -> bool:
        """Whether the keyboard is in the answers."""
        return self.area.writing

    async def go(self, question: str) -> None:
        """Walk along the road to a question."""
        ids = [stop.id for stop in meeting.road(self.page)]
        steps = ids.index(question) - ids.index(self.stop)
        self.burst(*["n" if steps > 0 else "p"] * abs(steps))
        await self.reach(question)
        await self.pilot.pause()

    async def reach(self, question: str) -> None:
        """Wait until a question is in view."""
        await self.until(lambda: self.stop == question, f"at {question}")

    def answers(self, question: str) -> tuple[Answer, ...]:
        """What was answered to one question, as it stands on the disk."""
        return self.page.answers_to(question)

    async def write(self, words: str) -> None:
        """Type words and wait until the field has them."""
        before = self.typed
        self.burst(*(words if words else ()))
        await self.until(lambda: self.typed == before + words, f"typed {words!r}")

    @property
    def typed(self) -> str:
        """What stands in the open field."""
        return self.area.typed_text

    def drafts(self) -> list[Mapping[str, str]]:
        """What is typed and not kept, as the next start of the program would find it."""
        self.app.drafts.flush()
        return [draft.body for draft in self.app.drafts.all(self.retro)]


NAMED = frozenset(
    {"enter", "escape", "tab", "space", "up", "down", "left", "right", "backspace", "delete", "home", "end"}
    | {f"f{n}" for n in range(1, 13)}
)


def _keys(key: str) -> list[str]:
    """One key by its name, or words key by key."""
    return [key] if len(key) == 1 or key in NAMED or "+" in key or "_" in key else list(key)


def key_event(key: str) -> events.Key:
    """One key as a terminal would send it."""
    name = _character_to_key(key) if len(key) == 1 else key
    character = key if len(key) == 1 else " " if key == "space" else None
    assert _get_key_aliases(name)
    return events.Key(name, character)


@asynccontextmanager
async def walking(database: Path, retro: str, *, size: tuple[int, int] = NARROW, at: str = "") -> AsyncIterator[Walk]:
    """Open a retrospective in the real app, and wait until its road is drawn."""
    app = PhasebookApp(database, open_retrospective=retro)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and app.screen.page, "the road opens")
        road = app.screen
        assert isinstance(road, RoadScreen)
        walk = Walk(pilot, app, road, database, retro)
        await until(pilot, lambda: walk.area.view is not None, "the answers are drawn")
        if at:
            await walk.go(at)
        yield walk


def kept(database: Path, retro: str, *records: Record) -> None:
    """Keep records as another window would."""
    with Shelf.open(database) as shelf:
        shelf.keep(retro, *records)


def entries(database: Path, retro: str) -> int:
    """How many entries the journal has."""
    with Shelf.open(database) as shelf:
        return len(shelf.entries(retro))
