"""Killing the real program at random moments, and looking whether anything that was acknowledged is gone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.faults.killed_commands import Answering, BackingUp, Exporting, Migrating, Restoring
from tests.faults.killed_covered import Covering, Nameless, Uncovering
from tests.faults.killed_purges import Purging, PurgingAPerson
from tests.faults.killed_typing import Changing, Keeping, Typing, Undoing
from tests.faults.toll import Toll
from tests.faults.work import Work

EVERY: tuple[type[Work], ...] = (
    Typing,
    Changing,
    Keeping,
    Undoing,
    Covering,
    Nameless,
    Uncovering,
    Answering,
    Migrating,
    Exporting,
    BackingUp,
    Restoring,
    Purging,
    PurgingAPerson,
)


def kill(times: int, folder: Path, chance: random.Random) -> Iterator[Toll]:
    """Kill each kind of work in turn, `times` in all; the tolls, as each kind is done with."""
    for place, kind in enumerate(EVERY):
        work = kind(folder / str(place), chance)
        for _ in range(times // len(EVERY) + (place < times % len(EVERY))):
            work.once()
        yield work.toll
