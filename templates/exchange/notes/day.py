"""The day of the meeting that other people's notes tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from templates.exchange.notes.chapters import Chapter
from templates.filled_page.days_in_text import dated, days_in
from templates.filled_page.due_dates import DateError
from templates.markdown.blocks import (
    Block,
    Listing,
    Paragraph,
    Table,
)
from templates.words import _

_LABELLED = re.compile(
    r"[*_\s]*(?:(?:meeting|retro(?:spective)?|review|session)[ ])?(?:date|held on|day|when|日期"
    r"|会议日期|回顾日期|会议时间|召开时间|召开日期|时间)"
    r"[*_]*[ ]?[:：][*_ ]*(?P<value>[^\n|]+)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:meeting |retro )?date|(?:会议|回顾)?日期", re.IGNORECASE)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Met:
    """The day, and what is to be said of it."""

    day: date | None = None
    line: int = 0
    doubt: str = ""
    """A sentence where words stand where the day belongs, and name none."""
    taken: Block | None = None
    """The block that says nothing but the day."""


def met_on(front: str, title: str, name: str, chapters: Sequence[Chapter]) -> Met:
    """When it was: by the front matter, else by a line or heading for the date, the title, or the file's name."""
    doubt = Met()
    for found in _said(front, chapters):
        if found.day is not None:
            return found
        doubt = doubt if doubt.doubt else found
    if doubt.doubt:
        return doubt
    for text in (title, name):
        if day := _in(text) or _compact(text):
            return Met(day)
    return Met()


def _said(front: str, chapters: Sequence[Chapter]) -> Iterator[Met]:
    if front:
        yield _read(front, 2, None)
    for number, chapter in enumerate(chapters):
        is_date = _HEADING.fullmatch(chapter.heading) is not None
        if not is_date and (number > 1 or chapter.is_actions):
            continue
        for block in chapter.blocks[:20]:
            for text, line in _lines(block):
                found = _LABELLED.match(text)
                if found is not None or is_date:
                    value = found["value"] if found else text
                    yield _read(value, line, block if isinstance(block, Paragraph) else None)


def _lines(block: Block) -> Iterator[tuple[str, int]]:
    match block:
        case Paragraph(words=words):
            yield words.text, words.line
        case Listing(items=items):
            yield from ((item.words.text, item.words.line) for item in items)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                if len(row) > 1:
                    yield f"{row[0].text.strip(' *:：')}: {row[1].text}", row[0].line
        case _:
            pass


def _read(value: str, line: int, block: Block | None) -> Met:
    try:
        return Met(dated(value), line, taken=block)
    except DateError as error:
        sentence = str(error)
    if day := _in(value):
        return Met(day, line)
    found = next(days_in(value, None), None)
    if found is not None and found.is_none:
        sentence = _("“{text}” is no day that there is.").format(text=found.text)
    return Met(None, line, sentence)


def _in(text: str) -> date | None:
    """The first day that a text names by itself."""
    return next((one.day for one in days_in(text, None) if one.day is not None), None)


def _compact(text: str) -> date | None:
    found = _COMPACT.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
