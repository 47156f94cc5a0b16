"""Scales as bars: gaps, duties and guesses, a bar a side, and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual.content import Content

from templates.readings.evidence import Figure, goodness
from templates.readings.gaps import Gap
from templates.words import _
from tui.document.wrapping import fit
from tui.readings.columns import table
from tui.readings.shown import Drawing, Line, bar, blank, figure, heading, quiet, words

_FIGURE = 22
"""Cells kept for a figure: its median, its range, how many."""


def gaps(drawing: Drawing) -> Iterator[Line]:
    """Every scale that was answered, the widest gap first: a bar for each side."""
    found, teller = drawing.found.gaps, drawing.teller
    if drawing.table:
        header = [_("Question"), *map(teller.side, drawing.sides), _("Gap"), _("How it is seen")]
        rows = [
            (
                [
                    words(teller.question(gap.question)),
                    *(figure(drawing, gap.sides.get(side)) for side in drawing.sides),
                    words(teller.apart(gap.gap)),
                    words(_seen(drawing, gap)),
                ],
                _line(gap.question, gap.answers),
            )
            for gap in found
        ]
        if rows:
            yield from table([words(text) for text in header], rows, drawing.width)
        return
    if found:
        yield quiet(_("A longer bar is a better answer; the widest gap stands first."))
    for gap in found:
        yield blank()
        told = teller.apart(gap.gap) if gap.gap is not None else ""
        yield _titled(drawing, gap.question, gap.answers, told)
        for side in drawing.sides:
            yield _bar(drawing, gap.question, drawing.named(side), gap.sides.get(side), side)
        yield quiet(_seen(drawing, gap), indent=2)


def duties(drawing: Drawing) -> Iterator[Line]:
    """What each side owed: as it sees itself, and as the other sees it."""
    found, teller = drawing.found.duties, drawing.teller
    for owes, owed in groupby(found, key=lambda duty: duty.owes):
        if owes != found[0].owes:
            yield blank()
        other = next(side for side in drawing.sides if side != owes)
        itself = _("{side} of itself").format(side=teller.side(owes))
        outside = _("{side} of {other}").format(side=teller.side(other), other=teller.side(owes))
        yield heading(_("What {side} owed, from within and without").format(side=teller.side(owes)))
        if drawing.table:
            rows = [
                (
                    [
                        words(teller.question(duty.question)),
                        figure(drawing, duty.own),
                        figure(drawing, duty.outside),
                        words(teller.itself(duty)),
                        Content(_("blind spot") if duty.blind else ""),
                    ],
                    _line(duty.question, duty.answers),
                )
                for duty in owed
            ]
            header = [_("Duty"), itself, outside, _("The difference"), ""]
            yield from table([words(text) for text in header], rows, drawing.width)
            continue
        for duty in owed:
            told = teller.itself(duty) if duty.ahead is not None else ""
            yield _titled(drawing, duty.question, duty.answers, told, _("blind spot") if duty.blind else "")
            yield _bar(drawing, duty.question, drawing.named(owes), duty.own, owes)
            yield _bar(drawing, duty.question, drawing.named(other), duty.outside, other)


def guesses(drawing: Drawing) -> Iterator[Line]:
    """What each side thought the other would say, above what it said."""
    found, teller = drawing.found.guesses, drawing.teller
    if drawing.table:
        header = [_("Question"), _("Guessed by"), _("Guess"), _("Answer"), ""]
        rows = [
            (
                [
                    words(teller.question(guess.question)),
                    drawing.side(guess.side),
                    figure(drawing, guess.guessed),
                    figure(drawing, guess.actual),
                    Content(teller.aim(guess.kind)),
                ],
                Line(Content(), f"{guess.question} {guess.side}", guess.question, guess.answers, guess.question),
            )
            for guess in found
        ]
        if rows:
            yield from table([words(text) for text in header], rows, drawing.width)
        return
    for n, guess in enumerate(found):
        if n:
            yield blank()
        title = _titled(drawing, guess.question, guess.answers, teller.aim(guess.kind))
        yield Line(title.content, f"{guess.question} {guess.side}", title.question, title.answers, title.target)
        other = next(side for side in drawing.sides if side != guess.side)
        labels = [
            _("{side} guessed").format(side=teller.side(guess.side)),
            _("{side} said").format(side=teller.side(other)),
        ]
        room = min(max(words(label).cell_length for label in labels), 26)
        for label, how, side in zip(labels, (guess.guessed, guess.actual), (guess.side, other), strict=True):
            named = fit(words(label).stylize(drawing.colour(side)), room)
            yield _bar(drawing, guess.question, named, how, side)


def _seen(drawing: Drawing, gap: Gap) -> str:
    return drawing.teller.seeing(gap.kind, gap.about, gap.better)


def _line(question: str, answers: tuple[str, ...]) -> Line:
    return Line(Content(), question, question, answers, question)


def _titled(drawing: Drawing, question: str, answers: tuple[str, ...], told: str, more: str = "") -> Line:
    """A question's words, and at the right end what there is to say of it in short."""
    right = Content.assemble((f"{more}  " if more else "", "$warning"), (told, "bold"))
    room = drawing.width - right.cell_length - 2
    text = fit(words(drawing.teller.question(question)).stylize("bold"), max(room, 10))
    return Line(Content.assemble(text, "  ", right), question, question, answers, question)


def _bar(drawing: Drawing, question: str, named: Content, how: Figure | None, side: str) -> Line:
    asked = drawing.teller.questions[question]
    room = drawing.width - named.cell_length - _FIGURE - 6
    if how is None:
        return Line(Content.assemble("  ", named, ("  –", "$quiet")))
    cells = max(min(room, 48), 5)
    drawn = bar(goodness(asked, how.median), cells, drawing.colour(side))
    return Line(Content.assemble("  ", named, "  ", drawn, "  ", figure(drawing, how)))
