"""What entries add up to: a pure function, the same on every laptop in whatever order entries arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from storage.entries.ancestry import (
    Seen,
    ancestry,
    joined,
    mask,
)
from storage.entries.entry import (
    UNDO,
    Deed,
    Entry,
    Json,
)

DELETED = "deleted"
"""The field whose `true` takes a record away, unless somebody changed it without having seen that."""


@dataclass(frozen=True, slots=True)
class State:
    """One record as its entries leave it."""

    kind: str
    retrospective: str
    fields: Mapping[str, Json]
    deleted: bool
    created: str
    """When it was first written."""
    edited: str | None
    """When it was last changed, or None."""
    first: int
    """The counter of its first entry: its place among its like."""
    heads: tuple[str, ...]
    """The entries nothing else rests on yet; a new change names them as what it saw."""
    also: tuple[tuple[str, Json], ...]
    """Values written apart from the winning ones: (field, value)."""


def undone_acts(undo_entries: Iterable[Entry]) -> frozenset[Deed]:
    """The acts that stand undone: for each, the last word in the common order counts.

    An undo speaks of acts of its own retrospective only; one that names another's is kept, and says nothing.
    """
    last: dict[Deed, bool] = {}
    for entry in sorted((e for e in undo_entries if e.kind == UNDO), key=lambda e: e.order):
        last[entry.retrospective, entry.record] = bool(entry.fields.get("undone"))
    return frozenset(deed for deed, undone in last.items() if undone)


def fold(entries: Sequence[Entry], undone: Collection[Deed]) -> State | None:
    """The state of the one record all `entries` are about, or None where no entry stands.

    A later change of a field replaces the ones it rests on. Of changes made apart, the last in the
    common order wins and the others are kept in `also`.
    """
    ordered = sorted({entry.id: entry for entry in entries}.values(), key=lambda e: e.order)
    seen = ancestry(ordered)
    active = _standing(ordered, seen, undone)
    if not active:
        return None
    # A linear history, the usual case, has no rivals.
    linear = all(one.below == place for place, one in enumerate(seen))

    fields: dict[str, Json] = {}
    also: list[tuple[str, Json]] = []
    writers: dict[str, list[int]] = {}
    for place in active:
        for name in ordered[place].fields:
            writers.setdefault(name, []).append(place)
    writers.pop(DELETED, None)
    for name in sorted(writers):
        *earlier, winner = writers[name]
        value = fields[name] = ordered[winner].fields[name]
        if not linear:
            rested_on = joined(seen[place] for place in writers[name])
            rivals = (ordered[place].fields[name] for place in earlier if place not in rested_on)
            also += [(name, rival) for rival in _distinct(rivals, but=value)]

    deletions = [place for place in active if ordered[place].fields.get(DELETED)]
    edits = mask([place for place in active if not ordered[place].fields.get(DELETED)]) if deletions else 0
    first, last = ordered[active[0]], ordered[active[-1]]
    return State(
        kind=first.kind,
        retrospective=first.retrospective,
        fields=MappingProxyType(fields),
        deleted=any(seen[deletion].holds(edits) for deletion in deletions),
        created=first.time,
        edited=last.time if len(active) > 1 else None,
        first=first.counter,
        heads=_heads(ordered),
        also=tuple(also),
    )


def _distinct(values: Iterable[Json], *, but: Json) -> Iterator[Json]:
    """Each value once, and not `but`; few are lists or objects, which have to be looked through."""
    known: set[Json] = set()
    others: list[Json] = []
    for value in values:
        if isinstance(value, list | dict):
            if value != but and value not in others:
                others.append(value)
                yield value
        elif value != but and value not in known:
            known.add(value)
            yield value


def as_seen(entries: Sequence[Entry], heads: Collection[str], undone: Collection[Deed]) -> State | None:
    """The state as somebody saw it who had only `heads` and what they rest on."""
    by_id = {entry.id: entry for entry in entries}
    reached: set[str] = set()
    open_ids = [head for head in heads if head in by_id]
    while open_ids:
        entry_id = open_ids.pop()
        if entry_id not in reached:
            reached.add(entry_id)
            open_ids.extend(parent for parent in by_id[entry_id].saw if parent in by_id)
    return fold([entry for entry in entries if entry.id in reached], undone)


def heads_of(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The entries of one record that no other rests on, undone ones included."""
    return _heads(sorted(entries, key=lambda e: e.order))


def _heads(ordered: Sequence[Entry]) -> tuple[str, ...]:
    rested_on = {parent for entry in ordered for parent in entry.saw}
    return tuple(sorted(entry.id for entry in ordered if entry.id not in rested_on))


def _standing(ordered: Sequence[Entry], seen: Sequence[Seen], undone: Collection[Deed]) -> list[int]:
    """The places of the entries that count: all but the undone ones.

    An undone beginning counts where a standing change, made elsewhere, says too little without it:
    as with a deletion, an undo never takes away what somebody else wrote.
    """
    standing = [place for place, entry in enumerate(ordered) if entry.deed not in undone]
    if len(standing) == len(ordered):
        return standing
    changes = [place for place in standing if not ordered[place].fields.get(DELETED)]
    written = {name for place in changes for name in ordered[place].fields}
    rested_on = joined(seen[place] for place in changes)
    return [
        place
        for place, entry in enumerate(ordered)
        if entry.deed not in undone or (not entry.saw and not written.issuperset(entry.fields) and place in rested_on)
    ]
