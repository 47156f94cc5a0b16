"""What one record said at each of its changes, and how an earlier version comes back: as one more change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.entries.change import Change
from storage.entries.entry import Entry, Json
from storage.entries.field_names import CELL
from storage.entries.fold import DELETED, as_seen
from storage.records import all_tables
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Rating,
)


@dataclass(frozen=True, slots=True)
class Version:
    """A record as one of its entries left it, in the eyes of whoever wrote that."""

    entry: str
    """The entry's id, which names the version."""
    time: str
    """ISO 8601, UTC, for showing only."""
    record: str
    deleted: bool
    answer: Answer | None
    """The answer as it stood; the one that was deleted, where it was; None where no answer can be read in it."""
    here: bool
    """Whether it was written on this laptop."""

    @property
    def is_kept_back(self) -> bool:
        """Whether it is a figure given without a name, which is told by itself to nobody."""
        return self.answer is not None and self.answer.anonymous and isinstance(self.answer, Rating | Choice | Checks)


def versions(entries: Sequence[Entry], laptop: str) -> tuple[Version, ...]:
    """The versions of one answer, oldest first, from its entries in the common order."""
    return tuple(
        Version(
            entry.id,
            entry.time,
            entry.record,
            bool(entry.fields.get(DELETED)),
            _answer(entries, entry),
            entry.laptop == laptop,
        )
        for entry in entries
    )


def _answer(entries: Sequence[Entry], entry: Entry) -> Answer | None:
    from storage.records.page import answer_of

    heads = entry.saw if entry.fields.get(DELETED) else (entry.id,)
    row = all_tables.row_of(entry.record, as_seen(entries, heads, ()))
    return answer_of(row) if row is not None and entry.kind == "answer" else None


def change_back(entries: Sequence[Entry], entry: Entry) -> Change:
    """The change that makes a record stand as it did after `entry`: what was added since is emptied."""
    if entry.fields.get(DELETED):
        return Change(entry.kind, entry.record, {DELETED: True})
    state = as_seen(entries, (entry.id,), ())
    then = dict(state.fields) if state is not None else {}
    ever = {name for one in entries for name in one.fields if name != DELETED}
    empty: dict[str, Json] = {name: "" if name.startswith(CELL) else None for name in ever}
    return Change(entry.kind, entry.record, {**empty, **then})
