"""A side of the table: apart, because a list of retrospectives needs nothing else of a workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One of the parties at the table, as the workbook calls it."""

    id: str
    name: str
