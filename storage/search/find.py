"""Running a query: what was found, the newest first, with all one needs to know to recognise it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from storage.database import search_index
from storage.database.connection import Connection, Row
from storage.database.search_pieces import Term, marks, term
from storage.errors import NotFound
from storage.records.all_tables import parsed
from storage.search.query import Query
from templates.filled_page.settings import (
    Private,
    narrowest,
    private_of,
    settings_of,
)
from templates.names import alike
from templates.words import _
from templates.workbook import frame

if TYPE_CHECKING:
    from storage.shelf import Shelf
    from templates.workbook.model import Question

EVERYTHING: Final = "*"
"""In `seeing`: whatever is private may be found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str
    """A kind of answer, or `action`, `group`, `topic`, `agreement`, `title`."""
    record: str
    retrospective: str
    slug: str
    title: str
    """The retrospective's."""
    date: str
    question: str | None
    """The id of the question it answers, or belongs to."""
    question_text: str
    phase: str
    """The title of the question's phase, or an empty text."""
    side: str | None
    side_name: str
    party: str
    by: str | None
    """Who wrote it, or owns the action."""
    text: str
    """What it says, whole."""
    marks: tuple[tuple[int, int], ...]
    """Where in `text` the words stand."""
    private: Private = Private.EVERYBODY
    """Who alone may read it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found."""

    hits: tuple[Hit, ...]
    more: bool = False
    """Whether there is more than was asked for."""


def find(shelf: Shelf, query: Query, *, limit: int = 50, seeing: Collection[str] = frozenset()) -> Found:
    """The newest things that answer a query.

    Args:
        shelf: the open database.
        query: what is looked for.
        limit: how many at most.
        seeing: whose private words may be found: ids of sides, `facilitator`, or EVERYTHING; nobody's otherwise.
    """
    if not query.asks:
        return Found(())
    ids: list[str] = []
    for key in query.retro:
        try:
            ids.append(shelf.find(key))
        except NotFound:
            return Found(())
    connection = shelf.connection
    with connection.reading():
        finder = _Finder(connection, query, frozenset(seeing))
        hits: list[Hit] = []
        for hit in finder.hits(ids if query.retro else None, limit + 1):
            if len(hits) == limit:
                return Found(tuple(hits), more=True)
            hits.append(hit)
    return Found(tuple(hits))


_Asked: TypeAlias = "Mapping[str, tuple[Question, tuple[str, str]]]"
"""Each question with its phase's id and title, by the question's id."""


@dataclass(frozen=True, slots=True)
class _Header:
    """What the hits of one retrospective have in common."""

    id: str
    slug: str
    title: str
    date: str
    parties: Mapping[str, str]
    private: Mapping[str, Private]
    sides: Mapping[str, str]
    """Side id to name."""
    questions: _Asked

    def asked(self, question: str | None) -> tuple[Question | None, tuple[str, str]]:
        """A question, and the id and the title of its phase."""
        return self.questions.get(question or "", (None, ("", "")))

    def visibility(self, row: Row) -> Private:
        """Who may read an answer, as `Retrospective.visibility` has it, from its row."""
        asked: str = row["question"]
        if asked == frame.FACILITATOR:
            return Private.FACILITATOR
        _question, (phase, _title) = self.asked(asked)
        here = private_of(row["private"]) or self.private.get(asked) or self.private.get(phase) or Private.EVERYBODY
        also = json.loads(row["also"]) if row["also"] else ()
        return narrowest(here, *(private_of(value) for name, value in also if name == "private"))


