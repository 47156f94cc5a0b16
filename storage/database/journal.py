"""The append-only record of every change: adding to it, undo, redo, history, taking in others' entries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from storage.database.connection import Connection
from storage.database.projection import (
    COUNTS,
    STANDS,
    Refolding,
    entry_or_none,
)
from storage.entries.change import Change, difference
from storage.entries.entry import (
    PURGE,
    RECORDS,
    UNCOVERED,
    UNDO,
    Entry,
    Json,
    make_entry,
)
from storage.entries.history import Event, told
from storage.entries.purged import NOTHING, Gone
from storage.entries.purged import told as told_gone
from storage.errors import RemovedForGood, Stays
from storage.ids import new_id
from storage.records import all_tables
from templates.words import _

LEAP = 1_000_000
"""How far above all that is known a counter from outside may be: one near the end of the numbers would block its
retrospective, and each laptop counts on from the highest it has seen."""


def is_whole(entry: Entry) -> bool:
    """Whether an entry from outside is what its id says, and every part of it of the kind it must be."""
    texts = (entry.retrospective, entry.laptop, entry.time, entry.act, entry.kind, entry.record, entry.nonce)
    return (
        all(isinstance(part, str) for part in (*texts, *entry.saw))
        and type(entry.counter) is int
        and entry.counter >= 1
        and entry.is_sound
    )


def now() -> str:
    """The wall clock, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Journal(Refolding):
    """The journal of one file; every verb here runs inside a transaction of `Connection.write`."""

    def __init__(self, connection: Connection, laptop: Callable[[], str]) -> None:
        super().__init__(connection)
        self._laptop = laptop

    # -- writing ---------------------------------------------------------------------------------

    def append(self, retrospective: str, changes: Sequence[Change], act: str) -> list[Entry]:
        """Write one act; changes that change nothing are left out.

        Raises:
            RemovedForGood: one of them would bring back what was purged; nothing was written.
        """
        gone = self.gone(retrospective)
        if any(map(gone.covers_change, changes)):
            raise RemovedForGood(_("What this belongs to was removed for good; nothing brings it back."))
        counter = self._top(retrospective)
        time = now()
        written: list[Entry] = []
        for change in changes:
            before = self._of_record(change.kind, change.record)
            undone = self._undone_among(before) if before else frozenset()
            fields, saw = difference(change, before, undone)
            if not fields:
                continue
            counter += 1
            entry = make_entry(
                retrospective=retrospective,
                laptop=self._laptop(),
                counter=counter,
                time=time,
                act=act,
                kind=change.kind,
                record=change.record,
                saw=saw,
                fields=fields,
            )
            self._insert([entry])
            self._refresh(change.record, [*before, entry], undone)
            written.append(entry)
        if written:
            self._refresh_header(retrospective)
        return written

    def receive(self, entries: Iterable[Entry]) -> int:
        """Take in entries made elsewhere: a union, in any order, any number of times.

        Returns:
            How many were new. An entry that does not match its own id, or was purged here, is passed over.
        """
        known = {row[0] for row in self._connection.values("SELECT id FROM entries")}
        offered = {entry.id: entry for entry in entries if entry.id not in known and is_whole(entry)}
        told = all_tables.purged_rows(offered.values())
        gone = {row[0] for row in self._connection.values("SELECT id FROM purged")} | told.keys()
        new = [entry for entry in offered.values() if entry.kind == PURGE or entry.id not in gone]
        among = Counter(entry.retrospective for entry in new)
        most = {retro: self._top(retro) + count + LEAP for retro, count in among.items()}
        new = [entry for entry in new if entry.counter <= most[entry.retrospective]]
        self._insert(new)
        removed = self._note_purged() if told else []
        turned = {(entry.retrospective, entry.record) for entry in new if entry.kind == UNDO}
        self._refold([*new, *removed, *(entry for deed in sorted(turned) for entry in self._of_act(*deed))])
        return len(new)

    def put_back(self, entries: Iterable[Entry]) -> None:
        """Write entries that were saved from elsewhere, as they are; the tables are to be made anew afterwards."""
        self._insert(entry for entry in entries if is_whole(entry) and entry.counter < 1 << 63)

    # -- purging ---------------------------------------------------------------------------------

    def purge(self, retrospective: str, ids: Sequence[str], records: Collection[str] = ()) -> Entry:
        """Remove entries for good; one entry says which, so that they never come back.

        Args:
            retrospective: whose.
            ids: the entries.
            records: what all of it was removed of: no file that is taken in may make it anew.
        """
        entry = make_entry(
            retrospective=retrospective,
            laptop=self._laptop(),
            counter=self._top(retrospective) + 1,
            time=now(),
            act=new_id(),
            kind=PURGE,
            record=retrospective,
            saw=(),
            fields={"purged": list[Json](sorted(ids)), RECORDS: list[Json](sorted(records))},
        )
        self._insert([entry])
        self._note_purged()
        self.remove_purged()
        return entry

    def gone(self, retrospective: str) -> Gone:
        """What was removed for good of a retrospective."""
        # A purge is about the retrospective's own record, which has an index.
        return told_gone(self.entries("record = ? AND kind = ?", [retrospective, PURGE])).get(retrospective, NOTHING)

    def all_gone(self) -> Mapping[str, Gone]:
        """What was removed for good of every retrospective, by its id."""
        return told_gone(self.entries("kind = ?", [PURGE]))

    def purged_records(self) -> frozenset[str]:
        """The ids of the answers, people, actions and retrospectives that were removed for good."""
        return frozenset(id for gone in self.all_gone().values() for id in gone.records)

    def remove_purged(self) -> int:
        """Remove the entries that purges, made here or elsewhere, list and that still stand here; how many."""
        gone = [entry_or_none(row) for row in self._connection.rows(f"SELECT * FROM entries WHERE NOT {STANDS}")]
        self._connection.execute(f"DELETE FROM entries WHERE NOT {STANDS}")
        self._refold([entry for entry in gone if entry is not None])
        self._connection.execute("DELETE FROM workbooks WHERE id NOT IN (SELECT workbook FROM retrospectives)")
        self.index.scrub()
        return len(gone)

    def _note_purged(self) -> list[Entry]:
        """Bring the table `purged` up to date; the entries that stand no more by that."""
        rows = all_tables.purged_rows(self.entries("kind = ?", [PURGE]))
        before = {row[0] for row in self._connection.values("SELECT id FROM purged")}
        self._connection.execute("DELETE FROM purged")
        for row in rows.values():
            self._put("purged", row)
        fresh = sorted(rows.keys() - before)
        found = [self._connection.rows("SELECT * FROM entries WHERE id = ?", [id]) for id in fresh]
        return [entry for of_id in found for row in of_id if (entry := entry_or_none(row)) is not None]

    # -- undo, redo, history ---------------------------------------------------------------------

    def undo(self, retrospective: str, has_ballots: Callable[[], bool]) -> str | None:
        """Take back this laptop's newest act that stands; the act's id, or None where nothing is left.

        Args:
            retrospective: whose.
            has_ballots: whether the ballots of its vote lie covered still.

        Raises:
            Stays: the act is one that nothing takes back.
        """
        done, _undone = self._stacks(retrospective)
        if not done:
            return None
        if why := self._why_it_stays(retrospective, done[-1], has_ballots):
            raise Stays(why)
        return self._turn(retrospective, done[-1], undone=True)

    def _why_it_stays(self, retrospective: str, act: str, has_ballots: Callable[[], bool]) -> str:
        """Why an act is not to be taken back, in one sentence; an empty text where it may be.

        What was uncovered everybody has read. The ballots of a closed vote lie covered for a while and are found
        again; once they are gone, the votes of each side are all there is.
        """
        header = self.entries("retrospective = ? AND kind = 'retrospective'", [retrospective])
        of_act = [entry for entry in header if entry.act == act]
        if any(UNCOVERED in entry.fields for entry in of_act):
            return _("What was uncovered stays uncovered, for everybody has read it; an answer can be deleted.")
        closed = next((entry for entry in of_act if entry.fields.get("voting") == "closed"), None)
        anew = (entry for entry in header if entry.fields.get("voting", "") is None)
        if closed is not None and any(entry.order > closed.order for entry in anew):
            return _("This vote stays closed: a new one was begun after it, and its ballots are forgotten.")
        if closed is not None and not has_ballots() and any(e.kind == "vote" for e in self._of_act(retrospective, act)):
            return _(
                "This vote stays closed: its ballots are forgotten, and only each side's votes are left. "
                "You can vote anew; what was written before the vote can still be changed or deleted."
            )
        return ""

    def redo(self, retrospective: str) -> str | None:
        """Bring again what undo took back last, unless something new was done since."""
        _done, undone = self._stacks(retrospective)
        return self._turn(retrospective, undone[-1], undone=False) if undone else None

    def _stacks(self, retrospective: str) -> tuple[list[str], list[str]]:
        """This laptop's acts that stand and those it has taken back, each oldest first."""
        rows = self._connection.values(
            "SELECT act, kind, record, CASE kind WHEN ? THEN fields END, counter = 1"
            f" FROM entries WHERE retrospective = ? AND laptop = ? AND kind != ? AND {COUNTS} ORDER BY counter, id",
            [UNDO, retrospective, self._laptop(), PURGE],
        )
        done: list[str] = []
        undone: list[str] = []
        known: set[str] = set()
        started: str | None = None
        for act, kind, record, fields, first in rows:
            if kind == UNDO:
                back = bool(json.loads(fields).get("undone"))
                source, target = (done, undone) if back else (undone, done)
                if record in source:
                    source.remove(record)
                    target.append(record)
            elif first or act == started:
                # The act that starts a retrospective is the floor undo stands on.
                started = act
            elif act not in known:
                # Two copies of a file used with one identity may have their acts interleaved.
                known.add(act)
                done.append(act)
                undone.clear()
        return done, undone

    def turn(self, retrospective: str, act: str, *, undone: bool) -> bool:
        """Take back `act`, or bring it again; whether this laptop has done it and it was not so already."""
        done, back = self._stacks(retrospective)
        if act not in (done if undone else back):
            return False
        self._turn(retrospective, act, undone=undone)
        return True

    def _turn(self, retrospective: str, act: str, *, undone: bool) -> str:
        entry = make_entry(
            retrospective=retrospective,
            laptop=self._laptop(),
            counter=self._top(retrospective) + 1,
            time=now(),
            act=act,
            kind=UNDO,
            record=act,
            saw=(),
            fields={"undone": undone},
        )
        self._insert([entry])
        self._refold(self._of_act(retrospective, act))
        return act

    def _of_act(self, retrospective: str, act: str) -> list[Entry]:
        """What undo takes back with an act: what it changed in its own retrospective."""
        return self.entries("act = ? AND retrospective = ?", [act, retrospective])

    def history(self, retrospective: str) -> tuple[Event, ...]:
        """Everything that ever happened in a retrospective, oldest first."""
        return told(self.entries("retrospective = ?", [retrospective]), self._laptop())

    def events_of(self, retrospective: str, act: str, verb: str) -> tuple[Event, ...]:
        """What one act did, told as `verb`: the lines undo and redo show."""
        entries = self.entries(
            f"retrospective = ? AND (kind IN ('person', '{UNDO}')"
            " OR record IN (SELECT record FROM entries WHERE act = ?))",
            [retrospective, act],
        )
        events = (event for event in told(entries, self._laptop()) if event.verb not in ("undone", "redone"))
        return tuple(replace(event, verb=verb) for event in events if event.act == act)
