"""What the ledgers say across the table: balances as bars, then every promise, requirement and trade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.content import Content

from templates.document.blocks.ledgers import known_by, told
from templates.readings.evidence import in_order
from templates.readings.ledgers import Entry
from templates.readings.promises import DELIVERED, IN_CONTRACT
from templates.readings.trades import BY, IN_RETURN, OUTCOME, Balance
from templates.words import _
from tui.document.wrapping import fit
from tui.readings.columns import table
from tui.readings.shown import BAR, GROUND, Drawing, Line, blank, heading, words

_MOST = 20
"""Cells of the longest bar of a balance."""


def promises(drawing: Drawing) -> Iterator[Line]:
    """What was promised, by who gave it, as each side tells it; then promise by promise."""
    found, teller = drawing.found.promises, drawing.teller
    if not found.all:
        return
    yield heading(_("Promises, by who remembers them"))
    if not drawing.table:
        for count in found.counts:
            said = teller.side(count.said_by) if count.said_by else _("somebody else")
            kept = count.delivered.get("yes", 0)
            name = _("{teller} on {giver}").format(teller=teller.side(count.teller), giver=said)
            drawn = _balance(drawing, count.teller, name, count.n, kept, _("{n} of {total} kept"))
            question, lasting = _question(drawing, count.answers), drawing.lasting
            giver = lasting.side(count.said_by) if count.said_by else lasting.gettext("somebody else")
            finding = lasting.labelled(
                lasting.gettext("{teller} on {giver}").format(teller=lasting.side(count.teller), giver=giver),
                lasting.gettext("{n} of {total} kept").format(n=kept, total=count.n),
            )
            about = drawing.questions_of(count.answers)
            yield Line(drawn, f"{count.teller} {count.said_by}", question, count.answers, about, finding)
        yield blank()
    for one in found.all:
        parts = [
            told(teller, one.question, IN_CONTRACT, one.entry),
            told(teller, one.question, DELIVERED, one.entry),
        ]
        titles = [_column(drawing, one.question, id) for id in (IN_CONTRACT, DELIVERED)]
        more = [teller.labelled(title, part) for title, part in zip(titles, parts, strict=True) if part]
        yield _entry(drawing, one.question, one.entry, more, disputed=one.disputed)


def trades(drawing: Drawing) -> Iterator[Line]:
    """What each side gave and absorbed, as each side tells it; then requirements and trades one by one."""
    found, teller = drawing.found.trades, drawing.teller
    if found.balances:
        yield heading(_("What each side gave, as each side tells it"))
        if drawing.table:
            yield from _balance_table(drawing)
        else:
            for one in found.balances:
                name = _("{teller} on {giver}").format(teller=teller.side(one.teller), giver=teller.side(one.giver))
                lost, total = len(one.absorbed), len(one.answers)
                pattern = _("{n} of {total} with nothing in return")
                drawn = _balance(drawing, one.giver, name, total, lost, pattern)
                question = _question(drawing, one.answers)
                yield replace(_of_balance(drawing, one, question), content=drawn)
        yield blank()
    if found.requirements:
        yield heading(_("Requirements, by what became of them"))
    for requirement in found.requirements:
        became = told(teller, requirement.question, OUTCOME, requirement.entry)
        more = [became] if became else []
        more += [_("swapped for: {text}").format(text=swap.text) for swap in requirement.swaps]
        line = _entry(drawing, requirement.question, requirement.entry, more, disputed=requirement.disputed)
        # What tells of the thing it was swapped for stands behind it too.
        tied = in_order(line.answers, *(swap.tied for swap in requirement.swaps))
        yield replace(line, answers=tied)
    if found.trades:
        yield blank()
        yield heading(_("Given up, and what for"))
    for trade in found.trades:
        parts = {id: told(teller, trade.question, id, trade.entry) for id in (BY, IN_RETURN)}
        more = [teller.labelled(_column(drawing, trade.question, id), text) for id, text in parts.items() if text]
        yield _entry(drawing, trade.question, trade.entry, more, disputed=trade.disputed)


def acceptance(drawing: Drawing) -> Iterator[Line]:
    """How the result was presented, a row of the ledger a column; then where the relationship stands."""
    teller = drawing.teller
    answers = {answer.id: answer for answer in drawing.page.answers}
    for found in drawing.found.acceptances:
        yield heading(_("How the result was presented, as each side tells it"))
        header = [Content(""), *(words(teller.who(answers[one.answer])) for one in found.sittings), Content("")]
        rows = []
        for column in teller.questions[found.question].columns:
            cells = [one.cells.get(column.id, "") for one in found.sittings]
            if any(cells):
                differs = Content.styled(_("told differently") if column.id in found.differing else "", "$warning")
                id = f"{found.question} {column.id}"
                finding = drawing.lasting.labelled(teller.questions[found.question].text, column.text)
                line = Line(Content(), id, found.question, found.answers, found.question, finding)
                rows.append(([words(column.text), *(words(teller.cell(column, c)) for c in cells), differs], line))
        if rows:
            yield from table(header, rows, drawing.width)
            yield blank()
    for standing in drawing.found.standings:
        question = teller.questions[standing.question]
        yield heading(question.text)
        for option in question.options:
            chosen = {side: standing.sides.get(side, {}).get(option.id, ()) for side in drawing.sides}
            yield from _option(drawing, standing.question, option.text, chosen, f"{standing.question} {option.id}")


def _option(
    drawing: Drawing, question: str, text: str, chosen: Mapping[str, tuple[str, ...]], id: str
) -> Iterator[Line]:
    """One option: a block for each person of each side who chose it."""
    counts: list[Content | str] = []
    for side in drawing.sides:
        n = len(chosen[side])
        counts += ["  ", drawing.named(side), " ", fit(Content(BAR * n or GROUND).stylize(drawing.colour(side)), 6)]
        counts += [f"{n:>2}"]
    right = Content.assemble(*counts)
    room = max(drawing.width - right.cell_length, 10)
    ids = tuple(id for side in drawing.sides for id in chosen[side])
    finding = drawing.lasting.labelled(drawing.teller.questions[question].text, text)
    yield Line(Content.assemble(fit(words(text), room), right), id, question, ids, question, finding)


def _column(drawing: Drawing, question: str, id: str) -> str:
    column = drawing.teller.questions[question].column(id)
    return column.text if column else id


def _question(drawing: Drawing, answers: tuple[str, ...]) -> str:
    """The question where answers stand."""
    return next((answer.question for answer in drawing.page.answers if answer.id in answers), "")


def _of_balance(drawing: Drawing, one: Balance, question: str) -> Line:
    """What stands behind a balance, drawn or in the table; a topic made of it is the balance in words."""
    teller = drawing.lasting
    finding = teller.labelled(
        teller.gettext("{teller} on {giver}").format(teller=teller.side(one.teller), giver=teller.side(one.giver)),
        teller.gettext("{n} of {total} with nothing in return").format(n=len(one.absorbed), total=len(one.answers)),
    )
    about = drawing.questions_of(one.answers)
    return Line(Content(), f"{one.teller} {one.giver}", question, one.answers, about, finding)


def _balance(drawing: Drawing, side: str, name: str, total: int, part: int, pattern: str) -> Content:
    """A block for each thing, full for those that count, and the figures in words."""
    scale = min(total, _MOST)
    full = round(scale * part / total) if total else 0
    drawn = Content.assemble((BAR * full, drawing.colour(side)), (GROUND * (scale - full), "$quiet"))
    named = fit(words(name), min(2 * drawing.name_width + 6, drawing.width // 2))
    text = Content.assemble("  ", named, "  ", drawn, "  ", pattern.format(n=part, total=total))
    return text.truncate(drawing.width)


def _balance_table(drawing: Drawing) -> Iterator[Line]:
    header = [
        _("Told by"), _("Given by"), _("Given up"), _("With something in return"), _("With nothing in return"),
    ]  # fmt: skip
    rows = []
    for one in drawing.found.trades.balances:
        counts = (Content(str(len(ids))) for ids in (one.gave, one.got, one.absorbed))
        question = _question(drawing, one.answers)
        line = _of_balance(drawing, one, question)
        rows.append(([drawing.side(one.teller), drawing.side(one.giver), *counts], line))
    yield from table([words(text) for text in header], rows, drawing.width)


def _entry(drawing: Drawing, question: str, entry: Entry, more: list[str], *, disputed: bool) -> Line:
    """A ledger's entry: its words, who tells it, and what is said of it on the line below."""
    sign = Content.styled("! ", "$warning") if disputed else Content("  ")
    said = [known_by(drawing.teller, entry), *more, *([_("disputed")] if disputed else [])]
    below = words(" · ".join(dict.fromkeys(text for text in said if text))).stylize("$quiet")
    content = Content.assemble(sign, words(entry.text).stylize("bold"), "\n", below)
    row = entry.rows[0].id
    return Line(content, row, question, entry.answers, row, row=row, indent=2)
