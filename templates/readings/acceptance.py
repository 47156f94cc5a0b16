"""Acceptance: how the result was presented, as each side tells it, and where the two stand since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from templates.readings.evidence import Evidence, in_order
from templates.workbook.model import ColumnKind, Question

OUTCOME = "outcome"
"""The id of the column that says how it ended."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One presentation as one row tells it."""

    answer: str
    side: str | None
    cells: Mapping[str, str]
    """Column id to value, the workbook's columns only."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The presentations of one ledger."""

    question: str
    sittings: tuple[Sitting, ...]
    differing: tuple[str, ...]
    """The ids of the columns with numbers or options in which the two sides tell different things."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the rows behind it."""
        return tuple(sitting.answer for sitting in self.sittings)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where each side sees the relationship: who chose which option."""

    question: str
    sides: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By side, option id to the ids of the answers that chose it; options nobody chose are left out."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers behind it."""
        return in_order(*(ids for chosen in self.sides.values() for ids in chosen.values()))

    @property
    def differs(self) -> bool:
        """Whether the option most often chosen is another one on each side; sides without one such are passed over."""
        tops = [top for chosen in self.sides.values() if (top := _most(chosen))]
        return len(tops) == 2 and tops[0] != tops[1]


def _most(chosen: Mapping[str, tuple[str, ...]]) -> str | None:
    most = max(map(len, chosen.values()))
    tops = [option for option, ids in chosen.items() if len(ids) == most]
    return tops[0] if len(tops) == 1 else None


def acceptances(evidence: Evidence) -> tuple[Acceptance, ...]:
    """The ledgers of presentations, in the order of the document; each row as it was told.

    The rule: two sides differ in a column where the sets of values they told are not the same.
    """
    found = []
    for _phase, question in evidence.questions("acceptance"):
        columns = {column.id for column in question.columns}
        sittings = tuple(
            Sitting(row.id, row.side, {id: value for id, value in row.cells.items() if id in columns})
            for row in evidence.rows(question)
        )
        if sittings:
            found.append(Acceptance(question.id, sittings, _differing(evidence, question, sittings)))
    return tuple(found)


def _differing(evidence: Evidence, question: Question, sittings: tuple[Sitting, ...]) -> tuple[str, ...]:
    differing = []
    for column in question.columns:
        if column.kind not in (ColumnKind.NUMBER, ColumnKind.CHOICE):
            continue
        told = [
            {value for one in sittings if one.side == side and (value := one.cells.get(column.id))}
            for side in evidence.sides
        ]
        if len(told) == 2 and all(told) and told[0] != told[1]:
            differing.append(column.id)
    return tuple(differing)


def standings(evidence: Evidence) -> tuple[Standing, ...]:
    """Where the relationship stands, for every question that reads it, in the order of the document."""
    found = []
    for _phase, question in evidence.questions("state"):
        sides: dict[str, dict[str, tuple[str, ...]]] = {}
        choices = tuple(evidence.choices(question))
        for side in evidence.sides:
            for option in question.options:
                ids = tuple(one.id for one in choices if one.side == side and one.choice == option.id)
                if ids:
                    sides.setdefault(side, {})[option.id] = ids
        if sides:
            found.append(Standing(question.id, sides))
    return tuple(found)
