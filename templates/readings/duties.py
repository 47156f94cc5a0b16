"""Duties: each seen by the side that owes it and by the side it is owed to."""

from __future__ import annotations

from dataclasses import dataclass

from templates.readings.evidence import Evidence, Figure, in_order
from templates.readings.gaps import Seeing, gaps


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty, from within and from without."""

    question: str
    owes: str
    """The side whose duty it is."""
    own: Figure | None
    """How that side sees itself."""
    outside: Figure | None
    """How the other side sees it."""
    ahead: float | None
    """How many steps better the side sees itself than the other does, less than 0 for worse; None if one is missing."""
    share: float
    """How much of the scale's length that is, from 0 to 1."""
    kind: Seeing | None

    @property
    def blind(self) -> bool:
        """Whether it is a blind spot: the side thinks better of itself than the other does."""
        return self.kind is Seeing.SELF_BETTER

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers behind it."""
        return in_order(*(how.answers for how in (self.own, self.outside) if how))


def duties(evidence: Evidence) -> tuple[Duty, ...]:
    """The duties anybody rated, in the order of the document.

    The rule: a duty is a question about one side. That side's median is the view of oneself, the other side's the view
    from outside. It is a blind spot where the first is better by a quarter of the scale or more.
    """
    by_question = {gap.question: gap for gap in gaps(evidence)}
    found = []
    for question in evidence.scales:
        gap = by_question.get(question.id)
        if gap is None or gap.about is None:
            continue
        own, outside = gap.sides.get(gap.about), gap.sides.get(evidence.other(gap.about))
        ahead = None
        if own and outside:
            sign = -1 if question.low_good else 1
            ahead = sign * (own.median - outside.median)
        found.append(Duty(question.id, gap.about, own, outside, ahead, gap.share, gap.kind))
    return tuple(found)
