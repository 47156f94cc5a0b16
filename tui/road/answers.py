"""The answers on the road: which area stands there, and what it hands over to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from templates.meeting import road as meeting
from templates.meeting.follow import hanging_on
from templates.workbook.model import Kind, Stop
from tui.keys import road as cmd
from tui.road.question_lines import Status
from tui.words.deleted import deleted

if TYPE_CHECKING:
    from storage.drafts.draft_writer import Draft
    from templates.filled_page.page import Answer
    from tui.answers.area import AnswerArea
    from tui.road.base import Road
    from tui.road.keyboard import Keyboard
    from tui.road.vote import Vote
    from tui.session.pending import Request
    from tui.session.view import View, Writer


class Answers:
    """One area of each kind, the one in view shown; and the desk they all hand over to."""

    def __init__(self, road: Road, keyboard: Keyboard, vote: Vote) -> None:
        self._road = road
        self._keyboard = keyboard
        self._vote = vote
        self._areas: dict[type[AnswerArea], AnswerArea] = {}
        road.area = self._area_of(road.walk.stop)

    def _area_of(self, stop: Stop) -> AnswerArea:
        kind = _area_class(stop)
        area = self._areas.get(kind)
        if area is None:
            area = self._areas[kind] = kind()
            area.desk = self
        return area

    def show(self, view: View) -> None:
        """Show the area that answers the stop in view, and hand it the view."""
        road, area = self._road, self._area_of(view.stop)
        if area.parent is None:
            road.query_one("#road-answers", Vertical).mount(area)
        if area is not road.area:
            road.area.display = False
            area.display = True
            road.area = area
        area.receive(view)

    # -- what the areas hand over ------------------------------------------------------------------

    def keep(self, answer: Answer, act: str | None = None, draft: Draft | None = None) -> None:
        """Keep an answer; of a question that each answers by one number, the next person is asked for at once."""
        road = self._road
        waited, before = bool(road.session.waiting), road.session.holder
        outcome = road.session.keep(answer, act, draft)
        road.tell_kept(outcome.done, outcome.why, waited=waited)
        if outcome.done and before is not None and road.walk.is_covered and answer.question in meeting.IN_TURN:
            self._keyboard.ask_next(before)

    def drop(self, answer: Answer) -> None:
        """Delete an answer."""
        road = self._road
        hanging = hanging_on(road.page, answer.id)
        outcome = road.session.drop(answer)
        if outcome.done:
            road.app.say(deleted(hanging, cmd.UNDO.cap))
        elif outcome.why:
            road.app.say(outcome.why, warn=True)
        road.load()

    def change(self, request: Request, act: str | None = None, *, said: str = "") -> None:
        """Change anything else of the page; what the disk refuses waits as a draft and is tried again."""
        road = self._road
        waited = bool(road.session.waiting)
        outcome = road.session.change(request, act, stop=road.walk.stop.id)
        road.tell_kept(outcome.done, outcome.why, waited=waited)
        if outcome.done and said:
            road.app.say(said)

    def typed(self, draft: Draft) -> None:
        """Save a draft as it is typed."""
        self._road.session.typed(draft)
        if self._road.stands:
            self._road.query_one(Status).typing()

    def give_up(self, act: str) -> None:
        """Forget a draft."""
        self._road.session.give_up(act)
        self._road.draw()

    def ended(self) -> None:
        """The keyboard is back on the road."""
        self._road.draw()

    def switch_side(self) -> None:
        """The other side writes on."""
        self._keyboard.switch_side()

    def hand_ballot(self, voter: Writer | None) -> None:
        """Give a voter a ballot; where nobody is named, begin or go on with the vote."""
        self._vote.hand_ballot(voter)

    def hold_ballots(self) -> bool:
        """Let other windows know that this one closes the vote and may take that back; whether it could be noted."""
        return self._vote.hold()


def _area_class(stop: Stop) -> type[AnswerArea]:
    """What answers a stop: the area of its place, else the one of its kind of question."""
    if stop.place:
        from tui.places.areas import area_class

        return area_class(stop.place)
    if stop.is_sheet:
        from tui.answers.sheet import SheetArea

        return SheetArea
    if stop.questions[0].kind is Kind.NOTES:
        from tui.answers.notes import NotesArea

        return NotesArea
    if stop.questions[0].kind is Kind.LEDGER:
        from tui.answers.ledger import LedgerArea

        return LedgerArea
    from tui.answers.options import OptionsArea

    return OptionsArea
