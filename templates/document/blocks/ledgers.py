"""What the ledgers say across the table: promises, requirements, trades and their balance, acceptance, standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.document.voice import Voice
from templates.filled_page.page import Row
from templates.markdown.escape import escape, heading
from templates.markdown.table import table
from templates.readings import Readings
from templates.readings.acceptance import Acceptance, Standing
from templates.readings.in_words import Teller
from templates.readings.ledgers import Entry
from templates.readings.promises import DELIVERED, IN_CONTRACT, PROMISE, Promises
from templates.readings.trades import GIVEN_UP, ORIGIN, OUTCOME, REQUIREMENT, SWAPPED_FOR, Swap, Trades


def ledgers(voice: Voice, teller: Teller, found: Readings) -> Iterator[str]:
    """The ledgers' readings, block by block."""
    yield from _promises(teller, found.promises)
    yield from _requirements(teller, found.trades)
    yield from _balances(teller, found.trades)
    for one in found.acceptances:
        yield from _acceptance(voice, teller, one)
    for standing in found.standings:
        yield from _standing(teller, standing)


def told(teller: Teller, question: str, column: str, entry: Entry) -> str:
    """What an entry's rows have in a column: once where all who tell it agree, else with the side before it."""
    asked = teller.questions[question].column(column)
    words = {
        side: teller.listed(asked.word(value) if asked else value for value in given)
        for side, given in entry.values(column).items()
    }
    if len(set(words.values())) == 1 and len(words) == len(entry.told_by):
        return next(iter(words.values()))
    return teller.series(teller.labelled(teller.side(side), text) for side, text in words.items())


def known_by(teller: Teller, entry: Entry) -> str:
    """Who tells an entry: the sides that wrote or claimed it, and those that deny it."""
    _ = teller.gettext
    sides = [*entry.told_by, *entry.claimed]
    names = [teller.side(side.id) for side in teller.page.workbook.sides if side.id in sides]
    if entry.one_sided:
        names = [_("{side} alone").format(side=name) for name in names]
    names += [_("{side} denies it").format(side=teller.side(side)) for side in entry.denied]
    return teller.counting(teller.listed(names), entry.answers)


def _title(teller: Teller, question: str, column: str) -> str:
    """A column's own words."""
    asked = teller.questions[question].column(column)
    return escape(asked.text) if asked else ""


def _promises(teller: Teller, found: Promises) -> Iterator[str]:
    _ = teller.gettext
    if not found.all:
        return
    yield heading(3, _("Promises, by who remembers them"))
    titles = [_title(teller, found.all[0].question, id) for id in (PROMISE, IN_CONTRACT, DELIVERED)]
    header = [titles[0], _("Told by"), _("Given by"), *titles[1:], ""]
    rows = [
        [
            escape(one.entry.text),
            escape(known_by(teller, one.entry)),
            escape(teller.side(one.said_by)) if one.said_by else "–",
            escape(told(teller, one.question, IN_CONTRACT, one.entry)),
            escape(told(teller, one.question, DELIVERED, one.entry)),
            _("disputed") if one.disputed else "",
        ]
        for one in found.all
    ]
    yield table(header, rows)


def _requirements(teller: Teller, found: Trades) -> Iterator[str]:
    _ = teller.gettext
    if not found.requirements:
        return
    yield heading(3, _("Requirements, by what became of them"))
    columns = (REQUIREMENT, ORIGIN, OUTCOME, SWAPPED_FOR)
    titles = [_title(teller, found.requirements[0].question, id) for id in columns]
    header = [titles[0], _("Told by"), *titles[1:], ""]
    rows = [
        [
            escape(one.entry.text),
            escape(known_by(teller, one.entry)),
            escape(told(teller, one.question, ORIGIN, one.entry)),
            escape(told(teller, one.question, OUTCOME, one.entry)),
            escape(teller.series(_swap(teller, swap) for swap in one.swaps)),
            _("disputed") if one.disputed else "",
        ]
        for one in found.requirements
    ]
    yield table(header, rows)


def _swap(teller: Teller, swap: Swap) -> str:
    """What it was swapped for, and the words of the row that tells of it too, where they are others."""
    told = (teller.page.answer(id) for id in swap.tied)
    rows = [row for row in told if isinstance(row, Row)]
    names = dict.fromkeys(row.cells.get(GIVEN_UP) or row.cells.get(REQUIREMENT, "") for row in rows)
    others = [name for name in names if name and name != swap.text]
    return teller.detail(swap.text, "↔ " + teller.series(others)) if others else swap.text


def _balances(teller: Teller, found: Trades) -> Iterator[str]:
    _ = teller.gettext
    if not found.balances:
        return
    yield heading(3, _("What each side gave, as each side tells it"))
    header = [_("Told by"), _("Given by"), _("Given up"), _("With something in return"), _("With nothing in return")]
    rows = [
        [
            escape(teller.side(one.teller)),
            escape(teller.side(one.giver)),
            teller.counting(str(len(one.gave)), one.gave),
            teller.counting(str(len(one.got)), one.got),
            teller.counting(str(len(one.absorbed)), one.absorbed),
        ]
        for one in found.balances
    ]
    yield table(header, rows, right={2, 3, 4})
    disputed = [trade.entry.text for trade in found.trades if trade.disputed]
    if disputed:
        yield escape(teller.labelled(_("Disputed"), teller.series(disputed)))


def _acceptance(voice: Voice, teller: Teller, found: Acceptance) -> Iterator[str]:
    """The presentations beside each other, a column of the ledger a row; where the sides differ is said."""
    _ = teller.gettext
    question = teller.questions[found.question]
    answers = {answer.id: answer for answer in voice.page.answers}
    header = ["", *(teller.counting(voice.who(answers[one.answer]) or "–", [one.answer]) for one in found.sittings), ""]
    rows = []
    for column in question.columns:
        cells = [one.cells.get(column.id, "") for one in found.sittings]
        if any(cells):
            differs = _("told differently") if column.id in found.differing else ""
            rows.append([escape(column.text), *(escape(teller.cell(column, cell)) for cell in cells), differs])
    if rows:
        yield heading(3, _("How the result was presented, as each side tells it"))
        yield table(header, rows)


def _standing(teller: Teller, standing: Standing) -> Iterator[str]:
    """How many of each side chose which option."""
    _ = teller.gettext
    question, sides = teller.questions[standing.question], [side.id for side in teller.page.workbook.sides]
    yield heading(3, question.text)
    header = ["", *(escape(teller.side(side)) for side in sides)]
    rows = [
        [escape(option.text), *(_chose(teller, standing.sides.get(side, {}).get(option.id, ())) for side in sides)]
        for option in question.options
    ]
    yield table(header, rows, right=set(range(1, len(header))))


def _chose(teller: Teller, answers: Sequence[str]) -> str:
    return teller.counting(str(len(answers)), answers)
