"""Votes counted so that both sides weigh the same, and the agenda that follows from them.

The rule, with an example worked by hand, stands in docs/voting.md. In short: a side's votes are divided by how many
votes that side cast, so that each side that voted brings the same weight, whatever its number; what weighs most comes
first, then the highest of each side, then the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from templates.filled_page.agreed import Vote

_ID = 20
"""Hex digits of an id."""


def suggested_votes(things: int) -> int:
    """How many votes each person gets for this many things to vote on: a third of them, rounded up."""
    return -(-things // 3)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one thing was given."""

    target: str
    """The id of what was voted on."""
    place: int
    """Its place by weight, from 1; things of the same weight share a place, and the next one skips as many."""
    tied: bool
    """Whether it shares its place."""
    weight: Fraction
    """The middle of the sides' shares: 0 to 1; those of all things make 1 where anybody voted."""
    votes: Mapping[str, int]
    """Side id to how many of its votes; a side that gave none here is left out. Votes of no side stand under ""."""
    highest_of: tuple[str, ...] = ()
    """The ids of the sides it stands on the agenda for, as their highest."""


@dataclass(frozen=True, slots=True)
class Result:
    """A vote, counted."""

    agenda: tuple[Standing, ...]
    """What got any vote, in the order it is to be talked about."""
    cast: Mapping[str, int]
    """Side id to how many votes it cast; a side without votes is left out. Votes of no side stand under ""."""
    astray: int = 0
    """How many votes are for what is no longer there to be voted on."""


def by_side(retrospective: str, votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """Ballots as what each side gave to each thing, without anybody's name, in an order that tells nothing.

    What is counted by side already stays as it is. Older journals hold ballots: their counts name what they add up.
    """
    given: dict[tuple[str, str], list[Vote]] = {}
    for vote in votes:
        given.setdefault((vote.target, vote.side or ""), []).append(vote)
    told: list[Vote] = []
    for (target, side), parts in sorted(given.items()):
        if len(parts) == 1 and parts[0].person is None:
            told.append(parts[0])
            continue
        key = f"{retrospective}\x1fvotes\x1f{target}\x1f{side}"
        id = hashlib.sha256(key.encode()).hexdigest()[:_ID]
        records = tuple(id for part in parts for id in (part.records or (part.id,)))
        total = sum(part.count for part in parts)
        told.append(Vote(id=id, target=target, side=side or None, count=total, records=records))
    return tuple(told)


def uncounted(votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """The records that counts stand for, one by one: what is to be deleted where a vote goes."""
    return tuple(replace(vote, id=id, records=()) for vote in votes for id in (vote.records or (vote.id,)))


def count(targets: Sequence[str], votes: Iterable[Vote], sides: Sequence[str]) -> Result:
    """Count a vote.

    Args:
        targets: the ids of what could be voted on, in the order of the document: it tells which of two things of the
            same weight is named first.
        votes: what was cast, in any order.
        sides: the ids of the sides; none where the workbook is for one team.
    """
    known = frozenset(targets)
    given: dict[str, dict[str, int]] = {}
    cast: dict[str, int] = {}
    astray = 0
    for vote in votes:
        if vote.count <= 0:
            continue
        if vote.target not in known:
            astray += vote.count
            continue
        side = vote.side if vote.side in sides else ""
        assert side is not None
        of_target = given.setdefault(vote.target, {})
        of_target[side] = of_target.get(side, 0) + vote.count
        cast[side] = cast.get(side, 0) + vote.count
    # Who belongs to no side has a voice but no weight, unless nobody belongs to one.
    weighed = [side for side in (sides or ("",)) if side in cast] or list(cast)
    weights = {target: _weight(by_side, cast, weighed) for target, by_side in given.items()}
    listed = sorted((t for t in dict.fromkeys(targets) if t in given), key=lambda target: -weights[target])
    highest = {side: top for side in weighed if (top := _highest(side, listed, given)) is not None}
    standings = _placed(listed, weights, given, highest)
    # One of those at the first place, however many share it: a crowd of ties must not push a side's own to the end.
    front = [standing for n, standing in enumerate(standings) if n == 0 or standing.highest_of]
    return Result((*front, *(standing for standing in standings if standing not in front)), cast, astray)


def _weight(votes: Mapping[str, int], cast: Mapping[str, int], weighed: Sequence[str]) -> Fraction:
    """The middle of the shares that the sides gave of their votes."""
    shares = (Fraction(votes.get(side, 0), cast[side]) for side in weighed)
    return sum(shares, Fraction(0)) / len(weighed)


def _highest(side: str, listed: Sequence[str], given: Mapping[str, Mapping[str, int]]) -> str | None:
    """What a side gave most to; of several the one that weighs most, of several of these the first."""
    most = max((given[target].get(side, 0) for target in listed), default=0)
    return next((target for target in listed if most and given[target].get(side, 0) == most), None)


def _placed(
    listed: Sequence[str],
    weights: Mapping[str, Fraction],
    given: Mapping[str, Mapping[str, int]],
    highest: Mapping[str, str],
) -> list[Standing]:
    """What got votes, by weight, with places that ties share."""
    placed: list[Standing] = []
    for weight, together in groupby(listed, key=lambda target: weights[target]):
        tied = list(together)
        place = len(placed) + 1
        for target in tied:
            tops = tuple(side for side, top in highest.items() if top == target)
            placed.append(Standing(target, place, len(tied) > 1, weight, given[target], tops))
    return placed
