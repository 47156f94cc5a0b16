"""What was removed for good of a retrospective, and whether something would bring it back.

The journal, the windows, the drafts, what lies covered and what is taken in all ask here: there is one answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from storage.entries.change import Change, unpacked
from storage.entries.entry import PURGE, RECORDS

if TYPE_CHECKING:
    from storage.entries.entry import Entry

_ANEW: Final = frozenset({"scale", "choice", "checklist", "vote", "topic", "review"})
"""Kinds whose ids are derived from what they answer and for whom: given anew after a purge, they bear the same id."""


class Drafted(Protocol):
    """What is asked of something typed and not kept."""

    @property
    def retrospective(self) -> str:
        """The id of its retrospective."""

    @property
    def answer(self) -> str:
        """The id of what it would become."""

    @property
    def kind(self) -> str:
        """Its kind, behind whatever says how it is kept."""

    @property
    def person(self) -> str | None:
        """The id of who writes it."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The entries its author had before their eyes."""

    @property
    def body(self) -> Mapping[str, str]:
        """What it says."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was removed for good of one retrospective."""

    records: frozenset[str] = frozenset()
    """The ids of the answers, people, actions…; the retrospective's own where all of it went."""
    entries: frozenset[str] = frozenset()
    """The ids of their entries."""

    def __bool__(self) -> bool:
        """Whether anything was."""
        return bool(self.records or self.entries)

    def takes_whole(self, retrospective: str) -> bool:
        """Whether all of a retrospective was removed."""
        return retrospective in self.records

    def covers(self, record: str, kind: str, person: object = None, heads: Iterable[str] = ()) -> bool:
        """Whether something of a kind is what was removed, is of somebody who was, or rests on what was.

        Args:
            record: its id.
            kind: its journal's kind, or of an answer the question's.
            person: the id of who wrote it.
            heads: the entries its author had before their eyes.
        """
        if (isinstance(person, str) and person in self.records) or not self.entries.isdisjoint(heads):
            return True
        return record in self.records and kind not in _ANEW

    def covers_change(self, change: Change) -> bool:
        """Whether a change would write again what was removed."""
        kind = str(change.fields.get("kind", change.kind)) if change.kind == "answer" else change.kind
        return self.covers(change.record, kind, change.fields.get("person"), change.heads)

    def covers_draft(self, draft: Drafted) -> bool:
        """Whether a draft is of what was removed."""
        if self.takes_whole(draft.retrospective):
            return True
        if any(self.covers_change(change) for _of, change in _changes(draft.body.get("changes", ""))):
            return True
        return self.covers(draft.answer, draft.kind.rpartition(":")[2], draft.person, draft.heads)


NOTHING: Final = Gone()
"""Where nothing was removed."""


def _changes(text: str) -> list[tuple[str, Change]]:
    """The changes a draft's text holds, each with its retrospective; a text that is none of ours holds none."""
    try:
        return [(of, change) for of, _act, listed in unpacked(text) for change in listed] if text else []
    except (ValueError, TypeError):
        return []


def told(entries: Iterable[Entry]) -> Mapping[str, Gone]:
    """What entries of purges say was removed, by retrospective; other entries say nothing."""
    found: dict[str, Gone] = {}
    for entry in entries:
        if entry.kind == PURGE:
            before = found.get(entry.retrospective, NOTHING)
            found[entry.retrospective] = Gone(
                before.records | _listed(entry, RECORDS), before.entries | _listed(entry, "purged")
            )
    return found


def _listed(entry: Entry, field: str) -> frozenset[str]:
    ids = entry.fields.get(field)
    return frozenset(id for id in ids if isinstance(id, str)) if isinstance(ids, list) else frozenset()


def of_row(
    wanted: Mapping[str, Gone],
    retrospective: str,
    kind: object,
    record: object,
    person: object,
    heads: object = "[]",
    body: object = "{}",
) -> bool:
    """Whether a row of a drafts' file, of typing or of covered writing, belongs to what was removed.

    Args:
        wanted: what was removed, by retrospective.
        retrospective: the row's.
        kind: the draft's kind, or the covered answer's.
        record: the id it has or will have.
        person: who wrote it.
        heads: what it rests on, as JSON.
        body: what it says, as JSON.
    """
    gone = wanted.get(retrospective, NOTHING)
    if gone.takes_whole(retrospective):
        return True
    if any(wanted.get(of, NOTHING).covers_change(change) for of, change in _changes(_value(body, "changes"))):
        return True
    return gone.covers(str(record), str(kind).rpartition(":")[2], person, _texts(_parsed(heads)))


def _value(body: object, name: str) -> str:
    parsed = _parsed(body)
    return str(parsed.get(name, "")) if isinstance(parsed, dict) else ""


def _texts(listed: object) -> tuple[str, ...]:
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()


def _parsed(text: object) -> object:
    try:
        return json.loads(str(text))
    except ValueError:
        return None
