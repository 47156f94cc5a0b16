"""What somebody changed in the words of a joint document where the comment behind them rules: said, never passed over.

The document is made once more from what was read of it; where a marked thing reads otherwise there, its words were
changed by hand and not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.exchange.from_document_items import CELL, FIELDS
from templates.forms.filled_form import Remark
from templates.markdown.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Table,
    Words,
    folded,
)
from templates.words import _, catalogue

_Key = tuple[str, ...]
"""The heading a thing stands under, and the ids in its comments."""
_DAY: _Key = ("day",)
"""The line below the title, which says when the meeting was."""


def edited(document: Document, again: Document, language: str, *, is_known: bool, is_dated: bool) -> tuple[Remark, ...]:
    """A sentence for every marked thing that does not read as what was taken of it does.

    Args:
        document: what was read.
        again: the document of what was taken.
        language: the one both are written in.
        is_known: whether the workbook is known; else the words of options and of unanswered questions are not.
        is_dated: whether the day of the meeting is known; else what follows the title is no line with a day.
    """
    also = catalogue(language).gettext("Also written: {text}").partition("{text}")[0]
    taken = {key: said for key, _line, said in _told(again.blocks, folded(also), is_known)}
    sentence = _(
        "What was changed here is not taken, for the comment behind it says otherwise; change it in phasebook."
    )
    lines = dict.fromkeys(
        line
        for key, line, said in _told(document.blocks, folded(also), is_known)
        if key in taken and (is_dated or key != _DAY) and taken[key] not in (said, ("o", *said[1:]))
    )
    return tuple(Remark(line, sentence) for line in lines)


def _told(blocks: Sequence[Block], also: str, is_known: bool) -> Iterator[tuple[_Key, int, tuple[str, ...]]]:
    """Every marked thing: its key, its line, its box where that is empty, and what it says in letters and digits."""
    under, titled = "", False
    for block in blocks:
        match block:
            case Heading(words=words, level=level):
                marks = tuple(mark.id for mark in words.marks if mark.id)
                under = "" if level < 4 and not marks else marks[0] if marks and level < 4 else under
                titled = level == 1
                if marks or titled:
                    yield ("heading", str(level), *marks), words.line, ("", folded(words.text))
            case Paragraph(words=words) if titled:
                titled = False
                yield _DAY, words.line, ("", folded(words.text))
            case Listing(items=items):
                for item in items:
                    if is_known or not _points_elsewhere((item.words,)):
                        yield from _item(under, item, also)
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    ids = _ids(row)
                    if ids and (is_known or not _points_elsewhere(row)):
                        yield (under, *ids), row[0].line, ("", *(" ".join(words.text.split()) for words in row))
            case _:
                titled = False


def _item(under: str, item: Item, also: str) -> Iterator[tuple[_Key, int, tuple[str, ...]]]:
    ids = _ids((item.words,))
    if not ids:
        return
    if any("place" in mark.values for mark in item.words.marks):
        # Behind a topic's name stand the votes it got, which the document does not carry.
        said = "".join(piece.text for piece in item.words.pieces if piece.how == "strong")
    else:
        said = item.words.text
    box = "o" if item.checked is False else ""
    below = (line.words for block in item.below if isinstance(block, Listing) for line in block.items)
    lines = (folded(words.text) for words in below if not words.marks)
    yield (under, *ids), item.words.line, (box, folded(said), *(line for line in lines if not line.startswith(also)))


def _points_elsewhere(some: Sequence[Words]) -> bool:
    """Whether a comment names options, cells, or what a topic is about, whose words are not what is kept."""
    keys = {key for words in some for mark in words.marks for key in mark.values}
    return not keys.isdisjoint(("choice", "target")) or any(key.startswith(CELL) for key in keys)


def _ids(some: Sequence[Words]) -> tuple[str, ...]:
    return tuple(mark.id for words in some for mark in words.marks if mark.id and mark.id not in FIELDS)
