"""A whole meeting led through the real app, with real keys: how many each act takes beyond the words typed.

Eight people, five of the client and three of the vendor; 120 notes, 40 ratings, 12 rows, the cards read aloud and
grouped, 64 votes, 6 actions. What is typed as words (notes, cells, titles, names) is not counted; every other key is,
those that only move the cursor or hand the keyboard over too, each under its own act.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from benchmarks.figures import Figure, environment
from storage.shelf import Shelf, Start
from templates import library
from templates.filled_page.page import (
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Voting
from templates.meeting import road as meeting
from templates.meeting.agenda import coverage, targets
from templates.workbook.model import ColumnKind, Kind, Question
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen

CLIENT = ("Ann", "Cai", "Dan", "Eva", "Finn")
VENDOR = ("Bo", "Gia", "Hal")
NOTES, RATINGS, ROWS, VOTES, ACTIONS = 120, 40, 12, 64, 6
_THINGS = ("tickets", "training", "the date", "the map", "the interface", "test data", "the report", "the contract")
_SAID = ("came late", "was never asked for", "went well", "changed every week", "had no owner")
_PATIENCE = 30.0


@dataclass
class Act:
    """One kind of thing people do, how often it was done, and how many keys it took."""

    name: str
    target: float | None = None
    """The most keys it may take each time."""
    done: int = 0
    keys: int = 0


@dataclass
class Hands:
    """Somebody at the keyboard of the real app, whose keys are counted."""

    pilot: Pilot[None]
    app: PhasebookApp
    acts: dict[str, Act] = field(default_factory=dict)
    _act: Act | None = None

    @contextmanager
    def doing(self, name: str, target: float | None = None, times: int = 1) -> Iterator[None]:
        """Count the keys pressed inside as those of `times` acts of this name."""
        act = self._act = self.acts.setdefault(name, Act(name, target))
        act.done += times
        yield
        self._act = None

    async def press(self, *keys: str) -> None:
        """Press keys, which are counted, and let the app do what they mean."""
        assert self._act is not None
        self._act.keys += len(keys)
        await self._send(keys)

    async def words(self, text: str) -> None:
        """Type words, which are not counted."""
        await self._send(tuple("space" if character == " " else character for character in text))

    async def _send(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = key if len(key) == 1 else " " if key == "space" else None
            self.app.post_message(events.Key(name, character))
        await self.pilot.pause()

    @property
    def road(self) -> RoadScreen:
        """The road, whatever stands over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, RoadScreen))

    @property
    def page(self) -> Retrospective:
        """The page as it stands."""
        page = self.road.page
        assert page is not None
        return page

    @property
    def stop(self) -> str:
        """The id of the stop in view."""
        return self.road.walk.stop.id

    async def until(self, holds: object, why: str) -> None:
        """Wait until something has come about."""
        assert callable(holds)
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while not holds():
            await self.pilot.pause()
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"never came about: {why}; one stands at {self.stop}")

    async def go(self, stop: str) -> None:
        """Walk to a stop with `n` and `p`."""
        road = [one.id for one in meeting.road(self.page)]
        steps = road.index(stop) - road.index(self.stop)
        with self.doing("walk to another place", times=abs(steps)):
            await self.press(*["n" if steps > 0 else "p"] * abs(steps))
        await self.until(lambda: self.stop == stop, f"at {stop}")

    async def hand_over(self, name: str) -> None:
        """Give the keyboard to somebody, by name."""
        with self.doing("hand the keyboard over"):
            await self.press("w")
            await self.until(lambda: self.app.screen is not self.road, "the dialogue")
            await self.words(name)
            await self.press("enter")
        await self.until(lambda: self.app.screen is self.road, "the road again")


def measure(home: Path, rounds: int) -> list[Figure]:
    """The keys of each act of one meeting; `rounds` changes nothing, for keys do not vary."""
    del rounds
    kept = {name: value for name, value in environment(home).items() if name != "PYTHONPATH"}
    with patch.dict(os.environ, kept, clear=True):
        acts, without = asyncio.run(_meeting(home / "meeting.db"))
    figures = [
        Figure(act.name, act.keys / act.done, act.target, f"{act.keys} keys for {act.done}", "keys")
        for act in acts
        if act.done
    ]
    places = Figure("places without a visible next step", len(without), 0, ", ".join(without) or "none", "places")
    return [*figures, places]


