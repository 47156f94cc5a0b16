"""Time on the road: the timer's keys, and both sides asked whether to move on once it is up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from templates.words import _
from tui.keys.places import deciding as cmd
from tui.keys.road import NEXT, NEXT_STAGE
from tui.road.question_lines import TitleLine
from tui.session.clock import Clock
from tui.words.safe_text import one_line

if TYPE_CHECKING:
    from textual.timer import Timer as Ticking

    from tui.road.base import Road


class Timing:
    """The clock as the road shows it."""

    def __init__(self, road: Road, clock: Clock) -> None:
        self._road = road
        self._clock = clock
        self._ticking: Ticking | None = None

    @property
    def asks_to_move_on(self) -> bool:
        """Whether the time is up, and there are sides to be asked what is to follow."""
        sides = self._road.page.workbook.sides
        return len(sides) > 1 and self._clock.is_up(self._road.walk, time.monotonic())

    def turn(self) -> None:
        """Start the timer of this place, pause it, let it go on."""
        self._clock.turn(self._road.walk, time.monotonic())
        self._let_it_run()

    def extend(self) -> None:
        """Five minutes more."""
        self._clock.extend(self._road.walk, time.monotonic())
        self._let_it_run()

    def _let_it_run(self) -> None:
        if self._ticking is None:
            self._ticking = self._road.set_interval(1.0, self._tick)
        self._draw()
        self._road.draw_keys()

    def ask_to_move_on(self) -> None:
        """Ask each side whether to move on."""
        from tui.dialogs.moving_on import STAGE, STAY, MoveOn

        road = self._road

        def answered(result: tuple[str, frozenset[str]] | None) -> None:
            if result is None:
                return
            what, self._clock.moving = result
            if what == STAGE:
                road.action_stage(1)
            elif what != STAY:
                self.extend()
            road.draw_keys()

        road.app.push_screen(MoveOn(road.page.workbook.sides, self._clock.moving), answered)

    def _tick(self) -> None:
        self._draw()
        if self._clock.rings(time.monotonic()):
            self._road.app.bell()
            self._road.draw_keys()

    def _draw(self) -> None:
        if self._road.stands:
            self._road.query_one(TitleLine).tell_time(self._clock.told(time.monotonic()))

    @property
    def step(self) -> str:
        """What is asked once the time of this stage is up, and what each side has said; else an empty text."""
        if not self._clock.is_up(self._road.walk, time.monotonic()):
            return ""
        sides = self._road.page.workbook.sides
        if len(sides) < 2:
            told = _("Time is up. Move on ({next}), or five minutes more ({more})?")
            return told.format(next=NEXT.cap, more=cmd.EXTEND.cap)
        if self._clock.all_moving(side.id for side in sides):
            return _("All sides are ready to move on: {key}").format(key=NEXT_STAGE.cap)
        moving = self._clock.moving
        signs = " · ".join(f"{'✓' if side.id in moving else '–'} {one_line(side.name)}" for side in sides)
        told = _("Time is up. Move on? {sides}  ({timer} asks each side, {more} +5 min)")
        return told.format(sides=signs, timer=cmd.TIMER.cap, more=cmd.EXTEND.cap)
