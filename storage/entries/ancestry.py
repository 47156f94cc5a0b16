"""What each of a record's entries rests on, in room and time that stay in step with how many there are.

Nearly every history is a line: each entry rests on all before it. So what an entry rests on is told as a beginning that
it rests on whole, and a number whose bits stand for the few beyond it; where changes made apart meet again, the
beginning grows over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.entries.entry import Entry


@dataclass(frozen=True, slots=True)
class Seen:
    """Places in the common order of one record's entries."""

    below: int = 0
    """All places below this one."""
    more: int = 0
    """And of those from it on, the ones whose bit is set; the lowest bit is never set."""

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and (place < self.below or bool(self.more >> (place - self.below) & 1))

    def holds(self, places: int) -> bool:
        """Whether all places whose bit is set are among these."""
        return not places >> self.below & ~self.more


def mask(places: Iterable[int]) -> int:
    """Places as the bits of one number."""
    bits = bytearray()
    for place in places:
        bits.extend(bytes(max(0, (place >> 3) + 1 - len(bits))))
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def joined(some: Iterable[Seen]) -> Seen:
    """All places of several."""
    below = more = 0
    for one in some:
        if one.below > below:
            below, more = one.below, more >> (one.below - below)
        more |= one.more >> (below - one.below)
    grown = (~more & (more + 1)).bit_length() - 1
    return Seen(below + grown, more >> grown)


def ancestry(ordered: Sequence[Entry]) -> list[Seen]:
    """For each entry, in the common order, all it rests on; what is missing (purged, not arrived) is passed over."""
    places: dict[str, int] = {}
    seen: list[Seen] = []
    for place, entry in enumerate(ordered):
        parents = [places[parent] for parent in entry.saw if parent in places]
        beyond = joined(seen[parent] for parent in parents)
        near = mask(parent - beyond.below for parent in parents if parent >= beyond.below)
        seen.append(joined([Seen(beyond.below, beyond.more | near)]))
        places[entry.id] = place
    return seen
