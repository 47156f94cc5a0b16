"""The road: one question after another, answered by both sides. The only place here that touches storage."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from storage.errors import StorageError
from templates.retrospective import Person
from templates.words import _
from templates.workbook import Kind
from tui.commands import Command
from tui.keeping import Keeper
from tui.screens import road_commands as cmd
from tui.screens.walking import WalkingScreen
from tui.view import View, Writer
from tui.widgets.area import AnswerArea
from tui.widgets.cards import Cards
from tui.widgets.footer import KeyFooter
from tui.widgets.ledger import LedgerArea
from tui.widgets.notes import NotesArea
from tui.widgets.options import OptionsArea
from tui.widgets.outline import outline
from tui.widgets.question import Question, Status, TitleLine
from tui.widgets.sheet import SheetArea

WIDE_FROM = 84
"""Cells the answers need for the sides to stand next to each other."""


class RoadScreen(WalkingScreen):
    """One retrospective, walked and answered."""

    CSS_PATH = "road.tcss"
    AUTO_FOCUS = ""

    def __init__(self, retrospective: str) -> None:
        super().__init__(retrospective)
        self._story = False
        self._areas: dict[type[AnswerArea], AnswerArea] = {}

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

    def _view(self) -> View | None:
        walk, keeper = self._walk, self._keeper
        if walk is None or keeper is None:
            return None
        asked = {question.id for question in walk.stop.questions}
        drafts = tuple(draft for draft in keeper.drafts if draft.question in asked)
        wide = self.query_one("#road-main").size.width >= WIDE_FROM
        return View(walk.page, walk.stop, walk.writer, drafts, wide, self._story)

    def draw(self) -> None:
        """Draw the question one stands at, and everything around it."""
        if self._walk is not None and self.page is not None:
            # What waits to be kept is on the page as if it were.
            self._walk = self._walk.over(self.page)
        if not self.stands:
            return
        view = self._view()
        if view is None or self._keeper is None:
            return
        self.set_class(view.stop.is_sheet, "-sheet")
        self.query_one(TitleLine).show(view.page)
        outlined = self.query_one("#road-outline", Cards)
        outlined.show(outline(view.page, view.stop, self._keeper.drafts), view.stop.id)
        outlined.reveal(view.stop.id)
        self._show_area(view)
        self.draw_keys()

    def _show_area(self, view: View) -> None:
        kind: type[AnswerArea] = SheetArea if view.stop.is_sheet else OptionsArea
        if view.question.kind is Kind.NOTES:
            kind = NotesArea
        elif view.question.kind is Kind.LEDGER:
            kind = LedgerArea
        area = self._areas.get(kind)
        if area is None:
            area = self._areas[kind] = kind()
            area.to_other_side = self.switch_side
            self.query_one("#road-answers").mount(area)
        if area is not self._area:
            if self._area is not None:
                self._area.display = False
            area.display = True
            self._area = area
        area.receive(view)

    def draw_keys(self) -> None:
        """Draw the question and the lines at the foot as they are for whoever has the keyboard."""
        if not self.stands:
            return
        self.set_class(self.is_writing, "-writing")
        self.query_one(KeyFooter).refresh()
        view, keeper, status = self._view(), self._keeper, self.query_one(Status)
        if view is None or keeper is None:
            status.trouble(self._trouble)
            return
        self.query_one(Question).show(view, story=self._story)
        status.show(view, waiting=len(keeper.waiting), trouble=self._trouble, writing=self.is_writing)

    def on_resize(self, _event: events.Resize) -> None:
        """The sides go next to each other, or one above the other."""
        self.set_class(self.size.width < 100, "-narrow")
        self.set_class(self.size.width >= 160, "-roomy")
        self.set_class(self.size.height < 30, "-low")
        self.call_after_refresh(self.draw)

    # -- what the answer areas say ---------------------------------------------------------------

    def on_answer_area_asked(self, message: AnswerArea.Asked) -> None:
        """Do what an answer area asks for."""
        message.stop()
        self._take_up(message)

    on_answer_area_keep = on_answer_area_drop = on_answer_area_asked
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
            case AnswerArea.Typed():
                keeper.typed(message.draft)
                if self.stands:
                    self.query_one(Status).typing()
            case AnswerArea.GiveUp():
                keeper.give_up(message.act)
                self.draw()

    def _take_up_all(self) -> None:
        """Do now what answer areas have asked for and is still on its way here: a key typed later needs it done."""
        for area in self._areas.values():
            for message in area.pending:
                self._take_up(message)

    def before_leaving(self) -> None:
        """Save what stands in the open field, and do what was asked for."""
        self._take_up_all()
        super().before_leaving()

    def _keep(self, keeper: Keeper, message: AnswerArea.Keep) -> None:
        """Keep an answer; what the disk refuses waits as a draft and is tried again."""
        waited = bool(keeper.waiting)
        outcome = keeper.keep(message.answer, message.act, message.draft)
        if outcome.why and not waited:
            self.app.say(outcome.why, warn=True)
        if self.stands:
            self.query_one(Status).kept(outcome.done)
        self._trouble = outcome.why
        if outcome.done:
            self.load()
        else:
            self.draw()

    def _drop(self, keeper: Keeper, message: AnswerArea.Drop) -> None:
        """Delete an answer."""
        outcome = keeper.drop(message.answer)
        if outcome.done:
            self.app.say(_("Deleted. {key} brings it back.").format(key=cmd.UNDO.cap))
        elif outcome.why:
            self.app.say(outcome.why, warn=True)
        self.load()

    def on_answer_area_switch_side(self, message: AnswerArea.SwitchSide) -> None:
        """The other side writes on."""
        message.stop()
        self.switch_side()

    def on_answer_area_ended(self, message: AnswerArea.Ended) -> None:
        """The keyboard is back on the road."""
        message.stop()
        self.draw()

    def on_answer_area_say(self, message: AnswerArea.Say) -> None:
        """Say a sentence."""
        message.stop()
        self.app.say(message.text, warn=message.warn)

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click in the outline goes to a question."""
        event.stop()
        self.go_to(event.item)

    # -- its commands ----------------------------------------------------------------------------

    @property
    def _is_writing(self) -> bool:
        return self._area is not None and self._area.writing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the keyboard is in an answer area, letters are text; while a field is open, so is every key."""
        del parameters
        if not self.is_writing:
            return True
        if self.focused is not None:
            return action in ("editor", "help_here") or action not in _ACTIONS
        return action not in cmd.WITH_LETTERS

    def footer_commands(self) -> tuple[Command, ...]:
        """What matters here, at most six."""
        kind = self._walk.stop.questions[0].kind if self._walk else Kind.NOTES
        picks = kind in (Kind.SCALE, Kind.CHOICE, Kind.CHECKLIST)
        if self.is_writing and self.focused is not None:
            return _IN_A_ROW if kind is Kind.LEDGER else _IN_A_NOTE
        if self.is_writing:
            return (cmd.PICK, cmd.SIDE, cmd.ESCAPE)
        return (cmd.NEXT, cmd.BACK, cmd.PICK if picks else cmd.ANSWER, cmd.WHO, cmd.READ, cmd.SHELF)

    def help_title(self) -> str:
        """The help page's title."""
        return _("On the road")

    def help_lines(self) -> tuple[str, ...]:
        """What the road is for, and what the signs mean."""
        return (
            _("One question after another; n goes on, p goes back. Nothing has to be answered."),
            _("a writes. In a note Enter keeps it and opens the next, ctrl+j breaks the line, Tab changes the side."),
            _("In a row Tab goes from cell to cell and Enter keeps the row."),
            _("In the outline: ✓ answered by all, ~ by some, ✎ a draft; the figures count each side's answers."),
        )

    async def _standing_area(self) -> AnswerArea | None:
        """The answer area, once all of it is mounted: keys typed ahead of it wait for it."""
        if self._area is not None and self.page is not None:
            await self._area.ready()
            return self._area
        return None

    async def action_answer(self) -> None:
        """Take the keyboard into the answers."""
        if area := await self._standing_area():
            area.begin()
            self.draw_keys()

    async def action_edit(self) -> None:
        """Change what the cursor stands on."""
        if area := await self._standing_area():
            area.edit()
            self.draw_keys()

    async def action_change(self) -> None:
        """The same, by a letter."""
        await self.action_edit()

    async def action_delete(self) -> None:
        """Delete what the cursor stands on."""
        if area := await self._standing_area():
            area.delete()

    async def action_move(self, step: int) -> None:
        """Move the cursor in the answers."""
        if area := await self._standing_area():
            area.move(step)

    async def action_pick(self, number: int) -> None:
        """Pick a step or an option."""
        if area := await self._standing_area():
            area.pick(number)

    def action_undo(self) -> None:
        """Take back the last act and say what it was."""
        self._turn(undo=True)

    def action_redo(self) -> None:
        """Bring it again and say what it was."""
        self._turn(undo=False)

    def _turn(self, *, undo: bool) -> None:
        from tui.verbs.telling import told

        self._take_up_all()
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
        self.app.say("\n".join(told(e, before if before.answer(e.record) else after) for e in events[:3]))
        question = next((event.question for event in events if event.question), None)
        if question is not None:
            self.go_to(question)

    def action_who(self) -> None:
        """Choose who writes; a new name joins the people."""
        from tui.dialogs.writer import WriterDialog

        walk = self._walk
        if walk is None:
            return

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            if result is None:
                return
            writer, person = result
            if (person is None or self.change(person)) and self._walk is not None:
                self.write_as(self._walk.written_by(writer))

        self.app.push_screen(WriterDialog(walk.page, walk.writer), chosen)

    def action_story(self) -> None:
        """Show or hide the story."""
        self._story = not self._story
        if self._walk is not None and not any(q.story for q in self._walk.stop.questions):
            self.app.say(_("This question has no story."))
        self.draw()

    def action_read(self) -> None:
        """Read the retrospective as it would be sent."""
        from templates.report import render
        from tui.screens.reading import ReadingScreen

        self._take_up_all()
        page, keeper = self.page, self._keeper
        if page is None or keeper is None:
            return
        left = len(keeper.drafts)
        notice = _("{n} not kept yet and not in here").format(n=left) if left else ""
        self.app.push_screen(ReadingScreen(page.title, render(page, pictures=False), notice=notice, slug=page.slug))

    async def action_editor(self) -> None:
        """Write in one's own editor."""
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
        from tui.editor import edit_elsewhere

        text, trouble = edit_elsewhere(self.app, area.typed_text)
        if trouble:
            self.app.say(trouble, warn=True)
        elif text is not None and text != area.typed_text:
            area.replace_text(text)

    def action_escape(self) -> None:
        """Close what is open; with nothing open say which keys lead on."""
        if self.is_writing and self._area is not None:
            self._area.end()
            self.draw()
        elif self._story:
            self.action_story()
        else:
            said = _("{shelf} goes back to the shelf, {leave} leaves. Everything is kept.")
            self.app.say(said.format(shelf=cmd.SHELF.cap, leave="ctrl+q"))


_ACTIONS = frozenset(command.action.partition("(")[0] for command in cmd.ROAD)
"""The names of the road's actions, for telling them from others'."""
_IN_A_NOTE = tuple(cmd.in_a_note())
_IN_A_ROW = tuple(cmd.in_a_row())
