"""Trends in words: plain lines under headings, in the language of this run. Whoever shows them makes them safe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from templates.readings.evidence import APART
from templates.readings.in_words import distance
from templates.trends import Course, Kept, Meeting, Trend
from templates.words import _, named, ngettext

ARROW = " → "
MISSING = "–"
LATEST = 10
"""How many retrospectives a line follows: the latest."""
WIDEST = 8
"""How many gaps are told."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line and how far in it stands: 0 whom it is about, 1 a section, 2 a thing, 3 its figures."""

    level: int
    text: str


def title(trend: Trend) -> str:
    """Whom a trend is about."""
    if trend.parties is None:
        return _("All retrospectives")
    latest = trend.meetings[-1]
    return " × ".join(trend.parties.get(side) or name for side, name in latest.sides.items())


def told(trend: Trend) -> Iterator[Told]:
    """A trend line by line; a section without anything to tell is left out."""
    n = len(trend.meetings)
    counted = ngettext("{n} retrospective", "{n} retrospectives", n).format(n=n)
    yield Told(0, named(title(trend), counted))
    shown = trend.meetings[-LATEST:]
    yield Told(2, ARROW.join(one.date or one.title for one in shown))
    yield from _section(_("Trust"), (line for course in trend.trust for line in _values(course, shown)))
    apart = [course for course in trend.gaps if course.widest >= APART][:WIDEST]
    yield from _section(_("Gaps, the widest first"), (line for course in apart for line in _gaps(course, shown)))
    yield from _section(_("Duties"), (line for course in trend.duties for line in _values(course, shown)))
    yield from _section(_("How long the honeymoon lasted, in days"), _honeymoons(trend, shown))
    yield from _section(_("Topics that came back"), _topics(trend))
    yield from _section(_("Actions"), (Told(2, _kept(one, trend)) for one in trend.actions))


def _section(name: str, lines: Iterable[Told]) -> Iterator[Told]:
    listed = tuple(lines)
    if listed:
        yield Told(1, name)
        yield from listed


def _values(course: Course, shown: tuple[Meeting, ...]) -> Iterator[Told]:
    """Each side's medians, one retrospective after the other."""
    by_meeting = {then.meeting: then.gap for then in course.points}
    if not any(meeting.id in by_meeting for meeting in shown):
        return
    yield Told(2, course.question.text)
    names = _names(shown)
    for side in course.sides:
        medians = (_median(by_meeting[one.id].sides.get(side)) if one.id in by_meeting else MISSING for one in shown)
        yield Told(3, f"{names.get(side, side)}  {ARROW.join(medians)}")


def _median(how: object) -> str:
    median = getattr(how, "median", None)
    return MISSING if median is None else f"{median:g}"


def _gaps(course: Course, shown: tuple[Meeting, ...]) -> Iterator[Told]:
    by_meeting = {then.meeting: then.gap.gap for then in course.points}
    gaps = [by_meeting.get(meeting.id) for meeting in shown]
    if any(gap is not None for gap in gaps):
        yield Told(2, course.question.text)
        # Without a sign, and so with each side's numbers below: a gap as wide as last time may lie the other way round.
        yield Told(3, ARROW.join(MISSING if gap is None else distance(gap, _) for gap in gaps))
        yield from list(_values(course, shown))[1:]


def _honeymoons(trend: Trend, shown: tuple[Meeting, ...]) -> Iterator[Told]:
    known = {id(meeting) for meeting, _days in trend.honeymoons}
    if not any(id(meeting) in known for meeting in shown):
        return
    for side, name in _names(shown).items():
        days = [str(meeting.honeymoon[side]) if side in meeting.honeymoon else MISSING for meeting in shown]
        yield Told(2, f"{name}  {ARROW.join(days)}")


def _topics(trend: Trend) -> Iterator[Told]:
    for raised in trend.topics:
        pattern = ngettext("raised {n} time since {day}", "raised {n} times since {day}", raised.times)
        yield Told(2, named(" ".join(raised.title.split()), pattern.format(n=raised.times, day=raised.since)))


def _kept(one: Kept, trend: Trend) -> str:
    pattern = _("{kept} kept, {dropped} dropped, {open} open")
    name = _names(trend.meetings).get(one.side or "", "") or _("No side")
    return named(name, pattern.format(kept=one.kept, dropped=one.dropped, open=one.open))


def _names(meetings: Iterable[Meeting]) -> Mapping[str, str]:
    """What the sides are called, as the latest retrospective has it."""
    return {side: name for meeting in meetings for side, name in meeting.sides.items()}
