"""Notes that are likely to say the same: a hint for whoever groups, never more.

Two notes are compared by what they are written with: threes of letters within a word, single Chinese characters and
pairs of them; what few notes share counts for more than what all have. On the labelled notes of
tests/templates/fixtures this told twins from others better than the ratios of rapidfuzz, in both languages, so no
library is needed (tests/templates/meeting/test_twins.py has the figures).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from templates.filled_page.page import Note, Retrospective
from templates.names import alike

_RUNS = re.compile(r"([\u3400-\u9fff]+)|([^\W_\u3400-\u9fff]+)")
_LETTERS, _HAN = 0.42, 0.235
"""How alike two notes must be, of 1, in letters and in Chinese characters: a character says more than three letters."""
_FEW = 30
"""Below this many notes it cannot be told what is rare."""
_COMMON = 20
"""What more notes share than this, and than a twenty-fifth of them, tells nothing any more."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two notes that are likely to say the same."""

    one: str
    other: str
    """The notes' ids, the earlier note first."""
    likeness: float
    """How alike they are: 1 is the least that is said, more is more."""

    @property
    def apart(self) -> str:
        """What is remembered once somebody has said that they differ."""
        return apart(self.one, self.other)


def apart(one: str, other: str) -> str:
    """Two ids as `Settings.apart` has them."""
    return " ".join(sorted((one, other)))


def twins_among(texts: Iterable[tuple[str, str]]) -> tuple[Twins, ...]:
    """The likely twins among notes given as (id, text), the most alike first."""
    listed = list(texts)
    written = [_marks(text) for _id, text in listed]
    shared = Counter(mark for marks in written for mark in marks)
    limit = max(_COMMON, len(listed) // 25)
    rarity = {m: math.log(1 + max(len(listed), _FEW) / n) for m, n in shared.items() if n <= limit}
    sizes = [sum(rarity.get(mark, 0.0) for mark in marks) for marks in written]
    holders: dict[str, list[int]] = {}
    found: list[Twins] = []
    for place, marks in enumerate(written):
        common: dict[int, float] = {}
        for mark in sorted(marks & rarity.keys()):  # sorted: sums of floats depend on their order
            for earlier in holders.setdefault(mark, []):
                common[earlier] = common.get(earlier, 0.0) + rarity[mark]
            holders[mark].append(place)
        for earlier, weight in common.items():
            least = _least(written[earlier] | marks)
            likeness = 2 * weight / (sizes[earlier] + sizes[place]) / least
            if likeness >= 1:
                found.append(Twins(listed[earlier][0], listed[place][0], likeness))
    return tuple(sorted(found, key=lambda pair: -pair.likeness))


def undecided(page: Retrospective, pairs: Iterable[Twins]) -> tuple[Twins, ...]:
    """Those of some twins that are not in one group yet and that nobody has said to differ."""
    notes = {note.id: note for note in page.answers if isinstance(note, Note)}
    return tuple(
        pair
        for pair in pairs
        if pair.apart not in page.settings.apart
        and pair.one in notes
        and pair.other in notes
        and _may_join(notes[pair.one], notes[pair.other])
    )


def _may_join(one: Note, other: Note) -> bool:
    """Whether joining two notes would move at most one of them out of being alone."""
    return one.group is None or other.group is None


def _marks(text: str) -> frozenset[str]:
    return frozenset(_each_mark(alike(text)))


def _each_mark(text: str) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        han, letters = run.groups()
        if han:
            yield from han
            yield from (han[n : n + 2] for n in range(len(han) - 1))
        elif len(letters) < 3:
            yield letters
        else:
            yield from (letters[n : n + 3] for n in range(len(letters) - 2))


def _least(marks: frozenset[str]) -> float:
    """How alike notes written with these marks must be."""
    han = sum("\u3400" <= mark[0] <= "\u9fff" for mark in marks)
    return _LETTERS + (_HAN - _LETTERS) * han / len(marks)