async def _meeting(database: Path) -> tuple[list[Act], list[str]]:
    with Shelf.open(database) as shelf:
        text = library.text("four-phases", "en")
        retro = shelf.start(Start(title="Port system", workbook_text=text, date="2026-03-26"))
    app = PhasebookApp(database, open_retrospective=retro)
    async with app.run_test(size=(120, 40)) as pilot:
        while not any(isinstance(screen, RoadScreen) and screen.page for screen in app.screen_stack):
            await pilot.pause()
        hands = Hands(pilot, app)
        await hands.go(meeting.FIRST_STOP)
        await _people(hands)
        await _safety(hands)
        await _write(hands)
        await _group(hands)
        await _vote(hands)
        await _decide(hands)
        without = await _places_without_a_step(hands)
        _check(hands.page)
        return list(hands.acts.values()), without


async def _people(hands: Hands) -> None:
    for side, names in (("client", CLIENT), ("vendor", VENDOR)):
        number = [one.id for one in hands.page.workbook.sides].index(side) + 1
        with hands.doing("add a person", times=len(names)):
            await hands.press("a")
            await hands.until(lambda: hands.road.is_writing, "the form of people")
            await hands.words(", ".join(names))
            await hands.press("tab", str(number), "enter", "escape")
        await hands.until(lambda: not hands.road.is_writing, "the form closes")
    assert len(hands.page.people) == len(CLIENT) + len(VENDOR)


async def _safety(hands: Hands) -> None:
    """How openly people can speak: one after the other, each asked for as the one before has answered."""
    everybody = (*CLIENT, *VENDOR)
    await hands.go("@open.safety")
    for n in range(len(everybody)):
        with hands.doing("answer about safety, and hand on"):
            await hands.press(*("a",) if n == 0 else ())
            await hands.until(lambda: hands.app.screen is not hands.road, "the dialogue")
            await hands.press("enter")
            await hands.until(lambda: hands.app.screen is hands.road, "the question")
            await hands.press(str(1 + n % 5))
    await hands.until(lambda: hands.app.screen is not hands.road, "the dialogue")
    with hands.doing("answer about safety, and hand on", times=0):
        await hands.press("escape")
    await hands.until(lambda: hands.app.screen is hands.road, "the question")


async def _write(hands: Hands) -> None:
    """Notes, ratings and rows, question after question, handed from one to the next."""
    book = hands.page.workbook
    notes = [q for q in book.questions if q.kind is Kind.NOTES][:5]
    scales = [q for q in book.questions if q.kind is Kind.SCALE and not q.about][:5]
    ledgers = [q for q in book.questions if q.kind is Kind.LEDGER and "period" not in q.reads][:3]
    everybody = (*CLIENT, *VENDOR)
    number = 0
    for stop in meeting.road(hands.page):
        question = stop.questions[0]
        if question not in (*notes, *scales, *ledgers):
            continue
        await hands.go(question.id)
        for name in everybody if question not in ledgers else (CLIENT[0], VENDOR[0]):
            await hands.hand_over(name)
            if question in notes:
                await _three_notes(hands, number)
                number += 3
            elif question in scales:
                with hands.doing("a rating", target=1):
                    await hands.press(str(1 + number % 5))
            else:
                await _two_rows(hands, question)


