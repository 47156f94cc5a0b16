"""The vote: how many votes each has, who has voted, one ballot after the other, and what it says once it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from storage.records.header import Details
from templates.filled_page.settings import Voting
from templates.meeting.agenda import (
    counted,
    coverage,
    target_title,
    targets,
)
from templates.meeting.vote_count import by_side, suggested_votes, uncounted
from templates.words import _, listed, ngettext
from tui.base.theme import side_variable
from tui.keys.command import Command
from tui.keys.places import deciding as cmd
from tui.places.deciding.ballot import Ballot, BallotList
from tui.places.deciding.tally import (
    cast,
    moves_nothing,
    people_lines,
    result_lines,
)
from tui.places.list_area import ListArea
from tui.session.view import View, Writer
from tui.session.vote_outcome import given_by, put_in_order, with_votes
from tui.widgets.cards import Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

MOST_VOTES = 99


class VoteArea(ListArea):
    """Before the vote, while it is open, and after it."""

    PLACE = "vote"
    WRITES_ROWS = False

    def __init__(self) -> None:
        super().__init__()
        self._told = Static(classes="list-hint")
        self._ballot = BallotList(self._ballot_done, self.say, self._ballot_changed)
        self._empty_told = False
        """Whether it was said that the open ballot holds no vote."""
        self._voter: Writer | None = None
        """Whose ballot is being filled in."""
        self._kept_given: Mapping[str, int] = {}
        """What of the open ballot lies covered already."""

    def compose(self) -> ComposeResult:
        """What is going on, then a list or a ballot."""
        yield self._told
        yield from super().compose()
        self._ballot.display = False
        yield self._ballot

    # -- what is listed --------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw what is going on and the list anew."""
        super().draw()
        view = self.view
        if view is None:
            return
        self._cards.display = not self.writing
        self._ballot.display = self.writing
        self._told.update(self._line(view))

    def _line(self, view: View) -> Content:
        """One line on where the vote stands."""
        if self._voter is not None:
            keys = _("a letter votes, its capital takes back, Tab shows yours, Enter is done")
            unheard = _("Of no side: these votes move nothing. A side is given on Open.")
            return Content.assemble(
                self._who(view, self._voter),
                ("   " + self._ballot.told, "bold"),
                ("\n" + unheard if moves_nothing(view, self._voter.side) else "", "$warning"),
                ("\n" + keys, "$quiet"),
            )
        n = len(targets(view.page))
        things = ngettext("{n} thing to vote on", "{n} things to vote on", n).format(n=n)
        votes = ngettext("{n} vote each", "{n} votes each", self._votes(view)).format(n=self._votes(view))
        match view.page.settings.voting:
            case Voting.CLOSED:
                result = counted(view.page)
                return Content.assemble((_("The result") + "  ", "bold"), (cast(view, result), "$quiet"))
            case Voting.OPEN:
                done = len(view.voted)
                told = ngettext("{n} ballot lies covered", "{n} ballots lie covered", done).format(n=done)
                return Content.assemble((told, "bold"), (f"  ·  {things}  ·  {votes}", "$quiet"))
            case _:
                return Content.assemble((things, "bold"), (f"  ·  {votes}", "$quiet"))

    def nothing(self) -> str:
        """What stands there while nothing can be voted on, or nobody has voted."""
        if self.view is not None and self.view.page.settings.voting is Voting.CLOSED:
            return _("Nobody has voted. {key} votes anew.").format(key=cmd.ANEW.cap)
        return _("Nothing to vote on yet: groups, notes, rows and answered scales stand here.")

    def items(self, view: View) -> Iterator[Item]:
        """The result, who has voted, or what can be voted on."""
        match view.page.settings.voting:
            case Voting.CLOSED:
                yield from result_lines(view)
            case Voting.OPEN:
                yield from people_lines(view)
            case _:
                for target in targets(view.page):
                    yield Item(
                        target, Content.assemble("• ", safe(one_line(target_title(view.page, target)))), indent=2
                    )

    def _who(self, view: View, voter: Writer) -> Content:
        person = view.page.person(voter.person)
        side = view.page.workbook.side(voter.side or "")
        place = view.page.workbook.sides.index(side) if side else 0
        name = person.name if person else view.page.side_label(side) if side else _("The team")
        return safe(one_line(name)).stylize(f"bold ${side_variable(place)}")

    def _votes(self, view: View) -> int:
        """How many votes each person has."""
        set_to = view.page.settings.votes
        return suggested_votes(len(targets(view.page))) if set_to is None else set_to

    # -- keys ------------------------------------------------------------------------------------

    def footer(self) -> tuple[Command, ...]:
        """What can be done at this point of the vote."""
        match self.view.page.settings.voting if self.view else Voting.NOT_YET:
            case Voting.CLOSED:
                return (cmd.TAKE_BACK, cmd.ANEW, cmd.ACTION)
            case Voting.OPEN:
                return (cmd.VOTE, cmd.CLOSE, cmd.MORE)
            case _:
                return (cmd.VOTE, cmd.MORE, cmd.LESS)

    def next_step(self) -> str:
        """What to do here now."""
        view = self.view
        if view is None:
            return ""
        match view.page.settings.voting:
            case Voting.CLOSED:
                return _("n goes on to the topics, in this order")
            case Voting.OPEN:
                left = [person.name for person in view.page.people if person.id not in view.voted]
                if not left:
                    return _("All have voted: {key} closes the vote and shows the result").format(key=cmd.CLOSE.cap)
                told = _("{key} hands the keyboard to the next: {names}")
                return told.format(key=cmd.VOTE.cap, names=listed(one_line(name) for name in left[:4]))
            case _:
                return _("{key} begins the vote; {more} and {less}: how many votes each has").format(
                    key=cmd.VOTE.cap, more=cmd.MORE.cap, less=cmd.LESS.cap
                )

    @property
    def is_open(self) -> bool:
        """Whether ballots are being filled in."""
        return self.view is not None and self.view.page.settings.voting is Voting.OPEN

    @property
    def unread(self) -> int:
        """How many cards nobody has read aloud yet."""
        return len(coverage(self.view.page).unopened) if self.view else 0

    def start(self) -> bool:
        """Open the vote; whether there is anything to vote on."""
        view = self.view
        if view is None or not targets(view.page):
            self.say(self.nothing())
            return False
        # The number is written down: what is grouped meanwhile does not change how many votes people have.
        self.change(Details(settings={"voting": Voting.OPEN.value, "votes": self._votes(view)}))
        return True

    def act(self, name: str) -> None:
        """What the place's own keys do."""
        match name:
            case "more":
                self._set_votes(1)
            case "less":
                self._set_votes(-1)
            case "close":
                self._close_vote()
            case "anew":
                self._vote_anew()
            case "back" if self.view is not None and self.view.page.settings.voting is Voting.CLOSED:
                self._reopen(self.view)
            case "back":
                self.say(_("While the vote runs, whoever votes again changes their own ballot."))

    def pick(self, number: int) -> None:
        """Before the vote a number is how many votes each has."""
        if self.view is not None and self.view.page.settings.voting is Voting.NOT_YET:
            self._put_votes(self.view, number or 10)

    def _set_votes(self, by: int) -> None:
        if self.view is not None:
            self._put_votes(self.view, self._votes(self.view) + by)

    def _put_votes(self, view: View, votes: int) -> None:
        least = 1
        if view.page.settings.voting is Voting.OPEN:
            least = self._votes(view)
        if view.page.settings.voting is Voting.CLOSED:
            self.say(_("The vote is closed; {key} votes anew.").format(key=cmd.ANEW.cap))
        elif votes < least:
            self.say(_("While the vote runs, votes can only be added.") if least > 1 else _("One vote is the least."))
        else:
            self.change(Details(settings={"votes": min(votes, MOST_VOTES)}))

    def _close_vote(self) -> None:
        """Show what the ballots say, and put it into the journal with the topics it makes: counted by side, unnamed."""
        view = self.view
        if view is None or not self.is_open:
            self.say(_("The vote is not open."))
            return
        if not self.desk.hold_ballots():
            return
        given = by_side(view.page.id, view.ballots)
        topics, gone = put_in_order(with_votes(view.page, given), view.page)
        closed = Details(settings={"voting": Voting.CLOSED.value})
        self.change(closed, *given, *topics, drop=gone)

    def _reopen(self, view: View) -> None:
        """Open the vote again with the ballots that lie there, so that one of them can be changed."""
        if not (view.ballots or view.voted):
            said = _("The ballots are forgotten, only each side's votes are left; {key} votes anew.")
            self.say(said.format(key=cmd.ANEW.cap))
            return
        topics, gone = put_in_order(replace(view.page, votes=()), view.page)
        again = Details(settings={"voting": Voting.OPEN.value})
        said = _("The vote is open again, with its ballots; {close} closes it, {undo} brings the result back.")
        said = said.format(close=cmd.CLOSE.cap, undo="u")
        self.change(again, *topics, drop=[*uncounted(view.page.votes), *gone], said=said)
        self._hand_to(None)

    def _vote_anew(self) -> None:
        view = self.view
        if view is None or view.page.settings.voting is Voting.NOT_YET:
            self.say(_("There is no vote yet; {key} begins it.").format(key=cmd.VOTE.cap))
        else:
            self.post_message(self.Anew())

    def start_anew(self) -> None:
        """Forget the vote; what it said comes back by undo, the ballots do not."""
        view = self.view
        if view is None:
            return
        nothing = Details(settings={"voting": None, "votes": None})
        topics, gone = put_in_order(replace(view.page, votes=()), view.page)
        said = _("A new vote; {key} brings the old result back.").format(key="u")
        self.change(nothing, *topics, drop=[*uncounted(view.page.votes), *gone], said=said)

    # -- a ballot --------------------------------------------------------------------------------

    class Cast(Message):
        """A ballot is to be covered."""

        def __init__(self, voter: Writer, given: Mapping[str, int], *, done: bool) -> None:
            super().__init__()
            self.voter = voter
            self.given = given
            self.done = done
            """Whether its writer has said that it is done; until then it is only kept from getting lost."""

    class Anew(Message):
        """The vote is to begin anew."""

    @property
    def writing(self) -> bool:
        """Whether a ballot is being filled in."""
        return self._voter is not None

    def next_voter(self) -> Writer | None:
        """Somebody who has not voted yet, in the order of the people; None where all have.

        Where nobody at all is named, each side votes as a side.
        """
        view = self.view
        if view is None:
            return None
        # Whoever belongs to no side stands among the first one's people in the list of writers.
        first = view.page.columns[0].id if view.page.columns[0] else None
        if not view.page.people:
            sides = (side.id if side else None for side in view.page.columns)
            return next((Writer(id) for id in sides if f"side:{id or ''}" not in view.voted), None)
        left = (person for person in view.page.people if person.id not in view.voted)
        return next((Writer(person.side or first, person.id) for person in left), None)

    def open_ballot(self, voter: Writer) -> None:
        """Give the keyboard to a ballot: the one somebody gave before, or an empty one."""
        view = self.view
        if view is None:
            return
        things = tuple((target, target_title(view.page, target)) for target in targets(view.page))
        known = {id for id, _words in things}
        given = {id: n for id, n in given_by(view.ballots, voter.side, voter.person).items() if id in known}
        self._voter, self._kept_given, self._empty_told = voter, given, False
        self._ballot.put(Ballot(things, self._votes(view), given))
        self.draw()
        self.screen.set_focus(self._ballot)

    def keys_in_hand(self) -> tuple[Command, ...]:
        """What the keys do in a ballot."""
        return cmd.IN_A_BALLOT

    def _ballot_changed(self) -> None:
        view, voter, given = self.view, self._voter, self._ballot.ballot.given
        if view is None or not self.is_mounted:
            return
        self._told.update(self._line(view))
        if voter is not None and given != self._kept_given and self.is_open:
            # Whoever is called away, or loses power, finds the ballot as it was left.
            self.post_message(self.Cast(voter, given, done=False))
        self._kept_given = given

    def _ballot_done(self) -> None:
        """Cover the ballot."""
        view, voter, ballot = self.view, self._voter, self._ballot.ballot
        if view is None or voter is None:
            return
        if ballot.left < 0:
            self.say(_("These are more votes than there are; a capital letter takes one back."), warn=True)
            return
        if self.is_open and not any(ballot.given.values()) and not self._empty_told:
            self._empty_told = True
            self.say(_("No vote is given yet: a letter gives one. Enter again covers an empty ballot."))
            return
        self.end()
        match view.page.settings.voting:
            case Voting.OPEN:
                self.post_message(self.Cast(voter, ballot.given, done=True))
            case Voting.CLOSED:
                said = _("The vote was closed meanwhile; {key} opens it again, with the ballots that lie covered.")
                self.say(said.format(key=cmd.TAKE_BACK.cap), warn=True)
            case _:
                self.say(_("The vote has been given up meanwhile; this ballot does not count."), warn=True)
        self.desk.ended()

    def end(self) -> None:
        """Put the ballot away; nothing of it stays on the screen."""
        self._voter = None
        self._ballot.put(Ballot((), 0))
        self.screen.set_focus(None)
        self.draw()

    def begin(self) -> None:
        """Ask who votes next, as the key of the vote does."""
        self._hand_to(None)

    def _hand_to(self, voter: Writer | None) -> None:
        self.desk.hand_ballot(voter)

    def edit(self) -> None:
        """Hand the keyboard over to the person the cursor stands on; once the vote is closed, go to the topics."""
        view = self.view
        person = view.page.person(self.chosen) if view else None
        if view is not None and view.page.settings.voting is Voting.CLOSED:
            self.post_message(self.Go("@decide"))
        elif person is not None and self.is_open:
            self._hand_to(Writer(person.side, person.id))
        else:
            self.begin()

    def delete(self) -> None:
        """Nothing is deleted here."""
        self.say(_("{key} changes or takes back what somebody gave.").format(key=cmd.TAKE_BACK.cap))
