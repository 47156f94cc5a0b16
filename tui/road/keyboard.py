"""Who is at the keyboard of the road: asking where it must be known, handing on, stepping aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from templates.meeting import road as meeting
from templates.words import _, ngettext
from templates.workbook import frame
from templates.workbook.model import Kind
from tui.keys import road as cmd
from tui.session.view import Writer

if TYPE_CHECKING:
    from templates.filled_page.page import Answer, Person
    from tui.road.base import Road
    from tui.session.walk import Walk


class Keyboard:
    """The seat before the keyboard, as the road asks for it and hands it on."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._seat = road.session.seat
        self._astray = ""
        """What was typed where a name was asked for, until somebody has been chosen to have it in a note."""

    # -- asking ------------------------------------------------------------------------------------

    def asks_who(self, then: str) -> bool:
        """Ask who is at the keyboard where that must be known, and go on with `then`; whether it was asked."""
        road = self._road
        walk, holder = road.walk, self._seat.holder
        if walk.stop.id == frame.FACILITATOR and not self._seat.facilitating:
            self._ask_whether_alone(then)
            return True
        if not walk.is_covered:
            return False
        if holder is None:
            self.ask_who(then)
            return True
        question = road.area.question or walk.stop.questions[0]
        if question.kind not in (Kind.NOTES, Kind.LEDGER) and road.session.has_answered(question.id):
            road.app.say(_("This has been answered already; nobody can change it, for nobody knows whose it is."))
            if question.id in meeting.IN_TURN:
                self.ask_next(holder)
            return True
        return False

    def _ask_whether_alone(self, then: str) -> None:
        """Ask before the facilitator's own notes are shown: the projector may be on."""
        from tui.dialogs.confirm import Confirm

        def answered(alone: bool | None) -> None:
            if alone:
                self._seat.facilitating = True
                self._road.draw()
                self._road.run_action_later(then)

        question = _("Is nobody but you looking on?")
        more = _("Your own notes are shown as long as you stay here; they are never in any document.")
        self._road.app.push_screen(Confirm(question, more, enter_is_no=True), answered)

    def ask_next(self, before: Writer) -> None:
        """Hand the keyboard on: in a fixed order, whoever has answered, for that is nobody's to see."""
        n = sum(self._road.covered_counts.get(self._road.walk.key, {}).values())
        told = ngettext("{n} has answered.", "{n} have answered.", n).format(n=n)
        self.ask_who(after=before, told=told + " " + _("esc when everybody has."))

    def ask_who(self, then: str = "", *, after: Writer | None = None, told: str = "") -> None:
        """Ask who is at the keyboard.

        Args:
            then: the action to go on with; none where it is empty.
            after: who sat there before, where the next is to be offered.
            told: a sentence to say above.
        """
        from tui.dialogs.writer import WriterDialog, following

        road = self._road
        road.put_away()
        before = after or self._seat.holder
        if road.walk.is_covered:
            # From here on nothing of whoever sat there before is in sight, whatever is chosen.
            self.hand_over(None)

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            self._astray = dialog.astray
            if result is None:
                return
            writer, person = result
            if person is None or road.change(person):
                self.hand_over(writer)
                road.write_as(road.walk.written_by(writer))
                if not then and self._begins(writer):
                    road.go_to(road.walk.covered_together[0])
                    road.app.say(_("This is the first question of the stage; n goes on."))
                if self._astray:
                    road.run_action_later("astray")
                elif then:
                    road.run_action_later(then)

        walk = road.walk
        at = following(walk.page, before) if walk.is_covered else None
        if at is not None and at.person is None and walk.key not in meeting.IN_TURN:
            at = None  # A side together reads all that it has written.
        dialog = WriterDialog(walk.page, walk.writer, covered=walk.is_covered, at=at, told=told, astray=self._astray)
        road.app.push_screen(dialog, chosen)

    def correct_whose(self, answer: Answer) -> None:
        """Correct whose a kept answer is; never that of one without a name, which would tell or forge."""
        from tui.dialogs.writer import WriterDialog

        road = self._road
        if road.walk.is_covered or answer.person is None:
            road.app.say(_("It was given without a name, or lies covered: whose it is cannot be corrected."))
            return
        road.before_leaving()
        road.area.end()
        road.draw()

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            standing = road.page.answer(answer.id)
            if result is None or standing is None:
                return
            writer, person = result
            corrected = replace(standing, side=writer.side, person=writer.person)
            if road.change(*((person, corrected) if person else (corrected,))):
                road.app.say(_("Corrected. {key} takes it back.").format(key=cmd.UNDO.cap))

        dialog = WriterDialog(road.page, Writer(answer.side, answer.person), title=_("Whose is this?"))
        road.app.push_screen(dialog, chosen)

    def take_astray(self) -> None:
        """Put what was typed where a name was asked for into the note of whoever was chosen."""
        text, self._astray = self._astray, ""
        area = self._road.area
        if area.takes_text and area.writing:
            area.replace_text("\n".join(filter(None, (area.typed_text, text))))
        else:
            self._astray = text
            said = _("What was typed as a name waits: w, at a question that takes notes, puts it there.")
            self._road.app.say(said)

    def _begins(self, writer: Writer) -> bool:
        """Whether somebody sits down at the end of a covered stage of which nothing is known to be theirs."""
        walk, person = self._road.walk, writer.person
        return person is not None and walk.ends_stage and not self._road.session.has_written(walk.key, person)

    # -- handing on --------------------------------------------------------------------------------

    def hand_over(self, writer: Writer | None, *, tell: bool = True) -> None:
        """Give the keyboard to somebody, or to nobody.

        Args:
            writer: who has it now.
            tell: whether to say that something half written was kept; else it is said the next time.
        """
        road = self._road
        if writer is None and road.walk.is_covered:
            # Nor is what is written in the open from here on theirs who sat there last.
            road.walk = road.walk.by_nobody()
        outcome = road.session.hand_over(writer)
        if outcome.why:
            road.app.say(outcome.why, warn=True)
        elif self._seat.half_kept and tell:
            self._seat.half_kept = False
            road.app.say(
                _("What was half written is kept as it stands, covered and without a name; nobody can change it now.")
            )
        road.draw()

    def switch_side(self) -> None:
        """Let the other side write; where writing is covered, somebody of it says who they are."""
        road = self._road
        if road.walk.is_covered:
            self.ask_who("answer" if road.is_writing else "")
        elif (there := road.walk.other_side()) is not None:
            road.write_as(there)

    def moved_from(self, before: Walk) -> None:
        """One stands somewhere else: nobody who held the keyboard covered holds it in the open."""
        road = self._road
        if (before.is_covered and road.walk.is_covered) or self._seat.holder is None:
            return
        if before.is_covered:
            road.walk = road.walk.by_nobody()
        self.hand_over(None)

    def read_anew(self, before: Walk) -> None:
        """The page was read anew: where it was covered in another window, whoever writes here says first who they are.

        Args:
            before: the same place as it was until then.
        """
        road = self._road
        if not road.walk.is_covered:
            if before.is_covered:
                # Uncovered, here or in another window: what follows is nobody's until somebody says so.
                road.walk = road.walk.by_nobody()
                road.draw()
            return
        if self._seat.person is not None and road.page.person(self._seat.person) is None:
            self.hand_over(None)
        if self._seat.holder is None and road.is_writing:
            road.area.end()
            told = _("Writing is covered now; a asks who is at the keyboard. What was typed is kept as a draft.")
            road.app.say(told)
            road.draw()

    def step_aside(self) -> None:
        """Somebody has walked away: whoever comes back says who they are."""
        road = self._road
        if self._seat.facilitating:
            road.put_away()
            self._seat.facilitating = False
            road.draw()
        if road.walk.is_covered:
            road.put_away()
            # A screen that is blank stays so.
            self.hand_over(None, tell=False)
