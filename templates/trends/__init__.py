"""From one retrospective to the next: trust, gaps, duties, topics that came back, actions kept. Pure functions.

Retrospectives are told apart by their parties; questions are compared by their ids, across languages and versions of a
workbook. Each retrospective's figures stay its own: nothing is averaged over several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from templates.filled_page.page import Status
from templates.names import alike
from templates.readings.evidence import Figure
from templates.readings.gaps import Gap, gap_of
from templates.trends.topics import Raised, TopicSeen, came_back
from templates.workbook.model import Question


@dataclass(frozen=True, slots=True)
class ActionSeen:
    """An action as far as it is counted."""

    id: str
    side: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class Meeting:
    """One retrospective as far as it is compared with others; it holds no more than everybody may see."""

    id: str
    title: str
    date: str
    """ISO date."""
    parties: Mapping[str, str]
    sides: Mapping[str, str]
    """The two sides: id to name."""
    questions: Mapping[str, Question]
    """The scales of its workbook by id, in the order of the document."""
    figures: Mapping[str, Mapping[str, Figure]]
    """Question to side to figure; what must not be counted left out."""
    honeymoon: Mapping[str, int]
    """Days, by the side that tells it."""
    actions: tuple[ActionSeen, ...] = ()
    topics: tuple[TopicSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Then:
    """A question as it was answered in one retrospective."""

    meeting: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Course:
    """A question from one retrospective to the next."""

    question: Question
    """As the latest retrospective has it."""
    sides: tuple[str, ...]
    points: tuple[Then, ...]
    """Oldest first; retrospectives in which nobody answered it are left out."""

    @property
    def widest(self) -> float:
        """The largest share of the scale that ever lay between the sides."""
        return max((then.gap.share for then in self.points), default=0.0)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the actions of one side."""

    side: str | None
    kept: int
    """Done, confirmed or not."""
    dropped: int
    open: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Several retrospectives after one another: with one counterpart, or all."""

    parties: Mapping[str, str] | None
    """The parties by side; None over all."""
    meetings: tuple[Meeting, ...]
    """Oldest first."""
    trust: tuple[Course, ...]
    duties: tuple[Course, ...]
    gaps: tuple[Course, ...]
    """All scales both sides ever answered, the one that ever lay furthest apart first."""
    actions: tuple[Kept, ...]
    topics: tuple[Raised, ...]
    """Those raised more than once, the most often raised first."""

    @property
    def honeymoons(self) -> tuple[tuple[Meeting, Mapping[str, int]], ...]:
        """The retrospectives in which a side told how long the honeymoon was, with the days by side."""
        return tuple((meeting, meeting.honeymoon) for meeting in self.meetings if meeting.honeymoon)


def trends(meetings: Iterable[Meeting]) -> tuple[Trend, ...]:
    """One trend for each counterpart there is, the one met most often first, and the one over all at the end."""
    ordered = sorted(meetings, key=lambda meeting: (meeting.date, meeting.id))
    with_whom: dict[tuple[tuple[str, str], ...], list[Meeting]] = {}
    for meeting in ordered:
        key = counterpart(meeting.parties)
        if key:
            with_whom.setdefault(key, []).append(meeting)
    each = sorted(with_whom.values(), key=lambda met: (-len(met), met[0].date, met[0].id))
    found = [_trend(met[-1].parties, met) for met in each]
    return (*found, _trend(None, ordered)) if ordered else ()


def counterpart(parties: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What two retrospectives with the same parties have in common; empty where no party is named."""
    folded = ((side, alike(name)) for side, name in parties.items())
    return tuple(sorted((side, name) for side, name in folded if name))


def _trend(parties: Mapping[str, str] | None, meetings: Sequence[Meeting]) -> Trend:
    courses = tuple(_courses(meetings))
    apart = [course for course in courses if any(then.gap.gap is not None for then in course.points)]
    return Trend(
        parties=parties,
        meetings=tuple(meetings),
        trust=tuple(course for course in courses if "trust" in course.question.reads),
        duties=tuple(course for course in courses if course.question.about in course.sides),
        gaps=tuple(sorted(apart, key=lambda course: -course.widest)),
        actions=tuple(_kept(meetings)),
        topics=came_back([(meeting.id, meeting.date, meeting.topics) for meeting in meetings]),
    )


def _courses(meetings: Sequence[Meeting]) -> Iterator[Course]:
    """Every scale that was answered, in the order of the latest workbook that has it."""
    points: dict[str, list[Then]] = {}
    asked: dict[str, tuple[Question, tuple[str, ...]]] = {}
    for meeting in meetings:
        for id, sides in meeting.figures.items():
            question = meeting.questions[id]
            # Where a scale has changed, its older numbers mean something else.
            if id in asked and not _same_scale(asked[id], (question, tuple(meeting.sides))):
                points[id] = []
            asked[id] = (question, tuple(meeting.sides))
            points.setdefault(id, []).append(Then(meeting.id, gap_of(question, tuple(meeting.sides), sides)))
    order = {id: n for meeting in meetings for n, id in enumerate(meeting.questions)}
    for id in sorted(points, key=lambda one: order.get(one, len(order))):
        yield Course(*asked[id], tuple(points[id]))


def _same_scale(one: tuple[Question, tuple[str, ...]], other: tuple[Question, tuple[str, ...]]) -> bool:
    (before, sides), (after, others) = one, other
    return (before.values, before.low_good, set(sides)) == (after.values, after.low_good, set(others))


def _kept(meetings: Sequence[Meeting]) -> Iterator[Kept]:
    counts: Counter[tuple[str | None, Status]] = Counter(
        (action.side, action.status) for meeting in meetings for action in meeting.actions
    )
    sides = dict.fromkeys(side for meeting in meetings for side in meeting.sides)
    for side in (*sides, None):
        done = counts[side, Status.DONE] + counts[side, Status.CONFIRMED]
        row = Kept(side, done, counts[side, Status.DROPPED], counts[side, Status.OPEN])
        if row.kept or row.dropped or row.open:
            yield row
