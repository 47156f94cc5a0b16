"""The half of the road screen that walks: the page read and kept, where one stands, who writes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from storage.drafts.as_answers import is_covered
from storage.drafts.draft_writer import Draft, Saving
from storage.errors import RemovedForGood, StorageError
from storage.records.header import Details
from templates.filled_page.page import Answer, Person, Retrospective
from templates.filled_page.settings import Writing
from templates.readers.beside_the_page import (
    NOTHING,
    Beside,
    Counts,
    Lying,
)
from templates.words import _
from templates.workbook.model import Stop
from tui.answers.area import AnswerArea
from tui.base.screen import Room
from tui.keys import road as cmd
from tui.keys.command import bindings
from tui.places import areas as places
from tui.road.question_lines import Status
from tui.session.covering_keeper import SealingKeeper
from tui.session.pending import Request
from tui.session.view import Writer
from tui.session.walk import Walk

POLL = 0.5
"""Seconds between looks at what other windows have written, and between tries to keep what is waiting."""

_PATIENCE = 20
"""How many times the screen may be drawn until an area shows what the cursor is to stand on."""


class WalkingScreen(Room[None]):
    """A retrospective with a place on its road; how it is drawn is left to the screen built on it."""

    COMMANDS = cmd.ROAD
    BINDINGS = bindings(cmd.ROAD)

    def __init__(self, retrospective: str) -> None:
        super().__init__()
        self._retrospective = retrospective
        self._keeper: SealingKeeper | None = None
        self._walk: Walk | None = None
        self._area: AnswerArea | None = None
        self._trouble = ""
        self._begin_at = ""
        self._earlier: tuple[Retrospective, ...] | None = None
        self._left: Draft | None = None
        """What was being written when the program last ended, until it is open again."""

    @abstractmethod
    def draw(self) -> None:
        """Draw the place one stands at."""

    @abstractmethod
    def draw_keys(self) -> None:
        """Draw who has the keyboard, and what the keys do now."""

    @property
    def stands(self) -> bool:
        """Whether there is still something to draw on: what is asked for on the way out is done all the same."""
        return self.app.return_code is None and self in self.app.screen_stack

    @property
    def retrospective(self) -> str:
        """The id of the retrospective walked here."""
        return self._retrospective

    @property
    def is_writing(self) -> bool:
        """Whether the keyboard is in an answer area."""
        return self._area is not None and self._area.writing

    @property
    def page(self) -> Retrospective | None:
        """The page as last read; None while the file could not be read yet."""
        return self._keeper.page if self._keeper else None

    # -- reading ---------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Read the page, land where the team stopped, and keep looking for what others write."""
        self._keeper = SealingKeeper(self.app.shelf, self.app.drafts, self._retrospective, self.app.sealed)
        self.app.saving.subscribe(self, self._saving)
        self.load()
        self.set_interval(POLL, self._look)

    def on_screen_resume(self) -> None:
        """Whatever changed meanwhile is shown on the way back."""
        if self._keeper is not None:
            self.load()

    def load(self) -> None:
        """Read the page anew and draw it; where it cannot be read, say so and leave it as it was."""
        keeper = self._keeper
        if keeper is None:
            return
        try:
            keeper.load()
        except RemovedForGood as error:
            self._leave_gone(str(error))
            return
        except StorageError as error:
            self._trouble = str(error)
            self.draw_keys()
            return
        if not keeper.waiting:
            self._trouble = ""
        page = keeper.page
        if page is None:
            return
        self._walk = self._walk.over(page) if self._walk else self._land(keeper, page)
        self._close_gone(keeper)
        self.draw()
        if self._left is not None and self._area is not None:
            self._area.once_ready(self._continue)

    def _close_gone(self, keeper: SealingKeeper) -> None:
        """Where what stands in the open field was purged, by this window or another program, close the field."""
        area = self._area
        taken, typed = keeper.taken_away(), area.in_hand() if area is not None else None
        if area is not None and typed is not None and keeper.is_gone(typed):
            area.end()
            taken = True
        if taken:
            self.app.say(_("What was being written here was removed for good, with what it belongs to."), warn=True)

    def _leave_gone(self, why: str) -> None:
        """The whole retrospective was purged: nothing of it is to be seen or written here any more."""
        # Under a window that is open this waits until the road is in front again, which reads it anew.
        if self.app.screen is self:
            self.app.say(why, warn=True)
            self.dismiss(None)

    def _land(self, keeper: SealingKeeper, page: Retrospective) -> Walk:
        """Stand on the newest draft, in sight and open; else where it was asked for, or where the team stopped."""
        walk = Walk.begin(page)
        walk = walk.at(self._begin_at) or walk
        try:
            keeper.load_drafts()
        except StorageError as error:
            self.app.say(str(error), warn=True)
        for draft in keeper.drafts:
            there = walk.at(draft.question)
            if there is not None and not draft.waiting:
                if is_covered(draft) or keeper.mode(draft.question) is not Writing.OPEN:
                    # Whose it is must be said before any of it is shown.
                    return there
                self._left = draft
                return there.written_by(Writer(draft.side, draft.person))
        return walk

    def _continue(self) -> None:
        draft, self._left = self._left, None
        if draft is not None and self._area is not None:
            self._area.continue_draft(draft)
            self.app.say(_("This draft is not kept yet. Enter keeps it, esc leaves it for later."))
            self.draw_keys()

    def _look(self) -> None:
        """Keep what is waiting, and show what another window or program has written."""
        keeper = self._keeper
        if keeper is None:
            return
        kept = keeper.retry()
        if keeper.waiting and not kept:
            return  # Still locked: a second wait for the same lock would only hold the keys up.
        try:
            changed = keeper.changed()
        except StorageError:
            return  # Locked for a moment: the next look finds out.
        if changed or kept or self._trouble or keeper.page is None:
            self.load()

    def asks_who(self, then: str) -> bool:
        """Ask who is at the keyboard where that must be known first; whether it was asked, to go on with `then`."""
        del then
        return False

    def _saving(self, state: Saving) -> None:
        # Of what was typed since, the thread says so by itself.
        if self.stands and (state.trouble or self.is_all_saved):
            self.query_one(Status).saving(state)

    @property
    def is_all_saved(self) -> bool:
        """Whether nothing that was typed is on its way to the disk still."""
        area = self._area
        waits = area is not None and (any(not asked.taken_up for asked in area.pending) or area.unsaved() is not None)
        return self.app.drafts.is_saved and not waits

    @property
    def covered_counts(self) -> Counts:
        """How many covered answers each question has, by side."""
        return self._keeper.counts if self._keeper else {}

    @property
    def lying(self) -> tuple[Lying, ...]:
        """What lies covered and where, in the order of the road."""
        return self._keeper.lying if self._keeper else ()

    @property
    def beside(self) -> Beside:
        """All that is written here and not on the page, as it stands now."""
        return self._keeper.beside if self._keeper else NOTHING

    def change(self, *records: Details | Person | Answer) -> bool:
        """Change the header, or people; whether it was kept, and why not is said."""
        if self._keeper is None:
            return False
        outcome = self._keeper.change(Request(records))
        if outcome.done:
            self.load()
        else:
            self.app.say(outcome.why, warn=True)
        return outcome.done

    def looked_back(self, stop: Stop) -> tuple[Retrospective, ...]:
        """Earlier retrospectives with the same counterpart, where the place looks back; read once per visit."""
        if not stop.place or not places.area_class(stop.place).LOOKS_BACK or self._keeper is None:
            self._earlier = None
            return ()
        if self._earlier is None:
            self._earlier = self._keeper.earlier()
        return self._earlier

    # -- walking ---------------------------------------------------------------------------------

    def go(self, walk: Walk) -> None:
        """Stand somewhere else; a field that is open is closed, what was typed stays a draft."""
        if self.is_writing and self.focused is not None:
            # Letters typed just before are still on their way through the field.
            self.focused.call_later(self._go, walk)
        else:
            self._go(walk)

    def _go(self, walk: Walk) -> None:
        self.before_leaving()
        if self.is_writing and self._area is not None:
            self._area.end()
        self._walk = walk
        self.draw()

    def before_leaving(self) -> None:
        """Save what stands in the open field and was not said yet."""
        draft = self._area.unsaved() if self._area is not None else None
        if draft is not None and self._keeper is not None:
            self._keeper.typed(draft)

    def go_to(self, question: str) -> None:
        """Stand at a question, where it is on this road and not the one in view."""
        there = self._walk.at(question) if self._walk else None
        if there is not None and self._walk is not None and there.stop.id != self._walk.stop.id:
            self.go(there)

    def show_answer(self, places: Sequence[str], answer: str) -> None:
        """Go to the first of some places that is on this road, the cursor on one of its answers."""
        walk = self._walk
        if walk is None:
            return
        there = next((place for place in places if walk.at(place) is not None), None)
        if there is None:
            # A question no program of this version knows leads to the retrospective alone.
            if any(walk.page.workbook.question(place) for place in places):
                said = _("It is not on the short road; {key} shows the whole one.")
                self.app.say(said.format(key=cmd.LENGTH.cap))
            return
        self.go_to(there)
        self.call_after_refresh(self._stand_on, answer, _PATIENCE)

    def _stand_on(self, answer: str, tries: int) -> None:
        """Put the cursor on an answer, as soon as the area that shows it has drawn it."""
        if tries and self.stands and not (self._area is not None and self._area.stand_on(answer)):
            self.call_after_refresh(self._stand_on, answer, tries - 1)

    def action_search(self) -> None:
        """Search this retrospective."""
        self.app.clear_notifications()
        self.app.open_search()

    def action_next(self, step: int) -> None:
        """Go along the road."""
        if self._walk is None:
            return
        there = self._walk.along(step)
        if there is not None:
            self.app.clear_notifications()
            self.go(there)
        elif step > 0:
            self.app.say(_("This is the end of the road. {key} reads the retrospective.").format(key=cmd.READ.cap))
        else:
            self.app.say(_("This is the beginning of the road."))

    def action_stage(self, step: int) -> None:
        """Go to the next or the previous stage."""
        there = self._walk.stage(step) if self._walk else None
        if there is not None:
            self.app.clear_notifications()
            self.go(there)
        else:
            self.app.say(_("This is the last stage.") if step > 0 else _("This is the first stage."))

    def action_side(self) -> None:
        """Tab: the next slot of a scale, else the other side."""
        if self._area is None or self._area.tab():
            self.switch_side()

    def switch_side(self) -> None:
        """Let the other side write, as whoever wrote there last."""
        there = self._walk.other_side() if self._walk else None
        if there is not None:
            self.write_as(there)

    def write_as(self, walk: Walk) -> None:
        """Somebody else writes; a new note that is open goes over with its words."""
        self._walk = walk
        if self._area is not None and self._area.view is not None and self.is_writing:
            self._area.switched(replace(self._area.view, writer=walk.writer))
        self.draw()

    def action_length(self) -> None:
        """Between the whole road and the short one."""
        page = self.page
        if page is None:
            return
        if not page.workbook.has_short_road:
            self.app.say(_("This workbook has one road only."))
        elif self.change(Details(short=not page.short)) and (after := self.page) is not None:
            n = sum(len(stop.questions) for stop in after.road)
            said = _("The short road: {n} questions.") if after.short else _("The whole road: {n} questions.")
            self.app.say(said.format(n=n))

    def action_shelf(self) -> None:
        """Back to the shelf."""
        self.app.clear_notifications()
        self.before_leaving()
        self.dismiss(None)
