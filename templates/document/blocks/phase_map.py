"""The phase map and the curve in a document: drawn in Mermaid where a site does, and as tables that stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from templates.charts.mermaid import curve_mermaid, phases_mermaid
from templates.document.voice import Voice
from templates.filled_page.page import Note
from templates.filled_page.rough_dates import BEGAN, ENDED
from templates.markdown.escape import escape, heading
from templates.markdown.table import table
from templates.readings import Readings
from templates.readings.evidence import Figure
from templates.readings.in_words import Teller
from templates.readings.phase_map import PhaseMap


def phase_blocks(teller: Teller, phases: PhaseMap, *, pictures: bool) -> Iterator[str]:
    """When each phase began and ended as each side saw it; nothing where nobody said."""
    _ = teller.gettext
    if not phases.periods:
        return
    sides = [side.id for side in teller.page.workbook.sides]
    yield heading(3, _("When each phase was, as each side saw it"))
    if pictures and (drawn := phases_mermaid(phases, teller)):
        yield drawn
    told = {(): "", (BEGAN,): _("the beginning"), (ENDED,): _("the end"), (BEGAN, ENDED): _("both ends")}
    header = [_("Phase"), *(escape(teller.side(side)) for side in sides), _("More than a week apart")]
    rows = [
        [
            escape(teller.phase(period.phase)),
            *(escape(teller.account(period.sides.get(side))) for side in sides),
            told.get(period.disputed, ""),
        ]
        for period in phases.periods
    ]
    yield table(header, rows)
    lines = []
    honeymoon = phases.honeymoon
    if honeymoon:
        lasted = [
            teller.labelled(teller.side(side), teller.counting(days, account.answers))
            for side, account in honeymoon.sides.items()
            if (days := teller.lasted(account))
        ]
        if lasted:
            lines.append(teller.labelled(_("How long the honeymoon lasted"), teller.listed(lasted)))
    today = [teller.labelled(teller.side(side), teller.phase(phase)) for side, phase in phases.today.items()]
    if today:
        lines.append(teller.labelled(_("Where each side thinks it is today"), teller.listed(today)))
    if lines:
        yield "\n".join(f"- {escape(line)}" for line in lines)


def curve_blocks(voice: Voice, teller: Teller, found: Readings, *, pictures: bool) -> Iterator[str]:
    """Trust from phase to phase, with what each side guessed, and the turning points; nothing where nobody said."""
    _ = teller.gettext
    curve, sides = found.curve, [side.id for side in teller.page.workbook.sides]
    if curve.points or curve.turns:
        yield heading(3, _("Trust, phase by phase"))
    if pictures and (drawn := curve_mermaid(curve, teller)):
        yield drawn
        yield _("Blue: {one}. Brown: {other}.").format(
            one=escape(teller.side(sides[0])), other=escape(teller.side(sides[1]))
        )
    if curve.points:
        names = [escape(teller.side(side)) for side in sides]
        guesses = [_("{side} guessed").format(side=name) for name in names]
        rows = [
            [
                escape(teller.phase(point.phase)),
                *(_cell(teller, point.sides.get(side)) for side in sides),
                *(_cell(teller, point.guessed.get(side)) for side in sides),
            ]
            for point in curve.points
        ]
        yield table([_("Phase"), *names, *guesses], rows)
    if curve.turns:
        yield _("Turning points:")
        yield "\n".join(_turns(voice, teller, found))


def _turns(voice: Voice, teller: Teller, found: Readings) -> Iterator[str]:
    answers = {answer.id: answer for answer in voice.page.answers}
    for turn in found.curve.turns:
        note = answers[turn.answer]
        if isinstance(note, Note):
            who = " · ".join(part for part in (escape(teller.phase(turn.phase)), voice.who(note)) if part)
            yield f"- {voice.labelled(who, escape(teller.answer(note)))}"


def _cell(teller: Teller, how: Figure | None) -> str:
    return escape(teller.spread(how)) if how else "–"
