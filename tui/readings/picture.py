"""The phase map and the curve, drawn with letters and blocks on a grid of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from textual.content import Content

from templates.charts.phases import Scale, scale_of
from templates.filled_page.page import Note
from templates.filled_page.rough_dates import BEGAN, ENDED
from templates.readings.curve import Point
from templates.readings.evidence import Figure, goodness
from templates.readings.phase_map import (
    Account,
    Period,
)
from templates.words import _
from tui.document.wrapping import fit
from tui.readings.columns import table
from tui.readings.shown import BAR, Drawing, Line, blank, figure, quiet, words

MARKS = ("O", "X")
"""The two sides' points on the curve; small letters are guesses."""
BOTH = "*"
"""Where the two stand at the same place."""
_TRAILS = (".", ":")
"""What leads from point to point."""
OPEN = ">"
"""The end of a bar that goes on."""
DISPUTED = "!"
"""An end that the two sides put more than a week apart."""


def phases(drawing: Drawing) -> Iterator[Line]:
    """Two bars a phase on one time line."""
    found, teller = drawing.found.phases, drawing.teller
    if not found.periods:
        return
    scale = scale_of(found, drawing.page.date)
    if drawing.table or scale is None:
        yield from _phase_table(drawing)
    else:
        yield from _phase_map(drawing, scale)
    yield blank()
    honeymoon = found.honeymoon
    lasted = [
        teller.labelled(teller.side(side), lasted)
        for side, account in (honeymoon.sides.items() if honeymoon else ())
        if (lasted := teller.lasted(account))
    ]
    if lasted:
        yield quiet(teller.labelled(_("How long the honeymoon lasted"), teller.listed(lasted)))
    today = [teller.labelled(teller.side(side), teller.phase(phase)) for side, phase in found.today.items()]
    if today:
        yield quiet(teller.labelled(_("Where each side thinks it is today"), teller.listed(today)))


def _phase_table(drawing: Drawing) -> Iterator[Line]:
    teller = drawing.teller
    told = {(): "", (BEGAN,): _("the beginning"), (ENDED,): _("the end"), (BEGAN, ENDED): _("both ends")}
    header = [_("Phase"), *map(teller.side, drawing.sides), _("More than a week apart")]
    rows = [
        (
            [
                words(teller.phase(period.phase)),
                *(words(teller.account(period.sides.get(side))) for side in drawing.sides),
                Content(told.get(period.disputed, "")),
            ],
            _line(drawing, Content(), period),
        )
        for period in drawing.found.phases.periods
    ]
    yield from table([words(text) for text in header], rows, drawing.width)


def _line(drawing: Drawing, content: Content, period: Period) -> Line:
    """A phase under the cursor; a topic made of it is the phase as each side tells it."""
    teller = drawing.lasting
    told = [
        teller.labelled(teller.side(side), teller.account(account))
        for side, account in period.sides.items()
        # People's own words stay where they wrote them.
        if not account.words
    ]
    finding = teller.labelled(teller.phase(period.phase), teller.listed(told)) if told else ""
    return Line(content, period.question, period.question, period.answers, period.question, finding)


def _phase_map(drawing: Drawing, scale: Scale) -> Iterator[Line]:
    teller = drawing.teller
    left = drawing.name_width + 3
    room = drawing.width - left - 1
    for period in drawing.found.phases.periods:
        apart = words(_apart(drawing, period))
        title = words(teller.phase(period.phase)).stylize("bold")
        gap = max(drawing.width - title.cell_length - apart.cell_length, 2)
        line = Content.assemble(title, " " * gap, apart.stylize("$warning")).truncate(drawing.width)
        yield _line(drawing, line, period)
        for side in drawing.sides:
            account = period.sides.get(side)
            drawn = _bar(drawing, scale, account, period, side, room) if account else Content.styled("–", "$quiet")
            yield Line(Content.assemble("  ", drawing.named(side), " ", drawn))
    yield Line(Content.assemble(" " * left, _axis(drawing, scale, room)).stylize("$quiet"))
    if any(period.disputed for period in drawing.found.phases.periods):
        yield quiet(_("{sign} more than a week apart · {open} still goes on").format(sign=DISPUTED, open=OPEN))


