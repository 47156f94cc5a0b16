"""Checking what a person gives as a value: dates, numbers, steps, options, cells."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from templates.filled_page import rough_dates
from templates.filled_page.due_dates import (
    DateError,
    due_on,
    read_day,
    rough_day,
)
from templates.words import _, detailed, listed
from templates.workbook.model import (
    Column,
    ColumnKind,
    Option,
    Question,
    option_named,
)
from tui.words.refused import RefusedError


def iso_date(text: str) -> str:
    """A day as people say it, the nearest where its year is not named, as an ISO date."""
    return _dated(text, lambda given: read_day(given, date.today(), near=True).isoformat())


def _dated(text: str, read: Callable[[str], str]) -> str:
    try:
        return read(text)
    except DateError:
        pass
    raise RefusedError(
        _("“{text}” is not a date; write it as year-month-day, such as {example}.").format(
            text=text, example="2025-03-31"
        )
    )


def rough_date(text: str) -> str:
    """A day, a month or a year as people remember it, as far as ISO 8601 writes it: 2025-03-31, 2025-03, 2025."""
    if (found := rough_dates.rough_date(text)) is not None:
        return found.iso
    return _dated(text, lambda given: rough_day(given, date.today()))


def whole_row(question: Question, row: Mapping[str, str], before: Mapping[str, str]) -> Mapping[str, str]:
    """A row's cells, where they fit one another; what stood so `before` is not asked about.

    Raises:
        RefusedError: it is told to end before it begins.
    """
    if sentence := rough_dates.newly_backwards(question, row, before):
        raise RefusedError(sentence)
    return row


def due_date(text: str) -> str:
    """A day as people say it (see `templates.dates`), seen from today, as an ISO date; an empty text stays empty."""
    try:
        return due_on(text, date.today())
    except DateError as error:
        raise RefusedError(str(error)) from None


def option_names(options: Iterable[Option]) -> str:
    """Options as a sentence names them: by id, with their words where these differ."""
    return listed(o.id if o.id == o.text else detailed(o.id, o.text) for o in options)


def steps(question: Question) -> str:
    """A scale's steps as a sentence names them."""
    return listed(detailed(str(n), o.text) for n, o in zip(question.values, question.options, strict=True))


def step(question: Question, value: int | None) -> int | None:
    """`value` where the scale has it."""
    if value is None or value in question.values:
        return value
    raise RefusedError(
        _("{value} is not on this scale; its steps are {steps}.").format(value=value, steps=steps(question))
    )


def option_id(options: tuple[Option, ...], key: str) -> str:
    """The id of the option that `key` names by id or word."""
    if found := option_named(options, key):
        return found.id
    raise RefusedError(
        _("There is no “{key}” to choose here; there are {options}.").format(key=key, options=option_names(options))
    )


def named(pair: str) -> tuple[str, str | None]:
    """`KEY=TEXT` in two, full-width ＝ included; None where there is no such sign."""
    key, *text = re.split("[=＝]", pair, maxsplit=1)
    return key.strip(), text[0] if text else None


def name_at_side(text: str) -> tuple[str, str | None]:
    """`NAME:SIDE` in two, full-width ： included; None where no side is given."""
    match = re.fullmatch("(.*)[:：](.*)", text, re.DOTALL)
    return (match[1].strip(), match[2].strip()) if match else (text.strip(), None)


def cells(question: Question, given: Iterable[str]) -> Mapping[str, str]:
    """The cells of `COLUMN=TEXT`, by column id; an empty text empties a cell."""
    found: dict[str, str] = {}
    for pair in given:
        key, text = named(pair)
        column = question.column(key)
        if text is None or column is None:
            raise RefusedError(
                _("“{cell}” does not name a cell; write COLUMN=TEXT with one of the columns {columns}.").format(
                    cell=pair, columns=listed(detailed(c.id, c.text) for c in question.columns)
                )
            )
        found[column.id] = cell(column, text)
    return found


def cell(column: Column, text: str) -> str:
    """A cell's text as the column takes it."""
    if not text.strip():
        return ""
    match column.kind:
        case ColumnKind.CHOICE:
            return option_id(column.options, text)
        case ColumnKind.DATE:
            return rough_date(text)
        case ColumnKind.NUMBER:
            return _number(column, text.strip())
        case ColumnKind.TEXT:
            return text


def _number(column: Column, text: str) -> str:
    try:
        if "_" not in text and math.isfinite(float(text)):
            return text
    except ValueError:
        pass
    raise RefusedError(
        _("“{text}” is not a number, as the column {column} needs; write it in digits, such as 12 or 2.5.").format(
            text=text, column=column.text
        )
    )
