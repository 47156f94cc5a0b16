"""What is compared from one retrospective to the next, read in one pass over the tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from storage.records.all_tables import parsed
from templates.filled_page.page import Row, Status
from templates.filled_page.rough_dates import period_columns
from templates.readers.few_nameless import FEWEST
from templates.readings.evidence import Figure, figure
from templates.readings.phase_map import HONEYMOON, account_of
from templates.trends import ActionSeen, Meeting
from templates.trends.topics import TopicSeen
from templates.workbook.model import Kind, Question, Workbook

if TYPE_CHECKING:
    from storage.shelf import Shelf

_Numbers: TypeAlias = dict[str, dict[str, list[tuple[int, str, int]]]]
"""Question to side to (value, answer's id, whether it has no name)."""

_HEADERS = """SELECT r.id, r.title, r.date, r.parties, r.settings, w.text
    FROM retrospectives r JOIN workbooks w ON w.id = r.workbook"""
# Where two laptops marked an answer differently at the same time, the narrower mark holds.
_OPEN = "{0}private = '' AND ({0}also IS NULL OR instr({0}also, '[\"private\"') = 0)"
_VALUES = """SELECT retrospective, question, side, value, id, anonymous FROM answers
    WHERE kind = 'scale' AND value IS NOT NULL AND side IS NOT NULL AND {open}"""
_PERIODS = """SELECT retrospective, id, side, cells, question, anonymous FROM answers
    WHERE kind = 'ledger' AND side IS NOT NULL AND {open} AND question IN ({marks})"""
_ACTIONS = "SELECT retrospective, id, side, status FROM actions ORDER BY position, id"
_TOPICS = """SELECT t.retrospective, t.id, t.title, t.target, g.title, a.text, a.cells,
    coalesce(a.question, g.question),
    CASE WHEN a.id IS NOT NULL THEN NOT ({of_card})
        ELSE EXISTS (SELECT 1 FROM answers n WHERE n."group" = g.id)
            AND NOT EXISTS (SELECT 1 FROM answers n WHERE n."group" = g.id AND {of_note}) END
    FROM topics t LEFT JOIN groups g ON g.id = t.target LEFT JOIN answers a ON a.id = t.target
    ORDER BY t.position, t.id"""


def meetings(shelf: Shelf) -> tuple[Meeting, ...]:
    """Every retrospective of two sides, archived or not, as far as it is compared with others."""
    connection = shelf.connection
    with connection.reading():
        headers = connection.values(_HEADERS)
        books = {text: parsed(text) for text in {header[-1] for header in headers}}
        periods = {question.id for book in books.values() for question in _honeymoon_of(book)}
        values = connection.values(_VALUES.format(open=_OPEN.format("")))
        marks = ", ".join("?" * len(periods))
        rows = connection.values(_PERIODS.format(open=_OPEN.format(""), marks=marks), sorted(periods))
        actions = connection.values(_ACTIONS)
        topics = connection.values(_TOPICS.format(of_card=_OPEN.format("a."), of_note=_OPEN.format("n.")))
    numbers = _numbers(values)
    told = _by_first(rows)
    agreed, raised = _by_first(actions), _by_first(topics)
    found = []
    for id, title, date, parties, settings, text in headers:
        book = books[text]
        if book.sides:
            hidden = _hidden(settings, book)
            scales = {question.id: question for question in book.questions if question.kind is Kind.SCALE}
            sides = {side.id: side.name for side in book.sides}
            found.append(
                Meeting(
                    id=id,
                    title=title,
                    date=date,
                    parties=json.loads(parties),
                    sides=sides,
                    questions=scales,
                    figures=_figures(numbers.get(id, {}), scales, tuple(sides), hidden),
                    honeymoon=_honeymoon(told.get(id, ()), book, hidden),
                    actions=tuple(ActionSeen(row[1], row[2], _status(row[3])) for row in agreed.get(id, ())),
                    topics=tuple(_topic(row, book, hidden) for row in raised.get(id, ())),
                )
            )
    return tuple(found)


def _by_first(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, list[tuple[Any, ...]]]:
    parted: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        parted[row[0]].append(row)
    return parted


def _numbers(values: Iterable[tuple[Any, ...]]) -> dict[str, _Numbers]:
    found: dict[str, _Numbers] = {}
    for retrospective, question, side, value, id, anonymous in values:
        of_it = found.setdefault(retrospective, {})
        of_it.setdefault(question, {}).setdefault(side, []).append((value, id, anonymous))
    return found


def _hidden(settings: str, book: Workbook) -> frozenset[str]:
    """The ids of the questions that a team has made private."""
    if "private." not in settings:
        return frozenset()
    private = {key.removeprefix("private.") for key, value in json.loads(settings).items() if value}
    return frozenset(q.id for phase in book.phases for q in phase.questions if {q.id, phase.id} & private)


def _figures(
    numbers: _Numbers, scales: Mapping[str, Question], sides: tuple[str, ...], hidden: frozenset[str]
) -> dict[str, dict[str, Figure]]:
    """The figures of one retrospective, in the order of its workbook."""
    found: dict[str, dict[str, Figure]] = {}
    for id, question in scales.items():
        given = numbers.get(id)
        if given is None or id in hidden:
            continue
        of_it = {side: how for side in sides if (how := _figure(given.get(side, ()), question)) is not None}
        if of_it:
            found[id] = of_it
    return found


def _figure(given: Iterable[tuple[int, str, int]], question: Question) -> Figure | None:
    counted = list(given)
    if sum(anonymous for _value, _id, anonymous in counted) < FEWEST:
        counted = [one for one in counted if not one[2]]
    values = question.values
    return figure(sorted((value, id) for value, id, _anonymous in counted if value in values))


def _honeymoon_of(book: Workbook) -> list[Question]:
    return [q for phase in book.phases if phase.id == HONEYMOON for q in phase.questions if "period" in q.reads]


def _honeymoon(rows: Iterable[tuple[Any, ...]], book: Workbook, hidden: frozenset[str]) -> dict[str, int]:
    """How many days the honeymoon lasted, by each side's account."""
    asked = {question.id: period_columns(question) for question in _honeymoon_of(book) if question.id not in hidden}
    accounts: dict[str, list[Row]] = defaultdict(list)
    columns: tuple[str, str] | None = None
    for _retrospective, id, side, cells, question, anonymous in rows:
        if asked.get(question):
            columns = asked[question]
            row = Row(id=id, question=question, side=side, cells=json.loads(cells), anonymous=bool(anonymous))
            accounts[side].append(row)
    if columns is None:
        return {}
    told = ((side.id, account_of(accounts.get(side.id, ()), *columns)) for side in book.sides)
    return {side: account.days for side, account in told if account is not None and account.days is not None}


def _topic(row: tuple[Any, ...], book: Workbook, hidden: frozenset[str]) -> TopicSeen:
    """A topic with the words it is known by; those of a private card are not told."""
    _retrospective, id, title, target, group, text, cells, question, private = row
    scale = book.question(target) if target else None
    if scale is not None:
        return TopicSeen(id, title or scale.text, scale.id)
    named = title or ""
    if not named and not private and question not in hidden:
        named = group or text or " · ".join(json.loads(cells or "{}").values())
    return TopicSeen(id, named)


def _status(word: str) -> Status:
    return Status(word) if word in set(Status) else Status.OPEN
