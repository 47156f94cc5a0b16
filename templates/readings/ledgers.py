"""Ledgers read across the table: rows of both sides that tell the same thing, and what each side says of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from templates.filled_page.page import Row
from templates.names import alike
from templates.readings.evidence import Evidence
from templates.workbook.model import Question

SAYS = "says."
"""What the id of a cell begins with in which a side (its id follows) claims or denies a row that the other wrote."""
CLAIMED, DENIED = "yes", "no"
TIED = 0.75
"""What share of the shorter text's words the longer must have, for the two to tell the same thing."""
FEW_ENTRIES = 60
"""Up to how many entries words are compared; in a longer ledger only equal texts are the same."""

_WORD = re.compile(r"[^\W_\u3400-\u9fff]+|[\u3400-\u9fff]+")
_PLAIN = frozenset({
    "a", "an", "and", "as", "at", "be", "by", "for", "from", "had", "has", "have", "in", "is", "it", "its", "of", "on",
    "or", "our", "so", "that", "the", "their", "them", "they", "this", "to", "us", "was", "we", "were", "will", "with",
    "you", "your",
})  # fmt: skip
_PARTICLES = str.maketrans("", "", "的了")


def tokens(text: str) -> frozenset[str]:
    """What a text's likeness is told by: its words without the small ones, and the pairs of its Han characters."""
    found: set[str] = set()
    for word in _WORD.findall(alike(text)):
        if word[0] >= "\u3400" and word[0] <= "\u9fff":
            run = word.translate(_PARTICLES)
            found.update(run[n : n + 2] for n in range(max(len(run) - 1, 1)) if run)
        elif word not in _PLAIN:
            found.add(word)
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text's tokens that the longer has too; 0 where fewer than two are shared."""
    shared = len(one & other)
    if one == other and one:
        return 1.0
    return shared / min(len(one), len(other)) if shared > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that one or several rows tell."""

    text: str
    """As its first row has it."""
    rows: tuple[Row, ...]
    told_by: tuple[str, ...]
    """The sides that wrote it down, in the workbook's order."""
    claimed: tuple[str, ...]
    """The sides that did not write it, and said that it was so."""
    denied: tuple[str, ...]
    """The sides that said it was not so."""
    tokens: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the rows behind it."""
        return tuple(row.id for row in self.rows)

    @property
    def one_sided(self) -> str | None:
        """The only side that tells it, where the other neither wrote nor claimed it."""
        known = {*self.told_by, *self.claimed}
        return self.told_by[0] if len(known) == len(self.told_by) == 1 else None

    def values(self, column: str) -> dict[str, tuple[str, ...]]:
        """What each side's rows have in a column, each value once; a side without any is left out."""
        found: dict[str, dict[str, str]] = {}
        for row in self.rows:
            value = row.cells.get(column, "").strip()
            if value and row.side in self.told_by:
                found.setdefault(str(row.side), {}).setdefault(alike(value), value)
        return {side: tuple(values.values()) for side, values in found.items()}

    def differs(self, column: str) -> bool:
        """Whether the two sides have different values in a column."""
        told = list(self.values(column).values())
        return len(told) > 1 and set(map(alike, told[0])) != set(map(alike, told[1]))


def entries(evidence: Evidence, question: Question, key: str) -> tuple[Entry, ...]:
    """A ledger's rows, those that tell the same thing brought together; in the order of the first of each.

    Args:
        key: the id of the column that says what a row is about; rows without it are left out.
    """
    gathered: list[list[Row]] = []
    known: list[frozenset[str]] = []
    by_text: dict[str, int] = {}
    having: dict[str, list[int]] = {}
    for row in evidence.rows(question):
        text = " ".join(row.cells.get(key, "").split())
        if not text:
            continue
        plain = alike(text)
        at = by_text.get(plain)
        if at is None and len(gathered) <= FEW_ENTRIES:
            words = tokens(text)
            at = _likest(words, known, having)
            if at is None:
                for word in words:
                    having.setdefault(word, []).append(len(known))
                known.append(words)
        if at is None:
            at = len(gathered)
            gathered.append([])
        by_text.setdefault(plain, at)
        gathered[at].append(row)
    return tuple(_entry(evidence, rows, key) for rows in gathered)


def _likest(words: frozenset[str], known: Sequence[frozenset[str]], having: Mapping[str, list[int]]) -> int | None:
    shared = Counter(at for word in words for at in having.get(word, ()))
    scored = ((likeness(words, known[at]), -at) for at in shared)
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= TIED else None


def _entry(evidence: Evidence, rows: Sequence[Row], key: str) -> Entry:
    wrote = {row.side for row in rows}
    says = {(side, row.cells.get(SAYS + side)) for row in rows for side in evidence.sides}
    text = rows[0].cells[key]
    return Entry(
        text=text,
        rows=tuple(rows),
        told_by=tuple(side for side in evidence.sides if side in wrote),
        claimed=tuple(side for side in evidence.sides if side not in wrote and (side, CLAIMED) in says),
        denied=tuple(side for side in evidence.sides if (side, DENIED) in says),
        tokens=tokens(text),
    )


def counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value stands among `values`, as it was first written, in the order they first appear."""
    first: dict[str, str] = {}
    return dict(Counter(first.setdefault(alike(value), value) for value in values))
