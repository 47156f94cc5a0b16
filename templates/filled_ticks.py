"""Boxes that somebody ticked in a form: on a scale, a choice or a checklist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from templates.blocks import Block, Item, Listing, Paragraph, behind, folded
from templates.names import plain_digits
from templates.workbook import Kind, Question

Tick: TypeAlias = tuple[str, int]
"""(a step's number or an option's id, the line it stands in)."""

_NUMBER = re.compile(r"[（(\[]?(\d{1,2})[）)\].。]?", re.ASCII)


@dataclass(slots=True)
class Ticks:
    """What is ticked, and what is written beside the boxes."""

    own: list[Tick] = field(default_factory=list)
    guessed: list[Tick] = field(default_factory=list)
    """What the other side is thought to answer."""
    beside: list[tuple[int, str]] = field(default_factory=list)
    """(line, words) that belong to no box."""
    others: list[Block] = field(default_factory=list)
    """Blocks that are neither boxes nor a number."""


def ticks(question: Question, blocks: Sequence[Block]) -> Ticks:
    """What is ticked under a question."""
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
                    _tick(question, item, found.guessed if guessing else found.own, found)
            case Paragraph(words=words) if any(mark.id == "guess" for mark in words.marks):
                guessing = True
                if value := number(question, words.text):
                    found.guessed.append((value, words.line))
                else:
                    found.others.append(block)
            case Paragraph(words=words) if value := number(question, words.text):
                (found.guessed if guessing else found.own).append((value, words.line))
            case _:
                found.others.append(block)
    return found


def _tick(question: Question, item: Item, ticked: list[Tick], found: Ticks) -> None:
    """One box: which step or option it is, whether it is ticked, and what is written beside it."""
    line, said = item.words.line, item.words.text
    value, words = _meant(question, item)
    if value is None:
        by_number = number(question, said) if item.checked is None else None
        if by_number:
            ticked.append((by_number, line))
        elif item.text:
            found.beside.append((line, item.text))
        return
    if item.checked:
        ticked.append((value, line))
    beside = behind(said, words) if words else said
    found.beside += [(line, text) for text in (beside, item.rest) if text]


def _meant(question: Question, item: Item) -> tuple[str | None, str]:
    """The step or option an item is, and the words by which it is known: the longest printed ones it begins with."""
    said = folded(item.words.text)
    known: list[tuple[int, str, str]] = []
    for value, text in offered(question):
        words = (f"{value} {text}", text) if question.kind is Kind.SCALE else (text,)
        known += [(len(folded(one)), value, one) for one in words if folded(one) and said.startswith(folded(one))]
    ids = {value for value, _text in offered(question)}
    marked = next((mark.id for mark in item.words.marks if mark.id in ids), None)
    if marked is not None:
        of_it = [one for one in known if one[1] == marked]
        return marked, max(of_it)[2] if of_it else ""
    if known:
        _length, value, words_known = max(known)
        return value, words_known
    return None, ""


def offered(question: Question) -> list[tuple[str, str]]:
    """What can be ticked: a step's number or an option's id, and its words."""
    if question.kind is Kind.SCALE:
        return [(str(value), step.text) for value, step in zip(question.values, question.options, strict=True)]
    return [(option.id, option.text) for option in question.options]


def number(question: Question, text: str) -> str | None:
    """A scale's number that was written by itself instead of a tick; None where it is anything else."""
    found = _NUMBER.fullmatch(plain_digits(text))
    if question.kind is not Kind.SCALE or found is None or int(found[1]) not in question.values:
        return None
    return str(int(found[1]))
