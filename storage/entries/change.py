"""What a change writes: the fields that differ from what its author had seen, and what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.entries.entry import Deed, Entry, Json
from storage.entries.field_names import ACCEPTED_WITH, ACCEPTS, CELL
from storage.entries.fold import (
    DELETED,
    as_seen,
    fold,
    heads_of,
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one record."""

    kind: str
    record: str
    fields: Mapping[str, Json]
    """All fields as they should stand; only those that differ are written."""
    heads: tuple[str, ...] = ()
    """The entries its author had seen; empty is "whatever stands now"."""


def changed_fields(fields: Mapping[str, Json], base: Mapping[str, Json]) -> dict[str, Json]:
    """What differs from `base`: the fields an entry carries.

    A field that is empty and was never set is no change; a cell that is gone is an emptied cell.
    """
    changed = {name: value for name, value in fields.items() if base.get(name) != value}
    if fields.get("kind") == "ledger":
        gone = (name for name in base if name.startswith(CELL) and name not in fields)
        changed |= {name: "" for name in gone if base[name] != ""}
    if ACCEPTED_WITH in fields:
        # A side that has said neither yes nor no any more.
        said = (name for name in base if name.startswith(ACCEPTS) and name not in fields)
        changed |= {name: None for name in said if base[name] is not None}
    return changed


def difference(
    change: Change, before: Sequence[Entry], undone: frozenset[Deed]
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """What to write of a change, and what it rests on, given the record's entries so far."""
    if not before:
        fields = dict(change.fields)
        return ({} if fields.get(DELETED) else changed_fields(fields, {})), ()
    known = {entry.id for entry in before}
    seen = tuple(head for head in change.heads if head in known)
    saw = seen or heads_of(before)
    if change.fields.get(DELETED):
        standing_now = fold(before, undone)
        return ({} if standing_now is None or standing_now.deleted else {DELETED: True}), saw
    base = as_seen(before, saw, undone)
    if base is None or base.deleted:
        # Begun anew: what an earlier life of the record held and this one does not is emptied.
        ever = {name for entry in before for name in entry.fields if name != DELETED}
        emptied: dict[str, Json] = {name: "" for name in ever if name.startswith(CELL)}
        return emptied | {n: v for n, v in change.fields.items() if v is not None or n in ever}, saw
    fields = changed_fields(change.fields, base.fields)
    if not fields:
        # To keep what stands, unchanged, is to choose it among what was written apart.
        fields = {name: change.fields[name] for name, _value in base.also if name in change.fields}
    return fields, saw


def packed(changes: Sequence[tuple[str, str, Sequence[Change]]]) -> str:
    """Changes that wait to be written, as a draft's text: (retrospective, act, changes) of each act."""
    plain = [
        [retrospective, act, [[c.kind, c.record, dict(c.fields), list(c.heads)] for c in listed]]
        for retrospective, act, listed in changes
    ]
    return json.dumps(plain, ensure_ascii=False)


def unpacked(text: str) -> list[tuple[str, str, list[Change]]]:
    """What `packed` wrote."""
    return [
        (retrospective, act, [Change(kind, record, fields, tuple(heads)) for kind, record, fields, heads in listed])
        for retrospective, act, listed in json.loads(text)
    ]
