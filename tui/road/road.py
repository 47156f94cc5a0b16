"""The road: one place after another, from opening the room to the signed actions."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from templates.words import _
from templates.workbook.model import Kind, Stop
from tui.answers.area import AnswerArea
from tui.keys import all as all_keys
from tui.keys import deciding
from tui.keys import places as place_keys
from tui.keys import road as cmd
from tui.keys.command import Command, bindings
from tui.road.meeting import MeetingScreen
from tui.road.outline import outline
from tui.road.question_lines import Question, Status, TitleLine
from tui.session.view import View
from tui.widgets.cards import Cards
from tui.widgets.footer import MOST, KeyFooter

WIDE_FROM = 84
"""Cells the answers need for the sides to stand next to each other."""


class RoadScreen(MeetingScreen):
    """One retrospective, walked and answered."""

    CSS_PATH = "road.tcss"
    COMMANDS: ClassVar[tuple[Command, ...]] = all_keys.ROAD  # type: ignore[assignment]
    # A key of a place comes before the same key of the road; which of them holds is told by check_action.
    BINDINGS = bindings((*place_keys.all_commands(), *all_keys.ANYWHERE))
    AUTO_FOCUS = ""

    def __init__(self, retrospective: str, *, at: str = "") -> None:
        """Walk a retrospective.

        Args:
            retrospective: its id.
            at: the id of the stop to begin at; where the team stopped, unless it is given.
        """
        super().__init__(retrospective)
        self._begin_at = at
        self._story = False

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
        here = {walk.stop.id, *(question.id for question in walk.stop.questions)}
        drafts = tuple(draft for draft in keeper.drafts if draft.question in here)
        wide = self.query_one("#road-main").size.width >= WIDE_FROM
        earlier = self.looked_back(walk.stop)
        view = self.of_meeting(View(walk.page, walk.stop, walk.writer, drafts, wide, self._story, earlier))
        return keeper.seen_through(view) if self.is_asked else view

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
        # Of a class on the screen Textual would make it style every widget anew: it is set on what looks different.
        at_gaps = place_keys.is_at(view.stop.place, "gaps")
        self.query_one("#road-body").update_classes({"-sheet": view.stop.is_sheet, "-picture": at_gaps})
        self.query_one(Question).update_classes({"-story": self._story, "-answered": _has_begun(view)})
        self.query_one(TitleLine).show(self.page or view.page, frozenset(self.covered_counts))
        outlined = self.query_one("#road-outline", Cards)
        outlined.show(
            outline(self._walk.page if self._walk else view.page, view.stop, self._keeper.drafts, self.covered_counts),
            view.stop.id,
        )
        outlined.reveal(view.stop.id)
        self.show_area(view)
        self.draw_keys()

    def draw_keys(self) -> None:
        """Draw the question and the lines at the foot as they are for whoever has the keyboard."""
        if not self.stands:
            return
        self.query_one(Question).set_class(self.is_writing, "-writing")
        self.query_one(KeyFooter).refresh()
        view, keeper, status = self._view(), self._keeper, self.query_one(Status)
        if view is None or keeper is None:
            status.trouble(self._trouble)
            return
        self.query_one(Question).show(view, story=self._story)
        step = self.time_step
        if self._area is not None and not self.is_writing:
            step = step or self._area.next_step()
        step = self.covered_step(seated=view.seated) or self.left_covered_step or step
        told = replace(view, writer=self._walk.writer if self._walk else view.writer)
        status.show(told, waiting=len(keeper.waiting), trouble=self._trouble, writing=self.is_writing, step=step)

    def on_resize(self, _event: events.Resize) -> None:
        """The sides go next to each other, or one above the other."""
        width, height = self.size
        self.update_classes({"-narrow": width < 100, "-roomy": width >= 160, "-low": height < 30})
        self.call_after_refresh(self.draw)

    def on_key(self, event: events.Key) -> None:
        """A letter where answers take numbers only: say how the road gets the keyboard back."""
        stop = self._walk.stop if self._walk else None
        if stop is None or stop.place or not self.is_writing or self.focused is not None:
            return
        if event.is_printable and (event.character or "").isalpha():
            self.app.say(_("The keyboard is in the answers; esc gives it back to the road."))

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click in the outline goes to a question."""
        event.stop()
        self.go_to(event.item)

    # -- its commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the keyboard is in an answer area, letters are text; while a field is open, so is every key."""
        here = self._walk.stop.place if self._walk is not None else ""
        if action == "place" and not place_keys.is_at(here, str(parameters[0])):
            return False
        if not self.is_writing:
            return True
        if self.focused is not None:
            return action in ("editor", "help_here") or action not in _ACTIONS
        return action not in cmd.WITH_LETTERS | deciding.LETTERS

    def footer_commands(self) -> tuple[Command, ...]:
        """What matters here, at most six."""
        stop, area = (self._walk.stop if self._walk else None), self._area
        return tuple(command for command in self._fitting_now(stop, area) if self._fits(command))

    def _fits(self, command: Command) -> bool:
        """Whether a command means anything here: one team has no other side."""
        page = self.page
        return page is None or bool(page.workbook.sides) or command.id not in _OF_SIDES

    def _fitting_now(self, stop: Stop | None, area: AnswerArea | None) -> tuple[Command, ...]:
        kind = stop.questions[0].kind if stop else Kind.NOTES
        picks = kind in (Kind.SCALE, Kind.CHOICE, Kind.CHECKLIST)
        if self.is_writing and area is not None and (own := area.keys_in_hand()):
            return own
        if self.is_writing and self.focused is not None:
            return _IN_A_ROW if area is not None and area.WRITES_ROWS else _IN_A_NOTE
        if self.is_writing:
            return (cmd.PICK, cmd.SIDE, cmd.ESCAPE)
        if stop is not None and stop.place and area is not None:
            return (cmd.NEXT, *area.footer()[: MOST - 2], cmd.SHELF)
        write = cmd.PICK if picks else cmd.ANSWER
        if self.is_covered:
            return (cmd.NEXT, write, cmd.WHO, cmd.READY, cmd.REVEAL, cmd.SHELF)
        return (cmd.NEXT, cmd.BACK, write, cmd.WHO, cmd.READ, cmd.SHELF)

    def commands_here(self) -> tuple[Command, ...]:
        """The road's commands, those of the place in view first."""
        here = (*place_keys.commands_of(self._walk.stop.place if self._walk else ""), *all_keys.ANYWHERE)
        return tuple(command for command in here if self._fits(command))

    def help_title(self) -> str:
        """The help page's title."""
        return _("On the road")

    def help_lines(self) -> tuple[str, ...]:
        """What the road is for, and what the signs mean."""
        return (
            _("One place after another; n goes on, p goes back, ] to the next stage. Nothing has to be answered."),
            self._help_of_notes(),
            _("In a row Tab goes from cell to cell and Enter keeps the row."),
            _("In the outline: ✓ answered by all, ~ by some, ✎ a draft, ▒ covered; the figures count the answers."),
        )

    def _help_of_notes(self) -> str:
        if self.page is not None and not self.page.workbook.sides:
            return _("a writes. In a note Enter keeps it and opens the next, ctrl+j breaks the line.")
        return _("a writes. In a note Enter keeps it and opens the next, ctrl+j breaks the line, Tab changes the side.")

    def action_private(self) -> None:
        """Choose who may read what stands here."""
        from tui.dialogs.visibility import Reader, VisibilityDialog, readers

        self.take_up_all()
        walk, area = self._walk, self._area
        answer = area.answer_here if area is not None else None
        if answer is not None and area is not None and area.view is not None and answer.id in area.view.own:
            answer = None  # What is covered does not enter the journal before it is revealed.
        choices = readers(walk.page, walk.stop, answer) if walk else ()

        def chosen(reader: Reader | None) -> None:
            if reader is not None and self.change(reader.record):
                self.app.say(_("{name}: {text}.").format(name=reader.heading, text=reader.words))

        if choices:
            self.app.push_screen(VisibilityDialog(choices), chosen)
        else:
            self.app.say(_("Nothing here can be kept from anybody."))

    def action_story(self) -> None:
        """Show or hide the story."""
        self._story = not self._story
        if self._walk is not None and not any(q.story for q in self._walk.stop.questions):
            self.app.say(_("This question has no story."))
        self.draw()

    def action_read(self) -> None:
        """Read the retrospective as it would be sent."""
        from tui.screens.document import DocumentScreen

        self.take_up_all()
        keeper = self._keeper
        page = keeper.kept_page if keeper is not None else None
        if page is None or keeper is None:
            return
        # As any other program reads it: what waits for the disk is not in any document, and that is said.
        self.app.push_screen(DocumentScreen(page, keeper.beside))

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


_ACTIONS = frozenset({"place", *(command.action.partition("(")[0] for command in all_keys.ANYWHERE)})
"""The names of the road's actions, for telling them from others'."""
_OF_SIDES = frozenset({"road.side", "field.side", "road.ready", "open.people.parties"})
"""The names of the commands that have to do with another side."""
_IN_A_NOTE = tuple(cmd.in_a_note())
_IN_A_ROW = tuple(cmd.in_a_row())


def _has_begun(view: View) -> bool:
    """Whether something has been written at the stop in view, or done."""
    page, stop = view.page, view.stop
    if stop.place == "group":
        return bool(page.groups) or any(answer.opened for answer in page.answers)
    asked = {question.id for question in stop.questions}
    return any(answer.question in asked for answer in page.answers)
