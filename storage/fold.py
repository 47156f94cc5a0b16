"""What entries add up to: a pure function, the same on every laptop in whatever order entries arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from storage.entries import UNDO, Entry, Json

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


def undone_acts(undo_entries: Iterable[Entry]) -> frozenset[str]:
    """The acts that stand undone: for each, the last word in the common order counts."""
    last: dict[str, bool] = {}
    for entry in sorted((e for e in undo_entries if e.kind == UNDO), key=lambda e: e.order):
        last[entry.record] = bool(entry.fields.get("undone"))
    return frozenset(act for act, undone in last.items() if undone)


def fold(entries: Sequence[Entry], undone: Collection[str]) -> State | None:
    """The state of the one record all `entries` are about, or None where no entry stands.

    A later change of a field replaces the ones it rests on. Of changes made apart, the last in the
    common order wins and the others are kept in `also`.
    """
    ordered = sorted({entry.id: entry for entry in entries}.values(), key=lambda e: e.order)
    seen = _ancestors(ordered)
    active = _standing(ordered, seen, undone)
    if not active:
        return None
    # A linear history, the usual case, has no rivals.
    linear = all(len(seen[entry.id]) == place for place, entry in enumerate(ordered))

    fields: dict[str, Json] = {}
    also: list[tuple[str, Json]] = []
    for name in sorted({name for entry in active for name in entry.fields if name != DELETED}):
        writers = [entry for entry in active if name in entry.fields]
        winner = writers[-1]
        fields[name] = winner.fields[name]
        if linear:
            continue
        rivals = (e for e in writers[:-1] if not any(e.id in seen[other.id] for other in writers if other is not e))
        for rival in rivals:
            value = rival.fields[name]
            if value != winner.fields[name] and (name, value) not in also:
                also.append((name, value))

    deletions = [entry for entry in active if entry.fields.get(DELETED)]
    edits = [entry for entry in active if not entry.fields.get(DELETED)]
    deleted = any(all(edit.id in seen[deletion.id] for edit in edits) for deletion in deletions)
    heads = _heads(ordered)
    last = active[-1]
    return State(
        kind=active[0].kind,
        retrospective=active[0].retrospective,
        fields=MappingProxyType(fields),
        deleted=deleted,
        created=active[0].time,
        edited=last.time if len(active) > 1 else None,
        first=active[0].counter,
        heads=heads,
        also=tuple(also),
    )


def as_seen(entries: Sequence[Entry], heads: Collection[str], undone: Collection[str]) -> State | None:
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


def _standing(ordered: Sequence[Entry], seen: Mapping[str, frozenset[str]], undone: Collection[str]) -> list[Entry]:
    """The entries that count: all but the undone ones.

    An undone beginning counts where a standing change, made elsewhere, says too little without it:
    as with a deletion, an undo never takes away what somebody else wrote.
    """
    standing = [entry for entry in ordered if entry.act not in undone]
    if len(standing) == len(ordered):
        return standing
    changes = [entry for entry in standing if not entry.fields.get(DELETED)]
    written = {name for entry in changes for name in entry.fields}
    needed = {
        entry.id
        for entry in ordered
        if entry.act in undone
        and not entry.saw
        and not written.issuperset(entry.fields)
        and any(entry.id in seen[change.id] for change in changes)
    }
    return [entry for entry in ordered if entry.act not in undone or entry.id in needed]


def _ancestors(ordered: Sequence[Entry]) -> dict[str, frozenset[str]]:
    """For each entry all entries it rests on; what is missing (purged, not yet arrived) is passed over."""
    ancestors: dict[str, frozenset[str]] = {}
    for entry in ordered:
        reached: set[str] = set()
        for parent in entry.saw:
            if parent in ancestors:
                reached.add(parent)
                reached |= ancestors[parent]
        ancestors[entry.id] = frozenset(reached)
    return ancestors
