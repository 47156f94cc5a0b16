"""The road: one question after another, answered by both sides. The only place here that touches storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from storage.drafts import Draft, Saving
from storage.errors import StorageError
from storage.records import Details
from templates.retrospective import Person, Retrospective
from templates.words import _
from templates.workbook import Kind, Stop
from tui.commands import Command, bindings
from tui.keeping import Keeper
from tui.screens import road_commands as cmd
from tui.screens.room import Room
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

if TYPE_CHECKING:
    from textual import getters

    from tui.app import PhasebookApp

POLL = 0.5
"""Seconds between looks at what other windows have written, and between tries to keep what is waiting."""
WIDE_FROM = 84
"""Cells the answers need for the sides to stand next to each other."""


class RoadScreen(Room[None]):
    """One retrospective, walked."""

    COMMANDS = cmd.ROAD
    BINDINGS = bindings(cmd.ROAD)
    CSS_PATH = "road.tcss"
    AUTO_FOCUS = ""
    if TYPE_CHECKING:
        app = getters.app(PhasebookApp)

    def __init__(self, retrospective: str) -> None:
        super().__init__()
        self._retrospective = retrospective
        self._keeper: Keeper | None = None
        self._stop: Stop | None = None
        self._writer = Writer()
        self._person_of: dict[str | None, str | None] = {}
        self._story = False
        self._areas: dict[type[AnswerArea], AnswerArea] = {}
        self._area: AnswerArea | None = None
        self._trouble = ""
        self._left: Draft | None = None
        """What was being written when the program last ended, until it is open again."""

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
        """Read the page, land where the team stopped, and keep looking for what others write."""
        self._keeper = Keeper(self.app.shelf, self.app.drafts, self._retrospective)
        self.app.saving.subscribe(self, self._saving)
        self._load()
        self.set_interval(POLL, self._look)

    @property
    def page(self) -> Retrospective | None:
        """The page as last read; None while the file could not be read yet."""
        return self._keeper.page if self._keeper else None

    def _load(self) -> None:
        keeper = self._keeper
        if keeper is None:
            return
        try:
            keeper.load()
        except StorageError as error:
            self._trouble = str(error)
            self._draw_status()
            return
        self._trouble = ""
        if self._stop is None:
            self._land(keeper)
        self._draw()
        if self._left is not None and self._area is not None:
            self._area.once_ready(self._continue)

    def _land(self, keeper: Keeper) -> None:
        """Stand on the newest draft, in sight and open; else on the first unanswered question."""
        page = keeper.page
        if page is None:
            return
        try:
            keeper.load_drafts()
        except StorageError as error:
            self.app.say(str(error), warn=True)
        first = page.columns[0]
        self._writer = Writer(first.id if first else None)
        draft = next((d for d in keeper.drafts if not d.waiting and self._stop_of(d.question)), None)
        if draft is not None:
            self._writer = Writer(draft.side, draft.person)
            self._person_of[draft.side] = draft.person
            self._stop = self._stop_of(draft.question)
            self._left = draft
            return
        question = page.first_unanswered()
        self._stop = self._stop_of(question.id) if question else page.road[-1]

    def _continue(self) -> None:
        draft, self._left = self._left, None
        if draft is not None and self._area is not None:
            self._area.continue_draft(draft)
            self.app.say(_("Here is what was being written when the program ended. Enter keeps it."))
            self._after_keyboard()

    def _stop_of(self, question: str) -> Stop | None:
        page = self.page
        if page is None:
            return None
        return next((stop for stop in page.road if any(q.id == question for q in stop.questions)), None)

    def _view(self) -> View | None:
        page, stop, keeper = self.page, self._stop, self._keeper
        if page is None or stop is None or keeper is None:
            return None
        ids = {question.id for question in stop.questions}
        drafts = tuple(draft for draft in keeper.drafts if draft.question in ids)
        wide = self.query_one("#road-main").size.width >= WIDE_FROM
        return View(page, stop, self._writer, drafts, wide)

    def _draw(self) -> None:
        view = self._view()
        if view is None or self._keeper is None:
            return
        self.set_class(view.stop.is_sheet, "-sheet")
        self.query_one(TitleLine).show(view.page)
        outlined = self.query_one("#road-outline", Cards)
        outlined.show(outline(view.page, view.stop, self._keeper.drafts), view.stop.id)
        outlined.reveal(view.stop.id)
        self.query_one(Question).show(view, story=self._story)
        self._show_area(view)
        self._draw_status()
        self._refresh_keys()

    def _show_area(self, view: View) -> None:
        kind: type[AnswerArea] = {
            Kind.NOTES: NotesArea,
            Kind.LEDGER: LedgerArea,
        }.get(view.question.kind, SheetArea if view.stop.is_sheet else OptionsArea)
        area = self._areas.get(kind)
        if area is None:
            area = self._areas[kind] = kind()
            self.query_one("#road-answers").mount(area)
        if area is not self._area:
            if self._area is not None:
                self._area.display = False
            area.display = True
            self._area = area
        area.receive(view)

    def _draw_status(self) -> None:
        view, keeper = self._view(), self._keeper
        status = self.query_one(Status)
        if view is None or keeper is None:
            status.trouble(self._trouble)
            return
        status.show(view, waiting=len(keeper.waiting), trouble=self._trouble, writing=self._is_writing)

    def _refresh_keys(self) -> None:
        self.set_class(self._is_writing, "-writing")
        self.query_one(KeyFooter).refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """The sides go next to each other, or one above the other."""
        self.set_class(self.size.width < 100, "-narrow")
        self.set_class(self.size.width >= 160, "-roomy")
        self.set_class(self.size.height < 30, "-low")
        self.call_after_refresh(self._draw)

    def on_screen_resume(self) -> None:
        """Whatever changed meanwhile is shown on the way back."""
        if self._keeper is not None:
            self._load()

    # -- what comes from elsewhere ---------------------------------------------------------------

    def _look(self) -> None:
        keeper = self._keeper
        if keeper is None:
            return
        kept = keeper.retry()
        try:
            changed = keeper.changed()
        except StorageError:
            return  # Locked for a moment: the next look finds out.
        if changed or kept or self._trouble or keeper.page is None:
            self._load()

    def _saving(self, state: Saving) -> None:
        self.query_one(Status).saving(state)

    # -- what the answer areas say ---------------------------------------------------------------

    def on_answer_area_keep(self, message: AnswerArea.Keep) -> None:
        """Keep an answer; what the disk refuses waits as a draft and is tried again."""
        message.stop()
        keeper = self._keeper
        if keeper is None:
            return
        outcome = keeper.keep(message.answer, message.act, message.draft)
        self.query_one(Status).kept(outcome.done)
        self._trouble = outcome.why
        if outcome.done:
            self._load()
        else:
            self._draw()

    def on_answer_area_drop(self, message: AnswerArea.Drop) -> None:
        """Delete an answer."""
        message.stop()
        if self._keeper is None:
            return
        outcome = self._keeper.drop(message.answer)
        if outcome.done:
            self.app.say(_("Deleted. {key} brings it back.").format(key=cmd.UNDO.cap))
        elif outcome.why:
            self.app.say(outcome.why, warn=True)
        self._load()

    def on_answer_area_typed(self, message: AnswerArea.Typed) -> None:
        """Save what is being typed."""
        message.stop()
        if self._keeper is not None:
            self._keeper.typed(message.draft)
            self.query_one(Status).typing()

    def on_answer_area_give_up(self, message: AnswerArea.GiveUp) -> None:
        """Forget a draft."""
        message.stop()
        if self._keeper is not None:
            self._keeper.give_up(message.act)
            self._draw()

    def on_answer_area_switch_side(self, message: AnswerArea.SwitchSide) -> None:
        """The other side writes on."""
        message.stop()
        self._switch_side()

    def on_answer_area_ended(self, message: AnswerArea.Ended) -> None:
        """The keyboard is back on the road."""
        message.stop()
        self._after_keyboard()
        self._draw()

    def on_answer_area_say(self, message: AnswerArea.Say) -> None:
        """Say a sentence."""
        message.stop()
        self.app.say(message.text, warn=message.warn)

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click in the outline goes to a question."""
        event.stop()
        stop = self._stop_of(event.item)
        if stop is not None:
            self._go(stop)

    # -- its commands ----------------------------------------------------------------------------

    @property
    def _is_writing(self) -> bool:
        return self._area is not None and self._area.writing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the keyboard is in an answer area, letters are text; while a field is open, so is every key."""
        del parameters
        if not self._is_writing:
            return True
        if self.focused is not None:
            return action in ("editor", "help_here") or action not in _ACTIONS
        return action not in cmd.WITH_LETTERS

    def footer_commands(self) -> tuple[Command, ...]:
        """What matters here, at most six."""
        kind = self._stop.questions[0].kind if self._stop else Kind.NOTES
        picks = kind in (Kind.SCALE, Kind.CHOICE, Kind.CHECKLIST)
        if self._is_writing and self.focused is not None:
            return _IN_A_ROW if kind is Kind.LEDGER else _IN_A_NOTE
        if self._is_writing:
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

    def _go(self, stop: Stop | None) -> None:
        if stop is None:
            return
        if self._is_writing and self._area is not None:
            self._area.end()
        self._stop = stop
        self._draw()

    def action_next(self, step: int) -> None:
        """Go along the road."""
        page, stop = self.page, self._stop
        if page is None or stop is None:
            return
        place = self._place(page, stop) + step
        if 0 <= place < len(page.road):
            self._go(page.road[place])
        elif step > 0:
            self.app.say(_("This is the end of the road. {key} reads the retrospective.").format(key=cmd.READ.cap))
        else:
            self.app.say(_("This is the first question."))

    def _place(self, page: Retrospective, stop: Stop) -> int:
        return next((n for n, other in enumerate(page.road) if other.id == stop.id), 0)

    def action_stage(self, step: int) -> None:
        """Go to the next or the previous stage; back first goes to the beginning of this one."""
        page, stop = self.page, self._stop
        if page is None or stop is None:
            return
        firsts = [s for n, s in enumerate(page.road) if n == 0 or page.road[n - 1].phase.id != s.phase.id]
        here = next((n for n, first in enumerate(firsts) if first.phase.id == stop.phase.id), 0)
        place = here + step
        if 0 <= place < len(firsts):
            self._go(firsts[place])
        else:
            self.app.say(_("This is the last stage.") if step > 0 else _("This is the first stage."))

    def action_answer(self) -> None:
        """Take the keyboard into the answers."""
        if self._area is not None and self._area.is_mounted and self.page is not None:
            self._area.begin()
            self._after_keyboard()

    def action_edit(self) -> None:
        """Change what the cursor stands on."""
        if self._area is not None:
            self._area.edit()
            self._after_keyboard()

    def _after_keyboard(self) -> None:
        self._refresh_keys()
        view = self._view()
        if view is not None:
            self.query_one(Question).show(view, story=self._story)
        self._draw_status()

    def action_delete(self) -> None:
        """Delete what the cursor stands on."""
        if self._area is not None:
            self._area.delete()

    def action_move(self, step: int) -> None:
        """Move the cursor in the answers."""
        if self._area is not None:
            self._area.move(step)

    def action_pick(self, number: int) -> None:
        """Pick a step or an option."""
        if self._area is not None:
            self._area.pick(number)

    def action_undo(self) -> None:
        """Take back the last act and say what it was."""
        self._turn(undo=True)

    def action_redo(self) -> None:
        """Bring it again and say what it was."""
        self._turn(undo=False)

    def _turn(self, *, undo: bool) -> None:
        from tui.verbs.telling import told

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
        self._load()
        after = self.page or before
        self.app.say("\n".join(told(e, before if before.answer(e.record) else after) for e in events[:3]))
        stop = next((s for s in (self._stop_of(e.question) for e in events if e.question) if s), None)
        if stop is not None and self._stop is not None and stop.id != self._stop.id:
            self._go(stop)

    def action_side(self) -> None:
        """Tab: the next slot of a scale, else the other side."""
        if self._area is None or self._area.tab():
            self._switch_side()

    def _switch_side(self) -> None:
        page = self.page
        if page is None or len(page.workbook.sides) < 2:
            return
        sides = [side.id for side in page.workbook.sides]
        self._person_of[self._writer.side] = self._writer.person
        place = sides.index(self._writer.side) if self._writer.side in sides else -1
        side = sides[(place + 1) % len(sides)]
        self._write_as(Writer(side, self._person_of.get(side)))

    def _write_as(self, writer: Writer) -> None:
        self._writer = writer
        self._person_of[writer.side] = writer.person
        view = self._view()
        if view is not None and self._area is not None and self._is_writing:
            self._area.switched(view)
        self._draw()

    def action_who(self) -> None:
        """Choose who writes; a new name joins the people."""
        from tui.dialogs.writer import WriterDialog

        page = self.page
        if page is None:
            return

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            if result is None or self._keeper is None:
                return
            writer, person = result
            if person is not None:
                outcome = self._keeper.change(person)
                if not outcome.done:
                    self.app.say(outcome.why, warn=True)
                    return
                self._load()
            self._write_as(writer)

        self.app.push_screen(WriterDialog(page, self._writer), chosen)

    def action_story(self) -> None:
        """Show or hide the story."""
        self._story = not self._story
        if self._stop is not None and not any(q.story for q in self._stop.questions):
            self.app.say(_("This question has no story."))
        self._draw()

    def action_length(self) -> None:
        """Between the whole road and the short one."""
        page, keeper, here = self.page, self._keeper, self._stop
        if page is None or keeper is None or here is None:
            return
        if not page.workbook.has_short_road:
            self.app.say(_("This workbook has one road only."))
            return
        outcome = keeper.change(Details(short=not page.short))
        if not outcome.done:
            self.app.say(outcome.why, warn=True)
            return
        self._load()
        after = self.page
        if after is None:
            return
        # Where the question in view is not on the other road, go on from the next one that is.
        order = [q.id for q in page.workbook.questions]
        rest = order[order.index(here.id) :]
        stop = next((s for s in (self._stop_of(q) for q in rest) if s), None)
        self._go(stop or after.road[-1])
        n = sum(len(s.questions) for s in after.road)
        said = _("The short road: {n} questions.") if after.short else _("The whole road: {n} questions.")
        self.app.say(said.format(n=n))

    def action_read(self) -> None:
        """Read the retrospective as it would be sent."""
        from templates.report import render
        from tui.screens.reading import ReadingScreen

        page, keeper = self.page, self._keeper
        if page is None or keeper is None:
            return
        left = len(keeper.drafts)
        notice = _("{n} not kept yet and not in here").format(n=left) if left else ""
        self.app.push_screen(ReadingScreen(page.title, render(page), notice=notice, slug=page.slug))

    def action_editor(self) -> None:
        """Write in one's own editor."""
        from tui.editor import edit_elsewhere

        area = self._area
        if area is None or self.page is None:
            return
        if not area.writing:
            area.edit()
            self._after_keyboard()
        if self.focused is None:
            self.app.say(_("There is no text to write here."))
            return
        text, trouble = edit_elsewhere(self.app, area.typed_text)
        if trouble:
            self.app.say(trouble, warn=True)
        elif text is not None and text != area.typed_text:
            area.replace_text(text)

    def action_shelf(self) -> None:
        """Back to the shelf."""
        self.dismiss(None)

    def action_escape(self) -> None:
        """Close what is open; with nothing open say which keys lead on."""
        if self._is_writing and self._area is not None:
            self._area.end()
            self._after_keyboard()
            self._draw()
        elif self._story:
            self.action_story()
        else:
            said = _("{shelf} goes back to the shelf, {leave} leaves. Everything is kept.")
            self.app.say(said.format(shelf=cmd.SHELF.cap, leave="ctrl+q"))


_ACTIONS = frozenset(command.action.partition("(")[0] for command in cmd.ROAD)
"""The names of the road's actions, for telling them from others'."""
_IN_A_NOTE = tuple(cmd.in_a_note())
_IN_A_ROW = tuple(cmd.in_a_row())
