"""What a meeting needs anywhere on the road: marks, the way to the vote, a new action, the timer."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from storage.drafts.draft_writer import Draft, is_open
from storage.errors import StorageError
from storage.ids import new_id
from templates.filled_page.due_dates import told
from templates.filled_page.page import Action, Person, Retrospective
from templates.filled_page.settings import Voting
from templates.words import _, ngettext
from templates.workbook import frame
from tui.keys.places import deciding as cmd
from tui.places.deciding.actions_and_agreements import ACTION
from tui.road.timing import TimingScreen
from tui.session.ballots import Ballots
from tui.session.covering_keeper import SealingKeeper
from tui.session.pending import FORM, Request
from tui.session.view import View, Writer
from tui.session.walk import Walk

if TYPE_CHECKING:
    from tui.places.deciding.vote import VoteArea

GROUP_STOP, VOTE_STOP, DECIDE_STOP = "@group", "@vote", "@decide"


class MeetingScreen(TimingScreen):
    """A place on the road of a meeting that is led from it."""

    def __init__(self, retrospective: str) -> None:
        super().__init__(retrospective)
        self.marked: dict[str, None] = {}
        """The ids of what is marked to be joined, in the order it was marked."""
        self._ballots: Ballots | None = None

    # -- marks and groups ------------------------------------------------------------------------

    async def action_mark(self) -> None:
        """Mark what the cursor stands on, or take its mark away."""
        if area := await self._standing_area():
            id = area.mark()
            if id in self.marked:
                del self.marked[id]
            elif id:
                self.marked[id] = None
            self.draw()

    async def action_group(self) -> None:
        """Join what is marked; with nothing marked, go where cards are grouped."""
        area = await self._standing_area()
        if area is None:
            return
        marked = [*self.marked]
        if len(marked) == 1 and (here := area.markable()) and here not in marked:
            # One mark and the cursor elsewhere: those are the two.
            marked.append(here)
        at_group = self._walk is not None and self._walk.stop.id == GROUP_STOP
        if not at_group:
            self.go_to(GROUP_STOP)
            area = await self._standing_area()
        if area is not None and (at_group or len(marked) > 1) and area.join(marked):
            self.marked.clear()
            self.draw()
            await self._settle(area)

    # -- the vote --------------------------------------------------------------------------------

    @property
    def ballots(self) -> Ballots:
        """The ballots that lie covered."""
        if self._ballots is None:
            self._ballots = Ballots(self.app.sealed, self._retrospective)
        return self._ballots

    @property
    def _at_vote(self) -> bool:
        return self._walk is not None and self._walk.stop.id == VOTE_STOP

    def of_meeting(self, view: View) -> View:
        """A view with what is marked, and with what lies covered where that is of the place it shows."""
        view = replace(view, marked=frozenset(self.marked))
        if view.stop.id != VOTE_STOP:
            return view
        # Read each time: whoever looks on from another window covers ballots too.
        with contextlib.suppress(StorageError):
            self.ballots.load()
        return replace(view, ballots=self.ballots.votes, voted=self.ballots.voted)

    async def _vote_area(self) -> VoteArea | None:
        from tui.places.deciding.vote import VoteArea

        area = await self._standing_area()
        return area if isinstance(area, VoteArea) else None

    async def action_vote(self) -> None:
        """Go to the vote; there begin it, or hand the keyboard to the next to vote."""
        if not self._at_vote:
            self.go_to(VOTE_STOP)
            return
        area, page = await self._vote_area(), self.page
        if area is None or page is None:
            return
        match page.settings.voting:
            case Voting.CLOSED:
                self.app.say(_("The vote is closed; {key} votes anew.").format(key=cmd.ANEW.cap))
            case Voting.OPEN:
                self._to_next_voter(area)
            case _:
                self._begin_vote(area)

    def _begin_vote(self, area: VoteArea) -> None:
        from tui.dialogs.confirm import Confirm

        if not area.unread:
            area.start()
            return

        def answered(begin: bool | None) -> None:
            if begin:
                area.start()

        n = area.unread
        told = ngettext("{n} card has not been read aloud.", "{n} cards have not been read aloud.", n).format(n=n)
        self.app.push_screen(Confirm(_("Begin the vote all the same?"), told), answered)

    def _to_next_voter(self, area: VoteArea, told: str = "") -> None:
        """Ask who votes next, or whose ballot is to be changed, and give that person the keyboard."""
        from tui.dialogs.writer import WriterDialog

        walk = self._walk
        if walk is None:
            return

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            if result is None:
                return
            writer, person = result
            if person is None or self.change(person):
                self._hand_ballot(writer)

        dialog = WriterDialog(walk.page, area.next_voter() or walk.writer, told=told)
        self.app.push_screen(dialog, chosen)

    def show_area(self, view: View) -> None:
        """Show what answers the stop in view; a ballot is given out by the screen."""
        super().show_area(view)
        if self._area is not None:
            self._area.hand = self._hand_ballot
            if view.stop.id == VOTE_STOP:
                self._area.before_closing = self._hold_ballots  # type: ignore[attr-defined]

    def _hand_ballot(self, voter: Writer | None) -> None:
        """Give a voter a ballot; where nobody is named, begin or go on with the vote."""
        from tui.places.deciding.vote import VoteArea

        area, page = self._area, self.page
        if not isinstance(area, VoteArea) or page is None or self._walk is None:
            return
        if voter is not None:
            self.write_as(self._walk.written_by(voter))
            # Whoever belongs to no side votes for none, wherever the list of writers shows them.
            person = page.person(voter.person)
            area.open_ballot(Writer(person.side, person.id) if person else voter)
            self.draw_keys()
        elif page.settings.voting is Voting.NOT_YET:
            self._begin_vote(area)
        else:
            self._to_next_voter(area)

    def on_vote_area_cast(self, message: VoteArea.Cast) -> None:
        """Cover a ballot."""
        message.stop()
        page = self.page
        if page is None:
            return
        try:
            self.ballots.put(page, message.voter, message.given, done=message.done)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        if message.done:
            self.draw()
            self._after_ballot()

    def _after_ballot(self) -> None:
        """Offer the keyboard to the next voter, as long as there is one."""
        from tui.places.deciding.vote import VoteArea

        area = self._area
        if not isinstance(area, VoteArea) or self._walk is None:
            return
        if area.next_voter() is not None:
            n = len(self.ballots.voted)
            told = ngettext("{n} ballot lies covered", "{n} ballots lie covered", n).format(n=n)
            self._to_next_voter(area, told)
        else:
            self.app.say(_("Covered. Thank you; {key} hands the keyboard to the next.").format(key=cmd.VOTE.cap))

    def on_vote_area_anew(self, message: Message) -> None:
        """Vote anew; ballots that lie covered are forgotten for good, so that is asked first."""
        from tui.dialogs.confirm import Confirm

        message.stop()
        page, n = self.page, len(self.ballots.voted)

        def answered(anew: bool | None) -> None:
            if anew:
                self._vote_anew()

        if page is not None and page.settings.voting is Voting.OPEN and n:
            told = ngettext(
                "{n} ballot lies covered; it is forgotten for good.",
                "{n} ballots lie covered; they are forgotten for good.",
                n,
            )
            self.app.push_screen(Confirm(_("Give this vote up?"), told.format(n=n), enter_is_no=True), answered)
        else:
            self._vote_anew()

    def _hold_ballots(self) -> bool:
        """Let other windows know that this one closes the vote and may take that back; whether it could be noted."""
        self.app.drafts.hold_window()
        try:
            self.ballots.closed_by(self.app.drafts.window)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return False
        return True

    def _land(self, keeper: SealingKeeper, page: Retrospective) -> Walk:
        """Stand where one is to begin; what ballots an ended program has left of a closed vote are forgotten first."""
        with contextlib.suppress(StorageError):
            if not any(is_open(window) for window in self.ballots.closers):
                self._forget_ballots(page)
        return super()._land(keeper, page)

    def _go(self, walk: Walk) -> None:
        """Stand somewhere else; with Decide the ballots of a closed vote are left behind."""
        before = self._walk.stop.phase.id if self._walk is not None else ""
        super()._go(walk)
        if before == frame.DECIDE and walk.stop.phase.id not in (frame.DECIDE, frame.VOTE):
            self._leave_ballots()

    def on_unmount(self) -> None:
        """Whoever leaves the retrospective, or the program, leaves the ballots of a closed vote behind."""
        self._leave_ballots()

    def _leave_ballots(self) -> None:
        """Forget the ballots of a vote that this window has closed."""
        page = self.page
        with contextlib.suppress(StorageError):
            if page is not None and self.app.drafts.window in self.ballots.closers:
                self._forget_ballots(page)

    def _forget_ballots(self, page: Retrospective) -> None:
        # What cannot be forgotten now, because the file is locked, is at the next opening.
        if page.settings.voting is not Voting.OPEN:
            self.ballots.forget()

    def _vote_anew(self) -> None:
        from tui.places.deciding.vote import VoteArea

        try:
            self.ballots.forget()
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        if isinstance(self._area, VoteArea):
            self._area.start_anew()

    # -- actions ---------------------------------------------------------------------------------

    async def action_new_action(self) -> None:
        """Write down an action, wherever one stands."""
        from tui.dialogs.action import ActionDialog

        area = await self._standing_area()
        page, keeper, walk = self.page, self._keeper, self._walk
        if area is None or page is None or keeper is None or walk is None:
            return
        if area.new_action():
            await self._settle(area)
            return
        kind = FORM + ACTION
        left = next((draft for draft in keeper.drafts if draft.kind == kind and not draft.heads), None)
        draft = left or Draft(
            act=new_id(),
            retrospective=page.id,
            question=DECIDE_STOP,
            kind=kind,
            answer=new_id(),
            side=walk.writer.side,
            person=walk.writer.person,
        )
        latest = [draft]

        def typed(cells: Mapping[str, str]) -> None:
            latest[0] = replace(draft, body=cells)
            keeper.typed(latest[0])

        def written(action: Action | None) -> None:
            if action is not None:
                self._tell(keeper.change(Request((action,)), draft.act, stop=DECIDE_STOP), waited=bool(keeper.waiting))
                without = _("Without an owner it stands in the parking lot until somebody takes it.")
                kept = _("The action is kept.")
                if action.due:
                    # A day may have been written in words: it is said back as it was understood.
                    kept = _("The action is kept, due {date}.").format(date=told(action.due))
                self.app.say(kept if action.owner else without)
            elif latest[0].is_blank:
                keeper.give_up(draft.act)
            else:
                self.app.say(_("What you typed is kept; {key} brings it back.").format(key=cmd.ACTION.cap))
            self.draw()

        title = _("A new action: Tab goes on, Enter keeps it")
        values = left.body if left else None
        dialog = ActionDialog(page, Action(id=draft.answer, text=""), title=title, values=values, typed=typed)
        self.app.push_screen(dialog, written)
