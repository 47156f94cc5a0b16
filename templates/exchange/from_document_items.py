"""What one comment and the words before it say: the parts a joint document is read back from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from templates.filled_page.page import (
    Action,
    Control,
    Person,
    Status,
)
from templates.markdown.blocks import (
    Item,
    Listing,
    Piece,
    Words,
)
from templates.markdown.id_comments import Mark

CELL = "cell."
"""How the word that gives a ledger's cell begins; the column's id follows."""
FIELDS = frozenset({"when", "done_means", "why", "sentence", "dissent"})
"""The comments of lines that hold one field of the thing above them."""

Word = TypeVar("Word", bound=StrEnum)


def whose(mark: Mark, question: str) -> dict[str, Any]:
    """What every answer's comment says of it."""
    said = mark.values
    return {
        "id": mark.id,
        "question": said.get("question") or question,
        "side": said.get("side") or None,
        "person": said.get("by") or None,
        "opened": "opened" in said,
        "anonymous": "anonymous" in said,
    }


def number(text: str | None) -> int | None:
    """A small whole number, or None."""
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else None


def word_of(words: type[Word], value: str | None, otherwise: Word) -> Word:
    """One of several words, or `otherwise`."""
    return next((word for word in words if word.value == value), otherwise)


def action_of(mark: Mark, item: Item, below: Mapping[str, str]) -> Action:
    """An action, from its comment, its words and the lines below it."""
    said = mark.values
    control = said.get("control")
    # A box that somebody ticked by hand.
    status = Status.DONE if item.checked and "status" not in said else word_of(Status, said.get("status"), Status.OPEN)
    return Action(
        id=mark.id,
        text=exact(item.words),
        when=below.get("when", ""),
        owner=said.get("owner", ""),
        side=said.get("side") or None,
        due=said.get("due", ""),
        check_on=said.get("check_on", ""),
        done_means=below.get("done_means", ""),
        confirm=said.get("confirm", ""),
        control=Control(control) if control in {word.value for word in Control} else None,
        status=status,
        why=below.get("why", ""),
        topic=said.get("topic", ""),
        earlier=said.get("earlier", ""),
    )


def fields_of(item: Item) -> Iterator[tuple[str, str]]:
    """The fields that stand in lines below an item: their text begins behind the first colon."""
    for block in item.below:
        for line in block.items if isinstance(block, Listing) else ():
            name = next((mark.id for mark in line.words.marks if mark.id in FIELDS), None)
            if name is not None:
                text = exact(line.words)
                found = re.search(": ?|：", text)
                yield name, text[found.end() :] if found else text


def people_of(words: Words) -> Iterator[Person]:
    """The people of a line: a name stands before its comment, behind a label or another name's comment."""
    name, begins = "", True
    for piece in words.pieces:
        if piece.mark is not None:
            yield Person(
                piece.mark.id,
                name if begins else re.sub("\\A(?:[:,] ?|[：，、])", "", name),
                piece.mark.values.get("side") or None,
            )
            name, begins = "", False
        elif piece.how == "strong":
            name, begins = "", False
        else:
            name += piece.text


def exact(words: Words) -> str:
    """What a person wrote, without whose it is in emphasis behind a dash, and without comments."""
    pieces = list(words.pieces)
    first = next((n for n, piece in enumerate(pieces) if piece.mark is not None), len(pieces))
    pieces = pieces[:first]
    if pieces and first < len(words.pieces):
        pieces[-1] = Piece(pieces[-1].text.removesuffix(" "), pieces[-1].how)
        if not pieces[-1].text:
            pieces.pop()
    if pieces and pieces[-1].how == "em":
        while pieces and pieces[-1].how == "em":
            pieces.pop()
        # An editor may have broken the line on either side of the dash.
        for sign in (" ", "—", " "):
            if pieces and not pieces[-1].escaped and not pieces[-1].how:
                pieces[-1] = replace(pieces[-1], text=pieces[-1].text.removesuffix(sign))
                if not pieces[-1].text:
                    pieces.pop()
    return "".join(piece.text for piece in pieces)
