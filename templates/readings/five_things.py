"""One page: the five things most worth talking about, by turns of the side that has something to hear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from templates.filled_page.rough_dates import ENDED
from templates.readers.few_nameless import FEWEST
from templates.readings.duties import Duty
from templates.readings.evidence import Evidence, in_order
from templates.readings.gaps import Gap, Seeing
from templates.readings.guesses import Aim, Guess
from templates.readings.ledgers import Entry
from templates.readings.phase_map import Period, PhaseMap
from templates.readings.promises import Promise, Promises
from templates.readings.trades import ABSORBED, DISPUTED, OUTCOME, Balance, Requirement, Trades

MOST = 5
"""How many things stand on the page."""
TWICE = 2
"""How many of one reading; one for each side that has to hear it."""
SMALL = 0.75
"""What a thing weighs that rests on fewer than three answers of a side, against one that rests on more."""
PLEASANT = 0.6
"""What a pleasant surprise weighs, against an unpleasant one as wide."""
FORGOTTEN = 0.6
"""What a promise weighs that only one side remembers, against one that was not kept."""
ONE_SIDED = 0.8
"""What a balance weighs that one side draws alone."""
_HALF = 0.5
"""What an end weighs that for one side has not come: there are no days to measure."""


class Reading(StrEnum):
    """The reading a thing comes from."""

    GAP = "gap"
    DUTY = "duty"
    GUESS = "guess"
    PERIOD = "period"
    FORGOTTEN = "forgotten"
    """Promises that only one side remembers."""
    BROKEN = "broken"
    """Promises that were not kept, as the side they were made to tells it."""
    DISPUTED = "disputed"
    """Requirements whose outcome the two sides tell differently."""
    ABSORBED = "absorbed"
    """What a side gave without return, as it tells it."""


About = Gap | Duty | Guess | Period | Balance | tuple[Entry, ...]
"""What a thing is told from."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing worth talking about, and what speaks for it."""

    reading: Reading
    question: str
    """The question where its answers stand."""
    side: str
    """The side that has something to hear in it."""
    weight: float
    """From 0 to 1, comparable over all readings."""
    answers: tuple[str, ...]
    few: bool
    """Whether it rests on fewer than three answers of a side."""
    of: About
    total: int = 0
    """Of how many, where it counts something."""


def one_page(
    evidence: Evidence,
    gaps: Sequence[Gap],
    duties: Sequence[Duty],
    guesses: Sequence[Guess],
    phases: PhaseMap,
    promised: Promises,
    traded: Trades,
) -> tuple[Thing, ...]:
    """The five heaviest things, fewer where there are fewer.

    The rule: every thing belongs to the side that has something to hear in it, and weighs the share of what it could be
    at most: of a scale's length, of a phase's days, of a ledger's entries. The heaviest comes first, then the heaviest
    of the other side, and so on in turn. No question comes twice, no reading twice for the same side.
    """
    if not evidence.sides:
        return ()
    found = [
        *_of_duties(duties),
        *_of_gaps(gaps),
        *_of_guesses(guesses),
        *_of_periods(evidence, phases),
        *_of_promises(evidence, promised),
        *_of_trades(evidence, traded),
    ]
    return _in_turn(evidence, sorted(found, key=lambda thing: -thing.weight))


def _in_turn(evidence: Evidence, found: Sequence[Thing]) -> tuple[Thing, ...]:
    left, chosen = list(found), list[Thing]()
    taken: set[str] = set()
    times: Counter[Reading] = Counter()
    while left and len(chosen) < MOST:
        turn = evidence.other(chosen[-1].side) if chosen else left[0].side
        thing = next((one for one in left if one.side == turn), left[0])
        chosen.append(thing)
        taken.add(thing.question)
        times[thing.reading] += 1
        heard = {(one.reading, one.side) for one in chosen}
        left = [
            one
            for one in left
            if one.question not in taken and (one.reading, one.side) not in heard and times[one.reading] < TWICE
        ]
    return tuple(chosen)


def _weight(share: float, *, few: bool) -> float:
    return min(share, 1.0) * (SMALL if few else 1.0)