async def _three_notes(hands: Hands, number: int) -> None:
    with hands.doing("begin and end writing"):
        await hands.press("a")
    for n in range(number, number + NOTES // (5 * 8)):
        with hands.doing("a note", target=1):
            await hands.words(f"{_THINGS[n % 8]} {_SAID[n * 7 % 5]} {n // 8}")
            await hands.press("enter")
    with hands.doing("begin and end writing", times=0):
        await hands.press("escape")


async def _two_rows(hands: Hands, question: Question) -> None:
    with hands.doing("begin and end writing"):
        await hands.press("a")
    for n in range(2):
        with hands.doing("a field of a row", times=len(question.columns)):
            for place, column in enumerate(question.columns):
                if column.kind is ColumnKind.CHOICE:
                    await hands.press("1")
                else:
                    await hands.words("2026-01" if column.kind is ColumnKind.DATE else f"{n + 1}")
                if place + 1 < len(question.columns):
                    await hands.press("tab")
            await hands.press("enter")
    with hands.doing("begin and end writing", times=0):
        await hands.press("escape")


async def _group(hands: Hands) -> None:
    await hands.go("@group")
    total = coverage(hands.page).total
    with hands.doing("a card read aloud", target=1, times=total):
        await hands.press(*["o"] * total)
    await hands.until(lambda: not coverage(hands.page).unopened, "all cards are read aloud")
    for n in range(40):
        before = len(hands.page.settings.apart) + sum(note.group is not None for note in _notes(hands.page))
        with hands.doing("join two notes the program found", target=3):
            await hands.press("y")
            await hands.words(f"Topic {n}" if hands.road.is_writing else "")
            if hands.road.is_writing:
                await hands.press("enter")
        done = len(hands.page.settings.apart) + sum(note.group is not None for note in _notes(hands.page))
        if done == before:
            break
    for n in range(6):
        with hands.doing("join two notes by hand", target=3):
            await hands.press("space", "g")
            await hands.words(f"Theme {n}" if hands.road.is_writing else "")
            if hands.road.is_writing:
                await hands.press("enter")


def _notes(page: Retrospective) -> list[Note]:
    return [answer for answer in page.answers if isinstance(answer, Note)]


async def _vote(hands: Hands) -> None:
    with hands.doing("go to the vote and begin it"):
        await hands.press("v")
        await hands.until(lambda: hands.stop == "@vote", "at the vote")
        await hands.press("8", "v")
    await hands.until(lambda: hands.page.settings.voting is Voting.OPEN, "the vote is open")
    each = VOTES // (len(CLIENT) + len(VENDOR))
    for n in range(len(CLIENT) + len(VENDOR)):
        with hands.doing("hand a ballot over, and cover it"):
            await hands.press(*("v",) if n == 0 else ())
            # From the second on the next person is asked for at once, and chosen already.
            await hands.until(lambda: hands.app.screen is not hands.road, "the dialogue")
            await hands.press("enter")
        await hands.until(lambda: hands.road.is_writing, "a ballot")
        with hands.doing("a vote", target=1, times=each):
            await hands.press(
                *(chr(ord("a") + (n * 3 + k * k) % min(26, len(targets(hands.page)))) for k in range(each))
            )
        with hands.doing("hand a ballot over, and cover it", times=0):
            await hands.press("enter")
        await hands.until(lambda: not hands.road.is_writing, "the ballot is covered")
    with hands.doing("close the vote and show it"):
        await hands.press("r")
    await hands.until(lambda: hands.page.settings.voting is Voting.CLOSED, "the result")


async def _decide(hands: Hands) -> None:
    await hands.go("@decide")
    for n in range(ACTIONS // 2):
        with hands.doing("walk to another place"):
            await hands.press("n")
        await hands.until(lambda: hands.stop.startswith("@topic:"), "at a topic")
        with hands.doing("a sentence both sides accept"):
            await hands.press("a")
            await hands.until(lambda: hands.road.is_writing, "the field of the sentence")
            await hands.words("Nobody knew who decides")
            await hands.press("enter", "1", "2")
        for k in range(2):
            with hands.doing("begin an action"):
                await hands.press("x")
            await hands.until(lambda: hands.road.is_writing, "the form of an action")
            agreed = ("Name one who decides", "a question waits two days", (*CLIENT, *VENDOR)[n + k], "next friday")
            cells = (*agreed, VENDOR[n % 3], "Three questions answered", "+30d")
            with hands.doing("a field of an action", target=1, times=len(cells)):
                for place, words in enumerate(cells):
                    await hands.words(words)
                    await hands.press("tab" if place + 1 < len(cells) else "enter")
            await hands.until(lambda: not hands.road.is_writing, "the action is kept")
        with hands.doing("call a topic decided"):
            await hands.press("f")


async def _places_without_a_step(hands: Hands) -> list[str]:
    """Walk the whole road; the stops where neither the line above the keys nor a key of the place says what to do."""
    await hands.go(meeting.FIRST_STOP)
    without = []
    road = [stop.id for stop in meeting.road(hands.page)]
    for stop in road:
        await hands.until(lambda stop=stop: hands.stop == stop, f"at {stop}")
        area = hands.road.area
        always = {"road.next", "road.back", "road.shelf", "road.read", "road.who"}
        named = {command.id for command in hands.road.footer_commands()} - always
        if not (area.next_step() or named):
            without.append(stop)
        if stop != road[-1]:
            await hands._send(("n",))
    return without


def _check(page: Retrospective) -> None:
    """The meeting that was counted is the one that was meant."""
    ratings = [answer for answer in page.answers if isinstance(answer, Rating)]
    rows = [answer for answer in page.answers if isinstance(answer, Row)]
    found = (len(_notes(page)), len(ratings), len(rows), sum(vote.count for vote in page.votes), len(page.actions))
    assert found == (NOTES, RATINGS, ROWS, VOTES, ACTIONS), found
