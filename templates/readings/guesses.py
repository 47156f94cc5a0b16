"""Guesses: how well each side knew what the other would answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from templates.readings.evidence import APART, Evidence, Figure, goodness, in_order


class Aim(StrEnum):
    """How a guess stands to what was answered."""

    RIGHT = "right"
    BETTER = "expected-better"
    """The other side was expected to answer better than it did."""
    WORSE = "expected-worse"
    """The other side was expected to answer worse than it did."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One question as one side guessed it of the other."""

    question: str
    side: str
    """The side that guessed."""
    guessed: Figure
    actual: Figure
    """What the other side answered."""
    off: float
    """The guess's median minus the answer's, in the numbers shown."""
    share: float
    """How much of the scale's length lies between the two, from 0 to 1."""
    kind: Aim

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers behind it: the guesses, and what they were about."""
        return in_order(self.guessed.answers, self.actual.answers)


def guesses(evidence: Evidence) -> tuple[Guess, ...]:
    """Each question that one side guessed and the other answered, in the order of the document.

    The rule: the median of a side's guesses beside the median of what the other side answered. Less than a quarter of
    the scale apart is right; a miss is worth talking about in either direction.
    """
    found = []
    for question in evidence.scales:
        if not evidence.sides or not question.guess:
            continue
        values, guessed = evidence.values(question), evidence.guesses(question)
        for side in evidence.sides:
            mine, theirs = guessed.get(side), values.get(evidence.other(side))
            if mine is None or theirs is None:
                continue
            ahead = goodness(question, mine.median) - goodness(question, theirs.median)
            kind = Aim.RIGHT if abs(ahead) < APART else Aim.BETTER if ahead > 0 else Aim.WORSE
            off = mine.median - theirs.median
            found.append(Guess(question.id, side, mine, theirs, off, abs(ahead), kind))
    return tuple(found)