def _apart(drawing: Drawing, period: Period) -> str:
    """By how many days the two sides differ over each end."""
    teller = drawing.teller
    accounts = list(period.sides.values())
    told = []
    for name in period.disputed:
        ends = [account.began if name == BEGAN else account.ended for account in accounts]
        pattern = _("beginning: {days}") if name == BEGAN else _("end: {days}")
        one, two = ends
        days = teller.between_days(one, two) if one and two else "?"
        told.append(pattern.format(days=days))
    return teller.listed(told)


def _bar(drawing: Drawing, scale: Scale, account: Account, period: Period, side: str, room: int) -> Content:
    begin = account.began or account.ended
    if begin is None:
        return words(drawing.teller.account(account)).stylize("$quiet")
    end = scale.last if account.goes_on else (account.ended or begin).last
    first = round(scale.share(begin.first) * (room - 1))
    last = max(round(scale.share(max(end, begin.first)) * (room - 1)), first)
    cells = [" "] * room
    cells[first : last + 1] = BAR * (last - first + 1)
    if account.goes_on:
        cells[last] = OPEN
    if BEGAN in period.disputed and first:
        cells[first - 1] = DISPUTED
    if ENDED in period.disputed and not account.goes_on and last + 1 < room:
        cells[last + 1] = DISPUTED
    drawn = Content("".join(cells)).stylize(drawing.colour(side))
    days = drawing.teller.lasted(account)
    beside = last + 3
    if days and beside + words(days).cell_length <= room:
        return Content.assemble(drawn.truncate(beside), (days, "$quiet"))
    return drawn


