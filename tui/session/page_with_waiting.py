"""The page with what waits for a locked file, as if it were kept already: whoever did it sees that it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from storage.records.fields import Record
from storage.records.header import Details
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Made,
    Review,
    Topic,
    Vote,
)
from templates.filled_page.page import (
    Action,
    Answer,
    Person,
    Retrospective,
)
from templates.filled_page.settings import fields_of, settings_of

_FIELDS: Mapping[type[Person | Action | Made], str] = MappingProxyType(
    {
        Person: "people",
        Action: "actions",
        Group: "groups",
        Vote: "votes",
        Topic: "topics",
        Agreement: "agreements",
        Review: "reviews",
    }
)
"""Where a page has each kind of record; answers have a verb of the page's own."""


def with_records(page: Retrospective, records: Iterable[Record], dropped: Iterable[Record] = ()) -> Retrospective:
    """The page with `records` in place of those of the same id, and without `dropped`."""
    for record in records:
        page = _with(page, record)
    for record in dropped:
        page = _without(page, record)
    return page


def _with(page: Retrospective, record: Record) -> Retrospective:
    match record:
        case Details():
            return _changed(page, record)
        case Answer():
            # Heads are left to the journal: the next change rests on this one, whatever its entry is called.
            return page.with_answer(replace(record, heads=()))
        case Person():
            return _put(page, record)
        case _:
            return _put(page, replace(record, heads=()))


def _without(page: Retrospective, record: Record) -> Retrospective:
    if isinstance(record, Details):
        return page
    field = "answers" if isinstance(record, Answer) else _FIELDS[type(record)]
    left = tuple(one for one in getattr(page, field) if record.id not in (one.id, *getattr(one, "records", ())))
    return replace(page, **{field: left})  # type: ignore[arg-type]


def _put(page: Retrospective, record: Person | Action | Made) -> Retrospective:
    field = _FIELDS[type(record)]
    standing: tuple[Person | Action | Made, ...] = getattr(page, field)
    if any(one.id == record.id for one in standing):
        put = tuple(record if one.id == record.id else one for one in standing)
    else:
        put = (*standing, record)
    return replace(page, **{field: put})  # type: ignore[arg-type]


def _changed(page: Retrospective, details: Details) -> Retrospective:
    told = {
        "title": details.title,
        "date": details.date,
        "short": details.short,
        "archived": details.archived,
        "parties": {**page.parties, **details.parties} if details.parties is not None else None,
    }
    page = replace(page, **{name: value for name, value in told.items() if value is not None})  # type: ignore[arg-type]
    if details.settings is None:
        return page
    fields = {**fields_of(page.settings), **details.settings}
    return replace(page, settings=settings_of({name: value for name, value in fields.items() if value is not None}))
