"""The vote as it is led from the road: who votes next, ballots that lie covered, and when they are forgotten."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.drafts.draft_writer import is_open
from storage.errors import StorageError
from templates.filled_page.settings import Voting
from templates.words import _, ngettext
from templates.workbook import frame
from tui.keys.places import deciding as cmd
from tui.session.ballots import Ballots
from tui.session.view import View, Writer

if TYPE_CHECKING:
    from templates.filled_page.page import Person
    from tui.places.deciding.vote import VoteArea
    from tui.road.base import Road
    from tui.session.walk import Walk

STOP = "@vote"


class Vote:
    """What the road does about the vote."""

    def __init__(self, road: Road, ballots: Ballots) -> None:
        self._road = road
        self._ballots = ballots

    @property
    def is_here(self) -> bool:
        """Whether one stands at the vote."""
        return self._road.walk.stop.id == STOP

    def seen(self, view: View) -> View:
        """The view of the vote, with the ballots that lie covered."""
        # Read each time: whoever looks on from another window covers ballots too.
        with contextlib.suppress(StorageError):
            self._ballots.load()
        return replace(view, ballots=self._ballots.votes, voted=self._ballots.voted)

    def _area(self) -> VoteArea | None:
        from tui.places.deciding.vote import VoteArea

        area = self._road.area
        return area if isinstance(area, VoteArea) else None

    def go_on(self) -> None:
        """At the vote: begin it, or hand the keyboard to the next to vote."""
        area = self._area()
        if area is None:
            return
        match self._road.page.settings.voting:
            case Voting.CLOSED:
                self._road.app.say(_("The vote is closed; {key} votes anew.").format(key=cmd.ANEW.cap))
            case Voting.OPEN:
                self._to_next_voter(area)
            case _:
                self._begin(area)

    def _begin(self, area: VoteArea) -> None:
        from tui.dialogs.confirm import Confirm

        if not area.unread:
            area.start()
            return

        def answered(begin: bool | None) -> None:
            if begin:
                area.start()

        n = area.unread
        told = ngettext("{n} card has not been read aloud.", "{n} cards have not been read aloud.", n).format(n=n)
        self._road.app.push_screen(Confirm(_("Begin the vote all the same?"), told), answered)

    def _to_next_voter(self, area: VoteArea, told: str = "") -> None:
        """Ask who votes next, or whose ballot is to be changed, and give that person the keyboard."""
        from tui.dialogs.writer import WriterDialog

        road = self._road

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            if result is None:
                return
            writer, person = result
            if person is None or road.change(person):
                self.hand_ballot(writer)

        dialog = WriterDialog(road.walk.page, area.next_voter() or road.walk.writer, told=told)
        road.app.push_screen(dialog, chosen)

    def hand_ballot(self, voter: Writer | None) -> None:
        """Give a voter a ballot; where nobody is named, begin or go on with the vote."""
        road, area = self._road, self._area()
        if area is None:
            return
        if voter is not None:
            road.write_as(road.walk.written_by(voter))
            # Whoever belongs to no side votes for none, wherever the list of writers shows them.
            person = road.page.person(voter.person)
            area.open_ballot(Writer(person.side, person.id) if person else voter)
            road.draw_keys()
        elif road.page.settings.voting is Voting.NOT_YET:
            self._begin(area)
        else:
            self._to_next_voter(area)

    def cover(self, message: VoteArea.Cast) -> None:
        """Cover a ballot; once it is done, offer the keyboard to the next voter, as long as there is one."""
        road = self._road
        try:
            self._ballots.put(road.page, message.voter, message.given, done=message.done)
        except StorageError as error:
            road.app.say(str(error), warn=True)
            return
        if not message.done:
            return
        road.draw()
        area = self._area()
        if area is None:
            return
        if area.next_voter() is not None:
            n = len(self._ballots.voted)
            told = ngettext("{n} ballot lies covered", "{n} ballots lie covered", n).format(n=n)
            self._to_next_voter(area, told)
        else:
            road.app.say(_("Covered. Thank you; {key} hands the keyboard to the next.").format(key=cmd.VOTE.cap))

    def ask_anew(self) -> None:
        """Vote anew; ballots that lie covered are forgotten for good, so that is asked first."""
        from tui.dialogs.confirm import Confirm

        n = len(self._ballots.voted)

        def answered(anew: bool | None) -> None:
            if anew:
                self._anew()

        if self._road.page.settings.voting is Voting.OPEN and n:
            told = ngettext(
                "{n} ballot lies covered; it is forgotten for good.",
                "{n} ballots lie covered; they are forgotten for good.",
                n,
            )
            dialog = Confirm(_("Give this vote up?"), told.format(n=n), enter_is_no=True)
            self._road.app.push_screen(dialog, answered)
        else:
            self._anew()

    def _anew(self) -> None:
        try:
            self._ballots.forget()
        except StorageError as error:
            self._road.app.say(str(error), warn=True)
            return
        area = self._area()
        if area is not None:
            area.start_anew()

    # -- how long they lie -------------------------------------------------------------------------

    def hold(self) -> bool:
        """Let other windows know that this one closes the vote and may take that back; whether it could be noted."""
        app = self._road.app
        app.drafts.hold_window()
        try:
            self._ballots.closed_by(app.drafts.window)
        except StorageError as error:
            app.say(str(error), warn=True)
            return False
        return True

    def forget_left(self) -> None:
        """What ballots an ended program has left of a closed vote are forgotten before anything is shown."""
        with contextlib.suppress(StorageError):
            if not any(is_open(window) for window in self._ballots.closers):
                self._forget()

    def moved_from(self, before: Walk) -> None:
        """With Decide the ballots of a closed vote are left behind."""
        if before.stop.phase.id == frame.DECIDE and self._road.walk.stop.phase.id not in (frame.DECIDE, frame.VOTE):
            self.leave()

    def leave(self) -> None:
        """Forget the ballots of a vote that this window has closed: its result cannot be taken back any more."""
        with contextlib.suppress(StorageError):
            if self._road.app.drafts.window in self._ballots.closers:
                self._forget()

    def _forget(self) -> None:
        # What cannot be forgotten now, because the file is locked, is at the next opening.
        if self._road.page.settings.voting is not Voting.OPEN:
            self._ballots.forget()
