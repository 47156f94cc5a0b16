"""The phase map as a picture: two bars a phase on one time line, the disputed ends marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from templates.charts import svg
from templates.filled_page.rough_dates import BEGAN, ENDED
from templates.readings.evidence import day
from templates.readings.in_words import Teller
from templates.readings.phase_map import (
    Account,
    Period,
    PhaseMap,
)

_LEFT, _RIGHT, _TOP = 150.0, 735.0, 62.0
_BAR, _ROW = 16.0, 66.0


class Scale:
    """A time line: from days to places."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, max(last, later(first, 1))

    def share(self, at: date) -> float:
        """How far along a day is, from 0 to 1."""
        whole = max((self.last - self.first).days, 1)
        return min(max((at - self.first).days / whole, 0.0), 1.0)

    def x(self, at: date) -> float:
        """Where a day stands in the picture."""
        return _LEFT + (_RIGHT - _LEFT) * self.share(at)

    def months(self, most: int) -> list[date]:
        """First days of months within it, evenly, no more than `most`; its own first day where there is none."""
        begin, end = _month(self.first) + (self.first.day > 1), _month(self.last)
        step = max(-(-(end - begin + 1) // most), 1)
        return [date(at // 12, at % 12 + 1, 1) for at in range(begin, end + 1, step)] or [self.first]


def _month(day: date) -> int:
    """A month as a number that goes on from year to year."""
    return day.year * 12 + day.month - 1


def later(day: date, days: int) -> date:
    """A day so many days later, or the last day there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def scale_of(phases: PhaseMap, held: str) -> Scale | None:
    """The time line of a phase map, on to the day of the meeting where something still goes on; None without dates.

    Args:
        held: the day of the meeting, ISO date, or any other text.
    """
    first, last = phases.first, phases.last
    if first is None or last is None:
        return None
    open_end = any(account.goes_on for period in phases.periods for account in period.sides.values())
    meeting = day(held)
    if open_end:
        last = max(meeting, last) if meeting else later(last, max((last - first).days // 10, 1))
    return Scale(first, last)


def phases_svg(phases: PhaseMap, teller: Teller) -> str:
    """The phase map; an empty text where nobody gave a date."""
    scale = scale_of(phases, teller.page.date)
    if scale is None:
        return ""
    _ = teller.gettext
    sides = [side.id for side in teller.page.workbook.sides]
    high = _TOP + _ROW * len(phases.periods) + 30
    pieces = [*_ground(scale, teller, high - 26)]
    for at, period in enumerate(phases.periods):
        pieces += _period(scale, teller, period, sides, _TOP + _ROW * at)
    entries = [(svg.bar(-6, -6, 14, 12, f'fill="{svg.COLOURS[n]}"'), teller.side(side)) for n, side in enumerate(sides)]
    dash = svg.line(0, -8, 0, 8, 'stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 3"')
    entries.append((dash, _("the two sides differ by more than a week")))
    return svg.picture(
        "phases",
        high,
        _("When each phase began and ended, as each side saw it"),
        " ".join(_told(phases, teller, sides)),
        [*pieces, svg.legend(entries, 24)],
    )


def _told(phases: PhaseMap, teller: Teller, sides: Sequence[str]) -> Iterator[str]:
    """The same as the picture in words."""
    _ = teller.gettext
    for period in phases.periods:
        told = (teller.labelled(teller.side(side), teller.account(period.sides.get(side))) for side in sides)
        yield _("{one}.").format(one=teller.labelled(teller.phase(period.phase), teller.listed(told)))


def _ground(scale: Scale, teller: Teller, bottom: float) -> Iterator[str]:
    for month in scale.months(8):
        x = scale.x(month)
        yield svg.line(x, _TOP - 8, x, bottom, svg.FAINT)
        yield svg.words(x, bottom + 18, teller.month(month), anchor="middle", size=12)


def _period(scale: Scale, teller: Teller, period: Period, sides: Sequence[str], top: float) -> Iterator[str]:
    yield svg.words(12, top + _BAR + 6, svg.cut(teller.phase(period.phase), _LEFT - 24), bold=True)
    tops = [top, top + _BAR + 6]
    for n, side in enumerate(sides):
        account = period.sides.get(side)
        if account is not None:
            yield from _account(scale, teller, account, n, tops[n])
    for name in period.disputed:
        ends = [_end(scale, period.sides[side], name) for side in sides if side in period.sides]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            look = 'stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 3"'
            foot = tops[1] + _BAR + 4
            crossing = [(ends[0], tops[0] - 4), (ends[0], tops[1] - 3), (ends[1], tops[1] - 3), (ends[1], foot)]
            yield svg.path(crossing, look)


def _end(scale: Scale, account: Account, name: str) -> float | None:
    if name == ENDED and account.goes_on:
        return _RIGHT
    at = account.began if name == BEGAN else account.ended
    return (scale.x(at.first) if name == BEGAN else scale.x(at.last)) if at else None


def _account(scale: Scale, teller: Teller, account: Account, n: int, top: float) -> Iterator[str]:
    look = f'fill="{svg.COLOURS[n]}"'
    begin = account.began or account.ended
    if begin is None:
        yield svg.words(_LEFT, top + 13, svg.cut(teller.account(account), _RIGHT - _LEFT), size=12)
        return
    end = scale.last if account.goes_on else (account.ended or begin).last
    x, right = scale.x(begin.first), scale.x(max(end, begin.first))
    if account.goes_on:
        tip = min(right, _RIGHT) - 10
        yield svg.bar(x, top, tip - x, _BAR, look)
        yield f'<path d="M {max(tip, x):.1f} {top - 3:.1f} l 12 {_BAR / 2 + 3:.1f} l -12 {_BAR / 2 + 3:.1f} z" {look}/>'
    else:
        yield svg.bar(x, top, right - x, _BAR, look)
    days = teller.lasted(account)
    if not days:
        return
    within = right - x > svg.cells(days) + 8
    if within:
        yield svg.words((x + right) / 2, top + 12.5, days, anchor="middle", size=12, colour="#ffffff")
    else:
        yield svg.words(right + 6, top + 12.5, days, size=12)
