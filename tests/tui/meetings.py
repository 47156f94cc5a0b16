"""A meeting in tests: people of both sides, cards, scales, and the words of its places."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage.records.fields import Record
from templates.filled_page.page import (
    Note,
    Person,
    Rating,
    Row,
)
from tests.tui.walking import NARROW, Walk, start, walking

ANN, CAI, BO = Person("p-ann", "Ann", "client"), Person("p-cai", "Cai", "client"), Person("p-bo", "Bo", "vendor")
PEOPLE = (ANN, CAI, BO)
NIGHT, NIGHTS, DATE, MAP = (
    Note(id="n1", question="hope", side="client", person=ANN.id, text="Nobody asked the night shift"),
    Note(id="n2", question="hope", side="vendor", text="The night shift was never asked"),
    Note(id="n3", question="hope", side="client", text="The date was fixed too early"),
    Note(id="n4", question="left", side="vendor", text="The map is liked"),
)
NOTES = (NIGHT, NIGHTS, DATE, MAP)
ROW = Row(id="w1", question="late", side="client", cells={"what": "Leader dashboard", "from": "boss"})
TRUST = (
    Rating(id="r1", question="trust", side="client", value=2),
    Rating(id="r2", question="trust", side="vendor", value=4),
)


def begin(database: Path, *records: Record, people: tuple[Person, ...] = PEOPLE, **options: str) -> str:
    """Start a retrospective with people, cards and scales in it; its id."""
    return start(database, *people, *(records or (*NOTES, ROW, *TRUST)), **options)


@asynccontextmanager
async def meeting_at(database: Path, retro: str, stop: str, *, size: tuple[int, int] = NARROW) -> AsyncIterator[Walk]:
    """Open a retrospective in the real app and stand at a stop, as a click in the outline would."""
    async with walking(database, retro, size=size) as walk:
        walk.road.go_to(stop)
        await walk.reach(stop)
        await walk.pilot.pause()
        yield walk


def opened(*records: Note | Row) -> tuple[Note | Row, ...]:
    """The same cards, read aloud."""
    from dataclasses import replace

    return tuple(replace(record, opened=True) for record in records)


async def say(walk: Walk, words: str, *keys: str) -> None:
    """Type words into whatever has the keyboard, then keys."""
    walk.burst(*("space" if character == " " else character for character in words), *keys)
    await walk.pilot.pause()


def groups(walk: Walk) -> dict[str, list[str]]:
    """Title to the ids of its notes, as they stand on the disk."""
    page = walk.page
    return {group.title: [note.id for note in page.in_group(group.id)] for group in page.groups}
