"""The perception gap: how far apart the two sides' answers to one scale lie, and what kind of difference it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from templates.readings.evidence import APART, Evidence, Figure, goodness, in_order
from templates.workbook.model import Question


class Seeing(StrEnum):
    """How two sides see one thing."""

    AGREED_GOOD = "agreed-good"
    AGREED_BAD = "agreed-bad"
    AGREED_MIDDLE = "agreed-middle"
    """Close together, and neither on the good half of the scale nor on the bad one."""
    SELF_BETTER = "self-better"
    """We think better of ourselves than you do."""
    OTHER_BETTER = "other-better"
    """You think better of us than we do."""
    APART = "apart"
    """Far apart, over something that is nobody's own."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One scale as both sides answered it."""

    question: str
    sides: Mapping[str, Figure]
    """By side, in the workbook's order; a side without figures is left out."""
    gap: float | None
    """The first side's median minus the second's, in the numbers shown; None where only one side answered."""
    share: float
    """How much of the scale's length lies between the two, from 0 to 1."""
    kind: Seeing | None
    about: str | None
    """The side whose doing the question is about, or None."""
    better: str | None
    """The side that sees it better, where they are apart."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers behind it."""
        return in_order(*(how.answers for how in self.sides.values()))


def gaps(evidence: Evidence) -> tuple[Gap, ...]:
    """All scales that were answered, the widest gap first; equal ones in the order of the document.

    The rule: the gap is the difference of the two medians. Below a quarter of the scale's length the sides agree: good
    if both medians are on the good half, bad if both are on the bad one. From a quarter on they are apart.
    """
    if not evidence.sides:
        return ()
    figures = ((question, evidence.values(question)) for question in evidence.scales)
    found = [gap_of(question, evidence.sides, sides) for question, sides in figures if sides]
    return tuple(sorted(found, key=_width, reverse=True))


def _width(gap: Gap) -> tuple[bool, float, float]:
    return gap.gap is not None, abs(gap.gap or 0.0), gap.share


def gap_of(question: Question, sides: tuple[str, ...], figures: Mapping[str, Figure]) -> Gap:
    """The gap of one scale.

    Args:
        question: the scale.
        sides: the ids of the two sides, the workbook's first one first.
        figures: what each side answered; a side without figures is left out.
    """
    about = question.about if question.about in sides else None
    one, two = (figures.get(side) for side in sides)
    if one is None or two is None:
        return Gap(question.id, figures, None, 0.0, None, about, None)
    good, other = goodness(question, one.median), goodness(question, two.median)
    share = abs(good - other)
    better = sides[good < other] if share >= APART else None
    return Gap(question.id, figures, one.median - two.median, share, _kind(good, other, about, better), about, better)


def _kind(good: float, other: float, about: str | None, better: str | None) -> Seeing:
    if better is None:
        low, high = sorted((good, other))
        return Seeing.AGREED_GOOD if low > 0.5 else Seeing.AGREED_BAD if high < 0.5 else Seeing.AGREED_MIDDLE
    if about is None:
        return Seeing.APART
    return Seeing.SELF_BETTER if better == about else Seeing.OTHER_BETTER
