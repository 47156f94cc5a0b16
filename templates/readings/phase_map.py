"""The phase map: when each phase began and ended as each side saw it, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from templates.filled_page.page import Row
from templates.filled_page.rough_dates import BEGAN, ENDED, RoughDate, period_columns, rough_date
from templates.readers.few_nameless import FEWEST
from templates.readings.evidence import Evidence, in_order

HONEYMOON = "honeymoon"
"""The id of the phase whose length is told of itself."""
TOLERANCE = 7
"""Days two dates may lie apart without being disputed: a rough date is what was asked for."""


@dataclass(frozen=True, slots=True)
class Account:
    """One phase as one side tells it."""

    began: RoughDate | None
    ended: RoughDate | None
    """None also where it still goes on."""
    goes_on: bool
    """Whether it began, and its end was left empty."""
    never: bool
    """Whether it was told and both its ends left empty: for this side there was none."""
    n: int
    """How many rows tell it."""
    answers: tuple[str, ...]
    words: tuple[str, ...] = ()
    """What stands where dates belong and names none."""

    @property
    def days(self) -> int | None:
        """From the first day it may be to the last; None where one is missing, or they are the wrong way round."""
        if self.began is None or self.ended is None or self.ended.last < self.began.first:
            return None
        return (self.ended.last - self.began.first).days

    @property
    def is_exact(self) -> bool:
        """Whether its ends are days, and no months or years."""
        return all(end is None or end.is_day for end in (self.began, self.ended))


@dataclass(frozen=True, slots=True)
class Period:
    """One phase as both sides tell it."""

    phase: str
    question: str
    sides: Mapping[str, Account]
    """A side that told nothing is left out."""
    disputed: tuple[str, ...]
    """Which of `began` and `ended` the two sides put more than TOLERANCE days apart."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the rows behind it."""
        return in_order(*(account.answers for account in self.sides.values()))


@dataclass(frozen=True, slots=True)
class PhaseMap:
    """All phases on one time line."""

    periods: tuple[Period, ...] = ()
    today: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By side, the phase it thinks it is in: the last one on the road that it lets go on."""

    @property
    def honeymoon(self) -> Period | None:
        """The honeymoon, where the workbook has one."""
        return next((period for period in self.periods if period.phase == HONEYMOON), None)

    @property
    def first(self) -> date | None:
        """The earliest day anybody named."""
        return min((end.first for end in self._ends()), default=None)

    @property
    def last(self) -> date | None:
        """The latest day anybody named."""
        return max((end.last for end in self._ends()), default=None)

    def _ends(self) -> list[RoughDate]:
        accounts = (account for period in self.periods for account in period.sides.values())
        return [found for account in accounts for found in (account.began, account.ended) if found]


def phase_map(evidence: Evidence) -> PhaseMap:
    """The phases that anybody dated, in the order of the document.

    The rule: a side's date is the middle one of those its people gave, the earlier of the middle two. A month or a year
    is all its days. An end left empty beside a beginning means that it goes on, later than any date. A side whose rows
    leave both empty says there was none. A boundary is disputed where the two sides put it more than a week apart, or
    one lets the phase go on and the other has ended it.
    """
    periods = []
    for phase, question in evidence.questions("period"):
        columns = period_columns(question)
        if columns is None:
            continue
        rows = tuple(evidence.rows(question))
        told = ((side, account_of([row for row in rows if row.side == side], *columns)) for side in evidence.sides)
        sides = {side: account for side, account in told if account is not None}
        if sides:
            periods.append(Period(phase.id, question.id, sides, _disputed(tuple(sides.values()))))
    today = {side: period.phase for side in evidence.sides for period in periods if _goes_on(period.sides.get(side))}
    return PhaseMap(tuple(periods), today)


def _goes_on(account: Account | None) -> bool:
    return account is not None and account.goes_on


def account_of(told: Sequence[Row], began: str, ended: str) -> Account | None:
    """One side's account from its rows; those without a name only where there are enough of them to be counted.

    Args:
        told: the rows of one side.
        began: the id of the column with the beginning.
        ended: the id of the column with the end.
    """
    nameless = sum(row.anonymous for row in told)
    rows = told if nameless >= FEWEST else [row for row in told if not row.anonymous]
    if not rows:
        return None
    told_ends = [(row.cells.get(began, "").strip(), row.cells.get(ended, "").strip()) for row in rows]
    begins = [found for begin, _end in told_ends if (found := rough_date(begin))]
    ends = [found for _begin, end in told_ends if (found := rough_date(end))]
    # An end left open beside a beginning comes after every date.
    open_ends = sum(bool(rough_date(begin)) and not end for begin, end in told_ends)
    end = _middle([*sorted(ends, key=lambda one: (one.last, one.first)), *[None] * open_ends])
    return Account(
        began=_middle(sorted(begins)),
        ended=end,
        goes_on=end is None and open_ends > 0,
        never=not any(text for both in told_ends for text in both),
        n=len(rows),
        answers=tuple(row.id for row in rows),
        words=tuple(dict.fromkeys(text for both in told_ends for text in both if text and not rough_date(text))),
    )


def _middle(days: Sequence[RoughDate | None]) -> RoughDate | None:
    return days[(len(days) - 1) // 2] if days else None


def _disputed(accounts: Sequence[Account]) -> tuple[str, ...]:
    if len(accounts) < 2:
        return ()
    one, two = accounts
    if one.never != two.never:
        return BEGAN, ENDED
    found = []
    if _apart((one.began, two.began)):
        found.append(BEGAN)
    if _apart((one.ended, two.ended)) or one.goes_on != two.goes_on:
        found.append(ENDED)
    return tuple(found)


def _apart(days: Iterable[RoughDate | None]) -> bool:
    known = [found for found in days if found]
    return len(known) == 2 and known[0].days_from(known[1]) > TOLERANCE
