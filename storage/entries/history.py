"""The journal told as a history: what happened to what, in which order, and whose it was. A pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from storage.entries.entry import (
    PURGE,
    UNDO,
    Deed,
    Entry,
    Json,
)
from storage.entries.fold import DELETED, as_seen

VOTE = "vote"
"""The kind of what a vote said; all of one act is one line."""
FIGURES = frozenset({"value", "guess", "choice", "checked"})
"""The fields of an answer that are counted."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: what happened to one record."""

    time: str
    """ISO 8601, UTC, for showing only."""
    act: str
    record_kind: str
    record: str
    verb: str
    """`added`, `changed`, `deleted`, `undone`, `redone` or `purged`."""
    who: str | None
    """The name of the one whose answer it is, or None where nobody is named."""
    here: bool
    """Whether it was done on this laptop."""
    changes: tuple[tuple[str, Json, Json], ...]
    """(field, before, after); a deletion repeats what was deleted, a purge says how many entries it removed."""
    question: str | None
    """The id of the question, for answers."""
    entry: str = ""
    """The id of the journal's entry, which names what the record said from then on."""


def told(entries: Iterable[Entry], laptop: str) -> tuple[Event, ...]:
    """The entries of one retrospective, in the common order, as events; `laptop` is the one that looks."""
    of_record: dict[str, list[Entry]] = {}
    of_act: dict[str, list[Event]] = {}
    undone: set[Deed] = set()
    names: dict[str, str] = {}
    events: list[Event] = []
    for entry in entries:
        if entry.kind == UNDO:
            back = bool(entry.fields.get("undone"))
            (undone.add if back else undone.discard)((entry.retrospective, entry.record))
            verb = "undone" if back else "redone"
            events += [
                replace(event, time=entry.time, verb=verb, here=entry.laptop == laptop)
                for event in of_act.get(entry.record, ())
            ]
            continue
        if entry.kind == VOTE:
            # How often, for what and under which ids would say whose ballots an older journal holds.
            if not any(event.record_kind == VOTE for event in of_act.get(entry.act, ())):
                of_act.setdefault(entry.act, []).append(event := _vote(entry, laptop))
                events.append(event)
            continue
        if entry.kind == PURGE:
            events.append(_purge(entry, laptop))
            continue
        earlier = of_record.setdefault(entry.record, [])
        # What its author had before their eyes, not what happened to stand in the file.
        base = as_seen(earlier, entry.saw, undone)
        before = base.fields if base is not None and not base.deleted else {}
        earlier.append(entry)
        if entry.kind == "person" and isinstance(entry.fields.get("name"), str):
            names[entry.record] = str(entry.fields["name"])
        about = {name: value for e in earlier for name, value in e.fields.items() if name in ("question", "person")}
        question = about.get("question")
        event = Event(
            time=entry.time,
            act=entry.act,
            record_kind=entry.kind,
            record=entry.record,
            verb="deleted" if entry.fields.get(DELETED) else "changed" if before else "added",
            who=names.get(str(about.get("person"))) or names.get(entry.record),
            here=entry.laptop == laptop,
            changes=_changes(entry, before, nameless=any(e.fields.get("anonymous") for e in earlier)),
            question=question if isinstance(question, str) else None,
            entry=entry.id,
        )
        of_act.setdefault(entry.act, []).append(event)
        events.append(event)
    return tuple(events)


def _changes(entry: Entry, before: Mapping[str, Json], *, nameless: bool) -> tuple[tuple[str, Json, Json], ...]:
    changes = [(name, before.get(name), value) for name, value in entry.fields.items()]
    if entry.fields.get(DELETED):
        changes += [(name, value, None) for name, value in before.items() if name not in entry.fields]
    # A figure given without a name is told among those of three or more, never by itself.
    return tuple(change for change in changes if not (nameless and change[0] in FIGURES))


def _vote(entry: Entry, laptop: str) -> Event:
    return Event(
        time=entry.time,
        act=entry.act,
        record_kind=VOTE,
        record="",
        verb="deleted" if entry.fields.get(DELETED) else "changed" if entry.saw else "added",
        who=None,
        here=entry.laptop == laptop,
        changes=(),
        question=None,
    )


def _purge(entry: Entry, laptop: str) -> Event:
    ids = entry.fields.get("purged")
    count = len(ids) if isinstance(ids, list) else 0
    return Event(
        time=entry.time,
        act=entry.act,
        record_kind=PURGE,
        record=entry.record,
        verb="purged",
        who=None,
        here=entry.laptop == laptop,
        changes=(("purged", None, count),),
        question=None,
        entry=entry.id,
    )
