"""Requirements and trades: what became of each wish, and what each side gave, got and absorbed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from templates.filled_page.page import Row
from templates.readings.evidence import Evidence, in_order
from templates.readings.ledgers import TIED, Entry, entries, likeness, tokens

REQUIREMENT, ORIGIN, OUTCOME, SWAPPED_FOR = "requirement", "origin", "outcome", "swapped-for"
GIVEN_UP, BY, IN_RETURN = "given-up", "by", "in-return"
ABSORBED, DISPUTED = "absorbed", "disputed"
"""The ids of columns and options."""
DOES_THE_WORK = "vendor"
"""The side on whose account an absorbed requirement stands; in a workbook without this id, the second side."""


@dataclass(frozen=True, slots=True)
class Swap:
    """What a requirement was swapped for, and the rows that tell of it too."""

    text: str
    row: str
    """The id of the row that says so."""
    tied: tuple[str, ...]
    """The ids of rows that are about what it was swapped for."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement that was argued over."""

    question: str
    entry: Entry
    swaps: tuple[Swap, ...]

    @property
    def disputed(self) -> bool:
        """Whether the sides differ over what became of it, one denies it, or one calls it disputed."""
        named = any(DISPUTED in values for values in self.entry.values(OUTCOME).values())
        return named or bool(self.entry.denied) or self.entry.differs(OUTCOME)


@dataclass(frozen=True, slots=True)
class Trade:
    """One thing that was given up."""

    question: str
    entry: Entry

    @property
    def disputed(self) -> bool:
        """Whether the sides differ over who gave it, one denies it, or only one says that nothing came in return."""
        returned = {row.side: bool(row.cells.get(IN_RETURN, "").strip()) for row in self.entry.rows}
        return bool(self.entry.denied) or self.entry.differs(BY) or len(set(returned.values())) > 1


@dataclass(frozen=True, slots=True)
class Balance:
    """What one side gave, as one side tells it."""

    teller: str
    giver: str
    gave: tuple[str, ...]
    """The ids of the rows in which it gave something up."""
    got: tuple[str, ...]
    """Those of them that name something in return."""
    absorbed: tuple[str, ...]
    """Given with nothing in return, and requirements done and not paid for."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the rows behind it."""
        return in_order(self.gave, self.absorbed)


@dataclass(frozen=True, slots=True)
class Trades:
    """Requirements, trades, and the balance of both."""

    requirements: tuple[Requirement, ...] = ()
    trades: tuple[Trade, ...] = ()
    balances: tuple[Balance, ...] = ()


def trades(evidence: Evidence) -> Trades:
    """The requirements and trades of every ledger that reads them, in the order they were told.

    The rule: rows about the same thing are one entry. A balance counts one side's rows on what one side gave up: all of
    them, those with something in return, and what was absorbed. Neither side's account is corrected by the other's;
    an entry they tell differently is disputed.
    """
    wished = [
        (question.id, entry)
        for _phase, question in evidence.questions("requirements")
        for entry in entries(evidence, question, REQUIREMENT)
    ]
    given = [
        Trade(question.id, entry)
        for _phase, question in evidence.questions("trades")
        for entry in entries(evidence, question, GIVEN_UP)
    ]
    pool = [entry for _question, entry in wished] + [trade.entry for trade in given]
    requirements = tuple(Requirement(question, entry, tuple(_swaps(entry, pool))) for question, entry in wished)
    return Trades(requirements, tuple(given), _balances(evidence, requirements, given))


def _swaps(entry: Entry, pool: Sequence[Entry]) -> Iterator[Swap]:
    for row in entry.rows:
        text = row.cells.get(SWAPPED_FOR, "").strip()
        if not text:
            continue
        words = tokens(text)
        tied = (other.answers for other in pool if other is not entry and likeness(words, other.tokens) >= TIED)
        yield Swap(text, row.id, in_order(*tied))


def _balances(evidence: Evidence, requirements: Sequence[Requirement], given: Sequence[Trade]) -> tuple[Balance, ...]:
    if not evidence.sides:
        return ()
    worker = DOES_THE_WORK if DOES_THE_WORK in evidence.sides else evidence.sides[1]
    told: Mapping[tuple[str | None, str], list[Row]] = {
        (teller, giver): [] for teller in evidence.sides for giver in evidence.sides
    }
    for row in (row for trade in given for row in trade.entry.rows):
        told.get((row.side, row.cells.get(BY, "")), []).append(row)
    unpaid: dict[str | None, list[str]] = {}
    for row in (row for one in requirements for row in one.entry.rows if row.cells.get(OUTCOME) == ABSORBED):
        unpaid.setdefault(row.side, []).append(row.id)
    found = []
    for (teller, giver), rows in told.items():
        got = tuple(row.id for row in rows if row.cells.get(IN_RETURN, "").strip())
        extra = unpaid.get(teller, []) if giver == worker else []
        absorbed = (*(row.id for row in rows if row.id not in got), *extra)
        if rows or absorbed:
            found.append(Balance(str(teller), giver, tuple(row.id for row in rows), got, absorbed))
    return tuple(found)
