"""The part of the road screen that keeps time, and asks both sides whether to move on once it is up."""

from __future__ import annotations

import time
from collections.abc import Sequence

from textual.timer import Timer as Clock

from templates.meeting import road
from templates.meeting.time_plan import minutes_of
from templates.words import _
from templates.workbook.model import Side
from tui.keys.places import deciding as cmd
from tui.keys.road import NEXT, NEXT_STAGE
from tui.road.covering import SealingScreen
from tui.road.question_lines import TitleLine
from tui.session.timer import Timer
from tui.words.safe_text import one_line

FEWEST_MINUTES = 5
"""What a topic is given where the plan has less for it."""


class TimingScreen(SealingScreen):
    """A place on the road with a timer."""

    def __init__(self, retrospective: str) -> None:
        super().__init__(retrospective)
        self._timer: Timer | None = None
        self._timed = ("", "")
        """The stage and the stop the timer was started at."""
        self._clock: Clock | None = None
        self._told_up = False
        self._moving: frozenset[str] = frozenset()
        """The sides that have said, since the time is up, that they are ready to move on. Nothing keeps that."""

    def action_timer(self) -> None:
        """Start the timer of this place, pause it, let it go on; once it is up, ask each side whether to move on."""
        now, walk = time.monotonic(), self._walk
        if walk is None:
            return
        if self._is_up and len(self._sides) > 1:
            self._ask_to_move_on()
            return
        here = (walk.stop.phase.id, walk.stop.id)
        if self._timer is None or self._timed != here:
            self._timer, self._timed = Timer.of(self._minutes(), now), here
        else:
            self._timer = self._timer.turned(now)
        self._let_it_run()

    def action_extend(self) -> None:
        """Five minutes more."""
        if self._timer is None:
            self.action_timer()
            return
        self._timer = self._timer.extended(time.monotonic())
        self._let_it_run()

    def _let_it_run(self) -> None:
        self._told_up = False
        self._moving = frozenset()
        if self._clock is None:
            self._clock = self.set_interval(1.0, self._tick)
        self.draw_timer()
        self.draw_keys()

    def _ask_to_move_on(self) -> None:
        from tui.dialogs.moving_on import STAGE, STAY, MoveOn

        def answered(result: tuple[str, frozenset[str]] | None) -> None:
            if result is None:
                return
            what, self._moving = result
            if what == STAGE:
                self.action_stage(1)
            elif what != STAY:
                self.action_extend()
            self.draw_keys()

        self.app.push_screen(MoveOn(self._sides, self._moving), answered)

    @property
    def _sides(self) -> Sequence[Side]:
        page = self.page
        return page.workbook.sides if page is not None else ()

    @property
    def _is_up(self) -> bool:
        """Whether the time of the stage in view is up."""
        of_it = self._walk is not None and self._timed[0] == self._walk.stop.phase.id
        return of_it and self._timer is not None and self._timer.is_up(time.monotonic())

    def _minutes(self) -> int:
        """How long this place is given: its stage's minutes, a topic its part of them."""
        walk = self._walk
        if walk is None:
            return FEWEST_MINUTES
        minutes = minutes_of(walk.page, walk.stop.phase.id) or FEWEST_MINUTES
        if walk.stop.place.startswith(road.TOPIC):
            minutes = max(FEWEST_MINUTES, minutes // max(1, len(walk.page.topics)))
        return minutes

    def _tick(self) -> None:
        self.draw_timer()
        if self._timer is not None and self._timer.runs and self._timer.is_up(time.monotonic()) and not self._told_up:
            self._told_up = True
            self.app.bell()
            self.draw_keys()

    @property
    def time_told(self) -> str:
        """The time left, as the title line shows it; empty without a timer."""
        if self._timer is None:
            return ""
        told = self._timer.told(time.monotonic())
        return f"⏱ {told}" if self._timer.runs else f"⏸ {told}"

    def draw_timer(self) -> None:
        """Draw the time left."""
        if self.stands:
            self.query_one(TitleLine).tell_time(self.time_told)

    @property
    def time_step(self) -> str:
        """What is asked once the time of this stage is up, and what each side has said; else an empty text."""
        if not self._is_up:
            return ""
        if len(self._sides) < 2:
            told = _("Time is up. Move on ({next}), or five minutes more ({more})?")
            return told.format(next=NEXT.cap, more=cmd.EXTEND.cap)
        if all(side.id in self._moving for side in self._sides):
            return _("All sides are ready to move on: {key}").format(key=NEXT_STAGE.cap)
        signs = " · ".join(f"{'✓' if side.id in self._moving else '–'} {one_line(side.name)}" for side in self._sides)
        told = _("Time is up. Move on? {sides}  ({timer} asks each side, {more} +5 min)")
        return told.format(sides=signs, timer=cmd.TIMER.cap, more=cmd.EXTEND.cap)