def _axis(drawing: Drawing, scale: Scale, room: int) -> Content:
    """Months under the time line, as many as have room."""
    wide = words(drawing.teller.month(scale.first)).cell_length + 3
    line, used = "", 0
    for month in scale.months(max(room // wide, 1)):
        at = round(scale.share(month) * (room - 1))
        told = drawing.teller.month(month)
        length = words(told).cell_length
        if at >= used and at + length <= room:
            line += " " * (at - used) + told
            used = at + length + 1
            line += " "
    return Content(line)


def curve(drawing: Drawing) -> Iterator[Line]:
    """Trust from phase to phase: a letter a side, small letters where the other side guessed it."""
    found, teller = drawing.found.curve, drawing.teller
    points = found.points
    if drawing.table and points:
        yield from _curve_table(drawing, points)
    elif points:
        yield from _plot(drawing, points)
    if found.turns:
        yield blank()
        yield quiet(_("Turning points:"))
    answers = {answer.id: answer for answer in drawing.page.answers}
    for turn in found.turns:
        note = answers.get(turn.answer)
        if isinstance(note, Note):
            who = [teller.phase(turn.phase), teller.who(note)]
            text = Content.assemble(
                ("◆ ", "$accent"), words(" · ".join(part for part in who if part)).stylize("$quiet"), "  ",
                words(note.text),
            )  # fmt: skip
            yield Line(text, note.id, note.question, (note.id,), note.id, indent=2)


def _curve_table(drawing: Drawing, points: Sequence[Point]) -> Iterator[Line]:
    teller = drawing.teller
    names = [teller.side(side) for side in drawing.sides]
    header = [_("Phase"), *names, *(_("{side} guessed").format(side=name) for name in names)]
    rows = [
        (
            [
                words(teller.phase(point.phase)),
                *(figure(drawing, point.sides.get(side)) for side in drawing.sides),
                *(figure(drawing, point.guessed.get(side)) for side in drawing.sides),
            ],
            Line(Content(), point.question, point.question, point.answers, point.question),
        )
        for point in points
    ]
    yield from table([words(text) for text in header], rows, drawing.width)


def _plot(drawing: Drawing, points: Sequence[Point]) -> Iterator[Line]:
    teller = drawing.teller
    asked = teller.questions[points[0].question]
    steps = len(asked.options)
    high = (steps - 1) * (2 if steps <= 6 else 1)
    left = max(len(str(value)) for value in asked.values) + 2
    room = drawing.width - left
    grid: dict[tuple[int, int], tuple[str, str]] = {}
    for side in drawing.sides:
        _trail(drawing, points, side, grid, room, high)
    for row in range(high + 1):
        share = 1 - row / high
        # The step that stands at this height, whichever way the scale runs; every second row is between two.
        at = next((value for value in asked.values if abs(goodness(asked, value) - share) < 0.01), None)
        label = f"{at} " if at is not None else ""
        axis = Content.styled(f"{label:>{left - 1}}|", "$quiet")
        cells = [grid.get((x, row), (" ", "")) for x in range(room)]
        yield Line(Content.assemble(axis, *((sign, colour) for sign, colour in cells)).rstrip())
    yield from _under(drawing, points, left, room)
    legend: list[Content | str] = []
    for n, side in enumerate(drawing.sides):
        guesser = drawing.sides[1 - n]
        legend += [Content.styled(f"{MARKS[n]} ", f"bold {drawing.colour(side)}"), drawing.side(side), "   "]
        if any(guesser in point.guessed for point in points):
            told = _("as {other} guessed").format(other=teller.side(guesser))
            legend += [Content.styled(f"{MARKS[n].lower()} ", drawing.colour(side)), words(told), "   "]
    yield Line(Content.assemble(" " * left, *legend, f"{BOTH} ", _("both")))
    ends = f"{teller.step(asked, asked.values[0])} … {teller.step(asked, asked.values[-1])}"
    yield quiet(ends)
    room = max(words(teller.phase(point.phase)).cell_length for point in points)
    for point in points:
        medians = [
            Content.assemble("  ", drawing.side(side), f" {teller.number(point.sides[side].median)}")
            for side in drawing.sides
            if side in point.sides
        ]
        named = fit(words(teller.phase(point.phase)), min(room, drawing.width // 2))
        yield Line(Content.assemble(named, *medians), point.question, point.question, point.answers, point.question)


def _place(points: Sequence[Point], at: int, room: int) -> int:
    return round(room * (at + 0.5) / len(points))


def _row_of(drawing: Drawing, point: Point, how: Figure, high: int) -> int:
    return round((1 - goodness(drawing.teller.questions[point.question], how.median)) * high)


def _trail(
    drawing: Drawing,
    points: Sequence[Point],
    side: str,
    grid: dict[tuple[int, int], tuple[str, str]],
    room: int,
    high: int,
) -> None:
    """One side's points and what leads from one to the next; then what the other side guessed of them."""
    n = drawing.sides.index(side)
    colour, guesser = drawing.colour(side), drawing.sides[1 - n]
    own = {at: _row_of(drawing, p, p.sides[side], high) for at, p in enumerate(points) if side in p.sides}
    guessed = {at: _row_of(drawing, p, p.guessed[guesser], high) for at, p in enumerate(points) if guesser in p.guessed}
    _lead(points, own, grid, room, (_TRAILS[n], colour))
    for at, row in guessed.items():
        # Beside the point, so that neither hides the other.
        x = _place(points, at, room) + (2 if n else -2)
        grid[x, row] = (MARKS[n].lower(), colour)
    for at, row in own.items():
        x = _place(points, at, room)
        taken = grid.get((x, row), (" ", ""))[0] == MARKS[0]
        grid[x, row] = (BOTH, "bold") if taken else (MARKS[n], f"bold {colour}")


def _lead(
    points: Sequence[Point],
    rows: Mapping[int, int],
    grid: dict[tuple[int, int], tuple[str, str]],
    room: int,
    look: tuple[str, str],
) -> None:
    known = list(rows.items())
    for (one, top), (two, bottom) in pairwise(known):
        begin, end = _place(points, one, room), _place(points, two, room)
        for x in range(begin + 1, end):
            row = round(top + (bottom - top) * (x - begin) / (end - begin))
            if (x - begin) % 2 == 0:
                grid.setdefault((x, row), look)


def _under(drawing: Drawing, points: Sequence[Point], left: int, room: int) -> Iterator[Line]:
    """The line under the plot, and the phases below it."""
    yield Line(Content.styled(" " * (left - 1) + "+" + "-" * (room - 1), "$quiet"))
    cells = room // len(points)
    names = [fit(_centred(drawing.teller.phase(point.phase), cells), cells) for point in points]
    yield Line(Content.assemble(" " * left, *names).rstrip())


def _centred(text: str, cells: int) -> Content:
    content = words(text)
    return Content.assemble(" " * max((cells - content.cell_length) // 2, 0), content)
