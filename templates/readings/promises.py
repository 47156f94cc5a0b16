"""Promises: said, in the contract, delivered; by who said it, and which of them only one side remembers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from templates.names import alike
from templates.readings.evidence import Evidence
from templates.readings.ledgers import Entry, counted, entries

PROMISE, SAID_BY, IN_CONTRACT, DELIVERED = "promise", "said-by", "in-contract", "delivered"
"""The ids of the columns."""

_WE = re.compile(r"我[方司们]|我们|[本己]方|^(?:we|us|our side|ourselves)$")
_YOU = re.compile(r"[贵你][方司们]|你们|对方|^(?:you|they|them|the other side)$")
"""How a side speaks of itself and of the other, where it writes no name."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise as the sides remember it."""

    question: str
    entry: Entry
    said_by: str | None
    """The side of the one who is said to have given it, where that can be told."""

    @property
    def in_contract(self) -> Mapping[str, tuple[str, ...]]:
        """By the side that tells it, whether it stood in the contract."""
        return self.entry.values(IN_CONTRACT)

    @property
    def delivered(self) -> Mapping[str, tuple[str, ...]]:
        """By the side that tells it, what became of it."""
        return self.entry.values(DELIVERED)

    @property
    def disputed(self) -> bool:
        """Whether the sides differ over the contract or the delivery, or one denies it."""
        return bool(self.entry.denied) or self.entry.differs(IN_CONTRACT) or self.entry.differs(DELIVERED)


@dataclass(frozen=True, slots=True)
class PromiseCount:
    """What one side's rows say of one giver's promises."""

    teller: str
    said_by: str | None
    """The side that gave them; None where that cannot be told."""
    n: int
    in_contract: Mapping[str, int]
    """Option id to how many."""
    delivered: Mapping[str, int]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promises:
    """All promises, and their counts as each side tells them."""

    all: tuple[Promise, ...] = ()
    counts: tuple[PromiseCount, ...] = ()


def promises(evidence: Evidence) -> Promises:
    """The promises of every ledger that reads them, in the order they were told.

    The rule: rows whose promise says the same tell one promise. Who gave it is the side whose person, name or party
    stands in *said by*, or which speaks of itself there (我方, *us*) or is spoken to (贵方, *you*). Only one side
    remembers it where the other wrote no such row and did not claim it.
    """
    names = _names(evidence)
    found = []
    for _phase, question in evidence.questions("promises"):
        for entry in entries(evidence, question, PROMISE):
            said = (spoken_by(row.cells.get(SAID_BY, ""), row.side, evidence.sides, names) for row in entry.rows)
            found.append(Promise(question.id, entry, next((side for side in said if side), None)))
    return Promises(tuple(found), _counts(evidence, found))


def _names(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Names by which a side is told, the longest first, with the side."""
    page = evidence.page
    people = ((person.name, person.side) for person in page.people)
    parties = ((page.party(side.id), side.id) for side in page.workbook.sides)
    sides = ((side.name, side.id) for side in page.workbook.sides)
    known = {
        (alike(name), side) for name, side in (*people, *parties, *sides) if side in evidence.sides and name.strip()
    }
    return tuple(sorted(((name, str(side)) for name, side in known), key=lambda pair: (-len(pair[0]), pair)))


def spoken_by(text: str, teller: str | None, sides: Sequence[str], names: tuple[tuple[str, str], ...]) -> str | None:
    """The side a row of `teller` names: by a name, or as 我方, 贵方, *us* or *you*; else None."""
    if (named := names_in(text, names)) or teller not in sides:
        return named
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    if _WE.search(folded):
        return teller
    others = [side for side in sides if side != teller]
    return others[0] if _YOU.search(folded) and len(others) == 1 else None


def names_in(text: str, names: tuple[tuple[str, str], ...]) -> str | None:
    """The side whose longest name stands in `text`, or None."""
    folded = alike(text)
    return next((side for name, side in names if name in folded), None)


def _counts(evidence: Evidence, found: list[Promise]) -> tuple[PromiseCount, ...]:
    counts = []
    for teller in evidence.sides:
        for giver in (*evidence.sides, None):
            rows = [
                row for promise in found if promise.said_by == giver for row in promise.entry.rows if row.side == teller
            ]
            if rows:
                counts.append(
                    PromiseCount(
                        teller=teller,
                        said_by=giver,
                        n=len(rows),
                        in_contract=counted(row.cells[IN_CONTRACT] for row in rows if row.cells.get(IN_CONTRACT)),
                        delivered=counted(row.cells[DELIVERED] for row in rows if row.cells.get(DELIVERED)),
                        answers=tuple(row.id for row in rows),
                    )
                )
    return tuple(counts)
