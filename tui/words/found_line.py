"""What was found, in a line: the words around the first one found, and where it stands. Without Textual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from templates.words import N_, _
from tui.words.safe_text import one_line, shown

if TYPE_CHECKING:
    from storage.search.find import Hit

KINDS: Mapping[str, str] = {
    "action": N_("action"),
    "group": N_("group"),
    "topic": N_("topic"),
    "agreement": N_("agreement"),
    "title": N_("title"),
}
"""What is found beside answers, in words; an answer is told by its question."""


def place(hit: Hit) -> str:
    """Where a hit stands, on one line: whose it is, the retrospective and its day, the phase, the question."""
    what = [hit.phase, hit.question_text] if hit.kind not in KINDS else [_(KINDS[hit.kind])]
    whose = [hit.party or hit.side_name, hit.by or ""]
    private = [_("private")] if hit.private else []
    return " · ".join(part for part in map(one_line, (*whose, hit.title, hit.date, *what, *private)) if part)


def pieces(hit: Hit, room: int, before: int) -> list[tuple[str, bool]]:
    """A hit's text on one line, in parts that are marked or not.

    Args:
        hit: what was found.
        room: how many characters of the text to show, at most.
        before: how many of them may stand before the first word found.
    """
    text, marks = hit.text, hit.marks
    first = marks[0][0] if marks else 0
    begin = 0 if len(text) <= room else max(0, min(first - before, len(text) - room))
    end = min(len(text), begin + room)
    parts = [("…", False)] if begin else []
    parts += [(_flat(part), marked) for part, marked in _parts(text, marks, begin, end)]
    if end < len(text):
        parts.append(("…", False))
    return parts


def _parts(text: str, marks: tuple[tuple[int, int], ...], begin: int, end: int) -> Iterator[tuple[str, bool]]:
    at = begin
    for start, stop in marks:
        start, stop = max(start, begin), min(stop, end)
        if start >= stop:
            continue
        yield text[at:start], False
        yield text[start:stop], True
        at = stop
    yield text[at:end], False


def _flat(text: str) -> str:
    """Part of a text on one line; the space at its ends stays."""
    return "".join(" " if sign in "\n\t" else sign for sign in shown(text))