def _of_duties(duties: Sequence[Duty]) -> Iterator[Thing]:
    for duty in duties:
        if duty.own is None or duty.outside is None or duty.kind not in (Seeing.SELF_BETTER, Seeing.OTHER_BETTER):
            continue
        few = duty.own.few or duty.outside.few
        share = duty.share if duty.blind else duty.share * PLEASANT
        yield Thing(Reading.DUTY, duty.question, duty.owes, _weight(share, few=few), duty.answers, few, duty)


def _of_gaps(gaps: Sequence[Gap]) -> Iterator[Thing]:
    for gap in gaps:
        if gap.kind is Seeing.APART and gap.better:
            few = any(how.few for how in gap.sides.values())
            yield Thing(Reading.GAP, gap.question, gap.better, _weight(gap.share, few=few), gap.answers, few, gap)


def _of_guesses(guesses: Sequence[Guess]) -> Iterator[Thing]:
    for guess in guesses:
        if guess.kind is not Aim.RIGHT:
            few = guess.guessed.few or guess.actual.few
            share = guess.share if guess.kind is Aim.BETTER else guess.share * PLEASANT
            weight = _weight(share, few=few)
            yield Thing(Reading.GUESS, guess.question, guess.side, weight, guess.answers, few, guess)


def _of_periods(evidence: Evidence, phases: PhaseMap) -> Iterator[Thing]:
    """A phase that ended for one side while it went on for the other; that other has something to hear."""
    for period in phases.periods:
        if len(period.sides) < 2 or ENDED not in period.disputed:
            continue
        one, two = (period.sides[side] for side in evidence.sides)
        few = min(one.n, two.n) < FEWEST
        share, later = _HALF, one.goes_on or one.never
        if one.ended and two.ended:
            later = one.ended.last > two.ended.last
            # Measured by the shorter account: nineteen days are most of a phase of twenty-three.
            share = one.ended.days_from(two.ended) / max(min(one.days or 1, two.days or 1), 1)
        side = evidence.sides[not later]
        yield Thing(Reading.PERIOD, period.question, side, _weight(share, few=few), period.answers, few, period)


def _of_promises(evidence: Evidence, promised: Promises) -> Iterator[Thing]:
    everything = len(promised.all)
    for side in evidence.sides:
        other = evidence.other(side)
        broken = [one for one in promised.all if one.said_by == side and _broken(one, other)]
        if broken:
            weight = len(broken) / everything
            yield _counting(Reading.BROKEN, broken[0].question, side, weight, broken, everything)
        forgotten = [one for one in promised.all if one.entry.one_sided == other]
        if forgotten:
            weight = len(forgotten) / everything * FORGOTTEN
            yield _counting(Reading.FORGOTTEN, forgotten[0].question, side, weight, forgotten, everything)


def _broken(promise: Promise, teller: str) -> bool:
    return bool({"no", "partly"} & set(promise.delivered.get(teller, ())))


def _of_trades(evidence: Evidence, traded: Trades) -> Iterator[Thing]:
    everything = len(traded.requirements)
    for side in evidence.sides:
        mine = [one for one in traded.requirements if one.disputed and _settled(one, side)]
        if mine:
            yield _counting(Reading.DISPUTED, mine[0].question, side, len(mine) / everything, mine, everything)
    for balance in traded.balances:
        if balance.giver != balance.teller or not balance.absorbed:
            continue
        question = next(answer.question for answer in evidence.page.answers if answer.id == balance.absorbed[0])
        side, everything = evidence.other(balance.giver), len(balance.answers)
        weight = len(balance.absorbed) / everything * ONE_SIDED
        few = everything < FEWEST
        weight = _weight(weight, few=few)
        yield Thing(Reading.ABSORBED, question, side, weight, balance.absorbed, few, balance, everything)


def _settled(requirement: Requirement, side: str) -> bool:
    """Whether it is settled for this side, so that it is this side that hears that for the other it is not."""
    outcomes = requirement.entry.values(OUTCOME).get(side, ())
    return bool(outcomes) and not {DISPUTED, ABSORBED} & set(outcomes)


def _counting(
    reading: Reading,
    question: str,
    side: str,
    weight: float,
    counted: Sequence[Promise] | Sequence[Requirement],
    total: int,
) -> Thing:
    """A thing that counts a ledger's entries."""
    entries = tuple(one.entry for one in counted)
    rows = in_order(*(entry.answers for entry in entries))
    few = total < FEWEST
    return Thing(reading, question, side, _weight(weight, few=few), rows, few, entries, total)
