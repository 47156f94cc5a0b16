"""The curve as a picture: trust from phase to phase, one line a side, what each guessed dotted beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from templates.charts import svg
from templates.readings.curve import Curve, Point
from templates.readings.evidence import Figure, goodness
from templates.readings.in_words import Teller

_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 730.0, 64.0, 264.0
_HIGH = 350.0
_ASIDE = 7.0
"""How far a side's marks stand from the middle of a phase, so that equal values do not hide each other."""


def curve_svg(curve: Curve, teller: Teller) -> str:
    """The curve; an empty text where fewer than two phases have a figure to draw."""
    if sum(bool(point.sides) for point in curve.points) < 2:
        return ""
    _ = teller.gettext
    sides = [side.id for side in teller.page.workbook.sides]
    return svg.picture(
        "curve",
        _HIGH,
        _("Trust in the other side, phase by phase"),
        " ".join(_told(curve.points, teller, sides)),
        [*_ground(curve, teller), *_lines(curve.points, teller, sides), _legend(curve.points, teller, sides)],
    )


def _told(points: Sequence[Point], teller: Teller, sides: Sequence[str]) -> Iterator[str]:
    """The same as the picture in words."""
    _ = teller.gettext
    for point in points:
        told = [_said(teller, point, side) for side in sides if side in point.sides]
        told += [
            teller.counting(
                _("{side} guessed {n}").format(side=teller.side(side), n=teller.number(point.guessed[side].median)),
                point.guessed[side].answers,
            )
            for side in sides
            if side in point.guessed
        ]
        yield _("{one}.").format(one=teller.labelled(teller.phase(point.phase), teller.listed(told)))


def _said(teller: Teller, point: Point, side: str) -> str:
    how = point.sides[side]
    return teller.labelled(teller.side(side), teller.counting(teller.median(point.question, how), how.answers))


def _x(points: Sequence[Point], at: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (at + 0.5) / len(points)


def _y(teller: Teller, point: Point, value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * goodness(teller.questions[point.question], value)


def _ground(curve: Curve, teller: Teller) -> Iterator[str]:
    """The steps as faint lines, the phases below, and where turning points lie."""
    points = curve.points
    questions = [teller.questions[point.question] for point in points]
    steps = questions[0]
    alike = all((one.values, one.low_good) == (steps.values, steps.low_good) for one in questions)
    for value in steps.values:
        y = _y(teller, points[0], value)
        yield svg.line(_LEFT, y, _RIGHT, y, svg.FAINT)
        if alike:
            yield svg.words(_LEFT - 10, y + 4, str(value), anchor="end")
    if alike:
        ends = (teller.step(steps, steps.values[0]), "…", teller.step(steps, steps.values[-1]))
        yield svg.words(_LEFT, _HIGH - 8, svg.cut(" ".join(ends), _RIGHT - _LEFT), size=12)
    for at, point in enumerate(points):
        x = _x(points, at)
        wide = (_RIGHT - _LEFT) / len(points) - 8
        yield svg.words(x, _BOTTOM + 32, svg.cut(teller.phase(point.phase), wide), anchor="middle")
        turns = sum(turn.phase == point.phase for turn in curve.turns)
        if turns:
            told = teller.ngettext("◆ {n} turning point", "◆ {n} turning points", turns).format(n=turns)
            yield svg.words(x, _BOTTOM + 52, told, anchor="middle", size=12)


def _lines(points: Sequence[Point], teller: Teller, sides: Sequence[str]) -> Iterator[str]:
    for n, side in enumerate(sides):
        aside = _ASIDE if n else -_ASIDE
        guesser = sides[1 - n]
        guesses = {at: point.guessed[guesser] for at, point in enumerate(points) if guesser in point.guessed}
        answers = {at: point.sides[side] for at, point in enumerate(points) if side in point.sides}
        guessed = list(_placed(points, teller, guesses))
        yield svg.path(
            [(x + aside * 2, y) for x, y, _value in guessed],
            f'stroke="{svg.COLOURS[n]}" stroke-width="1.5" stroke-dasharray="2 5" stroke-linecap="round"',
        )
        yield from (svg.mark(n, x + aside * 2, y, hollow=True, radius=4) for x, y, _value in guessed)
        placed = list(_placed(points, teller, answers))
        yield svg.path([(x + aside, y) for x, y, _value in placed], f'stroke="{svg.COLOURS[n]}" stroke-width="2.5"')
        for at, (x, y, value) in zip(answers, placed, strict=True):
            yield svg.mark(n, x + aside, y)
            # The lower of two stands below its mark, out of the other's way.
            other = points[at].sides.get(guesser)
            lower = other is not None and _y(teller, points[at], other.median) < y
            anchor, down = "start" if n else "end", 17 if lower else -10
            yield svg.words(x + aside * 2.6, y + down, value, anchor=anchor, bold=True)


def _placed(
    points: Sequence[Point], teller: Teller, figures: Mapping[int, Figure]
) -> Iterator[tuple[float, float, str]]:
    for at, how in figures.items():
        yield _x(points, at), _y(teller, points[at], how.median), teller.number(how.median)


def _legend(points: Sequence[Point], teller: Teller, sides: Sequence[str]) -> str:
    _ = teller.gettext
    entries = [(svg.mark(n, 0, 0), svg.cut(teller.side(side), 150)) for n, side in enumerate(sides)]
    for n, side in enumerate(sides):
        guesser = sides[1 - n]
        if any(guesser in point.guessed for point in points):
            told = _("{side} as {other} guessed").format(side=teller.side(side), other=teller.side(guesser))
            entries.append((svg.mark(n, 0, 0, hollow=True, radius=4), svg.cut(told, 200)))
    return svg.legend(entries, 24)
