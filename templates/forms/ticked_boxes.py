"""Boxes that somebody ticked in a form: on a scale, a choice or a checklist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from templates.markdown.blocks import (
    Block,
    Item,
    Listing,
    Paragraph,
    behind,
    folded,
)
from templates.markdown.parse import CROSSES
from templates.names import plain_digits
from templates.workbook.model import Kind, Question

Tick: TypeAlias = tuple[str, int]
"""(a step's number or an option's id, the line it stands in)."""

_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}|==|~~|[=-]?>|[→➔➜✓✔√✅✗×☛👉]")
_NUMBER = re.compile(r"[（(\[]?(\d{1,2})[）)\].。]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Marked:
    """An option that is not as it was printed, though no box of it is ticked: in bold, or without its box."""

    value: str
    line: int
    text: str
    has_box: bool = True


@dataclass(slots=True)
class Scale:
    """What was done to one list of boxes."""

    ticked: list[Tick] = field(default_factory=list)
    crossed: list[Marked] = field(default_factory=list)
    """Those with a cross, which is an x to some and a no to others."""
    boxed: set[str] = field(default_factory=set)
    """What still stands behind a box."""
    marked: list[Marked] = field(default_factory=list)

    def settle(self) -> None:
        """Read the crosses: as ticks, but for where something else is ticked beside them."""
        if not self.ticked:
            self.ticked = [(one.value, one.line) for one in self.crossed]
            self.crossed = []
        # Guidance may hold the words of an option; only where its box is gone was it taken for the answer.
        self.marked = [one for one in self.marked if one.has_box or one.value not in self.boxed]

    @property
    def one_marked(self) -> Marked | None:
        """What stands out by itself where nothing is ticked."""
        values = {one.value for one in self.marked}
        return self.marked[0] if len(values) == 1 and not self.ticked else None


@dataclass(slots=True)
class Ticks:
    """What is ticked, and what is written beside the boxes."""

    own: Scale = field(default_factory=Scale)
    guessed: Scale = field(default_factory=Scale)
    """What the other side is thought to answer."""
    beside: list[tuple[int, str]] = field(default_factory=list)
    """(line, words) that belong to no box."""
    others: list[Block] = field(default_factory=list)
    """Blocks that are neither boxes nor a number."""


def ticks(versions: Sequence[Question], blocks: Sequence[Block]) -> Ticks:
    """What is ticked under a question, whose words may stand in any of its languages; the first is the one asked."""
    question = versions[0]
    found = Ticks()
    guessing = False
    boxes = 0
    for block in blocks:
        match block:
            case Listing():
                for item in block.items:
                    if item.checked is not None:
                        # Where the line between the two scales is lost, the second one begins where the first ends.
                        guessing = guessing or (question.guess and boxes >= len(question.options))
                        boxes += 1
                    _tick(versions, item, found.guessed if guessing else found.own, found)
            case Paragraph(words=words) if any(mark.id == "guess" for mark in words.marks):
                guessing = True
                if value := number(question, words.text):
                    found.guessed.ticked.append((value, words.line))
                else:
                    found.others.append(block)
            case Paragraph(words=words) if value := number(question, words.text):
                (found.guessed if guessing else found.own).ticked.append((value, words.line))
            case _:
                found.others.append(block)
    for scale in (found.own, found.guessed):
        scale.settle()
        if len({one.value for one in scale.marked}) == len(offered(versions[:1])):
            # Every box is gone or in bold: an editor did that, and nobody means all of them.
            scale.marked.clear()
    return found


def _tick(versions: Sequence[Question], item: Item, scale: Scale, found: Ticks) -> None:
    """One box: which step or option it is, whether it is ticked, and what is written beside it."""
    line, said = item.words.line, item.words.text
    value, words = _meant(versions, item)
    if value is None:
        by_number = number(versions[0], said) if item.checked is None else None
        if by_number:
            scale.ticked.append((by_number, line))
        elif item.text:
            found.beside.append((line, item.text))
        return
    if item.checked is not None:
        scale.boxed.add(value)
    if item.box and item.box in CROSSES:
        scale.crossed.append(Marked(value, line, said))
    elif item.checked:
        scale.ticked.append((value, line))
    elif words and (item.checked is None or _is_emphasised(said, words)):
        scale.marked.append(Marked(value, line, said, item.checked is not None))
    beside = behind(said, words) if words else said
    found.beside += [(line, text) for text in (beside, item.rest) if text]


def _is_emphasised(said: str, words: str) -> bool:
    """Whether an option has signs before it that say *this one*, and were not printed."""
    found = _EMPHASIS.match(said)
    return found is not None and not words.lstrip().startswith(found[0].strip())


def _meant(versions: Sequence[Question], item: Item) -> tuple[str | None, str]:
    """The step or option an item is, and the words by which it is known: the longest printed ones it begins with."""
    said = folded(item.words.text)
    known: list[tuple[int, str, str]] = []
    for value, text in offered(versions):
        words = (f"{value} {text}", text) if versions[0].kind is Kind.SCALE else (text,)
        known += [(len(folded(one)), value, one) for one in words if folded(one) and said.startswith(folded(one))]
    ids = {value for value, _text in offered(versions)}
    marked = next((mark.id for mark in item.words.marks if mark.id in ids), None)
    if marked is not None:
        of_it = [one for one in known if one[1] == marked]
        return marked, max(of_it)[2] if of_it else ""
    if known:
        _length, value, words_known = max(known)
        return value, words_known
    return None, ""


def offered(versions: Sequence[Question]) -> list[tuple[str, str]]:
    """What can be ticked: a step's number or an option's id, and its words in each language."""
    asked = versions[0]
    if asked.kind is Kind.SCALE:
        return [
            (str(value), step.text)
            for question in versions
            for value, step in zip(question.values, question.options, strict=True)
        ]
    ids = {option.id for option in asked.options}
    return [(option.id, option.text) for question in versions for option in question.options if option.id in ids]


def number(question: Question, text: str) -> str | None:
    """A scale's number that was written by itself instead of a tick; None where it is anything else."""
    found = _NUMBER.fullmatch(plain_digits(text))
    if question.kind is not Kind.SCALE or found is None or int(found[1]) not in question.values:
        return None
    return str(int(found[1]))
