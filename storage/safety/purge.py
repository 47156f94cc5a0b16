"""Removing for good: an answer, a person with all they wrote, or a whole retrospective; from journal, drafts, backups.

The one act that undo does not take back. What takes the place of the removed entries is one that lists their ids, so
that no import or sync ever brings them back; nothing of what they said is left in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from storage.entries.entry import PURGE, Entry
from storage.errors import NotFound
from storage.files import backup
from storage.safety.clean_up import clean, squeeze
from storage.shelf import Shelf
from templates.names import alike
from templates.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be removed."""

    retrospective: str
    ids: tuple[str, ...]
    """The entries."""
    records: frozenset[str]
    """The answers, people, actions… they are about."""
    answers: int
    """How many answers stand among them."""
    whole: bool = False
    """Whether it is all of the retrospective."""
    name: str = ""
    """The person's name, where it is a person."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, and what could not be."""

    entries: int
    backups: int
    """How many backups were written anew without it."""
    left: tuple[str, ...]
    """One sentence per thing that could not be removed: as long as there is any, it is not removed for good."""
    told: tuple[str, ...] = ()
    """What else is to be known of it: what others have written of it, and what cannot be told apart."""


# -- what is meant -----------------------------------------------------------------------------------


def plan_retrospective(shelf: Shelf, retrospective: str) -> Plan:
    """All of a retrospective."""
    entries = _entries(shelf, retrospective)
    return _plan(shelf, retrospective, {entry.record for entry in entries}, entries, whole=True)


def plan_answer(shelf: Shelf, retrospective: str, key: str) -> Plan:
    """One answer, deleted ones included, by its id or an unambiguous beginning of it.

    Raises:
        NotFound: no answer, or more than one, goes by that id.
    """
    entries = _entries(shelf, retrospective)
    records = {entry.record for entry in entries if entry.kind == "answer" and key and entry.record.startswith(key)}
    if len(records) != 1 and key not in records:
        said = _("“{key}” begins more than one id; write more of it.") if records else _("There is no answer “{key}”.")
        raise NotFound(said.format(key=key))
    return _plan(shelf, retrospective, {key} if key in records else records, entries)


def plan_person(shelf: Shelf, retrospective: str, name: str) -> Plan:
    """Everybody who was ever called `name`, with all they have written.

    Raises:
        NotFound: nobody was ever called that.
    """
    entries = _entries(shelf, retrospective)
    folded = alike(name)
    people = {
        entry.record
        for entry in entries
        if entry.kind == "person" and alike(str(entry.fields.get("name", ""))) == folded
    }
    if not people:
        raise NotFound(_("There is nobody called {name} in this retrospective.").format(name=name))
    theirs = {entry.record for entry in entries if entry.fields.get("person") in people}
    return _plan(shelf, retrospective, people | theirs, entries, name=name.strip())


def _entries(shelf: Shelf, retrospective: str) -> list[Entry]:
    return [entry for entry in shelf.entries(retrospective) if entry.kind != PURGE]


def _plan(
    shelf: Shelf,
    retrospective: str,
    records: Collection[str],
    entries: Collection[Entry],
    *,
    whole: bool = False,
    name: str = "",
) -> Plan:
    page = shelf.page(retrospective)
    standing = sum(answer.id in records for answer in page.answers)
    ids = tuple(entry.id for entry in entries if entry.record in records)
    return Plan(retrospective, ids, frozenset(records), standing, whole, name)


# -- doing it ----------------------------------------------------------------------------------------


def purge(database: Path, plan: Plan) -> Purged:
    """Remove what `plan` names, from the journal first, then from everywhere else it may stand.

    Whatever ends the program in between, the journal knows what was purged: `clean`, which the next purge, the next
    start and `doctor --repair` call, does the rest.

    Raises:
        StorageError: the database is in use or cannot be written; nothing was removed.
    """
    backup.before(database, "purge")
    with Shelf.open(database) as shelf:
        shelf.connection.write(lambda: shelf.journal.purge(plan.retrospective, plan.ids, plan.records))
        untidy = squeeze(shelf)
        told = _mentions(shelf, plan)
    rewritten, left = clean(database)
    return Purged(len(plan.ids), rewritten, (*untidy, *left), tuple(told))


def finish(database: Path) -> Purged:
    """Remove here what was purged on other laptops and is only passed over so far.

    Raises:
        StorageError: the database is in use or cannot be written; nothing was removed.
    """
    with Shelf.open(database) as shelf:
        removed = shelf.connection.write(shelf.journal.remove_purged)
        untidy = squeeze(shelf) if removed else ()
    rewritten, left = clean(database)
    return Purged(removed, rewritten, (*untidy, *left))


def passed_over(shelf: Shelf) -> int:
    """How many entries were purged on other laptops and still stand in this file."""
    sql = "SELECT count(*) FROM entries WHERE kind != ? AND id IN (SELECT id FROM purged)"
    return int(shelf.connection.values(sql, [PURGE])[0][0])


def _mentions(shelf: Shelf, plan: Plan) -> list[str]:
    """Where a purged person's name still stands in what others wrote."""
    if not plan.name:
        return []
    word = re.escape(json.dumps(plan.name, ensure_ascii=False)[1:-1])
    # In Chinese nothing stands between a name and the next word.
    pattern = re.compile(rf"(?<!\w){word}(?!\w)" if plan.name.isascii() else word, re.IGNORECASE)
    others = [entry for entry in _entries(shelf, plan.retrospective) if entry.kind != "retrospective"]
    count = len({e.record for e in others if pattern.search(json.dumps(dict(e.fields), ensure_ascii=False))})
    nameless = any(entry.fields.get("anonymous") for entry in others)
    told = [_("What {name} wrote without a name cannot be told apart and stays.").format(name=plan.name)] * nameless
    if not count:
        return told
    return [
        *told,
        ngettext(
            "The name {name} still stands in {n} other answer or action; change it there, or purge that too.",
            "The name {name} still stands in {n} other answers or actions; change it there, or purge those too.",
            count,
        ).format(name=plan.name, n=count),
    ]
