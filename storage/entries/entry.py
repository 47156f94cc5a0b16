"""The journal's entry: one immutable change, named by the hash of its own bytes."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Deed: TypeAlias = tuple[str, str]
"""An act as undo means it: (retrospective, act)."""

UNDO = "undo"
"""The kind of an entry that takes an act back (`undone` true) or brings it again (`undone` false)."""
UNCOVERED = "uncovered"
"""The field of the header that an act writes which uncovers: nothing takes such an act back."""
PURGE = "purge"
"""The kind of an entry that lists, in its field `purged`, the ids of entries that were removed and never come back."""
RECORDS = "records"
"""The field of a purge that names what was removed, beside `purged`, which names the entries."""
FAR = 1 << 62
"""A counter no laptop ever counts to. What claims to stand there, near the end of SQLite's numbers, would leave no room
after it and win over all that is ever written: it is kept, and counts for nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one record."""

    id: str
    """SHA-256 of the canonical bytes, in hex."""
    retrospective: str
    laptop: str
    counter: int
    """Lamport counter: above every counter this laptop had seen in the retrospective."""
    time: str
    """Wall clock, ISO 8601 UTC: shown, never compared."""
    act: str
    """What one gesture of a person changed carries one act; undo takes back whole acts."""
    kind: str
    """The record's kind: `retrospective`, `person`, `answer`, `action`…, or `undo`, `purge`; others are kept unread."""
    record: str
    """The record's id; for `undo` the act's."""
    saw: tuple[str, ...]
    """The ids of the record's entries this change rests on, sorted."""
    fields: Mapping[str, Json]
    """Field to new value; only what changed."""
    nonce: str
    """16 random bytes in hex: the id of a guessable text cannot be guessed."""

    @property
    def order(self) -> tuple[int, str, str]:
        """The place in the one order all laptops agree on."""
        return (self.counter, self.laptop, self.id)

    @property
    def deed(self) -> Deed:
        """The act of its own retrospective that it belongs to."""
        return (self.retrospective, self.act)

    @property
    def is_sound(self) -> bool:
        """Whether the id still is the hash of the rest."""
        try:
            return self.id == hashlib.sha256(canonical(self)).hexdigest()
        except (TypeError, ValueError):
            # What has no canonical bytes, such as a lone surrogate, was never an entry of ours.
            return False


def canonical(entry: Entry) -> bytes:
    """The bytes an entry's id is the hash of: a JSON array, UTF-8, sorted keys, no spaces."""
    return json.dumps(
        [
            1,
            entry.retrospective,
            entry.laptop,
            entry.counter,
            entry.time,
            entry.act,
            entry.kind,
            entry.record,
            sorted(entry.saw),
            dict(entry.fields),
            entry.nonce,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode("utf-8")


def make_entry(
    *,
    retrospective: str,
    laptop: str,
    counter: int,
    time: str,
    act: str,
    kind: str,
    record: str,
    saw: tuple[str, ...],
    fields: Mapping[str, Json],
) -> Entry:
    """A new entry with its random bytes and its id."""
    bare = Entry(
        id="",
        retrospective=retrospective,
        laptop=laptop,
        counter=counter,
        time=time,
        act=act,
        kind=kind,
        record=record,
        saw=tuple(sorted(saw)),
        fields=MappingProxyType(dict(fields)),
        nonce=secrets.token_hex(16),
    )
    digest = hashlib.sha256(canonical(bare)).hexdigest()
    return Entry(
        digest,
        bare.retrospective,
        bare.laptop,
        bare.counter,
        bare.time,
        bare.act,
        bare.kind,
        bare.record,
        bare.saw,
        bare.fields,
        bare.nonce,
    )
