"""The road: one place after another, from opening the room to the signed actions.

The screen draws, and hands its keys on to what it has: the answers, who is at the keyboard, covering, time, the vote.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult, SystemCommand
from textual.containers import Horizontal, Vertical
from textual.message import Message

from storage.errors import RemovedForGood, StorageError
from templates.words import _
from tui.answers.area import AnswerArea
from tui.keys import all as all_keys
from tui.keys.command import Command, bindings
from tui.keys.places import which_keys as place_keys
from tui.places import areas as places
from tui.road import keys_now
from tui.road.answers import Answers
from tui.road.base import Road
from tui.road.covering import Covering
from tui.road.history import History
from tui.road.keyboard import Keyboard
from tui.road.meeting import Marks, write_action
from tui.road.outline import outline
from tui.road.private import choose_readers
from tui.road.question_lines import Question, Status, TitleLine
from tui.road.timing import Timing
from tui.road.vote import STOP as VOTE_STOP
from tui.road.vote import Vote
from tui.session.ballots import Ballots
from tui.session.clock import Clock
from tui.session.last_time import LastTime
from tui.session.view import View
from tui.widgets.cards import Cards
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from storage.drafts.draft_writer import Draft, Saving
    from tui.places.deciding.vote import VoteArea
    from tui.session.session import Session
    from tui.session.walk import Walk

POLL = 0.5
"""Seconds between looks at what other windows have written, and between tries to keep what is waiting."""
WIDE_FROM = 84
"""Cells the answers need for the sides to stand next to each other."""


class RoadScreen(Road):
    """One retrospective, walked and answered."""

    CSS_PATH = "road.tcss"
    COMMANDS: ClassVar[tuple[Command, ...]] = all_keys.ROAD  # type: ignore[assignment]
    # A key of a place comes before the same key of the road; which of them holds is told by check_action.
    BINDINGS = bindings((*place_keys.all_commands(), *all_keys.ANYWHERE))
    AUTO_FOCUS = ""

    def __init__(self, session: Session, *, at: str = "") -> None:
        """Walk a retrospective.

        Args:
            session: the retrospective, opened.
            at: the id of the stop to begin at; where the team stopped, unless it is given.
        """
        super().__init__(session, at)
        self.clock = Clock()
        self._last_time = LastTime(session)
        self._keyboard = Keyboard(self)
        self._covering = Covering(self, self._keyboard)
        self._timing = Timing(self, self.clock)
        self._vote = Vote(self, Ballots(self.app.sealed, session.id))
        self._answers = Answers(self, self._keyboard, self._vote)
        self._history = History(self)
        self._marks = Marks(self)

    # -- what it shows ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Title, outline, question, answers, who writes, keys."""
        yield TitleLine(id="road-title")
        with Horizontal(id="road-body"):
            yield Cards(wrap=False, id="road-outline")
            with Vertical(id="road-main"):
                yield Question(id="road-question")
                yield Vertical(id="road-answers")
        yield Status(id="road-status")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Land where the team stopped, and keep looking for what others write."""
        self._vote.forget_left()
        self.app.saving.subscribe(self, self._saving)
        try:
            self.session.load_drafts()
        except StorageError as error:
            self.app.say(str(error), warn=True)
        self.walk, left = self.session.land(self.at)
        self.draw()
        if left is not None:
            self.area.once_ready(partial(self._continue, left))
        self.set_interval(POLL, self._look)

    def _continue(self, left: Draft) -> None:
        """Open what was being written when the program last ended."""
        self.area.continue_draft(left)
        self.app.say(_("This draft is not kept yet. Enter keeps it, esc leaves it for later."))
        self.draw_keys()

    def on_screen_resume(self) -> None:
        """Whatever changed meanwhile is shown on the way back."""
        self.load()

    def on_unmount(self) -> None:
        """Whoever leaves the retrospective, or the program, leaves the ballots of a closed vote behind."""
        self._vote.leave()

    def load(self) -> None:
        """Read the page anew and draw it; where it cannot be read, say so and leave it as it was."""
        before = self.walk
        try:
            self.session.load()
        except RemovedForGood as error:
            # Under a window that is open this waits until the road is in front again, which reads it anew.
            if self.app.screen is self:
                self.app.say(str(error), warn=True)
                self.dismiss(None)
            return
        except StorageError as error:
            self.trouble = str(error)
            self.draw_keys()
            return
        if not self.session.waiting:
            self.trouble = ""
        self.walk = self.walk.over(self.page)
        self._close_gone()
        self.draw()
        self._keyboard.read_anew(before)

    def _close_gone(self) -> None:
        """Where what stands in the open field was purged, by this window or another program, close the field."""
        taken, typed = self.session.taken_away(), self.area.in_hand()
        if typed is not None and self.session.is_gone(typed):
            self.area.end()
            taken = True
        if taken:
            self.app.say(_("What was being written here was removed for good, with what it belongs to."), warn=True)

    def _look(self) -> None:
        """Keep what is waiting, show what another window or program has written, cover what nobody looks after."""
        kept = self.session.retry()
        if not self.session.waiting or kept:  # Else a second wait for the same lock would only hold the keys up.
            try:
                if self.session.changed() or kept or self.trouble:
                    self.load()
            except StorageError:
                pass  # Locked for a moment: the next look finds out.
        after = self.page.settings.cover_after
        if after and self.app.idle >= after * 60:
            self.app.action_blank()

    def _saving(self, state: Saving) -> None:
        # Of what was typed since, the thread says so by itself.
        if self.stands and (state.trouble or self.is_all_saved):
            self.query_one(Status).saving(state)

    def _view(self) -> View:
        walk = self.walk
        here = {walk.stop.id, *(question.id for question in walk.stop.questions)}
        drafts = tuple(draft for draft in self.session.drafts if draft.question in here)
        wide = self.query_one("#road-main").size.width >= WIDE_FROM
        looks_back = bool(walk.stop.place) and places.area_class(walk.stop.place).LOOKS_BACK
        earlier = self._last_time.seen_from(looks_back=looks_back)
        view = View(walk.page, walk.stop, walk.writer, drafts, wide, self.story, earlier)
        view = replace(view, marked=self._marks.ids)
        if self._vote.is_here:
            view = self._vote.seen(view)
        return self.session.seen_through(view) if walk.is_asked else view

    def draw(self) -> None:
        """Draw the question one stands at, and everything around it."""
        # What waits to be kept is on the page as if it were.
        self.walk = self.walk.over(self.page)
        if not self.stands:
            return
        view, counts = self._view(), self.covered_counts
        # Of a class on the screen Textual would make it style every widget anew: it is set on what looks different.
        at_gaps = place_keys.is_at(view.stop.place, "gaps")
        self.query_one("#road-body").update_classes({"-sheet": view.stop.is_sheet, "-picture": at_gaps})
        self.query_one(Question).update_classes({"-story": self.story, "-answered": _has_begun(view)})
        self.query_one(TitleLine).show(self.page, frozenset(counts))
        outlined = self.query_one("#road-outline", Cards)
        outlined.show(outline(self.walk.page, view.stop, self.session.drafts, counts), view.stop.id)
        outlined.reveal(view.stop.id)
        self._answers.show(view)
        self.draw_keys()

    def draw_keys(self) -> None:
        """Draw the question and the lines at the foot as they are for whoever has the keyboard."""
        if not self.stands:
            return
        self.query_one(Question).set_class(self.is_writing, "-writing")
        self.query_one(KeyFooter).refresh()
        view = self._view()
        self.query_one(Question).show(view, story=self.story)
        step = self._covering.step(seated=view.seated) or self._timing.step
        if not step and not self.is_writing:
            step = self.area.next_step()
        told, waiting = replace(view, writer=self.walk.writer), len(self.session.waiting)
        self.query_one(Status).show(told, waiting=waiting, trouble=self.trouble, writing=self.is_writing, step=step)

    def on_resize(self, _event: events.Resize) -> None:
        """The sides go next to each other, or one above the other."""
        width, height = self.size
        self.update_classes({"-narrow": width < 100, "-roomy": width >= 160, "-low": height < 30})
        self.call_after_refresh(self.draw)

    def stand(self, there: Walk) -> None:
        """Stand somewhere else; whoever held the keyboard covered does not hold it in the open."""
        before = self.walk
        self.session.seat.facilitating = False
        self.before_leaving()
        if self.is_writing:
            self.area.end()
        self.walk = there
        self.draw()
        self._keyboard.moved_from(before)
        self._vote.moved_from(before)

    # -- what the areas ask for --------------------------------------------------------------------

    def on_answer_area_wish(self, message: AnswerArea.Wish) -> None:
        """Do what a place offers and only the road can do."""
        message.stop()
        self._covering.fulfil(message.name)

    def on_answer_area_whose(self, message: AnswerArea.Whose) -> None:
        """Correct whose a kept answer is."""
        message.stop()
        self._keyboard.correct_whose(message.answer)

    def on_vote_area_cast(self, message: VoteArea.Cast) -> None:
        """Cover a ballot."""
        message.stop()
        self._vote.cover(message)

    def on_vote_area_anew(self, message: Message) -> None:
        """Vote anew."""
        message.stop()
        self._vote.ask_anew()

    # -- its commands ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the keyboard is in an answer area, letters are text; while a field is open, so is every key."""
        return keys_now.holds(self, action, parameters)

    def footer_commands(self) -> tuple[Command, ...]:
        """What matters here, at most six."""
        return keys_now.at_the_foot(self)

    def commands_here(self) -> tuple[Command, ...]:
        """The road's commands, those of the place in view first."""
        return keys_now.everywhere(self)

    def help_title(self) -> str:
        """The help page's title."""
        return _("On the road")

    def help_lines(self) -> tuple[str, ...]:
        """What the road is for, and what the signs mean."""
        return keys_now.help_lines(self.page)

    def palette_commands(self) -> Iterable[SystemCommand]:
        """What is on the keys, and what is rare and grave enough to have none."""
        yield from super().palette_commands()
        yield from self._history.rare_commands()

    def action_purge_answer(self) -> None:
        """Remove the answer under the cursor for good, having asked twice."""
        self._history.purge_answer()

    def action_purge_person(self) -> None:
        """Ask for a name, and remove that person for good, having asked twice."""
        self._history.purge_person()

    def asks_who(self, then: str) -> bool:
        """Ask who is at the keyboard where that must be known first; whether it was asked, to go on with `then`."""
        return self._keyboard.asks_who(then)

    def before_blank(self) -> None:
        """Somebody has walked away: whoever comes back says who they are."""
        self._keyboard.step_aside()

    def action_who(self) -> None:
        """Hand the keyboard over: a new name joins the people."""
        self._keyboard.ask_who()

    async def action_astray(self) -> None:
        """Put what was typed where a name was asked for into the note of whoever was chosen."""
        if not self.is_writing:
            await self.action_answer()
        self._keyboard.take_astray()

    def action_side(self) -> None:
        """Tab: the next slot of a scale, else the other side."""
        if self.area.tab():
            self._keyboard.switch_side()

    def action_seal(self) -> None:
        """Choose how this stage, or the whole retrospective, is written."""
        self._covering.choose()

    def action_ready(self) -> None:
        """The side at the keyboard says that it is ready, or not yet."""
        self._covering.say_ready()

    def action_reveal(self) -> None:
        """Uncover everything of this stage at once."""
        self._covering.reveal()

    def action_undo(self) -> None:
        """Take back the last act and say what it was."""
        self._history.turn(undo=True)

    def action_redo(self) -> None:
        """Bring it again and say what it was."""
        self._history.turn(undo=False)

    def action_versions(self) -> None:
        """Show earlier versions, and bring one back."""
        self._history.versions()

    def action_timer(self) -> None:
        """Start the timer of this place, pause it, let it go on; once it is up, ask each side whether to move on."""
        if self._timing.asks_to_move_on:
            self._timing.ask_to_move_on()
        else:
            self._timing.turn()

    def action_extend(self) -> None:
        """Five minutes more."""
        self._timing.extend()

    async def action_mark(self) -> None:
        """Mark what the cursor stands on, or take its mark away."""
        await self._marks.turn()

    async def action_group(self) -> None:
        """Join what is marked; with nothing marked, go where cards are grouped."""
        await self._marks.join()

    async def action_vote(self) -> None:
        """Go to the vote; there begin it, or hand the keyboard to the next to vote."""
        if self._vote.is_here:
            await self.standing_area()
            self._vote.go_on()
        else:
            self.go_to(VOTE_STOP)

    async def action_new_action(self) -> None:
        """Write down an action, wherever one stands."""
        area = await self.standing_area()
        if area.new_action():
            await self.settle(area)
        else:
            write_action(self)

    def action_private(self) -> None:
        """Choose who may read what stands here."""
        choose_readers(self)

    def action_shelf(self) -> None:
        """Back to the shelf: nobody holds the keyboard any more, and what lies covered still is said."""
        self.before_leaving()
        self._keyboard.hand_over(None)
        self.app.clear_notifications()
        self.dismiss(None)
        self._covering.say_what_lies()


def _has_begun(view: View) -> bool:
    """Whether something has been written at the stop in view, or done."""
    page, stop = view.page, view.stop
    if stop.place == "group":
        return bool(page.groups) or any(answer.opened for answer in page.answers)
    asked = {question.id for question in stop.questions}
    return any(answer.question in asked for answer in page.answers)
