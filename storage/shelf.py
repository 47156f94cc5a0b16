"""A database opened: the list of retrospectives, their pages, and every change anyone makes to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from storage import cards
from storage.cards import Card
from storage.database.connection import Connection
from storage.database.journal import Journal
from storage.entries.change import Change
from storage.entries.entry import Entry, Json
from storage.entries.field_names import PARTY
from storage.entries.history import Event
from storage.entries.purged import Gone
from storage.errors import Damaged, NotFound, RemovedForGood
from storage.ids import new_id
from storage.laptop import laptop_id
from storage.records import all_tables
from storage.records.header import Details
from templates.text import keep
from templates.words import _

if TYPE_CHECKING:
    from storage.records.fields import Record
    from storage.records.versions import Version
    from templates.filled_page.page import Retrospective
    from templates.workbook.model import Workbook

__all__ = ["Details", "Event", "Shelf", "Start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is needed to start a retrospective."""

    title: str
    workbook_text: str
    date: str
    parties: Mapping[str, str] = field(default_factory=dict)
    people: tuple[tuple[str, str | None], ...] = ()
    """(name, side id)."""
    short: bool = False
    demo: str | None = None
    id: str = ""
    """The id it is to have; empty is a new one."""


def _keep_as_it_is(path: Path) -> None:
    from storage.files.backup import before_migration

    before_migration(path)


