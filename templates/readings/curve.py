"""The curve: how far each side trusted the other from phase to phase, and what each thought the other would say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from templates.readings.evidence import Evidence, Figure, in_order


@dataclass(frozen=True, slots=True)
class Point:
    """Trust in one phase."""

    phase: str
    question: str
    sides: Mapping[str, Figure]
    """What each side answered; a side without figures is left out."""
    guessed: Mapping[str, Figure]
    """By the side that guessed: what it thought the other would say."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers behind it."""
        return in_order(*(how.answers for how in (*self.sides.values(), *self.guessed.values())))


@dataclass(frozen=True, slots=True)
class Turn:
    """A note that tells a turning point."""

    answer: str
    question: str
    phase: str
    side: str | None


@dataclass(frozen=True, slots=True)
class Curve:
    """Trust from phase to phase, and the turning points."""

    points: tuple[Point, ...] = ()
    turns: tuple[Turn, ...] = ()


def curve(evidence: Evidence) -> Curve:
    """The curve, in the order of the document.

    The rule: a point is the median of one side's answers to a question that reads trust. The turning points are the
    notes people marked as such; where nobody marked any, the notes written under a question that asks for them.
    """
    points = []
    for phase, question in evidence.questions("trust"):
        sides, guessed = evidence.values(question), evidence.guesses(question)
        if sides or guessed:
            points.append(Point(phase.id, question.id, sides, guessed))
    return Curve(tuple(points), _turns(evidence))


def _turns(evidence: Evidence) -> tuple[Turn, ...]:
    asked = {question.id for _phase, question in evidence.questions("turn")}
    phases = {question.id: phase.id for phase in evidence.page.workbook.phases for question in phase.questions}
    notes = tuple(evidence.notes())
    marked = [note for note in notes if note.turning] or [note for note in notes if note.question in asked]
    return tuple(Turn(note.id, note.question, phases[note.question], note.side) for note in marked)
