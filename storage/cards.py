"""The list of retrospectives: a card for each, and the one that is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from storage.database.connection import Connection
from storage.errors import Ambiguous
from storage.records import all_tables
from templates.words import _, listed
from templates.workbook.side import Side


@dataclass(frozen=True, slots=True)
class Card:
    """A retrospective as the shelf shows it."""

    id: str
    slug: str
    title: str
    workbook: str
    """The workbook's title."""
    workbook_id: str
    """The workbook's own id, such as `four-phases`."""
    lang: str
    date: str
    parties: Mapping[str, str]
    sides: tuple[Side, ...]
    stage: str
    """The id of the phase it stands in, or `done`."""
    stage_title: str
    answers: int
    archived: bool
    demo: str | None
    """Which of the demo's retrospectives it is, or None for a team's own."""


def cards(connection: Connection, *, archived: bool | None = False) -> tuple[Card, ...]:
    """The retrospectives, newest date first; `archived` None gives all."""
    where = "" if archived is None else "WHERE r.archived = ?"
    with connection.reading():
        rows = connection.values(
            "SELECT r.id, r.slug, r.title, w.id, r.date, r.parties, r.stage, r.answers, r.archived, r.demo"
            f" FROM retrospectives r JOIN workbooks w ON w.id = r.workbook {where}"
            " ORDER BY r.date DESC, r.created DESC, r.id",
            [] if archived is None else [int(archived)],
        )
        workbooks = connection.values("SELECT id, name, title, lang, sides, phases FROM workbooks")
    books = {
        book: (name, title, lang, tuple(Side(*side) for side in json.loads(sides)), phases)
        for book, name, title, lang, sides, phases in workbooks
    }
    found = []
    for card, slug, title, book, date, parties, stage, answers, is_archived, demo in rows:
        name, book_title, lang, sides, phases = books[book]
        found.append(
            Card(
                card,
                slug,
                title,
                book_title,
                name,
                lang,
                date,
                json.loads(parties),
                sides,
                stage,
                all_tables.stage_title(phases, stage),
                answers,
                bool(is_archived),
                demo,
            )
        )
    return tuple(found)


def with_actions(connection: Connection) -> tuple[str, ...]:
    """The ids of the retrospectives on the shelf in which any action was agreed, in the order of `cards`."""
    rows = connection.values(
        "SELECT id FROM retrospectives WHERE archived = 0 AND id IN (SELECT retrospective FROM actions)"
        " ORDER BY date DESC, created DESC, id"
    )
    return tuple(str(row[0]) for row in rows)


def named(connection: Connection, key: str) -> str | None:
    """The id of the retrospective `key` names: its id, an unambiguous beginning of it, or its slug; or None.

    Raises:
        Ambiguous: it names several.
    """
    exact = connection.values("SELECT id FROM retrospectives WHERE id = ?", [key])
    if exact:
        return str(exact[0][0])
    slug = connection.values("SELECT id FROM retrospectives WHERE slug = ?", [key])
    if len(slug) == 1:
        return str(slug[0][0])
    prefix = key.lower()
    begins = (
        connection.values("SELECT id FROM retrospectives WHERE id >= ? AND id < ? LIMIT 20", [prefix, prefix + "g"])
        if prefix
        else []
    )
    if len(begins) == 1 and not slug:
        return str(begins[0][0])
    several = slug or begins
    if several:
        raise Ambiguous(
            _("{key} names more than one retrospective ({ids}); write more of the id.").format(
                key=key, ids=listed(str(row[0]) for row in several[:5])
            )
        )
    return None


def free_slug(connection: Connection, title: str) -> str:
    """A slug for a title that no other retrospective has."""
    slug = all_tables.slug_of(title)
    taken = {
        str(row[0])
        for row in connection.values(
            "SELECT slug FROM retrospectives WHERE slug = ? OR slug GLOB ? || '-[0-9]*'", [slug, slug]
        )
    }
    number = 2
    free = slug
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return free