class Shelf:
    """An open database. Used from one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._journal = Journal(connection, laptop_id)
        self._seen_version = connection.data_version()

    @classmethod
    def open(cls, path: Path, *, lock_wait: float = 5.0) -> Shelf:
        """Open the database at `path`, making it where it is missing.

        Args:
            path: the file.
            lock_wait: seconds to wait for another program's lock before `Locked` is raised.
        """
        return cls(Connection(path, lock_wait=lock_wait, before_migration=_keep_as_it_is))

    @classmethod
    def nowhere(cls, path: Path) -> Shelf:
        """An empty database in memory, called `path`, for reading where no file is."""
        return cls(Connection(path, lock_wait=0, in_memory=True))

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; everything kept is on the disk already."""
        self._connection.close()

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._connection.path

    @property
    def lock_wait(self) -> float:
        """Seconds to wait for another program's lock."""
        return self._connection.lock_wait

    @lock_wait.setter
    def lock_wait(self, seconds: float) -> None:
        self._connection.lock_wait = seconds

    def changed(self) -> bool:
        """Whether any other window or program has written since this was last asked."""
        version = self._connection.data_version()
        changed = version != self._seen_version
        self._seen_version = version
        return changed

    # -- the list --------------------------------------------------------------------------------

    def cards(self, *, archived: bool | None = False) -> tuple[Card, ...]:
        """The retrospectives, newest date first; `archived` None gives all."""
        return cards.cards(self._connection, archived=archived)

    def with_actions(self) -> tuple[str, ...]:
        """The ids of the retrospectives on the shelf in which any action was agreed, in the order of `cards`."""
        return cards.with_actions(self._connection)

    def find(self, key: str) -> str:
        """The id of the retrospective `key` names: its id, an unambiguous beginning of it, or its slug."""
        # A command line may hold bytes that are no text.
        key = keep(key).text
        if (found := cards.named(self._connection, key)) is None:
            raise self._unknown(key)
        return found

    def _unknown(self, key: str) -> NotFound:
        if self._journal.gone(key).takes_whole(key):
            return RemovedForGood(_("This retrospective was removed for good; nothing brings it back."))
        return NotFound(
            _("No retrospective is called {key} in {path}; `phasebook list` shows them all.").format(
                key=key, path=self.path
            )
        )

    def _expect(self, retrospective: str) -> None:
        """Refuse to write about what is not there."""
        if not self._connection.values("SELECT 1 FROM retrospectives WHERE id = ?", [retrospective]):
            raise self._unknown(retrospective)

    # -- one retrospective -----------------------------------------------------------------------

    def start(self, start: Start, *records: Record) -> str:
        """Start a retrospective with its people, and `records` with it; return its id.

        Raises:
            WorkbookError: the workbook's text cannot be read.
        """
        from storage.records.fields import change_of

        retrospective = start.id or new_id()
        all_tables.parsed(start.workbook_text)

        def work() -> str:
            header: dict[str, Json] = {
                "title": keep(start.title).text,
                "slug": cards.free_slug(self._connection, start.title),
                "workbook_text": start.workbook_text,
                "date": keep(start.date).text,
                "short": start.short,
                "archived": False,
                **({"demo": start.demo} if start.demo else {}),
                **{PARTY + side: keep(name).text for side, name in start.parties.items() if name},
            }
            people = [
                Change("person", new_id(), {"name": keep(name).text, "side": side}) for name, side in start.people
            ]
            changes = [Change("retrospective", retrospective, header), *people]
            changes += [change_of(retrospective, record) for record in records]
            self._journal.append(retrospective, changes, new_id())
            return retrospective

        return self._connection.write(work)

    def page(self, retrospective: str) -> Retrospective:
        """The whole filled page, as it stands at one moment."""
        from storage.records.gone_topics import with_their_words
        from storage.records.page import PARTS, page_of

        with self._connection.reading():
            header = self._connection.rows(
                "SELECT r.*, w.text AS workbook_text FROM retrospectives r"
                " JOIN workbooks w ON w.id = r.workbook WHERE r.id = ?",
                [retrospective],
            )
            if not header:
                raise self._unknown(retrospective)
            of_it = "WHERE retrospective = ? ORDER BY position, id"
            people = self._connection.rows(f"SELECT * FROM people {of_it}", [retrospective])
            parts = {table: self._connection.rows(f"SELECT * FROM {table} {of_it}", [retrospective]) for table in PARTS}
        text = header[0]["workbook_text"]
        if all_tables.workbook_id(text) != header[0]["workbook"]:
            # Read as it stands it would be told as a mistake of whoever wrote the workbook.
            raise Damaged(
                _(
                    "{path} is damaged: the workbook kept in it is not what was written; "
                    "`phasebook doctor --repair` makes it anew from the journal."
                ).format(path=self.path)
            )
        return with_their_words(page_of(header[0], text, people, parts), self._journal.last_state)

    def workbook(self, retrospective: str) -> Workbook:
        """The retrospective's own copy of its workbook."""
        return self.page(retrospective).workbook

    def keep(self, retrospective: str, *records: Record, act: str | None = None) -> str:
        """Write `records` as one act in one transaction; only what changed is written.

        Returns:
            The act's id. When this returns, what was kept survives a power cut.
        """
        from storage.records.fields import change_of

        act = act or new_id()
        changes = [change_of(retrospective, record) for record in records]

        def work() -> None:
            self._expect(retrospective)
            # A draft that outlived a crash is kept again under its old act: it must not be doubled.
            if not self._journal.has_act(act):
                self._journal.append(retrospective, changes, act)

        self._connection.write(work)
        return act

    def change(self, retrospective: str, records: Sequence[Record], drop: Sequence[Record] = ()) -> str:
        """Write `records` and delete others as one act, whose id is returned."""
        from storage.records.fields import change_of, deletion_of

        act = new_id()
        changes = [change_of(retrospective, record) for record in records]
        self.apply(retrospective, [*changes, *(deletion_of(retrospective, record) for record in drop)], act)
        return act

    def drop(self, retrospective: str, *records: Record) -> str:
        """Delete `records` as one act; undo brings them back."""
        from storage.records.fields import deletion_of

        act = new_id()
        changes = [deletion_of(retrospective, record) for record in records]

        def work() -> None:
            self._expect(retrospective)
            self._journal.append(retrospective, changes, act)

        self._connection.write(work)
        return act

    def apply(self, retrospective: str, changes: Sequence[Change], act: str) -> None:
        """Write `changes` as one act in one transaction, unless the act has been written before."""

        def work() -> None:
            self._expect(retrospective)
            if not self._journal.has_act(act):
                self._journal.append(retrospective, changes, act)

        self._connection.write(work)

    def gone(self, retrospective: str) -> Gone:
        """What was removed for good of a retrospective: whatever waits to be written of it is not to be."""
        return self._journal.gone(retrospective)

    def has_purged(self) -> bool:
        """Whether anything was ever purged in this database."""
        return bool(self._connection.values("SELECT 1 FROM purged LIMIT 1"))

    def has_act(self, act: str) -> bool:
        """Whether an act has been written: a draft carries the one it will have."""
        return self._journal.has_act(act)

    def undo(self, retrospective: str) -> tuple[Event, ...]:
        """Take back the last act done on this laptop; what it was, or nothing where nothing is left.

        Raises:
            Stays: the last act is one that nothing takes back.
        """
        act = self._connection.write(
            lambda: self._journal.undo(retrospective, lambda: self._has_ballots(retrospective))
        )
        return self._journal.events_of(retrospective, act, "undone") if act else ()

    def _has_ballots(self, retrospective: str) -> bool:
        """Whether any ballots of a retrospective lie covered beside the journal."""
        from storage.drafts.covered_file import VOTE, SealedFile

        file = SealedFile(self.path, lock_wait=self.lock_wait)
        try:
            return any(row.kind == VOTE for row in file.all(retrospective))
        finally:
            file.close()

    def redo(self, retrospective: str) -> tuple[Event, ...]:
        """Bring again what undo took back last; what it was, or nothing where nothing is left."""
        act = self._connection.write(lambda: self._journal.redo(retrospective))
        return self._journal.events_of(retrospective, act, "redone") if act else ()

    def turn(self, retrospective: str, act: str, *, undone: bool) -> bool:
        """Take back one act of this laptop's, or bring it again; whether it is there and was not so already.

        For an act that belongs to one in another retrospective and follows it.
        """
        return self._connection.write(lambda: self._journal.turn(retrospective, act, undone=undone))

    def history(self, retrospective: str) -> tuple[Event, ...]:
        """Everything that ever happened in a retrospective, oldest first."""
        return self._journal.history(retrospective)

    def versions(self, retrospective: str, record: str) -> tuple[Version, ...]:
        """What one answer said at each of its changes, oldest first."""
        from storage.records.versions import versions

        entries = self._journal.entries("retrospective = ? AND record = ? AND kind = 'answer'", [retrospective, record])
        return versions(entries, laptop_id())

    def restore_version(self, retrospective: str, entry: str) -> tuple[Event, ...]:
        """Let a record stand again as it did after one of its entries, by one more change; what that did, if anything.

        Args:
            retrospective: its id.
            entry: the entry's id, or an unambiguous beginning of it.

        Raises:
            NotFound: no entry, or more than one, goes by that id.
        """
        from storage.records.versions import change_back

        key = keep(entry).text

        def work() -> str | None:
            self._expect(retrospective)
            named = self._journal.entries("retrospective = ? AND substr(id, 1, ?) = ?", [retrospective, len(key), key])
            found = [
                one for one in named if one.kind in all_tables.MAKERS and one.kind not in ("retrospective", "vote")
            ]
            if len(found) != 1 or not key:
                said = _("No version is called {key} here; `phasebook history RETRO --answer ID` shows them.")
                raise NotFound(said.format(key=key))
            (one,) = found
            act = new_id()
            of_record = self._journal.entries("record = ? AND kind = ?", [one.record, one.kind])
            return act if self._journal.append(retrospective, [change_back(of_record, one)], act) else None

        act = self._connection.write(work)
        return self._journal.events_of(retrospective, act, "restored") if act else ()

    def stand_elsewhere(self, retrospective: str, records: Iterable[str]) -> bool:
        """Whether any of `records` was ever written in another retrospective: an id belongs to one thing only."""
        found = self._connection.values(
            "SELECT 1 FROM entries WHERE record IN (SELECT value FROM json_each(?)) AND retrospective != ? LIMIT 1",
            [json.dumps(list(records)), retrospective],
        )
        return bool(found)

    # -- entries ---------------------------------------------------------------------------------

    def entries(self, retrospective: str | None = None) -> tuple[Entry, ...]:
        """The journal, of one retrospective or of all."""
        if retrospective is None:
            return tuple(self._journal.entries())
        return tuple(self._journal.entries("retrospective = ?", [retrospective]))

    def receive(self, entries: Iterable[Entry]) -> int:
        """Take in entries made elsewhere; returns how many were new."""
        listed: Sequence[Entry] = list(entries)
        return self._connection.write(lambda: self._journal.receive(listed))

    def rebuild(self) -> None:
        """Make all tables anew from the journal."""
        self._connection.write(self._journal.rebuild)

    @property
    def connection(self) -> Connection:
        """The connection, for the checks of `storage.doctor`."""
        return self._connection

    @property
    def journal(self) -> Journal:
        """The journal itself, for what else this room does with it: checks, purges, what is taken in."""
        return self._journal
