"""What a file cannot know of a thing that stands here: an export never removes what it could not see.

A joint export leaves out who answered without a name, figures of fewer than three of them, who may read what, and what
a topic is about where that is private. What it leaves out, and what was newer here, stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from storage.entries.field_names import ACCEPTS, CELL
from templates.filled_page.page import Answer, Rating, Row

KeptT = TypeVar("KeptT")

_ATTRIBUTES = {"of_retrospective": "retrospective"}
"""Fields of the journal that a page's objects call otherwise."""


def completed(record: KeptT, now: KeptT) -> KeptT:
    """`record`, as a file has it, with what the file cannot have seen as it stands here."""
    if type(record) is not type(now):
        return record
    if isinstance(record, Answer) and isinstance(now, Answer):
        record = replace(record, person=record.person or now.person, private=now.private)
    filled = ("value", "guess") if isinstance(record, Rating) else ("target",) if hasattr(record, "target") else ()
    absent = {name: getattr(now, name) for name in filled if getattr(record, name) in (None, "")}
    return replace(record, **absent) if absent else record  # type: ignore[type-var]


def corrected(record: KeptT, now: KeptT, fields: Collection[str]) -> KeptT:
    """What stands here, with only some fields (as the journal calls them) as a file has them."""
    if type(record) is not type(now):
        return record
    taken: dict[str, object] = {}
    for field in fields:
        if field.startswith(ACCEPTS):
            taken |= {name: getattr(record, name) for name in ("accepted", "refused")}
        elif not field.startswith(CELL):
            name = _ATTRIBUTES.get(field, field)
            taken[name] = getattr(record, name)
    if isinstance(record, Row) and isinstance(now, Row):
        cells = {field.removeprefix(CELL) for field in fields if field.startswith(CELL)}
        kept = {column: value for column, value in now.cells.items() if column not in cells}
        taken["cells"] = kept | {column: value for column, value in record.cells.items() if column in cells}
    return replace(now, **taken)  # type: ignore[type-var]
