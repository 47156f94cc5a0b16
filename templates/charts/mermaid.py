"""Mermaid, for the sites that draw it: the curve as a chart with lines, the phase map as a time line.

A label is never more than words: whatever could mean something to Mermaid is left out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from templates.charts.phases import later, scale_of
from templates.readings.curve import Curve
from templates.readings.in_words import Teller
from templates.readings.phase_map import Account, PhaseMap
from templates.words import N_

_UNSAFE = re.compile(r"[^\w\s.,!?()/&+=*'’“”、，。？！（）《》·–—-]|_")
_KEYWORDS = re.compile(
    r"(?i)^\s*(?:title|section|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|inclusiveEndDates|"
    r"topAxis|weekday|weekend|click|href|call|acc(?:Title|Descr)|gantt|%%)"
)
COLOURS = "#2a78c8,#b9531a"
"""The first side's line and the second's: blue and brown."""


def label(text: str, most: int = 40) -> str:
    """A text as a label: its words and a few marks, on one line, no longer than `most` characters."""
    plain = " ".join(_UNSAFE.sub(" ", text).split())
    if len(plain) > most:
        plain = f"{plain[: most - 1].rstrip()}…"
    return f"· {plain}" if _KEYWORDS.match(plain) else plain or "·"


def fence(lines: Sequence[str]) -> str:
    """A block of Mermaid in Markdown."""
    return "\n".join(("```mermaid", *lines, "```"))


def curve_mermaid(curve: Curve, teller: Teller) -> str:
    """The curve of the phases both sides rated; an empty text where these are fewer than two."""
    sides = [side.id for side in teller.page.workbook.sides]
    points = [point for point in curve.points if all(side in point.sides for side in sides)]
    if len(points) < 2:
        return ""
    values = [value for point in points for value in teller.questions[point.question].values]
    phases = ", ".join(f'"{label(teller.phase(point.phase))}"' for point in points)
    lines = [
        f'%%{{init: {{"themeVariables": {{"xyChart": {{"plotColorPalette": "{COLOURS}"}}}}}}}}%%',
        "xychart-beta",
        f'    title "{label(teller.gettext("Trust in the other side, phase by phase"), 80)}"',
        f"    x-axis [{phases}]",
        f"    y-axis {min(values)} --> {max(values)}",
        *(f"    line [{', '.join(teller.number(point.sides[side].median) for point in points)}]" for side in sides),
    ]
    return fence(lines)


def phases_mermaid(phases: PhaseMap, teller: Teller) -> str:
    """The phase map; an empty text where nobody gave a date."""
    scale = scale_of(phases, teller.page.date)
    if scale is None:
        return ""
    lines = [
        "gantt",
        f"    title {label(teller.gettext('When each phase began and ended, as each side saw it'), 80)}",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %Y-%m",
    ]
    for period in phases.periods:
        bars = [
            bar
            for n, side in enumerate(teller.page.workbook.sides)
            if side.id in period.sides
            for bar in _bar(teller, period.sides[side.id], side.id, ("done", "active")[n], scale.last)
        ]
        if bars:
            lines += [f"    section {label(teller.phase(period.phase))}", *bars]
    return fence(lines)


def _bar(teller: Teller, account: Account, side: str, look: str, last: date) -> Iterator[str]:
    begin = account.began or account.ended
    if begin is None:
        return
    end = last if account.goes_on else (account.ended or begin).last
    # A bar without a length would not be drawn.
    end = max(end, later(begin.first, 1))
    name = label(teller.side(side))
    if account.goes_on:
        name = f"{name} ({label(teller.gettext(N_('goes on')))})"
    yield f"    {name} :{look}, {begin.first.isoformat()}, {end.isoformat()}"
