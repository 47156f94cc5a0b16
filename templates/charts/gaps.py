"""The gaps as a picture: each scale a line from its bad end to its good one, a mark for each side's median."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.charts import svg
from templates.readings.evidence import goodness
from templates.readings.gaps import Gap
from templates.readings.in_words import Teller

_LEFT, _RIGHT, _TOP, _ROW = 400.0, 690.0, 66.0, 30.0
MOST = 12
"""How many scales are drawn: the widest; the table has them all."""


def gaps_svg(gaps: Sequence[Gap], teller: Teller) -> str:
    """The widest gaps; an empty text where no scale was answered by both sides."""
    drawn = [gap for gap in gaps if gap.gap is not None][:MOST]
    if not drawn:
        return ""
    _ = teller.gettext
    sides = [side.id for side in teller.page.workbook.sides]
    pieces = [
        svg.words(_LEFT, _TOP - 16, _("bad"), anchor="middle", size=12),
        svg.words(_RIGHT, _TOP - 16, _("good"), anchor="middle", size=12),
    ]
    for at, gap in enumerate(drawn):
        pieces += _gap(gap, teller, sides, _TOP + _ROW * at + 6)
    entries = [(svg.mark(n, 0, 0), svg.cut(teller.side(side), 150)) for n, side in enumerate(sides)]
    return svg.picture(
        "gaps",
        _TOP + _ROW * len(drawn),
        _("How far apart the two sides' answers lie"),
        " ".join(_told(drawn, teller, sides)),
        [*pieces, svg.legend(entries, 24)],
    )


def _told(gaps: Sequence[Gap], teller: Teller, sides: Sequence[str]) -> Iterator[str]:
    for gap in gaps:
        told = (teller.labelled(teller.side(side), teller.median(gap.question, gap.sides[side])) for side in sides)
        yield f"{teller.question(gap.question)} {teller.gettext('{one}.').format(one=teller.listed(told))}"


def _gap(gap: Gap, teller: Teller, sides: Sequence[str], y: float) -> Iterator[str]:
    question = teller.questions[gap.question]
    yield svg.words(12, y + 4, svg.cut(teller.question(gap.question), _LEFT - 40))
    yield svg.line(_LEFT, y, _RIGHT, y, svg.FAINT)
    for value in question.values:
        x = _x(goodness(question, value))
        yield svg.line(x, y - 3, x, y + 3, svg.FAINT)
    places = [_x(goodness(question, gap.sides[side].median)) for side in sides]
    yield svg.line(places[0], y, places[1], y, 'stroke="currentColor" stroke-opacity="0.45" stroke-width="4"')
    together = abs(places[0] - places[1]) < 8
    for n, x in enumerate(places):
        yield svg.mark(n, x + (7 if n else -7) * together, y, radius=6)
    yield svg.words(_RIGHT + 58, y + 4, teller.apart(gap.gap), anchor="end", size=12, bold=True)


def _x(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share
