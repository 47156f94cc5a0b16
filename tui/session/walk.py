"""Where a team stands on the road and who writes: frozen, with the verbs that lead on. No Textual, no storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from templates.filled_page.page import Retrospective
from templates.filled_page.settings import Writing
from templates.meeting import road as meeting
from templates.workbook.model import Stop
from tui.session.view import Writer

_SAFETY = "open.safety"


@dataclass(frozen=True, slots=True)
class Walk:
    """A place on the road of one page."""

    page: Retrospective
    stop: Stop
    writer: Writer
    persons: Mapping[str | None, str | None] = field(default_factory=dict)
    """Who wrote last on each side, by side id: Tab brings that person back."""

    @property
    def road(self) -> tuple[Stop, ...]:
        """The stops of the whole meeting, in order."""
        return meeting.road(self.page)

    @classmethod
    def begin(cls, page: Retrospective) -> Walk:
        """Stand where the team stopped: on the workbook's first unanswered question, else on its last one."""
        first = page.columns[0]
        question = page.first_unanswered()
        walk = cls(page, page.road[-1], Writer(first.id if first else None))
        return (walk.at(question.id) if question else None) or walk

    def at(self, id: str) -> Walk | None:
        """Stand at a question, or at the stop of this id; None where it is not on this road."""
        for stop in self.road:
            if stop.id == id or any(question.id == id for question in stop.questions):
                return replace(self, stop=stop)
        return None

    def along(self, steps: int) -> Walk | None:
        """Go `steps` stops on, or back where negative; None where the road ends before."""
        road = self.road
        place = next((n for n, stop in enumerate(road) if stop.id == self.stop.id), 0) + steps
        return replace(self, stop=road[place]) if 0 <= place < len(road) else None

    def stage(self, steps: int) -> Walk | None:
        """Go to the first stop of another stage; None where there is none."""
        road = self.road
        firsts = [s for n, s in enumerate(road) if n == 0 or road[n - 1].phase.id != s.phase.id]
        here = next((n for n, first in enumerate(firsts) if first.phase.id == self.stop.phase.id), 0)
        place = here + steps
        return replace(self, stop=firsts[place]) if 0 <= place < len(firsts) else None

    def over(self, page: Retrospective) -> Walk:
        """The same place on another state of the page; the next one where it is not on the road any more."""
        moved = replace(self, page=page)
        order = [question.id for question in page.workbook.questions]
        here = order.index(self.stop.id) if self.stop.id in order else 0
        found = (moved.at(id) for id in (self.stop.id, *order[here:]))
        known = {side: person for side, person in self.persons.items() if person is None or page.person(person)}
        moved = replace(moved, persons=known)
        person = self.writer.person
        if person is not None and page.person(person) is None:
            # Whoever was writing has been taken back, with the answers that stay the side's.
            moved = replace(moved, writer=Writer(self.writer.side))
        return next((walk for walk in found if walk is not None), None) or replace(moved, stop=page.road[-1])

    # -- how the place is written ------------------------------------------------------------------

    @property
    def is_asked(self) -> bool:
        """Whether something is asked at this stop, and not only done there."""
        return self.stop.place in ("", _SAFETY)

    @property
    def mode(self) -> Writing:
        """How this stop is written."""
        return meeting.writing(self.page, self.stop.questions[0].id) if self.is_asked else Writing.OPEN

    @property
    def is_covered(self) -> bool:
        """Whether what is written here is covered."""
        return self.mode is not Writing.OPEN

    @property
    def key(self) -> str:
        """The stage, or the meeting's own question, whose writing is sealed and uncovered here."""
        return meeting.key_of(self.page, self.stop.questions[0].id)

    @property
    def covered_together(self) -> tuple[str, ...]:
        """The ids of the stops that are uncovered together with this one, in their order."""
        if self.stop.place or not self.is_covered:
            return ()
        places = (stop for stop in self.road if not stop.place)
        return tuple(s.id for s in places if meeting.key_of(self.page, s.questions[0].id) == self.key)

    @property
    def ends_stage(self) -> bool:
        """Whether this stop is the last of several that are uncovered together."""
        together = self.covered_together
        return len(together) > 1 and together[-1] == self.stop.id

    @property
    def keys_passed(self) -> frozenset[str]:
        """At a stage's beginning what is uncovered together in the stages before it; nothing elsewhere."""
        road = self.road
        here = next((n for n, stop in enumerate(road) if stop.id == self.stop.id), 0)
        if here and road[here - 1].phase.id == self.stop.phase.id:
            return frozenset()
        passed = (question.id for stop in road[:here] for question in stop.questions)
        return frozenset(meeting.key_of(self.page, question) for question in passed) - {self.key}

    # -- who writes --------------------------------------------------------------------------------

    def written_by(self, writer: Writer) -> Walk:
        """Somebody else writes."""
        return replace(self, writer=writer, persons={**self.persons, writer.side: writer.person})

    def by_nobody(self) -> Walk:
        """Nobody named writes: whoever comes next says who they are; the side stays."""
        return replace(self, writer=Writer(self.writer.side), persons={})

    def other_side(self) -> Walk | None:
        """The next side writes, as whoever wrote there last; None where there is one side only."""
        sides = [side.id for side in self.page.workbook.sides]
        if len(sides) < 2:
            return None
        place = sides.index(self.writer.side) if self.writer.side in sides else -1
        side = sides[(place + 1) % len(sides)]
        known = {**self.persons, self.writer.side: self.writer.person}
        return replace(self, writer=Writer(side, known.get(side)), persons=known)
