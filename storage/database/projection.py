"""The journal read, and the tables kept as what it adds up to: in the transaction that changes it, or all anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from storage.database.connection import Connection, Row
from storage.database.search_index import Index, derive
from storage.entries.entry import (
    FAR,
    PURGE,
    UNDO,
    Deed,
    Entry,
)
from storage.entries.fold import State, fold, undone_acts
from storage.errors import Damaged
from storage.records import all_tables
from templates.words import _

T = TypeVar("T")

STANDS = f"(kind = '{PURGE}' OR NOT EXISTS (SELECT 1 FROM purged WHERE purged.id = entries.id))"
"""What was purged elsewhere may still be here; it counts no more, and is removed when somebody here says so."""
COUNTS = f"{STANDS} AND counter < {FAR}"
"""What the tables are made of."""
_COLUMNS = "id, retrospective, laptop, counter, time, act, kind, record, saw, fields, nonce"


def entry_of(row: Row) -> Entry:
    """An entry from its row; ValueError where the row's lists cannot be read."""
    return Entry(
        row["id"],
        row["retrospective"],
        row["laptop"],
        row["counter"],
        row["time"],
        row["act"],
        row["kind"],
        row["record"],
        tuple(_json(row["saw"], list)),
        MappingProxyType(_json(row["fields"], dict)),
        row["nonce"],
    )


def _json(text: str, kind: type[T]) -> T:
    value = json.loads(text)
    if not isinstance(value, kind):
        raise ValueError(text)
    return value


def _values(entry: Entry) -> list[object]:
    return [
        entry.id,
        entry.retrospective,
        entry.laptop,
        entry.counter,
        entry.time,
        entry.act,
        entry.kind,
        entry.record,
        json.dumps(list(entry.saw), separators=(",", ":")),
        json.dumps(dict(entry.fields), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        entry.nonce,
    ]


def entry_or_none(row: Row) -> Entry | None:
    """An entry from its row, or None where its lists cannot be read."""
    try:
        return entry_of(row)
    except ValueError:
        return None


class Refolding:
    """The entries of one file and the tables read from them; what writes runs inside `Connection.write`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.index = Index(connection.db)
        """What a search looks in; whoever changes the tables fills it."""

    # -- reading ---------------------------------------------------------------------------------

    def entries(self, where: str = "1", parameters: Sequence[object] = ()) -> list[Entry]:
        """The entries a condition picks, in the common order."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM entries WHERE ({where}) AND {COUNTS} ORDER BY counter, laptop, id",
            parameters,
        )
        try:
            return [entry_of(row) for row in rows]
        except ValueError as error:
            raise Damaged(
                _("The journal in {path} is damaged ({reason}); `phasebook doctor` says where.").format(
                    path=self._connection.path, reason=error
                )
            ) from error

    def _of_record(self, kind: str, record: str) -> list[Entry]:
        # A kind not known yet may speak of a record we know.
        return self.entries("record = ? AND kind = ?", [record, kind])

    def last_state(self, record: str) -> State | None:
        """What the entries of a record add up to, deleted or not; None where nothing of it stands."""
        entries = [entry for entry in self.entries("record = ?", [record]) if entry.kind in all_tables.MAKERS]
        return fold(entries, self._undone_among(entries)) if entries else None

    def _undone_among(self, entries: Sequence[Entry]) -> frozenset[Deed]:
        acts = json.dumps(sorted({entry.act for entry in entries}))
        return undone_acts(
            self.entries(f"kind = '{UNDO}' AND record IN (SELECT value FROM json_each(?))", [acts]) if entries else ()
        )

    def has_act(self, act: str) -> bool:
        """Whether an act has been written."""
        return bool(self._connection.values("SELECT 1 FROM entries WHERE act = ? LIMIT 1", [act]))

    def _top(self, retrospective: str) -> int:
        return int(
            self._connection.values(
                "SELECT coalesce(max(counter), 0) FROM entries WHERE retrospective = ? AND counter < ?",
                [retrospective, FAR],
            )[0][0]
        )

    def _insert(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._connection.execute(
                f"INSERT OR IGNORE INTO entries ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                _values(entry),
            )

    # -- tables ----------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make all tables anew from the journal."""
        derived = all_tables.derive(self.entries())
        for table, rows in derived.items():
            self._connection.execute(f"DELETE FROM {table}")
            for row in rows.values():
                self._put(table, row)
        self.index.fill(derive(derived))

    def _put(self, table: str, row: Mapping[str, object]) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._connection.execute(
            f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})",
            list(row.values()),
        )

    def _refold(self, about: Sequence[Entry]) -> None:
        """Make the rows of all records anew that the entries are about, and the headers of all retrospectives."""
        headers = {entry.retrospective for entry in about}
        for kind, record in sorted({(e.kind, e.record) for e in about if e.kind in all_tables.MAKERS}):
            entries = self._of_record(kind, record)
            # Entries from elsewhere may say that a record belongs to another retrospective than it seemed to.
            headers |= {entry.retrospective for entry in entries}
            if entries:
                self._refresh(record, entries, self._undone_among(entries))
            else:  # all of them purged
                self._connection.execute(f"DELETE FROM {all_tables.MAKERS[kind][0]} WHERE id = ?", [record])
                self.index.drop(record)
        for retrospective in headers:
            self._refresh_header(retrospective)

    def _refresh(self, record: str, entries: Sequence[Entry], undone: frozenset[Deed]) -> None:
        kind = entries[0].kind
        if kind not in all_tables.MAKERS:
            return
        table = all_tables.MAKERS[kind][0]
        state = fold(entries, undone)
        row = all_tables.row_of(record, state)
        if row is None:
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", [record])
            self.index.drop(record)
            return
        if kind == "retrospective" and state is not None:
            workbook = all_tables.workbook_row(str(state.fields["workbook_text"]))
            if not self._connection.values("SELECT 1 FROM workbooks WHERE id = ?", [workbook["id"]]):
                self._put("workbooks", workbook)
            row |= {"stage": "", "answers": 0}
        self._put(table, row)
        self.index.put(table, row)

    def _refresh_header(self, retrospective: str) -> None:
        """Keep what the shelf shows of a retrospective: how many answers it has and where it stands."""
        header = self._connection.values(
            "SELECT w.phases, r.short, r.stage, r.answers FROM retrospectives r JOIN workbooks w"
            " ON w.id = r.workbook WHERE r.id = ?",
            [retrospective],
        )
        if not header:
            return
        phases, short, old_stage, old_count = header[0]
        per_question = self._connection.values(
            "SELECT question, count(*) FROM answers WHERE retrospective = ? GROUP BY question",
            [retrospective],
        )
        count = sum(n for _question, n in per_question)
        stage = all_tables.stage(phases, (question for question, _n in per_question), short=bool(short))
        if (stage, count) != (old_stage, old_count):
            self._connection.execute(
                "UPDATE retrospectives SET stage = ?, answers = ? WHERE id = ?", [stage, count, retrospective]
            )