@dataclass(slots=True)
class _Finder:
    connection: Connection
    query: Query
    seeing: frozenset[str]
    headers: dict[str, _Header | None] = field(default_factory=dict)
    books: dict[str, tuple[dict[str, str], _Asked]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def hits(self, only: Sequence[str] | None, most: int) -> Iterator[Hit]:
        """What answers the query, newest first; rows are fetched `most` at a time, never all."""
        condition, values = self._condition(only)
        if condition is None:
            return
        below: list[object] = []
        while True:
            older = " AND f.number < ?" if below else ""
            rows = self.connection.values(
                f"SELECT f.number, f.kind, f.record, f.retrospective {self._source}"
                f" WHERE {condition}{older} ORDER BY {self._order} DESC LIMIT {most}",
                [*values, *below],
            )
            told = self._rows([(kind, record) for _number, kind, record, _retrospective in rows])
            for _number, kind, record, retrospective in rows:
                header, row = self._header(retrospective), told.get(record)
                # Nothing is told of a retrospective that has not arrived, or cannot be read here.
                hit = self._hit(kind, row, header) if header and row else None
                if hit is not None:
                    yield hit
            if len(rows) < most:
                return
            below = [rows[-1][0]]

    # -- what is asked of the database -------------------------------------------------------------

    @property
    def _source(self) -> str:
        words = "words CROSS JOIN findable f ON f.number = words.rowid" if self.query.terms else "findable f"
        if not (self.query.by or self.query.side or self.query.phase):
            return f"FROM {words}"
        return f"FROM {words} LEFT JOIN answers a ON a.id = f.record LEFT JOIN actions d ON d.id = f.record"

    @property
    def _order(self) -> str:
        return "words.rowid" if self.query.terms else "f.number"

    def _condition(self, only: Sequence[str] | None) -> tuple[str | None, list[object]]:
        """What rows must fulfil, and the values in it; None where nothing can."""
        query = self.query
        parts: list[str] = []
        values: list[object] = []

        def among(column: str, allowed: Collection[str]) -> None:
            # One value however many there are: a statement takes only so many.
            parts.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(allowed)))

        if query.terms:
            parts.append("words MATCH ?")
            values.append(" ".join(one.match for one in query.terms))
        if only is not None:
            among("f.retrospective", only)
        if query.kinds:
            among("f.kind", query.kinds)
        if query.parties or query.since or query.until:
            among("f.retrospective", self._retrospectives())
        if query.by:
            people, names = self._people()
            if not people and not names:
                return None, []
            parts.append(
                "(a.person IN (SELECT value FROM json_each(?)) OR d.owner IN (SELECT value FROM json_each(?)))"
            )
            values += [json.dumps(sorted(people)), json.dumps(sorted(names))]
        if query.side:
            among("f.retrospective || ' ' || coalesce(a.side, d.side)", self._sides())
        if query.phase:
            among("f.retrospective || ' ' || a.question", self._questions())
        return " AND ".join(parts) or "1", values

    def _retrospectives(self) -> set[str]:
        """The retrospectives of the dates and with the parties that are asked for."""
        query = self.query
        found: set[str] = set()
        for id, date, parties in self.connection.values("SELECT id, date, parties FROM retrospectives"):
            late = bool(query.until) and date[: len(query.until)] > query.until
            if date < query.since or late:
                continue
            names = json.loads(parties).values()
            if not query.parties or any(_says(name, wanted) for name in names for wanted in query.parties):
                found.add(id)
        return found

    def _people(self) -> tuple[set[str], set[str]]:
        """The people whose name is asked for, and the names."""
        rows = self.connection.values("SELECT id, name FROM people")
        owners = self.connection.values("SELECT DISTINCT owner FROM actions")
        people = {id for id, name in rows if any(_says(name, wanted) for wanted in self.query.by)}
        names = {owner for (owner,) in owners if any(_says(owner, wanted) for wanted in self.query.by)}
        return people, names

    def _sides(self) -> set[str]:
        """Retrospective and side, for the sides that are asked for by id, name or party."""
        wanted = {alike(key) for key in self.query.side}
        found: set[str] = set()
        for id, parties, sides in self.connection.values(
            "SELECT r.id, r.parties, w.sides FROM retrospectives r JOIN workbooks w ON w.id = r.workbook"
        ):
            names = json.loads(parties)
            for side, name in json.loads(sides):
                if wanted & {alike(side), alike(name), alike(names.get(side, ""))} - {""}:
                    found.add(f"{id} {side}")
        return found

    def _questions(self) -> set[str]:
        """Retrospective and question, for the phases that are asked for by id or title."""
        of_book: dict[str, set[str]] = {}
        for book, phases in self.connection.values("SELECT id, phases FROM workbooks"):
            of_book[book] = {
                question
                for phase, title, questions, _core in json.loads(phases)
                if any(alike(phase) == alike(key) or _says(title, key) for key in self.query.phase)
                for question in questions
            }
        rows = self.connection.values("SELECT id, workbook FROM retrospectives")
        return {f"{id} {question}" for id, book in rows for question in of_book.get(book, ())}

    # -- what is told of it ------------------------------------------------------------------------

    def _header(self, retrospective: str) -> _Header | None:
        if retrospective not in self.headers:
            rows = self.connection.values(
                "SELECT id, slug, title, date, parties, settings, workbook FROM retrospectives WHERE id = ?",
                [retrospective],
            )
            self.headers[retrospective] = self._header_of(*rows[0]) if rows else None
        return self.headers[retrospective]

    def _header_of(
        self, id: str, slug: str, title: str, date: str, parties: str, settings: str, workbook: str
    ) -> _Header:
        private = settings_of(json.loads(settings)).private
        return _Header(id, slug, title, date, json.loads(parties), private, *self._book(workbook))

    def _book(self, workbook: str) -> tuple[dict[str, str], _Asked]:
        """The sides and the questions of a workbook; many retrospectives have the same one."""
        if workbook not in self.books:
            ((text,),) = self.connection.values("SELECT text FROM workbooks WHERE id = ?", [workbook])
            book = parsed(text)
            phases = (*book.phases, *frame.words(book.lang).phases)
            asked = {one.id: (one, (phase.id, phase.title)) for phase in phases for one in phase.questions}
            self.books[workbook] = {side.id: side.name for side in book.sides}, asked
        return self.books[workbook]

    def _rows(self, wanted: Sequence[tuple[str, str]]) -> dict[str, Row]:
        """The rows of what was found, by record."""
        of_table: dict[str, list[str]] = {}
        for kind, record in wanted:
            of_table.setdefault(_table(kind), []).append(record)
        told: dict[str, Row] = {}
        for table, records in of_table.items():
            rows = self.connection.rows(
                f"SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(records)]
            )
            told |= {row["id"]: row for row in rows}
        missing = {row["person"] for row in told.values() if row.get("person")} - self.names.keys()
        if missing:
            self.names |= self.connection.values(
                "SELECT id, name FROM people WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(missing))]
            )
        return told

    def _hit(self, kind: str, row: Row, header: _Header) -> Hit | None:
        asked: str | None = row.get("question")
        question, phase = header.asked(asked)
        side = row.get("side")
        private = Private.EVERYBODY
        if "private" in row:
            private = header.visibility(row)
            if not self._may_see(private, side):
                return None
        elif kind == "group" and not self._is_explained(row["id"], header):
            return None
        text = search_index.said(_table(kind), row, question) or _number(row, question)
        return Hit(
            kind=kind,
            record=row["id"],
            retrospective=header.id,
            slug=header.slug,
            title=header.title,
            date=header.date,
            question=asked,
            question_text=question.text if question else "",
            phase=phase[1],
            side=side,
            side_name=header.sides.get(side or "", ""),
            party=header.parties.get(side or "", ""),
            by=row.get("owner") or (None if row.get("anonymous") else self.names.get(row.get("person") or "")),
            text=text,
            marks=marks(text, self.query.terms),
            private=private,
        )

    def _is_explained(self, group: str, header: _Header) -> bool:
        """Whether a group has no notes, or one that may be read: a title tells what its notes say."""
        notes = self.connection.rows('SELECT question, side, private, also FROM answers WHERE "group" = ?', [group])
        return not notes or any(self._may_see(header.visibility(note), note["side"]) for note in notes)

    def _may_see(self, private: Private, side: str | None) -> bool:
        if private is Private.EVERYBODY:
            return True
        owner = side if private is Private.SIDE else private.value
        return EVERYTHING in self.seeing or owner in self.seeing


def _table(kind: str) -> str:
    """The table in which things of a kind stand."""
    return _TABLES.get(kind, search_index.ANSWERS)


_TABLES = {kind: table for table, (kind, _columns) in search_index.OTHERS.items()}


def _number(row: Row, question: Question | None) -> str:
    """What stands for the text of a number on a scale."""
    value = row.get("value")
    if value is None:
        return "" if row.get("guess") is None else _("thinks the other side would say {n}").format(n=row["guess"])
    step = question.step(value) if question else None
    return f"{value} {step.text}" if step else str(value)


@lru_cache(maxsize=1024)
def _wanted(text: str) -> Term | None:
    return term(text)


def _says(name: str, wanted: str) -> bool:
    """Whether a name holds the words that are asked for, the last perhaps only begun."""
    one = _wanted(wanted)
    return bool(marks(name, [one])) if one else alike(wanted) in alike(name)
