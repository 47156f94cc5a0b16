"""What the parts of the road know of it: the session, where one stands, the area in view; and its plain keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from storage.records.header import Details
from templates.words import _
from tui.answers.area import AnswerArea
from tui.base.screen import Room
from tui.keys import road as cmd
from tui.road.question_lines import Status
from tui.session.pending import Request
from tui.session.walk import Walk
from tui.widgets.cards import Cards

if TYPE_CHECKING:
    from storage.drafts.draft_writer import Draft
    from templates.filled_page.page import Answer, Person, Retrospective
    from templates.readers.beside_the_page import Beside, Counts
    from tui.session.session import Session

_PATIENCE = 20
"""How many times the screen may be drawn until an area shows what the cursor is to stand on."""


class Road(Room[None]):
    """One retrospective with a place on its road; how it is drawn, and what its keys do, is the screen's."""

    area: AnswerArea
    """What answers the stop in view."""

    def __init__(self, session: Session, at: str = "") -> None:
        super().__init__()
        self.session = session
        self.at = at
        self.walk = Walk.begin(session.page)
        self.walk = self.walk.at(at) or self.walk
        """Where one stands, and who writes."""
        self.trouble = ""
        """Why something is not on the disk, or could not be read."""
        self.story = False
        """Whether the story that helps to remember is shown."""

    # -- what the screen does ----------------------------------------------------------------------

    @abstractmethod
    def draw(self) -> None:
        """Draw the place one stands at."""

    @abstractmethod
    def draw_keys(self) -> None:
        """Draw who has the keyboard, and what the keys do now."""

    @abstractmethod
    def load(self) -> None:
        """Read the page anew and draw it; where it cannot be read, say so and leave it as it was."""

    @abstractmethod
    def asks_who(self, then: str) -> bool:
        """Ask who is at the keyboard where that must be known first; whether it was asked, to go on with `then`."""

    @abstractmethod
    def stand(self, there: Walk) -> None:
        """Stand somewhere else; whoever held the keyboard covered does not hold it in the open."""

    # -- how it stands -----------------------------------------------------------------------------

    @property
    def stands(self) -> bool:
        """Whether there is still something to draw on: what is asked for on the way out is done all the same."""
        return self.app.return_code is None and self in self.app.screen_stack

    @property
    def retrospective(self) -> str:
        """The id of the retrospective walked here."""
        return self.session.id

    @property
    def page(self) -> Retrospective:
        """The page as last read, with what waits."""
        return self.session.page

    @property
    def covered_counts(self) -> Counts:
        """How many covered answers each question has, by side."""
        return self.session.counts

    @property
    def beside(self) -> Beside:
        """All that is written here and not on the page, as it stands now."""
        return self.session.beside

    @property
    def is_writing(self) -> bool:
        """Whether the keyboard is in an answer area."""
        return self.area.writing

    @property
    def is_all_saved(self) -> bool:
        """Whether nothing that was typed is on its way to the disk still."""
        return self.app.drafts.is_saved and self.area.unsaved() is None

    # -- what is changed ---------------------------------------------------------------------------

    def change(self, *records: Details | Person | Answer) -> bool:
        """Change the header, or people; whether it was kept, and why not is said."""
        outcome = self.session.change(Request(records))
        if outcome.done:
            self.load()
        else:
            self.app.say(outcome.why, warn=True)
        return outcome.done

    def tell_kept(self, done: bool, why: str, *, waited: bool) -> None:
        """Show how keeping went; why not is said once, not for each thing that waits.

        Args:
            done: whether it is on the disk.
            why: the sentence that says why not.
            waited: whether something had been waiting already.
        """
        if why and not waited:
            self.app.say(why, warn=True)
        if self.stands:
            self.query_one(Status).kept(done, saved=self.is_all_saved)
        self.trouble = why
        if done:
            self.load()
        else:
            self.draw()

    def before_leaving(self) -> None:
        """Save what stands in the open field and was not said yet."""
        draft: Draft | None = self.area.unsaved()
        if draft is not None:
            self.session.typed(draft)

    def put_away(self) -> None:
        """Close the field that is open; what was typed stays a draft."""
        if self.is_writing:
            self.before_leaving()
            self.area.end()

    # -- walking -----------------------------------------------------------------------------------

    def go(self, there: Walk) -> None:
        """Stand somewhere else; a field that is open is closed, what was typed stays a draft."""
        if self.is_writing and self.focused is not None:
            # Letters typed just before are still on their way through the field.
            self.focused.call_later(self.stand, there)
        else:
            self.stand(there)

    def go_to(self, question: str) -> None:
        """Stand at a question, where it is on this road and not the one in view."""
        there = self.walk.at(question)
        if there is not None and there.stop.id != self.walk.stop.id:
            self.go(there)

    def show_answer(self, places: Sequence[str], answer: str) -> None:
        """Go to the first of some places that is on this road, the cursor on one of its answers."""
        there = next((place for place in places if self.walk.at(place) is not None), None)
        if there is not None:
            self.go_to(there)
            self.call_after_refresh(self._stand_on, answer, _PATIENCE)
        # A question no program of this version knows leads to the retrospective alone.
        elif any(self.page.workbook.question(place) for place in places):
            said = _("It is not on the short road; {key} shows the whole one.")
            self.app.say(said.format(key=cmd.LENGTH.cap))

    def _stand_on(self, answer: str, tries: int) -> None:
        """Put the cursor on an answer, as soon as the area that shows it has drawn it."""
        if tries and self.stands and not self.area.stand_on(answer):
            self.call_after_refresh(self._stand_on, answer, tries - 1)

    def write_as(self, walk: Walk) -> None:
        """Somebody else writes; a new note that is open goes over with its words."""
        self.walk = walk
        if self.area.view is not None and self.is_writing:
            self.area.switched(replace(self.area.view, writer=walk.writer))
        self.draw()

    # -- what is asked of it ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A letter where answers take numbers only: say how the road gets the keyboard back."""
        if self.walk.stop.place or not self.is_writing or self.focused is not None:
            return
        if event.is_printable and (event.character or "").isalpha():
            self.app.say(_("The keyboard is in the answers; esc gives it back to the road."))

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click in the outline goes to a question."""
        event.stop()
        self.go_to(event.item)

    def on_answer_area_go(self, message: AnswerArea.Go) -> None:
        """Go where an area leads to."""
        message.stop()
        if message.answer:
            self.show_answer((message.to,), message.answer)
        else:
            self.go_to(message.to)

    def on_answer_area_say(self, message: AnswerArea.Say) -> None:
        """Say a sentence."""
        message.stop()
        self.app.say(message.text, warn=message.warn)

    # -- keys that walk ------------------------------------------------------------------------------

    def action_next(self, step: int) -> None:
        """Go along the road."""
        there = self.walk.along(step)
        if there is not None:
            self.app.clear_notifications()
            self.go(there)
        elif step > 0:
            self.app.say(_("This is the end of the road. {key} reads the retrospective.").format(key=cmd.READ.cap))
        else:
            self.app.say(_("This is the beginning of the road."))

    def action_stage(self, step: int) -> None:
        """Go to the next or the previous stage."""
        there = self.walk.stage(step)
        if there is not None:
            self.app.clear_notifications()
            self.go(there)
        else:
            self.app.say(_("This is the last stage.") if step > 0 else _("This is the first stage."))

    def action_length(self) -> None:
        """Between the whole road and the short one."""
        page = self.page
        if not page.workbook.has_short_road:
            self.app.say(_("This workbook has one road only."))
        elif self.change(Details(short=not page.short)):
            after = self.page
            n = sum(len(stop.questions) for stop in after.road)
            said = _("The short road: {n} questions.") if after.short else _("The whole road: {n} questions.")
            self.app.say(said.format(n=n))

    def action_search(self) -> None:
        """Search this retrospective."""
        self.app.clear_notifications()
        self.app.open_search()

    def action_read(self) -> None:
        """Read the retrospective as it would be sent."""
        from tui.screens.document import DocumentScreen

        # As any other program reads it: what waits for the disk is not in any document, and that is said.
        self.app.push_screen(DocumentScreen(self.session.kept_page, self.session.beside))

    def action_story(self) -> None:
        """Show or hide the story."""
        self.story = not self.story
        if not any(q.story for q in self.walk.stop.questions):
            self.app.say(_("This question has no story."))
        self.draw()

    def action_escape(self) -> None:
        """Close what is open; with nothing open say which keys lead on."""
        if self.is_writing:
            self.area.end()
            self.draw()
        elif self.story:
            self.action_story()
        else:
            said = _("{shelf} goes back to the shelf, {leave} leaves. Everything is kept.")
            self.app.say(said.format(shelf=cmd.SHELF.cap, leave="ctrl+q"))

    # -- keys that answer ----------------------------------------------------------------------------

    async def standing_area(self) -> AnswerArea:
        """The answer area, once all of it is mounted: keys typed ahead of it wait for it."""
        await self.area.ready()
        return self.area

    async def settle(self, area: AnswerArea) -> None:
        """Wait for what an area has opened: keys typed ahead of it belong there."""
        await area.ready()
        area.settle()
        self.draw_keys()

    async def action_place(self, place: str, name: str) -> None:
        """Do what a key of the place in view stands for."""
        del place
        area = await self.standing_area()
        area.act(name)
        await self.settle(area)

    async def action_answer(self) -> None:
        """Take the keyboard into the answers."""
        if not self.asks_who("answer"):
            area = await self.standing_area()
            area.begin()
            await self.settle(area)

    async def action_edit(self) -> None:
        """Change what the cursor stands on."""
        if not self.asks_who("edit"):
            area = await self.standing_area()
            area.edit()
            await self.settle(area)

    async def action_change(self) -> None:
        """The same, by a letter."""
        await self.action_edit()

    async def action_delete(self) -> None:
        """Delete what the cursor stands on."""
        if not self.asks_who("delete"):
            (await self.standing_area()).delete()

    async def action_turning(self) -> None:
        """Mark a turning point."""
        (await self.standing_area()).mark_turning()

    async def action_move(self, step: int) -> None:
        """Move the cursor in the answers."""
        (await self.standing_area()).move(step)

    async def action_pick(self, number: int) -> None:
        """Pick a step or an option."""
        if not self.asks_who(f"pick({number})"):
            (await self.standing_area()).pick(number)

    async def action_editor(self) -> None:
        """Write in one's own editor."""
        if self.asks_who("editor"):
            return
        area = await self.standing_area()
        if area.takes_text and not area.writing:
            area.edit()
            self.draw_keys()
        if not area.takes_text:
            self.app.say(_("There is no text to write here."))
        elif self.focused is not None:
            # Letters typed just before are still on their way through the field.
            self.focused.call_later(self._edit_elsewhere, area)

    def _edit_elsewhere(self, area: AnswerArea) -> None:
        from tui.files.own_editor import edit_elsewhere

        text, trouble = edit_elsewhere(self.app, area.typed_text)
        if trouble:
            self.app.say(trouble, warn=True)
        elif text is not None and text != area.typed_text:
            area.replace_text(text)
