"""The half of the road screen that does what the answer areas ask, and carries keys to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.containers import Vertical

from storage.entries.history import Event
from storage.errors import StorageError
from templates.meeting.follow import hanging_on
from templates.words import _
from templates.workbook import frame
from templates.workbook.model import Kind
from tui.answers.area import AnswerArea
from tui.keys import road as cmd
from tui.road.question_lines import Status
from tui.road.walking import WalkingScreen
from tui.session.keeper import Keeper, Kept
from tui.session.view import View
from tui.words.deleted import deleted


class AnsweringScreen(WalkingScreen):
    """A place on the road with what answers it; how it is drawn is left to the screen built on it."""

    def __init__(self, retrospective: str) -> None:
        super().__init__(retrospective)
        self._areas: dict[type[AnswerArea], AnswerArea] = {}

    def show_area(self, view: View) -> None:
        """Show the area that answers the stop in view, and hand it the view."""
        kind = _area_of(view)
        area = self._areas.get(kind)
        if area is None:
            area = self._areas[kind] = kind()
            area.to_other_side = self.switch_side
            area.save = self._take_up
            self.query_one("#road-answers", Vertical).mount(area)
        if area is not self._area:
            if self._area is not None:
                self._area.display = False
            area.display = True
            self._area = area
        area.receive(view)

    # -- what the answer areas say ---------------------------------------------------------------

    def on_answer_area_asked(self, message: AnswerArea.Asked) -> None:
        """Do what an answer area asks for."""
        message.stop()
        self._take_up(message)

    on_answer_area_keep = on_answer_area_drop = on_answer_area_change = on_answer_area_asked
    on_answer_area_typed = on_answer_area_give_up = on_answer_area_asked

    def _take_up(self, message: AnswerArea.Asked) -> None:
        keeper = self._keeper
        if keeper is None or message.taken_up:
            return
        message.taken_up = True
        match message:
            case AnswerArea.Keep():
                self._keep(keeper, message)
            case AnswerArea.Drop():
                self._drop(keeper, message)
            case AnswerArea.Change():
                self._change(keeper, message)
            case AnswerArea.Typed():
                keeper.typed(message.draft)
                if self.stands:
                    self.query_one(Status).typing()
            case AnswerArea.GiveUp():
                keeper.give_up(message.act)
                self.draw()

    def take_up_all(self) -> None:
        """Do now what answer areas have asked for and is still on its way here: a key typed later needs it done."""
        for area in self._areas.values():
            for message in area.pending:
                self._take_up(message)

    def before_leaving(self) -> None:
        """Save what stands in the open field, and do what was asked for."""
        self.take_up_all()
        super().before_leaving()

    def _keep(self, keeper: Keeper, message: AnswerArea.Keep) -> bool:
        """Keep an answer; what the disk refuses waits as a draft and is tried again. Whether it is on the disk."""
        waited = bool(keeper.waiting)
        outcome = keeper.keep(message.answer, message.act, message.draft)
        self._tell(outcome, waited=waited)
        return outcome.done

    def _change(self, keeper: Keeper, message: AnswerArea.Change) -> None:
        """Change anything else of the page; what the disk refuses waits as a draft and is tried again."""
        waited = bool(keeper.waiting)
        stop = self._walk.stop.id if self._walk else ""
        outcome = keeper.change(message.request, message.act, stop=stop)
        self._tell(outcome, waited=waited)
        if outcome.done and message.said:
            self.app.say(message.said)

    def _tell(self, outcome: Kept, *, waited: bool) -> None:
        """Show how keeping went; why not is said once, not for each thing that waits."""
        if outcome.why and not waited:
            self.app.say(outcome.why, warn=True)
        if self.stands:
            self.query_one(Status).kept(outcome.done, saved=self.is_all_saved)
        self._trouble = outcome.why
        if outcome.done:
            self.load()
        else:
            self.draw()

    def _drop(self, keeper: Keeper, message: AnswerArea.Drop) -> None:
        """Delete an answer."""
        hanging = hanging_on(self.page, message.answer.id)
        outcome = keeper.drop(message.answer)
        if outcome.done:
            self.app.say(deleted(hanging, cmd.UNDO.cap))
        elif outcome.why:
            self.app.say(outcome.why, warn=True)
        self.load()

    def on_answer_area_switch_side(self, message: AnswerArea.SwitchSide) -> None:
        """The other side writes on."""
        message.stop()
        self.switch_side()

    def on_answer_area_wish(self, message: AnswerArea.Wish) -> None:
        """Do what a place offers and only the road can do."""
        message.stop()
        self.fulfil(message.name)

    def fulfil(self, wish: str) -> None:
        """Do what a place offers; which wishes there are is left to the screens built on it."""

    def on_answer_area_go(self, message: AnswerArea.Go) -> None:
        """Go where an area leads to."""
        message.stop()
        self.take_up_all()
        if message.answer:
            self.show_answer((message.to,), message.answer)
        else:
            self.go_to(message.to)

    def on_answer_area_ended(self, message: AnswerArea.Ended) -> None:
        """The keyboard is back on the road."""
        message.stop()
        self.draw()

    def on_answer_area_say(self, message: AnswerArea.Say) -> None:
        """Say a sentence."""
        message.stop()
        self.app.say(message.text, warn=message.warn)

    async def _standing_area(self) -> AnswerArea | None:
        """The answer area, once all of it is mounted: keys typed ahead of it wait for it."""
        if self._area is not None and self.page is not None:
            await self._area.ready()
            return self._area
        return None

    async def _settle(self, area: AnswerArea) -> None:
        """Wait for what an area has opened: keys typed ahead of it belong there."""
        await area.ready()
        area.settle()
        self.draw_keys()

    async def action_place(self, place: str, name: str) -> None:
        """Do what a key of the place in view stands for."""
        del place
        if area := await self._standing_area():
            area.act(name)
            await self._settle(area)

    async def action_answer(self) -> None:
        """Take the keyboard into the answers."""
        if not self.asks_who("answer") and (area := await self._standing_area()):
            area.begin()
            await self._settle(area)

    async def action_edit(self) -> None:
        """Change what the cursor stands on."""
        if not self.asks_who("edit") and (area := await self._standing_area()):
            area.edit()
            await self._settle(area)

    async def action_change(self) -> None:
        """The same, by a letter."""
        await self.action_edit()

    async def action_delete(self) -> None:
        """Delete what the cursor stands on."""
        if not self.asks_who("delete") and (area := await self._standing_area()):
            area.delete()

    async def action_turning(self) -> None:
        """Mark a turning point."""
        if area := await self._standing_area():
            area.mark_turning()

    async def action_move(self, step: int) -> None:
        """Move the cursor in the answers."""
        if area := await self._standing_area():
            area.move(step)

    async def action_pick(self, number: int) -> None:
        """Pick a step or an option."""
        if not self.asks_who(f"pick({number})") and (area := await self._standing_area()):
            area.pick(number)
            # Whatever that leads to comes before the next key.
            self.take_up_all()

    def action_undo(self) -> None:
        """Take back the last act and say what it was."""
        self._turn(undo=True)

    def action_redo(self) -> None:
        """Bring it again and say what it was."""
        self._turn(undo=False)

    def _turn(self, *, undo: bool) -> None:
        from tui.words.history_in_words import told

        self.take_up_all()
        keeper, before = self._keeper, self.page
        if keeper is None or before is None:
            return
        try:
            events = keeper.undo() if undo else keeper.redo()
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        if not events:
            self.app.say(_("There is nothing left to undo.") if undo else _("There is nothing to redo."))
            return
        self.load()
        after = self.page or before
        self.app.say("\n".join(told(e, before if before.answer(e.record) else after) for e in shown_of(events)[:3]))
        question = next((event.question for event in events if event.question and not of_grouping(event)), None)
        if question is not None:
            self.go_to(question)

    async def action_editor(self) -> None:
        """Write in one's own editor."""
        if self.asks_who("editor"):
            return
        area = await self._standing_area()
        if area is None:
            return
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


def of_grouping(event: Event) -> bool:
    """Whether an event is of a group, of a note put into one, or of a card read aloud: its question looks as before."""
    return event.record_kind == "group" or {name for name, *_rest in event.changes} <= {"group", "opened"}


def shown_of(events: Sequence[Event]) -> list[Event]:
    """What may be told on a screen everybody sees: of the facilitator's own notes only that there was something."""
    return [replace(e, changes=(), who=None) if e.question == frame.FACILITATOR else e for e in events]


def _area_of(view: View) -> type[AnswerArea]:
    """What answers a stop: the area of its place, else the one of its kind of question."""
    if view.stop.place:
        from tui.places.areas import area_class

        return area_class(view.stop.place)
    if view.stop.is_sheet:
        from tui.answers.sheet import SheetArea

        return SheetArea
    if view.question.kind is Kind.NOTES:
        from tui.answers.notes import NotesArea

        return NotesArea
    if view.question.kind is Kind.LEDGER:
        from tui.answers.ledger import LedgerArea

        return LedgerArea
    from tui.answers.options import OptionsArea

    return OptionsArea
